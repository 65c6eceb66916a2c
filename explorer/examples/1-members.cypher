MATCH (member:Country)-[r:MEMBER_OF]->(alliance:Organization)
OPTIONAL MATCH (leader:Person)-[l:LEADS|HOLDS_OFFICE]->(member)
RETURN alliance, r, member, l, leader
ORDER BY alliance.name, member.name, leader.name LIMIT 100
