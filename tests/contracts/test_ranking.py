"""The order of all relations that is kept beside them: the same as sorting them all, whatever has happened to them, on both servers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bench.world import World
from graph.filters import GraphFilter
from graph.life import Scope
from graph.model import Judgement
from graph.ontology import RELATION_TYPES
from graph.queries import schema
from graph.settings import Settings
from graph.store import GraphStore, ranking
from tests.conftest import wipe

pytestmark = pytest.mark.store

Row = dict[str, Any]
SORTED = """
MATCH (s:Entity)-[r]->(o:Entity) WHERE r.sources IS NOT NULL AND r.known_to IS NULL
RETURN r.id AS id, type(r) AS type, s.type AS subject, o.type AS object, properties(r) AS r ORDER BY r.sources + r.disputing_sources DESC, r.id
"""
WHOLE = GraphFilter(limit=5000)


@pytest.fixture(scope="module")
def many(open_store: GraphStore) -> Iterator[GraphStore]:
    """Some two hundred relations, most of one source, some of several, some disputed."""
    wipe(open_store)
    open_store.write_all(list(World(16, 40).contributions()))
    yield open_store


def ordered(store: GraphStore) -> list[Row]:
    return store._connection.read(lambda work: work.rows(SORTED))


def kept(store: GraphStore) -> list[str]:
    """What is kept of the order and of the numbers."""
    rows = store._connection.read(lambda work: work.rows("MATCH (n) WHERE n:Rank OR n:Tally RETURN properties(n) AS p"))
    return sorted(repr(sorted(row["p"].items())) for row in rows)


def rebuilt(store: GraphStore) -> list[str]:
    ranking.rebuild(store._connection.read, store._connection.write)
    return kept(store)


def passes(row: Row, filter: GraphFilter) -> bool:
    r = row["r"]
    return (
        (not filter.families or RELATION_TYPES[row["type"]].family in filter.families)
        and (not filter.relations or row["type"] in filter.relations)
        and (not filter.statuses or r["status"] in filter.statuses)
        and (not filter.types or {row["subject"], row["object"]} <= set(filter.types))
        and (not filter.outlets or bool(set(r["outlets"]) & set(filter.outlets)))
        and max(r["sources"], r["disputing_sources"]) >= filter.min_sources
        and (not filter.dates or (filter.dates == "known") == ("valid_from" in r or "valid_to" in r))
    )


@pytest.mark.parametrize("whole", [2_000, 5], ids=["by kind", "by slice"])
@pytest.mark.parametrize("limit", [1, 7, 60, 5000])
@pytest.mark.parametrize(
    "narrow",
    [
        GraphFilter(),
        GraphFilter(relations=("MET", "CALLED")),
        GraphFilter(families=("speech",), statuses=("claimed", "disputed")),
        GraphFilter(min_sources=2, dates="unknown"),
        GraphFilter(types=("Person", "Place")),
        GraphFilter(outlets=("made-up-outlet-3",)),
        GraphFilter(relations=("DEPLOYED_TO",)),
    ],
    ids=["all", "types", "family and status", "sources", "ends", "outlet", "nothing"],
)
def test_the_first_are_those_that_sorting_all_of_them_gives(
    many: GraphStore, narrow: GraphFilter, limit: int, whole: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "_WHOLE", whole)
    expected = [row for row in ordered(many) if passes(row, narrow)]
    found = many.overview(replace(narrow, limit=limit))
    assert [r.id for r in found.relations] == [row["id"] for row in expected][:limit]
    assert found.total_relations == len(expected)
    assert found.truncated == (len(expected) > limit)


def test_many_are_of_one_number_of_sources_and_come_by_their_id(many: GraphStore) -> None:
    found = many.overview(WHOLE).relations
    weights = [r.sources + r.disputing_sources for r in found]
    assert weights == sorted(weights, reverse=True) and len(set(weights)) > 2
    ties = [r.id for r in found if r.sources + r.disputing_sources == min(weights)]
    assert ties == sorted(ties) and len(ties) > 20


def test_what_is_kept_follows_whatever_happens(store: GraphStore) -> None:
    contributions = list(World(16, 12).contributions())
    store.write_all(contributions)
    assert kept(store) and kept(store) == rebuilt(store)
    store.delete_article(contributions[0].article.id)
    assert kept(store) == rebuilt(store)
    store.withdraw(Scope("outlet", "made-up-outlet-3"), "me")
    withdrawn = kept(store)
    assert withdrawn == rebuilt(store)
    ends = sorted({end for r in store.overview(WHOLE).relations for end in (r.subject, r.object)})
    store.judge(Judgement(ends[0], ends[4], "same", "me", date(2026, 1, 1)))
    assert kept(store) != withdrawn and kept(store) == rebuilt(store)
    store.restore(Scope("outlet", "made-up-outlet-3"), "me")
    assert kept(store) == rebuilt(store)
    for contribution in contributions[1:]:
        store.delete_article(contribution.article.id)
    assert kept(store) == []


def test_a_store_of_an_earlier_version_is_brought_up_to_date_when_it_is_opened(store: GraphStore, server_settings: Settings) -> None:
    store.write_all(list(World(16, 12).contributions()))
    before, picture = kept(store), store.overview(GraphFilter(limit=20))
    store._connection.write(lambda work: work.run("MATCH (n) WHERE n:Rank OR n:Tally DELETE n"))
    store._connection.write(lambda work: work.run("CREATE (:Rank {rank: 'left over', kind: 'x'}) CREATE (:Tally {kind: 'x', n: 3})"))
    store._connection.write(lambda work: work.run(schema.SET_VERSION, version=schema.RANKED - 1))
    with GraphStore.open(server_settings) as opened:
        assert kept(opened) == before
        assert opened.overview(GraphFilter(limit=20)) == picture
        # The next time there is nothing to do.
        (mark,) = opened._connection.read(lambda work: work.rows(schema.FIND_STORE))
        assert mark["schema"] == schema.VERSION


@pytest.mark.parametrize("narrow", [GraphFilter(), GraphFilter(types=("Person", "Place")), GraphFilter(outlets=("made-up-outlet-3",))])
def test_what_cannot_be_counted_whole_is_counted_among_the_first_and_said_to_be_at_least(
    many: GraphStore, narrow: GraphFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = many.choices("everywhere", (), narrow)
    whole = many.overview(replace(narrow, limit=3))
    assert not exact.at_least and not whole.at_least
    monkeypatch.setattr(ranking, "COUNTED", 60)
    part = many.choices("everywhere", (), narrow)
    assert {"outlets", "speakers", "languages"} <= part.at_least
    for name in ("types", "families", "relations", "statuses", "outlets", "speakers", "languages", "sources", "dates"):
        less, all_ = getattr(part, name), getattr(exact, name)
        if name in part.at_least:
            assert all(n <= all_[choice] for choice, n in less.items()), name
        else:
            assert less == all_, name
    capped = many.overview(replace(narrow, limit=3))
    assert capped.relations == whole.relations
    if narrow == GraphFilter():
        # The kinds of relations tell it, but for who printed them.
        assert 0 < sum(part.outlets.values()) < sum(exact.outlets.values())
        assert capped == whole and not part.at_least & {"types", "families", "relations", "statuses", "sources", "dates"}
    else:
        assert capped.at_least and capped.truncated and 3 <= capped.total_relations <= whole.total_relations
