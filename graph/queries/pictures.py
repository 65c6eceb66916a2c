"""A picture as one statement with its parameters, for the console and for any client of the same data.

Which picture that is, is left to the callers; the same conditions, always written out, stand in ``graph.queries.relations``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.filters import OVERVIEW_LIMIT, USUAL_LIMIT, GraphFilter


@dataclass(frozen=True, slots=True)
class Asked:
    """A picture: the entities drawn, else those around ``focus``, else the overview; less ``hidden``. All are entity ids."""

    focus: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


# A condition stands in the statement only where its part of the filter narrows. Dates are parameters of text,
# so that they can be typed into any client.
_CONDITIONS = {
    "relations": "type(r) IN $relations",
    "families": "r.family IN $families",
    "types": "s.type IN $types AND o.type IN $types",
    "statuses": "r.status IN $statuses",
    "min_sources": "(r.sources >= $min_sources OR r.disputing_sources >= $min_sources)",
    "min_confidence": "r.confidence >= $min_confidence",
    "held_from": "(r.valid_to IS NULL OR r.valid_to >= date($held_from))",
    "held_to": "(r.valid_from IS NULL OR r.valid_from <= date($held_to))",
    "dates": "($dates = 'unknown') = (r.valid_from IS NULL AND r.valid_to IS NULL)",
    "outlets": "any(x IN r.outlets WHERE x IN $outlets)",
    "speakers": "any(x IN r.speakers WHERE x IN $speakers)",
    "languages": "EXISTS { MATCH (c:Claim {relation_id: r.id})-[:EVIDENCED_IN]->(a:Article) WHERE a.language IN $languages }",
    "articles": "EXISTS { MATCH (c:Claim {relation_id: r.id}) WHERE c.article IN $articles }",
}
_MANY = frozenset(("relations", "families", "types", "statuses", "outlets", "speakers", "languages", "articles"))
_NUMBERS = frozenset(("min_sources", "min_confidence"))
_ORDER = "ORDER BY r.sources + r.disputing_sources DESC, r.id"
_EVERYWHERE = "MATCH (s:Entity)-[r]->(o:Entity)"
_BETWEEN = "UNWIND $ids AS id MATCH (s:Entity {id: id})-[r]->(o:Entity) WHERE o.id IN $ids WITH s, r, o"
_AROUND = "UNWIND $ids AS id MATCH (f:Entity {id: id})-[r]-(:Entity) WITH DISTINCT r, startNode(r) AS s, endNode(r) AS o"


def statement(asked: Asked, filter: GraphFilter) -> tuple[str, dict[str, Any]]:
    """The statement and its parameters, which are plain JSON; its rows hold the nodes and relationships that are drawn.

    What was known on an earlier day (``filter.known_on``) cannot be asked in one statement, since it is folded
    anew from the claims: the statement leaves that day out, and callers say so.
    """
    parameters: dict[str, Any] = {}
    for name, values in filter.to_params().items():
        if name in _CONDITIONS:
            parameters[name] = values if name in _MANY else float(values[0]) if name in _NUMBERS else values[0]
    conditions = ["r.sources IS NOT NULL AND r.known_to IS NULL", *(_CONDITIONS[name] for name in _CONDITIONS if name in parameters)]
    ids = asked.drawn or asked.focus
    parameters["limit"] = filter.limited(USUAL_LIMIT if ids else OVERVIEW_LIMIT).limit
    start = _BETWEEN if asked.drawn else _AROUND if asked.focus else _EVERYWHERE
    lines = [start, "WHERE " + "\n  AND ".join(conditions), f"WITH s, r, o {_ORDER} LIMIT $limit"]
    if asked.hidden:
        parameters["hidden"] = list(asked.hidden)
        lines.append("WHERE NOT s.id IN $hidden AND NOT o.id IN $hidden")
    lines.append("RETURN s, r, o")
    if ids:
        parameters["ids"] = list(ids)
        # What no relation joins is drawn too.
        alone = ["NOT n.id IN $hidden"] if asked.hidden else []
        alone += ["n.type IN $types"] if asked.drawn and filter.types else []
        lines += ["UNION", "UNWIND $ids AS id MATCH (n:Entity {id: id})", *(["WHERE " + " AND ".join(alone)] if alone else [])]
        lines.append("RETURN n AS s, null AS r, null AS o")
    return "\n".join(lines), parameters
