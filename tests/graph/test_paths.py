"""What joins entities, on worlds of a few relations that the eye can follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from graph.analytics import paths
from graph.analytics.paths import Around, Bounds, Cancelled
from graph.model import Entity, Name, Relation, Subgraph


def world(*pairs: str, sources: dict[str, int] | None = None, cap: int = 100) -> Around:
    """``"ab"`` is a relation from a to b. Answers as the store does: the relations that touch the ids, cut at ``cap``."""
    relations = [
        Relation(p, p[0], "MET", p[1], "asserted", (p,), (), (sources or {}).get(p, 1), 0, date(2022, 1, 1)) for p in sorted(pairs)
    ]

    def around(ids: Sequence[str]) -> Subgraph:
        found = [r for r in relations if {r.subject, r.object} & set(ids)]
        ends = sorted({end for r in found for end in (r.subject, r.object)} | set(ids))
        return Subgraph(tuple(Entity(e, "Person", (Name(e, "en"),)) for e in ends), tuple(found[:cap]), len(found) > cap, 0, 0, {})

    return around


def test_paths_are_the_shortest_whatever_the_direction() -> None:
    around = world("ab", "cb", "cd", "ae", "ef", "fg", "gd")
    found = paths.paths(around, ("a", "d"), Bounds(hops=4), every=True)
    assert found.paths == (("a", "b", "c", "d"),)
    assert [r.id for r in found.subgraph.relations] == ["ab", "cb", "cd"]
    assert {e.id for e in found.subgraph.entities} == set("abcd")
    assert not found.bounded and not found.apart


def test_all_shortest_paths_come_best_sourced_first() -> None:
    around = world("ab", "bd", "ac", "cd", "ae", "ed", sources={"ac": 3, "cd": 2, "ab": 2})
    found = paths.paths(around, ("a", "d"), Bounds(), every=True)
    assert found.paths == (("a", "c", "d"), ("a", "b", "d"), ("a", "e", "d"))
    assert paths.paths(around, ("a", "d"), Bounds(), every=False).paths == (("a", "c", "d"),)


@pytest.mark.parametrize(("hops", "joined"), [(1, False), (2, False), (3, True), (4, True)])
def test_a_path_longer_than_the_hops_is_none(hops: int, joined: bool) -> None:
    found = paths.paths(world("ab", "bc", "cd"), ("a", "d"), Bounds(hops=hops), every=True)
    assert bool(found.paths) == joined and found.apart == (() if joined else ("d",))


def test_what_nothing_joins_is_said() -> None:
    found = paths.paths(world("ab", "cd"), ("a", "d"), Bounds(hops=8), every=True)
    assert (found.paths, found.apart, found.bounded) == ((), ("d",), False)


def test_a_cut_surrounding_is_said() -> None:
    assert paths.paths(world("ab", "ac", "ad", "dz", cap=2), ("a", "z"), Bounds(), every=False).bounded


def test_common_neighbours_touch_all_of_them() -> None:
    found = paths.common(world("xa", "xb", "xc", "ya", "yb", "ab"), ("a", "b", "c"), Bounds())
    assert found.paths == (("a", "x", "b"), ("b", "x", "c"))
    assert paths.common(world("xa", "xb", "ya", "by"), ("a", "b"), Bounds()).paths == (("a", "x", "b"), ("a", "y", "b"))
    assert paths.common(world("xa", "yb"), ("a", "b"), Bounds()).apart == ("b",)


def test_the_picture_that_joins_them_holds_all_that_can_be_joined() -> None:
    around = world("ax", "bx", "cx", "aq", "qw", "de")
    found = paths.joining(around, ("a", "b", "c", "d"), Bounds())
    assert {e.id for e in found.subgraph.entities} == set("abcx")
    assert found.apart == ("d",)


def test_a_search_can_be_ended() -> None:
    with pytest.raises(Cancelled):
        paths.paths(world("ab"), ("a", "b"), Bounds(cancelled=lambda: True), every=False)
