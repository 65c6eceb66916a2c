"""How languages word what every country has: "Ministry of Defence of X", "الجيش السوري", "armée malienne".

Templates and words of nationality stand in ``ingest/gazetteers/patterns.csv`` and
``nationalities.csv``. Which entries there are is left to ``ingest.gazetteer``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.ontology import LANGUAGES

_EN_ARTICLE = frozenset(
    {"Republic", "Kingdom", "State", "Democratic", "Islamic", "Federal", "Commonwealth", "Union", "Sultanate", "United"}
)
_SLOT = re.compile(r"\{(\w+)\}")
# Endings of Russian adjectives on -ский/-цкий after the stem: nominative masculine first.
_RU_ADJECTIVE = {
    "adj_m": ("ий", "ого", "ому", "им", "ом"),
    "adj_f": ("ая", "ой", "ую"),
    "adj_n": ("ое", "ого", "ому", "им", "ом"),
    "adj_pl": ("ие", "их", "им", "ими"),
}


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(" | ")) if cell else ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording: ``before``, a word out of ``Gazetteer.slots(language)[slot]``, ``after``.

    Filled, it names the entry ``Gazetteer.national(key, iso2)``. Before and after end and
    begin with a space where the slot is a word of its own.
    """

    key: str
    type: str
    kind: str
    text: str
    before: str
    slot: str
    after: str


@dataclass(frozen=True, slots=True)
class Template:
    """A row of ``patterns.csv``: the wordings of one body by language; ``bare`` those without the country."""

    key: str
    type: str
    kind: str
    wordings: Mapping[str, tuple[str, ...]]
    bare: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Template:
        wordings = {language: _parts(row[language]) for language in LANGUAGES}
        bare = {language: _parts(row[f"bare_{language}"]) for language in LANGUAGES}
        return cls(row["key"], row["type"], row["kind"], wordings, bare)

    def patterns(self, language: str) -> Iterator[Pattern]:
        for text in self.wordings[language]:
            if match := _SLOT.search(text):
                yield Pattern(self.key, self.type, self.kind, text, text[: match.start()], match[1], text[match.end() :])

    def compose(self, language: str, words: Mapping[str, str]) -> tuple[str, ...]:
        """Each wording that ``words`` (slot to word) can fill, in the order of the row; empty where there is none."""
        names = []
        for pattern in self.patterns(language):
            slot = _agreeing(pattern.before + pattern.after, language) if pattern.slot == "adj" else pattern.slot
            if word := words.get(slot):
                name = f"{pattern.before}{word}{pattern.after}"
                names.append(name[0].upper() + name[1:])
        return tuple(dict.fromkeys(names))


def _agreeing(head: str, language: str) -> str:
    """The slot of the adjective that agrees with ``head``, by the ending of its first word."""
    first = head.split()[0]
    if language == "ar":
        return "adj_f" if first.endswith(("ة", "ات")) else "adj_m"
    if language == "ru":
        return (
            "adj_f"
            if first.endswith(("а", "я"))
            else "adj_n"
            if first.endswith(("о", "е"))
            else "adj_pl"
            if first.endswith("ы")
            else "adj_m"
        )
    if language == "fr":
        plural, feminine = first.endswith("s"), first.endswith(("e", "ion", "our")) and first.lower() != "ministère"
        return ("adj_mp" if plural else "adj_f") if plural or feminine else "adj_m"
    return "adj"


@dataclass(frozen=True, slots=True)
class Nationality:
    """A row of ``nationalities.csv``: the words for what belongs to ``key``; each cell by its column's name."""

    key: str
    cells: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Nationality:
        return cls(row["key"], {column: _parts(cell) for column, cell in row.items() if column != "key"})


