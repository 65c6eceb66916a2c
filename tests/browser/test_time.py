"""Time and place as a user moves through them: both clocks, comparison, playback, map and timeline.

Over 300 lines: bar, map and timeline share one page and one selection.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.canvas import Canvas
from tests.browser.conftest import Opener
from tests.browser.running import Explorer

pytestmark = pytest.mark.browser
FOCUS = "country-kz"
PRECISION = {4: "year known only", 7: "month known only"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Clocks(Canvas):
    """The canvas with its bar of time open."""

    def open_bar(self) -> Clocks:
        self.root.locator("[data-view=time]").click()
        expect(self.handle("from")).to_have_attribute("aria-valuemin", re.compile(r"\d+"))
        self.page.wait_for_function("() => window.__wasl.current.views.bar.axis?.bins.length")
        # Opening asks twice: for the days on which most happens, then for their bins.
        self.page.wait_for_load_state("networkidle")
        return self

    def handle(self, name: str) -> Locator:
        return self.root.locator(f"[data-handle={name}]")

    def drag(self, name: str, day: date) -> None:
        """Drag a handle to a day; ``to`` and ``known`` stand at its end."""
        handle, track = self.handle(name), self.root.locator(".wasl-clocks .track")
        first, last = (int(handle.get_attribute(f"aria-value{end}") or 0) for end in ("min", "max"))
        box, start = track.bounding_box(), handle.bounding_box()
        assert box and start
        n = (day - date(1970, 1, 1)).days + (0 if name == "from" else 1)
        assert first <= n <= last + 1, f"{day} lies outside of the track"
        self.page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + (n - first) / (last - first + 1) * box["width"], start["y"] + 10, steps=3)
        self.page.mouse.up()

    def shown(self) -> dict[str, dict[str, Any]]:
        """The relations in sight, by id."""
        return dict(json.loads(self.page.evaluate("JSON.stringify([...window.__wasl.current.shownEdges])")))

    def times(self) -> dict[str, Any]:
        return dict(self.page.evaluate("window.__wasl.current.views.clocks.now"))


@pytest.fixture
def clocks(explorer: Explorer, open_context: Opener) -> Clocks:
    page = open_context(locale="en").new_page()
    page.goto(f"{explorer.url}/network?lang=en&focus={quote(FOCUS)}")
    canvas = Clocks(page)
    canvas.wait(5)
    return canvas


def on_a_day(canvas: Clocks) -> tuple[str, date]:
    """A relation that held on exactly one day."""
    found = sorted((e["from"], id) for id, e in canvas.shown().items() if e["from"] and e["from"] == e["to"] and DAY.fullmatch(e["from"]))
    day, relation = found[len(found) // 2]
    return relation, date.fromisoformat(day)


@pytest.mark.both_servers
def test_time_slider_hides_and_shows_a_relation_on_the_right_days(clocks: Clocks) -> None:
    relation, day = on_a_day(clocks)
    clocks.open_bar()
    clocks.rest()
    before = clocks.positions()
    clocks.drag("from", day)
    assert relation in clocks.edges(), "the first day counts"
    clocks.drag("from", day + timedelta(days=1))
    assert relation not in clocks.edges()
    stay = clocks.positions()
    assert all(before[id] == stay[id] for id in stay), "what stays has moved"
    clocks.drag("from", day - timedelta(days=1))
    clocks.drag("to", day)
    assert relation in clocks.edges(), "the last day counts"
    clocks.drag("to", day - timedelta(days=1))
    assert relation not in clocks.edges()
    clocks.root.locator("[data-time=timeReset]").click()
    assert relation in clocks.edges()
    assert clocks.positions() == before


def test_a_rough_date_stays_for_all_that_it_may_mean_and_an_unknown_one_always(clocks: Clocks) -> None:
    edges = clocks.shown()
    rough = next(id for id, e in edges.items() if e["from"] == e["to"] and e["from"] and re.fullmatch(r"2022(-01)?", e["from"]))
    unknown = next(id for id, e in edges.items() if not e["from"] and not e["to"])
    clocks.open_bar()
    expect(clocks.root.locator(".wasl-clocks .undated")).to_contain_text("date unknown")
    clocks.drag("from", date(2022, 1, 12))
    clocks.drag("to", date(2022, 1, 14))
    assert {rough, unknown} <= set(clocks.edges()), "2022-01 is not the first of January"
    bins = clocks.page.evaluate("window.__wasl.current.views.bar.axis.bins")
    first = next(b for b in bins if b[0] == "2022-01-01")
    later = next(b for b in bins if b[0] == "2022-01-14")
    assert first[3] == later[3] > 0, "a month is spread over its days"


def test_the_range_stands_in_the_address_and_opens_in_another_browser(clocks: Clocks, open_context: Opener) -> None:
    relation, day = on_a_day(clocks)
    clocks.open_bar()
    clocks.drag("from", day + timedelta(days=1))
    clocks.page.wait_for_url(re.compile(f"held_from={day + timedelta(days=1)}"))
    clocks.rest()
    shown = clocks.edges()
    other = Clocks(open_context(locale="en").new_page())
    other.page.goto(clocks.page.url)
    other.wait(1)
    assert other.edges() == shown
    assert relation not in other.edges()
    expect(other.root.locator(".wasl-clocks")).to_be_visible()


@pytest.mark.both_servers
def test_as_known_on_a_day_is_gone_and_comes_back(clocks: Clocks) -> None:
    now = set(clocks.edges())
    clocks.open_bar()
    clocks.root.locator("[data-time=known]").click()
    known = clocks.page.evaluate("window.__wasl.current.views.bar.axis.known.map((one) => one[0])")
    clocks.rest()
    before = clocks.positions()
    clocks.drag("known", date.fromisoformat(known[0]))
    clocks.page.wait_for_function("n => window.__wasl.edges().length < n", arg=len(now))
    clocks.page.wait_for_url(re.compile(f"known_on={known[0]}"))
    clocks.rest()
    early = set(clocks.edges())
    assert early < now or early - now, "the first day knew as much as today"
    moved = clocks.positions()
    assert all(before[id] == moved[id] for id in before.keys() & moved.keys())
    clocks.root.locator("[data-time=timeReset]").click()
    clocks.page.wait_for_function("n => window.__wasl.edges().length === n", arg=len(now))
    assert set(clocks.edges()) == now
    assert clocks.positions() == before


def test_compare_tells_what_is_new_in_the_list_and_selects_it(clocks: Clocks) -> None:
    clocks.open_bar()
    clocks.root.locator("[data-time=known]").click()
    clocks.root.locator("[data-time=compare]").click()
    fields = clocks.root.locator(".wasl-clocks input[type=date]")
    fields.nth(0).fill("2022-01-05")
    fields.nth(1).fill("2022-01-12")
    clocks.root.locator(".wasl-clocks form button").click()
    new = clocks.root.locator(".wasl-compared [data-change=new] li button")
    expect(new.first).to_be_visible()
    clocks.page.wait_for_url(re.compile("compare=known"))
    assert new.count() == clocks.page.evaluate("window.__wasl.current.views.clocks.compared.edges.filter((e) => e.change === 'new').length")
    relation = new.first.get_attribute("data-edge")
    new.first.click()
    expect(clocks.panel).to_be_visible()
    assert clocks.page.evaluate("window.__wasl.current.selection.focus.pickedEdge") == relation


def test_playback_steps_and_pauses(clocks: Clocks) -> None:
    clocks.open_bar()
    clocks.root.locator("[data-time=speed]").select_option("4")
    clocks.root.locator("[data-time=play]").click()
    clocks.page.wait_for_function("() => window.__wasl.current.views.clocks.now.from")
    first = clocks.times()
    assert first["from"] == first["to"], "a step of a day shows a day"
    clocks.page.wait_for_function("day => window.__wasl.current.views.clocks.now.from > day", arg=first["from"])
    clocks.root.locator("[data-time=play]").click()
    paused = clocks.times()
    clocks.page.wait_for_url(re.compile(f"held_from={paused['from']}"))
    assert clocks.times() == paused, "time went on while it was paused"
    clocks.root.locator("[data-time=stepOn]").click()
    assert date.fromisoformat(clocks.times()["from"]) == date.fromisoformat(paused["from"]) + timedelta(days=1)
    clocks.root.locator("[data-time=stepBack]").click()
    assert clocks.times() == paused


def test_handles_move_by_keyboard(clocks: Clocks) -> None:
    clocks.open_bar()
    handle = clocks.handle("from")
    handle.focus()
    clocks.page.keyboard.press("ArrowRight")
    first = clocks.times()["from"]
    clocks.page.keyboard.press("ArrowRight")
    assert date.fromisoformat(clocks.times()["from"]) == date.fromisoformat(first) + timedelta(days=1)
    expect(handle).to_have_attribute("aria-valuetext", re.compile(r"\w+ \w+ \d{4}"))
    clocks.page.keyboard.press("Delete")
    assert clocks.times()["from"] is None


def test_map_shows_places_and_selects_for_the_network(clocks: Clocks, page: Page) -> None:
    clocks.rest()
    before = clocks.state()
    clocks.root.locator("[data-view=map]").click()
    clocks.page.wait_for_function(
        "id => window.__wasl.current.views.map.spots.has(id) && window.__wasl.current.views.map.borders", arg=FOCUS
    )
    expect(clocks.root.locator(".wasl-map .said")).to_contain_text("Disputed borders")
    spot = clocks.page.evaluate("id => { const { x, y } = window.__wasl.current.views.map.spots.get(id); return { x, y }; }", FOCUS)
    clocks.root.locator(".wasl-map canvas").click(position=spot)
    expect(clocks.panel).to_contain_text("Kazakhstan")
    clocks.page.wait_for_url(re.compile("view=map"))
    clocks.root.locator("[data-view=network]").click()
    clocks.rest()
    assert clocks.page.evaluate("[...window.__wasl.current.selection.focus.picked]") == [FOCUS]
    assert clocks.state() == before


def test_timeline_selects_a_relation_for_all_views(clocks: Clocks) -> None:
    relation, _ = on_a_day(clocks)
    clocks.root.locator("[data-view=split-timeline]").click()
    event = clocks.root.locator(f".wasl-timeline .event[data-edge='{relation}']")
    expect(event).to_be_visible()
    # Who did it comes first in the page's direction, also where a name is Arabic.
    assert clocks.root.locator(".wasl-timeline .words").evaluate_all("all => [...new Set(all.map((one) => one.dir))]") == ["ltr"]
    event.click()
    expect(clocks.panel).to_be_visible()
    expect(event).to_have_attribute("aria-current", "true")
    assert clocks.page.evaluate("window.__wasl.current.selection.focus.pickedEdge") == relation
    clocks.root.locator("[data-lanes=entity]").click()
    clocks.page.wait_for_url(re.compile("lanes=entity"))


def test_moving_time_can_be_undone(clocks: Clocks) -> None:
    relation, day = on_a_day(clocks)
    clocks.open_bar()
    clocks.rest()
    before = clocks.edges(), clocks.positions()
    clocks.drag("from", day + timedelta(days=1))
    assert relation not in clocks.edges()
    clocks.tool("undo").click()
    assert (clocks.edges(), clocks.positions()) == before
    clocks.tool("redo").click()
    assert relation not in clocks.edges()


def test_unknown_dates_are_shown_hidden_or_alone(clocks: Clocks) -> None:
    edges = clocks.shown()
    unknown = {id for id, e in edges.items() if not e["from"] and not e["to"]}
    clocks.open_bar()
    clocks.rest()
    before = clocks.positions()
    choice = clocks.root.locator("[data-time=dates]")
    choice.select_option("known")
    assert set(clocks.edges()) == edges.keys() - unknown
    choice.select_option("unknown")
    assert set(clocks.edges()) == unknown
    clocks.page.wait_for_url(re.compile("dates=unknown"))
    clocks.rest()
    assert set(clocks.edges()) == unknown, "the rerun changed it"
    clocks.tool("undo").click()
    assert set(clocks.edges()) == edges.keys() - unknown
    choice.select_option("")
    assert clocks.edges() == sorted(edges)
    assert clocks.positions() == before


def test_a_year_is_a_year_in_the_evidence_and_on_the_timeline(clocks: Clocks) -> None:
    rough = next(id for id, e in clocks.shown().items() if e["from"] and not DAY.fullmatch(e["from"]))
    when = clocks.shown()[rough]["from"]
    clocks.page.evaluate("id => window.__wasl.current.selection.pickEdge(id)", rough)
    expect(clocks.panel).to_contain_text(PRECISION[len(when)])
    expect(clocks.panel.locator(".wasl-fact")).not_to_contain_text(re.compile(r"\b1 January"))
    clocks.root.locator("[data-view=timeline]").click()
    event = clocks.root.locator(f".wasl-timeline .event[data-edge='{rough}']")
    expect(event.locator(".bar")).to_have_attribute("data-rough", "")
    assert not re.search(r"\b1 January", str(event.get_attribute("title")))


def test_the_map_keeps_to_what_has_a_place_and_lists_the_rest(clocks: Clocks) -> None:
    clocks.root.locator("[data-view=map]").click()
    clocks.page.wait_for_function("id => window.__wasl.current.views.map.spots.has(id)", arg=FOCUS)
    spots, places = clocks.page.evaluate(
        "(({ spots, places }) => [[...spots.keys()], [...places].filter(([, p]) => !p).map(([id]) => id)])(window.__wasl.current.views.map)"
    )
    assert places and not set(spots) & set(places), "what nothing places is drawn on the map"
    listed = clocks.root.locator(".wasl-map .nowhere [data-nowhere]")
    assert {row.get_attribute("data-nowhere") for row in listed.all()} == set(places)
    # An arrow leads from the list to where somebody went.
    arrows = clocks.page.evaluate("window.__wasl.current.views.map.arrows.filter((a) => a.beside).map((a) => a.edge.source)")
    assert set(arrows) <= set(places) and arrows
    # No two names lie on each other, and nothing that is crowded is lost: it is counted.
    heaps = clocks.page.evaluate("window.__wasl.current.views.map.heaps.map((h) => h.more)")
    inside = clocks.page.evaluate("[...window.__wasl.current.views.map.spots.values()].filter((s) => s.inside).length")
    assert sum(heaps) == inside


def test_the_camera_of_the_map_and_the_days_of_the_timeline_open_in_another_browser(clocks: Clocks, open_context: Opener) -> None:
    clocks.root.locator("[data-view=map]").click()
    clocks.page.wait_for_function("() => window.__wasl.current.views.map.camera")
    for _ in range(2):
        clocks.root.locator("[data-map=zoomIn]").click()
    clocks.page.wait_for_url(re.compile("place="))
    clocks.root.locator("[data-view=timeline]").click()
    clocks.root.locator("[data-timeline=timeWider]").click()
    clocks.page.wait_for_url(re.compile("span=.*view=timeline|view=timeline.*span="))
    told = clocks.page.evaluate("(({ map, timeline }) => [map.settled(), timeline.settled()])(window.__wasl.current.views)")
    other = Clocks(open_context(locale="en").new_page())
    other.page.goto(clocks.page.url)
    other.wait(1)
    there = other.page.evaluate("(({ map, timeline }) => [map.settled(), timeline.settled()])(window.__wasl.current.views)")
    assert there == told
    other.root.locator("[data-view=map]").click()
    other.page.wait_for_function("k => Math.abs((window.__wasl.current.views.map.camera?.k ?? 0) - k) < 1e-3", arg=told[0]["ratio"])


def test_one_selection_for_network_timeline_map_table_and_reader(clocks: Clocks) -> None:
    page = clocks.page
    relation = page.evaluate("[...window.__wasl.current.shownEdges.values()].find((e) => e.target === 'country-kz').id")
    source = clocks.shown()[relation]["source"]
    # From the table of a profile: the relation is selected everywhere.
    page.evaluate("id => window.__wasl.current.selection.pick([id])", FOCUS)
    clocks.panel.locator(f"[data-relation='{relation}']").click()
    clocks.root.locator("[data-view=split-timeline]").click()
    row = clocks.root.locator(f".wasl-timeline [data-edge='{relation}']").first
    expect(row).to_have_attribute("aria-current", "true")
    listed = clocks.root.locator(f".wasl-quiet [data-edge='{relation}']")
    expect(listed).to_have_attribute("aria-current", "true")
    # From the list: an entity is selected on the map, and in the network.
    clocks.root.locator(f".wasl-quiet [data-node='{FOCUS}']").evaluate("button => button.click()")
    expect(listed).not_to_have_attribute("aria-current", "true")
    assert page.evaluate("[...window.__wasl.current.selection.focus.picked]") == [FOCUS]
    # To the reader at the sentence, and back from it with the relation selected.
    clocks.panel.locator(f"[data-relation='{relation}']").click()
    clocks.panel.locator(".wasl-claim .open").first.click()
    reader = page.locator("[data-wasl=reader]")
    expect(reader.locator(".seg.hot").first).to_be_visible()
    clocks.back()
    page.wait_for_function("id => window.__wasl.current?.selection.focus.pickedEdge === id", arg=relation)
    assert source in clocks.drawn()
