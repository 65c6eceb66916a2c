"""Reads GraphML: nodes with a name as entities, edges as claims; each complaint names its line.

What an edge's words mean is left to ``ingest.readers.mapping``, composing reports to ``ingest.readers.rows``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from graph.errors import InputError
from graph.names import plain
from graph.ontology import RELATION_TYPES, STATUS_GROUPS, STATUSES, fits
from ingest import gazetteer
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import mapping, source, table
from ingest.readers.mapping import TableMapping
from ingest.readers.rows import Actor, Row, Statement, reports

SUFFIXES = (".graphml",)
MAKER = "graphml/1"
# What an edge without a word for itself says, where it may: that two belong together.
_UNNAMED = "AFFILIATED_WITH"
_NAMES, _TYPES = ("name", "label", "title"), ("type", "entity type", "labels", "kind")
_WORDS = ("relation", "predicate", "label", "type", "name")
# What a folded relation's status says of a claim; a denied one is a claim that it does not hold.
_STATUS = {"open": STATUS_GROUPS["open"][0], "disputed": "claimed", "denied": "asserted"}
_NUMBERS = {"int": int, "long": int, "float": float, "double": float}


def read(path: Path, options: ReadOptions) -> Iterator[Document | InputError | Notice]:
    """The edges as reports, then the nodes that none names; what is wrong with one is refused by its line."""
    try:
        meaning = mapping.beside(path, options.max_bytes)
        graph = _parsed(path, options)
        yield from reports(_rows(path, graph, meaning), path.name, MAKER)
    except InputError as error:
        yield error


@dataclass(slots=True)
class _Element:
    """A node or an edge: its line, its attributes, its data by plain key name."""

    line: int
    given: dict[str, str]
    data: dict[str, str] = field(default_factory=dict)
    numbers: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Graph:
    nodes: dict[str, _Element] = field(default_factory=dict)
    edges: list[_Element] = field(default_factory=list)


class _Parser:
    """Fills a graph from the events of the XML parser; refuses declarations of entities."""

    def __init__(self, place: str) -> None:
        self.graph = _Graph()
        self._place = place
        self._open: _Element | None = None
        self._key: tuple[int, str] | None = None
        self._words: list[str] = []
        self._keys: dict[str, tuple[str, str]] = {}
        self.expat = expat.ParserCreate()
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = lambda words: self._words.append(words)
        self.expat.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise InputError(
            f"{self._place}:{self.expat.CurrentLineNumber}", "declares entities (a DOCTYPE), which may be a bomb.", "Export it without one."
        )

    def _start(self, name: str, given: dict[str, str]) -> None:
        name, line = name.rpartition(":")[2], self.expat.CurrentLineNumber
        if name == "key":
            self._keys[given.get("id", "")] = plain(given.get("attr.name", given.get("id", ""))), given.get("attr.type", "string")
        elif name == "node":
            self._open = self.graph.nodes.setdefault(given.get("id", ""), _Element(line, given))
        elif name == "edge":
            self._open = _Element(line, given)
            self.graph.edges.append(self._open)
        elif name == "data":
            self._key, self._words = (line, given.get("key", "")), []

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "data" and self._open is not None and self._key is not None:
            line, key = self._key
            called, kind = self._keys.get(key, (plain(key), "string"))
            words = "".join(self._words).strip()
            if kind in _NUMBERS and not _is_number(kind, words):
                self._open.numbers.append((line, called, words))
            elif words:
                self._open.data[called] = words
            self._key = None
        elif name in ("node", "edge"):
            self._open = None


def _is_number(kind: str, words: str) -> bool:
    try:
        _NUMBERS[kind](words)
    except ValueError:
        return False
    return True


def _parsed(path: Path, options: ReadOptions) -> _Graph:
    data = source.read_bytes(path, options.max_bytes)
    parser = _Parser(str(path))
    try:
        parser.expat.Parse(data, True)
    except expat.ExpatError as exc:
        raise InputError(
            f"{path}:{exc.lineno}", f"is not well-formed XML ({expat.errors.messages.get(exc.code, exc)}).", "Export it again."
        ) from exc
    if not parser.graph.nodes and not parser.graph.edges:
        raise InputError(str(path), "holds no nodes of GraphML.", "Give a GraphML file.")
    return parser.graph


def _rows(path: Path, graph: _Graph, meaning: TableMapping) -> Iterator[Row | InputError | Notice]:
    actors: dict[str, Actor] = {}
    for id, node in graph.nodes.items():
        name = next((node.data[key] for key in _NAMES if key in node.data), id)
        if not name.strip() or len(name) > table.LONGEST_CELL:
            yield InputError(f"{path}:{node.line}", "the node has no name that can be shown.", "Give it one under the key name.")
            continue
        told = [t for key in _TYPES if key in node.data for w in node.data[key].replace(":", " ").split() if (t := meaning.type(w))]
        listed = {e.type for e in gazetteer.load().named(name)}
        actors[id] = Actor(name, told[0] if told else next(iter(listed)) if len(listed) == 1 else None)
    used: set[str] = set()
    unnamed = disputed = 0
    for edge in graph.edges:
        place = f"{path}:{edge.line}"
        ends = [edge.given.get("source", ""), edge.given.get("target", "")]
        if missing := [end for end in ends if end not in actors]:
            yield InputError(
                place, f"the edge names the node {missing[0][:80]!r}, which the file does not have.", "Export it with its ends."
            )
            continue
        for line, key, words in edge.numbers:
            yield InputError(f"{path}:{line}", f"{key} {words[:40]!r} is no number.", "The edge is kept without it.")
        words = next((edge.data[key] for key in _WORDS if key in edge.data), edge.given.get("label", ""))
        relation = meaning.relation(words) if words else _UNNAMED
        unnamed += not words
        subject, object_ = (actors[end] for end in ends)
        if relation is None:
            yield InputError(place, f"the relation {words[:80]!r} is not in the ontology.", "Map it in a .mapping.yaml file.")
            continue
        if not _may(relation, subject, object_):
            yield InputError(place, f"{relation} does not join {subject.type} to {object_.type}.", "Name the edge's relation, or map it.")
            continue
        used.update(ends)
        dates = []
        for key in ("valid from", "valid to"):
            try:
                dates.append(table.day(edge.data.get(key, "")))
            except ValueError:
                yield InputError(place, f"{key} {edge.data[key][:40]!r} is no date.", "The edge is kept without it.")
                dates.append(None)
        cells = (subject.name, words or "—", object_.name, *(str(day) for day in dates if day))
        status = edge.data.get("status", "").lower()
        disputed += status == "disputed"
        statement = Statement(
            relation, _STATUS.get(status, status if status in STATUSES else "asserted"), status == "denied", edge.data.get("role"),
            edge.data.get("quantity"), dates[0], dates[1], confidence=0.9 if words else 0.3,
        )  # fmt: skip
        yield Row(place, cells, {"subject": 0, "relation": 1 if words else 0, "object": 2}, subject, object_, None, statement)
    for id, actor in actors.items():
        if id not in used:
            yield Row(f"{path}:{graph.nodes[id].line}", (actor.name, actor.type or ""), {"subject": 0}, actor)
    if disputed:
        yield Notice(str(path), f"{disputed} edges are disputed; one file is one source, so they were taken as claimed.")
    if unnamed:
        yield Notice(str(path), f"{unnamed} edges do not say what they mean; they were taken as {_UNNAMED}.")


def _may(relation: str, subject: Actor, object_: Actor) -> bool:
    kind = RELATION_TYPES[relation]
    return any(
        fits(relation, one, other)
        for one in ([subject.type] if subject.type else kind.subject_types)
        for other in ([object_.type] if object_.type else kind.object_types)
    )
