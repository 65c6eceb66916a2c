"""The known names: countries, places, bodies, forces, outlets and office holders in four languages.

Rows stand in ``ingest/gazetteers/*.csv``; where they come from is said in the README beside
them. Finding forms in a text is left to the extractors, stable ids to ``ingest.resolution``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from graph.errors import OntologyError
from graph.names import plain
from graph.ontology import LANGUAGES
from ingest import catalogued
from ingest.catalogued import Composed
from ingest.entries import Entry, Office, fold, parts_of, read_entries, rows
from ingest.nationality import Nationality, Pattern, Slots, Template

__all__ = ["Entry", "Form", "Gazetteer", "Office", "Pattern", "fold", "load", "read"]

T = TypeVar("T")

_FOLDER = Path(__file__).parent / "gazetteers"
_NATIONAL_KEY = re.compile(r"^(org|force):([A-Z]{2}):([a-z_]+)$")


@dataclass(frozen=True, slots=True)
class Form:
    """A spelling that names ``key``. ``needs_context``: take it only when the text points there elsewhere.

    ``case_sensitive``: an acronym or single word that must stand with these capitals.
    """

    text: str
    key: str
    needs_context: bool
    case_sensitive: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The lists, read once; ``entries`` maps a key to its entry. Tables by language are made when first asked for."""

    entries: Mapping[str, Entry]
    _nationalities: tuple[Nationality, ...]
    _templates: Mapping[str, Template]
    _metonyms: Mapping[str, Mapping[str, str]]
    _declined: Mapping[str, tuple[str, ...]]
    _unsafe: Mapping[str, frozenset[str]]
    _everyday: Mapping[str, frozenset[str]]
    _made: dict[tuple[str, str], object] = field(default_factory=dict, repr=False, compare=False)

    def get(self, key: str) -> Entry | None:
        """The entry of ``key``; a national body ("org:KZ:interior") is composed where no row has it. None for an unknown key."""
        if (match := _NATIONAL_KEY.match(key)) and f"{match[1]}:{match[3]}" in self._templates and f"country:{match[2]}" in self.entries:
            return self.national(f"{match[1]}:{match[3]}", match[2])
        return self.entries.get(key)

    def forms(self, language: str) -> tuple[Form, ...]:
        """Every spelling in ``language``, longest first; everyday words are left out."""
        return self._once("forms", language, self._make_forms)

    def demonyms(self, language: str) -> Mapping[str, str]:
        """Adjectives and nouns of nationality to ISO 3166-1 alpha-2, in all numbers, genders and cases listed.

        Arabic forms stand without the article. A word that serves two countries (congolais) is left out.
        """
        return self._once("demonyms", language, lambda lang: self._slot_tables(lang).demonyms())

    def metonyms(self, language: str) -> Mapping[str, str]:
        """Seats of power to the key of the entry that they stand for: الكرملين to country:RU."""
        return self._metonyms[language]

    def capital_of(self, key: str) -> str | None:
        """The key of the country whose capital the place is, None for any other place."""
        entry = self.entries.get(key)
        return f"country:{entry.country}" if entry is not None and entry.kind == "capital" else None

    def holders(self, body: str, office: str, year: int) -> tuple[str, ...]:
        """Keys of the persons who held ``office`` ("head_of_state") of ``body`` ("country:KZ") in ``year``.

        Two or more where one followed the other in that year; empty where the list does not know.
        """
        held = self._once("offices", "", self._make_offices).get((body, office), ())
        return tuple(key for term, key in held if term.first is not None and term.first <= year <= (term.last or year))

    def named(self, name: str) -> tuple[Entry, ...]:
        """Every entry that bears the name in any language, whatever its spelling; empty for a name that no list has.

        Also as tables write it: family name first, with a patronymic or legal form; a national body by its country.

        Names that a text must point to elsewhere ("needs context") count only where no other entry bears them.
        """
        for written in (name, *catalogued.rewritten(name)):
            if found := self._listed(written):
                return found
        return self._composed(name)

    def _listed(self, name: str) -> tuple[Entry, ...]:
        sure, unsure = self._once("named", "", self._make_named)
        return sure.get(plain(name), ()) or unsure.get(plain(name), ())

    def _composed(self, name: str) -> tuple[Entry, ...]:
        """The national body that the name words, with its country in it or in brackets behind it."""
        composed = self._once("composed", "", self._make_composed)
        found = set(composed.find(name))
        if not found and (parts := catalogued.in_brackets(name)) is not None:
            countries = [e for e in self._listed(parts[1]) if e.type == "Country" and e.country]
            if len(countries) == 1:
                found = {(key, countries[0].country or "") for key in composed.bare(parts[0])}
        entries = {entry.key: entry for key, iso2 in found if f"country:{iso2}" in self.entries for entry in (self.national(key, iso2),)}
        return tuple(entries[key] for key in sorted(entries))

    def national_named(self, name: str, iso2: str) -> tuple[Entry, ...]:
        """The bodies of country ``iso2`` that the name words without a country ("Ministry of Interior"); empty where there is none."""
        composed = self._once("composed", "", self._make_composed)
        return tuple(self.national(key, iso2) for key in sorted(composed.bare(name)) if f"country:{iso2}" in self.entries)

    def _make_composed(self, _: str) -> Composed:
        languages = tuple(LANGUAGES)
        return Composed.of(
            {language: self.patterns(language) for language in languages},
            {language: self.slots(language) for language in languages},
            {language: self.bare(language) for language in languages},
        )

    def parts(self, parent: str, kind: str) -> tuple[Entry, ...]:
        """The entries of ``kind`` whose row says that they belong to ``parent``, in the order of the lists."""
        return tuple(entry for entry in self._once("parts", "", self._make_parts).get(parent, ()) if entry.kind == kind)

    def patterns(self, language: str) -> tuple[Pattern, ...]:
        """How ``language`` words ministries, courts, armies, police and the like of any country."""
        return self._once("patterns", language, lambda lang: tuple(p for t in self._templates.values() for p in t.patterns(lang)))

    def bare(self, language: str) -> Mapping[str, str]:
        """Such a body named without its country ("وزارة الدفاع") to the key of its pattern ("org:defence")."""
        return self._once(
            "bare", language, lambda lang: {b: t.key for t in reversed(tuple(self._templates.values())) for b in t.bare[lang]}
        )

    def slots(self, language: str) -> Mapping[str, Mapping[str, str]]:
        """For each slot of ``patterns(language)``: the words that fill it, to ISO 3166-1 alpha-2."""
        return self._once("slots", language, lambda lang: self._slot_tables(lang).tables())

    def national(self, pattern: str, iso2: str) -> Entry:
        """The body "org:defence" of country "KZ". Raises KeyError.

        The row under its key ("org:KZ:defence"), with the composed names after its own; else the
        country's row that bears the first composed name; else a new entry with composed names.
        """
        return self._once("national", f"{pattern}|{iso2}", lambda _: self._make_national(pattern, iso2))

    def _once(self, what: str, language: str, make: Callable[[str], T]) -> T:
        if (what, language) not in self._made:
            self._made[what, language] = make(language)
        return self._made[what, language]  # type: ignore[return-value]  # one kind of table stands under each name

    def _slot_tables(self, language: str) -> Slots:
        return self._once("nationalities", language, self._make_slots)

    def _make_slots(self, language: str) -> Slots:
        countries = {e.country: e.names.get(language, ()) for e in self.entries.values() if e.type == "Country" and e.country}
        return Slots.of(language, self._nationalities, countries)

    def _make_national(self, pattern: str, iso2: str) -> Entry:
        prefix, _, what = pattern.partition(":")
        key, template, country = f"{prefix}:{iso2}:{what}", self._templates[pattern], self.entries[f"country:{iso2}"]
        composed = {language: template.compose(language, self._slot_tables(language).words(iso2)) for language in LANGUAGES}
        if (row := self.entries.get(key)) is not None:
            names = {language: tuple(dict.fromkeys((*row.names.get(language, ()), *composed[language]))) for language in LANGUAGES}
            return replace(row, names=MappingProxyType({language: found for language, found in names.items() if found}))
        rows = self._once("bodies", "", self._make_bodies)
        for language, found in composed.items():
            if found and (row := rows.get((iso2, language, fold(found[0])))) is not None and row.type == template.type:
                return row
        named = MappingProxyType({language: found for language, found in composed.items() if found})
        return Entry(key, template.type, template.kind, named, country=iso2, parent=country.key)

    def _make_offices(self, _: str) -> Mapping[tuple[str, str], tuple[tuple[Office, str], ...]]:
        table: dict[tuple[str, str], list[tuple[Office, str]]] = defaultdict(list)
        for entry in self.entries.values():
            for office in entry.offices:
                if office.body is not None:
                    table[office.body, office.office].append((office, entry.key))
        return {place: tuple(sorted(held, key=lambda pair: (pair[0].first or 0, pair[1]))) for place, held in table.items()}

    def _make_named(self, _: str) -> tuple[dict[str, tuple[Entry, ...]], dict[str, tuple[Entry, ...]]]:
        tables: tuple[defaultdict[str, dict[str, Entry]], ...] = (defaultdict(dict), defaultdict(dict))
        for language in LANGUAGES:
            for form in self.forms(language):
                if (entry := self.get(form.key)) is not None:
                    tables[form.needs_context][plain(form.text)][entry.key] = entry
        sure, unsure = ({name: tuple(found.values()) for name, found in table.items()} for table in tables)
        return sure, unsure

    def _make_parts(self, _: str) -> Mapping[str, list[Entry]]:
        parts: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            if entry.parent is not None:
                parts[entry.parent].append(entry)
        return parts

    def _make_bodies(self, _: str) -> Mapping[tuple[str, str, str], Entry]:
        bodies: dict[tuple[str, str, str], Entry] = {}
        for entry in self.entries.values():
            if entry.country is not None and entry.type in ("Organization", "ArmedForce"):
                for language, names in entry.names.items():
                    for name in names:
                        if name not in entry.needs_context:
                            bodies.setdefault((entry.country, language, fold(name)), entry)
        return bodies

    def _make_forms(self, language: str) -> tuple[Form, ...]:
        spelled = [(entry, name, fold(name), name) for entry in self.entries.values() for name in entry.names.get(language, ())]
        unsafe, everyday = self._unsafe[language], self._everyday[language]
        spelled = [row for row in spelled if row[2] not in everyday]
        if language == "ru":
            declined = ((entry, form, name) for entry, name, _, _ in spelled for form in self._declined.get(name, ()))
            spelled += [(entry, form, fold(form), name) for entry, form, name in declined]
        claimed: dict[str, dict[str, str]] = defaultdict(dict)
        for entry, _, folded, name in spelled:
            claimed[folded].setdefault(entry.key, name)
        forms: dict[Form, None] = {}
        for entry, form, folded, name in spelled:
            shared = len(claimed[folded]) > 1 and not self._goes_first(entry, claimed[folded])
            context = shared or folded in unsafe or name in entry.needs_context or (form != name and fold(name) in unsafe)
            forms[Form(form, entry.key, context, _needs_capitals(form, entry.type))] = None
        return tuple(sorted(forms, key=lambda form: (-len(form.text), form.text, form.key)))

    def _goes_first(self, entry: Entry, claimed: Mapping[str, str]) -> bool:
        """Whether a shared form means this entry by itself.

        So a country goes before its own capital (تونس, الكويت), and an entry before those whose
        rows say that this form of theirs needs context (London in Britain before London in Canada).
        """
        others = [(self.entries[key], name) for key, name in claimed.items() if key != entry.key]
        if entry.type == "Country" and all(other.type == "Place" and other.country == entry.country for other, _ in others):
            return True
        return all(name in other.needs_context for other, name in others)


