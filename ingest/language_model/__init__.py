"""Asking a language model what an article claims, and believing only what stands in its words.

``instruction`` says what is asked (from the ontology), ``passages`` cuts long texts, ``provider`` asks over the OpenAI
chat interface, ``memory`` keeps answers, ``reply`` reads them, ``grounding`` finds their words in the text. The extractor
that joins them is ``ingest.extractors.language_model``.
"""