@dataclass(frozen=True, slots=True)
class Slots:
    """One language's words of nationality by slot; ``_words`` maps (iso2, slot) to words, the preferred one first."""

    _language: str
    _words: Mapping[tuple[str, str], tuple[str, ...]]

    @classmethod
    def of(cls, language: str, nationalities: Iterable[Nationality], countries: Mapping[str, tuple[str, ...]]) -> Slots:
        """``countries`` maps an ISO 3166-1 alpha-2 code to the country's names in ``language``."""
        words: dict[tuple[str, str], tuple[str, ...]] = {(iso2, "country"): names for iso2, names in countries.items()}
        for nationality in nationalities:
            iso2 = nationality.key.removeprefix("country:")
            if iso2 in countries:
                words.update({(iso2, slot): found for slot, found in _FILL[language](nationality.cells, countries[iso2]) if found})
        return cls(language, words)

    def words(self, iso2: str) -> Mapping[str, str]:
        """The preferred word of ``iso2`` for each slot that has one."""
        return {slot: found[0] for (code, slot), found in self._words.items() if code == iso2 and found}

    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """Slot to (word to ISO 3166-1 alpha-2), without the words that two countries share."""
        tables: dict[str, dict[str, set[str]]] = {}
        for (iso2, slot), found in self._words.items():
            for word in found:
                tables.setdefault(slot, {}).setdefault(word, set()).add(iso2)
        return {slot: {word: min(codes) for word, codes in table.items() if len(codes) == 1} for slot, table in tables.items()}

    def demonyms(self) -> Mapping[str, str]:
        """Adjectives and nouns of nationality to ISO 3166-1 alpha-2; Arabic ones without the article."""
        codes: dict[str, set[str]] = {}
        for (iso2, slot), found in self._words.items():
            if slot.startswith(("adj", "people")):
                for word in found:
                    codes.setdefault(word.removeprefix("ال") if self._language == "ar" else word, set()).add(iso2)
        return {word: min(found) for word, found in codes.items() if len(found) == 1}


Filled = Iterator[tuple[str, tuple[str, ...]]]


def _fill_ar(cells: Mapping[str, tuple[str, ...]], names: tuple[str, ...]) -> Filled:
    masculine, feminine, people = (tuple(f"ال{word}" for word in cells[column]) for column in ("ar_m", "ar_f", "ar_pl"))
    yield "adj_m", masculine
    yield "adj_f", feminine
    yield "adj_mp", people
    yield "adj", feminine + masculine


def _fill_en(cells: Mapping[str, tuple[str, ...]], names: tuple[str, ...]) -> Filled:
    yield "adj", cells["en_adj"]
    yield "people", cells["en_pl"]
    yield "of_country", tuple(f"of {article}{name}" for name in names for article in _articles_en(name))
    yield "poss", tuple(f"{name}'" if name.endswith("s") else f"{name}'s" for name in names)


def _articles_en(name: str) -> tuple[str, ...]:
    """The article that goes before a country's English name: the names of several words that say what it is, and plurals."""
    first, last = name.split()[0], name.split()[-1]
    takes = first in _EN_ARTICLE or last in {"States", "Islands", "Republic", "Kingdom", "Emirates", "Netherlands", "Philippines"}
    return (
        ("the ",)
        if takes or name in {"US", "U.S.", "USA", "UK", "U.K.", "UAE", "DRC", "Bahamas", "Maldives", "Comoros", "Seychelles"}
        else ("",)
    )


def _fill_ru(cells: Mapping[str, tuple[str, ...]], names: tuple[str, ...]) -> Filled:
    every: dict[str, None] = {}
    for slot, endings in _RU_ADJECTIVE.items():
        found = tuple(word[:-2] + ending for word in cells["ru_adj"] if word.endswith("ий") for ending in endings)
        every.update(dict.fromkeys(found))
        yield slot, found
    yield "adj", tuple(every)
    yield "people", cells["ru_pl"]
    for case in ("gen", "ins", "prep"):
        yield f"country_{case}", cells[f"ru_{case}"]


def _fill_fr(cells: Mapping[str, tuple[str, ...]], names: tuple[str, ...]) -> Filled:
    # Adjectives stand in groups of four: masculine, feminine, and the plurals of both.
    groups = {slot: cells["fr_adj"][at::4] for at, slot in enumerate(("adj_m", "adj_f", "adj_mp", "adj_fp"))}
    yield from groups.items()
    yield "adj", tuple(dict.fromkeys(cells["fr_adj"]))
    yield "de_country", cells["fr_de"]
    yield "in_country", cells["fr_in"]


_FILL = {"ar": _fill_ar, "en": _fill_en, "ru": _fill_ru, "fr": _fill_fr}
