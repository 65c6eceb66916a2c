"""Adding articles by hand: paste, preview, commit, open in the network; drop files, one of them broken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from explorer.text import say
from tests.browser.canvas import Canvas
from tests.browser.conftest import Opener
from tests.browser.reports import CARRIED, LATER
from tests.browser.running import Explorer

pytestmark = [pytest.mark.browser, pytest.mark.store]

TOKAYEV = "person-kassym-jomart-tokayev"


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """An empty explorer of these tests' own, on the embedded store."""
    running = Explorer(tmp_path_factory.mktemp("explorer-ingest") / "home").start()
    yield running
    running.stop()


def opened(page: Page, explorer: Explorer, lang: str) -> Page:
    page.goto(f"{explorer.url}/ingest?lang={lang}")
    expect(page.get_by_role("tab").first).to_be_visible()
    return page


def button(page: Page, lang: str, key: str) -> Locator:
    return page.get_by_role("button", name=say(lang, key), exact=False).locator("visible=true").first


def test_pasted_text_is_previewed_committed_and_opened_in_the_network(explorer: Explorer, page: Page) -> None:
    lang = "ar"
    opened(page, explorer, lang)
    page.get_by_label(say(lang, "intakeText")).fill(CARRIED.split("---\n")[2])
    page.get_by_label(say(lang, "intakeTitle")).fill("توكاييف يعلن موعد الانسحاب")
    button(page, lang, "intakePreview").click()
    expect(page.get_by_text(say(lang, "intakeDry.done"))).to_be_visible()
    expect(page.locator("[data-testid=stDataFrame]").first).to_be_visible()
    # Nothing is there yet.
    answer = page.request.get(f"{explorer.url}/api/search?q=توكاييف").json()
    assert answer["hits"] == []

    # The run belongs to the explorer, not to the page: it goes on while another one is open.
    button(page, lang, "intakeCommit").click()
    page.get_by_test_id("stTopNav").get_by_role("link", name=say(lang, "pageArticles")).click()
    expect(page.get_by_label(say(lang, "articlesSearch"))).to_be_visible()
    page.get_by_test_id("stTopNav").get_by_role("link", name=say(lang, "pageIngest")).click()
    expect(page.get_by_text(say(lang, "intakeState.done"), exact=True)).to_be_visible()

    button(page, lang, "intakeOpen").click()
    canvas = Canvas(page).wait()
    assert TOKAYEV in canvas.drawn()
    assert [hit["id"] for hit in page.request.get(f"{explorer.url}/api/search?q=توكاييف").json()["hits"]] == [TOKAYEV]


def test_dropped_files_go_in_but_for_the_broken_one_which_is_named(explorer: Explorer, open_context: Opener) -> None:
    lang = "en"
    page = opened(open_context(width=390, height=844, scheme="dark", locale="en").new_page(), explorer, lang)
    page.get_by_role("tab", name=say(lang, "intakeTab.files")).click()
    expect(page.get_by_role("button", name="Browse files")).to_have_count(0)
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "later.txt", "mimeType": "text/plain", "buffer": LATER.encode()},
            {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 and no more"},
        ]
    )
    expect(page.get_by_text("broken.pdf")).to_be_visible()
    button(page, lang, "intakeAdd").click()
    expect(page.get_by_text(say(lang, "intakeRefusals", n=1)).locator("visible=true").first).to_be_visible()
    expect(page.get_by_text(say(lang, "intakeState.done"), exact=True).first).to_be_visible()
    titles = page.request.get(f"{explorer.url}/api/search?q=Kazakhstan").json()["hits"]
    assert titles
    # Nothing reaches past the edge of a phone.
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
