"""What a click does to the state."""

from __future__ import annotations

from datetime import date

import pytest

from explorer import events
from explorer.state import ExplorerState
from graph.article_filter import ArticleFilter
from graph.filters import GraphFilter

SENT = ("a", "b", "c")


def view(drawn: object = None, **parts: object) -> dict[str, object]:
    return {
        "drawn": list(SENT) if drawn is None else drawn,
        "hidden": [],
        "selected": {"node": None, "edge": None},
        "layout": "force",
        "camera": None,
    } | parts


def test_an_unchanged_picture_changes_nothing() -> None:
    for state in (ExplorerState(), ExplorerState(focus=("a",)), ExplorerState(drawn=SENT)):
        assert events.on_view(state, view(), SENT) == state


def test_nothing_heard_changes_nothing() -> None:
    assert events.on_view(ExplorerState(node="a"), None, SENT) == ExplorerState(node="a")


def test_expanding_makes_the_drawn_set_exact() -> None:
    assert events.on_view(ExplorerState(), view(["a", "b", "c", "d"]), SENT).drawn == ("a", "b", "c", "d")


def test_hiding_keeps_the_question_and_names_what_is_hidden() -> None:
    state = events.on_view(ExplorerState(focus=("a",)), view(["a", "c"], hidden=["b"]), SENT)
    assert (state.focus, state.drawn, state.hidden) == (("a",), (), ("b",))


def test_hiding_twice_adds_up_and_showing_again_takes_away() -> None:
    sent = ("a", "b", "c", "d", "e")
    once = events.on_view(ExplorerState(), view(["a", "c", "d", "e"], hidden=["b"]), sent)
    twice = events.on_view(once, view(["a", "d", "e"], hidden=["c"]), ("a", "c", "d", "e"))
    assert twice.hidden == ("b", "c")
    assert events.on_view(once, view(list(sent)), sent).hidden == ()


def test_keeping_little_is_said_by_what_is_kept() -> None:
    state = events.on_view(ExplorerState(), view(["a"], hidden=["b", "c"]), SENT)
    assert (state.drawn, state.hidden) == (("a",), ())


def test_removing_without_hiding_makes_the_drawn_set_exact() -> None:
    assert events.on_view(ExplorerState(), view(["a"]), SENT).drawn == ("a",)


def test_what_a_filter_keeps_out_of_sight_stays_drawn() -> None:
    state = ExplorerState(drawn=("a", "b", "c", "x"))
    assert events.on_view(state, view(["a", "b", "c", "d"]), SENT).drawn == ("a", "b", "c", "d", "x")


def test_selection_layout_and_camera_follow_the_canvas() -> None:
    state = events.on_view(
        ExplorerState(node="a"),
        view(selected={"node": None, "edge": "r"}, layout="circular", camera={"x": 0.123456, "y": 1, "ratio": 0.5}),
        SENT,
    )
    assert (state.node, state.edge, state.layout, state.camera) == (None, "r", "circular", (0.1235, 1.0, 0.5))


def test_rules_of_colour_size_and_groups_follow_the_canvas_and_unreadable_ones_change_nothing() -> None:
    style = {"color": "community", "size": "pagerank", "group": "country", "opened": ["kz", ""]}
    state = events.on_view(ExplorerState(opened=("ru",)), view(style=style), SENT)
    assert (state.colour, state.size, state.group, state.opened) == ("community", "pagerank", "country", ("kz",))
    for forged in ("x", None, {"color": "taste"}, {"color": "type", "opened": ["\x00"]}, {"group": ["type"]}):
        assert events.on_view(state, view(style=forged), SENT) == state
    assert events.on_view(state, view(style={"color": "type", "size": "degree", "group": None, "opened": []}), SENT) == ExplorerState()


@pytest.mark.parametrize(
    "forged",
    [
        {"drawn": "abc"},
        {"drawn": [1, None]},
        {"drawn": ["\x00"]},
        {"selected": "x"},
        {"selected": {"node": "\x00"}},
        {"camera": {"x": "NaN", "y": 0, "ratio": 1}},
        {"camera": {"x": float("nan"), "y": 0, "ratio": 1}},
        {"camera": 7},
        {"layout": "<b>"},
    ],
)
def test_a_forged_message_leaves_a_readable_state(forged: dict[str, object]) -> None:
    state = events.on_view(ExplorerState(), view() | forged, SENT)
    assert state.layout == "force"
    assert state.camera is None
    assert state.node is None


def test_reader_and_back() -> None:
    opened = events.open_article(ExplorerState(), "art", "cl")
    assert (opened.article, opened.claim) == ("art", "cl")
    assert events.open_article(opened, None) == ExplorerState()


def test_showing_a_relation_draws_both_ends() -> None:
    state = events.show_relation(ExplorerState(drawn=("x",), node="x"), "r", ("a", "a"))
    assert (state.focus, state.drawn, state.node, state.edge) == (("a",), (), None, "r")


def test_showing_an_entity_and_starting_over() -> None:
    filtered = ExplorerState(filter=GraphFilter(min_sources=2))
    state = events.show_entity(filtered, "a")
    assert (state.focus, state.node) == (("a",), "a")
    assert events.start_over(state) == filtered


def test_dates_in_the_wrong_order_are_turned_round() -> None:
    state = events.narrow(ExplorerState(), held_from=date(2022, 2, 1), held_to=date(2022, 1, 1))
    assert (state.filter.held_from, state.filter.held_to) == (date(2022, 1, 1), date(2022, 2, 1))


def test_the_cap_is_no_filter() -> None:
    assert events.set_filters(GraphFilter(limit=50)) == 0
    assert events.set_filters(GraphFilter(limit=50, types=("Person",), min_sources=2)) == 2
    assert events.clear_filter(ExplorerState(lang="en", filter=GraphFilter(min_sources=2))) == ExplorerState(lang="en")


def test_console_list_and_board() -> None:
    assert events.ask(ExplorerState(), " RETURN 1 \n", "").query == "RETURN 1"
    listed = events.list_articles(ExplorerState(page=4), find="x", language="ar", since=date(2022, 2, 1), until=date(2022, 1, 1))
    assert listed == ExplorerState(listing=ArticleFilter("x", "ar", since=date(2022, 1, 1), until=date(2022, 2, 1)))
    assert events.turn_to(listed, 3).page == 3
    assert events.choose_board(events.speak(ExplorerState(), "en"), "b") == ExplorerState(lang="en", board="b")


def test_a_corrected_claim_leads_to_the_relation_that_it_counts_in_now() -> None:
    state = ExplorerState(edge="old")
    assert events.follow_claim(state, "old", "new").edge == "new"
    assert events.follow_claim(state, "old", None).edge is None
    assert events.follow_claim(state, "another", "new") is state
    assert events.follow_claim(ExplorerState(), None, "new").edge is None
