"""Every page is checked by axe and for cut text, in both languages, light and dark, on wide screens and on a phone.

Each page is opened once in each language; windows and looks then change under it, as they do under a reader's hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from explorer.shares import Shares
from explorer.text import say
from tests.browser.canvas import Canvas
from tests.browser.conftest import PATIENCE, Opener, Watch
from tests.browser.running import Explorer

pytestmark = [pytest.mark.browser, pytest.mark.store]

SERIOUS = ("serious", "critical")
# Faults of Streamlit that no style of ours can mend: rule, part of the element's markup, reason.
NOT_OURS: tuple[tuple[str, str, str], ...] = ()
FOCUS = "focus=country-kz"
# By name: the address, or how it is found.
PAGES = {
    "network": f"/?{FOCUS}",
    "profile": f"/?{FOCUS}&node=country-kz",
    "evidence": "EDGE",
    "map": f"/?{FOCUS}&view=map",
    "map and network": f"/?{FOCUS}&view=split-map",
    "timeline": f"/?{FOCUS}&view=timeline&dates=known",
    "no match": "/?types=Facility&families=kinship",
    "articles": "/articles",
    "reader": "ARTICLE",
    "query": "/query?query=RETURN+1",
    "dashboards": "/dashboards",
    "adding": "/ingest",
    "review": "/review",
    "share": "SHARE",
}
# In each language each look and each width comes once.
LOOKS = {"ar": (("light", 1280), ("dark", 390), ("light", 1920)), "en": (("dark", 1280), ("light", 390), ("dark", 1920))}
# Text that its own box cuts: what a reader cannot read without knowing that there is more. Left out: what is there for
# screen readers only, grids that scroll, and Streamlit's switch, whose boxes clip a pixel of the line's own overhang,
# and the closed side menu, which lies beside the screen.
CUT = """() => [...document.querySelectorAll(".wasl *, [data-testid=stMain] *, [data-testid=stSidebar] *")]
  .filter((e) => {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) return false;
    if (e.closest(".wasl-quiet, [data-testid=stDataFrame], [data-testid=stButtonGroup], [aria-hidden=true], option, select, svg, [data-testid=stSidebar][data-collapsed=true]") || !e.checkVisibility()) return false;
    const style = getComputedStyle(e);
    return style.overflowX !== "visible" && style.overflowX !== "auto" && style.overflowX !== "scroll" && e.scrollWidth > e.clientWidth + 1;
  })
  .map((e) => `${e.tagName}.${e.className} «${e.textContent.trim().slice(0, 60)}»`)"""


@pytest.fixture(scope="module")
def pages(chromium: Browser) -> Iterator[dict[str, Page]]:
    """One page for each language, which all tests here share."""
    watch = Watch()
    made: dict[str, Page] = {}
    for lang in LOOKS:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale=lang, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        context.on("page", watch.follow)
        made[lang] = context.new_page()
    yield made
    for page in made.values():
        page.context.close()
    assert not watch.left(), "\n".join(watch.left())


def address(page: Page, explorer: Explorer, name: str, lang: str) -> str:
    path = PAGES[name]
    if path == "ARTICLE":
        found = page.request.get(f"{explorer.url}/api/sentences?q=Tokayev&lang={lang}").json()["hits"][0]["article"]["id"]
        path = f"/articles?article={found}"
    elif path == "EDGE":
        edge = page.request.get(f"{explorer.url}/api/expand?id=country-kz&lang={lang}").json()["edges"][0]["id"]
        path = f"/?{FOCUS}&edge={edge}"
    elif path == "SHARE":
        scope = {"focus": ["country-kz"], "lang": [lang], "view": ["split-timeline"], "theme": [LOOKS[lang][0][0]]}
        return f"/share/{Shares(explorer.home).create('picture', scope, datetime.now(UTC))}"
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


def shown(page: Page, explorer: Explorer, name: str, lang: str) -> None:
    """Open a page and wait until what makes it out is there."""
    path = address(page, explorer, name, lang)
    page.goto(explorer.url + path)
    if name != "share":
        expect(page.get_by_test_id("stMainBlockContainer")).to_be_visible()
    rested(page)
    if path.startswith(("/?", "/share/")) and name != "no match":
        Canvas(page).wait()
    if name == "reader":
        expect(page.locator("[data-wasl=reader] .wasl-text")).to_be_visible()
    if name == "profile":
        expect(page.locator(".wasl-panel").get_by_role("heading", level=2)).to_be_visible()
    if name == "evidence":
        expect(page.locator(".wasl-panel blockquote").first).to_be_visible()
    if "map" in name:
        page.wait_for_function("() => window.__wasl.current.views.map.spots.size > 0 && window.__wasl.current.views.map.borders")


def rested(page: Page) -> None:
    """Until Streamlit has run the page to its end, its look is adopted and nothing fades any more."""
    page.wait_for_function(
        """() => {
          const app = document.querySelector("[data-testid=stApp]");
          const still = document.getAnimations().every((a) => a.playState !== "running" || a.effect.getComputedTiming().iterations === Infinity);
          if (!app) return still && document.querySelector("#wasl > *");
          return still && app.dataset.testScriptState === "notRunning" && !document.querySelector("[data-stale=true]")
            && getComputedStyle(app).getPropertyValue("--wasl-look") === "adopted";
        }"""
    )


def seen_as(page: Page, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844 if width == 390 else 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def turned(page: Page, scheme: str, width: int) -> None:
    """Another look and another window, under the page as it stands."""
    seen_as(page, scheme, width)
    # A shared page keeps the look that it was shared with.
    page.wait_for_function(
        """(scheme) => location.pathname.startsWith("/share/")
          || [...document.querySelectorAll("[data-wasl]")].every((e) => !e.dataset.theme || e.dataset.theme === scheme)""",
        arg=scheme,
    )
    rested(page)


def serious(page: Page) -> list[str]:
    """What axe finds serious on the page as it stands, with the element's markup."""
    return [
        f"{v['id']} ({v['impact']}): {v['help']}\n  {n['html'][:300]}"
        for v in Axe().run(page).response["violations"]
        if v["impact"] in SERIOUS
        for n in v["nodes"]
        if not any(rule == v["id"] and part in n["html"] for rule, part, _ in NOT_OURS)
    ]


