"""What the canvas asks beyond the surroundings: paths, their end, sentences, one direction, one spelling."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.applications import Starlette

from explorer import joining, services
from graph.settings import Settings
from tests.explorer.asgi import ask

pytestmark = pytest.mark.store

KZ, PACT, TOKAYEV, FORCE = "country/KZ", "organization/pact", "person/tokayev", "force/peacekeepers"


def got(app: Starlette, url: str, status: int = 200) -> Any:
    answer = ask(app, url)
    assert answer.status == status, answer.body
    return json.loads(answer.body)


def test_paths_are_drawn_parts_with_the_paths_beside_them(app: Starlette, world: Settings) -> None:
    body = got(app, f"/api/paths?id={FORCE}&id={PACT}&how=all&hops=3&lang=en")
    assert body["paths"] == [[FORCE, KZ, PACT]] and body["hops"] == 3 and not body["bounded"] and not body["apart"]
    assert {n["id"] for n in body["nodes"]} == {FORCE, KZ, PACT}
    assert {(e["source"], e["target"]) for e in body["edges"]} == {(FORCE, KZ), (KZ, PACT)}


def test_paths_go_through_what_the_filter_lets_pass(app: Starlette, world: Settings) -> None:
    body = got(app, f"/api/paths?id={FORCE}&id={PACT}&families=membership&lang=en")
    assert body["paths"] == [] and [n["id"] for n in body["apart"]] == [PACT]
    assert got(app, f"/api/paths?id={FORCE}&id={PACT}&statuses=asserted&lang=en")["paths"] == []


def test_common_neighbours_and_the_picture_that_joins(app: Starlette, world: Settings) -> None:
    assert got(app, f"/api/paths?id={FORCE}&id={PACT}&how=common")["paths"] == [[FORCE, KZ, PACT]]
    body = got(app, f"/api/paths?id={FORCE}&id={PACT}&id={TOKAYEV}&how=join&lang=en")
    assert {n["id"] for n in body["nodes"]} == {FORCE, KZ, PACT} and [n["id"] for n in body["apart"]] == [TOKAYEV]


@pytest.mark.parametrize(
    "query",
    [
        f"id={KZ}",
        f"id={KZ}&id={PACT}&how=guess",
        f"id={KZ}&id={PACT}&hops=9",
        f"id={KZ}&id={PACT}&hops=0",
        f"id={KZ}&id={PACT}&id={FORCE}&how=all",
    ],
)
def test_a_bad_search_is_refused_in_a_sentence(app: Starlette, world: Settings, query: str) -> None:
    assert len(got(app, f"/api/paths?{query}&lang=en", 400)["error"]) > 10


def test_a_search_is_ended_by_its_name() -> None:
    search = joining.Search("all", ("a", "b"), 4)
    with joining.searching(search, "mine"):
        assert not search.ended()
        assert joining.end("mine") and search.ended()
    assert not joining.end("mine")


def test_an_ended_search_says_so(app: Starlette, world: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining.Search, "ended", lambda self: True)
    assert "ended" in got(app, f"/api/paths?id={KZ}&id={TOKAYEV}&hops=7&lang=en", 409)["error"]
    assert got(app, "/api/cancel?search=nobody") == {"ended": False}


def test_sentences_come_cut_at_the_words(app: Starlette, world: Settings) -> None:
    body = got(app, "/api/sentences?q=met+idrisi&lang=en")
    assert body["total"] == 2
    hit = body["hits"][0]
    assert "".join(text for text, _ in hit["parts"]) == "Tokayev met Omar al-Idrisi on 10 January 2022."
    assert [text for text, marked in hit["parts"] if marked] == ["met", "al-Idrisi"]
    assert hit["dir"] == "ltr" and hit["claim"] and hit["at"].count("-") == 1


def test_one_direction_and_one_spelling(app: Starlette, world: Settings) -> None:
    body = got(app, f"/api/expand?id={KZ}&direction=in&lang=en")
    assert {e["target"] for e in body["edges"]} == {KZ}
    assert got(app, f"/api/expand?id={KZ}&direction=up&lang=en", 400)["error"]
    assert got(app, "/api/search?q=Tokaiev&lang=en")["hits"] and not got(app, "/api/search?q=Tokaiev&lang=en&variants=0")["hits"]


def test_a_profile_tells_families_outlets_and_months(app: Starlette, world: Settings) -> None:
    body = got(app, f"/api/profile?entity={KZ}&lang=en")
    assert {(f["family"], f["outgoing"], f["total"]) for f in body["families"]} == {("membership", True, 1), ("deployment", False, 1)}
    assert {(o["label"], o["mentions"]) for o in body["outlets"]} == {("Steppe Wire", 1), ("Caspian Post", 1), ("Levant Morning", 1)}
    assert body["months"] == [["2022-01", 3]]


def test_a_question_of_the_canvas_is_ended_by_its_name(app: Starlette, world: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it runs, another request ends it by the name that its asker gave it."""
    asked = services.neighbourhood

    def ended(*arguments: Any) -> Any:
        assert got(app, "/api/cancel?search=slow") == {"ended": True}
        return asked(*arguments)

    services._answered.cache_clear()
    monkeypatch.setattr(services, "neighbourhood", ended)
    assert "ended" in got(app, f"/api/expand?id={KZ}&asking=slow&lang=en", 409)["error"]
    monkeypatch.setattr(services, "neighbourhood", asked)
    assert got(app, f"/api/expand?id={KZ}&asking=slow&lang=en")["nodes"]
    assert got(app, "/api/cancel?search=slow") == {"ended": False}
