"""A picture and its statement, families and directions, and what joins entities: the same on both servers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.filters import GraphFilter
from graph.queries.pictures import Asked, statement
from graph.results import FamilyCount, OutletCount
from graph.store import GraphStore
from tests import world

pytestmark = pytest.mark.store


KZ, PACT, FORCE = "country/KZ", "organization/pact", "force/peacekeepers"


@pytest.mark.parametrize(
    "asked",
    [Asked(), Asked(focus=(KZ,)), Asked(drawn=(KZ, PACT, "outlet/wire")), Asked(focus=(KZ,), hidden=(PACT,)), Asked(hidden=(KZ,))],
    ids=["overview", "focus", "drawn", "focus less one", "overview less one"],
)
@pytest.mark.parametrize(
    "narrow",
    [
        GraphFilter(),
        GraphFilter(families=("membership",), min_sources=2),
        GraphFilter(types=("Country", "Organization"), min_confidence=0.5, dates="known"),
        GraphFilter(statuses=("disputed",), held_from=date(2022, 1, 1), held_to=date(2022, 12, 31)),
        GraphFilter(outlets=("outlet/daily",), speakers=("person/tokayev",)),
        GraphFilter(relations=("MEMBER_OF", "MET"), languages=("ar",), dates="unknown", limit=1),
    ],
    ids=["all", "family", "types", "status and time", "origin", "language"],
)
def test_the_statement_of_a_picture_gives_exactly_the_picture(told: GraphStore, asked: Asked, narrow: GraphFilter) -> None:
    text, parameters = statement(asked, narrow)
    result = told.query(text, parameters)
    got = {cell["id"] for row in result.rows for cell in row if isinstance(cell, dict)}
    drawn = (
        told.between(asked.drawn, narrow)
        if asked.drawn
        else told.neighbourhood(asked.focus, narrow)
        if asked.focus
        else told.overview(narrow)
    )
    gone = set(asked.hidden)
    relations = [r for r in drawn.relations if not {r.subject, r.object} & gone]
    held = {end for r in relations for end in (r.subject, r.object)}
    alone = {e.id for e in drawn.entities if e.id in (*asked.drawn, *asked.focus)}
    if asked.drawn and narrow.types:
        alone = {e.id for e in drawn.entities if e.id in alone and e.type in narrow.types}
    assert got == {r.id for r in relations} | held | (alone - gone)
    # The console can draw it.
    assert {e.id for e in result.subgraph.entities} >= held


def test_a_statement_holds_only_what_narrows(told: GraphStore) -> None:
    text, parameters = statement(Asked(focus=(KZ,)), GraphFilter(families=("membership",)))
    assert parameters == {"families": ["membership"], "limit": 300, "ids": [KZ]}
    assert "$speakers" not in text and "$families" in text


def ends(found: Any) -> set[tuple[str, str]]:
    return {(r.subject, r.object) for r in found.relations}


def test_the_surroundings_in_one_direction(told: GraphStore) -> None:
    everything = GraphFilter(limit=5000)
    out, into = (told.neighbourhood([KZ], everything, direction) for direction in ("out", "in"))
    assert ends(out) == {(KZ, PACT)} and ends(into) == {(FORCE, KZ)}
    assert ends(out) | ends(into) == ends(told.neighbourhood([KZ], everything))
    one = told.neighbourhood([KZ], GraphFilter(limit=1), "in")
    assert (one.total_relations, one.truncated) == (1, False)


def test_a_profile_counts_families_outlets_and_months(told: GraphStore) -> None:
    profile = told.profile(KZ, GraphFilter())
    assert profile is not None
    assert {(c.family, c.outgoing, c.total) for c in profile.families} == {
        (c.family, c.outgoing, c.total) for c in (FamilyCount("membership", True, 1), FamilyCount("deployment", False, 1))
    }
    assert set(profile.outlets) == {OutletCount(f"outlet/{o}", 1, 1) for o in ("wire", "post", "daily")}
    assert profile.months == (("2022-01", 3),)
    before = told.profile(KZ, GraphFilter(known_on=date(2022, 1, 7)))
    assert before is not None and sum(c.total for c in before.families) == 2


def test_relations_are_narrowed_to_a_language_and_to_an_article(told: GraphStore) -> None:
    daily = world.daily().article.id
    everything = told.overview(GraphFilter(limit=5000))
    arabic = told.overview(GraphFilter(languages=("ar",), limit=5000))
    assert arabic == told.overview(GraphFilter(articles=(daily,), limit=5000))
    assert 0 < len(arabic.relations) < len(everything.relations)
    assert told.overview(GraphFilter(languages=("fr",))).relations == ()
    assert told.facets().languages == {"ar": 1, "en": 2}
    assert told.facets().speakers == {"person/tokayev": 2, "person/spokesman": 1}
