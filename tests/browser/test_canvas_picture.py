"""What is drawn: whole, without overlap, the same each time, safe, to be saved; on a phone, empty, and without a server."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from explorer.components import asset
from tests.browser import canvas_world
from tests.browser.desk import BOXES, Desk, moved, overlapping

pytestmark = pytest.mark.browser
STRICT = "default-src 'none'; script-src 'self' 'sha256-{hash}'; style-src 'self'; img-src data: blob:; connect-src 'self'"


def crowd(hubs: int, leaves: int, pairs: int) -> dict[str, Any]:
    """Hubs in a chain with leaves on each, and pairs that nothing joins to them; more labels than the window has room for."""
    data = canvas_world.drawing()
    node, edge = data["nodes"][0], data["edges"][0]
    ends = [(f"h{i}", f"h{i + 1}") for i in range(hubs - 1)] + [(f"l{i}-{j}", f"h{i}") for i in range(hubs) for j in range(leaves)]
    ends += [(f"p{i}", f"q{i}") for i in range(pairs)]
    names = sorted({end for both in ends for end in both})
    degree = {name: sum(name in both for both in ends) for name in names}
    nodes = [node | {"id": name, "label": f"منظمة معاهدة {name}", "degree": degree[name]} for name in names]
    edges = [edge | {"id": f"r{n}", "source": a, "target": b} for n, (a, b) in enumerate(ends)]
    return data | {"nodes": nodes, "edges": edges, "totals": {"entities": len(nodes), "relations": len(edges)}}


def test_in_a_crowd_no_label_lies_on_a_disc_or_another_and_the_hubs_are_named(desk: Desk) -> None:
    desk.draw(crowd(6, 10, 12))
    boxes = desk.page.evaluate(BOXES)
    assert len(boxes["discs"]) == 6 + 60 + 24
    assert overlapping(boxes["discs"] + boxes["labels"]) == []
    named = {label["id"].split()[-1] for label in boxes["labels"]}
    assert {f"h{i}" for i in range(6)} <= named
    window = desk.page.locator(".wasl-stage").bounding_box()
    assert window and all(d["x"] >= 0 and d["x"] + d["w"] <= window["width"] for d in boxes["discs"])
    assert all(d["y"] >= 0 and d["y"] + d["h"] <= window["height"] for d in boxes["discs"])


def test_what_an_address_selects_does_not_lie_under_its_panel(desk: Desk) -> None:
    data = canvas_world.drawing()
    desk.draw(data | {"selected": {"node": None, "edge": "a2"}})
    expect(desk.page.locator(".wasl-claim")).to_have_count(4)
    desk.frame()
    at = desk.positions()
    panel, stage = (desk.page.locator(name).bounding_box() for name in (".wasl-panel", ".wasl-stage"))
    assert panel and stage
    ends = next((e["source"], e["target"]) for e in data["edges"] if e["id"] == "a2")
    # In Arabic the panel stands on the left.
    assert all(panel["x"] + panel["width"] - stage["x"] < at[end]["x"] < stage["width"] for end in ends)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_article_graph_is_drawn_whole_and_nothing_overlaps(desk: Desk, lang: str) -> None:
    desk.draw(canvas_world.drawing(lang))
    boxes = desk.page.evaluate(BOXES)
    assert len(boxes["discs"]) == len(canvas_world.ENTITIES) == len(boxes["labels"])
    assert overlapping(boxes["discs"] + boxes["labels"] + boxes["readings"]) == []
    room = desk.page.locator(".wasl-stage").bounding_box()
    assert room
    for box in boxes["labels"] + boxes["discs"]:
        assert box["x"] >= 0 and box["x"] + box["w"] <= room["width"], box
        assert box["y"] >= 0 and box["y"] + box["h"] <= room["height"], box


def test_the_same_graph_in_another_order_is_the_same_picture(desk: Desk) -> None:
    drawing = canvas_world.drawing()
    desk.draw(drawing)
    first = desk.positions()
    desk.load()
    desk.draw(drawing | {"nodes": drawing["nodes"][::-1], "edges": drawing["edges"][::-1]})
    assert moved(first, desk.positions()) == 0


@pytest.mark.parametrize("layout", ["concentric", "hierarchical", "circular"])
def test_other_layouts_keep_discs_apart_and_can_be_undone(desk: Desk, layout: str) -> None:
    desk.draw(canvas_world.drawing())
    before = desk.positions()
    desk.page.locator('[data-tool="layout"]').click()
    desk.page.locator(".wasl-menu button").nth(["force", "concentric", "hierarchical", "circular"].index(layout)).click()
    desk.frame()
    assert moved(before, desk.positions()) > 50
    assert overlapping(desk.page.evaluate(BOXES)["discs"]) == []
    desk.page.locator('[data-tool="undo"]').click()
    desk.page.locator('[data-tool="fit"]').click()
    desk.still()
    assert moved(before, desk.positions()) < 1


def test_text_of_articles_never_becomes_markup(desk: Desk) -> None:
    drawing = canvas_world.drawing("en")
    drawing["nodes"][0]["label"] = '<img src=x onerror="window.hit=1">'
    desk.draw(drawing)
    desk.page.evaluate("() => __wasl.current.selection.pick([__wasl.current.data.nodes[0].id])")
    desk.page.wait_for_timeout(200)
    assert desk.page.evaluate("() => window.hit") is None
    assert desk.page.locator(".wasl img").count() == 0


def test_a_strict_content_policy_is_no_hindrance(chromium: Browser) -> None:
    body = canvas_world.page().replace("<style>body { margin: 0; padding: 14px; }</style>", "")
    script = re.search(r'<script type="module">(.*?)</script>', body, re.DOTALL)
    assert script
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    context = chromium.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.route("**/wasl.js", lambda route: route.fulfill(content_type="text/javascript", body=asset().read()))
    page.route(
        "http://wasl.test/",
        lambda route: route.fulfill(
            content_type="text/html", body=body, headers={"content-security-policy": STRICT.replace("{hash}", digest)}
        ),
    )
    page.goto("http://wasl.test/")
    page.wait_for_function("window.loaded")
    page.evaluate("data => { wasl.mountPicture(document.getElementById('parent'), data, null); }", canvas_world.drawing() | {"api": None})
    page.wait_for_function("document.querySelector('.wasl-canvas')?.dataset.drawn === '33'")
    assert page.evaluate("() => document.fonts.check('600 14px \"Wasl Plex\"', 'ك')")
    assert complaints == []
    context.close()


def test_on_a_phone_the_panel_is_a_sheet_and_nothing_sticks_out(phone: Desk) -> None:
    phone.draw(canvas_world.drawing())
    phone.page.evaluate("() => __wasl.current.selection.pick(['tok'])")
    expect(phone.page.locator(".wasl-panel")).to_contain_text("Токаев")
    box, root = phone.page.locator(".wasl-panel").bounding_box(), phone.page.locator(".wasl-canvas").bounding_box()
    assert box and root
    assert box["width"] >= root["width"] - 4
    assert box["y"] > root["y"] + 150
    assert phone.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_an_empty_picture_says_what_to_do(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en", only=set()))
    expect(desk.page.locator(".wasl-empty")).to_be_visible()
    desk.page.get_by_role("combobox").fill("Kazakh")
    desk.page.get_by_role("option").first.click()
    desk.page.wait_for_function("__wasl.drawn().length > 3")
    expect(desk.page.locator(".wasl-empty")).to_be_hidden()


def test_a_picture_without_a_server_shows_what_is_in_it(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en") | {"api": None})
    desk.page.evaluate("() => __wasl.current.selection.pick(['tok'])")
    expect(desk.page.locator(".wasl-panel .row")).to_have_count(7)
    assert desk.page.locator('[data-act="expand"]').count() == 0
    assert desk.asked == []


def test_pictures_can_be_saved(desk: Desk) -> None:
    desk.draw(canvas_world.drawing())
    for place, (kind, start) in enumerate((("png", b"\x89PNG"), ("svg", b"<svg"))):
        desk.page.locator('[data-tool="download"]').click()
        with desk.page.expect_download() as saved:
            desk.page.locator(".wasl-menu button").nth(place).click()
        path = saved.value.path()
        assert saved.value.suggested_filename.endswith(kind)
        assert Path(path).read_bytes().startswith(start)
        assert os.path.getsize(path) > 5000
