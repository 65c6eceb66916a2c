"""The components in a real browser on a page without a server: what a reader sees, clicks and types."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from explorer.components import asset
from tests.browser import canvas_reading, canvas_world

pytestmark = pytest.mark.browser
STRICT = "default-src 'none'; script-src 'self' 'sha256-{hash}'; style-src 'self'; img-src data: blob:; connect-src 'self'"
Point = dict[str, float]


@dataclass
class Desk:
    """A page with the bundle, the routes that it asks, and what it told Python. ``down`` makes the routes answer so."""

    page: Page
    asked: list[str] = field(default_factory=list)
    down: tuple[int, dict[str, Any]] | None = None
    shared: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def serve(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.path == "/":
            route.fulfill(content_type="text/html", body=canvas_world.page())
        elif url.path == "/wasl.js":
            route.fulfill(content_type="text/javascript", body=asset().read())
        elif url.path == "/share/data":
            route.fulfill(status=self.down[0], json=self.down[1]) if self.down else route.fulfill(json=self.shared)
        elif url.path.startswith("/api/"):
            self.asked.append(f"{url.path}?{url.query}")
            status, body = self.down or canvas_world.answer(url.path.removeprefix("/api/"), parse_qs(url.query))
            route.fulfill(status=status, json=body)
        else:
            route.fulfill(status=404, body="")

    def feed(self, data: dict[str, Any], entry: str = "network", where: str = "parent") -> None:
        """What Streamlit does at a rerun."""
        self.page.evaluate("([entry, data, where]) => { window.off = feed(entry, data, where); }", [entry, data, where])

    def draw(self, data: dict[str, Any]) -> None:
        self.feed(data)
        self.page.wait_for_function("document.querySelector('.wasl-canvas')?.dataset.drawn !== undefined")
        self.frame()

    def frame(self) -> None:
        """Wait for two frames: the picture and the ink above it."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def positions(self) -> dict[str, Point]:
        return self.page.evaluate("() => __wasl.positions()")

    def drawn(self) -> list[str]:
        return self.page.evaluate("() => __wasl.drawn()")

    def sent(self, name: str) -> list[Any]:
        return [value for key, value in self.page.evaluate("() => window.sent") if key == name]

    def click(self, entity: str) -> None:
        point = self.positions()[entity]
        self.page.locator(".wasl-stage").click(position={"x": point["x"], "y": point["y"]})

    def wait_drawn(self, count: int) -> None:
        self.page.wait_for_function("n => __wasl.drawn().length === n", arg=count)


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Desk]:
    yield from _desk(chromium, 1280, 760)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Desk]:
    yield from _desk(chromium, 390, 800)


def _desk(chromium: Browser, width: int, height: int) -> Iterator[Desk]:
    context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    desk = Desk(page)
    page.on("pageerror", lambda error: desk.errors.append(str(error)))
    page.route("**/*", desk.serve)
    page.goto("http://wasl.test/")
    page.wait_for_function("window.loaded")
    yield desk
    context.close()
    assert desk.errors == []


def moved(before: dict[str, Point], after: dict[str, Point]) -> float:
    """The longest way in px that anything drawn before and after has gone."""
    both = before.keys() & after.keys()
    assert both
    return max(max(abs(before[i][axis] - after[i][axis]) for axis in ("x", "y")) for i in both)


def overlapping(boxes: list[dict[str, float]]) -> list[tuple[str, str]]:
    hits = []
    for a, b in itertools.combinations(boxes, 2):
        across = min(a["x"] + a["w"], b["x"] + b["w"]) - max(a["x"], b["x"])
        down = min(a["y"] + a["h"], b["y"] + b["h"]) - max(a["y"], b["y"])
        if across > 1 and down > 1:
            hits.append((str(a["id"]), str(b["id"])))
    return hits


BOXES = """() => {
  const net = __wasl.current, scene = net.scene();
  const discs = [...net.shownItems.values()].map((i) => { const p = net.stage.project(i.id), r = net.stage.pixels(i.size) * 0.9; return {id: i.id, x: p.x - r, y: p.y - r, w: 2 * r, h: 2 * r}; });
  const labels = scene.labels.map((l) => ({id: l.lines.join(' '), x: l.cx - l.w / 2, y: l.cy - l.h / 2, w: l.w, h: l.h}));
  const readings = scene.readings.map((l) => ({id: l.text, x: l.cx - l.w / 2, y: l.cy - l.h / 2, w: l.w, h: l.h}));
  return {discs, labels, readings};
}"""


# ---- the picture


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
    desk.page.reload()
    desk.page.wait_for_function("window.loaded")
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
    desk.page.wait_for_timeout(500)
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
    import base64
    import hashlib

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


# ---- never resets


def test_reruns_move_nothing_and_make_no_second_renderer(desk: Desk) -> None:
    desk.draw(canvas_world.drawing())
    desk.page.mouse.move(600, 350)
    desk.page.mouse.wheel(0, -240)
    desk.page.wait_for_timeout(500)
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
    desk.page.wait_for_timeout(600)
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


# ---- changes


def test_expand_draws_beside_and_undo_three_times_gives_the_same_set(desk: Desk) -> None:
    desk.draw(canvas_world.drawing(only={"kz", "tok"}))
    steps = [desk.drawn()]
    before = desk.positions()
    for entity in ("kz", "csto", "tok"):
        desk.page.evaluate("id => __wasl.current.changes.expand(id)", entity)
        desk.page.wait_for_function("n => __wasl.drawn().length > n", arg=len(steps[-1]))
        desk.page.wait_for_timeout(350)
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
    desk.page.evaluate("""() => { const net = __wasl.current, ids = __wasl.drawn();
        for (let i = 0; i < 60; i++) { net.changes.hide([ids[i % 20]]); net.changes.undo(); net.changes.redo(); net.changes.hide([ids[20 + (i % 10)]]); } }""")
    assert desk.page.evaluate("() => __wasl.current.history.done.length") == 120
    desk.page.evaluate("() => { for (let i = 0; i < 120; i++) __wasl.current.changes.undo(); }")
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


# ---- clicking


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
    claims.nth(0).locator(".open").click()
    assert [{k: asked[k] for k in ("article", "claim")} for asked in desk.sent("open")] == [{"article": "art1", "claim": "c1"}]


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


# ---- finding and filtering


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
    desk.page.wait_for_timeout(400)
    now = desk.positions()
    assert set(now) == {"kz", "csto", "tok"}
    assert before.keys() <= now.keys()


def test_search_says_when_nothing_is_found(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("en"))
    desk.page.get_by_role("combobox").fill("zzzz")
    expect(desk.page.locator(".wasl-search .empty")).to_contain_text("zzzz")


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


# ---- without a mouse, on a phone, when things fail


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
    desk.page.wait_for_timeout(300)
    assert desk.page.locator(".wasl-panel .wasl-error").inner_text() != refused


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


# ---- reader and dashboard


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


# ---- the pointer


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


def test_another_language_and_theme_keep_every_place(desk: Desk) -> None:
    desk.draw(canvas_world.drawing("ar", "light"))
    before = desk.positions()
    desk.page.evaluate("() => __wasl.current.selection.pick(['tok'])")
    desk.feed(canvas_world.drawing("en", "dark"))
    expect(desk.page.locator(".wasl-panel h2")).to_have_text("Kassym-Jomart Tokayev")
    desk.frame()
    assert moved(before, desk.positions()) == 0
    assert desk.page.locator(".wasl-canvas").get_attribute("dir") == "ltr"
