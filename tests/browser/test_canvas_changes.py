"""What a person does to the picture, and undoes: expand, hide, keep, drag, select several."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import canvas_world
from tests.browser.desk import BOXES, Desk, moved, overlapping

pytestmark = pytest.mark.browser


def test_expand_draws_beside_and_undo_three_times_gives_the_same_set(desk: Desk) -> None:
    desk.draw(canvas_world.drawing(only={"kz", "tok"}))
    steps = [desk.drawn()]
    before = desk.positions()
    for entity in ("kz", "csto", "tok"):
        desk.page.evaluate("id => __wasl.current.changes.expand(id)", entity)
        desk.page.wait_for_function("n => __wasl.drawn().length > n", arg=len(steps[-1]))
        desk.still()
        assert moved(before, desk.positions()) == 0
        before = desk.positions()
        steps.append(desk.drawn())
    boxes = desk.page.evaluate(BOXES)
    assert overlapping(boxes["discs"]) == []
    for wanted in reversed(steps[:-1]):
        desk.page.locator('[data-tool="undo"]').click()
        assert desk.drawn() == wanted
    for wanted in steps[1:]:
        desk.page.locator('[data-tool="redo"]').click()
        assert desk.drawn() == wanted
    desk.frame()
    assert moved(before, desk.positions()) == 0


def test_expand_stops_at_the_cap_and_tells_the_true_total(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en", only={"cn", "tok"}))
    desk.page.evaluate("() => __wasl.current.changes.expand('cn')")
    note = desk.page.locator(".wasl-note")
    expect(note).to_contain_text("26 of 41")
    note.get_by_role("button").click()
    desk.page.wait_for_function("__wasl.drawn().length === 42")
    assert all("limit=" in asked for asked in desk.asked)


def test_a_hundred_steps_can_be_undone(desk: Desk) -> None:
    desk.draw(canvas_world.drawing())
    whole = desk.drawn()
    desk.page.evaluate("""() => { const { changes } = __wasl.current, ids = __wasl.drawn();
        for (let i = 0; i < 100; i++) changes.hide([ids[i % 30]]); changes.undo(); changes.redo(); changes.hide([ids[30]]); }""")
    assert desk.page.evaluate("() => __wasl.current.history.done.length") == 101
    assert len(desk.drawn()) == len(whole) - 31
    desk.page.evaluate("() => { __wasl.current.changes.travel(1); __wasl.current.changes.undo(); }")
    assert desk.page.evaluate("() => __wasl.current.history.undone.length") == 101
    assert desk.drawn() == whole


def test_hide_and_keep_only_from_the_profile(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en"))
    desk.page.evaluate("() => __wasl.current.selection.pick(['un'])")
    desk.page.locator('[data-act="hide"]').click()
    assert "un" not in desk.drawn()
    desk.page.evaluate("() => __wasl.current.selection.pick(['naz'])")
    desk.page.locator('[data-act="keepOnly"]').click()
    assert desk.drawn() == ["knb", "naz"]
    desk.page.wait_for_function("() => window.sent.some(([name, value]) => name === 'view' && value.drawn.length === 2)")
    assert "un" in desk.sent("view")[-1]["hidden"]


def test_double_click_expands(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en", only={"kz", "tok"}))
    point = desk.positions()["kz"]
    desk.page.locator(".wasl-stage").dblclick(position=point)
    desk.page.wait_for_function("__wasl.drawn().length > 2")
    desk.frame()
    assert moved({"kz": point}, desk.positions()) == 0


def test_a_dragged_entity_stays_where_it_was_put(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en", only={"kz", "csto", "ru", "tok", "put"}))
    before = desk.positions()
    stage = desk.page.locator(".wasl-stage").bounding_box()
    assert stage
    desk.page.mouse.move(stage["x"] + before["kz"]["x"], stage["y"] + before["kz"]["y"])
    desk.page.mouse.down()
    desk.page.mouse.move(stage["x"] + before["kz"]["x"] + 90, stage["y"] + before["kz"]["y"] + 60, steps=30)
    desk.page.mouse.up()
    desk.frame()
    after = desk.positions()
    assert abs(after["kz"]["x"] - before["kz"]["x"] - 90) < 4
    assert moved({i: before[i] for i in before if i != "kz"}, after) == 0
    desk.feed(canvas_world.drawing("en", only={"kz", "csto", "ru", "tok", "put", "luk"}))
    desk.frame()
    assert moved(after, desk.positions()) == 0


def test_shift_and_drag_selects_all_in_the_box(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en", only={"kz", "csto", "ru", "tok", "put"}))
    points = desk.positions().values()
    stage = desk.page.locator(".wasl-stage").bounding_box()
    assert stage
    desk.page.keyboard.down("Shift")
    desk.page.mouse.move(stage["x"] + min(p["x"] for p in points) - 30, stage["y"] + min(p["y"] for p in points) - 30)
    desk.page.mouse.down()
    desk.page.mouse.move(stage["x"] + max(p["x"] for p in points) + 30, stage["y"] + max(p["y"] for p in points) + 30, steps=4)
    desk.page.mouse.up()
    desk.page.keyboard.up("Shift")
    expect(desk.page.locator(".wasl-picked")).to_contain_text("5")
