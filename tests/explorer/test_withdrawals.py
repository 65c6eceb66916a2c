"""Withdrawing and restoring on the page of articles, and its list: the page's logic on a real store, without a browser."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from explorer import connection, state, withdrawing
from explorer.connection import Trouble
from explorer.text import say
from graph.errors import InputError
from graph.filters import GraphFilter
from graph.life import Scope
from graph.model import Judgement
from graph.results import ErasurePreview
from graph.store import GraphStore
from tests import world as small
from tests.explorer.test_pages import address, opened, shown

pytestmark = pytest.mark.store


@pytest.fixture
def store(world: None) -> Iterator[GraphStore]:
    """The world; what a test withdraws is restored at the end."""
    opened_ = connection.store()
    yield opened_
    for withdrawal in opened_.withdrawals():
        if withdrawing.in_force(withdrawal):
            opened_.restore(withdrawal.scope, "test")


def relations(store: GraphStore) -> set[str]:
    return {r.id for r in store.overview(GraphFilter()).relations if r.known_to is None}


def test_a_source_is_withdrawn_with_a_reason_listed_and_restored(store: GraphStore) -> None:
    before = relations(store)
    app = opened("articles", "lang=en")
    app.button_group(key="articles_section").set_value("withdrawn").run()
    assert not app.exception
    app.selectbox(key="withdraw_outlet").set_value(small.WIRE.id).run()
    assert "1 article · 3 claims" in shown(app)
    assert app.button(key="withdraw_do_source").disabled, "a reason is wanted"
    app.text_input(key="withdraw_why_source").set_value("<b>retracted</b>").run()
    app.button(key="withdraw_do_source").click().run()
    assert not app.exception, app.exception
    (withdrawal,) = [w for w in store.withdrawals() if withdrawing.in_force(w)]
    assert (withdrawal.scope, withdrawal.by, withdrawal.why) == (Scope("outlet", small.WIRE.id), "owner", "<b>retracted</b>")
    assert {"Steppe Wire", "<b>retracted</b>"} <= {str(t.value) for t in app.main.text}
    app.button(key=f"restore_do_{withdrawal.id}").click().run()
    assert not app.exception, app.exception
    assert say("en", "restoreDone") in shown(app)
    assert relations(store) == before
    assert say("en", "withdrawnAct.restored") in shown(app)


def test_one_article_is_withdrawn_and_restored_over_its_text(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    article = small.daily().article.id
    times = itertools.count()
    # In a browser the form stays open while only it runs anew; here the page does, and is asked for it each time.
    shown_in = state.shown_in
    monkeypatch.setattr(
        state,
        "shown_in",
        lambda widget: SimpleNamespace(show={"life": True, "at": next(times)}) if widget == "reader" else shown_in(widget),
    )
    app = opened("articles", f"lang=en&article={article}")
    assert say("en", "withdrawThisHelp") in {c.value for c in app.caption}
    assert app.button(key="withdraw_do_article").disabled, "a reason is wanted"
    app.text_input(key="withdraw_why_article").set_value("asked to").run()
    app.button(key="withdraw_do_article").click().run()
    assert not app.exception, app.exception
    # On the page, not in the side menu: that is closed on a phone.
    assert say("en", "withdrawDone", n=1) in {str(told.value) for told in app.main.success}
    (item,) = [i for i in store.articles().items if i.withdrawn_on]
    assert item.article.id == article
    (withdrawal,) = [w for w in store.withdrawals() if withdrawing.in_force(w)]
    app.button(key=f"restore_do_{withdrawal.id}").click().run()
    assert not app.exception, app.exception
    assert say("en", "restoreDone") in {str(told.value) for told in app.main.success}
    assert not [i for i in store.articles().items if i.withdrawn_on]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_what_came_through_a_feed_is_withdrawn_and_restored(store: GraphStore, lang: str) -> None:
    feed = "https://steppe.example/feed.xml"
    of = small.article("Kazakhstan is a member of the Steppe Treaty Organization, a feed says.", small.POST, date(2022, 1, 9))
    says = small.claim(of, of.text, "is a member of", small.KAZAKHSTAN, "MEMBER_OF", small.PACT)
    store.write(small.contribution(replace(of, feed=feed), (says,)))
    try:
        before = relations(store)
        app = opened("articles", f"lang={lang}")
        app.button_group(key="articles_section").set_value("withdrawn").run()
        assert say(lang, "withdrawKind.feed") in app.button_group(key="withdraw_kind").options
        app.button_group(key="withdraw_kind").set_value("feed").run()
        assert [o.strip("\u2066\u2069") for o in app.selectbox(key="withdraw_feed").options] == [f"{feed}\u2069 (1)"]
        app.selectbox(key="withdraw_feed").set_value(feed).run()
        assert say(lang, "articlesFound", n=1) in shown(app)
        app.text_input(key="withdraw_why_source").set_value("retracted").run()
        app.button(key="withdraw_do_source").click().run()
        assert not app.exception, app.exception
        (withdrawal,) = [w for w in store.withdrawals() if withdrawing.in_force(w)]
        assert withdrawal.scope == Scope("feed", feed)
        assert [i.article.id for i in store.articles().items if i.withdrawn_on] == [of.id]
        app.button(key=f"restore_do_{withdrawal.id}").click().run()
        assert say(lang, "restoreDone") in shown(app)
        assert relations(store) == before
    finally:
        store.delete_article(of.id)


def test_a_place_is_chosen_or_written_out(store: GraphStore) -> None:
    of = small.article("Kazakhstan is a member of the Steppe Treaty Organization, a page says.", small.POST, date(2022, 1, 9))
    store.write(small.contribution(replace(of, url="https://steppe.example/1", source="/in/steppe/1.txt")))
    try:
        app = opened("articles", "lang=en")
        app.button_group(key="articles_section").set_value("withdrawn").run()
        app.button_group(key="withdraw_kind").set_value("source").run()
        offered = [o.strip("\u2066") for o in app.selectbox(key="withdraw_place").options]
        assert {"https://steppe.example\u2069 (1)", "/in/steppe/\u2069 (1)", "/in/steppe/1.txt\u2069 (1)"} <= set(offered)
        app.selectbox(key="withdraw_place").set_value("/in/steppe/").run()
        assert not app.exception, app.exception
        assert say("en", "articlesFound", n=1) in shown(app)
    finally:
        store.delete_article(of.id)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_article_is_erased_only_when_it_is_written_that_it_shall_be(store: GraphStore, lang: str) -> None:
    before = relations(store)
    of = small.article("Kazakhstan is a member of the Steppe Treaty Organization, an erased page says.", small.POST, date(2022, 1, 9))
    store.write(small.contribution(of, (small.claim(of, of.text, "is a member of", small.KAZAKHSTAN, "MEMBER_OF", small.PACT),)))
    app = opened("articles", f"lang={lang}&article={of.id}")
    app.button(key="erase_article").click().run()
    assert say(lang, "eraseForGood") in {w.value for w in app.warning}

    def pressed() -> set[str]:
        """In a browser only the dialog runs anew; here the page does, which has to be asked for it again."""
        next(b for b in app.button if b.label == say(lang, "eraseDo", n=1)).click()
        app.button(key="erase_article").click().run()
        assert not app.exception, app.exception
        return {e.value for e in app.error}

    assert pressed() == {say(lang, "eraseNeeds")}
    app.text_input(key="erase_why").set_value("a court's order")
    assert pressed() == {say(lang, "eraseTypeAgain", word=say(lang, "eraseWord"))}
    assert store.article(of.id) is not None
    app.text_input(key="erase_word").set_value(f" {say(lang, 'eraseWord')} ")
    assert pressed() == set()
    assert store.article(of.id) is None
    assert say(lang, "eraseDone", n=1) in shown(app)
    assert "article" not in address(app)
    assert relations(store) == before
    (noted,) = [w for w in store.withdrawals() if w.act == "erase" and w.by == say(lang, "reviewOwner")]
    assert (noted.scope, noted.why) == (Scope("article", of.id), "a court's order")


def test_nothing_is_erased_that_was_not_shown(store: GraphStore) -> None:
    scope = Scope("outlet", small.DAILY.id)
    seen = withdrawing.erasure(scope)
    assert not isinstance(seen, Trouble)
    assert withdrawing.erase(replace(seen, claims=seen.claims + 1), "a", "b", lambda _, __: None) is None
    assert store.article(small.daily().article.id) is not None


def test_what_was_withdrawn_as_one_is_listed_by_both_names_once_it_is_two(store: GraphStore) -> None:
    (same,) = store.judge(Judgement(small.WIRE.id, small.DAILY.id, "same", "test", date(2022, 1, 9)))
    try:
        store.withdraw(Scope("outlet", small.DAILY.id), "test", "as one")
        standing = store.identity().of(small.DAILY.id)
        name = small.ENTITIES[standing].name("en")
        assert name in {t.value for t in listed()}
    finally:
        store.judge(Judgement(same.id, "", "undo", "test", date(2022, 1, 9)))
    assert " · ".join(small.ENTITIES[id].name("en") for id in (small.DAILY.id, small.WIRE.id)) in {t.value for t in listed()}


def listed() -> Any:
    app = opened("articles", "lang=en")
    app.button_group(key="articles_section").set_value("withdrawn").run()
    assert not app.exception, app.exception
    return app.main.text


def test_what_cannot_be_withdrawn_or_restored_is_said(store: GraphStore) -> None:
    del store
    assert withdrawing.scopes("source", "  ") == ()
    nowhere = withdrawing.withdraw((Scope("source", "/nowhere"),), "a", "b", lambda _, __: None)
    assert isinstance(nowhere, InputError)
    assert isinstance(withdrawing.restore(Scope("source", "/nowhere"), "a", "b", lambda _, __: None), InputError)


@pytest.mark.usefixtures("away")
def test_a_store_that_is_away_is_trouble() -> None:
    assert isinstance(withdrawing.withdrawals(), Trouble)
    assert isinstance(withdrawing.preview((Scope("outlet", "x"),)), Trouble)
    assert isinstance(withdrawing.erasure(Scope("outlet", "x")), Trouble)
    assert isinstance(withdrawing.erase(ErasurePreview(Scope("outlet", "x"), 1, 1, 0, 0, 0), "a", "b", lambda _, __: None), Trouble)
    assert isinstance(withdrawing.places(), Trouble)
    assert isinstance(withdrawing.feeds(), Trouble)


def test_the_list_is_filtered_ordered_and_says_so_in_the_address(store: GraphStore) -> None:
    del store
    app = opened("articles", "lang=en&order=oldest")
    titles = [t.value for t in app.main.text]
    assert titles[-1] == small.daily().article.title
    app.checkbox(key="article_once").check().run()
    assert len(app.main.text) == 2
    assert address(app)["once"] == ["1"]
    app.checkbox(key="article_disputed").check().run()
    app.selectbox(key="article_language").set_value("ar").run()
    assert [t.value for t in app.main.text] == [small.daily().article.title]
    app.button(key="article_clear").click().run()
    assert address(app) == {"lang": ["en"], "order": ["oldest"]}
    assert say("en", "articlesNoMatch") in shown(opened("articles", "lang=en&since=2030-01-01"))
    # A page that is no more leads to the last one there is.
    assert "page" not in address(opened("articles", "lang=en&page=7"))
