"""Writes pictures of every page to screenshots/: Arabic and English, light and dark, 1280 and 390 wide.

Run by ``make screenshots``. Starts the explorer on a home of its own with the samples in it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "screenshots"
WIDTHS = {1280: 900, 390: 844}
LOOKS = ("light", "dark")
LANGUAGES = ("ar", "en")
STATEMENT = (ROOT / "explorer" / "examples" / "1-members.cypher").read_text("utf-8")
# What says that a page is drawn: the component's own element, or the page's.
READY = {
    "network": ".wasl-canvas canvas",
    "evidence": ".wasl-canvas canvas",
    "profile": ".wasl-canvas canvas",
    "map": ".wasl-map canvas",
    "timeline": ".wasl-timeline",
    "articles": "[data-testid=stText]",
    "reader": ".wasl-reader",
    "query": "[data-testid=stDataFrame]",
    "dashboards": ".wasl-board",
    "ingest": "[data-testid=stTextArea]",
    "review": "[data-testid=stTabs]",
}
# Pictures of the network page, whose address has no path; what else says which one is meant stands in ``open_page``.
ON_THE_NETWORK = ("network", "evidence", "profile", "map", "timeline")


def main() -> int:
    home = Path(tempfile.mkdtemp(prefix="wasl-screenshots-"))
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "WASL_"))} | {
        "WASL_HOME": str(home),
        "PORT": str(port),
    }
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    server = None
    try:
        subprocess.run([sys.executable, "-m", "ingest", "samples", "--quiet"], cwd=ROOT, env=environment, check=True)
        server = subprocess.Popen([sys.executable, "-m", "explorer"], cwd=ROOT, env=environment)
        base = f"http://127.0.0.1:{port}"
        wait_until_it_answers(base, server)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
            )
            written = picture_all(browser, base)
            browser.close()
        print(f"{written} pictures in {OUT}")
        return 0
    finally:
        if server is not None:
            server.terminate()
            server.wait(30)
        shutil.rmtree(home, ignore_errors=True)


def picture_all(browser: Browser, base: str) -> int:
    written = 0
    for lang, look, (width, height) in product(LANGUAGES, LOOKS, WIDTHS.items()):
        # Each language stands in the address; a look is the browser's.
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if look == "dark" else "light", reduced_motion="reduce"
        )
        for name in READY:
            page = open_page(context, base, name, lang)
            page.screenshot(path=OUT / f"{name}-{lang}-{look}-{width}.png")
            page.close()
            written += 1
        context.close()
    return written


def open_page(context: BrowserContext, base: str, name: str, lang: str) -> Page:
    page = context.new_page()
    params: dict[str, str] = {"lang": lang}
    path = "" if name in ON_THE_NETWORK else "articles" if name == "reader" else name
    if name in ("evidence", "profile", "reader"):
        params |= example(context, base, name)
    if name in ("map", "timeline"):
        params["view"] = name
    if name == "query":
        params["query"] = STATEMENT
    page.goto(f"{base}/{path}?{urlencode(params)}")
    if name == "query":
        page.locator(".st-key-run button").click()
    page.locator(READY[name]).first.wait_for(timeout=60_000)
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
    # Layout and fonts settle after the first picture; there is no event for both.
    page.wait_for_timeout(2_500)
    return page


def example(context: BrowserContext, base: str, name: str) -> dict[str, str]:
    """The best sourced relation around Tokayev, and an article that speaks of it."""
    person = context.request.get(f"{base}/api/search?q=Tokayev").json()["hits"][0]["id"]
    edges = context.request.get(f"{base}/api/expand?id={person}").json()["edges"]
    best = max(edges, key=lambda e: (e["sources"], e["id"]))["id"]
    if name == "evidence":
        return {"focus": person, "edge": best}
    if name == "profile":
        return {"focus": person, "node": person}
    items = context.request.get(f"{base}/api/evidence?relation={best}").json()["items"]
    return {"article": items[0]["article"]["id"], "claim": items[0]["claim"]}


def chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None)
    if found is None:
        raise SystemExit("Chromium is missing: `make test` installs it (Debian: apt-get install chromium)")
    return found


def free_port() -> int:
    import socket

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
    sys.exit(main())
