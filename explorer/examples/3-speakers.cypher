MATCH (claim:Claim)-[:SPOKEN_BY]->(speaker:Entity)
RETURN speaker, count(claim) AS claims, count(DISTINCT claim.article) AS articles
ORDER BY claims DESC, speaker.id LIMIT 20
