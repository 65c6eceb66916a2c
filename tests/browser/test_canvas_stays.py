"""The picture never resets: reruns, filters, other pages, echoes, languages and themes leave every place as it was."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import canvas_world
from tests.browser.desk import Desk, moved

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
