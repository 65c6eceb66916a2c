"""Indexes, the store's own node, and what there is to complete from."""

# One list for both servers; the full-text index is the one thing that each makes in its own words
# (the embedded one in graph.embedded, since its Cypher has no statement for it).
INDEXES = (
    "CREATE CONSTRAINT store_id IF NOT EXISTS FOR (n:Store) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX entity_id IF NOT EXISTS FOR (n:Entity) ON (n.id)",
    "CREATE INDEX article_id IF NOT EXISTS FOR (n:Article) ON (n.id)",
    "CREATE INDEX claim_id IF NOT EXISTS FOR (n:Claim) ON (n.id)",
    "CREATE INDEX claim_key IF NOT EXISTS FOR (n:Claim) ON (n.key)",
    "CREATE INDEX claim_article IF NOT EXISTS FOR (n:Claim) ON (n.article)",
    "CREATE INDEX article_series IF NOT EXISTS FOR (n:Article) ON (n.series)",
    "CREATE INDEX article_story IF NOT EXISTS FOR (n:Article) ON (n.story)",
    "CREATE INDEX article_address IF NOT EXISTS FOR (n:Article) ON (n.address)",
    "CREATE INDEX article_source IF NOT EXISTS FOR (n:Article) ON (n.source)",
    "CREATE INDEX withdrawal_id IF NOT EXISTS FOR (n:Withdrawal) ON (n.id)",
    "CREATE INDEX claim_relation IF NOT EXISTS FOR (n:Claim) ON (n.relation_id)",
    "CREATE INDEX rank_rank IF NOT EXISTS FOR (n:Rank) ON (n.rank)",
    "CREATE INDEX rank_kind IF NOT EXISTS FOR (n:Rank) ON (n.kind)",
    "CREATE INDEX tally_kind IF NOT EXISTS FOR (n:Tally) ON (n.kind)",
)
FULLTEXT = (
    "CREATE FULLTEXT INDEX entity_search IF NOT EXISTS FOR (n:Entity) ON EACH [n.search]",
    "CREATE FULLTEXT INDEX article_search IF NOT EXISTS FOR (n:Article) ON EACH [n.search]",
)
# Grows with the lists above: a store that was made by an older version gets what it lacks when it is opened.
VERSION = 5
# From this one on the order of relations is kept (``graph.queries.ranks``).
RANKED = 5
AWAIT = "CALL db.awaitIndexes(30)"

# What a driver asks when it is told to route; only Neo4j knows it.
ROUTES = "CALL dbms.routing.getRoutingTable($context, $database) YIELD servers RETURN servers"

FIND_STORE = "MATCH (s:Store {id: 'wasl'}) RETURN s.revision AS revision, s.schema AS schema, date() AS today"
MAKE_STORE = "MERGE (s:Store {id: 'wasl'}) ON CREATE SET s.revision = 0"
SET_VERSION = "MATCH (s:Store {id: 'wasl'}) SET s.schema = $version"
# The first statement of every write: whoever has touched this node writes, the others wait or start again.
TOUCH_STORE = """
MATCH (s:Store {id: 'wasl'}) SET s.revision = s.revision + 1
RETURN s.revision AS revision, date() AS today
"""
# Every write leaves a stamp of its own, and finds that of the one before it.
STAMP = "MATCH (s:Store {id: 'wasl'}) WITH s, s.stamp AS stamp SET s.stamp = $stamp RETURN stamp"

COUNT_ARTICLES = "MATCH (n:Article) WHERE n.superseded_on IS NULL RETURN count(n) AS n"
COUNT_ENTITIES = "MATCH (n:Entity) WHERE n.dormant IS NULL AND n.canonical IS NULL RETURN count(n) AS n"
COUNT_CLAIMS = "MATCH (n:Claim) RETURN count(n) AS n"
COUNT_OUTLETS = "MATCH (n:Outlet) RETURN count(n) AS n"
COUNT_RELATIONS = "MATCH (:Entity)-[r]->(:Entity) WHERE r.sources IS NOT NULL AND r.known_to IS NULL RETURN count(r) AS n"

FACETS_TYPES = "MATCH (n:Entity) WHERE n.dormant IS NULL AND n.canonical IS NULL RETURN n.type AS name, count(n) AS n"
FACETS_RELATIONS = """
MATCH (:Entity)-[r]->(:Entity) WHERE r.sources IS NOT NULL AND r.known_to IS NULL
RETURN type(r) AS type, r.status AS status, count(r) AS n
"""
FACETS_OUTLETS = """
MATCH (a:Article) WHERE a.outlet IS NOT NULL AND a.superseded_on IS NULL AND a.withdrawn_on IS NULL
RETURN a.outlet AS name, count(a) AS n
"""
FACETS_LANGUAGES = """
MATCH (a:Article) WHERE a.language IS NOT NULL AND a.superseded_on IS NULL AND a.withdrawn_on IS NULL
RETURN a.language AS name, count(a) AS n
"""
# A speaker of one claim alone is found by the search box; the list holds those who are heard most.
FACETS_SPEAKERS = "MATCH (c:Claim)-[:SPOKEN_BY]->(e:Entity) RETURN e.id AS name, count(c) AS n ORDER BY n DESC, name LIMIT 300"

LABELS = "CALL db.labels() YIELD label RETURN label"
RELATIONSHIP_TYPES = "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType"
KEYS = "MATCH (n) WITH n LIMIT 2000 UNWIND keys(n) AS k RETURN DISTINCT k"
RELATIONSHIP_KEYS = "MATCH (:Entity)-[r]->(:Entity) WITH r LIMIT 500 UNWIND keys(r) AS k RETURN DISTINCT k"
