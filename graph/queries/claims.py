"""Claims: writing, withdrawing, and finding them by article, by group and by relation."""

WRITE = """
UNWIND $rows AS row MERGE (c:Claim {id: row.id}) SET c = row.props
"""
LOOSEN = """
UNWIND $ids AS id MATCH (c:Claim {id: id})-[r:HAS_SUBJECT|HAS_OBJECT|SPOKEN_BY|CARRIED_BY|EVIDENCED_IN]->() DELETE r
"""
JOIN = """
UNWIND $rows AS row
MATCH (c:Claim {id: row.id}) MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object}) MATCH (a:Article {id: row.article})
CREATE (c)-[:HAS_SUBJECT]->(s) CREATE (c)-[:HAS_OBJECT]->(o) CREATE (c)-[:EVIDENCED_IN]->(a)
"""
JOIN_SPEAKER = """
UNWIND $rows AS row MATCH (c:Claim {id: row.id}) MATCH (e:Entity {id: row.entity}) CREATE (c)-[:SPOKEN_BY]->(e)
"""
JOIN_VIA = """
UNWIND $rows AS row MATCH (c:Claim {id: row.id}) MATCH (e:Entity {id: row.entity})
CREATE (c)-[:CARRIED_BY {position: row.position}]->(e)
"""
# Of articles that were not stored before: what hangs on such a claim is made with it.
CREATE = """
UNWIND $rows AS row
MATCH (s:Entity {id: row.props.subject}) MATCH (o:Entity {id: row.props.object}) MATCH (a:Article {id: row.props.article})
CREATE (c:Claim) SET c = row.props
CREATE (c)-[:HAS_SUBJECT]->(s) CREATE (c)-[:HAS_OBJECT]->(o) CREATE (c)-[:EVIDENCED_IN]->(a)
RETURN count(c) AS n
"""
DELETE_OF_ARTICLE = "MATCH (c:Claim {article: $id}) DETACH DELETE c"
OF_ARTICLE = "MATCH (c:Claim {article: $id}) RETURN properties(c) AS claim ORDER BY c.start, c.id"
OF_KEYS = """
UNWIND $keys AS key MATCH (c:Claim {key: key})-[:EVIDENCED_IN]->(a:Article)
RETURN properties(c) AS claim, a.story AS story, a.outlet AS outlet, a.starts AS since ORDER BY c.id
"""
OF_ARTICLES = """
UNWIND $ids AS id MATCH (c:Claim {article: id})-[:EVIDENCED_IN]->(a:Article)
RETURN properties(c) AS claim, a.story AS story, a.outlet AS outlet, a.starts AS since ORDER BY c.id
"""
GET = "MATCH (c:Claim {id: $id}) RETURN properties(c) AS claim"
LEFT_OUT = """
MATCH (c:Claim {key: $key})-[:EVIDENCED_IN]->(a:Article) WHERE c.relation_id IS NULL
RETURN properties(c) AS claim, properties(a) AS article ORDER BY c.id
"""
KEYS_BETWEEN = "MATCH (c:Claim) WHERE c.key >= $low AND c.key <= $high RETURN DISTINCT c.key AS key ORDER BY key"
WITH_IDS = """
UNWIND $ids AS id MATCH (c:Claim {id: id})-[:EVIDENCED_IN]->(a:Article)
RETURN properties(c) AS claim, properties(a) AS article ORDER BY c.id
"""
POINT = "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c.relation_id = row.relation"
OF_RELATION = """
MATCH (c:Claim {relation_id: $id})-[:EVIDENCED_IN]->(a:Article)
RETURN properties(c) AS claim, properties(a) AS article ORDER BY c.id
"""
# Of these relations, those behind which something stands that none of these articles says.
ELSEWHERE = """
UNWIND $ids AS id WITH id
WHERE EXISTS { MATCH (c:Claim {relation_id: id}) WHERE c.known_to IS NULL AND NOT c.article IN $articles }
RETURN id ORDER BY id
"""
