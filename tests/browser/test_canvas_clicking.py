"""Clicking and resting on what is drawn: profile, evidence, hover card, and what is said when they cannot be had."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import canvas_world
from tests.browser.desk import Desk, moved

pytestmark = pytest.mark.browser


def test_click_on_an_entity_opens_its_profile_at_once_and_moves_nothing(desk: Desk) -> None:
    desk.draw(canvas_world.drawing())
    before = desk.positions()
    desk.click("tok")
    panel = desk.page.locator(".wasl-panel")
    expect(panel).to_contain_text("Касым-Жомарт Токаев")
    expect(panel.locator("h2")).to_have_text("قاسم جومارت توكاييف")
    assert moved(before, desk.positions()) == 0
    box, stage = panel.bounding_box(), desk.page.locator(".wasl-stage").bounding_box()
    assert box and stage
    assert box["x"] - stage["x"] < 40, "in a right-to-left page the panel stands on the left"
    desk.page.wait_for_function("() => window.sent.some(([name, value]) => name === 'view' && value.selected.node === 'tok')")


def test_click_on_a_relation_shows_who_says_so_and_who_disputes(desk: Desk) -> None:
    desk.draw(canvas_world.drawing())
    middle = desk.page.evaluate("() => __wasl.middle('a2')")
    desk.page.locator(".wasl-stage").click(position=middle)
    panel = desk.page.locator(".wasl-panel")
    claims = panel.locator(".wasl-claim")
    expect(claims).to_have_count(4)
    assert claims.nth(0).locator("mark").inner_text() == "هاجمت"
    assert claims.nth(0).locator("blockquote").get_attribute("dir") == "rtl"
    russian = panel.locator(".wasl-claim", has_text="нейтрализованы")
    assert russian.locator("blockquote").get_attribute("dir") == "ltr"
    chain = claims.nth(0).locator(".chain").inner_text()
    assert chain.index("توكاييف") < chain.index("وكالة السهوب") < chain.index("صحيفة الأفق")
    assert panel.locator(".wasl-claim[data-repeat]").count() == 1
    assert panel.locator('.wasl-claim[data-side="against"]').count() == 1
    claims.nth(0).locator(".open:not(.correct)").click()
    assert [{k: asked[k] for k in ("article", "claim")} for asked in desk.sent("open")] == [{"article": "art1", "claim": "c1"}]


def test_the_reader_is_asked_for_last_so_that_nothing_calls_the_page_back(desk: Desk) -> None:
    desk.draw(canvas_world.drawing())
    desk.page.evaluate("() => __wasl.current.selection.pickEdge('a2')")
    desk.page.locator(".wasl-panel .wasl-claim .open:not(.correct)").first.evaluate("button => button.click()")
    assert desk.sent("view")[-1]["selected"] == {"node": None, "edge": "a2"}
    assert desk.page.evaluate("() => __wasl.current.report.timer") is None
    assert desk.page.evaluate("() => window.sent.at(-1)[0]") == "open"


def test_a_row_of_the_profile_opens_the_evidence_and_back_leads_home(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en"))
    desk.page.evaluate("() => __wasl.current.selection.pick(['tok'])")
    desk.page.locator('.wasl-panel [data-relation="o1"]').click()
    expect(desk.page.locator(".wasl-fact")).to_contain_text("Kazakhstan")
    desk.page.get_by_role("button", name="Back").click()
    expect(desk.page.locator(".wasl-panel h2")).to_have_text("Kassym-Jomart Tokayev")


def test_dates_are_never_more_exact_than_known(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en"))
    desk.page.evaluate("() => __wasl.current.selection.pickEdge('a2')")
    panel = desk.page.locator(".wasl-panel")
    expect(panel).to_contain_text("January 2022")
    text = panel.inner_text()
    assert not re.search(r"\b1 January", text)
    assert "month known only" in text or "only the month" in text


def test_hover_shows_a_card_without_asking(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en"))
    point = desk.positions()["csto"]
    desk.page.locator(".wasl-stage").hover(position=point)
    expect(desk.page.locator(".wasl-card")).to_contain_text("Collective Security Treaty Organization")
    assert desk.asked == []


def test_a_store_that_is_away_is_said_in_words_and_can_be_asked_again(desk: Desk) -> None:
    drawing = canvas_world.drawing("en")
    desk.draw(drawing)
    desk.down = (503, {"error": "the store at bolt://127.0.0.1:7687 does not answer"})
    desk.click("tok")
    fault = desk.page.locator(".wasl-panel .wasl-error")
    expect(fault).to_be_visible()
    assert "503" not in fault.inner_text()
    assert desk.drawn() == sorted(n["id"] for n in drawing["nodes"])
    desk.down = None
    fault.get_by_role("button").click()
    expect(desk.page.locator(".wasl-panel")).to_contain_text("Касым-Жомарт Токаев")


def test_refused_access_and_lost_connection_have_their_own_words(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en"))
    desk.down = (401, {"error": "sign in"})
    desk.click("tok")
    refused = desk.page.locator(".wasl-panel .wasl-error").inner_text()
    desk.page.route("**/api/**", lambda route: route.abort())
    desk.page.evaluate("() => __wasl.current.selection.pick(['put'])")
    fault = desk.page.locator(".wasl-panel .wasl-error")
    expect(fault).to_be_visible()
    expect(fault).not_to_have_text(refused, use_inner_text=True)


def test_who_asked_for_less_motion_sees_the_panel_stand_at_once(desk: Desk) -> None:
    desk.page.route("**/api/**", lambda route: None)
    desk.draw(canvas_world.drawing())
    desk.click("tok")
    expect(desk.page.locator(".wasl-panel .wasl-loading")).to_be_visible()
    assert desk.page.evaluate("() => document.querySelector('.wasl-panel').getAnimations().length") == 0
    # Only the sign of waiting turns, slowly: it says that something goes on.
    turning = "() => { const style = getComputedStyle(document.querySelector('.wasl-loading'), '::before'); return [style.animationName, style.animationDuration]; }"
    assert desk.page.evaluate(turning) == ["wasl-turn", "3s"]
    desk.page.emulate_media(reduced_motion="no-preference")
    try:
        assert desk.page.evaluate("() => getComputedStyle(document.querySelector('.wasl-panel')).animationName") == "wasl-enter"
    finally:
        desk.page.emulate_media(reduced_motion="reduce")
