MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.status IN ['disputed', 'denied', 'claimed']
RETURN a, type(r) AS relation, r.status AS status, r.sources AS sources, b, r
ORDER BY sources DESC, r.id LIMIT 100
