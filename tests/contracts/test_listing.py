"""The list of articles and the preview of a withdrawal, asked of both real servers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.article_filter import ArticleFilter
from graph.filters import GraphFilter
from graph.life import Scope
from graph.model import Judgement
from graph.store import GraphStore
from tests import world

pytestmark = pytest.mark.store


NARROWED = (
    (ArticleFilter(order="oldest"), ["wire", "post", "daily"]),
    (ArticleFilter(order="title"), ["post", "wire", "daily"]),
    (ArticleFilter(once=True), ["daily", "wire"]),
    (ArticleFilter(once=True, outlet="outlet/post"), ["post"]),
    (ArticleFilter("member of the steppe", once=True, order="oldest"), ["wire"]),
    (ArticleFilter(since=date(2022, 1, 8), until=date(2022, 1, 8)), ["post"]),
    (ArticleFilter(until=date(2022, 1, 8)), ["post", "wire"]),
    (ArticleFilter(life="standing"), ["daily", "post", "wire"]),
    (ArticleFilter(life="withdrawn"), []),
)
WITHDRAWN = (
    (ArticleFilter(life="standing"), ["post", "wire"]),
    (ArticleFilter(life="withdrawn"), ["daily"]),
    (ArticleFilter(), ["daily", "post", "wire"]),
    (ArticleFilter("السهوب", life="standing"), []),
)


def test_articles_are_narrowed_and_ordered(told: GraphStore) -> None:
    def check(narrow: ArticleFilter, outlets: list[str]) -> None:
        page = told.articles(narrow)
        found = [(i.article.outlet or "").removeprefix("outlet/") for i in page.items]
        assert (found, page.total) == (outlets, len(outlets)), narrow
        assert [i.copies for i in page.items] == [1 if o == "daily" else 2 for o in found], narrow

    for narrow, outlets in NARROWED:
        check(narrow, outlets)
    # Two have as many claims: the order of their ids decides between them.
    by_claims = [i.claims for i in told.articles(ArticleFilter(order="claims")).items]
    assert by_claims == [3, 3, 2]
    told.withdraw(Scope("article", world.daily().article.id), "a")
    for narrow, outlets in WITHDRAWN:
        check(narrow, outlets)


def test_articles_with_disputed_claims(told: GraphStore) -> None:
    found = told.articles(ArticleFilter(disputed=True))
    assert {i.article.outlet for i in found.items} == {"outlet/daily", "outlet/post", "outlet/wire"}
    told.withdraw(Scope("article", world.daily().article.id), "a")
    assert told.articles(ArticleFilter(disputed=True)).total == 0


def test_articles_of_merged_outlets_are_one_list(told: GraphStore) -> None:
    told.judge(Judgement("outlet/post", "outlet/wire", "same", "a", date(2022, 2, 1)))
    for outlet in ("outlet/post", "outlet/wire"):
        assert told.articles(ArticleFilter(outlet=outlet)).total == 2
    story = told.story(world.wire().article.id)
    assert story is not None
    assert len({m.outlet.id for m in story.members if m.outlet}) == 1


def test_what_a_withdrawal_would_end_is_what_it_ends(told: GraphStore) -> None:
    def standing() -> set[str]:
        return {r.id for r in told.overview(GraphFilter()).relations if r.known_to is None}

    scope = Scope("outlet", "outlet/wire")
    before, revision = standing(), told.revision()
    preview = told.withdrawal_preview(scope)
    assert told.revision() == revision
    assert (preview.articles, preview.claims, preview.ends, preview.stays) == (1, 3, 0, 3)
    both = told.withdrawal_preview(Scope("article", world.daily().article.id))
    assert (both.articles, both.claims, both.ends, both.stays) == (1, 2, 0, 2)
    assert told.withdrawal_preview(scope, Scope("outlet", "outlet/post")).ends == 1, (
        "together they end the meeting, which nobody else reports"
    )
    told.withdraw(scope, "a")
    told.withdraw(Scope("outlet", "outlet/daily"), "a")
    last = told.withdrawal_preview(Scope("outlet", "outlet/post"))
    assert (last.claims, last.ends, last.stays) == (3, 3, 0)
    assert {c.relation for c in last.examples} == {"MEMBER_OF", "ENTERED", "MET"}
    assert standing() == before
    told.withdraw(last.scopes[0], "a")
    assert standing() == set()
    assert told.withdrawal_preview(*last.scopes).articles == 0


def test_runs_are_named_latest_first(store: GraphStore) -> None:
    for contribution, run in zip(world.all_three(), ("r1", "r2", "r2"), strict=True):
        store.write(replace(contribution, article=replace(contribution.article, run=run)))
    assert [(r.run, r.articles) for r in store.runs()] == [("r2", 2), ("r1", 1)]


def test_what_is_said_elsewhere_too(told: GraphStore) -> None:
    by_id = {r.id: r.type for r in told.overview(GraphFilter()).relations}
    copies = [world.wire().article.id, world.post().article.id]
    assert {by_id[id] for id in told.said_elsewhere(tuple(by_id), copies)} == {"MEMBER_OF", "ENTERED"}
    told.withdraw(Scope("article", world.daily().article.id), "a")
    assert told.said_elsewhere(tuple(by_id), copies) == frozenset()
    assert told.said_elsewhere((), copies) == frozenset()
