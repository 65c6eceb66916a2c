"""A picture as GraphML, for Gephi, yEd, Cytoscape and networkx, and to be read in again.

Reading it is left to ``ingest.readers.graphml``, asking the store to the callers.
"""

from __future__ import annotations

import re
from io import BytesIO

import networkx as nx

from graph.model import Entity, Relation, Subgraph

# What XML 1.0 cannot hold, even written as a number.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(found: Subgraph) -> bytes:
    """UTF-8 XML: a node for each entity and a directed edge for each relation, under their ids, with what is known as attributes.

    A node has ``name``, ``name_ar`` and so on, ``type`` and ``ids``; an edge ``relation``, ``status``, ``sources``, ``disputing_sources``,
    ``confidence`` and, where they are known, ``role``, ``quantity``, ``valid_from``, ``valid_to``.
    """
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in found.entities:
        drawn.add_node(entity.id, **_node(entity))
    for relation in found.relations:
        drawn.add_edge(relation.subject, relation.object, key=relation.id, **_edge(relation))
    written = BytesIO()
    nx.write_graphml_xml(drawn, written, encoding="utf-8", named_key_ids=True)
    return written.getvalue()


def _node(entity: Entity) -> dict[str, str]:
    words = {"name": entity.name(), "type": entity.type, "description": entity.description or ""}
    words |= {f"name_{name.language}": name.text for name in reversed(entity.names)}
    words["ids"] = " ".join(f"{scheme}:{value}" for scheme, value in entity.external_ids)
    return _written(words)


def _edge(relation: Relation) -> dict[str, str | int | float]:
    words = {
        "relation": relation.type, "status": relation.status, "role": relation.role or "", "quantity": relation.quantity or "",
        "valid_from": str(relation.valid_from or ""), "valid_to": str(relation.valid_to or ""),
        "known_from": relation.known_from.isoformat(), "known_to": relation.known_to.isoformat() if relation.known_to else "",
    }  # fmt: skip
    counts = {"sources": relation.sources, "disputing_sources": relation.disputing_sources, "confidence": relation.confidence}
    return _written(words) | counts


def _written(words: dict[str, str]) -> dict[str, str]:
    """Without what is not known."""
    return {key: clean for key, text in words.items() if (clean := _NO_XML.sub("\ufffd", text))}
