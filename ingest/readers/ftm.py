"""Reads FollowTheMoney entities (JSON Lines, as exported by Aleph, OpenSanctions, nomenklatura): nodes as entities, edges as claims.

Which line is which kind of thing stands in the tables below; composing reports is left to ``ingest.readers.rows``.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.model import PartialDate
from ingest import gazetteer
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import jsonl, source
from ingest.readers.encoding import Undecodable, decode
from ingest.readers.rows import Actor, Origin, Row, Statement, reports

SUFFIXES = (".ftm", ".json")
MAKER = "ftm/1"

# Schemata of the FollowTheMoney default model, version 4 (https://followthemoney.tech/explorer/schemata/), that stand for things here.
_THINGS: Mapping[str, str] = {
    "Person": "Person", "Organization": "Organization", "Company": "Organization", "LegalEntity": "Organization", "PublicBody": "Organization",
    "Vessel": "Equipment", "Airplane": "Equipment", "Vehicle": "Equipment", "Event": "Event", "Trip": "Event", "Address": "Place", "RealEstate": "Facility",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Edge:
    """An edge schema: its two ends, the relation that it states, the property that words the role."""

    source: str
    target: str
    relation: str
    role: str | None = "role"


_EDGES: Mapping[str, _Edge] = {
    "Membership": _Edge("member", "organization", "MEMBER_OF"),
    "Directorship": _Edge("director", "organization", "LEADS"),
    "Employment": _Edge("employee", "employer", "AFFILIATED_WITH"),
    "Ownership": _Edge("owner", "asset", "POSSESSES"),
    "Representation": _Edge("agent", "client", "AFFILIATED_WITH"),
    "Participation": _Edge("participant", "involvedIn", "PARTICIPATED_IN"),
}  # fmt: skip
# Known to the model, but nothing that joins two actors here; left out and counted.
_ELSEWHERE = frozenset(
    [
        "Thing",
        "Interest",
        "Interval",
        "Asset",
        "Associate",
        "Family",
        "UnknownLink",
        "Succession",
        "Occupancy",
        "Position",
        "Sanction",
        "Debt",
        "Payment",
        "Contract",
        "ContractAward",
        "Call",
        "CallForTenders",
        "EconomicActivity",
        "Identification",
        "Passport",
        "License",
        "Note",
        "Document",
        "Documentation",
        "Pages",
        "PlainText",
        "HyperText",
        "Table",
        "Workbook",
        "Folder",
        "Package",
        "Email",
        "Message",
        "Image",
        "Audio",
        "Video",
        "Article",
        "Assessment",
        "CourtCase",
        "CourtCaseParty",
        "CryptoWallet",
        "BankAccount",
        "Security",
        "TaxRoll",
        "UserAccount",
        "Analyzable",
        "Mention",
        "Similar",
        "Project",
        "ProjectParticipant",
        "PublicProcurement",
        "Post",
        "Page",
        "Risk",
    ]
)
_SCHEMES: Mapping[str, str] = {"wikidataId": "wikidata", "imoNumber": "imo", "leiCode": "lei", "registrationNumber": "registration"}
_LONGEST = 500


def read(path: Path, options: ReadOptions) -> Iterator[Document | InputError | Notice]:
    """The edges as reports, with the nodes that no edge names after them; a bad line is refused alone.

    Edges may stand before the nodes that they name: nodes are kept in a file of their own while the edges are read.
    """
    try:
        with sqlite3.connect("", isolation_level=None) as nodes:  # a temporary file, gone when closed
            yield from reports(_rows(path, options, _Nodes(nodes)), path.name, MAKER)
        nodes.close()
    except InputError as error:
        yield error


def is_ftm(head: bytes) -> bool:
    """Whether the first line is a FollowTheMoney entity."""
    try:
        raw = json.loads(head.split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(raw, dict) and isinstance(raw.get("schema"), str) and isinstance(raw.get("properties"), dict)


class _Nodes:
    """The nodes of one file by id, and which of them an edge named."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file
        file.execute("CREATE TABLE nodes (id TEXT PRIMARY KEY, place TEXT, entity TEXT, used INTEGER DEFAULT 0)")

    def keep(self, id: str, place: str, entity: Mapping[str, Any]) -> None:
        self._file.execute("INSERT OR REPLACE INTO nodes (id, place, entity) VALUES (?, ?, ?)", (id, place, json.dumps(entity)))

    def use(self, id: str) -> Actor | None:
        row = self._file.execute("SELECT entity FROM nodes WHERE id = ?", (id,)).fetchone()
        if row is None:
            return None
        self._file.execute("UPDATE nodes SET used = 1 WHERE id = ?", (id,))
        return _actor(json.loads(row[0]))

    def unused(self) -> Iterator[tuple[str, Actor]]:
        for place, entity in self._file.execute("SELECT place, entity FROM nodes WHERE used = 0 ORDER BY rowid"):
            yield place, _actor(json.loads(entity))


