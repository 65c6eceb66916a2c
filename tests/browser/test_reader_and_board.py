"""Article reader and dashboard on a page without a server."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import canvas_reading, canvas_world
from tests.browser.desk import BOXES, Desk, overlapping

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


@pytest.mark.parametrize(("lang", "written"), [("ar", "rtl"), ("en", "rtl"), ("en", "ltr")])
def test_text_claims_and_own_network_point_at_each_other(desk: Desk, lang: str, written: str) -> None:
    desk.feed(canvas_reading.lived(lang, article_dir=written), "reader")
    desk.wait_drawn(6)
    page, focus = desk.page, "__wasl.current.selection.focus"
    # From the text and the list to the network.
    page.locator(".wasl-text .mention").first.hover()
    assert page.evaluate(f"{focus}.node") == "tok"
    page.locator('.said[data-claim="c1"]').hover()
    assert page.evaluate(f"[{focus}.node, {focus}.edge]") == [None, "w1"]
    page.locator('.said[data-claim="c1"] .fact').click()
    assert page.evaluate(f"{focus}.pickedEdge") == "w1"
    page.locator(".wasl-text .mention").nth(1).click()
    assert page.evaluate(f"[...{focus}.picked]") == ["force"]
    # From the network to the text and the list.
    desk.still()
    place = desk.positions()["kz"]
    stage = page.locator(".wasl-stage")
    stage.hover(position={"x": place["x"], "y": place["y"]})
    expect(page.locator(".wasl-text .mention.warm").first).to_have_text("كازاخستان")
    stage.click(position={"x": place["x"], "y": place["y"]})
    expect(page.locator(".who-card")).to_contain_text({"ar": "كازاخستان", "en": "Kazakhstan"}[lang])
    assert set(page.locator(".wasl-text .picked").all_inner_texts()) == {"كازاخستان"}
    # Two clicks in a row would be a double click to the stage.
    page.wait_for_timeout(500)
    middle = page.evaluate("__wasl.middle('a7')")
    stage.click(position={"x": middle["x"], "y": middle["y"]})
    expect(page.locator('.said[data-claim="c3"]')).to_have_class("said hot")
    assert "نفى" in "".join(page.locator(".wasl-text .hot").all_inner_texts())


def test_what_the_text_alone_adds_is_listed_and_drawn(desk: Desk) -> None:
    desk.feed(canvas_reading.lived("en"), "reader")
    desk.wait_drawn(6)
    tab = desk.page.get_by_role("tab", name="Only here")
    tab.click()
    rows = desk.page.locator(".lives [data-relation]")
    expect(rows).to_have_count(1)
    rows.hover()
    assert desk.page.evaluate("__wasl.current.selection.focus.edge") == "a7"
    desk.page.get_by_label("Draw only these").check()
    desk.wait_drawn(2)
    assert desk.page.evaluate("__wasl.edges()") == ["a7"]
    tab.press("ArrowLeft")
    expect(desk.page.get_by_role("tab", name="Claims")).to_be_focused()
    desk.wait_drawn(6)


def test_extractors_are_compared(desk: Desk) -> None:
    desk.feed(canvas_reading.lived("en"), "reader")
    said = desk.page.locator(".said[data-claim]")
    expect(said).to_have_count(3)
    expect(desk.page.locator('.said[data-claim="c1"] .made')).to_have_text("rules 3 + small 2")
    for only, claims in (
        ("agreed", ["c1"]),
        ("one", ["c2", "c3"]),
        ("rules/3", ["c2"]),
        ("language_model:small/2", ["c3"]),
        ("all", ["c1", "c2", "c3"]),
    ):
        way = desk.page.locator(f'[data-only="{only}"]')
        expect(way.locator(".n")).to_have_text(str(len(claims)))
        way.click()
        assert [one.get_attribute("data-claim") for one in said.all()] == claims
        marked = "".join(desk.page.locator(".wasl-text .claim").all_inner_texts())
        assert ("ستبدأ الانسحاب" in marked, "نشرت" in marked) == ("c1" in claims, "c2" in claims)


def test_copies_and_versions_show_what_changed_in_the_direction_of_the_text(desk: Desk) -> None:
    claim = {
        "subject": {"id": "kz", "label": "Kazakhstan"},
        "reads": "met",
        "object": {"id": "csto", "label": "CSTO"},
        "status": "asserted",
        "statusLabel": "reported",
        "negated": False,
    }
    long = "كلمة لم تتغير " * 60
    desk.down = (
        200,
        {
            "dir": "rtl",
            "language": "ar",
            "pieces": [["same", long], ["removed", "أمس"], ["added", "اليوم"], ["same", "."]],
            "ended": [claim],
            "added": [],
        },
    )
    desk.feed(canvas_reading.lived("en"), "reader")
    page = desk.page
    page.get_by_role("button", name="One source, 2 copies").click()
    copies = page.locator(".lives > li")
    expect(copies.first).to_contain_text("Steppe Wire")
    expect(copies.first).to_contain_text("printed first")
    copies.first.get_by_role("button", name="What changed").click()
    difference = page.locator(".difference")
    expect(difference).to_have_attribute("dir", "rtl")
    expect(difference.locator("del")).to_have_text("أمس")
    expect(difference.locator("ins")).to_have_text("اليوم")
    assert len(difference.inner_text()) < 200
    difference.get_by_role("button").click()
    assert difference.inner_text().count("تتغير") == 60
    expect(page.locator('.changes [data-kind="ended"]')).to_contain_text("One claim ended with it")
    assert desk.asked == ["/api/changes?old=art0&new=art1&lang=en"], "the earlier text comes first"
    copies.first.get_by_role("button", name="Open").click()
    page.get_by_role("tab", name="Versions").click()
    expect(copies).to_have_count(2)
    expect(copies.first).to_contain_text("Version 2")
    copies.last.get_by_role("button", name="Open").click()
    assert [one["article"] for one in desk.sent("show")] == ["art0", "old"]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_withdrawn_or_replaced_text_says_so(desk: Desk, lang: str) -> None:
    word = {"what": "Steppe Wire", "kind": "outlet", "on": "2022-02-01", "by": "Layla", "why": "<b>forged</b>"}
    data = canvas_reading.lived(lang)
    desk.feed(data | {"life": data["life"] | {"withdrawn": [word], "superseded": {"on": "2022-01-12", "by": "art9"}}}, "reader")
    banner = desk.page.locator(".banner")
    expect(banner).to_have_count(2)
    for words in ("Layla", "Steppe Wire", "<b>forged</b>"):
        expect(banner.first).to_contain_text(words)
    banner.last.get_by_role("button").click()
    assert [one["article"] for one in desk.sent("show")] == ["art9"]
    desk.feed(data | {"life": None, "network": None}, "reader")
    expect(banner).to_have_count(0)


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
        "() => [...document.querySelectorAll('.grid > .card:not([data-kind=number])')].map((card) => Math.round(card.getBoundingClientRect().left))"
    )
    assert len(set(lefts)) == 1
    # Numbers are short: two of them share a row.
    numbers = phone.page.evaluate(
        "() => [...document.querySelectorAll('.grid > .card[data-kind=number]')].map((card) => card.getBoundingClientRect().right)"
    )
    assert numbers
    assert max(numbers) <= 390
    assert phone.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_own_network_of_a_long_article_names_the_important_and_takes_the_room_it_is_given(desk: Desk, lang: str) -> None:
    world = canvas_world.drawing(lang)
    data = canvas_reading.lived(lang)
    desk.feed(data | {"height": 700, "network": data["network"] | {"nodes": world["nodes"], "edges": world["edges"]}}, "reader")
    desk.page.wait_for_function("() => __wasl.current?.arrived")
    desk.frame()
    most = sorted(world["nodes"], key=lambda node: -node["degree"])[:5]
    sizes = []
    for _ in range(2):
        boxes = desk.page.evaluate(BOXES)
        named = {label["id"] for label in boxes["labels"]}
        assert {node["label"] for node in most} <= {name.replace("\n", " ") for name in named}
        assert overlapping(boxes["labels"]) == []
        assert overlapping(boxes["discs"]) == []
        across = [disc["x"] for disc in boxes["discs"]]
        sizes.append((len(named), max(across) - min(across)))
        desk.page.locator(".beside .larger").click()
        # What the pointer rests on makes the others step back.
        desk.page.mouse.move(0, 0)
        desk.still()
    # With more room it is laid out anew, and more can be read.
    assert sizes[1][0] > sizes[0][0]
    assert sizes[1][1] > sizes[0][1] * 1.2
