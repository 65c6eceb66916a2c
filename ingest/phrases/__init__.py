"""A grammar of noun phrases and verb groups, for languages that mark arguments by order, preposition or case.

English, French and Russian are read by it; their words and rules are left to ``ingest.languages``.

The stages, in order: ``words`` (cut and tag), ``names`` (known names), ``chunks`` (noun phrases, verb groups),
``heads`` and ``naming`` (what a phrase names), ``things`` and ``entities`` (which mentions are one), ``neighbours``,
``subjects``, ``complements`` and ``clauses`` (who stands where, did it happen), ``speakers`` (who says so),
``verb_claims`` and ``noun_claims`` on ``slots``, joined in ``claims``, ``bodies`` and ``offices``, ``places``,
``dates`` and ``timing`` (when); ``parsing`` reads a sentence, ``reader`` an article.

A verb is added in one line of ``ingest/languages/LANG/cues.csv``: lemma, part of speech, relation, where subject and
object stand, effect on the status, weight. English and Russian forms are found by rule; French ones that no rule gives
stand in the last column. An unknown relation, effect or a line that stands twice is refused at load, naming file and line.
"""