def _rows(path: Path, options: ReadOptions, nodes: _Nodes) -> Iterator[Row | InputError | Notice]:
    elsewhere: Counter[str] = Counter()
    empty = True
    for place, entity in _entities(path, options):
        empty = False
        if isinstance(entity, InputError):
            yield entity
            continue
        schema = entity["schema"]
        if schema in _THINGS:
            if _names(entity):
                nodes.keep(entity["id"], place, entity)
            else:
                yield InputError(place, f"{schema} {entity['id'][:80]} has no name.", "Give it one under properties.name.")
        elif schema in _ELSEWHERE:
            elsewhere[schema] += 1
        elif schema not in _EDGES:
            yield InputError(place, f"{str(schema)[:80]!r} is no schema of FollowTheMoney.", "Look at the line.")
    if empty:
        yield InputError(str(path), "is empty.", "Fetch it again, or leave it out.")
    for place, entity in _entities(path, options):
        if not isinstance(entity, InputError) and entity["schema"] in _EDGES:
            yield from _edge(place, entity, _EDGES[entity["schema"]], nodes)
    for place, actor in nodes.unused():
        yield Row(place, (actor.name, actor.type or ""), {"subject": 0}, actor)
    if elsewhere:
        told = ", ".join(f"{schema} ({number})" for schema, number in elsewhere.most_common(5))
        yield Notice(str(path), f"{elsewhere.total()} entities of kinds that join nobody here were left out: {told}.")


def _entities(path: Path, options: ReadOptions) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    with source.opened(path) as file:
        if kind := source.media_type(file.peek(64)[:64]):
            raise InputError(str(path), f"is {kind}, not FollowTheMoney JSON.", "Unpack it first.")
        for number, line in jsonl.lines(file, options.max_bytes):
            place = f"{path}:{number}"
            if line is None:
                yield (
                    place,
                    InputError(place, f"the line is longer than the limit of {options.max_bytes / 1e6:g} MB.", "Raise it with --max-mb."),
                )
            elif line.strip():
                yield place, _entity(line, place)


def _entity(line: bytes, place: str) -> dict[str, Any] | InputError:
    try:
        raw = json.loads(decode(line).text)
    except (Undecodable, ValueError, RecursionError):
        return InputError(place, "is no JSON that can be read.", "Write one entity a line.")
    if not isinstance(raw, dict):
        return InputError(place, "is not a JSON object.", "Write one entity a line.")
    if not isinstance(raw.get("id"), str) or not raw["id"]:
        return InputError(place, "has no id.", "Every entity needs one.")
    if not isinstance(raw.get("schema"), str):
        return InputError(place, "has no schema.", "Name its schema, e.g. Person.")
    properties = raw.get("properties")
    if not isinstance(properties, dict):
        return InputError(place, "has no properties.", 'Put its values under the key "properties".')
    kept = {
        str(name): [v for v in (values if isinstance(values, list) else [values]) if isinstance(v, str) and v.strip()]
        for name, values in properties.items()
    }
    return {"id": raw["id"], "schema": raw["schema"], "properties": kept}


def _names(entity: Mapping[str, Any]) -> list[str]:
    return [name[:_LONGEST] for name in (*entity["properties"].get("name", ()), *entity["properties"].get("full", ()))]


def _actor(entity: Mapping[str, Any]) -> Actor:
    name, type_ = _names(entity)[0], _THINGS[entity["schema"]]
    # A government stands for its country; a force is an organization in that model.
    listed = {e.type for e in gazetteer.load().named(name)} & {"Country", "ArmedForce", "Outlet", "Organization"}
    if type_ == "Organization" and len(listed) == 1:
        type_ = listed.pop()
    ids = [("ftm", str(entity["id"]))]
    ids += [(scheme, value) for key, scheme in _SCHEMES.items() for value in entity["properties"].get(key, ())[:1]]
    return Actor(name, type_, tuple(ids))


def _edge(place: str, entity: Mapping[str, Any], edge: _Edge, nodes: _Nodes) -> Iterator[Row | InputError]:
    properties = entity["properties"]
    for end in (edge.source, edge.target):
        if not properties.get(end):
            yield InputError(place, f"{entity['schema']} has no {end}.", "An edge needs both its ends.")
            return
    dates = []
    for name in ("startDate", "endDate"):
        try:
            dates.append(_day(properties, name))
        except ValueError as exc:
            yield InputError(place, f"{name} {str(exc)[:40]!r} is no date.", "Write YYYY, YYYY-MM or YYYY-MM-DD.")
            return
    role = (properties.get(edge.role) or [None])[0] if edge.role else None
    origin = Origin((properties.get("publisher") or [None])[0], None, (properties.get("sourceUrl") or [None])[0])
    for one in properties[edge.source]:
        for other in properties[edge.target]:
            subject, object_ = nodes.use(one), nodes.use(other)
            if subject is None or object_ is None:
                missing = one if subject is None else other
                yield InputError(place, f"names the entity {missing[:80]!r}, which the file does not have.", "Export it with its ends.")
                continue
            cells = [subject.name, entity["schema"], object_.name, *((role,) if role else ()), *(str(d) for d in dates if d)]
            statement = Statement(edge.relation, role=role, valid_from=dates[0], valid_to=dates[1])
            yield Row(place, tuple(cells), {"subject": 0, "relation": 1, "object": 2}, subject, object_, None, statement, origin)


def _day(properties: Mapping[str, list[str]], name: str) -> PartialDate | None:
    values = properties.get(name)
    return PartialDate.parse(values[0][:10]) if values else None
