"""What each choice of a filter would leave: the same numbers as the pictures themselves have, on both servers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from graph.filters import GraphFilter
from graph.model import Subgraph
from graph.ontology import RELATION_TYPES
from graph.results import Choices
from graph.store import GraphStore
from tests import world

pytestmark = pytest.mark.store
DAY = date(2022, 1, 8)


def picture(store: GraphStore, scope: str, ids: tuple[str, ...], filter: GraphFilter) -> Subgraph:
    if scope == "everywhere":
        return store.overview(filter)
    return store.neighbourhood(ids, filter) if scope == "around" else store.between(ids, filter)


EVERYWHERE, AROUND, BETWEEN = ("everywhere", ()), ("around", (world.KAZAKHSTAN.id,)), ("between", (world.KAZAKHSTAN.id, world.PACT.id))


@pytest.mark.parametrize("known_on", [None, DAY], ids=["now", "as known"])
@pytest.mark.parametrize(
    ("asked", "narrow"),
    [
        (EVERYWHERE, GraphFilter()),
        (BETWEEN, GraphFilter(families=("membership",), types=("Country", "Organization"))),
        (AROUND, GraphFilter(statuses=("disputed", "claimed"), outlets=(world.DAILY.id,))),
        (EVERYWHERE, GraphFilter(languages=("en",), min_sources=1, held_from=date(2022, 1, 7))),
        (AROUND, GraphFilter(dates="known", relations=("ENTERED",))),
    ],
    ids=["all", "kinds", "status and outlet", "language and time", "dated"],
)
def test_every_number_is_that_of_the_picture_that_the_choice_would_give(
    told_once: GraphStore, asked: tuple[str, tuple[str, ...]], known_on: date | None, narrow: GraphFilter
) -> None:
    scope, ids = asked
    narrow = replace(narrow, known_on=known_on, limit=5000)
    found = told_once.choices(scope, ids, narrow)
    for part in ("families", "relations", "statuses", "outlets", "speakers", "languages"):
        for name, n in getattr(found, part).items():
            assert n == len(picture(told_once, scope, ids, replace(narrow, **{part: (name,)})).relations), (part, name)
    for dates, n in found.dates.items():
        assert n == len(picture(told_once, scope, ids, replace(narrow, dates=dates)).relations), dates
    for least in found.sources:
        at_least = sum(n for sources, n in found.sources.items() if sources >= least)
        assert at_least == len(picture(told_once, scope, ids, replace(narrow, min_sources=least)).relations), least
    # Nothing is missing: what is in the picture without a part of the filter is counted under that part.
    free = picture(told_once, scope, ids, replace(narrow, relations=()))
    assert found.relations == dict(sorted(Counter(r.type for r in free.relations).items()))
    families = picture(told_once, scope, ids, replace(narrow, families=()))
    assert found.families == dict(sorted(Counter(RELATION_TYPES[r.type].family for r in families.relations).items()))
    untyped = picture(told_once, scope, ids, replace(narrow, types=()))
    ends = {end for r in untyped.relations for end in (r.subject, r.object)}
    assert found.types == dict(sorted(Counter(e.type for e in untyped.entities if e.id in ends).items()))


def test_where_nothing_is_there_is_nothing_to_choose(told_once: GraphStore) -> None:
    assert told_once.choices("around", ("nobody",), GraphFilter()) == Choices()


def test_relations_without_a_date_are_kept_apart(told_once: GraphStore) -> None:
    everything = told_once.overview(GraphFilter(limit=5000)).relations
    unknown = told_once.overview(GraphFilter(dates="unknown", limit=5000)).relations
    known = told_once.overview(GraphFilter(dates="known", limit=5000)).relations
    assert all(r.valid_from is None and r.valid_to is None for r in unknown)
    assert {r.id for r in known} | {r.id for r in unknown} == {r.id for r in everything}
    assert not {r.id for r in known} & {r.id for r in unknown}
    # The axis of time counts both, whatever the picture shows of them.
    assert told_once.moments("everywhere", (), GraphFilter(dates="known")) == told_once.moments("everywhere", (), GraphFilter())
