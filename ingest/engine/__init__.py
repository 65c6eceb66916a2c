"""The clause engine behind the rules extractor: one noun a module, no language's words in any of them.

Words, frames and the few rules of each language are left to ``ingest.languages``.
"""
