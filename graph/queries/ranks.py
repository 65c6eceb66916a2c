"""The order of all standing relations: written beside each of them, read from an index.

A ``Rank`` node holds what its relation holds, since neither server reads relationships in order, and one of them
finds none between two much related entities in time. A ``Tally`` node says how many relations are of one kind.
"""

from graph.queries.relations import COUNTED, CURRENT, FILTER, ORIGIN

# A relation that counts otherwise than before has another rank: ``at`` is the one that it had.
PLACE = "UNWIND $rows AS row MERGE (r:Rank {rank: row.at}) SET r = row.props"
RETIRE = "UNWIND $ranks AS rank MATCH (r:Rank {rank: rank}) DELETE r"
COUNT = "UNWIND $rows AS row MERGE (t:Tally {kind: row.kind}) SET t.n = coalesce(t.n, 0) + row.change"
EMPTY = "UNWIND $kinds AS kind MATCH (t:Tally {kind: kind}) WHERE t.n <= 0 DELETE t"
# One row: a graph has thousands of kinds, and each row costs the driver more than what is in it.
TALLY = "MATCH (t:Tally) RETURN collect(t.kind) AS kinds, collect(t.n) AS numbers"
JOINED = "MATCH (e:Entity) WHERE e.degree > 0 RETURN e.type AS name, count(e) AS n"

# Of a store that an earlier version made.
FORGET = {
    name: f"MATCH (n:{name}) WITH n LIMIT 5000 DELETE n RETURN count(*) AS n" for name in ("Rank", "Tally")
}  # fmt: skip
ENTITIES = "MATCH (e:Entity) RETURN e.id AS id, coalesce(e.degree, 0) AS degree"
STANDING = """
UNWIND $ids AS id MATCH (s:Entity {id: id})-[r]->(o:Entity) WHERE r.sources IS NOT NULL AND r.known_to IS NULL
RETURN s.id AS subject, o.id AS object, type(r) AS type, properties(r) AS relation
"""

_OF_KINDS = "UNWIND $kinds AS kind MATCH (r:Rank {kind: kind})"
# Each bound is a parameter of its own: only then does the embedded server take them from the index.
_OF_SLICE = "MATCH (r:Rank) WHERE r.rank >= $low AND r.rank < $high WITH r"
_ENDS = " MATCH (s:Entity {id: r.subject}) MATCH (o:Entity {id: r.object})"
_TYPED = "AND ($types IS NULL OR (s.type IN $types AND o.type IN $types))"
_PASSING = " WHERE " + (FILTER + CURRENT).replace("type(r)", "r.type")
assert _TYPED in _PASSING
_FIRST = """
WITH r ORDER BY r.rank LIMIT $limit
RETURN r.subject AS subject, r.object AS object, r.type AS type, properties(r) AS relation
"""
_COUNTED = {name: tail.replace("type(r)", "r.type") for name, tail in COUNTED.items()} | {
    "total": "RETURN count(r) AS n",
    "entities": "UNWIND [r.subject, r.object] AS id RETURN count(DISTINCT id) AS entities",
}


def reading(start: str, tail: str, *, types: bool, origin: bool) -> str:
    """The statement that reads ranks: ``types`` and ``origin`` say whether the filter looks at the ends' types, at articles."""
    passing = _PASSING if types else _PASSING.replace(_TYPED, "")
    return start + (_ENDS if types else "") + passing + (ORIGIN if origin else "") + tail


def first(*, sliced: bool, types: bool, origin: bool) -> str:
    return reading(_OF_SLICE if sliced else _OF_KINDS, _FIRST, types=types, origin=origin)


def counting(name: str, *, types: bool, origin: bool) -> str:
    """``name`` is one of ``graph.queries.relations.COUNTED``, ``total`` or ``entities``; of what comes first, from ``low`` to ``high``."""
    # Whose types are counted must be there whether the filter looks at them or not.
    return reading(_OF_SLICE, _COUNTED[name], types=types or name == "types", origin=origin)
