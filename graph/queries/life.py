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
# What an erasure would delete.
CLAIMS_OF = "UNWIND $ids AS id MATCH (c:Claim {article: id}) RETURN properties(c) AS claim ORDER BY c.id"
CLAIMS_OF_RELATIONS = "UNWIND $ids AS id MATCH (c:Claim {relation_id: id}) RETURN id AS relation, c.id AS claim ORDER BY relation, claim"
SPEAKING = """
UNWIND $ids AS id MATCH (a:Article {id: id})-[:BROUGHT|MENTIONS|PUBLISHED_BY]->(e:Entity) RETURN e.id AS id, count(DISTINCT a) AS n
"""
SPOKEN_OF = """
UNWIND $ids AS id MATCH (a:Article)-[:BROUGHT|MENTIONS|PUBLISHED_BY]->(e:Entity {id: id}) RETURN e.id AS id, count(DISTINCT a) AS n
"""
COUNT_STANDING = """
UNWIND $ids AS id MATCH (a:Article {id: id}) WHERE a.superseded_on IS NULL AND a.withdrawn_on IS NULL RETURN count(a) AS n
"""
# Where the current articles were read from. A line of a file is told by a colon; a page's folder is its site.
_CURRENT = "MATCH (a:Article) WHERE a.superseded_on IS NULL AND "
FEEDS = _CURRENT + "a.feed IS NOT NULL RETURN a.feed AS place, count(a) AS n ORDER BY n DESC, place LIMIT $limit"
SITES = """
MATCH (a:Article) WHERE a.superseded_on IS NULL AND a.url STARTS WITH 'http'
WITH split(a.url, '/') AS parts RETURN parts[0] + '//' + parts[2] AS place, count(*) AS n ORDER BY n DESC, place LIMIT $limit
"""
FILES = """
MATCH (a:Article) WHERE a.superseded_on IS NULL AND a.source IS NOT NULL AND NOT a.source STARTS WITH 'http'
WITH split(a.source, ':')[0] AS place RETURN place, count(*) AS n ORDER BY n DESC, place LIMIT $limit
"""
FOLDERS = """
MATCH (a:Article) WHERE a.superseded_on IS NULL AND a.source STARTS WITH '/'
WITH split(a.source, ':')[0] AS file
WITH left(file, size(file) - size(last(split(file, '/')))) AS place RETURN place, count(*) AS n ORDER BY n DESC, place LIMIT $limit
"""
RUNS = "MATCH (a:Article) WHERE a.run IS NOT NULL AND a.superseded_on IS NULL RETURN a.run AS run, count(a) AS n ORDER BY run DESC"
