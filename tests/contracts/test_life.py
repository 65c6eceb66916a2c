"""An article's life on both servers: versions, withdrawal, restoration, erasure, and what was known on which day.

Over 300 lines: the life of one article, from its first version to its erasure.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError, StoreError
from graph.filters import GraphFilter
from graph.life import Scope
from graph.model import Contribution, Judgement, PartialDate
from graph.store import GraphStore
from ingest.pipeline import Options, Run
from ingest.reprints import Reprints
from tests import world
from tests.contracts.test_store import digest
from tests.ingest.stand_in import CountriesMeet
from tests.ingest.test_pipeline import head, written

pytestmark = pytest.mark.store

FIRST = "Russia met Armenia in the capital on Monday. Kazakhstan met Armenia in the evening. Nobody said what it was about."
SECOND = "A correction first. Russia met Armenia in the capital on Monday. Nobody said what it was about, and Kazakhstan was not there."


def plain_digest(store: GraphStore) -> list[Any]:
    """All there is but the notes of who withdrew what."""
    return [line for line in digest(store) if "Withdrawal" not in line and "COVERS" not in line]


def ingest(store: GraphStore, *paths: Path, today: date | None = None, run: str | None = None) -> Run:
    with closing(Reprints(None)) as reprints:
        reprints.refresh(store)
        made = Run(store, reprints, Options(CountriesMeet(), today or store.today(), run=run), [].append)
        list(made.ingest(map(str, paths)))
    return made


def met(store: GraphStore, day: date | None = None) -> dict[tuple[str, str], Any]:
    found = store.overview(GraphFilter(relations=("MET",), known_on=day)).relations
    return {(r.subject, r.object): r for r in found}


def today(store: GraphStore) -> date:
    return store.today()


# editions


def test_edited_article_is_its_next_version(store: GraphStore, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", head(url="https://wire.example/1", published="2022-01-10") + FIRST)
    assert ingest(store, path).report.new == 1
    written(path, head(url="https://www.wire.example/1?utm_source=x", published="2022-01-12") + SECOND)
    assert ingest(store, path).report.changed == 1
    assert store.status().counts["articles"] == 1
    (summary,) = store.articles().items
    old, new = store.versions(summary.article.id)
    assert (old.number, old.starts, old.superseded_on, old.superseded_by, old.stands) == (1, None, date(2022, 1, 12), new.article, False)
    assert (new.number, new.starts, new.superseded_on, new.stands) == (2, date(2022, 1, 12), None, True)
    assert store.versions(old.article) == (old, new)
    assert [c.article.text.startswith("A correction") for c in map(store.contribution, (old.article, new.article)) if c] == [False, True]
    # Today: what it still says, known since it first said it; what it no longer says has ended.
    (still,) = met(store).values()
    assert (still.object, still.known_from, still.sources, len(still.supporting)) == ("country-ru", date(2022, 1, 10), 1, 1)
    # The day before the edit: what it said then, in the words of then.
    then = met(store, date(2022, 1, 11))
    assert len(then) == 2
    for relation in then.values():
        (evidence,) = store.evidence(relation.id, date(2022, 1, 11))
        assert evidence.article.id == old.article
    (evidence,) = store.evidence(still.id)
    assert evidence.article.id == new.article
    # Once more: nothing changes.
    before, revision = digest(store), store.revision()
    again = ingest(store, path)
    assert (again.report.unchanged, again.report.changed) == (1, 0)
    assert (digest(store), store.revision()) == (before, revision)


def test_edit_is_no_reprint_and_stays_in_the_story_of_its_article(store: GraphStore, tmp_path: Path) -> None:
    body = FIRST + " The agency added that talks between both sides had lasted for several hours behind closed doors."
    one = written(tmp_path / "a.txt", head(url="https://wire.example/1", outlet="Reuters", published="2022-01-10") + body)
    copy = written(tmp_path / "b.txt", head(url="https://post.example/1", outlet="AFP", published="2022-01-11") + body + " More soon.")
    ingest(store, one)
    written(one, head(url="https://wire.example/1", outlet="Reuters", published="2022-01-12") + body.replace("several", "many"))
    edited = ingest(store, one)
    assert (edited.report.changed, edited.report.reprints) == (1, 0)
    assert {item.article.story for item in store.articles().items} == {None}
    ingest(store, copy)
    stories = {item.article.story for item in store.articles().items}
    assert len(stories) == 1
    assert stories != {None}
    assert {r.sources for r in met(store).values()} == {1}
    revision = store.revision()
    assert ingest(store, one, copy).report.unchanged == 2
    assert store.revision() == revision


def test_edit_that_was_taken_back_is_the_newest_version(store: GraphStore, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    days = date(2022, 1, 10), date(2022, 1, 12), date(2022, 1, 14)
    for text, day in zip((FIRST, SECOND, FIRST), days, strict=True):
        written(path, head(url="https://wire.example/1", published=str(day)) + text)
        report = ingest(store, path).report
        assert (report.new, report.changed) == ((1, 0) if day == days[0] else (0, 1))
    (summary,) = store.articles().items
    assert [v.superseded_on for v in store.versions(summary.article.id)] == [days[1], days[2], None]
    assert [len(met(store, day)) for day in days] == [2, 1, 2]
    assert ingest(store, path).report.unchanged == 1


def test_late_copy_of_an_old_version_changes_nothing_and_an_older_text_is_filed_before(store: GraphStore, tmp_path: Path) -> None:
    one, two = tmp_path / "1.txt", tmp_path / "2.txt"
    written(one, head(url="https://wire.example/1", published="2022-01-10") + FIRST)
    written(two, head(url="https://wire.example/1", published="2022-01-12") + SECOND)
    ingest(store, two, one)
    assert len(met(store)) == 1
    assert len(met(store, date(2022, 1, 11))) == 2
    revision = store.revision()
    assert ingest(store, one, two).report.unchanged == 2
    assert store.revision() == revision


def test_file_with_a_new_report_every_day_is_no_edition(store: GraphStore, tmp_path: Path) -> None:
    path = written(tmp_path / "today.txt", "Russia met Armenia in the capital on Monday, officials said.")
    ingest(store, path)
    written(path, "Kazakhstan met Russia at a border crossing; a storm kept everybody else away.")
    ingest(store, path)
    assert len(met(store)) == 2
    written(path, "Kazakhstan met Russia at a border crossing; a storm kept nearly everybody else away.")
    ingest(store, path)
    assert (len(met(store)), store.status().counts["articles"]) == (2, 2)


# withdrawal


def test_withdrawn_outlet_counts_no_more_until_it_is_restored(told: GraphStore) -> None:
    before, day = plain_digest(told), today(told)
    report = told.withdraw(Scope("outlet", world.DAILY.id), "Mira", "forged")
    assert (report.articles, report.claims) == (1, 2)
    entered = next(r for r in told.overview(GraphFilter()).relations if r.type == "ENTERED")
    assert (entered.status, entered.disputing) == ("claimed", ())
    (noted,) = told.withdrawals()
    assert (noted.by, noted.why, noted.on, noted.restored_on) == ("Mira", "forged", day, None)
    (version,) = told.versions(world.daily().article.id)
    assert (version.withdrawn_on, version.withdrawals) == (day, (noted,))
    # Known yesterday, and the words can still be read.
    then = next(r for r in told.overview(GraphFilter(known_on=day - timedelta(1))).relations if r.type == "ENTERED")
    assert then.status == "disputed"
    held = told.contribution(world.daily().article.id)
    assert held is not None
    assert held.claims == world.daily().claims
    # Writing it again does not bring it back.
    assert told.write(world.daily()).outcome == "unchanged"
    told.restore(Scope("outlet", world.DAILY.id), "Omar", "it was genuine")
    assert plain_digest(told) == before
    (noted,) = told.withdrawals()
    assert (noted.restored_on, noted.restored_by, noted.restored_why) == (day, "Omar", "it was genuine")


def test_overlapping_withdrawals_end_with_the_last_of_them(told: GraphStore) -> None:
    before = plain_digest(told)
    article, outlet = Scope("article", world.wire().article.id), Scope("outlet", world.WIRE.id)
    told.withdraw(article, "a")
    told.withdraw(outlet, "b")
    told.restore(outlet, "b")
    assert told.versions(world.wire().article.id)[0].withdrawn_on is not None
    told.restore(article, "a")
    assert plain_digest(told) == before
    with pytest.raises(InputError):
        told.restore(article, "a")
    with pytest.raises(InputError):
        told.withdraw(Scope("run", "nobody knows it"), "a")


def test_claims_that_had_ended_by_themselves_stay_ended(told: GraphStore) -> None:
    of = world.wire()
    told.write(replace(of, claims=of.claims[:1]))
    before = plain_digest(told)
    told.withdraw(Scope("article", of.article.id), "a")
    told.restore(Scope("article", of.article.id), "a")
    assert plain_digest(told) == before


def test_article_of_a_withdrawn_source_that_comes_later_falls_under_it(store: GraphStore) -> None:
    first = replace(world.wire(), article=replace(world.wire().article, source="/in/wire/1.txt", run="r1"))
    store.write(first)
    store.withdraw(Scope("source", "/in/wire"), "a")
    later = world.daily()
    store.write(replace(later, article=replace(later.article, source="/in/wire/2.txt")))
    store.write(replace(world.post(), article=replace(world.post().article, source="/in/wired/3.txt")))
    standing = {i.article.source: i.withdrawn_on is None for i in store.articles().items}
    assert standing == {"/in/wire/1.txt": False, "/in/wire/2.txt": False, "/in/wired/3.txt": True}
    store.restore(Scope("source", "/in/wire"), "a")
    assert all(i.withdrawn_on is None for i in store.articles().items)
    assert store.withdraw(Scope("run", "r1"), "a").articles == 1


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Daily</title>
<item><guid>1</guid><title>One</title><link>https://daily.example/1</link><description>Russia met Armenia in the capital on Monday.</description></item>
<item><guid>2</guid><title>Two</title><link>https://other.example/2</link><description>Kazakhstan met Armenia by the river at noon.</description></item>
</channel></rss>"""


