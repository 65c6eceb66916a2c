"""Rows of structured data as reports: each row is a line of a text, with its claim ready, so that evidence is the row itself.

What the columns of a format mean is left to the readers of each.

A report holds some hundred rows of one outlet, date and address. Where one ends depends on the rows alone, not on their
number: a row put in at the top of a file changes one report, not all that follow.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from graph.errors import InputError
from graph.model import Name, PartialDate
from graph.names import plain
from graph.ontology import RELATION_TYPES
from ingest import gazetteer
from ingest.document import Document, Notice
from ingest.draft import Draft, DraftClaim, DraftEntity

# One row in so many ends a report, and no report is longer than so many rows.
_USUAL, _MOST = 64, 256
# Preferred where a name's type is not given and several are possible.
_LIKELY = ("Organization", "Person", "Group", "Place")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who stands in a row. ``type`` None: not given. ``head`` as in ``DraftEntity``, for an ordinary noun phrase."""

    name: str
    type: str | None = None
    external_ids: tuple[tuple[str, str], ...] = ()
    head: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a row claims, in the terms of ``graph.model.Claim``."""

    relation: str
    status: str = "asserted"
    negated: bool = False
    role: str | None = None
    quantity: str | None = None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Origin:
    """Who published a row, when and where; rows of one origin may share a report. None = not said."""

    outlet: str | None = None
    published: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``cells`` are its words in order; ``parts`` says which of them name subject, relation, object, speaker, sentence.

    ``parts`` maps one of these five words to an index of ``cells``. Without a ``statement`` the row only names its subject.
    """

    place: str
    cells: tuple[str, ...]
    parts: dict[str, int]
    subject: Actor
    object: Actor | None = None
    speaker: Actor | None = None
    statement: Statement | None = None
    origin: Origin = Origin()


def reports(rows: Iterable[Row | InputError | Notice], title: str, maker: str) -> Iterator[Document | InputError | Notice]:
    """The rows as documents, in order, refusals and notices between them. ``maker`` marks their claims: "relations_csv/1"."""
    made: _Report | None = None
    guessed: dict[str, str] = {}
    for row in rows:
        if not isinstance(row, Row):
            yield row
            continue
        if made is not None and (made.origin != row.origin or made.is_full()):
            yield made.document(title, maker)
            made = None
        if made is None:
            made = _Report(row.place, row.origin, guessed)
        made.take(row)
    if made is not None:
        yield made.document(title, maker)
    if guessed:
        place, some = next(iter(guessed.values())), ", ".join(list(guessed)[:3])
        yield Notice(
            place,
            f"the types of {len(guessed)} names are not given and were taken from what the relations allow (e.g. {some}); "
            "columns subject_type and object_type would say.",
        )


@dataclass
class _Report:
    """A report in the making. ``guessed`` maps names of which no type is known to where each first stood, over all reports."""

    place: str
    origin: Origin
    guessed: dict[str, str]
    lines: list[str] = field(default_factory=list)
    length: int = 0
    entities: dict[str, _Named] = field(default_factory=dict)
    claims: list[DraftClaim] = field(default_factory=list)

    def is_full(self) -> bool:
        last = hashlib.sha256(self.lines[-1].encode("utf-8", "surrogatepass")).digest()
        return len(self.lines) >= _MOST or int.from_bytes(last[:4], "big") % _USUAL == 0

    def take(self, row: Row) -> None:
        spans, at, cells = [], self.length, [" ".join(cell.split()) for cell in row.cells]
        for cell in cells:
            spans.append((at, at + len(cell)))
            at += len(cell) + 2
        line = "; ".join(cells)
        end = self.length + len(line)
        subject = self._entity(row.subject, spans[row.parts["subject"]], row, "subject")
        if row.statement is not None and row.object is not None:
            object_ = self._entity(row.object, spans[row.parts["object"]], row, "object")
            speaker = self._entity(row.speaker, spans[row.parts["speaker"]], row, "speaker") if row.speaker is not None else None
            said = row.statement
            evidence = spans[row.parts["sentence"]] if "sentence" in row.parts else (self.length, end)
            cue = evidence if "sentence" in row.parts or "relation" not in row.parts else spans[row.parts["relation"]]
            self.claims.append(
                DraftClaim(
                    subject,
                    said.relation,
                    object_,
                    *evidence,
                    *cue,
                    said.status,
                    said.negated,
                    said.role,
                    said.quantity,
                    speaker,
                    valid_from=said.valid_from,
                    valid_to=said.valid_to,
                    confidence=said.confidence,
                )
            )
        self.lines.append(line)
        self.length = end + 1

    def _entity(self, actor: Actor, span: tuple[int, int], row: Row, part: str) -> str:
        type_, known = self._type(actor, row, part)
        key = f"{type_}:{plain(actor.name) or actor.name}"
        if key not in self.entities:
            self.entities[key] = _Named(actor, type_, known)
        self.entities[key].spans.append(span)
        return key

    def _type(self, actor: Actor, row: Row, part: str) -> tuple[str, str | None]:
        """The entity's type, and the gazetteer's key where its lists know one such entity only."""
        allowed = _allowed(row, part)
        listed = [e for e in gazetteer.load().named(actor.name) if actor.type in (None, e.type)]
        fitting = [e for e in listed if e.type in allowed] if actor.type is None else listed
        if len(fitting) == 1:
            return fitting[0].type, fitting[0].key
        if actor.type is not None:
            return actor.type, None
        if fitting and len({e.type for e in fitting}) == 1:
            return fitting[0].type, None
        self.guessed.setdefault(actor.name, row.place)
        return next((t for t in _LIKELY if t in allowed), min(allowed)), None

    def document(self, title: str, maker: str) -> Document:
        draft = Draft(
            tuple(named.entity(key) for key, named in self.entities.items()),
            tuple(_marked(claim, maker) for claim in self.claims),
        )
        return Document(
            "\n".join(self.lines), self.place, title, self.origin.outlet, self.origin.published,
            language=language_of(" ".join(self.lines[:5])), url=self.origin.url, draft=draft,
        )  # fmt: skip


@dataclass
class _Named:
    actor: Actor
    type: str
    known: str | None
    spans: list[tuple[int, int]] = field(default_factory=list)

    def entity(self, key: str) -> DraftEntity:
        name = " ".join(self.actor.name.split())
        return DraftEntity(
            key, self.type, (Name(name, language_of(name)),), tuple(dict.fromkeys(self.spans)), self.known,
            named=self.actor.head is None, head=self.actor.head, anchor=self.actor.anchor, external_ids=self.actor.external_ids,
        )  # fmt: skip


def _marked(claim: DraftClaim, maker: str) -> DraftClaim:
    return replace(claim, extractor=maker)


def _allowed(row: Row, part: str) -> frozenset[str]:
    if row.statement is None or part == "speaker":
        return frozenset(("Person", "Organization", "Country", "Outlet", "Group", "ArmedForce"))
    kind = RELATION_TYPES[row.statement.relation]
    return kind.subject_types if part == "subject" else kind.object_types


def language_of(text: str) -> str:
    """The language that names in this script are shown under: ar, ru, else en."""
    arabic = sum("\u0600" <= c <= "\u06ff" for c in text)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in text)
    letters = sum(c.isalpha() for c in text)
    if arabic * 2 > letters:
        return "ar"
    return "ru" if cyrillic * 2 > letters else "en"
