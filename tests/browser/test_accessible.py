"""Every page is checked by axe and for cut text, in both languages, light and dark, on a wide screen and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.canvas import Canvas
from tests.browser.running import Explorer

pytestmark = [pytest.mark.browser, pytest.mark.store]

SERIOUS = ("serious", "critical")
# Faults of Streamlit that no style of ours can mend: rule, part of the element's markup, reason.
NOT_OURS: tuple[tuple[str, str, str], ...] = ()
PAGES = ("/?focus=country-kz&node=country-kz", "/articles", "ARTICLE", "/query?query=RETURN+1", "/dashboards", "/ingest")
# Text that its own box cuts: what a reader cannot read without knowing that there is more. Left out: what is there for
# screen readers only, grids that scroll, and Streamlit's switch, whose boxes clip a pixel of the line's own overhang.
CUT = """() => [...document.querySelectorAll(".wasl *, [data-testid=stMain] *, [data-testid=stSidebar] *")]
  .filter((e) => {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) return false;
    if (e.closest(".wasl-quiet, [data-testid=stDataFrame], [data-testid=stButtonGroup], [aria-hidden=true], option, select, svg") || !e.checkVisibility()) return false;
    const style = getComputedStyle(e);
    return style.overflowX !== "visible" && style.overflowX !== "auto" && style.overflowX !== "scroll" && e.scrollWidth > e.clientWidth + 1;
  })
  .map((e) => `${e.tagName}.${e.className} «${e.textContent.trim().slice(0, 60)}»`)"""


def shown(page: Page, explorer: Explorer, path: str, lang: str) -> None:
    if path == "ARTICLE":
        found = page.request.get(f"{explorer.url}/api/sentences?q=Tokayev&lang={lang}").json()["hits"][0]["article"]["id"]
        path = f"/articles?article={found}"
    page.goto(f"{explorer.url}{path}{'&' if '?' in path else '?'}lang={lang}")
    expect(page.get_by_test_id("stMainBlockContainer")).to_be_visible()
    page.wait_for_function("document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'")
    if path.startswith("/?"):
        Canvas(page).wait()
    if "article=" in path:
        expect(page.locator("[data-wasl=reader] .wasl-text")).to_be_visible()
    if "node=" in path:
        expect(page.locator(".wasl-panel").get_by_role("heading", level=2)).to_be_visible()
    page.wait_for_function("getComputedStyle(document.querySelector('[data-testid=stApp]')).getPropertyValue('--wasl-look') === 'adopted'")
    # What fades while a page runs again has its own colours only afterwards.
    page.wait_for_function(
        """() => !document.querySelector("[data-stale=true]")
          && document.getAnimations().every((a) => a.playState !== "running" || a.effect.getComputedTiming().iterations === Infinity)"""
    )


def serious(page: Page) -> list[str]:
    """What axe finds serious on the page as it stands, with the element's markup."""
    return [
        f"{v['id']} ({v['impact']}): {v['help']}\n  {n['html'][:300]}"
        for v in Axe().run(page).response["violations"]
        if v["impact"] in SERIOUS
        for n in v["nodes"]
        if not any(rule == v["id"] and part in n["html"] for rule, part, _ in NOT_OURS)
    ]


@pytest.mark.parametrize(("lang", "scheme"), [("ar", "light"), ("en", "dark")])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_keeps_anybody_out(explorer: Explorer, open_context: Any, path: str, lang: str, scheme: str) -> None:
    page = open_context(scheme=scheme).new_page()
    shown(page, explorer, path, lang)
    found = serious(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [390, 1280, 1920])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_no_text_is_cut(explorer: Explorer, open_context: Any, width: int, lang: str) -> None:
    page = open_context(width=width, height=844 if width == 390 else 900).new_page()
    cut = {}
    for path in PAGES:
        shown(page, explorer, path, lang)
        if found := page.evaluate(CUT):
            cut[path] = found
    assert not cut, cut


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_menu_of_a_phone_stands_at_the_end_of_the_line(explorer: Explorer, open_context: Any, lang: str) -> None:
    page = open_context(width=390, height=844).new_page()
    shown(page, explorer, "/articles", lang)
    # The style of our own comes with the page's first words.
    side = "box.left < 24" if lang == "ar" else "box.right > 366"
    page.wait_for_function(
        f"() => {{ const box = document.querySelector('[data-testid=stMainMenu]').getBoundingClientRect(); return {side}; }}"
    )
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    room = page.get_by_test_id("stMainMenuPopover").bounding_box()
    assert room is not None and room["x"] >= 0 and room["x"] + room["width"] <= 390
