"""Asking the graph from the picture: expand and undo, what joins two entities, sentences, statements, long addresses."""

from __future__ import annotations

import json
import re
import urllib.parse
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import Canvas
from tests.browser.running import Explorer
from tests.browser.test_journeys import CSTO, KAZAKHSTAN, TOKAYEV, ask, opened, settled

pytestmark = [pytest.mark.browser, pytest.mark.store]

RUSSIA = "country-ru"


def address(**params: Any) -> str:
    return "/?" + urllib.parse.urlencode({"lang": "en", **params}, doseq=True)


@pytest.mark.both_servers
def test_expand_three_times_and_undo_three_times_gives_the_same_picture(explorer: Explorer, page: Page) -> None:
    canvas = opened(page, explorer, address(drawn=[TOKAYEV, KAZAKHSTAN]))
    states = []
    for entity in (KAZAKHSTAN, CSTO, TOKAYEV):
        before = len(canvas.drawn()) + len(canvas.edges())
        page.evaluate("id => window.__wasl.current.selection.pick([id])", entity)
        expect(canvas.panel.locator("[data-act=expand]")).to_be_visible()
        # What Python adds among the entities that are drawn has come before the next step.
        page.wait_for_function("id => new URLSearchParams(location.search).get('node') === id", arg=entity)
        settled(page)
        canvas.rest()
        states.append((canvas.drawn(), canvas.edges()))
        canvas.panel.locator("[data-act=expand]").click()
        page.wait_for_function("n => window.__wasl.drawn().length + window.__wasl.edges().length > n", arg=before)
    canvas.rest()
    states.append((canvas.drawn(), canvas.edges()))
    for state in reversed(states[:-1]):
        canvas.tool("undo").click()
        page.wait_for_function("n => window.__wasl.drawn().length === n", arg=len(state[0]))
        assert (canvas.drawn(), canvas.edges()) == state
    # The history names every step, and leads to any of them at one click.
    canvas.tool("history").click()
    steps = canvas.root.get_by_role("menu").get_by_role("menuitemradio")
    expect(steps).to_have_count(4)
    expect(steps.last).to_have_attribute("aria-checked", "true")
    steps.first.click()
    page.wait_for_function("n => window.__wasl.drawn().length === n", arg=len(states[-1][0]))
    assert (canvas.drawn(), canvas.edges()) == states[-1]


def test_one_family_is_expanded_in_one_direction_and_collapsed_again(explorer: Explorer, page: Page) -> None:
    canvas = opened(page, explorer, address(drawn=[KAZAKHSTAN, CSTO]))
    page.evaluate("id => window.__wasl.current.selection.pick([id])", KAZAKHSTAN)
    families = ask(page, explorer, "profile", entity=KAZAKHSTAN, lang="en")["families"]
    place = next(f for f in families if f["family"] == "place" and not f["outgoing"])
    canvas.panel.get_by_text("Expand by family and direction").click()
    row = canvas.panel.locator("[data-expand='place:in']")
    expect(row).to_contain_text(f"of {place['total']}")
    before = canvas.drawn()
    row.click()
    page.wait_for_function("n => window.__wasl.drawn().length > n", arg=len(before))
    around = ask(page, explorer, "expand", id=KAZAKHSTAN, families="place", direction="in", lang="en")
    assert set(canvas.drawn()) == set(before) | {n["id"] for n in around["nodes"]}
    expanded = len(canvas.drawn())
    canvas.panel.locator("[data-act=collapse]").click()
    page.wait_for_function("n => window.__wasl.drawn().length < n", arg=expanded)
    assert KAZAKHSTAN in canvas.drawn()


@pytest.mark.both_servers
def test_two_entities_are_joined_by_paths(explorer: Explorer, page: Page) -> None:
    canvas = opened(page, explorer, address(drawn=[KAZAKHSTAN, RUSSIA, CSTO]))
    page.evaluate("ids => window.__wasl.current.selection.pick(ids)", [KAZAKHSTAN, RUSSIA])
    canvas.root.locator(".wasl-picked [data-act=join]").click()
    form = canvas.panel.locator(".wasl-ask")
    form.get_by_label("Find").select_option("all")
    form.get_by_role("button", name="Find").click()
    path = canvas.panel.locator(".wasl-paths li").first
    expect(path).to_be_visible()
    query = urllib.parse.urlencode({"id": [KAZAKHSTAN, RUSSIA], "how": "all", "lang": "en"}, doseq=True)
    found = page.request.get(f"{explorer.url}/api/paths?{query}").json()
    expect(canvas.panel.locator(".wasl-paths li")).to_have_count(len(found["paths"]))
    assert {n["id"] for n in found["nodes"]} <= set(canvas.drawn())
    form.get_by_label("At most so many relations").fill("1")
    form.get_by_role("button", name="Find").click()
    expect(canvas.panel.locator(".answer")).to_contain_text("No path within 1 relation.")


