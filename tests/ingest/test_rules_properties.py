"""What holds of the rules extractor for any text: spans lie within it, nothing crashes, reading is pure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model import Article
from graph.ontology import RELATION_TYPES, STATUSES, fits
from ingest.draft import Draft
from ingest.extractors.rules import RulesExtractor
from ingest.text import fold, normalise

WORDS = [
    "قال",
    "الرئيس",
    "الروسي",
    "فلاديمير",
    "بوتين",
    "إن",
    "أن",
    "القوات",
    "هاجمت",
    "قصف",
    "على",
    "في",
    "من",
    "إلى",
    "الحكومة",
    "«الهدنة»",
    "و250",
    "جنديا",
    "أمس",
    "الإثنين",
    "لم",
    "لن",
    "التي",
    "الذي",
    "اتهمت",
    "إيران",
    "إسرائيل",
    "وأضاف",
    "البيان",
    "بحسب",
    "مقتل",
    "هجوم",
    "عاصمة",
    "مدينة",
    "وزير",
    "خارجية",
    "دول",
    "منظمة",
    "،",
    ".",
    ":",
    "؛",
    "(",
    ")",
    '"',
    "كل",
    "من",
    "بين",
    "تم",
    "اعتقال",
    "ما",
    "سماه",
]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=40).map("".join),
)
extract = RulesExtractor()


def article(text: str) -> Article:
    return Article("test", text, "ar", published=date(2022, 1, 11))


def check(text: str, draft: Draft) -> None:
    types = {entity.key: entity.type for entity in draft.entities}
    assert len(types) == len(draft.entities)
    for entity in draft.entities:
        assert entity.spans
        assert entity.names[0].text
        for start, end in entity.spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
        assert list(entity.spans) == sorted(entity.spans)
    for claim in draft.claims:
        assert {claim.subject, claim.object} <= types.keys()
        assert claim.speaker is None or claim.speaker in types
        assert set(claim.via) <= types.keys()
        assert 0 <= claim.start <= claim.cue_start < claim.cue_end <= claim.end <= len(text)
        assert claim.relation in RELATION_TYPES
        assert claim.status in STATUSES
        kinds = ["Organization" if types[key] == "Outlet" else types[key] for key in (claim.subject, claim.object)]
        assert fits(claim.relation, *kinds)
    for refusal in draft.refused:
        assert 0 <= refusal.start < refusal.end <= len(text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_rules_spans_lie_in_any_text(text: str) -> None:
    check(text, extract(article(text)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS)
def test_rules_do_not_depend_on_what_was_read_before(first: str, second: str) -> None:
    alone = extract(article(second))
    extract(article(first))
    assert extract(article(second)) == alone


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_normalise_leads_back_to_the_original(text: str) -> None:
    folded = normalise(text)
    assert len(folded.offsets) == len(folded.text) + 1
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_fold_is_stable(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize("language", ["und", "de", ""])
def test_rules_leave_unknown_languages_alone(language: str) -> None:
    assert extract(Article("test", "Berlin", language)) == Draft()
