"""Writes pictures of every page and its main states to screenshots/: Arabic and English, light and dark, 1280 and 390 wide.

Run by ``make screenshots``; names of pictures as arguments write those only. Starts explorers on homes of their own: one
with the samples in it, an empty one, one whose store is away and one whose store does not answer in time.
What is right or wrong on a picture is left to whoever looks at it. Over 300 lines: the table of pictures and what a person
does for each of them stand together.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from explorer.shares import Shares  # noqa: E402 (run as a script, the root is not on the path)
from explorer.text import say  # noqa: E402

OUT = ROOT / "screenshots"
WIDTHS = {1280: 900, 390: 844}
WIDE = (1920, 1080)
LOOKS = ("light", "dark")
LANGUAGES = ("ar", "en")
STATEMENT = (ROOT / "explorer" / "examples" / "1-members.cypher").read_text("utf-8")
ENDLESS = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 100000) AS c WITH a, b, c WHERE a + b < c - 100000 RETURN count(*)"
TOKAYEV, KAZAKHSTAN, CSTO = "person-kassym-jomart-tokayev", "country-kz", "org-csto"
REPORT = (
    "نور سلطان (وكالة مرصد) – أعلن رئيس كازاخستان قاسم جومارت توكاييف أمس الثلاثاء أن قوات منظمة معاهدة الأمن الجماعي "
    "ستنسحب من البلاد خلال عشرة أيام. والتقى توكاييف في العاصمة الأمين العام للمنظمة ستانيسلاف زاس."
)
CANVAS, MAP, TIMELINE = ".wasl-canvas canvas", ".wasl-map canvas", ".wasl-timeline"
GRID, ALERT = "[data-testid=stDataFrame]", "[data-testid=stAlert]"
Act = Callable[[Page, str], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: where it is, what says that it is drawn, and what a person does there before it is taken.

    ``on`` names the explorer: samples, empty, away (no store), slow. ``params`` may be found out by asking the explorer.
    ``wide`` takes it at 1920 pixels too; ``runs``: it is a picture of something that is still going on.
    """

    ready: str
    path: str = ""
    params: Mapping[str, Any] | Callable[[BrowserContext, str], Mapping[str, Any]] = field(default_factory=dict)
    act: Act | None = None
    on: str = "samples"
    wide: bool = False
    runs: bool = False


def disputed(context: BrowserContext, base: str) -> Mapping[str, Any]:
    """The disputed relation with the most sources, among all."""
    hits = (
        ask(context, base, "expand", id=KAZAKHSTAN, statuses="disputed")["edges"]
        or ask(context, base, "expand", id=TOKAYEV, statuses="disputed")["edges"]
    )
    best = max(hits, key=lambda e: (e["sources"], e["id"]))
    return {"focus": best["source"], "edge": best["id"]}


def best_sourced(context: BrowserContext, base: str) -> Mapping[str, Any]:
    edges = ask(context, base, "expand", id=TOKAYEV)["edges"]
    return {"focus": TOKAYEV, "edge": max(edges, key=lambda e: (e["sources"], e["id"]))["id"]}


def article(context: BrowserContext, base: str) -> Mapping[str, Any]:
    """An article with a claim of the best sourced relation around Tokayev."""
    items = ask(context, base, "evidence", relation=best_sourced(context, base)["edge"])["items"]
    return {"article": items[0]["article"]["id"], "claim": items[0]["claim"]}


def ask(context: BrowserContext, base: str, route: str, **params: str) -> Any:
    return context.request.get(f"{base}/api/{route}?{urlencode(params)}").json()


def press(selector: str, ready: str | None = None) -> Act:
    """Click the first of these that can be seen, then wait for what comes of it."""

    def act(page: Page, _lang: str) -> None:
        page.locator(selector).locator("visible=true").first.click()
        if ready:
            page.locator(ready).locator("visible=true").first.wait_for()

    return act


def named(role: Any, key: str, ready: str | None = None, **values: Any) -> Act:
    """Click what bears this word of the interface."""

    def act(page: Page, lang: str) -> None:
        page.get_by_role(role, name=say(lang, key, **values)).locator("visible=true").first.click()
        if ready:
            page.locator(ready).locator("visible=true").first.wait_for()

    return act


