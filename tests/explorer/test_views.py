"""What domain objects become on the screen: pure, no store."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import boards, exports
from explorer.components import icons
from explorer.connection import Trouble
from explorer.events import on_view
from explorer.services import Picture, RelationEvidence, without
from explorer.state import ExplorerState, from_params, to_params
from explorer.views import board as board_view
from explorer.views import drawing, evidence, legend, table, trouble
from explorer.views.reading import segments, web
from graph import ontology
from graph.errors import QueryCancelled, QueryError, QueryRefused, QuerySyntaxError, QueryTimeout, ResultTooLarge
from graph.filters import GraphFilter
from graph.model import Claim, Entity, Evidence, Mention, Name, PartialDate, Relation, Subgraph
from graph.results import QueryResult
from tests.world import DAILY, KAZAKHSTAN, PACT, WIRE, wire

MEMBER = Relation(
    "r1",
    KAZAKHSTAN.id,
    "MEMBER_OF",
    PACT.id,
    "asserted",
    ("c1",),
    (),
    2,
    0,
    date(2022, 1, 7),
    valid_from=PartialDate(1994),
    role=None,
    quantity=None,
)
TWO = Subgraph((KAZAKHSTAN, PACT), (MEMBER,), True, 9, 12, {KAZAKHSTAN.id: 5})


def test_every_icon_is_in_the_bundle() -> None:
    for name, look in legend.legend("en")["types"].items():
        assert look["icon"] in icons(), name


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_drawing_says_what_the_contract_names(lang: str) -> None:
    style = drawing.Style(lang, "dark", 500, "circular", (0.5, 0.5, 1.0), KAZAKHSTAN.id, "gone", "api/")
    drawn = drawing.drawing(TWO, style, GraphFilter(types=("Person", "Country"), min_sources=2), 7)
    assert set(drawn) == {
        "lang", "theme", "height", "types", "statuses", "mixed", "palette", "families", "nodes", "edges", "totals", "truncated",
        "layout", "style", "countries", "selected", "unselected", "camera", "words", "api", "time", "query", "revision",
    }  # fmt: skip
    assert set(drawn["types"]) == set(ontology.ENTITY_TYPES)
    assert set(drawn["families"]) == set(ontology.FAMILIES)
    assert drawn["style"] == {"color": "type", "size": "degree", "group": None, "opened": []}
    assert (drawn["edges"][0]["known"], drawn["edges"][0]["confidence"]) == ("2022-01-07", 1.0)
    assert drawn["selected"] == {"node": KAZAKHSTAN.id, "edge": None}, "what is not drawn is not selected"
    assert drawn["camera"] == {"x": 0.5, "y": 0.5, "ratio": 1.0}
    assert drawn["totals"] == {"entities": 9, "relations": 12, "atLeast": False}
    assert drawn["query"] == "types=Person&types=Country&min_sources=2"
    names = {"ar": "كازاخستان", "en": "Kazakhstan"}
    other = {"ar": "en", "en": "ar"}[lang]
    assert drawn["nodes"][0] == {"id": KAZAKHSTAN.id, "type": "Country", "label": names[lang], "alt": names[other], "degree": 5}
    assert (drawn["edges"][0]["from"], drawn["edges"][0]["to"], drawn["edges"][0]["family"]) == ("1994", None, "membership")
    json.dumps(drawn, allow_nan=False)


def test_a_group_is_selected_while_there_are_groups() -> None:
    group = "group:type:Country"
    selected = [
        drawing.drawing(TWO, drawing.Style("ar", "light", node=group, group=rule), GraphFilter(), 7)["selected"]["node"]
        for rule in ("type", "")
    ]
    assert selected == [group, None]
    told = on_view(
        ExplorerState(group="type"),
        {"selected": {"node": group, "edge": None}, "style": {"color": "type", "size": "degree", "group": "type", "opened": []}},
        (),
    )
    assert from_params(to_params(told)) == (told, ())
    assert told.node == group


def test_a_name_in_one_language_has_no_other() -> None:
    assert drawing.node(WIRE, "ar")["alt"] == ""


def test_hiding_takes_relations_along_and_keeps_the_totals() -> None:
    left = without(TWO, (PACT.id,))
    assert ([e.id for e in left.entities], left.relations, left.total_relations) == ([KAZAKHSTAN.id], (), 12)


def test_evidence_without_a_relation_still_speaks() -> None:
    of = wire()
    claim = of.claims[0]
    item = Evidence(claim, of.article, of.article.text[claim.start : claim.end], (0, 10), False, True, KAZAKHSTAN, PACT)
    shown = evidence.evidence(RelationEvidence(None, KAZAKHSTAN, PACT, (item,), {}), "en")
    assert shown["relation"]["status"] == "denied"
    assert shown["items"][0]["outlet"] == WIRE.id, "an unknown outlet is shown by its id"
    assert "".join(shown["items"][0]["sentence"]) == item.sentence


@pytest.mark.parametrize("status", ontology.STATUSES)
def test_a_claim_stands_beside_a_line_of_the_legend(status: str) -> None:
    read = wire().claims[0]
    lines = legend.legend("ar")["statuses"]
    told, denied = (legend.drawn_status(replace(read, status=status, negated=negated)) for negated in (False, True))
    assert told in lines and status in ontology.STATUS_GROUPS[told]
    assert lines[denied]["struck"], "what a claim denies is struck"


# Segments

TEXT = "ab𝒳د cd ef. gh"


@given(
    st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=6),
    st.lists(st.tuples(*[st.integers(0, len(TEXT))] * 4), max_size=4),
)
def test_segments_are_the_whole_text_in_order(mentions: list[tuple[int, int]], claims: list[tuple[int, int, int, int]]) -> None:
    spans = [Mention("a", *sorted(m), f"e{i}") for i, m in enumerate(mentions) if m[0] != m[1]]
    made = [
        Claim(f"c{i}", "a", "s", "MET", "o", *(lambda b: (b[0], b[3], b[1], b[2]))(sorted(c)), "asserted", "x", 1.0, date(2022, 1, 1))
        for i, c in enumerate(claims)
    ]
    cut = segments(TEXT, spans, made)
    assert "".join(s.text for s in cut) == TEXT
    assert all(s.text for s in cut)
    for claim in made:
        covered = "".join(s.text for s in cut if claim.id in s.claims)
        assert covered == TEXT[claim.start : claim.end]
    first = min(spans, key=lambda m: (m.start, -m.end, m.entity), default=None)
    if first:
        assert "".join(s.text for s in cut if s.entity == first.entity) == TEXT[first.start : first.end]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil", "ftp://x", "", None])
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert web(url) is None
    assert web("https://example.org/a") == "https://example.org/a"


# Tables

NODE = {"~labels": ["Entity", "Person"], "id": "p", "name": "Tokayev", "name_ar": "توكاييف"}
RESULT = QueryResult(
    ("node", "mixed", "=formula"),
    ((NODE, 1, "=1+1"), (None, "two", "-5"), ({"~type": "MET", "~start": "a", "~end": "b"}, [1, NODE], {"a": math.nan})),
    Subgraph(), 0.1,
)  # fmt: skip


def test_cells_are_read_by_people() -> None:
    assert table.rows(RESULT, "ar")[0] == ["توكاييف", 1, "=1+1"]
    assert table.rows(RESULT, "en")[2][:2] == ["MET", "1, Tokayev"]
    assert table.columns(RESULT, "en")["mixed"] == ["1", "two", "1, Tokayev"]


def test_csv_shows_arabic_and_runs_nothing() -> None:
    made = table.as_csv(RESULT, "ar")
    assert made.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert read[0] == ["node", "mixed", "'=formula"]
    assert read[1] == ["توكاييف", "1", "'=1+1"]
    assert read[2][2] == "'-5"


def test_json_is_strict() -> None:
    made = json.loads(table.as_json(RESULT), parse_constant=lambda name: pytest.fail(name))
    assert made[0]["node"]["name"] == "Tokayev"
    assert made[2]["=formula"] == {"a": None}


# Dashboards

BOARD = boards.read(
    "title: T\ncards:\n"
    " - {kind: number, title: n, query: q, unit: km}\n"
    " - {kind: line, title: l, query: q, columns: [day, claims]}\n"
    " - {kind: bar, title: b, query: q}\n"
    " - {kind: table, title: t, query: q}\n"
    " - {kind: network, title: w, view: {layout: circular}}\n"
    " - {kind: text, title: x, text: {ar: نص, en: words}}\n",
    "b.yaml",
)


def result(columns: str, *rows: tuple[object, ...]) -> QueryResult:
    return QueryResult(tuple(columns.split()), rows, Subgraph(), 0.0)


def test_cards_hold_their_answers() -> None:
    answers = [
        result("n", (42,)),
        result("d n", ("2022-01-04", 3), ("2022-01", 5)),
        result("a b", (NODE, 2), (None, None)),
        result("r s", ("MEMBER_OF", "disputed")),
        Picture(TWO, 3),
        None,
    ]
    shown = board_view.board(BOARD, answers, "en", "light", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    number, line, bar, grid, network, text = shown["cards"]
    assert (number["value"], number["unit"]) == (42, "km")
    assert (line["xKind"], line["series"]) == ("time", [{"name": "claims", "points": [["2022-01-04", 3], ["2022-01", 5]]}])
    assert (bar["xKind"], bar["series"][0]["points"]) == ("category", [["Tokayev", 2]])
    assert grid["rows"] == [["is a member of", "Disputed"]]
    assert (network["drawing"]["layout"], network["drawing"]["api"]) == ("circular", None)
    assert text["text"] == "words"
    assert shown["asOf"] == "2026-01-02T03:04:05+00:00"
    assert len({card["id"] for card in shown["cards"]}) == 6
    json.dumps(shown, allow_nan=False)


def test_a_card_that_fails_says_so_and_leaves_the_others() -> None:
    answers = [Trouble("away", "gone"), QueryTimeout("too long"), result("a b"), result("a"), Picture(TWO, 1), None]
    cards = board_view.board(BOARD, answers, "en", "light", datetime.now(UTC))["cards"]
    assert "does not answer" in cards[0]["error"]
    assert cards[1]["error"]
    assert cards[2]["error"] == cards[3]["error"] == "The question of this card was answered with no rows."
    assert cards[4]["error"] is cards[5]["error"] is None


# Trouble


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("kind", ["away", "auth", "full", "setting", "failed", "something new"])
def test_every_trouble_has_state_and_cause(kind: str, lang: str) -> None:
    state, cause, remedy = trouble.state_words(Trouble(kind, "because"), lang)
    assert state
    # A sentence of the server's is in English: its full stop stays at its end in an Arabic one too.
    assert "because" in cause and (kind == "setting" or "\u2068because\u2069" in cause)
    assert remedy or kind == "setting", "a setting's own sentence says what to do"


def test_every_error_of_the_console_has_words() -> None:
    found = {
        type(e): trouble.query_words(e, "en", 30)
        for e in (
            QuerySyntaxError("near x", 2, 5),
            QueryRefused("no"),
            QueryTimeout("t"),
            QueryCancelled("c"),
            ResultTooLarge("l"),
            QueryError("e"),
        )
    }
    assert len(set(found.values())) == len(found)
    assert "30 s" in found[QueryTimeout]
    assert trouble.query_place(QuerySyntaxError("near x", 2, 5), "en") == "line 2, column 5"
    assert trouble.query_place(QuerySyntaxError("near x"), "en") is None


def test_the_standalone_look_knows_every_type() -> None:
    assert exports.look("ar", "dark").types.keys() == set(ontology.ENTITY_TYPES)
    assert exports.look("ar", "dark").direction == "rtl"
    assert Entity("x", "Outlet", (Name("a", "en"),)).type in exports.look("en", "light").types
    assert DAILY.type == "Outlet"
