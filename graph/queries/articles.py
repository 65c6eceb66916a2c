"""Articles: writing, finding and reading them, and undoing what they brought."""

DIGEST = "MATCH (a:Article {id: $id}) RETURN a.digest AS digest"
WRITE = "MERGE (a:Article {id: $id}) SET a = $props"
PUBLISH = "MATCH (a:Article {id: $id}) MATCH (o:Entity {id: $outlet}) CREATE (a)-[:PUBLISHED_BY]->(o)"
# What hangs on an article apart from its claims; made anew when the article changes.
LOOSEN = "MATCH (a:Article {id: $id})-[r:MENTIONS|BROUGHT|PUBLISHED_BY]->() DELETE r"
OF_STORY = """
MATCH (one:Article {id: $id}) WITH coalesce(one.story, one.id) AS story
MATCH (a:Article) WHERE a.story = story OR a.id = story
WITH story, a WHERE a.superseded_on IS NULL
RETURN story, a.id AS id, a.title AS title, a.outlet AS outlet, a.published AS published, a.language AS language,
  a.withdrawn_on IS NULL AS stands ORDER BY id
"""
SET_STORY = "MATCH (a:Article {id: $id}) SET a.story = $story"
SET_DIGEST = "MATCH (a:Article {id: $id}) SET a.digest = $digest"
# All articles, old versions too, in steps.
STORIES = "MATCH (a:Article) WHERE a.id > $after RETURN a.id AS id, a.story AS story ORDER BY id LIMIT $limit"
DELETE = "MATCH (a:Article {id: $id}) DETACH DELETE a"
BROUGHT_IDS = "MATCH (a:Article {id: $id})-[:BROUGHT|MENTIONS|PUBLISHED_BY]->(e:Entity) RETURN DISTINCT e.id AS id"

MENTION = """
UNWIND $rows AS row MATCH (a:Article {id: $id}) MATCH (e:Entity {id: row.entity})
CREATE (a)-[:MENTIONS {starts: row.starts, ends: row.ends}]->(e)
"""
BRING = """
UNWIND $rows AS row MATCH (a:Article {id: $id}) MATCH (e:Entity {id: row.entity})
CREATE (a)-[b:BROUGHT]->(e) SET b = row.props
"""

GET = "MATCH (a:Article {id: $id}) RETURN properties(a) AS article"
MENTIONS = """
MATCH (a:Article {id: $id})-[m:MENTIONS]->(e:Entity)
RETURN e.id AS entity, m.starts AS starts, m.ends AS ends ORDER BY entity
"""
BROUGHT = """
MATCH (a:Article {id: $id})-[b:BROUGHT]->(e:Entity)
RETURN e.id AS id, properties(b) AS props ORDER BY b.position, id
"""
ENTITIES = """
MATCH (a:Article {id: $id})-[:MENTIONS|BROUGHT]->(e:Entity)
RETURN DISTINCT e.id AS id, properties(e) AS entity ORDER BY id
"""

_SUMMARY = """
a.id AS id, a.title AS title, a.outlet AS outlet, a.url AS url, a.published AS published, a.language AS language,
a.story AS story, a.source AS source, a.mentions AS mentions, a.claims AS claims, a.series AS series, a.since AS since, a.run AS run,
a.withdrawn_on AS withdrawn_on
"""
_MATCHING = """
MATCH (a:Article)
WHERE a.superseded_on IS NULL AND ($language IS NULL OR a.language = $language) AND ($outlet IS NULL OR a.outlet = $outlet)
"""
# By the full-text index, which on the embedded server knows no order of words: a phrase is looked for in what it gives.
# The same order and the same narrowing as without words.
_FOUND = """
CALL db.index.fulltext.queryNodes('article_search', $question) YIELD node AS a, score
WITH a, score WHERE a.superseded_on IS NULL AND a.search CONTAINS $phrase AND ($language IS NULL OR a.language = $language) AND ($outlet IS NULL OR a.outlet = $outlet)
"""
COUNT_FOUND = _FOUND + "RETURN count(a) AS n"
FIND = """
CALL db.index.fulltext.queryNodes('article_search', $question) YIELD node, score
WITH node, score WHERE node.superseded_on IS NULL AND node.withdrawn_on IS NULL AND node.search CONTAINS $phrase
RETURN properties(node) AS article, score ORDER BY score DESC, node.id LIMIT $limit
"""
COUNT = _MATCHING + "RETURN count(a) AS n"
PAGE = _MATCHING + "RETURN" + _SUMMARY + "ORDER BY coalesce(a.published, date('0001-01-01')) DESC, a.id SKIP $offset LIMIT $limit"
PAGE_FOUND = _FOUND + "RETURN" + _SUMMARY + "ORDER BY coalesce(a.published, date('0001-01-01')) DESC, a.id SKIP $offset LIMIT $limit"
OF_ENTITY = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:MENTIONS]-(a:Article) WHERE a.superseded_on IS NULL AND a.withdrawn_on IS NULL "
    "WITH DISTINCT a RETURN" + _SUMMARY + "ORDER BY coalesce(a.published, date('0001-01-01')) DESC, a.id LIMIT $limit"
)
# Who mentions an entity and when: few rows, whatever the number of articles.
MENTIONED_BY = """
UNWIND $ids AS id MATCH (:Entity {id: id})<-[m:MENTIONS]-(a:Article) WHERE a.superseded_on IS NULL AND a.withdrawn_on IS NULL
RETURN a.outlet AS outlet, count(DISTINCT a) AS articles, sum(size(m.starts)) AS mentions ORDER BY mentions DESC, outlet LIMIT $limit
"""
MENTIONED_IN = """
UNWIND $ids AS id MATCH (:Entity {id: id})<-[m:MENTIONS]-(a:Article) WHERE a.published IS NOT NULL AND a.superseded_on IS NULL AND a.withdrawn_on IS NULL
RETURN a.published.year AS year, a.published.month AS month, sum(size(m.starts)) AS mentions ORDER BY year, month
"""
COUNT_MENTIONS = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[m:MENTIONS]-(a:Article) WHERE a.superseded_on IS NULL AND a.withdrawn_on IS NULL "
    "RETURN sum(size(m.starts)) AS n"
)
