"""Readers of structured data: tables of relations, event rows, FollowTheMoney entities, GraphML.

Over 300 lines: four kinds of tables share their worlds.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.exchange.graphml import graphml
from graph.model import Claim, Contribution, Entity, Name, PartialDate, Relation, Subgraph
from graph.ontology import RELATION_STATUSES, RELATION_TYPES, STATUSES
from ingest import readers
from ingest.document import Document, Notice, ReadOptions
from ingest.extractors.rules import RulesExtractor
from ingest.pipeline import Options, article_of, understand
from ingest.readers import events
from ingest.readers.rows import Actor, Row, Statement, reports

OPTIONS = Options(extractor=RulesExtractor(), today=date(2023, 1, 1))


def taken(path: Path) -> tuple[list[Contribution], list[str]]:
    """What the file brings, and what is said about it. Every claim's span holds its row's words."""
    brought, said = [], []
    for one in readers.read(path, ReadOptions()):
        if isinstance(one, Document):
            found = article_of(one, OPTIONS)
            checked = understand(found, OPTIONS)
            assert checked.refused == ()
            brought.append(checked.contribution)
            said += [str(notice) for notice in found.notices]
        else:
            said.append(("refused: " if isinstance(one, InputError) else "note: ") + str(one))
    return brought, said


def claims(brought: list[Contribution]) -> list[tuple[str, str, str]]:
    names = {entity.id: entity.names[0].text for one in brought for entity in one.entities}
    return [(names[c.subject], c.relation, names[c.object]) for one in brought for c in one.claims]


def only(brought: list[Contribution]) -> tuple[Contribution, Claim]:
    (one,) = brought
    (claim,) = one.claims
    return one, claim


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


# --- tables of relations --------------------------------------------------------------------------


def test_a_row_is_a_claim_whose_evidence_is_the_row(tmp_path: Path) -> None:
    file = write(
        tmp_path / "r.csv",
        "subject,relation,object,date,source,quantity\nRussia,DEPLOYED_TO,Kazakhstan,2022-01-06,Example Wire,2030 soldiers\n",
    )
    brought, said = taken(file)
    article, claim = only(brought)
    assert said == []
    assert (claim.subject, claim.object) == ("country-ru", "country-kz")
    assert article.article.text[claim.start : claim.end] == "Russia; DEPLOYED_TO; Kazakhstan; 2022-01-06; 2030 soldiers; Example Wire"
    assert article.article.text[claim.cue_start : claim.cue_end] == "DEPLOYED_TO"
    assert (str(claim.valid_from), claim.quantity, claim.extractor) == ("2022-01-06", "2030 soldiers", "relations_csv/1")
    assert {e.names[0].text for e in article.entities if e.id == article.article.outlet} == {"Example Wire"}


def test_a_sentence_is_the_evidence_where_a_column_has_one(tmp_path: Path) -> None:
    file = write(tmp_path / "r.csv", 'subject,relation,object,sentence\nRussia,AIDED,Kazakhstan,"Moscow, again, helped."\n')
    article, claim = only(taken(file)[0])
    assert article.article.text[claim.start : claim.end] == "Moscow, again, helped."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("subject;relation;object\r\nروسيا;عضو في;منظمة معاهدة الأمن الجماعي\r\n", "windows-1256"),
        ("subject\trelation\tobject\nروسيا\tMEMBER_OF\tمنظمة معاهدة الأمن الجماعي\n", "utf-16"),
        ("Subject|Predicate|Object\nРоссия|is a member of|ОДКБ\n", "utf-8-sig"),
        ("Sujet,Lien,Objet\nRussie,member_of,OTSC\n", "utf-8"),
    ],
)
def test_dialects_encodings_and_wordings(text: str, encoding: str, tmp_path: Path) -> None:
    brought, said = taken(write(tmp_path / "r.csv", text, encoding))
    _, claim = only(brought)
    assert (claim.subject, claim.relation, claim.object) == ("country-ru", "MEMBER_OF", "org-csto")
    assert not any(one.startswith("refused") for one in said)


def test_a_mapping_beside_the_table_says_what_its_words_mean(tmp_path: Path) -> None:
    write(
        tmp_path / "registre.mapping.yaml",
        "columns: {subject: Acteur, relation: Verbe, object: Cible, object_type: Genre}\nrelations: {a quitté: WITHDREW_FROM}\n"
        "types: {Lieu: Place}\noutlet: Le Registre\n",
    )
    file = write(tmp_path / "registre.csv", "Acteur,Verbe,Cible,Genre\nRussie,a quitté,Vallonbourg,Lieu\n")
    article, claim = only(taken(file)[0])
    assert (claim.subject, claim.relation) == ("country-ru", "WITHDREW_FROM")
    assert {e.type for e in article.entities if e.id == claim.object} == {"Place"}
    assert article.article.outlet is not None


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ("columns: [a]", "columns"),
        ("columns: {subjekt: a}", "subjekt"),
        ("relations: {a: KISSED}", "KISSED"),
        ("a: {", "YAML"),
        ("- a", "no mapping"),
        ("colour: red", "colour"),
    ],
)
def test_a_wrong_mapping_is_refused_by_name(mapping: str, why: str, tmp_path: Path) -> None:
    write(tmp_path / "r.mapping.yaml", mapping)
    (said,) = taken(write(tmp_path / "r.csv", "subject,relation,object\nRussia,AIDED,Kazakhstan\n"))[1]
    assert why in said
    assert "r.mapping.yaml" in said


@pytest.mark.parametrize(
    ("row", "place", "why"),
    [
        ("Russia,AIDED", 2, "object is missing"),
        (",AIDED,Kazakhstan", 2, "subject is missing"),
        ("Russia,KISSED,Kazakhstan", 2, "'KISSED' is not in the ontology"),
        ("Russia,AIDED,Kazakhstan,2022-02-31", 2, "2022-02-31"),
        ("Russia,AIDED,Kazakhstan,,Planet", 2, "'Planet' is no entity type"),
        ("Russia,CHILD_OF,Kazakhstan,,Country", 2, "Country does not fit CHILD_OF"),
        ("Russia,AIDED,Kazakhstan,,,1e999", 2, "1e999"),
        ("Russia,AIDED,Kazakhstan,,,,maybe", 2, "'maybe' is not known"),
        ("Russia,AIDED,Kazakhstan,,,,,perhaps", 2, "neither yes nor no"),
        ("Russia,AIDED,Kazakhstan,,,,,,7", 2, "from 0 to 1"),
        ("Russia,AIDED," + "x" * 600, 2, "too large"),
    ],
)
def test_a_wrong_row_is_refused_alone(row: str, place: int, why: str, tmp_path: Path) -> None:
    header = "subject,relation,object,date,subject_type,quantity,status,negated,confidence"
    file = write(tmp_path / "r.csv", f"{header}\n{row}\nNorway,AIDED,Moldova\n")
    brought, said = taken(file)
    assert [(c.subject, c.object) for one in brought for c in one.claims] == [("country-no", "country-md")]
    (refused,) = [one for one in said if one.startswith("refused")]
    assert f"r.csv:{place}:" in refused
    assert why in refused


def test_a_quotation_that_is_not_closed_does_not_end_the_program(tmp_path: Path) -> None:
    file = write(tmp_path / "r.csv", 'subject,relation,object\nNorway,AIDED,Moldova\n"Russia,AIDED,Kazakhstan\nA,AIDED,B\n')
    brought, said = taken(file)
    assert len(claims(brought)) == 1
    assert any("r.csv:3" in one for one in said)


@pytest.mark.parametrize("name", ["r.csv", "r.graphml", "r.ftm", "r.tab"])
@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\x89PNG\r\n\x1a\n\x00\x00", b"\x00\x01\x02", b"hello", b"%PDF-1.7", "subject,relation".encode("utf-16")]
)
def test_what_is_none_of_it_is_refused_by_name(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    brought, said = taken(tmp_path / name)
    assert brought == []
    assert said
    assert all(name in one and one.startswith("refused") for one in said)


def test_a_row_more_changes_one_report(tmp_path: Path) -> None:
    rows = [f"Body {n},MEMBER_OF,Union {n % 7},2020-01-01" for n in range(1500)]
    header = "subject,relation,object,date"
    before = {one.article.id for one in taken(write(tmp_path / "r.csv", "\n".join([header, *rows])))[0]}
    rows.insert(3, "Body new,MEMBER_OF,Union 1,2020-01-01")
    after = {one.article.id for one in taken(write(tmp_path / "r.csv", "\n".join([header, *rows])))[0]}
    assert len(before) > 10
    assert len(before - after) <= 2


def test_rows_of_two_outlets_are_two_reports(tmp_path: Path) -> None:
    file = write(tmp_path / "r.csv", "subject,relation,object,source\nNorway,AIDED,Moldova,One\nNorway,AIDED,Moldova,Other\n")
    outlets = {one.article.outlet for one in taken(file)[0]}
    assert len(outlets) == 2


# --- events ---------------------------------------------------------------------------------------

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\t"
    "Target Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
)


def icews(source: str, code: str, target: str, sectors: str = "") -> str:
    return (
        "\t".join(["1", "2022-01-06", source, sectors, "", "Some event", code, "1", target, "", "", "9", "1", "Example Wire", *[""] * 6])
        + "\n"
    )


def test_icews_rows(tmp_path: Path) -> None:
    file = write(
        tmp_path / "e.tab",
        ICEWS
        + icews("Russia", "0723", "Kazakhstan")
        + icews("Russia", "042", "Kazakhstan")
        + icews("Police (Kazakhstan)", "173", "Citizen (Kazakhstan)")
        + icews("Russia", "08", "Kazakhstan"),
    )
    brought, said = taken(file)
    (one,) = brought
    assert [(c.subject, c.relation, c.object) for c in one.claims][:2] == [
        ("country-ru", "AIDED", "country-kz"),
        ("country-ru", "NEGOTIATED", "country-kz"),
    ]
    assert [c.relation for c in one.claims] == ["AIDED", "NEGOTIATED", "DETAINED"]
    assert one.article.published == date(2022, 1, 6)
    assert any("08 (1)" in note for note in said)


def test_gdelt_rows(tmp_path: Path) -> None:
    cells = [""] * 58
    cells[0], cells[1], cells[6], cells[16], cells[26], cells[57] = "1", "20220106", "RUSSIA", "KAZAKHSTAN", "190", "https://example.org/a"
    one, claim = only(taken(write(tmp_path / "20220106.export.CSV", "\t".join(cells) + "\n"))[0])
    assert (claim.subject, claim.relation, claim.object, str(claim.valid_from)) == ("country-ru", "ATTACKED", "country-kz", "2022-01-06")
    assert one.article.url == "https://example.org/a"


def test_polecat_rows(tmp_path: Path) -> None:
    file = write(
        tmp_path / "p.tsv",
        "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tRecipient Name\nx\t2022-01-06\tCOERCE\tseize\tRussia\tVallon\n"
        "x\t2022-01-06\tACCUSE\tallege\tRussia\tKazakhstan\nx\t2022-01-06\tACCUSE\tallege\tRussia\t\n",
    )
    brought, said = taken(file)
    assert [c.relation for one in brought for c in one.claims] == ["ATTACKED", "ACCUSED"]
    assert any("one side only" in note for note in said)


def test_event_codes_name_what_the_ontology_has() -> None:
    for coded in events.codes().values():
        assert {coded.relation, coded.otherwise} - {None} <= set(RELATION_TYPES)
        assert coded.status in STATUSES
    assert events.coded("72") == events.coded("072")
    assert events.coded("9999") is events.coded("---") is None


# --- FollowTheMoney and GraphML -------------------------------------------------------------------


def test_ftm_edges_join_nodes_that_come_later(tmp_path: Path) -> None:
    lines = [
        {
            "id": "d",
            "schema": "Directorship",
            "properties": {"director": ["p"], "organization": ["o"], "role": ["chair"], "startDate": ["2019"]},
        },
        {"id": "p", "schema": "Person", "properties": {"name": ["Ine Vestad"], "wikidataId": ["Q1"]}},
        {"id": "o", "schema": "Company", "properties": {"name": ["Nordvik AS"]}},
        {"id": "x", "schema": "Passport", "properties": {"holder": ["p"]}},
        {"id": "c", "schema": "Company", "properties": {"name": ["Alone Ltd"]}},
    ]
    brought, said = taken(write(tmp_path / "e.jsonl", "\n".join(map(json.dumps, lines))))
    (one,) = brought
    (claim,) = one.claims
    assert (claim.relation, claim.role, str(claim.valid_from)) == ("LEADS", "chair", "2019")
    assert {e.names[0].text for e in one.entities} == {"Ine Vestad", "Nordvik AS", "Alone Ltd"}
    assert ("wikidata", "Q1") in next(e for e in one.entities if e.id == claim.subject).external_ids
    assert any("Passport (1)" in note for note in said)


def test_graphml_names_lines(tmp_path: Path) -> None:
    file = write(
        tmp_path / "g.graphml",
        '<graphml><key id="n" for="node" attr.name="name"/><key id="r" for="edge" attr.name="relation"/><graph>\n'
        '<node id="a"><data key="n">Norway</data></node>\n<node id="b"><data key="n">Moldova</data></node>\n'
        '<edge source="a" target="b"><data key="r">AIDED</data></edge>\n<edge source="a" target="b"><data key="r">KISSED</data></edge>\n'
        "</graph></graphml>",
    )
    brought, said = taken(file)
    assert len(claims(brought)) == 1
    (refused,) = said
    assert "g.graphml:5" in refused


def test_graphml_that_was_written_here_is_read_again(tmp_path: Path) -> None:
    """Each relation with its ends, words, times and status; what XML cannot hold is marked, and what one file cannot dispute is said."""

    def ends(n: int) -> tuple[Entity, Entity]:
        return Entity(f"a{n}", "Person", (Name(f"Zebulon <Q{n}> & Sons", "en"), Name(f"زبولون {n}", "ar"))), Entity(
            f"b{n}", "Organization", (Name(f"Бюро «Ю{n}»\x0b", "ru"),), (("wikidata", "Q1"),)
        )

    entities = [ends(n) for n in range(len(RELATION_STATUSES))]
    told = tuple(
        Relation(
            f"r{n}",
            one.id,
            "LEADS",
            other.id,
            status,
            ("c1",),
            (),
            n + 1,
            0,
            date(2022, 1, 1),
            "chair",
            None,
            PartialDate(2019),
            PartialDate(2020, 3),
        )
        for n, (status, (one, other)) in enumerate(zip(RELATION_STATUSES, entities, strict=True))
    )
    alone = Entity("alone", "Country", (Name("Norway", "en"),))
    written = graphml(Subgraph((*(e for pair in entities for e in pair), alone), told))
    file = tmp_path / "g.graphml"
    file.write_bytes(written)
    brought, said = taken(file)
    names = {e.id: e.names[0].text for one in brought for e in one.entities}
    types = {e.names[0].text: e.type for one in brought for e in one.entities}
    read = sorted(
        (names[c.subject], names[c.object], c.relation, c.role, str(c.valid_from), str(c.valid_to), c.status, c.negated)
        for one in brought
        for c in one.claims
    )
    became = (("asserted", False), ("claimed", False), ("planned", False), ("asserted", True), ("claimed", False))
    assert read == [
        (f"Zebulon <Q{n}> & Sons", f"Бюро «Ю{n}»\ufffd", "LEADS", "chair", "2019", "2020-03", *as_) for n, as_ in enumerate(became)
    ]
    assert types["Zebulon <Q0> & Sons"] == "Person"
    assert "country-no" in names
    assert any("1 edges are disputed" in note for note in said)


# --- anything at all ------------------------------------------------------------------------------

words = st.text(min_size=1, max_size=20).filter(lambda s: any(c.isalnum() for c in s))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=8))
def test_whatever_names_stand_in_a_row_spans_hold_them(pairs: list[tuple[str, str]]) -> None:
    rows = [
        Row(
            f"x:{n}",
            (one, "AIDED", other),
            {"subject": 0, "relation": 1, "object": 2},
            Actor(one, "Group"),
            Actor(other, "Group"),
            None,
            Statement("AIDED"),
        )
        for n, (one, other) in enumerate(pairs)
    ]
    for document in reports(rows, "x", "x/1"):
        assert not isinstance(document, InputError | Notice)
        assert document.draft is not None
        for entity in document.draft.entities:
            assert all(" ".join(document.text[s:e].split()) for s, e in entity.spans)
        for claim in document.draft.claims:
            assert document.text[claim.start : claim.end].split("; AIDED; ")[0] in {" ".join(one.split()) for one, _ in pairs}
