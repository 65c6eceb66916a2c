"""Arabic sentences written for this test, read by the rules extractor: what must be found and what must not be asserted."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from graph.model import Article, PartialDate
from graph.ontology import RELATION_TYPES, STATUS_GROUPS
from ingest.draft import Draft, DraftClaim
from ingest.extractors.rules import RulesExtractor
from ingest.gazetteer import load as load_gazetteer

TABLE = Path(__file__).with_name("rules_ar.csv")
DAY = date(2022, 1, 11)


def read(sentence: str, published: date | None = DAY) -> Draft:
    return RulesExtractor()(Article("test", sentence, "ar", published=published))


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def names(draft: Draft) -> dict[str, str]:
    """Each key's names in one string, those of the gazetteer included."""
    gazetteer = load_gazetteer()
    found = {}
    for entity in draft.entities:
        entry = gazetteer.get(entity.known) if entity.known else None
        found[entity.key] = " | ".join([*(n.text for n in entity.names), *(entry.names.get("ar", ()) if entry else ())])
    return found


def matching(draft: Draft, row: dict[str, str]) -> list[DraftClaim]:
    known = names(draft)

    def ends(left: str, right: str) -> bool:
        return row["subject"] in known[left] and row["object"] in known[right]

    return [
        claim
        for claim in draft.claims
        if claim.relation == row["relation"]
        and (ends(claim.subject, claim.object) or (RELATION_TYPES[claim.relation].symmetric and ends(claim.object, claim.subject)))
    ]


@pytest.mark.parametrize("relation", sorted(RELATION_TYPES))
@pytest.mark.parametrize("kind", ["yes", "no"])
def test_rules_ar_table_has_three_sentences_for_each_relation(relation: str, kind: str) -> None:
    assert sum(row["relation"] == relation and row["kind"] == kind for row in rows()) >= 3


@pytest.mark.parametrize("row", [r for r in rows() if r["kind"] == "yes"], ids=lambda r: r["sentence"][:60])
def test_rules_ar_finds(row: dict[str, str]) -> None:
    draft = read(row["sentence"])
    known = names(draft)
    assert any(
        claim.negated == (row["negated"] == "NOT")
        and (not row["speaker"] or (claim.speaker is not None and row["speaker"] in known[claim.speaker]))
        and (not row["status"] or claim.status == row["status"])
        for claim in matching(draft, row)
    ), draft.claims


@pytest.mark.parametrize("row", [r for r in rows() if r["kind"] == "no"], ids=lambda r: r["sentence"][:60])
def test_rules_ar_does_not_assert(row: dict[str, str]) -> None:
    draft = read(row["sentence"])
    assert not [c for c in matching(draft, row) if not c.negated and c.speaker is None and c.status in STATUS_GROUPS["asserted"]]


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("التقى السيسي أمس الإثنين أردوغان", "2022-01-10", "2022-01-10"),
        ("التقى السيسي أول من أمس أردوغان", "2022-01-09", "2022-01-09"),
        ("التقى السيسي الخميس الماضي أردوغان", "2022-01-06", "2022-01-06"),
        ("التقى السيسي أردوغان في 3 كانون الأول 2021", "2021-12-03", "2021-12-03"),
        ("التقى السيسي أردوغان في 3 كانون الأول/ديسمبر الماضي", "2021-12-03", "2021-12-03"),
        ("التقى السيسي أردوغان في جانفي", "2022-01", "2022-01"),
        ("التقى السيسي أردوغان عام 2019", "2019", "2019"),
        ("التقى السيسي أردوغان خلال الفترة من 4 إلى 8 شباط 2021", "2021-02-04", "2021-02-08"),
        ("التقى السيسي أردوغان الشهر الماضي", "2021-12", "2021-12"),
    ],
)
def test_rules_ar_resolves_dates(sentence: str, first: str, last: str) -> None:
    claim = next(c for c in read(sentence).claims if c.relation == "MET")
    assert (claim.valid_from, claim.valid_to) == (PartialDate.parse(first), PartialDate.parse(last))


def test_rules_ar_leaves_relative_dates_open_without_the_articles_date() -> None:
    claim = next(c for c in read("التقى السيسي أمس أردوغان", None).claims if c.relation == "MET")
    assert claim.valid_from is None


def test_rules_ar_keeps_the_chain_of_speakers() -> None:
    text = "نقلت وكالة رويترز عن وزير الدفاع الفرنسي قوله إن روسيا قصفت مدينة خاركيف. وأضاف أن روسيا هاجمت ميناء أوديسا."
    claims = [c for c in read(text).claims if c.relation == "ATTACKED"]
    assert len(claims) == 2
    assert {c.speaker for c in claims} == {next(e.key for e in read(text).entities if e.type == "Person")}
    assert {c.via for c in claims} == {("outlet:reuters",)}


def test_rules_ar_counts() -> None:
    draft = read("أرسلت تركيا أكثر من 300 جندي و40 دبابة إلى ليبيا")
    assert "أكثر من 300" in {c.quantity for c in draft.claims if c.relation == "DEPLOYED_TO"}