@pytest.mark.parametrize(
    ("kind", "value", "gone"),
    [("feed", "daily.rss", 2), ("source", "daily.rss", 2), ("run", "second", 2), ("run", "first", 1), ("outlet", "", 1)],
)
def test_each_kind_of_source_is_taken_back_whole_and_given_back_exactly(
    store: GraphStore, tmp_path: Path, kind: str, value: str, gone: int
) -> None:
    alone = written(
        tmp_path / "alone.txt", head(outlet="Steppe Gazette", url="https://steppe.example/1") + "Russia met Armenia twice, by the sea."
    )
    feed = written(tmp_path / "daily.rss", FEED)
    other = written(tmp_path / "daily.rss.txt", "Kazakhstan met Russia in a hall that nobody had heated for a week.")
    ingest(store, alone, run="first")
    ingest(store, feed, run="second")
    ingest(store, other, run="third")
    before = plain_digest(store)
    if kind == "outlet":
        value = next(i.article.outlet or "" for i in store.articles().items if i.article.run == "first")
    scope = Scope(kind, str(feed) if value == "daily.rss" else value)
    assert store.withdraw(scope, "a").articles == gone
    standing = {i.article.run: i.withdrawn_on is None for i in store.articles().items}
    assert standing["third"]
    assert sum(i.withdrawn_on is not None for i in store.articles().items) == gone
    # What comes through it later falls under it; the same words that had come by themselves do not.
    ingest(store, feed, alone, run="fourth")
    assert sum(i.withdrawn_on is not None for i in store.articles().items) == gone
    store.restore(scope, "a")
    assert plain_digest(store) == before