def test_a_sentence_is_searched_and_read_in_its_article(explorer: Explorer, page: Page) -> None:
    canvas = opened(page, explorer, address())
    canvas.search.fill("توكاييف")
    canvas.root.locator(".wasl-search .sentences").click()
    first = canvas.panel.locator(".wasl-claim").first
    expect(first.locator("mark").first).to_contain_text("توكاييف")
    first.locator(".open").click()
    reader = page.locator("[data-wasl=reader]")
    expect(reader.locator(".seg.found, .seg.hot").first).to_be_in_viewport()


def test_a_search_may_leave_out_other_spellings(explorer: Explorer, page: Page) -> None:
    canvas = opened(page, explorer, address())
    canvas.find("Tokaymv")
    canvas.root.locator(".wasl-search .foot input").uncheck()
    expect(canvas.root.locator(".wasl-search .empty")).to_contain_text("Tokaymv")


def test_relations_are_sorted_and_narrowed_in_the_profile(explorer: Explorer, page: Page) -> None:
    canvas = opened(page, explorer, address(focus=KAZAKHSTAN, node=KAZAKHSTAN))
    rows = canvas.panel.locator("[data-relation]")
    expect(rows.first).to_be_visible()
    whole = rows.count()
    canvas.panel.get_by_label("By family").uncheck()
    canvas.panel.get_by_label("Sort by").select_option("name")
    names = canvas.panel.locator("[data-relation] .other").all_inner_texts()
    assert names == page.evaluate("names => [...names].sort(new Intl.Collator('en').compare)", names) and len(names) == whole
    canvas.panel.get_by_label("Filter these relations").fill("tokayev")
    page.wait_for_function("n => document.querySelectorAll('.wasl-panel [data-relation]').length < n", arg=whole)
    assert all("Tokayev" in text for text in rows.all_inner_texts())


def test_the_picture_as_cypher_gives_the_picture_in_the_console(explorer: Explorer, page: Page) -> None:
    canvas = opened(page, explorer, address(focus=CSTO, families="membership"))
    drawn = canvas.drawn()
    page.get_by_test_id("stSidebar").get_by_role("button", name="As Cypher").click()
    page.get_by_role("button", name="Open in the console").click()
    expect(page.get_by_label("Cypher statement")).to_have_value(re.compile("families"))
    assert json.loads(page.get_by_role("textbox", name="Parameters").input_value())["ids"] == [CSTO]
    settled(page)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    page.get_by_role("tab", name="Graph").click()
    page.wait_for_function("n => window.__wasl.drawn().length === n", arg=len(drawn))
    assert Canvas(page).drawn() == drawn


def test_a_long_state_has_a_short_address_that_another_browser_opens(explorer: Explorer, page: Page, open_context: Any) -> None:
    # Entities that no filter and no focus would give: the address must name every one of them.
    around = ask(page, explorer, "expand", id=KAZAKHSTAN, limit="5000", lang="en")["nodes"]
    ids = sorted(n["id"] for n in around)
    unknown = [f"nobody-of-this-name-{n}" for n in range(250)]
    canvas = opened(page, explorer, address(drawn=[*ids, *unknown]))
    page.wait_for_function("new URLSearchParams(location.search).has('state')")
    assert len(page.url) < 200
    there = open_context(locale="en").new_page()
    there.goto(page.url)
    assert Canvas(there).wait().drawn() == canvas.drawn() == ids


def test_the_address_of_the_network_opens_it(explorer: Explorer, page: Page) -> None:
    canvas = opened(page, explorer, f"/network?lang=en&focus={KAZAKHSTAN}")
    assert KAZAKHSTAN in canvas.drawn()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_article_shows_its_own_network_and_what_it_alone_adds(explorer: Explorer, page: Page) -> None:
    article = ask(page, explorer, "profile", entity=KAZAKHSTAN, lang="en")["articles"][0]["id"]
    page.goto(f"{explorer.url}/articles?lang=en&article={article}")
    expect(page.locator("[data-wasl=network]")).to_be_visible()
    page.get_by_role("button", name="Draw what this article says").click()
    canvas = Canvas(page).wait(2)
    page.wait_for_function("new URLSearchParams(location.search).get('articles') !== null")
    reading = ask(page, explorer, "expand", id=KAZAKHSTAN, articles=article, limit="5000", lang="en")
    # The page that is left has a network of its own, which the one that comes replaces when it is drawn.
    page.wait_for_function("said => said.every((id) => window.__wasl.edges().includes(id))", arg=[e["id"] for e in reading["edges"]])
    canvas.rest()
