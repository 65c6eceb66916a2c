"""Versions of an article, withdrawals and what they cover."""

_STATE = """
OPTIONAL MATCH (w:Withdrawal)-[:COVERS]->(a)
WITH a, min(w.on) AS withdrawn
RETURN a.id AS id, a.since AS since, a.published AS published, a.version AS number, a.story AS story, a.title AS title, a.outlet AS outlet,
  a.starts AS starts, a.superseded_on AS superseded_on, a.superseded_by AS superseded_by, a.withdrawn_on AS stored_withdrawn, withdrawn
ORDER BY number, id
"""
OF_SERIES = "MATCH (a:Article {series: $series})" + _STATE
OF_ARTICLE = "MATCH (a:Article {id: $id})" + _STATE
BOOKKEEPING = "MATCH (a:Article {id: $id}) RETURN a.series AS series, a.since AS since, a.run AS run, a.feed AS feed, a.version AS version"
SERIES_OF = "MATCH (a:Article {id: $id}) RETURN coalesce(a.series, a.id) AS series"
NAME_SERIES = "MATCH (a:Article {id: $series}) SET a.series = $series"
WRITE_STATE = """
UNWIND $rows AS row MATCH (a:Article {id: row.id})
SET a.version = row.version, a.starts = row.starts, a.superseded_on = row.superseded_on, a.superseded_by = row.superseded_by,
  a.withdrawn_on = row.withdrawn_on
"""
RECLOCK = """
UNWIND $rows AS row MATCH (c:Claim {id: row.id})
SET c.known_from = row.known_from, c.known_to = row.known_to, c.own_from = row.own_from, c.own_to = row.own_to
"""
CURRENT_BY_ADDRESS = """
MATCH (a:Article {address: $address}) WHERE a.superseded_on IS NULL
RETURN properties(a) AS article ORDER BY a.version DESC, a.id LIMIT 20
"""
CURRENT_BY_SOURCE = """
MATCH (a:Article {source: $source}) WHERE a.superseded_on IS NULL
RETURN properties(a) AS article ORDER BY a.version DESC, a.id LIMIT 20
"""
# The reports of a file of many, without their texts.
WITHIN = """
MATCH (a:Article) WHERE a.source STARTS WITH $prefix AND a.superseded_on IS NULL
RETURN a.id AS id, a.source AS source, a.url AS url, a.series AS series, a.outlet AS outlet ORDER BY id LIMIT $limit
"""
CURRENT_OF_SERIES = "MATCH (a:Article {series: $series}) WHERE a.superseded_on IS NULL RETURN properties(a) AS article ORDER BY a.id"
IDS_OF_SERIES = "MATCH (a:Article {series: $series}) RETURN a.id AS id ORDER BY id"

_WORDS = "properties(w) AS withdrawal ORDER BY w.on, w.id"
IN_FORCE = "MATCH (w:Withdrawal {active: true}) RETURN " + _WORDS
WITHDRAWALS = "MATCH (w:Withdrawal) RETURN " + _WORDS
OF_COVERED = "MATCH (w:Withdrawal)-[:COVERS]->(:Article {id: $id}) RETURN " + _WORDS
MAKE = "CREATE (w:Withdrawal) SET w = $props"
RESTORE = """
MATCH (w:Withdrawal {id: $id})
SET w.active = false, w.restored_on = $on, w.restored_by = $by, w.restored_why = $why
"""
COVER = """
UNWIND $ids AS id MATCH (a:Article {id: id}) MATCH (w:Withdrawal {id: $withdrawal})
MERGE (w)-[:COVERS]->(a)
"""
UNCOVER = "UNWIND $ids AS id MATCH (:Withdrawal {id: $withdrawal})-[c:COVERS]->(:Article {id: id}) DELETE c"
COVERED = "MATCH (:Withdrawal {id: $withdrawal})-[:COVERS]->(a:Article) RETURN a.id AS id ORDER BY id"
# Which articles a scope means; a source is narrowed to whole parts of a path by graph.life.
_PLACE = "a.id AS id, a.series AS series, a.outlet AS outlet, a.run AS run, a.feed AS feed, a.source AS source, a.url AS url ORDER BY id"
IN_SCOPE = {
    "article": "MATCH (a:Article) WHERE a.id = $value OR a.series = $value RETURN " + _PLACE,
    "outlet": "MATCH (a:Article {outlet: $value}) RETURN " + _PLACE,
    "run": "MATCH (a:Article {run: $value}) RETURN " + _PLACE,
    "feed": "MATCH (a:Article {feed: $value}) RETURN " + _PLACE,
    "source": "MATCH (a:Article) WHERE a.source STARTS WITH $value OR a.url STARTS WITH $value RETURN " + _PLACE,
}
BROUGHT_BY = "UNWIND $ids AS id MATCH (:Article {id: id})-[:BROUGHT|MENTIONS|PUBLISHED_BY]->(e:Entity) RETURN DISTINCT e.id AS id"
MARK_DORMANT = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e.dormant = row.dormant"
# What a withdrawal would end.
STANDING_CLAIMS = "UNWIND $ids AS id MATCH (c:Claim {article: id}) WHERE c.known_to IS NULL RETURN properties(c) AS claim ORDER BY c.id"
STANDING_OF_RELATIONS = """
UNWIND $ids AS id MATCH (c:Claim {relation_id: id}) WHERE c.known_to IS NULL RETURN id AS relation, c.id AS claim ORDER BY relation, claim
"""
COUNT_STANDING = """
UNWIND $ids AS id MATCH (a:Article {id: id}) WHERE a.superseded_on IS NULL AND a.withdrawn_on IS NULL RETURN count(a) AS n
"""
RUNS = "MATCH (a:Article) WHERE a.run IS NOT NULL AND a.superseded_on IS NULL RETURN a.run AS run, count(a) AS n ORDER BY run DESC"
