"""A page with the components' bundle and no server behind it: what a test draws, clicks and hears there.

The little world that it shows is left to ``canvas_world``, the fixtures to ``conftest``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, Route

from explorer.components import asset
from tests.browser import canvas_world

Point = dict[str, float]
ADDRESS = "http://wasl.test/"


@dataclass
class Desk:
    """A page with the bundle, the routes that it asks, and what it told Python. ``down`` makes the routes answer so.

    Its page serves one test after the other; ``clear`` gives each the page as it was loaded, but for the program in it.
    """

    page: Page
    asked: list[str] = field(default_factory=list)
    down: tuple[int, dict[str, Any]] | None = None
    shared: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    tests: int = 0

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

    def load(self) -> None:
        self.page.goto(ADDRESS)
        self.page.wait_for_function("window.loaded")

    def clear(self) -> None:
        """As a page just loaded: nothing drawn, nothing asked, nothing told, no pointer over it."""
        self.asked, self.down, self.shared = [], None, {}
        self.errors.clear()
        self.tests += 1
        self.page.unroute("**/api/**")
        self.page.mouse.move(0, 0)
        self.page.evaluate("""() => {
          window.off?.();
          window.off = null;
          document.querySelectorAll(":popover-open").forEach((one) => one.hidePopover());
          const parent = Object.assign(document.createElement("div"), { id: "parent" });
          document.body.replaceChildren(parent);
          scrollTo(0, 0);
          window.sent = [];
          __wasl.current = null;
          __wasl.mounts = 0;
        }""")

    def feed(self, data: dict[str, Any], entry: str = "network", where: str = "parent") -> None:
        """What Streamlit does at a rerun."""
        own = {**data, "instance": f"{data.get('instance', '')}-{self.tests}"} if "instance" in data else data
        self.page.evaluate("([entry, data, where]) => { window.off = feed(entry, data, where); }", [entry, own, where])

    def draw(self, data: dict[str, Any]) -> None:
        self.feed(data)
        self.page.wait_for_function("document.querySelector('.wasl-canvas')?.dataset.drawn !== undefined")
        self.frame()

    def frame(self) -> None:
        """Wait for two frames: the picture and the ink above it."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def positions(self) -> dict[str, Point]:
        found: dict[str, Point] = self.page.evaluate("() => __wasl.positions()")
        return found

    def drawn(self) -> list[str]:
        found: list[str] = self.page.evaluate("() => __wasl.drawn()")
        return found

    def shown(self) -> list[str]:
        """What the canvas shows, groups among it."""
        found: list[str] = self.page.evaluate("() => [...__wasl.current.shownItems.keys()].sort()")
        return found

    def sent(self, name: str) -> list[Any]:
        return [value for key, value in self.page.evaluate("() => window.sent") if key == name]

    def click(self, entity: str) -> None:
        point = self.positions()[entity]
        self.page.locator(".wasl-stage").click(position={"x": point["x"], "y": point["y"]})

    def wait_drawn(self, count: int) -> None:
        self.page.wait_for_function("n => __wasl.drawn().length === n", arg=count)

    def still(self) -> None:
        """Wait until the camera rests."""
        self.page.wait_for_function("() => !__wasl.current.stage.sigma.getCamera().isAnimating()")
        self.frame()


def opened(chromium: Browser, width: int, height: int) -> Iterator[Desk]:
    """A desk in a window of its own."""
    context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    desk = Desk(context.new_page())
    desk.page.on("pageerror", lambda error: desk.errors.append(str(error)))
    desk.page.route("**/*", desk.serve)
    desk.load()
    yield desk
    context.close()


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
