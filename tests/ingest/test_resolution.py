"""Which entities of two articles are one, and which stay apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.model import Article, Name, article_id
from ingest import gazetteer
from ingest.draft import Draft, DraftClaim, DraftEntity
from ingest.resolution import Resolution, entity_id, resolve

TODAY = date(2026, 1, 1)


def article(text: str, published: date | None = date(2022, 1, 7), language: str = "en", story: str | None = None) -> Article:
    return Article(article_id(text), text, language, published=published, story=story)


def named(key: str, kind: str, text: str, language: str = "en", anchor: str | None = None) -> DraftEntity:
    return DraftEntity(key, kind, (Name(text, language),), ((0, 1),), anchor=anchor)


def known(key: str) -> DraftEntity:
    entry = gazetteer.load().get(key)
    assert entry is not None
    return DraftEntity(key, entry.type, (Name("as worded", "en"),), ((0, 1),), known=key)


def phrase(text: str, kind: str, head: str, anchor: str | None = None, language: str = "en") -> DraftEntity:
    return DraftEntity(text, kind, (Name(text, language),), ((0, 1),), named=False, head=head, anchor=anchor)


def resolved(source: Article, *entities: DraftEntity) -> Resolution:
    return resolve(source, Draft(entities), TODAY)


def test_resolution_gives_a_known_entity_its_names_in_four_languages_and_its_identifiers() -> None:
    answer = resolved(article("a"), known("country:KZ"), known("org:csto"))
    kazakhstan, csto = answer.entities
    assert (kazakhstan.id, csto.id) == ("country-kz", "org-csto")
    assert [kazakhstan.name(language) for language in ("ar", "en", "ru", "fr")] == ["كازاخستان", "Kazakhstan", "Казахстан", "Kazakhstan"]
    assert csto.name("en") == "Collective Security Treaty Organization"
    assert ("iso3166", "KZ") in kazakhstan.external_ids


def test_resolution_gives_no_two_keys_of_the_gazetteer_one_id() -> None:
    keys = list(gazetteer.load().entries)
    assert len({entity_id(key) for key in keys}) == len(keys)


def test_resolution_joins_two_local_entities_of_one_key() -> None:
    twice = (known("country:KZ"), DraftEntity("again", "Country", (Name("Kazakh", "en"),), ((5, 6),), known="country:KZ"))
    answer = resolved(article("a"), *twice)
    assert len(answer.entities) == 1
    assert answer.ids == {"country:KZ": "country-kz", "again": "country-kz"}


def test_resolution_refuses_a_key_that_no_list_has() -> None:
    stranger = DraftEntity("x", "Country", (Name("X", "en"),), ((0, 1),), known="country:QQ")
    with pytest.raises(KeyError, match="country:QQ"):
        resolved(article("a"), stranger)


def test_resolution_meets_an_unknown_full_name_again_in_another_article() -> None:
    one = resolved(article("a"), named("p", "Person", "Zebulon Quarterstaff"))
    other = resolved(article("b"), named("q", "Person", "Zebulon  QUARTERSTAFF"))
    assert one.ids["p"] == other.ids["q"]
    assert one.ids["p"].startswith("person-zebulon-quarterstaff-")


def test_resolution_keeps_the_same_name_of_another_type_apart() -> None:
    answer = resolved(article("a"), named("p", "Person", "Zebulon Quarterstaff"), named("o", "Organization", "Zebulon Quarterstaff"))
    assert answer.ids["p"] != answer.ids["o"]


def test_resolution_keeps_a_person_of_one_word_within_the_story() -> None:
    first = article("a")
    reprint = article("b", story=first.id)
    ids = [resolved(source, named("p", "Person", "Quarterstaff")).ids["p"] for source in (first, reprint, article("c"))]
    assert ids[0] == ids[1] != ids[2]


def test_resolution_keeps_two_everyday_given_names_within_the_story_unless_a_country_is_named() -> None:
    lone = [resolved(article(t), named("p", "Person", "محمد أحمد", "ar")).ids["p"] for t in "ab"]
    placed = [resolved(article(t), named("p", "Person", "محمد أحمد", "ar", "country:SD")).ids["p"] for t in "ab"]
    assert lone[0] != lone[1]
    assert placed[0] == placed[1]


def minister(name: str, country: str, language: str = "en", office: str = "finance minister") -> tuple[Draft, str]:
    """A draft that gives the name an office of the country."""
    state = gazetteer.load().entries[f"country:{country}"]
    entities = (named("p", "Person", name, language), known(state.key))
    return Draft(entities, (DraftClaim("p", "HOLDS_OFFICE", state.key, 0, 1, 0, 1, role=office),)), "p"


def test_resolution_takes_a_name_that_many_bear_for_one_person_where_office_and_country_agree() -> None:
    def held(text: str, country: str, office: str = "finance minister") -> str:
        draft, key = minister("Ahmed Ibrahim", country, office=office)
        return resolve(article(text), draft, date(2026, 1, 1)).ids[key]

    assert held("a", "SO") == held("b", "SO")
    assert held("a", "SO") != held("b", "LY")
    assert held("a", "SO") != held("b", "SO", "governor")
    assert held("a", "SO") != resolved(article("b"), named("p", "Person", "Ahmed Ibrahim")).ids["p"]


def test_resolution_knows_a_person_by_a_spelling_that_no_list_has() -> None:
    known_id = resolved(article("a"), named("p", "Person", "Moammar Qadhafi")).ids["p"]
    assert known_id == "person-muammar-gaddafi"
    abroad = resolved(article("a"), named("p", "Person", "Moammar Qadhafi"), known("country:KZ")).ids["p"]
    assert abroad != known_id
    assert resolved(article("a"), named("p", "Person", "Vladimir Rebic")).ids["p"].startswith("person-vladimir-rebic-")


def test_resolution_does_not_take_who_holds_office_elsewhere_for_the_known_one() -> None:
    draft, key = minister("Sergey Lavrov", "KZ")
    entities = tuple(replace(e, known="person:sergey_lavrov") if e.key == key else e for e in draft.entities)
    answer = resolve(article("a"), replace(draft, entities=entities), date(2026, 1, 1))
    assert answer.ids[key].startswith("person-sergey-lavrov-")
    assert [(j.left, j.right, j.verdict) for j in answer.proposed] == [("person-sergey-lavrov", answer.ids[key], "unsure")]
    at_home, key = minister("Sergey Lavrov", "RU", office="foreign minister")
    entities = tuple(replace(e, known="person:sergey_lavrov") if e.key == key else e for e in at_home.entities)
    assert resolve(article("a"), replace(at_home, entities=entities), date(2026, 1, 1)).ids[key] == "person-sergey-lavrov"


def test_resolution_keeps_bodies_of_everyday_words_apart_unless_their_country_is_said() -> None:
    def body(text: str, country: str | None) -> str:
        entities = (named("b", "Organization", "National Progress Council"), *([known(f"country:{country}")] if country else []))
        claims = (DraftClaim("b", "PART_OF", f"country:{country}", 0, 1, 0, 1),) if country else ()
        return resolve(article(text), Draft(entities, claims), date(2026, 1, 1)).ids["b"]

    assert body("a", "KE") == body("b", "KE")
    assert len({body("a", "KE"), body("b", "NG"), body("c", None), body("d", None)}) == 4
    firms = [
        resolved(article(t), named("f", "Organization", name)).ids["f"] for t, name in (("a", "Quarterstaff Ltd."), ("b", "Quarterstaff"))
    ]
    assert firms[0] == firms[1]


def test_resolution_proposes_a_lone_word_and_the_full_name_as_unsure() -> None:
    answer = resolved(article("a"), named("p", "Person", "Quarterstaff"), named("q", "Person", "Zebulon Quarterstaff"))
    assert [(j.left, j.right, j.verdict, j.on) for j in answer.proposed] == [(answer.ids["p"], answer.ids["q"], "unsure", date(2022, 1, 7))]


def test_resolution_proposes_names_spelled_almost_alike() -> None:
    answer = resolved(article("a"), named("p", "Person", "Zebulon Quarterstaff"), named("q", "Person", "Zebulon Quarterstaf"))
    assert len(answer.proposed) == 1
    assert resolved(article("a"), named("p", "Person", "Zebulon Quarterstaff"), named("q", "Person", "Ada Byron")).proposed == ()


@pytest.mark.parametrize(
    ("body", "expected", "name"),
    [
        ("org:csto", "force-csto-peacekeepers", "CSTO peacekeeping forces"),
        ("org:ecowas", "armedforce-peacekeepers-org-ecowas", "Peacekeeping forces of the Economic Community of West African States"),
    ],
)
def test_resolution_meets_the_peacekeepers_of_one_body_across_languages(body: str, expected: str, name: str) -> None:
    english = resolved(article("a"), known(body), phrase("peacekeepers", "ArmedForce", "peacekeepers", body))
    arabic_phrase = phrase("قوات حفظ السلام", "ArmedForce", "قوات حفظ السلام", body, "ar")
    arabic = resolved(article("b", date(2022, 2, 1), "ar"), known(body), arabic_phrase)
    assert english.ids["peacekeepers"] == arabic.ids["قوات حفظ السلام"] == expected
    force = next(e for e in arabic.entities if e.type == "ArmedForce")
    assert force.name("en") == name


def test_resolution_meets_the_same_protests_in_one_month_only() -> None:
    def protests(when: date | None, text: str, head: str, language: str) -> str:
        return resolved(article(f"{when}{text}", when), phrase(text, "Event", head, "country:KZ", language)).ids[text]

    january = protests(date(2022, 1, 4), "احتجاجات", "احتجاجات", "ar")
    assert january == "event-protests-country-kz-2022-01"
    assert january == protests(date(2022, 1, 9), "manifestations", "manifestations", "fr")
    assert january == protests(date(2022, 1, 9), "протесты", "протесты", "ru")
    assert january != protests(date(2022, 2, 1), "protests", "protests", "en")
    assert january != protests(None, "protests", "protests", "en")


def test_resolution_takes_the_one_place_of_a_claim_for_the_anchor() -> None:
    protests = phrase("protests", "Event", "protests")
    places = (known("country:KZ"), known("country:RU"))

    def located(place: str, negated: bool = False) -> DraftClaim:
        return DraftClaim("protests", "LOCATED_IN", place, 0, 1, 0, 1, negated=negated)

    def event(*claims: DraftClaim) -> str:
        return resolve(article("a"), Draft((*places, protests), claims), TODAY).ids["protests"]

    assert event(located("country:KZ")) == "event-protests-country-kz-2022-01"
    assert "country" not in event(located("country:KZ"), located("country:RU"))
    assert "country" not in event(located("country:KZ", negated=True))


def test_resolution_scopes_a_phrase_without_anchor_to_the_story() -> None:
    ids = {resolved(article(t), phrase("protesters", "Group", "protesters")).ids["protesters"] for t in "ab"}
    assert len(ids) == 2


def test_resolution_tells_two_phrases_of_one_head_apart_and_says_so() -> None:
    answer = resolved(
        article("a"),
        phrase("young protesters", "Group", "protesters", "country:KZ"),
        phrase("old protesters", "Group", "protesters", "country:KZ"),
    )
    assert answer.ids["young protesters"] != answer.ids["old protesters"]
    assert [j.verdict for j in answer.proposed] == ["unsure"]


def test_resolution_takes_a_ministry_of_a_named_country_for_the_national_body() -> None:
    ministry = phrase("وزارة الدفاع", "Organization", "وزارة الدفاع", "country:KZ", "ar")
    answer = resolved(article("a", language="ar"), ministry)
    assert answer.ids["وزارة الدفاع"] == "org-kz-defence"
    assert answer.entities[0].name("ru") == "Министерство обороны Казахстана"


def test_resolution_ends_a_ring_of_anchors() -> None:
    ring = (phrase("a", "Group", "protesters", "b"), phrase("b", "Group", "workers", "a"))
    assert set(resolved(article("a"), *ring).ids) == {"a", "b"}


def test_resolution_is_the_same_for_the_same_draft() -> None:
    draft = (known("country:KZ"), phrase("protesters", "Group", "protesters", "country:KZ"), named("p", "Person", "Quarterstaff"))
    assert resolved(article("a"), *draft) == resolved(article("a"), *draft)


@pytest.mark.parametrize(
    ("language", "text", "acronym", "name"),
    [
        ("en", "Fighters of the Zebulon National Front (ZNF) attacked Nairobi. The ZNF seized Mombasa.", "ZNF", "Zebulon National Front"),
        (
            "fr",
            "Des militants du Front national zébulon (FNZ) ont attaqué Nairobi. Le FNZ a pris Mombasa.",
            "FNZ",
            "Front national zébulon",
        ),
        ("ru", "Народный фронт Зебулона (НФЗ) атаковал Найроби. НФЗ захватил Момбасу.", "НФЗ", "Народный фронт Зебулона"),
        ("ar", "دعت حركة نور زبلون (حنز) إلى التظاهر. وأعلنت حنز الإضراب.", "حنز", "حركة نور زبلون"),
    ],
)
def test_an_acronym_that_the_article_introduces_stands_for_its_full_name(language: str, text: str, acronym: str, name: str) -> None:
    source = replace(article(text, language=language), text=text)
    short = resolved(source, named("short", "Organization", acronym, language))
    full = resolved(article("elsewhere", language=language), named("full", "Organization", name, language))
    assert short.ids["short"] == full.ids["full"]
    assert [n.text for n in short.entities[0].names] == [name, acronym]
    assert resolved(article("b", language=language), named("short", "Organization", acronym, language)).ids["short"] != short.ids["short"]


def test_an_acronym_that_the_article_introduces_otherwise_is_not_the_known_one() -> None:
    text, other = "The Federal Bureau of Investigation (FBI) met Russia.", "The Fellowship Bureau of Industry (FBI) met Russia."
    names = (Name("Federal Bureau of Investigation", "en"), Name("FBI", "en"))
    known_ = DraftEntity("x", "Organization", names, ((0, 1),), known=gazetteer.load().named("FBI")[0].key)
    assert resolved(replace(article(text), text=text), known_).ids["x"] == entity_id(known_.known or "")
    assert resolved(replace(article(other), text=other), known_).ids["x"].startswith("organization-fellowship-bureau-industry-")
