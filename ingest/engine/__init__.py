"""The clause engine behind the rules extractor for languages that put the verb first and glue their particles: Arabic.

One noun a module. Words and frames are left to ``ingest.languages``; the few prepositions and
pronouns that the grammar itself turns on («في», «من», «ها») stand here in their folded form.
Languages with other clause orders are read by ``ingest.phrases``.
"""
