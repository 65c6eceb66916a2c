"""Read-only shares: whoever has the link sees that picture or dashboard, and reaches nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from explorer.access import hash_password
from tests.browser.canvas import Canvas
from tests.browser.conftest import Watch
from tests.browser.running import Explorer

pytestmark = [pytest.mark.browser, pytest.mark.store]

TOKAYEV = "person-kassym-jomart-tokayev"
PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def guarded(explorer: Explorer) -> Iterator[Explorer]:
    """The same data behind a password, bound to every address: a second process beside the first."""
    values = {name: value for name, value in explorer.environment.items() if name.startswith(("WASL_", "NEO4J_")) and name != "WASL_HOME"}
    running = Explorer(explorer.home, values | {"WASL_ADDRESS": "0.0.0.0", "WASL_PASSWORD_HASH": hash_password(PASSWORD)})
    running.start()
    yield running
    running.stop()


def signed_in(page: Page, guarded: Explorer, path: str) -> None:
    page.goto(guarded.url + path)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button").click()


def share_of(page: Page) -> str:
    """Make a link with the page's own button and read it; the popover stays open."""
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("button", name="Make a link").click()
    made = page.get_by_test_id("stCode").filter(has_text="/share/")
    expect(made).to_be_visible()
    return made.inner_text().strip()


def ended(page: Page) -> None:
    """End the newest link with the page's own button; links that other tests made still work."""
    ends = page.get_by_role("button", name="End", exact=True)
    before = ends.count()
    ends.first.click()
    if before == 1:
        expect(page.get_by_text("No link works at the moment.")).to_be_visible()
    expect(ends).to_have_count(before - 1)


def test_a_shared_picture_opens_in_another_browser_and_reaches_nothing_else(
    guarded: Explorer, page: Page, open_context: Any, watch: Watch
) -> None:
    signed_in(page, guarded, f"/?lang=en&drawn={TOKAYEV}&drawn=country-kz")
    Canvas(page).wait(2)
    # The numbers beside the filters come last; the run that brings them would close what is opened before.
    expect(page.get_by_role("combobox", name="Independent sources, at least")).to_have_value(re.compile(r"\(\d+\)$"))
    link = share_of(page)
    assert link.startswith(f"{guarded.url}/share/")

    viewer = open_context(locale="en")
    seen = viewer.new_page()
    asked: list[str] = []
    seen.on("request", lambda request: asked.append(request.url))
    seen.goto(link)
    canvas = Canvas(seen).wait(2)
    assert canvas.drawn() == ["country-kz", TOKAYEV]
    canvas.click_node(TOKAYEV)
    expect(canvas.panel.get_by_role("heading", level=2)).to_have_text("Kassym-Jomart Tokayev")
    # The page itself asks for nothing but its own data and program.
    own = (link, f"{link}/data", f"{guarded.url}/assets/", "data:", "blob:")
    assert not [url for url in asked if not url.startswith(own)]

    # Both clocks and the map work, within what is shared.
    whole = canvas.edges()
    canvas.root.locator("[data-view=time]").click()
    seen.wait_for_function("() => window.__wasl.current.views.bar.axis")
    canvas.root.locator("[data-time=known]").click()
    seen.wait_for_function("() => window.__wasl.current.views.bar.window")
    canvas.root.locator("[data-handle=known]").focus()
    seen.keyboard.press("Home")
    seen.wait_for_function("n => window.__wasl.edges().length < n", arg=len(whole))
    canvas.root.locator("[data-time=timeReset]").click()
    seen.wait_for_function("n => window.__wasl.edges().length === n", arg=len(whole))
    canvas.root.locator("[data-view=map]").click()
    seen.wait_for_function("() => window.__wasl.current.views.map.spots.has('country-kz') && window.__wasl.current.views.map.borders")
    canvas.root.locator("[data-view=network]").click()
    assert not [url for url in asked if not url.startswith(own)]

    # From there, with whatever the viewer's browser was given, nothing else opens.
    for path in (
        "/api/search?q=Tokayev",
        "/api/expand?id=country-kz",
        "/api/profile?entity=country-kz",
        "/api/revision",
        "/_stcore/host-config",
    ):
        assert viewer.request.get(guarded.url + path).status == 401, path
    for path in ("/", "/query", "/articles", "/dashboards"):
        answer = viewer.request.get(guarded.url + path, headers={"accept": "text/html"}, max_redirects=0)
        assert (answer.status, answer.headers["location"].split("?")[0]) == (303, "/login"), path
    assert viewer.request.get(f"{guarded.url}/share/{'x' * 43}").status == 404
    assert viewer.request.get(f"{guarded.url}/share/{'x' * 43}/data").status == 404
    assert viewer.request.get(f"{link}/../../api/revision").status in (401, 404)
    watch.allow("WebSocket connection to .*_stcore/stream", "Failed to load resource", "Content Security Policy")
    closed = seen.evaluate(
        """() => new Promise((done) => {
          const socket = new WebSocket(`ws://${location.host}/_stcore/stream`);
          socket.onopen = () => done("open");
          socket.onclose = () => done("closed");
        })"""
    )
    assert closed == "closed"
    assert not viewer.cookies()

    # Ended by its owner, it says so: on a new visit, and on the page that is still open.
    ended(page)
    assert viewer.request.get(f"{link}/data").status == 404
    seen.reload()
    expect(seen.get_by_role("heading", name="This share has ended")).to_be_visible()


def test_a_shared_dashboard_opens_in_another_browser(guarded: Explorer, page: Page, open_context: Any) -> None:
    signed_in(page, guarded, "/dashboards?lang=en")
    expect(page.locator("[data-wasl=dashboard]")).to_be_visible()
    link = share_of(page)
    seen = open_context(locale="en").new_page()
    seen.goto(link)
    board = seen.locator("[data-wasl=dashboard]")
    expect(board.get_by_role("heading", name="Kazakhstan, January 2022")).to_be_visible()
    expect(board.locator("[data-kind=number]", has_text="Articles")).to_contain_text("1")
    ended(page)


def test_the_password_is_asked_for_and_a_wrong_one_is_refused(guarded: Explorer, page: Page, watch: Watch) -> None:
    watch.allow("status of 401")
    page.goto(f"{guarded.url}/?lang=en")
    page.locator("#password").fill("not the password")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button").click()
    Canvas(page).wait()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#password")).to_be_visible()
    page.goto(f"{guarded.url}/?lang=en")
    expect(page.locator("#password")).to_be_visible()
