"""The shipped lists hold together, and a broken row is named by file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.errors import OntologyError
from graph.ontology import ENTITY_TYPES, LANGUAGES
from ingest import concepts, gazetteer
from ingest.gazetteer import fold, load, read

SHIPPED = Path(gazetteer.__file__).parent / "gazetteers"


@pytest.fixture()
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "gazetteers"))


def append(folder: Path, name: str, row: str) -> int:
    """Write one more row; returns its line number."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    path.write_text(text + row + "\n", encoding="utf-8")
    return len(text.splitlines()) + 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("country:KZ,Country,state,KZ,,Kazakhstan,,,,,", "stands twice"),
        ("country:QQ,Nation,state,,,Nowhere,,,,,", "unknown entity type 'Nation'"),
        ("country:QQ,Country,state,QZ,,Nowhere,,,,,", "'country:QZ'"),
        ("country:QQ,Country,state,,,,,,,,", "has no name"),
    ],
)
def test_gazetteer_names_file_and_line_of_a_bad_row(copy: Path, row: str, said: str) -> None:
    line = append(copy, "countries.csv", row)
    with pytest.raises(OntologyError, match=f"countries.csv:{line}: .*{said}"):
        read(copy)


@pytest.mark.parametrize("office", ["president", "head_of_state@country:KZ:2019-2018", "head_of_state@nowhere:2019-"])
def test_gazetteer_refuses_an_office_that_it_cannot_read(copy: Path, office: str) -> None:
    append(copy, "persons.csv", f"person:x_y,Person,office_holder,,,X Y,,,,{office},,")
    with pytest.raises(OntologyError, match=r"persons\.csv:\d+"):
        read(copy)


def test_gazetteer_entries_have_known_types_and_names() -> None:
    for entry in load().entries.values():
        assert entry.type in ENTITY_TYPES
        assert all(name == name.strip() and name for names in entry.names.values() for name in names), entry.key


def test_gazetteer_gives_every_state_a_name_in_each_language_and_its_iso_code() -> None:
    for entry in load().entries.values():
        if entry.kind == "state":
            assert set(entry.names) == set(LANGUAGES), entry.key
            assert ("iso3166", entry.country) in entry.external_ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_gazetteer_never_lets_one_safe_form_mean_two_entities(language: str) -> None:
    meant: dict[str, str] = {}
    for form in load().forms(language):
        if not form.needs_context:
            assert meant.setdefault(fold(form.text), form.key) == form.key, form


def test_gazetteer_marks_forms_with_another_reading() -> None:
    forms = {form.text: form.needs_context for form in load().forms("ar")}
    assert forms["مالي"]
    assert forms["عمان"]
    assert not forms["كازاخستان"]


def test_gazetteer_knows_holders_by_year() -> None:
    known = load()
    assert known.holders("country:KZ", "head_of_state", 2022) == ("person:kassym_jomart_tokayev",)
    assert known.holders("country:KZ", "head_of_state", 2010) == ("person:nursultan_nazarbayev",)
    assert known.holders("country:KZ", "head_of_government", 2022) == ("person:askar_mamin", "person:alikhan_smailov")
    assert known.holders("country:KZ", "head_of_state", 1890) == ()
    assert known.holders("country:KZ", "no_such_office", 2022) == ()


@pytest.mark.parametrize(
    ("language", "form", "country"),
    [
        ("ar", "كازاخستانية", "KZ"),
        ("ar", "روس", "RU"),
        ("en", "Kyrgyz", "KG"),
        ("ru", "казахстанских", "KZ"),
        ("ru", "армянами", "AM"),
        ("fr", "biélorusses", "BY"),
    ],
)
def test_gazetteer_knows_words_of_nationality(language: str, form: str, country: str) -> None:
    assert load().demonyms(language)[form] == country


