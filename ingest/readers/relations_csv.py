"""Reads a table of relations (CSV, TSV): one row, one claim, whose evidence is the row itself or its sentence.

Which columns mean what is left to ``ingest.readers.mapping``, opening the table to ``ingest.readers.table``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from graph.model import PartialDate
from graph.ontology import ENTITY_TYPES, RELATION_TYPES, STATUSES, fits
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import events, mapping, table
from ingest.readers.mapping import TableMapping
from ingest.readers.rows import Actor, Origin, Row, Statement, reports

SUFFIXES = (".csv", ".tsv", ".tab")
MAKER = "relations_csv/1"
_LONGEST_NAME = 500
_YES = frozenset(("true", "yes", "1", "نعم", "oui", "да"))
_NO = frozenset(("", "false", "no", "0", "لا", "non", "нет"))


def read(path: Path, options: ReadOptions) -> Iterator[Document | InputError | Notice]:
    """The rows as reports; a row that is wrong is refused by its line, a table without the needed columns whole."""
    try:
        if events.is_events(path):
            yield from events.read(path, options)
            return
        meaning = mapping.beside(path, options.max_bytes)
        yield from reports(_rows(path, options, meaning), path.name, MAKER)
    except InputError as error:
        yield error


def _rows(path: Path, options: ReadOptions, meaning: TableMapping) -> Iterator[Row | InputError]:
    places: dict[str, int] | None = None
    for line in table.lines(path, options):
        if isinstance(line, InputError):
            yield line
            continue
        place = f"{path}:{line.number}"
        if places is None:
            places = meaning.places(line.cells, place)
            continue
        try:
            yield _Reader(meaning, places, place, line.cells).row()
        except InputError as error:
            yield error


@dataclass(frozen=True, slots=True)
class _Reader:
    meaning: TableMapping
    places: Mapping[str, int]
    place: str
    cells: tuple[str, ...]

    def _cell(self, column: str) -> str:
        at = self.places.get(column)
        return self.cells[at] if at is not None and at < len(self.cells) else ""

    def _wrong(self, column: str, cause: str, remedy: str) -> InputError:
        shown = ", ".join(self.cells)
        return InputError(self.place, f"{column} {cause} Row: {shown if len(shown) <= 200 else shown[:199] + '…'}", remedy)

    def row(self) -> Row:
        """The row. Raises InputError naming the line, the column and what stands there."""
        for column in self.places:
            if len(cell := self._cell(column)) > (_LONGEST_NAME if column in ("subject", "object", "relation") else table.LONGEST_CELL):
                raise InputError(
                    self.place,
                    f"{column} has {len(cell):,} characters, too large for one cell.",
                    "Look for a quotation mark that is not closed.",
                )
        for column in mapping.REQUIRED:
            if not self._cell(column):
                raise self._wrong(column, "is missing.", "Fill it in, or leave the row out.")
        quantity = self._quantity()
        relation = self.meaning.relation(self._cell("relation"))
        if relation is None:
            raise self._wrong(
                "relation",
                f"{self._cell('relation')[:80]!r} is not in the ontology.",
                "Use a relation type of it, or map the word in a .mapping.yaml file.",
            )
        subject, object_ = self._actor("subject"), self._actor("object")
        for actor, column, allowed in (
            (subject, "subject_type", RELATION_TYPES[relation].subject_types),
            (object_, "object_type", RELATION_TYPES[relation].object_types),
        ):
            if actor.type is not None and actor.type not in allowed:
                raise self._wrong(column, f"{actor.type} does not fit {relation}.", f"It joins {', '.join(sorted(allowed))} there.")
        assert subject.type is None or object_.type is None or fits(relation, subject.type, object_.type)
        speaker = self._cell("speaker")
        shown = [
            c
            for c in (
                "subject",
                "relation",
                "object",
                "valid_from",
                "valid_to",
                "quantity",
                "role",
                "status",
                "speaker",
                "outlet",
                "sentence",
            )
            if self._cell(c)
        ]
        return Row(
            self.place,
            tuple(self._cell(column) for column in shown),
            {column: shown.index(column) for column in ("subject", "relation", "object", "speaker", "sentence") if column in shown},
            subject, object_, Actor(speaker) if speaker else None,
            Statement(
                relation, self._one_of("status", STATUSES, "asserted"), self._negated(), self._cell("role") or None, quantity,
                self._day("valid_from"), self._day("valid_to"), self._confidence(),
            ),
            self._origin(),
        )  # fmt: skip

    def _actor(self, column: str) -> Actor:
        words = self._cell(f"{column}_type")
        type_ = self.meaning.type(words) if words else None
        if words and type_ is None:
            raise self._wrong(f"{column}_type", f"{words[:80]!r} is no entity type.", f"Types are {', '.join(ENTITY_TYPES)}.")
        return Actor(self._cell(column), type_)

    def _one_of(self, column: str, choices: tuple[str, ...], usual: str) -> str:
        words = self._cell(column).lower() or usual
        if words not in choices:
            raise self._wrong(column, f"{words[:80]!r} is not known.", f"Known are {', '.join(choices)}.")
        return words

    def _negated(self) -> bool:
        words = self._cell("negated").lower()
        if words not in _YES | _NO:
            raise self._wrong("negated", f"{words[:80]!r} is neither yes nor no.", "Write true or false.")
        return words in _YES

    def _day(self, column: str) -> PartialDate | None:
        try:
            return table.day(self._cell(column))
        except ValueError:
            raise self._wrong(column, f"{self._cell(column)[:40]!r} is no date.", "Write YYYY, YYYY-MM or YYYY-MM-DD.") from None

    def _quantity(self) -> str | None:
        try:
            return table.quantity(self._cell("quantity"))
        except ValueError:
            raise self._wrong(
                "quantity", f"{self._cell('quantity')[:40]} is no number that a graph can hold.", "Give a number below 2^63, or words."
            ) from None

    def _confidence(self) -> float:
        words = self._cell("confidence")
        try:
            value = float(words) if words else 0.9
        except ValueError:
            value = -1.0
        if not 0.0 <= value <= 1.0:
            raise self._wrong("confidence", f"{words[:40]!r} is no number from 0 to 1.", "Write one, or leave it empty.")
        return value

    def _origin(self) -> Origin:
        published = self._day("published")
        return Origin(
            self._cell("outlet") or self.meaning.outlet,
            published.first() if published and published.day else None,
            self._cell("url") or None,
        )
