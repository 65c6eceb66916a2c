"""Article reader and dashboard on a page without a server."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import canvas_reading
from tests.browser.desk import Desk

pytestmark = pytest.mark.browser


def test_the_reader_scrolls_to_the_claim_and_marks_it(desk: Desk) -> None:
    desk.feed(canvas_reading.reading(height=360, focus="c3"), "reader")
    hot = desk.page.locator(".wasl-text .hot")
    expect(hot.first).to_be_in_viewport()
    assert "نفى" in "".join(hot.all_inner_texts())
    # Marked words stay words of their sentence.
    assert (
        desk.page.evaluate(
            "() => new Set([...document.querySelectorAll('.wasl-text .seg')].map(one => getComputedStyle(one).display)).size"
        )
        == 1
    )
    assert hot.first.evaluate("one => getComputedStyle(one).display") == "inline"
    assert desk.page.locator(".wasl-text .cue.carrying").count() > 0
    assert desk.page.locator(".wasl-text").get_attribute("dir") == "rtl"
    desk.page.locator('.said[data-claim="c2"] button.fact').click()
    assert "نشرت" in "".join(desk.page.locator(".wasl-text .hot").all_inner_texts())


def test_the_reader_points_both_ways_and_to_the_network(desk: Desk) -> None:
    desk.feed(canvas_reading.reading("en"), "reader")
    desk.page.locator('.said[data-claim="c1"]').hover()
    assert "ستبدأ الانسحاب" in "".join(desk.page.locator(".wasl-text .warm").all_inner_texts())
    desk.page.locator(".wasl-text .cue").first.hover()
    expect(desk.page.locator('.said[data-claim="c1"]')).to_have_class("said warm")
    desk.page.locator(".wasl-text .mention").first.click()
    desk.page.locator(".who-card button").click()
    desk.page.locator('.said[data-claim="c2"] .go').click()
    asked = desk.sent("show")
    assert [{k: v for k, v in one.items() if k != "at"} for one in asked] == [{"entity": "tok"}, {"relation": "d1"}]
    assert asked[0]["at"] != asked[1]["at"]


def test_the_whole_text_of_the_article_is_there(desk: Desk) -> None:
    reading = canvas_reading.reading()
    desk.feed(reading, "reader")
    assert desk.page.locator(".wasl-text").evaluate("node => node.textContent") == "".join(s["text"] for s in reading["segments"])


def test_a_dashboard_renews_itself_keeps_the_last_picture_and_says_when_it_ended(desk: Desk) -> None:
    board = canvas_reading.board("en")
    desk.shared = canvas_reading.board("en", soldiers=2500)
    desk.page.evaluate("data => { wasl.mountDashboard(document.getElementById('parent'), data, 'share/data'); }", board | {"refresh": 2})
    number = desk.page.locator(".wasl-number strong").first
    expect(number).to_have_text("2,030")
    desk.page.wait_for_function("document.querySelector('.wasl-canvas')?.dataset.drawn === '33'")
    before = desk.page.evaluate("() => document.querySelectorAll('.wasl-canvas').length")
    expect(number).to_have_text("2,500", timeout=15_000)
    assert desk.page.evaluate("() => document.querySelectorAll('.wasl-canvas').length") == before
    desk.down = (503, {"error": "away"})
    expect(desk.page.locator('.wasl-time[data-state="stale"]')).to_be_visible(timeout=15_000)
    expect(number).to_have_text("2,500")
    desk.down = (404, {"error": "ended"})
    expect(desk.page.locator(".wasl-ended")).to_be_visible(timeout=15_000)
    expect(number).to_have_text("2,500")


def test_a_broken_card_says_why_and_the_others_stand(desk: Desk) -> None:
    desk.feed(canvas_reading.board("en"), "dashboard")
    expect(desk.page.locator(".fault")).to_contain_text("MEMBER_OF")
    expect(desk.page.locator(".wasl-table tbody tr")).to_have_count(4)
    expect(desk.page.locator(".wasl-bars .label")).to_have_count(7)


def test_presenting_covers_the_window_and_escape_leaves(desk: Desk) -> None:
    desk.feed(canvas_reading.board("ar", presenter=True), "dashboard")
    box = desk.page.locator(".wasl-board").bounding_box()
    assert box and (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1280, 760)
    desk.page.keyboard.press("Escape")
    assert desk.page.locator(".wasl-board:popover-open").count() == 0


def test_a_dashboard_is_one_column_on_a_phone(phone: Desk) -> None:
    phone.feed(canvas_reading.board(), "dashboard")
    lefts = phone.page.evaluate(
        "() => [...document.querySelectorAll('.grid > .card')].map((card) => Math.round(card.getBoundingClientRect().left))"
    )
    assert len(set(lefts)) == 1
    assert phone.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