def test_rules_ar_joins_names_offices_and_capitals() -> None:
    text = "وصل الرئيس التركي رجب طيب أردوغان إلى الدوحة. وقال أردوغان إن أنقرة تدعم قطر. ودعا الرئيس التركي إيران إلى الحوار."
    draft = read(text)
    assert [e.key for e in draft.entities if e.type == "Person"] == ["person:recep_tayyip_erdogan"]
    assert ("country:TR", "SUPPORTED", "country:QA") in {(c.subject, c.relation, c.object) for c in draft.claims}
    assert ("person:recep_tayyip_erdogan", "REQUESTED", "country:IR") in {(c.subject, c.relation, c.object) for c in draft.claims}


def test_rules_ar_keeps_refused_candidates_with_a_reason() -> None:
    refused = read("دعت واشنطن إلى انسحاب القوات الروسية من أوكرانيا").refused
    assert refused
    assert all(r.why for r in refused)


def test_rules_ar_end_of_a_state_is_no_day_of_the_deed() -> None:
    draft = read("أقال الرئيس التونسي قيس سعيد وزير الداخلية توفيق شرف الدين، وفرض حالة الطوارئ في البلاد حتى 19 يناير")
    dismissed = [claim for claim in draft.claims if claim.relation == "DISMISSED"]
    assert dismissed and all(claim.valid_from is None and claim.valid_to is None for claim in dismissed)


def test_rules_ar_since_opens_an_interval() -> None:
    draft = read("تسيطر جماعة الحوثي على صنعاء منذ 21 سبتمبر 2014")
    held = [claim for claim in draft.claims if claim.relation == "CONTROLS"]
    assert held and all(claim.valid_from == PartialDate(2014, 9, 21) and claim.valid_to is None for claim in held)


def test_rules_ar_names_a_country_that_only_adjectives_name() -> None:
    draft = read("فرض الرئيس التونسي قيس سعيد حالة الطوارئ في البلاد")
    country = next(entity for entity in draft.entities if entity.known == "country:TN")
    assert country.names[0].text == "تونس"


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("التقى السيسي أردوغان في 15 رمضان 1443", "2022-04-16", "2022-04-16"),
        ("التقى السيسي أردوغان يوم 10 من ذي الحجة 1442 هـ", "2021-07-20", "2021-07-20"),
        ("التقى السيسي أردوغان في شوال 1442", "2021-05-13", "2021-06-10"),
        ("التقى السيسي أردوغان في 3 نونبر 2021", "2021-11-03", "2021-11-03"),
        ("التقى السيسي أردوغان في 12 دجنبر 2021", "2021-12-12", "2021-12-12"),
        ("التقى السيسي أردوغان في 5 جويلية 2021", "2021-07-05", "2021-07-05"),
        ("التقى السيسي أردوغان أول أمس", "2022-01-09", "2022-01-09"),
    ],
)
def test_rules_ar_resolves_islamic_and_regional_months(sentence: str, first: str, last: str) -> None:
    claim = next(c for c in read(sentence).claims if c.relation == "MET")
    assert (claim.valid_from, claim.valid_to) == (PartialDate.parse(first), PartialDate.parse(last))


def test_rules_ar_day_of_the_saying_is_not_the_day_of_the_deed() -> None:
    draft = read("قال وزير الدفاع الفرنسي أمس الإثنين إن روسيا قصفت مدينة خاركيف في 3 يناير 2022")
    claim = next(c for c in draft.claims if c.relation == "ATTACKED")
    assert claim.said_on == PartialDate(2022, 1, 10)
    assert claim.valid_from == PartialDate(2022, 1, 3)


def test_rules_ar_word_for_towards_is_no_governor() -> None:
    draft = read("وإلى جانب فرنسا، دعمت ألمانيا كييف")
    assert {e.type for e in draft.entities} == {"Country"}


def test_rules_ar_names_peoples() -> None:
    draft = read("هاجم فلسطينيون غاضبون دورية إسرائيلية قرب جنين")
    assert ("Group", "ArmedForce") in {
        (next(e.type for e in draft.entities if e.key == c.subject), next(e.type for e in draft.entities if e.key == c.object))
        for c in draft.claims
        if c.relation == "ATTACKED"
    }


@pytest.mark.parametrize(
    ("sentence", "kept", "refused"),
    [
        ("وأكد وزير الداخلية تحديد هوياتهم قريبا", "", "تحديد"),
        ("وقال قائد الشرطة جنسياتهم مجهولة", "", "جنسياتهم"),
        ("وأكد المدرب الألماني توماس توخيل حضوره", "توماس توخيل", "حضوره"),
        ("يتابع المجتمع الدولي الوضع في السودان", "السودان", "المجتمع الدولي"),
        ("دعا المجتمع الدولي روسيا إلى الهدوء", "المجتمع الدولي", ""),
        ("انتقدت المعارضة الخطوة واتهمت أردوغان بالتدخل في القضاء", "المعارضة", "المعارضة الخطوة"),
    ],
)
def test_rules_ar_takes_no_deed_for_a_name_and_nobody_in_particular_for_an_actor(sentence: str, kept: str, refused: str) -> None:
    found = {name.text for entity in read(sentence).entities for name in entity.names}
    assert not kept or any(kept in name for name in found), found
    assert not refused or all(refused not in name for name in found), found
