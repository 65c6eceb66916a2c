"""The picture never resets: reruns, filters, other pages, echoes, languages and themes leave every place as it was."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import canvas_world
from tests.browser.canvas import Canvas
from tests.browser.desk import Desk, moved
from tests.browser.running import Explorer

pytestmark = pytest.mark.browser


def test_reruns_move_nothing_and_make_no_second_renderer(desk: Desk) -> None:
    desk.draw(canvas_world.drawing())
    desk.page.mouse.move(600, 350)
    desk.page.mouse.wheel(0, -240)
    desk.still()
    before, camera = desk.positions(), desk.page.evaluate("() => __wasl.camera()")
    for revision in range(2, 6):
        desk.feed(canvas_world.drawing() | {"revision": revision})
    desk.frame()
    assert moved(before, desk.positions()) == 0
    assert desk.page.evaluate("() => __wasl.camera()") == camera
    assert desk.page.evaluate("() => __wasl.mounts") == 1


def test_a_filter_takes_away_and_brings_back_without_moving_the_rest(desk: Desk) -> None:
    whole = canvas_world.drawing()
    desk.draw(whole)
    before = desk.positions()
    desk.feed(canvas_world.drawing(only={e[0] for e in canvas_world.ENTITIES if e[1] != "Person"}))
    desk.frame()
    assert set(desk.positions()) == {e[0] for e in canvas_world.ENTITIES if e[1] != "Person"}
    assert moved(before, desk.positions()) == 0
    desk.feed(whole)
    desk.frame()
    assert desk.positions().keys() == before.keys()
    assert moved(before, desk.positions()) == 0


def test_another_page_and_back_finds_the_picture_as_it_was(desk: Desk) -> None:
    desk.draw(canvas_world.drawing(only={"kz", "csto", "ru", "tok", "put"}))
    desk.page.evaluate("() => __wasl.current.changes.expand('luk')")
    desk.page.evaluate("() => __wasl.current.changes.expand('csto')")
    desk.page.wait_for_function("__wasl.drawn().length > 5")
    desk.page.locator('[data-tool="zoomIn"]').click()
    desk.still()
    before, drawn = desk.positions(), desk.drawn()
    desk.page.evaluate("() => { document.getElementById('parent').remove(); window.off(); }")
    desk.page.wait_for_timeout(150)
    desk.page.evaluate("() => { const div = document.createElement('div'); div.id = 'again'; document.body.append(div); }")
    desk.feed(canvas_world.drawing(only={"kz", "csto", "ru", "tok", "put"}), where="again")
    desk.frame()
    assert desk.drawn() == drawn
    assert moved(before, desk.positions()) == 0
    assert desk.page.evaluate("() => __wasl.mounts") == 1


def test_an_echo_of_an_older_state_undoes_nothing(desk: Desk) -> None:
    small = {"kz", "csto", "ru", "tok", "put"}
    desk.draw(canvas_world.drawing(only=small))
    desk.page.evaluate("() => __wasl.current.changes.expand('csto')")
    desk.page.wait_for_function("() => window.sent.some(([name]) => name === 'view')")
    told = set(desk.sent("view")[-1]["drawn"])
    desk.page.evaluate("() => __wasl.current.changes.expand('kz')")
    desk.page.wait_for_function("n => __wasl.drawn().length > n", arg=len(told))
    after = desk.drawn()
    desk.feed(canvas_world.drawing(only=told))
    desk.frame()
    assert desk.drawn() == after


def test_an_echo_of_an_older_selection_calls_nobody_back(desk: Desk) -> None:
    data = canvas_world.drawing()
    desk.draw(data)
    desk.page.evaluate("() => __wasl.current.selection.pick(['kz'])")
    desk.page.wait_for_function("() => window.sent.some(([name, value]) => name === 'view' && value.selected.node === 'kz')")
    desk.page.evaluate("() => __wasl.current.selection.pickEdge('a2')")
    desk.feed(data | {"selected": {"node": "kz", "edge": None}})
    desk.frame()
    assert desk.page.evaluate("() => __wasl.current.selection.focus.pickedEdge") == "a2"
    # What Python wishes by itself is followed, also where it was told once.
    desk.page.wait_for_function("() => window.sent.some(([name, value]) => name === 'view' && value.selected.edge === 'a2')")
    desk.feed(data | {"selected": {"node": None, "edge": "a2"}})
    desk.feed(data | {"selected": {"node": "kz", "edge": None}})
    desk.frame()
    assert desk.page.evaluate("() => [...__wasl.current.selection.focus.picked]") == ["kz"]


def test_another_language_and_theme_keep_every_place(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("ar", "light"))
    before = desk.positions()
    desk.page.evaluate("() => __wasl.current.selection.pick(['tok'])")
    desk.feed(canvas_world.drawing("en", "dark"))
    expect(desk.page.locator(".wasl-panel h2")).to_have_text("Kassym-Jomart Tokayev")
    desk.frame()
    assert moved(before, desk.positions()) == 0
    assert desk.page.locator(".wasl-canvas").get_attribute("dir") == "ltr"


CAMERA = "() => __wasl.camera()"


def looked_at(desk: Desk, x: float) -> dict[str, float]:
    """Look somewhere else and wait until Python was told."""
    before = len(desk.sent("view"))
    desk.page.evaluate("x => __wasl.current.stage.sigma.getCamera().setState({ x, y: 0.5, ratio: 0.5 })", x)
    desk.page.wait_for_function("n => window.sent.filter(([name]) => name === 'view').length > n", arg=before)
    camera: dict[str, float] = desk.sent("view")[-1]["camera"]
    return camera


def test_only_who_goes_back_looks_from_where_they_looked_before(desk: Desk) -> None:
    data = canvas_world.drawing()
    desk.draw(data)
    opening = desk.page.evaluate(CAMERA)
    first, second = looked_at(desk, 0.3), looked_at(desk, 0.7)
    # Python says back what it was told, the older one first: nobody is called back to it.
    for told in (first, second, second):
        desk.feed(data | {"camera": told})
        assert desk.page.evaluate(CAMERA) == second
    desk.feed(data | {"camera": second, "revision": 2})
    assert desk.page.evaluate(CAMERA) == second
    desk.feed(data | {"camera": first})
    assert desk.page.evaluate(CAMERA) == first
    desk.feed(data | {"camera": second})
    assert desk.page.evaluate(CAMERA) == second
    # An address that says nothing: as the picture opened.
    desk.feed(data)
    assert desk.page.evaluate(CAMERA) == opening
    # What was wished is no news for Python.
    told = len(desk.sent("view"))
    desk.page.wait_for_timeout(1_000)
    assert len(desk.sent("view")) == told


@pytest.mark.store
def test_back_and_forward_look_from_where_it_was_looked(explorer: Explorer, page: Page) -> None:
    page.goto(f"{explorer.url}/network?focus=country-kz&lang=ar")
    canvas = Canvas(page).wait(2)
    opening = canvas.camera()
    seen = [opening]
    for x in (0.3, 0.7):
        page.evaluate("x => window.__wasl.current.stage.sigma.getCamera().setState({ x, y: 0.5, ratio: 0.5 })", x)
        page.wait_for_function("x => new URLSearchParams(location.search).get('camera')?.startsWith(`${x},`)", arg=x)
        seen.append(canvas.camera())
    page.wait_for_timeout(1_100)
    is_seen = "camera => JSON.stringify(window.__wasl.camera()) === JSON.stringify(camera)"
    for camera in seen[-2::-1]:
        page.go_back()
        page.wait_for_function(is_seen, arg=camera)
    page.go_forward()
    page.wait_for_function(is_seen, arg=seen[1])
    assert canvas.mounts() == 1
