"""Reads event data: ICEWS and POLECAT/PLOVER tables with their header, GDELT 1 and 2 event rows without one.

The codes stand in ``cameo.csv``; opening tables is left to ``ingest.readers.table``, composing reports to ``rows``.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from graph.errors import InputError, OntologyError
from graph.model import PartialDate
from graph.names import plain
from graph.ontology import RELATION_TYPES, STATUSES, fits
from ingest import gazetteer
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import table
from ingest.readers.rows import Actor, Origin, Row, Statement, reports

MAKER = "events/1"
_CODES = Path(__file__).parent / "cameo.csv"
# ICEWS and POLECAT write an unnamed actor of a country so: "Citizen (Kazakhstan)".
_UNNAMED = re.compile(r"^(?P<head>[^()]+?)\s*\((?P<country>[^()]+)\)$")
# Words of ICEWS sectors and what they make of a name that no list has.
_SECTORS = (
    ("Person", ("Executive", "Head of Government", "Elite", "Legislative / Parliamentary", "Cabinet")),
    ("ArmedForce", ("Military", "Army", "Navy", "Air Force", "Insurgents", "Rebel", "Separatists", "Police")),
    ("Outlet", ("Media", "News")),
    ("Group", ("General Population", "Civilian", "Protestors", "Students", "Social")),
)
_GDELT_WIDTHS = (58, 61)


@dataclass(frozen=True, slots=True)
class Form:
    """Where one format keeps what is needed: column names, or numbers for tables without a header."""

    name: str
    day: str
    subject: str
    object: str
    code: str
    mode: str | None = None
    subject_sectors: str | None = None
    object_sectors: str | None = None
    publisher: str | None = None
    url: str | None = None
    words: str | None = None


_FORMS = (
    Form("ICEWS", "Event Date", "Source Name", "Target Name", "CAMEO Code", None, "Source Sectors", "Target Sectors", "Publisher", None, "Event Text"),
    Form("POLECAT", "Event Date", "Actor Name", "Recipient Name", "Event Type", "Event Mode", "Actor Primary Sector", "Recipient Primary Sector", "Publisher", None, None),
    Form("PLOVER", "event_date", "source", "target", "event_type", "event_mode", None, None, "publisher", "url", None),
)  # fmt: skip
_GDELT = Form("GDELT", "1", "6", "16", "26", url="57")


@dataclass(frozen=True, slots=True)
class Coded:
    """What an event code says. ``relation`` None: nothing that the ontology holds."""

    relation: str | None
    otherwise: str | None
    status: str


@cache
def codes() -> Mapping[str, Coded]:
    """Raises OntologyError naming file and line for a relation or status that is not known, and a code that stands twice."""
    made: dict[str, Coded] = {}
    with _CODES.open(encoding="utf-8", newline="") as file:
        listed = [(number, line) for number, line in enumerate(file, start=1) if not line.startswith("#")]
    rows = csv.DictReader([line for _, line in listed])
    for (number, _), row in zip(listed[1:], rows, strict=True):
        place = f"{_CODES.name}:{number}"
        for name in (row["relation"], row["otherwise"]):
            if name and name not in RELATION_TYPES:
                raise OntologyError(f"{place}: unknown relation {name!r}")
        if row["status"] not in STATUSES:
            raise OntologyError(f"{place}: unknown status {row['status']!r}")
        if row["code"] in made:
            raise OntologyError(f"{place}: {row['code']} stands twice")
        made[row["code"]] = Coded(row["relation"] or None, row["otherwise"] or None, row["status"])
    return made


def coded(code: str, mode: str = "") -> Coded | None:
    """What a CAMEO code or PLOVER type and mode says; None for a code that neither has.

    >>> coded("0723").relation, coded("ASSAULT", "primitive").relation, coded("---")
    ('AIDED', 'ATTACKED', None)
    """
    table_ = codes()
    if code.isdigit():
        code = code if code[:2] in table_ else f"0{code}"  # spreadsheets take the zero off
        return next((table_[code[:size]] for size in range(len(code), 1, -1) if code[:size] in table_), None) if len(code) <= 4 else None
    return table_.get(f"{code.upper()}/{mode.lower()}") or table_.get(code.upper())


def is_events(path: Path) -> bool:
    """Whether the file begins as event data does. Raises InputError for a file that cannot be read."""
    return _form(path) is not None


def _form(path: Path) -> Form | None:
    for line in table.lines(path, ReadOptions(), quoting=False):
        if isinstance(line, InputError):
            return None
        named = {plain(cell) for cell in line.cells}
        for form in _FORMS:
            if {plain(c) for c in (form.day, form.subject, form.object, form.code)} <= named:
                return form
        return _GDELT if len(line.cells) in _GDELT_WIDTHS and re.fullmatch(r"\d{8}", line.cells[1]) else None
    return None


def read(path: Path, options: ReadOptions) -> Iterator[Document | InputError | Notice]:
    """The events as reports; a row that is wrong is refused by its line."""
    try:
        form = _form(path)
        if form is None:
            raise InputError(str(path), "is no event data that is known.", f"Known are {', '.join(f.name for f in (*_FORMS, _GDELT))}.")
        yield from reports(_rows(path, options, form), path.name, MAKER)
    except InputError as error:
        yield error


def _rows(path: Path, options: ReadOptions, form: Form) -> Iterator[Row | InputError | Notice]:
    header: Sequence[str] | None = [str(n) for n in range(_GDELT_WIDTHS[1])] if form is _GDELT else None
    wordless: Counter[str] = Counter()
    incomplete = 0
    for line in table.lines(path, options, quoting=False):
        if isinstance(line, InputError):
            yield line
            continue
        if header is None:
            header = line.cells
            continue
        try:
            row = _Event(form, header, f"{path}:{line.number}", line.cells).row()
        except _Wordless as exc:
            wordless[str(exc)] += 1
            continue
        except _OneSided:
            incomplete += 1
            continue
        except InputError as error:
            yield error
            continue
        yield row
    if wordless:
        common = ", ".join(f"{code} ({number})" for code, number in wordless.most_common(5))
        yield Notice(str(path), f"{wordless.total()} events say what the ontology has no relation for, and were left out: {common}.")
    if incomplete:
        yield Notice(str(path), f"{incomplete} events name one side only, and were left out.")


class _Wordless(Exception):
    """A known code for which the ontology has no relation."""


class _OneSided(Exception):
    """An event without a source or a target."""


@dataclass(frozen=True, slots=True)
class _Event:
    form: Form
    header: Sequence[str]
    place: str
    cells: tuple[str, ...]

    def _cell(self, column: str | None) -> str:
        if column is None or column not in self.header:
            return ""
        at = self.header.index(column)
        return self.cells[at] if at < len(self.cells) else ""

    def row(self) -> Row:
        form, width = self.form, len(self.header)
        if len(self.cells) != width and not (form is _GDELT and len(self.cells) in _GDELT_WIDTHS):
            raise InputError(self.place, f"has {len(self.cells)} fields, not {width}.", "Fetch the file again; the row was cut off.")
        day = self._day()
        code, mode = self._cell(form.code), self._cell(form.mode)
        said = coded(code, mode)
        if said is None:
            raise InputError(self.place, f"the event code {code[:40]!r} is neither of CAMEO nor of PLOVER.", "Look at the row.")
        subject = self._actor(form.subject, form.subject_sectors)
        object_ = self._actor(form.object, form.object_sectors)
        if subject is None or object_ is None or subject.name == object_.name:
            raise _OneSided
        relation = _fitting(said, subject, object_)
        if relation is None:
            raise _Wordless(f"{code}/{mode}" if mode else code)
        url = self._cell(_url_of(form, len(self.cells))) or None
        outlet = self._cell(form.publisher) or (urlsplit(url).hostname if url else None) or None
        words = self._cell(form.words) or code + (f"/{mode}" if mode else "")
        cells = (str(day), subject.name, words, object_.name, *((outlet,) if outlet else ()))
        return Row(
            self.place, cells, {"subject": 1, "relation": 2, "object": 3}, subject, object_, None,
            Statement(relation, said.status, valid_from=day, valid_to=day, confidence=0.5), Origin(outlet, day.first(), url),
        )  # fmt: skip

    def _day(self) -> PartialDate:
        words = self._cell(self.form.day)
        if re.fullmatch(r"\d{8}", words):
            words = f"{words[:4]}-{words[4:6]}-{words[6:]}"
        try:
            day = table.day(words)
            if day is not None:
                return day
        except ValueError:
            pass
        raise InputError(self.place, f"the event date {words[:40]!r} is none.", "No calendar has it; look at the row.")

    def _actor(self, column: str, sectors: str | None) -> Actor | None:
        name = self._cell(column)
        if not name:
            return None
        if self.form is _GDELT and name.isupper():
            name = name.title()
        if (unnamed := _UNNAMED.match(name)) is not None:
            country = [e.key for e in gazetteer.load().named(unnamed["country"]) if e.type == "Country"]
            return Actor(name, _typed(unnamed["head"]) or "Group", head=unnamed["head"], anchor=country[0] if country else None)
        if gazetteer.load().named(name):
            return Actor(name)
        told = self._cell(sectors)
        return Actor(name, next((type_ for type_, words in _SECTORS if any(word in told for word in words)), "Organization"))


def _url_of(form: Form, width: int) -> str | None:
    """GDELT 1 keeps the address in its last column of 58, GDELT 2 in its last of 61."""
    return str(width - 1) if form is _GDELT else form.url


def _typed(head: str) -> str | None:
    words = head.casefold()
    if any(word in words for word in ("military", "army", "armed", "police", "insurgent", "militant", "rebel")):
        return "ArmedForce"
    return "Organization" if any(word in words for word in ("government", "ministry", "party", "court", "business", "media")) else None


def _fitting(said: Coded, subject: Actor, object_: Actor) -> str | None:
    for relation in (said.relation, said.otherwise):
        if relation is not None and any(fits(relation, one, other) for one in _types(subject) for other in _types(object_)):
            return relation
    return None


def _types(actor: Actor) -> set[str]:
    return {actor.type} if actor.type else {entry.type for entry in gazetteer.load().named(actor.name)}
