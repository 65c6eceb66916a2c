"""Time and place over the routes, and as an address and the canvas say them."""

from __future__ import annotations

from datetime import date

import pytest
from starlette.applications import Starlette

from explorer import events, geography
from explorer.state import ExplorerState, from_params, to_params
from graph.filters import GraphFilter
from graph.model import Entity, Name, Relation
from tests import world
from tests.explorer.asgi import ask
from tests.explorer.test_routes import get

pytestmark = [pytest.mark.store, pytest.mark.usefixtures("world")]

ALMATY = Entity("place/almaty", "Place", (Name("Almaty", "en"),), (("geonames", "1526384"),))
TOLD = {"from": "2022-01-05", "to": "2022-01-19", "known": None, "compare": "known:2022-01-07:2022-01-11", "view": "map", "lanes": "entity"}


def test_axis_has_both_clocks(app: Starlette) -> None:
    found = get(app, "/api/axis", focus=world.KAZAKHSTAN.id, first="2022-01-01", last="2022-01-12")
    assert found["unit"] == "day"
    bins = {b[0]: b[2:] for b in found["bins"]}
    assert bins["2022-01-07"] == [1, 0, 1]
    assert bins["2022-01-06"] == [0, 0, 1]
    assert ["2022-01-11", 2, 0] in found["known"]


def test_a_moment_is_the_picture_as_known_on_a_day(app: Starlette) -> None:
    now = get(app, "/api/moment", focus=world.KAZAKHSTAN.id)
    assert now["whole"] is True
    then = get(app, "/api/moment", focus=world.KAZAKHSTAN.id, known_on="2022-01-07")
    status = {e["type"]: e["status"] for e in then["edges"]}
    assert status["ENTERED"] == "claimed"
    assert {e["type"]: e["status"] for e in now["edges"]}["ENTERED"] == "disputed"
    assert get(app, "/api/moment", focus=world.KAZAKHSTAN.id, known_on="2022-01-06")["edges"] == []


def test_compare_says_what_changed_and_how_it_was(app: Starlette) -> None:
    found = get(app, "/api/compare", clock="known", after="2022-01-08", before="2022-01-11")
    assert (found["before"], found["after"]) == ("2022-01-08", "2022-01-11")
    (entry,) = [e for e in found["edges"] if e["type"] == "ENTERED"]
    assert entry["change"] == "changed"
    assert entry["was"]["status"] == "claimed"


def test_claims_are_dated_by_relation(app: Starlette) -> None:
    ids = [e["id"] for e in get(app, "/api/moment", focus=world.KAZAKHSTAN.id)["edges"] if e["type"] == "ENTERED"]
    (claims,) = get(app, "/api/claims", id=ids)["claims"].values()
    assert [(c["known"], c["negated"]) for c in claims] == [("2022-01-07", False), ("2022-01-08", False), ("2022-01-11", True)]


def test_places_come_from_codes_or_from_relations_and_are_never_guessed(app: Starlette) -> None:
    found = get(app, "/api/places", id=[world.KAZAKHSTAN.id, world.FORCE.id, world.SPOKESMAN.id])["places"]
    assert found[world.KAZAKHSTAN.id]["basis"] == "country"
    assert world.SPOKESMAN.id not in found


def test_countries_are_said_by_relations_and_being_sent_somewhere_is_none(app: Starlette) -> None:
    found = get(app, "/api/countries", id=[world.KAZAKHSTAN.id, world.FORCE.id, world.SPOKESMAN.id])
    assert found["of"] == {world.KAZAKHSTAN.id: {"country": world.KAZAKHSTAN.id, "by": ""}}
    assert set(found["names"]) == {world.KAZAKHSTAN.id}


@pytest.mark.parametrize(
    "path",
    [
        "/api/countries",
        "/api/axis?first=1 January",
        "/api/compare?clock=held&before=2022-01-01",
        "/api/compare?clock=odd&before=2022-01-01&after=2022-01-02",
        "/api/places",
    ],
)
def test_what_cannot_be_read_is_refused(app: Starlette, path: str) -> None:
    assert ask(app, path).status == 400


def test_a_place_stands_where_geonames_has_it_and_its_people_beside_it() -> None:
    point = geography.own_point(ALMATY)
    assert point is not None
    assert (round(point.lon), round(point.lat), point.basis) == (77, 43, "own")
    riot = Entity("event/riot", "Event", (Name("riot", "en"),))
    band = Entity("group/band", "Group", (Name("band", "en"),))
    lies = Relation("r1", riot.id, "LOCATED_IN", ALMATY.id, "asserted", ("c",), (), 1, 0, date(2022, 1, 5))
    part = Relation("r2", band.id, "PART_OF", riot.id, "asserted", ("c",), (), 1, 0, date(2022, 1, 5))
    found = geography.points((ALMATY, riot, band), (part, lies))
    assert {id: p.basis for id, p in found.items()} == {ALMATY.id: "own", riot.id: "located", band.id: "belongs"}
    denied = Relation("r1", riot.id, "LOCATED_IN", ALMATY.id, "denied", (), ("c",), 0, 1, date(2022, 1, 5))
    assert riot.id not in geography.points((ALMATY, riot), (denied,))


def test_a_name_alone_is_no_place() -> None:
    assert geography.own_point(Entity("place/x", "Place", (Name("Almaty", "en"),))) is None


def test_what_the_canvas_tells_of_time_goes_into_the_address_and_back() -> None:
    state = events.on_view(ExplorerState(lang="en"), {"time": TOLD}, ())
    assert state.filter == GraphFilter(held_from=date(2022, 1, 5), held_to=date(2022, 1, 19))
    assert (state.view, state.lanes, state.compare) == ("map", "entity", "known:2022-01-07:2022-01-11")
    assert from_params(to_params(state)) == (state, ())


@pytest.mark.parametrize("change", [{"from": "yesterday"}, {"view": "globe"}, {"compare": "known:2022-01-07"}, {"known": 7}])
def test_what_cannot_be_read_of_time_changes_nothing(change: dict[str, object]) -> None:
    state = ExplorerState(lang="en", view="timeline")
    assert events.on_view(state, {"time": TOLD | change}, ()) == state