def test_entity_that_only_a_withdrawn_article_names_is_not_found(told: GraphStore) -> None:
    counted = told.status().counts["entities"]
    told.withdraw(Scope("article", world.daily().article.id), "a")
    assert told.search("Levant Morning") == ()
    assert told.status().counts["entities"] == counted - 1
    told.restore(Scope("article", world.daily().article.id), "a")
    assert [hit.entity.id for hit in told.search("Levant Morning")] == [world.DAILY.id]


def test_erased_article_leaves_nothing_that_only_it_brought(store: GraphStore) -> None:
    store.write(world.wire())
    before = plain_digest(store)
    store.write(world.daily())
    report = store.erase(Scope("outlet", world.DAILY.id), "a", "asked to")
    assert (report.articles, report.claims) == (1, 2)
    assert plain_digest(store) == before
    assert [(w.act, w.why) for w in store.withdrawals()] == [("erase", "asked to")]


def test_what_an_erasure_would_delete_is_what_it_deletes(told: GraphStore) -> None:
    scopes = [Scope("article", world.post().article.id), *(Scope("outlet", outlet.id) for outlet in (world.DAILY, world.WIRE))]
    for scope in scopes:
        before = plain_digest(told)
        found = told.erasure_preview(scope)
        assert plain_digest(told) == before
        assert len(found.examples) == found.gone
        related = {r.id for r in told.overview(GraphFilter()).relations}
        report = told.erase(scope, "a", "asked to")
        assert (found.articles, found.claims, found.entities) == (report.articles, report.claims, report.entities)
        assert len(related - {r.id for r in told.overview(GraphFilter()).relations}) == found.gone
    assert told.status().counts["articles"] == 0
    assert told.erasure_preview(scopes[0]).articles == 0


def test_erasing_takes_withdrawn_claims_and_leaves_outlets_that_are_the_same(told: GraphStore) -> None:
    told.judge(Judgement(world.DAILY.id, world.POST.id, "same", "Mira", date(2022, 1, 9)))
    told.withdraw(Scope("article", world.daily().article.id), "a")
    scope = Scope("outlet", world.DAILY.id)
    found = told.erasure_preview(scope)
    assert (found.articles, found.claims, found.same) == (1, 2, (world.POST.id,))
    assert told.withdrawal_preview(scope).articles == 1  # the other one, which is the same and stands
    assert told.erase(scope, "a").claims == 2
    assert told.article(world.post().article.id) is not None


