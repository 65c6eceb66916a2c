"""Articles: writing, finding and reading them, and undoing what they brought."""

DIGEST = "MATCH (a:Article {id: $id}) RETURN a.digest AS digest"
DIGESTS = "UNWIND $ids AS id MATCH (a:Article {id: id}) RETURN a.id AS id, a.digest AS digest"
WRITE = "UNWIND $rows AS row MERGE (a:Article {id: row.id}) SET a = row.props"
PUBLISH = "UNWIND $rows AS row MATCH (a:Article {id: row.id}) MATCH (o:Entity {id: row.outlet}) CREATE (a)-[:PUBLISHED_BY]->(o)"
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
UNWIND $rows AS row MATCH (a:Article {id: row.id}) MATCH (e:Entity {id: row.entity})
CREATE (a)-[:MENTIONS {starts: row.starts, ends: row.ends}]->(e)
"""
BRING = """
UNWIND $rows AS row MATCH (a:Article {id: row.id}) MATCH (e:Entity {id: row.entity})
CREATE (a)-[b:BROUGHT]->(e) SET b = row.props RETURN count(b) AS n
"""

GET = "MATCH (a:Article {id: $id}) RETURN properties(a) AS article"
LANGUAGES = "UNWIND $ids AS id MATCH (a:Article {id: id}) RETURN a.id AS id, a.language AS language"
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
# Which articles a list holds. The same narrowing with words and without; $articles are ids, None = any.
_NARROWED = """a.superseded_on IS NULL AND ($language IS NULL OR a.language = $language) AND ($outlets IS NULL OR a.outlet IN $outlets)
  AND ($since IS NULL OR a.published >= $since) AND ($until IS NULL OR a.published <= $until)
  AND ($standing IS NULL OR (a.withdrawn_on IS NULL) = $standing) AND ($articles IS NULL OR a.id IN $articles)
"""
_MATCHING = "MATCH (a:Article) WHERE " + _NARROWED
# By the full-text index, which on the embedded server knows no order of words: a phrase is looked for in what it gives.
_FOUND = (
    """
CALL db.index.fulltext.queryNodes('article_search', $question) YIELD node AS a, score
WITH a, score WHERE a.search CONTAINS $phrase AND """
    + _NARROWED
)
# Of each story the earliest copy that passes.
_ONCE = """
WITH a ORDER BY coalesce(a.published, date('9999-12-31')), a.id
WITH coalesce(a.story, a.id) AS told, collect(a) AS copies
WITH head(copies) AS a
"""
_ORDERS = {
    "newest": "coalesce(a.published, date('0001-01-01')) DESC, a.id",
    "oldest": "coalesce(a.published, date('9999-12-31')), a.id",
    "claims": "coalesce(a.claims, 0) DESC, a.id",
    "title": "coalesce(a.title, '\\uffff'), a.id",
}
COUNT_FOUND = """
CALL db.index.fulltext.queryNodes('article_search', $question) YIELD node AS a, score
WITH a, score WHERE a.superseded_on IS NULL AND a.search CONTAINS $phrase RETURN count(a) AS n
"""
# What is disputed, and the articles whose claims stand behind it, on either side.
DISPUTED = "MATCH (:Entity)-[r]->(:Entity) WHERE r.status = 'disputed' AND r.known_to IS NULL RETURN r.id AS id ORDER BY id"
BEHIND = (
    "UNWIND $ids AS id MATCH (c:Claim {relation_id: id}) WHERE c.known_to IS NULL RETURN DISTINCT c.article AS article ORDER BY article"
)
# The current copies of stories. The article that a story is named after bears its id as story or none; two look-ups, each by an index.
COPIES = tuple(
    "UNWIND $stories AS story MATCH (a:Article " + key + ") WHERE a.superseded_on IS NULL RETURN story, a.id AS id ORDER BY story, id"
    for key in ("{story: story}", "{id: story}")
)
FIND = """
CALL db.index.fulltext.queryNodes('article_search', $question) YIELD node, score
WITH node, score WHERE node.superseded_on IS NULL AND node.withdrawn_on IS NULL AND node.search CONTAINS $phrase
RETURN properties(node) AS article, score ORDER BY score DESC, node.id LIMIT $limit
"""
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


def listing(words: bool, once: bool, order: str) -> tuple[str, str]:
    """The statements that count what a list holds and that give one page of it. ``order`` is one of ``graph.article_filter.ORDERS``."""
    matching = (_FOUND if words else _MATCHING) + (_ONCE if once else "")
    page = f"{matching}RETURN{_SUMMARY}ORDER BY {_ORDERS[order]} SKIP $offset LIMIT $limit"
    return matching + "RETURN count(a) AS n", page