def search(page: Page, _lang: str) -> None:
    page.locator(".wasl-search input").first.fill("توكا")
    page.locator(".wasl-search [role=option]").first.wait_for()


def picked(page: Page, _lang: str) -> None:
    page.evaluate("ids => window.__wasl.current.selection.pick(ids)", [KAZAKHSTAN, TOKAYEV])
    page.locator(".wasl-picked [data-act=join]").click()
    page.locator(".wasl-ask").wait_for()


def hover(page: Page, _lang: str) -> None:
    at = page.evaluate("id => window.__wasl.positions()[id]", TOKAYEV)
    box = page.locator(".wasl-stage").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])


def statement(then: Act | None = None) -> Act:
    def act(page: Page, lang: str) -> None:
        page.locator(".st-key-run button").click()
        if then is None:
            page.locator(GRID).first.wait_for()
        else:
            then(page, lang)

    return act


def second_tab(page: Page, _lang: str) -> None:
    page.locator(GRID).first.wait_for()
    page.get_by_role("tab").nth(1).click()
    page.locator(CANVAS).wait_for()


def preview(page: Page, lang: str) -> None:
    page.get_by_label(say(lang, "intakeText"), exact=True).fill(REPORT)
    press(".st-key-preview_text button")(page, lang)
    done = page.get_by_text(say(lang, "intakeDry.done")).first
    done.wait_for()
    done.evaluate("e => e.scrollIntoView()")


def report(page: Page, lang: str) -> None:
    """The samples again, a broken file among them: nothing of it is new, and one is refused."""
    page.get_by_role("tab", name=say(lang, "intakeTab.files")).click()
    files = sorted((ROOT / "samples").glob("*.txt"))[:3]
    given = [FilePayload(name=p.name, mimeType="text/plain", buffer=p.read_bytes()) for p in files]
    page.locator("input[type=file]").set_input_files(
        [*given, FilePayload(name="broken.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 and no more")]
    )
    page.get_by_text("broken.pdf").wait_for()
    press(".st-key-add_files button")(page, lang)
    done = page.get_by_text(say(lang, "intakeState.done"), exact=True).first
    done.wait_for()
    done.evaluate("e => e.scrollIntoView()")


def withdrawn(page: Page, lang: str) -> None:
    page.locator(".st-key-articles_section").get_by_text(say(lang, "articlesTab.withdrawn"), exact=True).click()
    page.get_by_text(say(lang, "withdrawSource"), exact=True).click()
    page.locator(".st-key-withdraw_kind").locator("visible=true").first.wait_for()


def menu(page: Page, _lang: str) -> None:
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_test_id("stMainMenuPopover").wait_for()


def sidebar(page: Page, _lang: str) -> None:
    opener = page.get_by_test_id("stExpandSidebarButton")
    if opener.is_visible():
        opener.click()
    page.wait_for_timeout(600)


