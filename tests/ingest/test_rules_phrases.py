"""English, French and Russian sentences through the rules extractor: what must be read, what must not, and that nothing breaks it.

The sentences stand in ``tests/ingest/sentences/LANG.csv`` and, by relation type, in ``types_LANG.csv``.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ontology import RELATION_TYPES
from tests.ingest import phrase_tables as tables

LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "fr": "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôûùœABCDEFGÉ",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИКЛМНОП",
}
SIGNS = " 0123456789,.;:!?\"'«»“”()—–-\n’"
CASES = {language: tables.cases(language) for language in LETTERS}
every_language = pytest.mark.parametrize("language", LETTERS)


KINDS = {language: tables.cases(f"types_{language}") for language in LETTERS}


@every_language
def test_each_relation_type_has_three_sentences_to_read_and_three_that_tempt(language: str) -> None:
    short = {}
    for relation in RELATION_TYPES:
        hows = [case.how for case in KINDS[language] if case.relation == relation]
        tempting = sum(how in ("never", "negated") for how in hows)
        if tempting < 3 or len(hows) - tempting < 3:
            short[relation] = (len(hows) - tempting, tempting)
    assert short == {}


@every_language
@pytest.mark.parametrize("relation", RELATION_TYPES)
def test_relation_type(language: str, relation: str) -> None:
    wrong = {str(case): found for case in KINDS[language] if case.relation == relation and (found := tables.problem(case, language))}
    assert wrong == {}


@pytest.mark.parametrize(("language", "case"), [pytest.param(n, c, id=f"{n} {c}") for n, found in CASES.items() for c in found])
def test_sentence(language: str, case: tables.Case) -> None:
    assert tables.problem(case, language) == ""


@every_language
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_text_is_read_without_a_fault(language: str, data: st.DataObject) -> None:
    words = st.sampled_from(sorted({word for case in CASES[language] for word in case.sentence.split()}))
    sentences = st.lists(words, max_size=40).map(" ".join)
    text = data.draw(sentences | st.text(LETTERS[language] + SIGNS, max_size=200) | st.text(max_size=120))
    draft = tables.read(text, language)
    keys = {entity.key for entity in draft.entities}
    for entity in draft.entities:
        assert entity.names
        assert all(0 <= start < end <= len(text) for start, end in entity.spans)
    for claim in draft.claims:
        assert {claim.subject, claim.object} <= keys
        assert claim.speaker is None or claim.speaker in keys
        assert claim.start <= claim.cue_start < claim.cue_end <= claim.end <= len(text)


@every_language
def test_reading_does_not_depend_on_what_was_read_before(language: str) -> None:
    sentences = [case.sentence for case in CASES[language][:12]]
    first = [tables.read(sentence, language) for sentence in sentences]
    again = [tables.read(sentence, language) for sentence in reversed(sentences)]
    assert first == again[::-1]
