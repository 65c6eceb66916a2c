"""What a person sees and does on the network canvas, for the journeys."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

Point = dict[str, float]


class Canvas:
    """The network on a page. Positions are px in the page's viewport."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("[data-wasl=network]")
        self.panel = self.root.locator(".wasl-panel")
        self.search = self.root.get_by_role("combobox")
        self.suggestions = self.root.get_by_role("option")

    def wait(self, least: int = 1) -> Canvas:
        """Until at least so many entities are drawn and the picture rests."""
        self.page.wait_for_function("n => window.__wasl?.current?.ready && window.__wasl.drawn().length >= n", arg=least)
        self.rest()
        return self

    def back(self) -> None:
        """Leave the reader as the browser's "back" does; its own small network goes with it."""
        self.page.go_back()
        expect(self.page.locator("[data-wasl=reader]")).to_have_count(0)
        expect(self.root).to_be_visible()

    def rest(self) -> None:
        """Until positions and camera are the same over ten frames."""
        self.page.wait_for_function(
            """() => {
              const now = JSON.stringify([window.__wasl.positions(), window.__wasl.camera()]);
              const seen = (window.__rest ??= { now: null, frames: 0 });
              seen.frames = seen.now === now ? seen.frames + 1 : 0;
              seen.now = now;
              return seen.frames >= 10;
            }"""
        )
        self.page.evaluate("window.__rest = null")

    def drawn(self) -> list[str]:
        found: list[str] = self.page.evaluate("window.__wasl.drawn()")
        return found

    def edges(self) -> list[str]:
        found: list[str] = self.page.evaluate("window.__wasl.edges()")
        return found

    def positions(self) -> dict[str, Point]:
        found: dict[str, Point] = self.page.evaluate("window.__wasl.positions()")
        return found

    def camera(self) -> Any:
        return self.page.evaluate("window.__wasl.camera()")

    def mounts(self) -> int:
        found: int = self.page.evaluate("window.__wasl.mounts")
        return found

    def state(self) -> tuple[list[str], list[str], dict[str, Point], Any, int]:
        """All that must not change by itself."""
        return self.drawn(), self.edges(), self.positions(), self.camera(), self.mounts()

    def click_node(self, entity: str) -> None:
        self._click(self.positions()[entity])

    def click_edge(self, relation: str) -> None:
        self._click(self.page.evaluate("id => window.__wasl.middle(id)", relation))

    def _click(self, at: Point) -> None:
        box = self.root.locator(".wasl-stage").bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])

    def find(self, text: str) -> Locator:
        """Type into the search box; returns the suggestions, once there are any."""
        self.search.click()
        self.search.fill(text)
        expect(self.suggestions.first).to_be_visible()
        return self.suggestions

    def tool(self, name: str) -> Locator:
        return self.root.locator(f"[data-tool={name}]")
