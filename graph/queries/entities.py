"""Entities: writing, uniting, finding by id and by name."""

from graph.ontology import ENTITY_TYPES

GET = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, properties(e) AS entity"
# The label is a literal from the ontology's closed list, never text from outside.
WRITE = {
    name: f"UNWIND $rows AS row MERGE (e:Entity {{id: row.id}}) SET e = row.props SET e:{name}" for name in ENTITY_TYPES
}  # fmt: skip
WRITE_DEGREE = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e.degree = row.degree"
CHANGE_DEGREE = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e.degree = coalesce(e.degree, 0) + row.change"
DEGREES = """
UNWIND $ids AS id MATCH (e:Entity {id: id})
RETURN e.id AS id, COUNT { MATCH (e)-[r]-(:Entity) WHERE r.known_to IS NULL } AS degree
"""
# What articles said of an entity: from this it is made anew when one of them goes.
CONTRIBUTIONS = """
UNWIND $ids AS id MATCH (e:Entity {id: id})
OPTIONAL MATCH (a:Article)-[b:BROUGHT]->(e)
RETURN e.id AS id, properties(e) AS entity, properties(b) AS brought, a.superseded_on IS NULL AND a.withdrawn_on IS NULL AS stands
ORDER BY id, a.id
"""
# Which of the entities that articles speak of are also spoken of, in the very same words, by an article that stands and is none of these.
SPOKEN_FOR = """
UNWIND $articles AS article MATCH (a:Article {id: article})-[b:BROUGHT]->(e:Entity)
WHERE e.id IN $ids
RETURN e.id AS id, EXISTS {
  MATCH (e)<-[c:BROUGHT]-(other:Article)
  WHERE NOT other.id IN $articles AND other.superseded_on IS NULL AND other.withdrawn_on IS NULL
  AND c.type = b.type AND c.names = b.names AND c.languages = b.languages AND c.external_ids = b.external_ids
  AND coalesce(c.description, '') = coalesce(b.description, '')
} AS spoken
"""
DELETE_ORPHANS = """
UNWIND $ids AS id MATCH (e:Entity {id: id}) WHERE NOT EXISTS { (e)--() } DELETE e RETURN count(*) AS n
"""
SEARCH = """
CALL db.index.fulltext.queryNodes('entity_search', $text) YIELD node, score
WHERE node.dormant IS NULL AND ($types IS NULL OR node.type IN $types)
WITH node, score ORDER BY score DESC, node.degree DESC, node.id LIMIT $limit
RETURN node.id AS id, properties(node) AS entity, score
"""
