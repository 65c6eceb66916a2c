"""A grammar of noun phrases and verb groups, for languages that mark arguments by order, preposition or case.

English, French and Russian are read by it; their words and rules are left to ``ingest.languages``.
"""
