"""How an Arabic word is taken apart: conjunction, preposition, future, article, attached pronoun.

A clitic comes off only when the whole word is unknown and what is left is known, so that
«كازاخستان» keeps its ك. The words that are known are left to the lexicon and the gazetteer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.engine.tokens import Reading

_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "كم", "ه", "ي", "ك")
CLITICS = frozenset("وفبلك")
_SUN = "ال"


class Reader:
    """``read`` takes a folded word apart. ``known`` are the lexicon's words, ``names`` the gazetteer's."""

    def __init__(
        self, known: frozenset[str], names: frozenset[str], verbs: frozenset[str], objectless: frozenset[str] = frozenset()
    ) -> None:
        """``objectless`` are verb forms in ـت that take no direct object: a pronoun on them belongs to the noun spelled alike («سيطرته»)."""
        self._known, self._names, self._verbs, self._objectless = known, names, verbs, objectless
        self._memory: dict[str, Reading] = {}

    def __call__(self, form: str) -> Reading:
        reading = self._memory.get(form)
        if reading is None:
            if len(self._memory) > 60_000:
                self._memory.clear()
            reading = self._read(form)
            if reading.base in self._verbs and reading.stem != reading.base:
                # «التقى», «ألغى»: the letters of the article belong to the verb.
                reading = replace(reading, stem=reading.base)
            self._memory[form] = reading
        return reading

    def _read(self, form: str) -> Reading:
        if len(form) < 3 or form in self._known:
            return _reading("", "", False, form, "", form in self._known or form in self._names)
        if form.startswith(_SUN) and (form[2:] in self._known or form in self._names):
            return _reading("", "", False, form, "", True)
        if form in self._names:
            return _reading("", "", False, form, "", True)
        for joined, marker, future, base in _stripped(form):
            if self._is_known(base, future):
                return _reading(joined, marker, future, base, "", True)
        for joined, marker, future, base in (("", "", False, form), *_stripped(form)):
            for pronoun in _PRONOUNS:
                if base.endswith(pronoun) and len(base) - len(pronoun) >= 2:
                    bare = base[: -len(pronoun)]
                    options = [bare, bare[:-1] + "ة"] if bare.endswith("ت") else [bare]
                    if bare in self._objectless:
                        options.reverse()
                    if bare.endswith("ا"):
                        options.append(bare[:-1] + "ي")
                    if bare.endswith("ي") and len(bare) > 3:
                        options.append(bare + "ن")
                    if bare.endswith(("اي", "او")):
                        options.append(bare[:-1] + "ء")
                    if bare.endswith("و"):
                        options.append(bare + "ا")
                    for option in options:
                        if len(option) >= 3 and (option in self._verbs if future else option in self._known):
                            return _reading(joined, marker, future, option, pronoun, True)
        return self._guess(form)

    def _is_known(self, base: str, future: bool) -> bool:
        if future:
            return base in self._verbs
        if len(base) < 2:
            return False
        return base in self._known or (base.startswith(_SUN) and base[2:] in self._known) or base in self._names

    def _guess(self, form: str) -> Reading:
        """An unknown word: clitics come off only before an article, which no name begins with after them."""
        for joined, marker, future, base in _stripped(form):
            if not future and base.startswith(_SUN) and len(base) > 4:
                return _reading(joined, marker, False, base, "", False)
        if form.startswith(("ست", "سي")):
            return _reading("", "", False, form, "", False)
        return _reading("", "", False, form, "", False)


def _stripped(form: str) -> Iterator[tuple[str, str, bool, str]]:
    """Ways to take clitics off, the fewest letters first."""
    yield from _marked("", form)
    if form[0] in "وف":
        rest = form[1:]
        yield form[0], "", False, rest
        yield from _marked(form[0], rest)


def _marked(joined: str, form: str) -> Iterator[tuple[str, str, bool, str]]:
    if len(form) < 3:
        return
    first = form[0]
    if first in "بلك":
        if first == "ل" and form[1] == "ل":
            yield joined, "ل", False, "ال" + form[2:]
            yield joined, "ل", False, form[1:]
        else:
            yield joined, first, False, form[1:]
    elif first == "س" and form[1] in "يتنا":
        yield joined, "", True, form[1:]


def _reading(joined: str, marker: str, future: bool, base: str, pronoun: str, known: bool) -> Reading:
    stem = base[2:] if base.startswith(_SUN) and len(base) > 4 else base
    return Reading(joined, marker, future, base, stem, pronoun, known)
