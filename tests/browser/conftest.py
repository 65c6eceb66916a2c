"""Chromium and the running explorer for the browser tests: real servers, real processes, nothing from the network.

A page fails its test when its console shows an error, its script throws, or it asks another host than this machine.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, expect, sync_playwright

from tests.browser import desk as desks
from tests.browser.desk import Desk
from tests.browser.reports import CARRIED, MEETING, NO_MEETING, written
from tests.browser.running import Explorer
from tests.neo4j_server import Neo4jServer

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
_CHROMIUM = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
_HERE = re.compile(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:|file:|about:")
# Streamlit looks for its server beneath the address of a page first, then above it.
_PROBES = r"Failed to load resource: .* 404 .*/(network|articles|query|dashboards|ingest|review)/_stcore/(health|host-config)\)"
# Milliseconds. Generous, because the machines of tests are busy: what is waited for is a condition, never a time.
PATIENCE = 30_000

SERVERS = ("arcadedb", "neo4j")


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """Playwright itself, of which a process runs one at a time."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    assert program, "Chromium is missing: `make test` installs it (Debian: apt-get install chromium)"
    expect.set_options(timeout=PATIENCE)
    browser = driver.chromium.launch(executable_path=program, args=list(ARGUMENTS))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def own_neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A Neo4j for these tests alone: they stop and start it, and others empty theirs."""
    with Neo4jServer(tmp_path_factory.mktemp("browser-neo4j")) as server:
        yield server


def server_values(server: str, request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings that choose the server."""
    if server == "arcadedb":
        return {}
    neo4j: Neo4jServer = request.getfixturevalue("own_neo4j")
    return {"NEO4J_URI": neo4j.uri, "NEO4J_PASSWORD": neo4j.password}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What people do every day is shown on both servers; what is the page's alone, on the embedded store."""
    if "explorer" in metafunc.fixturenames and "explorer" not in vars(metafunc.module):
        both = metafunc.definition.get_closest_marker("both_servers") is not None
        metafunc.parametrize("explorer", SERVERS if both else SERVERS[:1], indirect=True, scope="session")


@pytest.fixture(scope="session")
def explorer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """The explorer on the server that is asked for, with the samples and a carried report in it."""
    home = tmp_path_factory.mktemp(f"explorer-{request.param}") / "home"
    running = Explorer(home, {"WASL_QUERY_TIMEOUT": "60", **server_values(request.param, request)})
    reports = {"carried.txt": CARRIED, "meeting.txt": MEETING, "no-meeting.txt": NO_MEETING}
    running.ingest("samples", *(written(home.parent / "reports", name, text) for name, text in reports.items()))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def desk_page(chromium: Browser) -> Iterator[Desk]:
    yield from desks.opened(chromium, 1280, 760)


@pytest.fixture(scope="session")
def phone_page(chromium: Browser) -> Iterator[Desk]:
    yield from desks.opened(chromium, 390, 800)


def _cleared(desk: Desk) -> Iterator[Desk]:
    desk.clear()
    yield desk
    assert desk.errors == []


@pytest.fixture
def desk(desk_page: Desk) -> Iterator[Desk]:
    """The components without a server; the page is the same for all tests, cleared for each."""
    yield from _cleared(desk_page)


@pytest.fixture
def phone(phone_page: Desk) -> Iterator[Desk]:
    """A desk as wide as a phone."""
    yield from _cleared(phone_page)


@pytest.fixture
def fresh(chromium: Browser) -> Iterator[Desk]:
    """A desk with a page of its own, for what a page does once."""
    for desk in desks.opened(chromium, 1280, 760):
        yield from _cleared(desk)


class Watch:
    """What went wrong on the pages of a test. ``allow`` names what a test brings about on purpose."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.allowed = [_PROBES]
        self.origins: set[str] = set()

    def allow(self, *patterns: str) -> None:
        self.allowed += patterns

    def follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        if request.url.startswith("http"):
            self.origins.add("{0.scheme}://{0.netloc}".format(urlsplit(request.url)))
        if not _HERE.match(request.url):
            self.problems.append(f"request to another host: {request.url}")

    def left(self) -> list[str]:
        return [p for p in self.problems if not any(re.search(pattern, p) for pattern in self.allowed)]


@pytest.fixture
def watch() -> Iterator[Watch]:
    watching = Watch()
    yield watching
    assert not watching.left(), "\n".join(watching.left())


Opener = Callable[..., BrowserContext]


@pytest.fixture
def open_context(chromium: Browser, watch: Watch) -> Iterator[Opener]:
    """Makes browser contexts that share nothing; every page of theirs is watched."""
    opened: list[BrowserContext] = []

    def make(width: int = 1280, height: int = 900, scheme: str = "light", locale: str = "ar") -> BrowserContext:
        context = _context(chromium, width, height, scheme, locale)
        context.on("page", watch.follow)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


def _context(chromium: Browser, width: int = 1280, height: int = 900, scheme: str = "light", locale: str = "ar") -> BrowserContext:
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale=locale,
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(scope="session")
def usual(chromium: Browser) -> Iterator[BrowserContext]:
    """The context of one page after the other: what a server gives for ever is fetched and compiled once, not for each test."""
    context = _context(chromium)
    yield context
    context.close()


@pytest.fixture
def page(usual: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A page in a browser that keeps nothing of the test before: no page, no cookie, nothing that a page stored."""
    usual.on("page", watch.follow)
    yield usual.new_page()
    usual.remove_listener("page", watch.follow)
    for page in usual.pages:
        page.close()
    usual.clear_cookies()
    blank = usual.new_page()
    session = usual.new_cdp_session(blank)
    for origin in watch.origins:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    blank.close()