AROUND = {"focus": KAZAKHSTAN}
SCENES = {
    "network": Scene(CANVAS, wide=True),
    "focus": Scene(CANVAS, params=AROUND, wide=True),
    "search": Scene(CANVAS, params=AROUND, act=search),
    "hover": Scene(CANVAS, params={"focus": TOKAYEV}, act=hover),
    "profile": Scene(".wasl-panel h2", params={"focus": TOKAYEV, "node": TOKAYEV}, wide=True),
    "evidence": Scene(".wasl-panel blockquote", params=best_sourced, wide=True),
    "disputed": Scene(".wasl-panel blockquote", params=disputed),
    "joining": Scene(CANVAS, params={"drawn": [KAZAKHSTAN, TOKAYEV, CSTO]}, act=picked),
    "groups": Scene(CANVAS, params=AROUND | {"group": "type"}),
    "styling": Scene(CANVAS, params=AROUND | {"colour": "community", "size": "betweenness"}),
    "styles": Scene(CANVAS, params=AROUND, act=press("[data-tool=style]", ".wasl-menu")),
    "hierarchical": Scene(CANVAS, params=AROUND | {"layout": "hierarchical"}),
    "map": Scene(MAP, params={"view": "map"}, wide=True),
    "timeline": Scene(TIMELINE, params={"view": "timeline"}, wide=True),
    "split-map": Scene(MAP, params=AROUND | {"view": "split-map"}, wide=True),
    "split-timeline": Scene(TIMELINE, params=AROUND | {"view": "split-timeline"}, wide=True),
    "clocks": Scene(CANVAS, params=AROUND | {"held_from": "2022-01-05", "held_to": "2022-01-12"}),
    "known": Scene(CANVAS, params=AROUND | {"known_on": "2022-01-09"}),
    "comparing": Scene(CANVAS, params=AROUND | {"compare": "known:2022-01-06:2022-01-15"}),
    "filters": Scene(CANVAS, params=AROUND, act=sidebar),
    "articles": Scene("[data-testid=stText]", "articles", wide=True),
    "withdrawals": Scene(".st-key-articles_section", "articles", act=withdrawn),
    "reader": Scene(".wasl-reader .wasl-text", "articles", article, wide=True),
    "alone": Scene(".wasl-reader .wasl-text", "articles", article, press(".wasl-reader [data-tab=alone]")),
    "query": Scene("[data-testid=stTextArea]", "query", {"query": STATEMENT}, statement(), wide=True),
    "query-graph": Scene("[data-testid=stTextArea]", "query", {"query": STATEMENT}, statement(second_tab)),
    "query-error": Scene(
        "[data-testid=stTextArea]",
        "query",
        {"query": "MATCH (n:Country RETURN n"},
        statement(press(".st-key-run", ".st-key-console_error")),
    ),
    "query-slow": Scene(
        "[data-testid=stTextArea]", "query", {"query": ENDLESS}, statement(press(".st-key-run", ".st-key-cancel")), runs=True
    ),
    "dashboards": Scene(".wasl-board", "dashboards", wide=True),
    "presenter": Scene(".wasl-board", "dashboards", act=press(".wasl-board header button")),
    "ingest": Scene("[data-testid=stTextArea]", "ingest", wide=True),
    "preview": Scene("[data-testid=stTextArea]", "ingest", act=preview),
    "report": Scene("[data-testid=stTextArea]", "ingest", act=report),
    "review": Scene("[data-testid=stTabs]", "review", wide=True),
    "review-history": Scene("[data-testid=stTabs]", "review", act=named("tab", "reviewTab.history")),
    "menu": Scene(CANVAS, params=AROUND, act=menu),
    "no-match": Scene(ALERT, params={"types": "Facility", "families": "kinship"}),
    "broken-address": Scene(CANVAS, params=AROUND | {"held_from": "yesterday", "colors": "red"}),
    "empty": Scene(ALERT, on="empty"),
    "empty-articles": Scene("[data-testid=stMainBlockContainer]", "articles", on="empty"),
    "empty-ingest": Scene("[data-testid=stTextArea]", "ingest", on="empty"),
    "away": Scene(".st-key-retry", on="away"),
    "away-articles": Scene(".st-key-retry", "articles", on="away"),
    "slow": Scene(".st-key-asking", on="slow", runs=True),
}
SHARED = {
    "share-picture": ("picture", {"focus": [KAZAKHSTAN], "view": ["network"]}),
    "share-board": ("dashboard", {"board": ["january-2022"]}),
}


def main(names: list[str]) -> int:
    wanted = names or [*SCENES, *SHARED]
    unknown = set(wanted) - {*SCENES, *SHARED}
    if unknown:
        raise SystemExit(f"No such picture: {', '.join(sorted(unknown))}. There are: {', '.join([*SCENES, *SHARED])}")
    if not names:
        shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(exist_ok=True)
    homes = Path(tempfile.mkdtemp(prefix="wasl-screenshots-"))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
            )
            written = 0
            for on in ("samples", "empty", "away", "slow"):
                here = {name: SCENES[name] for name in wanted if name in SCENES and SCENES[name].on == on}
                shared = [name for name in wanted if name in SHARED and on == "samples"]
                if here or shared:
                    with explorer(homes / on, on) as base:
                        written += picture_all(browser, base, here, homes / on, shared)
            browser.close()
        print(f"{written} pictures in {OUT}")
        return 0
    finally:
        shutil.rmtree(homes, ignore_errors=True)


