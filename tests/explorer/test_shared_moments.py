"""Time and place of a shared picture: within what its record shows, whatever is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from starlette.applications import Starlette

from explorer.routes import share
from explorer.shares import Share, Shares
from explorer.state import ExplorerState, to_params
from graph.filters import GraphFilter
from graph.settings import Settings
from tests.explorer.asgi import ask
from tests.explorer.test_routes import get
from tests.world import FORCE, KAZAKHSTAN, PACT, PRESIDENT

pytestmark = [pytest.mark.store, pytest.mark.usefixtures("world")]


def shared(world: Settings, **narrow: Any) -> str:
    """The path of a new share of what surrounds Kazakhstan."""
    scope = to_params(ExplorerState(lang="en", focus=(KAZAKHSTAN.id,), filter=GraphFilter(**narrow)))
    return f"/share/{Shares(world.home).create('picture', scope, datetime.now(UTC))}"


def test_a_viewer_moves_both_clocks(app: Starlette, world: Settings) -> None:
    place = shared(world)
    data = get(app, f"{place}/data")
    assert data["api"] is None and data["timeApi"] == f"{place}/"
    assert data["time"]["whole"] is True and data["time"]["scope"] == ""
    status = {e["type"]: e["status"] for e in get(app, f"{place}/moment", known_on="2022-01-07")["edges"]}
    assert status["ENTERED"] == "claimed"
    assert get(app, f"{place}/axis", lang="en")["known"]
    assert {e["change"] for e in get(app, f"{place}/compare", clock="known", before="2022-01-07", after="2022-01-11")["edges"]} >= {
        "changed"
    }


def test_a_viewer_never_leaves_the_share(app: Starlette, world: Settings) -> None:
    place = shared(world, held_from=date(2022, 1, 6), held_to=date(2022, 1, 8), known_on=date(2022, 1, 8), families=("deployment",))
    drawn = get(app, f"{place}/data")
    assert {e["family"] for e in drawn["edges"]} == {"deployment"}
    asked = {
        "focus": PRESIDENT.id,
        "drawn": PACT.id,
        "families": "membership",
        "limit": "5000",
        "held_from": "1990-01-01",
        "known_on": "2030-01-01",
    }
    then = get(app, f"{place}/moment", **asked)
    assert {e["id"] for e in then["edges"]} == {e["id"] for e in drawn["edges"]}
    axis = get(app, f"{place}/axis", first="1990-01-01", last="2030-01-01")
    assert (axis["bins"][0][0], axis["bins"][-1][1]) == ("2022-01-06", "2022-01-08") == tuple(axis["extent"])
    assert all(day <= "2022-01-08" for day, _, _ in axis["known"])
    compared = get(app, f"{place}/compare", clock="known", before="2022-01-07", after="2022-01-11")
    assert compared["after"] == "2022-01-08"


def test_only_what_is_shown_has_a_place_and_claims(app: Starlette, world: Settings) -> None:
    place = shared(world, families=("deployment",))
    places = get(app, f"{place}/places", id=[KAZAKHSTAN.id, FORCE.id, PACT.id])["places"]
    assert KAZAKHSTAN.id in places and PACT.id not in places
    everything = [e["id"] for e in get(app, "/api/expand", id=KAZAKHSTAN.id)["edges"]]
    shown = {e["id"] for e in get(app, f"{place}/data")["edges"]}
    assert set(get(app, f"{place}/claims", id=everything)["claims"]) == shown < set(everything)


@pytest.mark.parametrize(
    "question", ["axis", "moment", "compare?clock=known&before=2022-01-07&after=2022-01-11", "places?id=x", "claims?id=x"]
)
def test_an_ended_share_answers_nothing(app: Starlette, question: str) -> None:
    answer = ask(app, f"/share/{'x' * 43}/{question}")
    assert answer.status == 404
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.usefixtures("away")
def test_what_is_amiss_is_not_told_to_a_viewer(app: Starlette, world: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "_find", lambda token: Share("x", "picture", {}, datetime.now(UTC)))
    answer = ask(app, "/share/token/axis?lang=en")
    assert answer.status == 503
    assert "127.0.0.1" not in answer.text and "bolt" not in answer.text
