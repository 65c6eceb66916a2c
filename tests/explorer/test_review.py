"""The review page's logic on a real store, run without a browser: deciding, taking back, correcting, out and in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from explorer import connection, reviewing
from explorer.views import correcting
from explorer.views import review as view
from graph.errors import InputError
from graph.filters import GraphFilter
from graph.model import Judgement
from graph.store import GraphStore
from tests import world
from tests.explorer.test_pages import opened, shown

pytestmark = pytest.mark.store

FORCE, PACT, SPOKESMAN, TOKAYEV = world.FORCE.id, world.PACT.id, world.SPOKESMAN.id, world.PRESIDENT.id
ENGLISH = "lang=en"


@pytest.fixture
def store(world: None) -> Iterator[GraphStore]:
    """The world with two proposals; all that is judged is taken back at the end."""
    opened_ = connection.store()
    opened_.propose(
        [
            Judgement(SPOKESMAN, TOKAYEV, "unsure", "rule:test", date(2026, 1, 1), "<b>bold</b> **names**", score=0.97),
            Judgement(FORCE, PACT, "unsure", "rule:test", date(2026, 1, 1), "both", score=0.9),
        ]
    )
    yield opened_
    opened_._connection.write(lambda work: work.run("MATCH (p:Proposal) DELETE p"))
    for judged in reversed([j for j in opened_.judgements() if j.judgement.verdict != "undo"]):
        reviewing.undo(judged.id, "test")
    opened_._connection.write(lambda work: work.run("MATCH (j) WHERE j:Judgement OR j:Judgements DELETE j"))


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def texts(app: AppTest) -> list[str]:
    return [str(element.value) for element in app.main.text]


def test_a_proposal_is_decided_and_taken_back(store: GraphStore) -> None:
    app = opened("review", ENGLISH)
    assert "2 pairs wait" in shown(app)
    assert any("Omar al-Idrisi" in text for text in texts(app))
    press(app, "review_same")
    assert store.identity().of(SPOKESMAN) == store.identity().of(TOKAYEV)
    assert "1 pair waits" in shown(app)
    press(app, "review_undo_last")
    assert store.identity().of(SPOKESMAN) != store.identity().of(TOKAYEV)
    assert "2 pairs wait" in shown(app)
    assert [j.judgement.verdict for j in store.judgements()][-2:] == ["same", "undo"]


def test_what_is_passed_over_waits(store: GraphStore) -> None:
    app = press(opened("review", ENGLISH), "review_pass")
    assert any("peacekeepers" in text for text in texts(app))
    press(app, "review_different")
    assert "Nothing waits here" in shown(app)
    press(app, "review_again")
    assert any("Omar al-Idrisi" in text for text in texts(app))
    assert len(store.proposed()) == 1


def test_markup_in_a_reason_stays_text(store: GraphStore) -> None:
    app = opened("review", ENGLISH)
    assert any("<b>bold</b> **names**" in text for text in texts(app))
    assert "<b>bold</b>" not in "".join(str(m.value) for m in app.main.markdown)


def test_a_contradiction_is_said_and_changes_nothing(store: GraphStore) -> None:
    reviewing.judge(reviewing.word("different", FORCE, SPOKESMAN, "test", ""), reviewing.word("same", FORCE, PACT, "test", ""))
    before = len(store.judgements())
    answer = reviewing.judge(reviewing.word("same", PACT, SPOKESMAN, "test", ""))
    assert isinstance(answer, InputError)
    assert "judged different" in str(answer)
    assert len(store.judgements()) == before


def test_nobody_judges_without_a_name(store: GraphStore) -> None:
    app = opened("review", ENGLISH)
    app.text_input(key="review_by").set_value(" ").run()
    press(app, "review_same")
    assert any("who judged" in text for text in texts(app))
    assert not store.identity().decided


def test_a_rule_merges_what_it_showed(store: GraphStore) -> None:
    app = opened("review", ENGLISH)
    app.checkbox(key="review_shared").uncheck().run()
    assert "would merge 1 pair" in shown(app)
    press(app, "review_merge_all")
    assert store.identity().of(SPOKESMAN) == store.identity().of(TOKAYEV)
    assert store.identity().of(FORCE) == FORCE


def test_an_entity_is_renamed_by_hand(store: GraphStore) -> None:
    app = opened("review", ENGLISH)
    app.text_input(key="review_find").set_value("peacekeepers").run()
    app.text_input(key="review_name").set_value("<script>alert(1)</script>")
    next(b for b in app.main.button if b.label == "Keep").click().run()
    assert not app.exception
    assert store.entities([FORCE])[0].name("en") == "<script>alert(1)</script>"
    assert any("<script>" in text for text in texts(app))


def test_a_claim_is_marked_wrong_by_hand(store: GraphStore) -> None:
    app = opened("review", ENGLISH)
    app.text_input(key="review_find").set_value("Omar al-Idrisi").run()
    relation = app.selectbox(key="review_relation")
    relation.select_index(0).run()
    wrong = next(b for b in app.main.button if b.key and b.key.startswith("review-wrong-"))
    press(app, wrong.key or "")
    (judged,) = store.judgements()
    assert judged.judgement.verdict == "wrong"
    (met,) = (r for r in store.neighbourhood([SPOKESMAN], GraphFilter(limit=100)).relations if r.type == "MET")
    assert (wrong.key or "").removeprefix("review-wrong-") not in met.supporting
    assert "Judged: Claim marked as wrong" in shown(app)


def test_judgements_go_out_and_come_in(store: GraphStore) -> None:
    reviewing.judge(reviewing.word("same", FORCE, PACT, "test", "seen"))
    exported = reviewing.exported(store.judgements())
    assert reviewing.take_in(exported.encode(), "x.jsonl") == (0, ())
    added = reviewing.take_in(b'{"id": "a"}\n[]\n\xff\n', "x.jsonl")
    assert not isinstance(added, connection.Trouble)
    assert (added[0], len(added[1])) == (0, 3)
    assert "x.jsonl:1" in str(added[1][0])


def test_the_history_names_what_was_judged(store: GraphStore) -> None:
    reviewing.judge(reviewing.word("same", FORCE, PACT, "test", "seen"))
    (entry,) = view.entries(store.judgements(), view.Told({FORCE: "one", PACT: "other"}), "en")
    assert (entry.said, entry.open, entry.why) == ("Same", True, "seen")
    assert "one" in entry.about
    assert "other" in entry.about


def test_a_claim_is_put_right_in_the_form(store: GraphStore) -> None:
    met = next(c for c in world.wire().claims if c.relation == "MET")

    def script(claim: str) -> None:
        import streamlit as st

        from explorer.panels import correcting

        if st.button("open", key="open") or st.session_state.get("again"):
            st.session_state["again"] = True
            correcting._form(claim, "en")

    app = AppTest.from_function(script, kwargs={"claim": met.id}, default_timeout=30).run()
    app.button(key="open").click().run()
    app.text_input(key=f"correct_why_{met.id}").set_value("his envoy").run()
    app.text_input(key=f"correct_find_{met.id}").set_value("peacekeepers").run()
    app.selectbox(key=f"correct_object_{met.id}").set_value(FORCE).run()
    app.text_input(key=f"correct_valid_from_{met.id}").set_value("soon")
    next(b for b in app.button if b.label == "Put right").click().run()
    assert any("is no date" in str(text.value) for text in app.text)
    app.text_input(key=f"correct_valid_from_{met.id}").set_value("2022-01")
    next(b for b in app.button if b.label == "Put right").click().run()
    assert not app.exception, app.exception
    (judged,) = store.judgements()
    assert judged.judgement.value == (("object", FORCE), ("valid_from", "2022-01"))
    assert (judged.judgement.verdict, judged.judgement.why) == ("fix", "his envoy")
    (entry,) = view.entries(store.judgements(), view.Told({FORCE: "peacekeepers"}, store.judged_claims(store.judgements())), "en")
    assert "To or of whom: \u2068peacekeepers\u2069 · Held from: \u20682022-01\u2069" in entry.about
    assert entry.sentence == world.wire().article.text[met.start : met.end]
    press_undo = next(b for b in app.button if b.key == f"correct_undo_{met.id}")
    press_undo.click().run()
    assert store.identity().claims == {}


def test_a_form_keeps_what_was_changed_only() -> None:
    met = next(c for c in world.wire().claims if c.relation == "MET")
    shown = correcting.texts(met)
    assert correcting.changed(met, shown) == {}
    assert correcting.changed(met, shown | {"negated": "true", "quantity": " 3 "}) == {"negated": "true", "quantity": "3"}


def test_reasons_are_said_in_the_readers_language() -> None:
    why = "“one” ~ “other”; of one country; both president there; 2 shared neighbours"
    assert view.reasons(why, "ar") == "\u2068“one” ~ “other”\u2069 · من بلد واحد · كلاهما يشغل هناك منصب \u2068الرئيس\u2069 · جاران مشتركان"
    assert "2 shared neighbours" in view.reasons(why, "en")
