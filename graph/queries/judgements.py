"""Judgements and proposals: keeping the history, and finding what a judgement touches."""

from graph.ontology import ENTITY_TYPES

# ``head`` changes with every judgement, so that what follows from the history need not be worked out again.
HEAD = "MATCH (h:Judgements {id: 'judgements'}) RETURN h.head AS head"
SET_HEAD = "MERGE (h:Judgements {id: 'judgements'}) SET h.head = $head"
NOW = "RETURN datetime() AS now"
HISTORY = "MATCH (j:Judgement) RETURN properties(j) AS judgement ORDER BY j.number"
WRITE = "UNWIND $rows AS row CREATE (j:Judgement {id: row.id}) SET j = row.props"

CLAIMS_OF_ENTITIES = """
UNWIND $ids AS id MATCH (:Entity {id: id})<-[:HAS_SUBJECT|HAS_OBJECT|SPOKEN_BY|CARRIED_BY]-(c:Claim)
RETURN DISTINCT c.id AS id, properties(c) AS claim ORDER BY id
"""
CLAIMS_OF_OUTLETS = """
UNWIND $ids AS id MATCH (:Entity {id: id})<-[:PUBLISHED_BY]-(:Article)<-[:EVIDENCED_IN]-(c:Claim)
RETURN DISTINCT c.id AS id, properties(c) AS claim ORDER BY id
"""
SET_KEYS = "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c.key = row.key"
# A node loses the labels of the types that it is not.
RELABEL = {
    name: "UNWIND $ids AS id MATCH (e:Entity {id: id}) WHERE size(labels(e)) > 2 "
    f"REMOVE e:{':'.join(other for other in ENTITY_TYPES if other != name)}"
    for name in ENTITY_TYPES
}
SENTENCES = """
UNWIND $ids AS id MATCH (:Entity {id: id})<-[:HAS_SUBJECT|HAS_OBJECT|SPOKEN_BY]-(c:Claim)-[:EVIDENCED_IN]->(a:Article)
WHERE c.known_to IS NULL
RETURN DISTINCT c.id AS claim, substring(a.text, c.start, c.end - c.start) AS sentence, a.language AS language, c.known_from AS day
ORDER BY day DESC, claim LIMIT $limit
"""

PROPOSE = "UNWIND $rows AS row MERGE (p:Proposal {id: row.id}) SET p = row.props"
PROPOSED = """
MATCH (p:Proposal) WHERE p.decided IS NULL
RETURN properties(p) AS proposal ORDER BY p.score DESC, p.id LIMIT $limit
"""
COUNT_PROPOSED = "MATCH (p:Proposal) WHERE p.decided IS NULL RETURN count(p) AS n"
DECIDE = "UNWIND $rows AS row MATCH (p:Proposal {id: row.id}) SET p.decided = row.decided"
FORGET = "MATCH (p:Proposal) WHERE p.left IN $ids OR p.right IN $ids DELETE p"
EVERYBODY = "MATCH (e:Entity) WHERE e.canonical IS NULL AND e.id > $after RETURN properties(e) AS entity ORDER BY e.id LIMIT $limit"
# What tells two of one name apart: offices, and countries that they belong to or lie in.
CONTEXTS = """
UNWIND $ids AS id MATCH (e:Entity {id: id})-[r:HOLDS_OFFICE|LEADS|AFFILIATED_WITH|MEMBER_OF|PART_OF|LOCATED_IN|ORIGINATED_IN]->(o:Entity)
WHERE r.known_to IS NULL AND r.status = 'asserted'
RETURN id AS id, type(r) AS type, r.role AS role, o.id AS other, o.type AS kind, r.valid_from_text AS first, r.valid_to_text AS last
ORDER BY id, r.id
"""
NEIGHBOURS = """
UNWIND $ids AS id MATCH (e:Entity {id: id})-[r]-(o:Entity) WHERE r.known_to IS NULL
RETURN id AS id, collect(DISTINCT o.id) AS others
"""