def test_gazetteer_leaves_out_a_word_of_two_nationalities() -> None:
    assert "Congolese" not in load().demonyms("en")


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("ar", "وزارة الدفاع الروسية", "org:RU:defence"),
        ("ar", "الجيش اللبناني", "force:LB:armed_forces"),
        ("en", "Ministry of Health of Kazakhstan", "org:KZ:health"),
        ("en", "Armenian Foreign Ministry", "org:AM:foreign_affairs"),
        ("ru", "МВД Казахстана", "org:KZ:interior"),
        ("fr", "ministère de l'Intérieur kazakh", "org:KZ:interior"),
        ("fr", "ministère de la Santé du Tchad", "org:TD:health"),
    ],
)
def test_gazetteer_reads_national_bodies_by_pattern(language: str, text: str, key: str) -> None:
    known = load()
    slots = known.slots(language)
    read_as = {
        f"{p.key.split(':')[0]}:{iso2}:{p.key.split(':')[1]}"
        for p in known.patterns(language)
        if text.startswith(p.before) and text.endswith(p.after)
        for word, iso2 in slots.get(p.slot, {}).items()
        if p.before + word + p.after == text
    }
    assert read_as == {key}
    assert known.get(key) is not None


def test_gazetteer_composes_a_national_body_in_four_languages() -> None:
    body = load().get("org:KZ:interior")
    assert body is not None
    assert body.country == "KZ"
    assert body.names["ar"][0] == "وزارة الداخلية الكازاخستانية"
    assert body.names["ru"][0] == "Министерство внутренних дел Казахстана"
    assert "Kazakh Interior Ministry" in body.names["en"]


def test_gazetteer_prefers_the_row_to_the_composed_body() -> None:
    pentagon = load().get("org:US:defence")
    assert pentagon is not None
    assert pentagon.names["ar"][0] == "وزارة الدفاع الأمريكية"
    assert "البنتاغون" in pentagon.names["ar"]


def test_gazetteer_takes_the_row_that_bears_the_composed_name() -> None:
    known = load()
    body = known.national("force:internal_security_forces", "LB")
    assert (body.key, known.get("force:LB:internal_security_forces")) == ("force:isf_lebanon", body)


def test_gazetteer_composes_french_names_that_agree() -> None:
    names = {pattern: load().national(pattern, "LB").names["fr"][0] for pattern in ("org:presidency", "org:interior", "force:police")}
    assert names == {
        "org:presidency": "Présidence libanaise",
        "org:interior": "Ministère de l'Intérieur libanais",
        "force:police": "Police libanaise",
    }


@pytest.mark.parametrize("key", ["org:QQ:defence", "org:KZ:no_such_body", "nothing"])
def test_gazetteer_knows_no_made_up_key(key: str) -> None:
    assert load().get(key) is None


def test_gazetteer_points_metonyms_to_what_they_stand_for() -> None:
    assert load().metonyms("ar")["الكرملين"] == "country:RU"
    for language in LANGUAGES:
        assert all(load().get(key) for key in load().metonyms(language).values())


def test_gazetteer_knows_capitals() -> None:
    capital = next(e for e in load().entries.values() if e.kind == "capital" and e.country == "AM")
    assert load().capital_of(capital.key) == "country:AM"
    assert load().capital_of("country:AM") is None


def test_gazetteer_declines_russian_names() -> None:
    forms = {form.text: form.key for form in load().forms("ru")}
    assert forms["Касым-Жомартом Токаевым"] == "person:kassym_jomart_tokayev"
    assert forms["Организации Договора о коллективной безопасности"] == "org:csto"


def test_concepts_join_the_words_of_four_languages() -> None:
    table = concepts.load()
    found = [
        table.find(head, language, "Event")
        for head, language in [("الاحتجاجات", "ar"), ("Protests", "en"), ("акции протеста", "ru"), ("manifestations", "fr")]
    ]
    assert {concept.name for concept in found if concept} == {"protests"}
    assert table.find("protests", "en", "Group") is None
    assert table.find("no such head", "en", "Event") is None


def test_concepts_let_the_longest_form_of_a_phrase_decide() -> None:
    table = concepts.load()
    kept = table.find("forces", "en", "ArmedForce", "the peacekeeping forces of the alliance")
    assert kept is not None and kept.name == "peacekeepers"
    plain = table.find("forces", "en", "ArmedForce", "the forces of the alliance")
    assert plain is not None and plain.name == "forces"
    assert max(len(form.split()) for _, _, form in table._by_form) <= concepts._LONGEST


def test_concepts_name_file_and_line_of_a_form_that_stands_twice(tmp_path: Path) -> None:
    table = tmp_path / "heads.csv"
    table.write_text("concept,type,scope,ar,en,ru,fr\na,Event,month,ا,one,а,un\nb,Event,month,ب,one,б,deux\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"heads\.csv:3: 'one' also stands under 'a'"):
        concepts.load(table)