def test_places_are_offered_as_they_are_withdrawn(store: GraphStore) -> None:
    wire, post, daily = world.all_three()
    store.write(replace(wire, article=replace(wire.article, source="/in/wire/a.csv:1", url="https://wire.example/x/1")))
    store.write(
        replace(
            post, article=replace(post.article, source="/in/wire/a.csv:2", url="https://wire.example/y", feed="https://wire.example/rss")
        )
    )
    store.write(replace(daily, article=replace(daily.article, source="/in/daily/b.txt", url=None)))
    found = {p.place: p.articles for p in store.places()}
    assert found == {
        "https://wire.example": 2, "/in/": 3, "/in/wire/": 2, "/in/daily/": 1, "/in/wire/a.csv": 2, "/in/daily/b.txt": 1
    }  # fmt: skip
    for place, articles in found.items():
        assert store.withdrawal_preview(Scope("source", place)).articles == articles, place
    assert [(f.place, f.articles) for f in store.feeds()] == [("https://wire.example/rss", 1)]


def test_erased_version_makes_the_one_before_current(store: GraphStore, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", head(url="https://wire.example/1", published="2022-01-10") + FIRST)
    ingest(store, path)
    written(path, head(url="https://wire.example/1", published="2022-01-12") + SECOND)
    ingest(store, path)
    (summary,) = store.articles().items
    store.delete_article(summary.article.id)
    assert len(met(store)) == 2
    (version,) = store.versions(store.articles().items[0].article.id)
    assert version.stands


@pytest.mark.parametrize("act", ["withdraw", "restore"])
def test_broken_off_act_is_finished_by_the_same_call(store: GraphStore, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    monkeypatch.setattr("graph.store.life._BATCH", 2)
    contributions = [copy_of(n) for n in range(7)]
    for contribution in contributions:
        store.write(contribution)
    whole = plain_digest(store)
    scope = Scope("outlet", world.WIRE.id)
    if act == "restore":
        store.withdraw(scope, "a")

    def breaks(done: int, of: int) -> None:
        if done >= 4:
            raise StoreError("gone")

    with pytest.raises(StoreError):
        getattr(store, act)(scope, "a", "", breaks)
    half = [store.versions(c.article.id)[0].withdrawn_on is None for c in contributions]
    assert len(set(half)) == 2
    relation = next(r for r in store.overview(GraphFilter()).relations if r.type == "MEMBER_OF")
    assert len(relation.supporting) == sum(half)
    getattr(store, act)(scope, "a")
    if act == "withdraw":
        assert store.overview(GraphFilter()).relations == ()
        assert len(store.withdrawals()) == 1
        store.restore(scope, "a")
    assert plain_digest(store) == whole


def copy_of(n: int) -> Contribution:
    text = f"Report {n}. Kazakhstan is a member of the Steppe Treaty Organization."
    of = world.article(text, world.WIRE, date(2022, 1, 1) + timedelta(n))
    says = world.claim(of, text.split(". ")[1], "is a member of", world.KAZAKHSTAN, "MEMBER_OF", world.PACT)
    return world.contribution(of, (says,), (("Kazakhstan", world.KAZAKHSTAN),))


# stories


def test_story_names_the_earliest_outlet_and_all_copies(told: GraphStore) -> None:
    found = told.story(world.post().article.id)
    assert found is not None
    assert [m.article for m in found.members] == [world.wire().article.id, world.post().article.id]
    assert found.earliest.outlet == world.WIRE
    assert told.story(world.wire().article.id) == found
    alone = told.story(world.daily().article.id)
    assert alone is not None
    assert len(alone.members) == 1
    assert told.story("nobody") is None


def test_relation_is_found_by_its_id_of_another_day(store: GraphStore) -> None:
    late = copy_of(0)
    store.write(replace(late, claims=tuple(replace(c, valid_from=PartialDate(1995)) for c in late.claims)))
    (then,) = store.overview(GraphFilter()).relations
    early = copy_of(5)
    store.write(replace(early, claims=tuple(replace(c, valid_from=PartialDate(1990)) for c in early.claims)))
    (now,) = store.overview(GraphFilter()).relations
    assert then.id != now.id
    day = date(2022, 1, 3)
    (of_day,) = store.overview(GraphFilter(known_on=day)).relations
    assert of_day.id == then.id
    for id in (then.id, now.id):
        assert [e.article.id for e in store.evidence(id, day)] == [late.article.id]
        assert store.relation(id, day) == of_day
    assert [e.article.id for e in store.evidence(now.id)] == [late.article.id, early.article.id]
    assert store.evidence(now.id, date(2021, 1, 1)) == ()
