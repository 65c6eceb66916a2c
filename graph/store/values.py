"""Bolt's values as JSON-like Python, and the entities and relations among them.

What is asked is left to ``graph.store.console``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from graph.model import Entity, Relation
from graph.ontology import RELATION_TYPES
from graph.store import records

# Deeper than any answer that a person reads; a list within itself cannot be written, this guards the stack.
_DEPTH = 50


@dataclass(slots=True)
class Found:
    """What an answer holds of the graph, by the servers' own ids, in order of appearance."""

    nodes: dict[str, Node] = field(default_factory=dict)
    relationships: dict[str, Relationship] = field(default_factory=dict)

    def loose_ends(self) -> list[str]:
        """Nodes that a relation of the answer only points to."""
        ends = (node for r in self.relationships.values() if _is_relation(r) for node in r.nodes if node is not None)
        return sorted({node.element_id for node in ends} - self.nodes.keys())

    def entities(self) -> dict[str, Entity]:
        return {node["id"]: records.entity(node) for node in self.nodes.values() if is_entity(node)}

    def degrees(self) -> dict[str, int]:
        return {node["id"]: node.get("degree") or 0 for node in self.nodes.values() if is_entity(node)}

    def relations(self, ids: Mapping[str, str]) -> Iterator[Relation]:
        """``ids`` maps the servers' ids of loose ends to ours."""
        known = dict(ids) | {at: node["id"] for at, node in self.nodes.items() if is_entity(node)}
        for relationship in self.relationships.values():
            start, end = relationship.nodes
            if _is_relation(relationship) and start is not None and end is not None:
                subject, object_ = known.get(start.element_id), known.get(end.element_id)
                if subject and object_:
                    yield records.relation(subject, relationship.type, object_, relationship)


def is_entity(node: Node) -> bool:
    return "Entity" in node.labels and isinstance(node.get("id"), str)


def _is_relation(relationship: Relationship) -> bool:
    return relationship.type in RELATION_TYPES and "supporting" in relationship and "known_from" in relationship


def plain_value(value: Any, found: Found, depth: int = 0) -> Any:
    """The value as JSON-like Python; nodes and relationships on the way are noted in ``found``.

    Dates and times become ISO 8601 text, durations too; numbers that JSON lacks become the words
    ``NaN``, ``Infinity``, ``-Infinity``; bytes become hex digits; points a dict.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")
    if depth > _DEPTH:
        return "…"
    if isinstance(value, Node):
        found.nodes.setdefault(value.element_id, value)
        return {"~labels": sorted(value.labels)} | _properties(value, found, depth)
    if isinstance(value, Relationship):
        found.relationships.setdefault(value.element_id, value)
        start, end = value.nodes
        return {"~type": value.type, "~start": _name(start, found), "~end": _name(end, found)} | _properties(value, found, depth)
    if isinstance(value, Path):
        steps: list[Any] = [value.nodes[0]]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [relationship, node]
        for node in value.nodes:
            found.nodes.setdefault(node.element_id, node)
        return [plain_value(step, found, depth + 1) for step in steps]
    if isinstance(value, Date | DateTime | Time | Duration):
        return value.iso_format()
    if isinstance(value, Mapping):
        return {str(key): plain_value(item, found, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset) and not isinstance(value, Point):
        return [plain_value(item, found, depth + 1) for item in value]
    if isinstance(value, Point):
        return {"srid": value.srid} | dict(zip("xyz", value, strict=False))
    if isinstance(value, bytes | bytearray):
        return value.hex()
    return str(value)


def _properties(holder: Node | Relationship, found: Found, depth: int) -> dict[str, Any]:
    return {key: plain_value(holder[key], found, depth + 1) for key in sorted(holder.keys())}


def _name(node: Node | None, found: Found) -> str | None:
    """Our id of a node where the answer holds it, else the server's."""
    if node is None:
        return None
    whole = found.nodes.get(node.element_id, node)
    return str(whole.get("id") or node.element_id)


def weight(value: Any) -> int:
    """Roughly how many bytes a plain value takes as JSON."""
    if isinstance(value, str):
        return len(value) + 2 if value.isascii() else 2 * len(value) + 2
    if isinstance(value, dict):
        return 2 + sum(weight(key) + weight(item) + 2 for key, item in value.items())
    if isinstance(value, list):
        return 2 + sum(weight(item) + 1 for item in value)
    return 8
