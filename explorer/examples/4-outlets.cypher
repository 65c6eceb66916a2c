MATCH (article:Article)-[:PUBLISHED_BY]->(outlet:Outlet)
RETURN outlet, count(article) AS articles, sum(article.claims) AS claims
ORDER BY claims DESC, outlet.id LIMIT 50
