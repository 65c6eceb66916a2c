"""The address holds the whole state, and a broken one opens with what can be read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.state import COLOURS, GROUPS, LAYOUTS, SIZES, ExplorerState, from_params, to_params
from explorer.text import LANGUAGES
from graph import ontology
from graph.article_filter import LIVES, ORDERS, ArticleFilter
from graph.filters import DATED, GraphFilter

plain = st.characters(exclude_categories=("Cc", "Cs"))
ids = st.text(plain, min_size=1, max_size=40)
lists = st.lists(ids, max_size=6, unique=True).map(tuple)
maybe = st.none() | ids
long = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t"), max_size=200)
numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 4))


def some_of(names: object) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(names)), max_size=4, unique=True).map(tuple)  # type: ignore[call-overload]  # tuple stands for itself


filters = st.builds(
    GraphFilter,
    types=some_of(ontology.ENTITY_TYPES),
    families=some_of(ontology.FAMILIES),
    relations=some_of(ontology.RELATION_TYPES),
    outlets=lists,
    speakers=lists,
    statuses=some_of(ontology.RELATION_STATUSES),
    min_sources=st.integers(0, 50),
    min_confidence=st.floats(0, 1),
    held_from=st.none() | st.dates(),
    held_to=st.none() | st.dates(),
    known_on=st.none() | st.dates(),
    dates=st.sampled_from(["", *DATED]),
    languages=some_of(ontology.LANGUAGES),
    articles=lists,
    limit=st.integers(1, 5000),
)
listings = st.builds(
    ArticleFilter,
    find=st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=40),
    language=st.none() | st.sampled_from(ontology.LANGUAGES),
    outlet=st.none() | st.text("abc/-éش", min_size=1, max_size=40),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    life=st.none() | st.sampled_from(LIVES),
    once=st.booleans(),
    disputed=st.booleans(),
    order=st.sampled_from(ORDERS),
)
states = st.builds(
    ExplorerState,
    lang=st.sampled_from(LANGUAGES),
    focus=lists,
    drawn=lists,
    hidden=lists,
    node=maybe,
    edge=maybe,
    filter=filters,
    layout=st.sampled_from(LAYOUTS),
    colour=st.sampled_from(COLOURS),
    size=st.sampled_from(SIZES),
    group=st.sampled_from(["", *GROUPS]),
    opened=lists,
    camera=st.none() | st.tuples(numbers, numbers, st.floats(0.0001, 1000).map(lambda x: round(x, 4))),
    article=maybe,
    claim=maybe,
    query=long,
    parameters=long,
    board=maybe,
    listing=listings,
    page=st.integers(1, 999_999),
    place=st.none() | st.tuples(numbers, numbers, st.floats(0.0001, 1000).map(lambda x: round(x, 4))),
    span=st.just("") | st.tuples(st.dates(), st.dates()).map(lambda days: f"{min(days)}:{max(days)}"),
)


@given(states)
def test_state_survives_the_address(state: ExplorerState) -> None:
    assert from_params(to_params(state)) == (state, ())


@given(
    st.dictionaries(
        st.sampled_from([*to_params(ExplorerState(lang="en")), "focus", "camera", "held_from", "limit", "types", "x"]),
        st.lists(st.text(max_size=30), max_size=4),
    )
)
def test_any_address_opens(params: dict[str, list[str]]) -> None:
    state, dropped = from_params(params)
    assert from_params(to_params(state)) == (state, ())
    assert set(dropped) <= set(params)


def test_default_state_has_an_empty_address() -> None:
    assert to_params(ExplorerState()) == {}


@pytest.mark.parametrize(
    ("params", "part"),
    [
        ({"lang": ["xx"]}, "lang"),
        ({"layout": ["spiral"]}, "layout"),
        ({"camera": ["1,2"]}, "camera"),
        ({"camera": ["nan,0,1"]}, "camera"),
        ({"camera": ["0,0,-1"]}, "camera"),
        ({"focus": ["x" * 201]}, "focus"),
        ({"drawn": [str(n) for n in range(2001)]}, "drawn"),
        ({"node": ["a\x00b"]}, "node"),
        ({"node": ["\ud800"]}, "node"),
        ({"types": ["Country", "Planet"]}, "types"),
        ({"held_from": ["yesterday"]}, "held_from"),
        ({"limit": ["9999999999"]}, "limit"),
        ({"style": ["old"]}, "style"),
        ({"page": ["0"]}, "page"),
        ({"life": ["dead"]}, "life"),
        ({"since": ["2022-13-01"]}, "since"),
        ({"once": ["yes"]}, "once"),
        ({"order": ["random"]}, "order"),
        ({"place": ["0,0"]}, "place"),
        ({"span": ["2022-01-09:2022-01-02"]}, "span"),
        ({"span": ["2022"]}, "span"),
        ({"dates": ["maybe"]}, "dates"),
    ],
)
def test_what_cannot_be_read_is_dropped_by_name_and_the_rest_is_kept(params: dict[str, list[str]], part: str) -> None:
    state, dropped = from_params(params | {"article": ["kept"]})
    assert dropped == (part,)
    assert state.article == "kept"


def test_known_types_stay_when_an_unknown_one_is_dropped() -> None:
    state, dropped = from_params({"types": ["Country", "Planet"], "known_on": ["2022-01-11"]})
    assert state.filter == GraphFilter(types=("Country",), known_on=date(2022, 1, 11))
    assert dropped == ("types",)


def test_empty_values_mean_nothing() -> None:
    assert from_params({"node": [""], "focus": ["", "a"], "types": [""]}) == (ExplorerState(focus=("a",)), ())
