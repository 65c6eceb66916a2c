"""Finding in the picture: search, legend, keyboard alone, the list for screen readers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import canvas_world
from tests.browser.desk import Desk, moved

pytestmark = pytest.mark.browser


def test_search_in_arabic_by_keyboard_adds_and_selects(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en", only={"kz", "csto"}))
    before = desk.positions()
    box = desk.page.get_by_role("combobox")
    box.fill("توكا")
    expect(desk.page.get_by_role("option")).to_have_count(1)
    expect(desk.page.get_by_role("option")).to_contain_text("Kassym-Jomart Tokayev")
    box.press("Enter")
    desk.wait_drawn(3)
    expect(desk.page.locator(".wasl-panel h2")).to_have_text("Kassym-Jomart Tokayev")
    assert "o1" in desk.page.evaluate("() => __wasl.edges()")
    desk.page.locator('[data-tool="fit"]').click()
    desk.still()
    now = desk.positions()
    assert set(now) == {"kz", "csto", "tok"}
    assert before.keys() <= now.keys()


def test_search_says_when_nothing_is_found(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en"))
    desk.page.get_by_role("combobox").fill("zzzz")
    expect(desk.page.locator(".wasl-search .empty")).to_contain_text("zzzz")


def test_the_examples_of_the_search_box_are_whole_or_not_there(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("ar"))
    box = desk.page.get_by_role("combobox")
    words = canvas_world.drawing("ar")["words"]
    expect(box).to_have_attribute("placeholder", f"{words['search']}: {words['searchHint']}")
    desk.page.locator(".wasl-search").evaluate("e => { e.style.width = e.style.maxWidth = '150px'; }")
    expect(box).to_have_attribute("placeholder", words["search"])


def test_the_legend_counts_and_hides_a_kind(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en"))
    key = desk.page.locator('[data-key="type:Person"]')
    expect(key).to_contain_text("8")
    before = desk.positions()
    key.click()
    desk.frame()
    assert len(desk.positions()) == len(before) - 8
    assert moved(before, desk.positions()) == 0
    desk.page.locator('[data-key="status:disputed"]').click()
    assert "a2" not in desk.page.evaluate("() => __wasl.edges()")
    assert len(desk.drawn()) == len(before), "the legend hides, it does not remove"


def test_keyboard_alone_walks_selects_expands_and_lets_go(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en", only={"kz", "csto", "ru", "tok", "put"}))
    stage = desk.page.locator(".wasl-stage")
    stage.focus()
    stage.press("ArrowRight")
    first = desk.page.evaluate("() => __wasl.current.selection.focus.node")
    assert first
    stage.press("ArrowLeft")
    stage.press("Enter")
    expect(desk.page.locator(".wasl-panel")).to_be_visible()
    assert desk.page.locator(".wasl-quiet [aria-current=true]").count() == 1
    stage.press("e")
    desk.page.wait_for_function("__wasl.drawn().length > 5")
    stage.press("Control+z")
    assert len(desk.drawn()) == 5
    stage.press("Escape")
    expect(desk.page.locator(".wasl-panel")).to_be_hidden()


def test_the_list_for_screen_readers_holds_what_is_drawn(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en", only={"kz", "csto", "ru"}))
    items = desk.page.locator(".wasl-quiet[role=region] li")
    assert items.count() == 3 + 3
    expect(items.filter(has_text="Russia").first).to_be_attached()
