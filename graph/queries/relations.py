"""Relations between entities: writing what folding gives, and finding them by end, by pair and by filter."""

from collections.abc import Mapping

from graph.ontology import RELATION_TYPES

OF_KEYS = """
UNWIND $rows AS row MATCH (a:Entity {id: row.subject})-[r]->(b:Entity {id: row.object})
WHERE r.key = row.key
RETURN row.subject AS subject, row.object AS object, type(r) AS type, properties(r) AS relation
"""
# The type is a literal from the ontology's closed list, never text from outside.
CREATE = {
    name: "UNWIND $rows AS row MATCH (a:Entity {id: row.subject}) MATCH (b:Entity {id: row.object}) "
    f"CREATE (a)-[r:{name}]->(b) SET r = row.props RETURN count(r) AS n"
    for name in RELATION_TYPES
}
UPDATE = {
    name: f"UNWIND $rows AS row MATCH (a:Entity {{id: row.subject}})-[r:{name}]->(b:Entity {{id: row.object}}) "
    "WHERE r.id = row.id SET r = row.props RETURN count(r) AS n"
    for name in RELATION_TYPES
}
DELETE = {
    name: f"UNWIND $rows AS row MATCH (a:Entity {{id: row.subject}})-[r:{name}]->(b:Entity {{id: row.object}}) WHERE r.id = row.id DELETE r"
    for name in RELATION_TYPES
}

# The questions below differ in how they begin only; each binds r from s to o and is open for a condition.
_EVERYWHERE = "MATCH (s:Entity)-[r]->(o:Entity) WHERE "
_AROUND = """
UNWIND $ids AS focus MATCH (f:Entity {id: focus})-[r]-(other:Entity)
WITH DISTINCT r, startNode(r) AS s, endNode(r) AS o WHERE
"""
_OUT_OF = "UNWIND $ids AS focus MATCH (s:Entity {id: focus})-[r]->(o:Entity) WHERE "
_IN_TO = "UNWIND $ids AS focus MATCH (o:Entity {id: focus})<-[r]-(s:Entity) WHERE "
_BETWEEN = "UNWIND $ids AS focus MATCH (s:Entity {id: focus})-[r]->(o:Entity) WHERE o.id IN $ids AND "
_OF_PAIRS = """
UNWIND $pairs AS pair MATCH (s:Entity {id: pair.one})-[r]->(o:Entity {id: pair.two}) WHERE r.id = pair.relation AND
"""
FILTER = """
($relations IS NULL OR type(r) IN $relations)
AND ($families IS NULL OR r.family IN $families)
AND ($types IS NULL OR (s.type IN $types AND o.type IN $types))
"""
# What depends on the day on which things were known is left to Python when such a day is asked for.
CURRENT = """
AND r.known_to IS NULL
AND ($statuses IS NULL OR r.status IN $statuses)
AND (r.sources >= $min_sources OR r.disputing_sources >= $min_sources)
AND r.confidence >= $min_confidence
AND ($held_from IS NULL OR r.valid_to IS NULL OR r.valid_to >= $held_from)
AND ($held_to IS NULL OR r.valid_from IS NULL OR r.valid_from <= $held_to)
AND ($dates IS NULL OR ($dates = 'unknown') = (r.valid_from IS NULL AND r.valid_to IS NULL))
AND ($outlets IS NULL OR any(x IN r.outlets WHERE x IN $outlets))
AND ($speakers IS NULL OR any(x IN r.speakers WHERE x IN $speakers))
"""
# Asked only where a filter names languages or articles: each relation's claims are looked at one by one.
ORIGIN = """
AND EXISTS { MATCH (c:Claim {relation_id: r.id})-[:EVIDENCED_IN]->(a:Article)
  WHERE ($languages IS NULL OR a.language IN $languages) AND ($articles IS NULL OR a.id IN $articles) }
"""
_KNOWN = "AND r.known_from <= $known_on"
_WEIGHT = "r.sources + r.disputing_sources"
# They come in no order.
_ROWS = f"""
WITH s, r, o ORDER BY {_WEIGHT} DESC, r.id LIMIT $limit
RETURN s.id AS subject, o.id AS object, type(r) AS type, properties(r) AS relation
"""
# What stands beside each choice of a filter; all of relations but ``types``, which are of the entities that they join.
COUNTED = {
    "kinds": "RETURN type(r) AS type, r.status AS status, count(r) AS n",
    "types": "UNWIND [s, o] AS e WITH DISTINCT e RETURN e.type AS name, count(e) AS n",
    "outlets": "UNWIND r.outlets AS name RETURN name, count(r) AS n",
    "speakers": "UNWIND r.speakers AS name RETURN name, count(r) AS n ORDER BY n DESC, name LIMIT 300",
    "languages": "MATCH (c:Claim {relation_id: r.id})-[:EVIDENCED_IN]->(a:Article) RETURN a.language AS name, count(DISTINCT r) AS n",
    "sources": "WITH CASE WHEN r.sources > r.disputing_sources THEN r.sources ELSE r.disputing_sources END AS name RETURN name, count(*) AS n",
    "dates": "RETURN r.valid_from IS NULL AND r.valid_to IS NULL AS name, count(r) AS n",
}
_ENDS = "UNWIND [s.id, o.id] AS id RETURN count(DISTINCT id) AS entities"


def of_origin(question: Mapping[str, str]) -> dict[str, str]:
    """The question where the filter names languages or articles too."""
    return {name: text.replace(FILTER, FILTER + ORIGIN) for name, text in question.items()}


def _question(start: str) -> dict[str, str]:
    """The rows that a filter lets through and their totals, or, where a day is asked for, the groups to fold."""
    head = start + FILTER
    return {
        "rows": head + CURRENT + _ROWS,
        "total": head + CURRENT + "RETURN count(r) AS n",
        "entities": head + CURRENT + "WITH s, o " + _ENDS,
        **{name: head + CURRENT + tail for name, tail in COUNTED.items()},
        # How many there are of each family, and how many of those set out from the entities asked for.
        "families": head + CURRENT + "RETURN r.family AS family, s.id IN $ids AS outgoing, count(r) AS n",
        "known": head + _KNOWN + "\nRETURN s.id AS subject, o.id AS object, r.key AS key ORDER BY key",
    }


EVERYWHERE = _question(_EVERYWHERE)
AROUND = _question(_AROUND)
OUT_OF = _question(_OUT_OF)
IN_TO = _question(_IN_TO)
BETWEEN = _question(_BETWEEN)
OF_PAIRS = _question(_OF_PAIRS)
