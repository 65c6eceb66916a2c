"""Known names in a row of words: the gazetteer's forms, with their capitals, and bodies that every country has.

What the entries are is left to ``ingest.gazetteer``; names that no list knows, to ``ingest.phrases.chunks``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.gazetteer import load as read_gazetteer
from ingest.phrases.words import Word, parts


@dataclass(frozen=True, slots=True)
class Named:
    """A known name: the gazetteer's key and type; ``unsure`` where the form has another reading."""

    key: str
    type: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    rest: tuple[str, ...]
    named: Named
    capital: bool
    exact: str = ""


@dataclass(frozen=True, slots=True)
class _Pattern:
    before: tuple[str, ...]
    slot: str
    after: tuple[str, ...]
    key: str
    type: str


@dataclass(slots=True)
class NameIndex:
    """``demonyms`` maps a folded adjective or noun of nationality to a country's key, ``given``/``family`` hold name words."""

    language: str
    forms: dict[str, list[_Form]] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    bare: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)
    _leading: dict[str, list[_Pattern]] = field(default_factory=dict)
    _trailing: dict[str, dict[str, list[_Pattern]]] = field(default_factory=dict)
    _fillers: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = field(default_factory=dict)

    def at(self, words: list[Word], i: int) -> tuple[int, Named] | None:
        """The longest known name that begins at word ``i``: (number of words, what)."""
        word = words[i]
        best: tuple[int, Named] | None = None
        for form in self.forms.get(word.low, ()):
            size = len(form.rest) + 1
            if best is not None and size <= best[0]:
                break
            if form.capital and not word.capital:
                continue
            if form.exact and form.exact != word.text:
                continue
            if self._follow(words, i + 1, form.rest):
                best = (size, form.named)
        pattern = self._pattern(words, i)
        if pattern is not None and (best is None or pattern[0] > best[0]):
            best = pattern
        return best

    @staticmethod
    def _follow(words: list[Word], i: int, rest: tuple[str, ...]) -> bool:
        return len(words) >= i + len(rest) and all(words[i + k].low == low for k, low in enumerate(rest))

    def _filler(self, words: list[Word], i: int, slot: str) -> tuple[int, str] | None:
        if i >= len(words):
            return None
        for rest, iso2 in self._fillers.get(slot, {}).get(words[i].low, ()):
            if self._follow(words, i + 1, rest):
                return len(rest) + 1, iso2
        return None

    def _pattern(self, words: list[Word], i: int) -> tuple[int, Named] | None:
        best: tuple[int, Named] | None = None
        for pattern in self._leading.get(words[i].low, ()):
            if self._follow(words, i, pattern.before):
                at = i + len(pattern.before)
                filled = self._filler(words, at, pattern.slot)
                if filled and self._follow(words, at + filled[0], pattern.after):
                    size = len(pattern.before) + filled[0] + len(pattern.after)
                    if best is None or size > best[0]:
                        best = size, self._national(pattern, filled[1])
        for slot, table in self._trailing.items():
            filled = self._filler(words, i, slot)
            if filled and i + filled[0] < len(words):
                for pattern in table.get(words[i + filled[0]].low, ()):
                    size = filled[0] + len(pattern.after)
                    if (best is None or size > best[0]) and self._follow(words, i + filled[0], pattern.after):
                        best = size, self._national(pattern, filled[1])
        return best

    @staticmethod
    def _national(pattern: _Pattern, iso2: str) -> Named:
        prefix, _, what = pattern.key.partition(":")
        return Named(f"{prefix}:{iso2}:{what}", pattern.type)


def load(language: str) -> NameIndex:
    """The gazetteer's names in a language."""
    gazetteer = read_gazetteer()
    index = NameIndex(language)
    listed = [(form.text, Named(form.key, gazetteer.entries[form.key].type, form.needs_context)) for form in gazetteer.forms(language)]
    listed += [(form, Named(key, entry.type)) for form, key in gazetteer.metonyms(language).items() if (entry := gazetteer.get(key))]
    # Acronyms that are everyday words in lower case ("US"): their capitals tell them apart here.
    spelled = {text for text, _ in listed}
    for entry in gazetteer.entries.values():
        if entry.type in ("Country", "Organization"):
            short = (
                n
                for n in entry.names.get(language, ())
                if n.isupper() and n.isalpha() and len(n) < 5 and n not in spelled and n not in entry.needs_context
            )
            listed += [(name, Named(entry.key, entry.type, entry.type != "Country")) for name in short]
    for text, named in listed:
        low = parts(text, language)
        if not low:
            continue
        bare = text.split()
        acronym = len(low) == 1 and text == text.upper() and len(text) < 7
        index.forms.setdefault(low[0], []).append(_Form(low[1:], named, text[:1].isupper(), text if acronym else ""))
        if named.type == "Person" and len(bare) > 1:
            index.given.add(low[0])
    for form, iso2 in gazetteer.demonyms(language).items():
        low = parts(form, language)
        if len(low) == 1:
            index.demonyms.setdefault(low[0], f"country:{iso2}")
        elif low:
            # "South Korean", "New Zealander": their first word alone is no demonym.
            index.forms.setdefault(low[0], []).append(_Form(low[1:], Named(f"country:{iso2}", "Country"), form[:1].isupper(), ""))
    for options in index.forms.values():
        options.sort(key=lambda form: (-len(form.rest), form.named.unsure))
    slots = gazetteer.slots(language)
    for slot in slots:
        if slot.startswith("people"):
            index.people.update(low[0] for form in slots[slot] if (low := parts(form, language)))
    for slot, table in slots.items():
        fillers: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for filler, iso2 in table.items():
            if low := parts(filler, language):
                fillers.setdefault(low[0], []).append((low[1:], iso2))
        for rests in fillers.values():
            rests.sort(key=lambda item: -len(item[0]))
        index._fillers[slot] = fillers
    for pattern in gazetteer.patterns(language):
        made = _Pattern(parts(pattern.before, language), pattern.slot, parts(pattern.after, language), pattern.key, pattern.type)
        if made.before:
            index._leading.setdefault(made.before[0], []).append(made)
        elif made.after:
            index._trailing.setdefault(pattern.slot, {}).setdefault(made.after[0], []).append(made)
    for form, key in gazetteer.bare(language).items():
        index.bare[parts(form, language)] = (key, "ArmedForce" if key.startswith("force") else "Organization")
    return index


def spans(index: NameIndex, words: list[Word], vetoed: Iterable[int] = ()) -> list[tuple[int, int, Named]]:
    """Known names in order, longest first at each word, never overlapping: (first word, end, what)."""
    found: list[tuple[int, int, Named]] = []
    i, stop = 0, frozenset(vetoed)
    while i < len(words):
        hit = None if i in stop else index.at(words, i)
        if hit is None:
            i += 1
            continue
        found.append((i, i + hit[0], hit[1]))
        i += hit[0]
    return found