def _needs_capitals(name: str, entity_type: str) -> bool:
    """Acronyms, single words and outlets: "Nice" is a city, "nice" is not; "foreign affairs" is no journal. Arabic has no capitals."""
    return name != name.lower() and (" " not in name or name == name.upper() or entity_type == "Outlet")


@cache
def load() -> Gazetteer:
    """The shipped lists. Raises OntologyError, which names file and line, when they contradict themselves."""
    return read(_FOLDER)


def read(folder: Path) -> Gazetteer:
    """The lists of ``folder``. Raises OntologyError naming file and line: double key, unknown type, country or key."""
    nationalities = tuple(Nationality.of(row) for _, row in rows(folder / "nationalities.csv"))
    templates = {row["key"]: Template.of(row) for _, row in rows(folder / "patterns.csv")}
    declined = {row["name"]: parts_of(row["forms"]) for _, row in rows(folder / "declensions_ru.csv")}
    metonyms: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    gazetteer = Gazetteer(
        read_entries(folder), nationalities, MappingProxyType(templates), metonyms, declined,
        _listed(folder / "ambiguous.csv"), _listed(folder / "everyday.csv"),
    )  # fmt: skip
    for place, row in rows(folder / "metonyms.csv"):
        if gazetteer.get(row["key"]) is None:
            raise OntologyError(f"{place}: {row['key']!r} names no entry")
        for language in LANGUAGES:
            for form in parts_of(row[language]):
                metonyms[language].update(dict.fromkeys((form, *(declined.get(form, ()) if language == "ru" else ())), row["key"]))
    return gazetteer


def _listed(path: Path) -> Mapping[str, frozenset[str]]:
    listed: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for _, row in rows(path):
        listed[row["lang"]].add(fold(row["form"]))
    return {language: frozenset(forms) for language, forms in listed.items()}
