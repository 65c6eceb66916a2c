"""When relations held and when claims about them became known: counts for a time axis."""

_COUNTED = "RETURN count(r) AS n"
_SPANS = "RETURN r.valid_from_text AS first, r.valid_to_text AS last, count(r) AS n ORDER BY first, last"
# Withdrawn claims count too: their coming and going is what the second clock shows.
_CLAIMS = """
($relations IS NULL OR c.relation IN $relations) AND ($families IS NULL OR c.family IN $families)
AND ($types IS NULL OR (s.type IN $types AND o.type IN $types))
RETURN c.known_from AS came, c.known_to AS went, count(DISTINCT c) AS n ORDER BY came, went
"""
_ENDS = "MATCH (s:Entity)<-[:HAS_SUBJECT]-(c)-[:HAS_OBJECT]->(o:Entity) WHERE "
_STARTS = {
    "everywhere": "MATCH (s:Entity)<-[:HAS_SUBJECT]-(c:Claim)-[:HAS_OBJECT]->(o:Entity) WHERE ",
    "around": "UNWIND $ids AS focus MATCH (:Entity {id: focus})<-[:HAS_SUBJECT|HAS_OBJECT]-(c:Claim) WITH DISTINCT c " + _ENDS,
    "between": "UNWIND $ids AS focus MATCH (:Entity {id: focus})<-[:HAS_SUBJECT]-(c:Claim) WITH DISTINCT c " + _ENDS + "o.id IN $ids AND ",
}

CLAIMS = {name: start + _CLAIMS for name, start in _STARTS.items()}


def spans(question: str) -> str:
    """The statement that counts the relations of a question by their first and last date, from the one that counts them all."""
    assert question.endswith(_COUNTED)
    return question.removesuffix(_COUNTED) + _SPANS


OF_RELATIONS = """
UNWIND $ids AS id MATCH (c:Claim {relation_id: id})
RETURN id AS relation, properties(c) AS claim ORDER BY c.known_from, c.id LIMIT $limit
"""