@contextmanager
def explorer(home: Path, on: str) -> Iterator[str]:
    """An explorer on that home, with the samples, without, without a store, or with one that never answers; yields its address."""
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "WASL_"))} | {
        "WASL_HOME": str(home),
        "PORT": str(port),
    }
    with socket.socket() as mute:
        if on in ("away", "slow"):
            mute.bind(("127.0.0.1", 0))
            # Bound, it refuses; listening, it lets callers in and says nothing.
            if on == "slow":
                mute.listen()
            environment |= {"NEO4J_URI": f"bolt://127.0.0.1:{mute.getsockname()[1]}", "NEO4J_PASSWORD": "not asked for"}
        if on == "samples":
            subprocess.run([sys.executable, "-m", "ingest", "samples", "--quiet"], cwd=ROOT, env=environment, check=True)
        server = subprocess.Popen([sys.executable, "-m", "explorer"], cwd=ROOT, env=environment)
        try:
            base = f"http://127.0.0.1:{port}"
            wait_until_it_answers(base, server)
            yield base
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                # A question to a store that never answers may hold it up.
                server.kill()
                server.wait()


def picture_all(browser: Browser, base: str, scenes: Mapping[str, Scene], home: Path, shared: list[str]) -> int:
    written = 0
    for lang, look, (width, height) in product(LANGUAGES, LOOKS, [*WIDTHS.items(), WIDE]):
        # Each language stands in the address; a look is the browser's.
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=lang,
            color_scheme="dark" if look == "dark" else "light",
            reduced_motion="reduce",
        )
        for name, scene in scenes.items():
            if width != WIDE[0] or scene.wide:
                page = context.new_page()
                try:
                    open_scene(page, base, scene, lang)
                finally:
                    page.screenshot(path=OUT / f"{name}-{lang}-{look}-{width}.png")
                    page.close()
                written += 1
        for name in shared if width != WIDE[0] else ():
            kind, scope = SHARED[name]
            token = Shares(home).create(kind, scope | {"lang": [lang], "theme": [look]}, datetime.now(UTC))
            page = context.new_page()
            page.goto(f"{base}/share/{token}")
            page.locator(CANVAS if kind == "picture" else ".wasl-board").first.wait_for()
            page.wait_for_timeout(2_500)
            page.screenshot(path=OUT / f"{name}-{lang}-{look}-{width}.png")
            page.close()
            written += 1
        context.close()
    return written


def open_scene(page: Page, base: str, scene: Scene, lang: str) -> None:
    params = scene.params(page.context, base) if callable(scene.params) else scene.params
    # Streamlit remembers whether its side menu was open.
    page.add_init_script("localStorage.clear()")
    page.goto(f"{base}/{scene.path}?{urlencode({'lang': lang, **params}, doseq=True)}")
    page.locator(scene.ready).locator("visible=true").first.wait_for(timeout=60_000)
    if not scene.runs or scene.act:
        settle(page)
    if scene.act:
        scene.act(page, lang)
        # What is pictured while it runs has no end to wait for.
        page.wait_for_timeout(1_500) if scene.runs else settle(page)


def settle(page: Page) -> None:
    """Until Streamlit has run the page to its end, and a map, where there is one, has its boundaries."""
    page.wait_for_function(
        """() => {
          const app = document.querySelector("[data-testid=stApp]"), map = window.__wasl?.current?.views?.map;
          return (!app || app.dataset.testScriptState === "notRunning") && (!map?.open || (map.borders && map.spots.size > 0));
        }""",
        timeout=60_000,
    )
    # Layout and fonts settle after the first picture; there is no event for both.
    page.wait_for_timeout(2_000)


def chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None)
    if found is None:
        raise SystemExit("Chromium is missing: `make test` installs it (Debian: apt-get install chromium)")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(base: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if server.poll() is not None:
            raise SystemExit(f"the explorer ended with code {server.returncode}")
        try:
            with urllib.request.urlopen(f"{base}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise SystemExit("the explorer does not answer")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
