"""Judging in a browser: decided by keys, taken back, hostile names inert, in Arabic and on a narrow screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from graph.model import Judgement, Name
from graph.settings import load
from graph.store import GraphStore
from tests import world
from tests.browser.running import Explorer

pytestmark = [pytest.mark.browser, pytest.mark.store]

HOSTILE = "<img src=x onerror=\"document.title='taken'\"> [Omar](javascript:alert(1)) $x$"
PATIENCE = 30_000


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """The small world, one of whose names is hostile, with two pairs that wait."""
    home = tmp_path_factory.mktemp("review") / "home"
    with GraphStore.open(load({"WASL_HOME": str(home)})) as store:
        for contribution in world.all_three():
            entities = tuple(
                replace(e, names=(Name(HOSTILE, "en"), *e.names)) if e.id == world.SPOKESMAN.id else e for e in contribution.entities
            )
            store.write(replace(contribution, entities=entities))
        store.propose(
            [
                Judgement(world.SPOKESMAN.id, world.PRESIDENT.id, "unsure", "rule:test", date(2026, 1, 1), HOSTILE, score=0.97),
                Judgement(world.FORCE.id, world.PACT.id, "unsure", "rule:test", date(2026, 1, 1), "both of the steppe", score=0.9),
            ]
        )
    running = Explorer(home).start()
    yield running
    running.stop()


def settled(page: Page, words: str) -> None:
    """The page says these words and has run to its end: only then is a key its own."""
    expect(page.get_by_text(words)).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached(timeout=PATIENCE)
    page.wait_for_timeout(500)  # what was drawn takes its keys after it is drawn


def test_a_pair_is_decided_by_a_key_and_taken_back(judged: Explorer, page: Page) -> None:
    page.goto(f"{judged.url}/review?lang=en")
    settled(page, "2 pairs wait for a decision")
    card = page.locator(".st-key-review_card_left")
    expect(card.get_by_text("<img src=x").or_(page.locator(".st-key-review_card_right").get_by_text("<img src=x")).first).to_be_visible()
    assert page.locator("[data-testid=stMain] img").count() == 0
    assert page.locator("[data-testid=stMain] a[href^=javascript]").count() == 0
    page.keyboard.press("d")
    settled(page, "1 pair waits for a decision")
    page.keyboard.press("s")
    settled(page, "No pair waits for a decision")
    answer = page.request.get(f"{judged.url}/api/search?q=peacekeepers&lang=en").json()
    assert "Steppe Treaty Organization" in {hit["label"] for hit in answer["hits"]}
    page.keyboard.press("z")
    settled(page, "1 pair waits for a decision")
    page.get_by_role("tab", name="History").click()
    expect(page.get_by_text("Same (taken back)")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Take back", exact=True).click()
    page.get_by_role("tab", name="Proposals").click()
    settled(page, "2 pairs wait for a decision")
    assert page.title() != "taken"


@pytest.mark.both_servers
def test_a_claim_is_corrected_where_it_is_read_and_taken_back(explorer: Explorer, page: Page) -> None:
    page.goto(f"{explorer.url}/?lang=en")
    api = f"{explorer.url}/api"
    person = page.request.get(f"{api}/search?q=Tokayev&lang=en", timeout=4 * PATIENCE).json()["hits"][0]["id"]
    groups = page.request.get(f"{api}/profile?entity={person}&lang=en", timeout=4 * PATIENCE).json()["groups"]
    edge = next(r for group in groups for r in group["relations"] if r["type"] == "HOLDS_OFFICE")["id"]
    page.goto(f"{explorer.url}/?lang=en&edge={edge}")
    claims = page.locator(".wasl-claim")
    expect(claims.first).to_be_visible(timeout=PATIENCE)
    claim = claims.first.get_attribute("data-claim")
    mine = page.locator(f".wasl-claim[data-claim='{claim}']")
    mine.get_by_role("button", name="Correct").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_role("button", name="Mark as wrong")).to_be_visible(timeout=PATIENCE)
    form.get_by_role("textbox", name="Why").fill("misread $x$ <b>")
    form.get_by_role("textbox", name="Why").press("Tab")
    form.get_by_role("textbox", name="Held from").fill("soon")
    form.get_by_role("button", name="Put right").click()
    expect(form.get_by_text("is no date")).to_be_visible(timeout=PATIENCE)
    form.get_by_role("textbox", name="Held from").fill("")
    form.get_by_role("textbox", name="Quantity").fill("one and only")
    form.get_by_role("button", name="Put right").click()
    expect(form).to_be_hidden(timeout=PATIENCE)
    expect(mine.locator(".judged")).to_contain_text("Claim put right · owner", timeout=PATIENCE)
    expect(mine.locator(".judged")).to_contain_text("misread $x$ <b>")
    expect(mine).to_contain_text("one and only")
    # The same in the reader, and back again with what was selected.
    mine.get_by_role("button", name="Read in the article").click()
    said = page.locator(f".said[data-claim='{claim}']")
    expect(said.locator(".judged")).to_contain_text("Claim put right · owner", timeout=PATIENCE)
    expect(said.get_by_role("button", name="Correct")).to_be_visible()
    page.go_back()
    expect(mine.locator(".judged")).to_be_visible(timeout=PATIENCE)
    # The history says what it was about; taken back, nothing of it is left.
    page.goto(f"{explorer.url}/review?lang=en")
    page.get_by_role("tab", name="History").click()
    expect(page.get_by_text("misread $x$ <b>")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Quantity: ")).to_be_visible()
    page.get_by_role("button", name="Take back", exact=True).click()
    expect(page.get_by_text("Claim put right (taken back)")).to_be_visible(timeout=PATIENCE)
    items = page.request.get(f"{api}/evidence?relation={edge}&lang=en", timeout=4 * PATIENCE).json()["items"]
    assert next(item for item in items if item["claim"] == claim)["judgement"] is None
