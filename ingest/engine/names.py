"""The gazetteer's forms, arranged so that the longest known name at a word is found at once.

What the entries are is left to ``ingest.gazetteer``; whether a name is meant, to ``ingest.engine.mentions``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.engine.tokens import WORD
from ingest.gazetteer import load as read_gazetteer
from ingest.text import fold


@dataclass(frozen=True, slots=True)
class Named:
    """A known name: the gazetteer's key and type; ``needs_context`` where the form has another reading."""

    key: str
    type: str
    needs_context: bool


def words(text: str) -> tuple[str, ...]:
    """The folded words of a name, cut as the tokeniser cuts a sentence."""
    return tuple(folded for word in WORD.findall(text) if (folded := fold(word)))


@dataclass(frozen=True, slots=True)
class Template:
    """A body that each country has: the words before (without the first) and after the country's word."""

    key: str
    type: str
    before: tuple[str, ...]
    slot: str
    after: tuple[str, ...]


@dataclass(slots=True)
class NameIndex:
    """``names`` maps a first word to (rest, Named), longest first. ``demonyms`` maps a stem to a country's key,
    ``pairs`` two words («كوري جنوبي»).

    ``vocabulary`` holds every single word that stands in a name, ``given`` the first words of
    persons' names, ``family`` the last ones.
    """

    names: dict[str, list[tuple[tuple[str, ...], Named]]] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    pairs: dict[tuple[str, str], str] = field(default_factory=dict)
    vocabulary: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    family: dict[str, set[str]] = field(default_factory=dict)
    capitals: dict[str, str] = field(default_factory=dict)
    seats: dict[str, str] = field(default_factory=dict)
    templates: dict[str, list[Template]] = field(default_factory=dict)
    fillers: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = field(default_factory=dict)
    bare: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)

    def add(self, text: str, named: Named) -> None:
        parts = words(text)
        if not parts:
            return
        self.names.setdefault(parts[0], []).append((parts[1:], named))
        self.learn(parts)
        if named.type == "Person" and len(parts) > 1:
            self.given.add(parts[0])
            self.family.setdefault(parts[-1], set()).add(named.key)

    def learn(self, parts: tuple[str, ...]) -> None:
        """Later words of a name count as known only where they carry no clitic («والاجتماعية» does)."""
        self.vocabulary.add(parts[0])
        self.vocabulary.update(part for part in parts[1:] if part[0] not in "وفبلك")

    def close(self) -> None:
        for listed in self.names.values():
            listed.sort(key=lambda item: (-len(item[0]), item[1].needs_context))

    def country_of(self, key: str) -> str | None:
        """The country that a capital stands for when it acts («واشنطن ترفض»), None for any other place."""
        return self.capitals.get(key)

    def at(self, first: Iterable[str], following: list[str]) -> tuple[int, Named] | None:
        """The longest name that begins with one of ``first`` and goes on with ``following``: (words, what)."""
        best: tuple[int, Named] | None = None
        for word in first:
            for rest, named in self.names.get(word, ()):
                if best is not None and len(rest) + 1 <= best[0]:
                    break
                if len(rest) <= len(following) and all(a == b for a, b in zip(rest, following, strict=False)):
                    best = (len(rest) + 1, named)
                    break
        for word in first:
            for template in self.templates.get(word, ()):
                found = self._fill(template, following)
                if found is not None and (best is None or found[0] > best[0]):
                    best = found
        return best

    def _fill(self, template: Template, following: list[str]) -> tuple[int, Named] | None:
        at = len(template.before)
        if tuple(following[:at]) != template.before or len(following) <= at:
            return None
        for rest, iso2 in self.fillers[template.slot].get(following[at], ()):
            end = at + 1 + len(rest)
            if tuple(following[at + 1 : end]) == rest and tuple(following[end : end + len(template.after)]) == template.after:
                prefix, _, what = template.key.partition(":")
                return end + len(template.after) + 1, Named(f"{prefix}:{iso2}:{what}", template.type, False)
        return None


def load(language: str) -> NameIndex:
    """The gazetteer's names in a language."""
    gazetteer = read_gazetteer()
    index = NameIndex()
    for form in gazetteer.forms(language):
        entry = gazetteer.entries[form.key]
        index.add(form.text, Named(form.key, entry.type, form.needs_context))
        capital = gazetteer.capital_of(form.key)
        if capital is not None:
            index.capitals[form.key] = capital
            index.seats.setdefault(capital, form.key)
    for metonym, key in gazetteer.metonyms(language).items():
        meant = gazetteer.get(key)
        if meant is not None:
            index.add(metonym, Named(key, meant.type, False))
    for adjective, iso2 in gazetteer.demonyms(language).items():
        parts = words(adjective)
        if len(parts) == 2:
            index.pairs[parts[0], parts[1]] = iso2 if ":" in iso2 else f"country:{iso2}"
        for word in parts if len(parts) == 1 else ():
            if any(not rest and named.type == "Country" for rest, named in index.names.get(word, ())):
                continue
            key = index.demonyms[word] = iso2 if ":" in iso2 else f"country:{iso2}"
            for ending in ("ا", "تين", "تان", "ان") if language == "ar" and word.endswith("ي") else ():
                # «أرمينيا» is a country and no accusative of «أرميني».
                if word + ending not in index.names:
                    index.demonyms.setdefault(word + ending, key)
    for pattern in gazetteer.patterns(language):
        before = words(pattern.before)
        if before:
            index.templates.setdefault(before[0], []).append(
                Template(pattern.key, pattern.type, before[1:], pattern.slot, words(pattern.after))
            )
            index.learn(before)
    for slot, table in gazetteer.slots(language).items():
        fillers = index.fillers.setdefault(slot, {})
        for filler, iso2 in table.items():
            parts = words(filler)
            fillers.setdefault(parts[0], []).append((parts[1:], iso2))
            index.learn(parts)
    for body, key in gazetteer.bare(language).items():
        entry_type = key.partition(":")[0]
        index.bare[words(body)] = (key, "ArmedForce" if entry_type == "force" else "Organization")
    index.close()
    return index
