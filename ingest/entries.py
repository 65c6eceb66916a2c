"""The rows of the gazetteer: what an entry holds, and how it is read from a CSV file.

Finding entries by form, language or office is left to ``ingest.gazetteer``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from graph.errors import OntologyError
from graph.ontology import ENTITY_TYPES, LANGUAGES

# In the order in which a reader should meet them; entries keep it.
_FILES = ("countries.csv", "organizations.csv", "forces.csv", "outlets.csv", "persons.csv", "places.csv")
_OFFICE = re.compile(r"(\w+)@((?:country|org|force|place)(?::[A-Za-z_]\w*)+)?(?::(\d{4})?(-)?(\d{4})?)?$")


@dataclass(frozen=True, slots=True)
class Office:
    """An office once held. ``body`` is the key of a country or body, None where the list does not say.

    ``first``/``last`` are calendar years, both inclusive; ``last`` is None while the office is
    held or where its end is not known, ``first`` is None where no year is sure.
    """

    office: str
    body: str | None
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One known entity. ``names`` maps a language to its names, the preferred one first.

    ``key`` says what it is: "country:KZ", "org:csto", "person:askar_mamin", "force:irgc",
    "outlet:reuters", "place:KZ:almaty", "org:KZ:interior" (a national body). ``country`` is an
    ISO 3166-1 alpha-2 code or None, ``parent`` the key of the entry that this one belongs to.
    ``needs_context`` lists forms that name this entry only when something else in the text
    points to it or its country.
    """

    key: str
    type: str
    kind: str
    names: Mapping[str, tuple[str, ...]]
    external_ids: tuple[tuple[str, str], ...] = ()
    country: str | None = None
    parent: str | None = None
    offices: tuple[Office, ...] = ()
    needs_context: frozenset[str] = frozenset()


_FOLDING = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ة": "ه", "ـ": None, "ё": "е", "Ё": "Е", "’": "'",
                          **{chr(mark): None for mark in range(0x064B, 0x0653)}})  # fmt: skip


def fold(text: str) -> str:
    """The form under which two spellings count as one: without vowel marks, hamza seats, case and ё.

    >>> fold("أُوكرانيا") == fold("اوكرانيا")
    True
    """
    plain = text if text.isascii() else text.translate(_FOLDING)
    return " ".join(plain.casefold().split())


def read_entries(folder: Path) -> Mapping[str, Entry]:
    """Every entry of the folder's lists by key. Raises OntologyError naming file and line: double key, unknown type, country or key."""
    entries: dict[str, Entry] = {}
    places: dict[str, str] = {}
    for name in _FILES:
        for place, row in rows(folder / name):
            entry = _entry(place, row)
            if entry.key in entries:
                raise OntologyError(f"{place}: {entry.key} stands twice; it stands first in {places[entry.key]}")
            entries[entry.key], places[entry.key] = entry, place
    for key, entry in entries.items():
        known = [f"country:{entry.country}"] if entry.country else []
        known += [office.body for office in entry.offices if office.body] + ([entry.parent] if entry.parent else [])
        for needed in known:
            if needed not in entries:
                raise OntologyError(f"{places[key]}: {key} points to {needed!r}, which no row has")
    return MappingProxyType(entries)


def rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place ("persons.csv:12") for messages."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in (reader := csv.DictReader(file)):
            yield f"{path.name}:{reader.line_num}", row


def parts_of(cell: str) -> tuple[str, ...]:
    """The values of a cell, which stand apart with " | "."""
    return tuple(cell.split(" | ")) if cell else ()


def _entry(place: str, row: Mapping[str, str]) -> Entry:
    if row["type"] not in ENTITY_TYPES:
        raise OntologyError(f"{place}: unknown entity type {row['type']!r}")
    names = {language: parts_of(row[language]) for language in LANGUAGES if row[language]}
    if not names:
        raise OntologyError(f"{place}: {row['key']} has no name")
    ids = tuple((scheme, value) for scheme, _, value in (part.partition(":") for part in parts_of(row["ids"])))
    offices = tuple(_office(place, text) for text in parts_of(row.get("offices", "")))
    return Entry(
        row["key"], row["type"], row["kind"], MappingProxyType(names), ids, row["country"] or None, row["parent"] or None,
        offices, frozenset(parts_of(row["needs_context"])),
    )  # fmt: skip


def _office(place: str, text: str) -> Office:
    """Read "head_of_state@country:KZ:1991-2019"; body and years may be missing, an open year ends in "-"."""
    match = _OFFICE.match(text)
    if match is None:
        raise OntologyError(f"{place}: cannot read the office {text!r}; write office@body:first-last")
    first = int(match[3]) if match[3] else None
    last = int(match[5]) if match[5] else None if match[4] else first
    if first is not None and last is not None and last < first:
        raise OntologyError(f"{place}: the office {text!r} ends before it begins")
    return Office(match[1], match[2], first, last)