@pytest.mark.parametrize("lang", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_keeps_anybody_out_or_cuts_its_words(explorer: Explorer, pages: dict[str, Page], name: str, lang: str) -> None:
    page = pages[lang]
    seen_as(page, *LOOKS[lang][0])
    shown(page, explorer, name, lang)
    found: list[str] = []
    for scheme, width in LOOKS[lang]:
        turned(page, scheme, width)
        where = f"{scheme}, {width} px: "
        found += [where + words for words in page.evaluate(CUT)]
        # What axe looks at is no wider on a wider screen.
        if width != 1920:
            found += [where + words for words in serious(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_menu_of_a_phone_stands_at_the_end_of_the_line(explorer: Explorer, open_context: Opener, lang: str) -> None:
    page = open_context(width=390, height=844).new_page()
    shown(page, explorer, "articles", lang)
    # The style of our own comes with the page's first words.
    side = "box.left < 24" if lang == "ar" else "box.right > 366"
    page.wait_for_function(
        f"() => {{ const box = document.querySelector('[data-testid=stMainMenu]').getBoundingClientRect(); return {side}; }}"
    )
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    # A title in another script than the page's keeps its own order.
    assert page.locator("[data-testid=stText] > *").first.evaluate("e => getComputedStyle(e).unicodeBidi") == "plaintext"
    room = page.get_by_test_id("stMainMenuPopover").bounding_box()
    assert room is not None and room["x"] >= 0 and room["x"] + room["width"] <= 390
    # Streamlit's own words give way to ours in Arabic.
    look = page.get_by_test_id("stMainMenuItem-theme-Dark").evaluate(
        "e => [getComputedStyle(e).fontSize, getComputedStyle(e, '::after').content]"
    )
    assert (look[0] == "0px", look[1]) == ((True, f'"{say(lang, "lookDark")}"') if lang == "ar" else (False, "none"))
