"""Both clocks and what two moments differ in, asked of both real servers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.filters import GraphFilter
from graph.model import PartialDate
from graph.moments import Span
from graph.store import GraphStore
from tests import world

pytestmark = pytest.mark.store
EVERYTHING = GraphFilter()


@pytest.mark.parametrize(
    ("scope", "ids"),
    [
        ("everywhere", ()),
        ("around", (world.KAZAKHSTAN.id, world.PRESIDENT.id)),
        ("between", (world.KAZAKHSTAN.id, world.PACT.id, world.FORCE.id, world.PRESIDENT.id, world.SPOKESMAN.id)),
    ],
)
def test_spans_and_claims_of_each_scope(told: GraphStore, scope: str, ids: tuple[str, ...]) -> None:
    found = told.moments(scope, ids, EVERYTHING)
    assert {s.first: s.n for s in found.spans} == {PartialDate(1994): 1, PartialDate(2022, 1, 7): 1, PartialDate(2022, 1, 10): 1}
    assert found.came == ((date(2022, 1, 7), 3), (date(2022, 1, 8), 3), (date(2022, 1, 11), 2))
    assert found.went == ()


def test_moments_keep_to_the_filter_but_not_to_its_range(told: GraphStore) -> None:
    narrow = GraphFilter(families=("membership",), held_from=date(2022, 1, 9), held_to=date(2022, 1, 9))
    found = told.moments("everywhere", (), narrow)
    assert found.spans == (Span(PartialDate(1994), None, 1),)
    assert sum(n for _, n in found.came) == 3


def test_spans_as_known_on_a_day(told: GraphStore) -> None:
    assert told.moments("everywhere", (), GraphFilter(known_on=date(2022, 1, 6))).spans == ()
    assert sum(s.n for s in told.moments("everywhere", (), GraphFilter(known_on=date(2022, 1, 7))).spans) == 3


def test_a_withdrawal_is_on_the_second_clock(store: GraphStore) -> None:
    first = world.wire()
    store.write(first)
    store.write(replace(first, claims=first.claims[:2]))
    found = store.moments("everywhere", (), EVERYTHING)
    assert sum(n for _, n in found.came) == 3
    assert [n for _, n in found.went] == [1]
    assert found.went[0][0] >= date(2026, 1, 1)


def test_what_changed_between_two_days_of_knowledge(told: GraphStore) -> None:
    found = told.difference("everywhere", (), GraphFilter(known_on=date(2022, 1, 6)), GraphFilter(known_on=date(2022, 1, 8)))
    assert {r.type for r in found.comparison.new} == {"MEMBER_OF", "ENTERED", "MET"}
    later = told.difference("everywhere", (), GraphFilter(known_on=date(2022, 1, 8)), GraphFilter(known_on=date(2022, 1, 11)))
    (entry,) = [c for c in later.comparison.changed if c.after.type == "ENTERED"]
    assert entry.before.status == "claimed"
    assert entry.after.status == "disputed"
    assert "status" in entry.aspects
    assert not later.comparison.new and not later.comparison.gone


def test_what_held_on_one_day_and_not_on_another(told: GraphStore) -> None:
    def on(day: date) -> GraphFilter:
        return GraphFilter(held_from=day, held_to=day)

    found = told.difference("around", (world.PRESIDENT.id, world.KAZAKHSTAN.id), on(date(2022, 1, 7)), on(date(2022, 1, 10)))
    assert [r.type for r in found.comparison.gone] == ["ENTERED"]
    assert [r.type for r in found.comparison.new] == ["MET"]
    assert [r.type for r in found.comparison.same] == ["MEMBER_OF"]
    assert {e.id for e in found.entities} >= {world.FORCE.id, world.SPOKESMAN.id}


def test_claims_of_many_relations_in_the_order_in_which_they_became_known(told: GraphStore) -> None:
    ids = [r.id for r in told.overview(EVERYTHING).relations if r.type in ("ENTERED", "MET")]
    found = told.claims_of(ids)
    assert {relation for relation, _ in found} == set(ids)
    assert [c.known_from for _, c in found] == sorted(c.known_from for _, c in found)
    assert sum(c.negated for _, c in found) == 1
    assert told.claims_of([]) == ()
