"""An article's life in the running app: found in the list, compared with its copy, withdrawn, and restored."""

from __future__ import annotations

import urllib.parse

import pytest
from playwright.sync_api import Page, expect

from explorer.text import say
from tests.browser.running import Explorer
from tests.browser.test_journeys import ask, settled

pytestmark = [pytest.mark.browser, pytest.mark.store]

# A sample that another outlet printed again the next day.
TITLE, COPY = "توكاييف أمام قمة الأمن الجماعي – كازاخستان واجهت محاولة انقلاب", "كازاخستان واجهت محاولة انقلاب، يقول توكاييف لحلفائه"


def test_a_copy_is_found_compared_withdrawn_and_restored(explorer: Explorer, page: Page) -> None:
    lang = "ar"
    page.goto(f"{explorer.url}/articles?{urllib.parse.urlencode({'lang': lang, 'find': 'محاولة انقلاب', 'once': '1'})}")
    rows = page.locator("[class*=st-key-article-rtl]")
    earliest = rows.filter(has_text=TITLE)
    expect(earliest).to_contain_text(say(lang, "articleCopies", n=2))
    expect(rows.filter(has_text=COPY)).to_have_count(0)
    earliest.get_by_role("button").click()

    reader = page.locator("[data-wasl=reader]")
    expect(reader.get_by_role("heading", level=2)).to_have_text(TITLE)
    before = ask(page, explorer, "reading", article=reader_article(page), lang=lang)
    assert before["alone"]
    reader.get_by_role("button", name=say(lang, "copiesOf", n=2)).click()
    copies = reader.locator(".lives > li")
    expect(copies).to_have_count(2)
    copies.last.get_by_role("button", name=say(lang, "changesShow")).click()
    difference = reader.locator(".difference")
    expect(difference).to_have_attribute("dir", "rtl")
    expect(difference.locator("ins, del").first).to_be_visible()
    copies.last.get_by_role("button", name=say(lang, "copyOpen")).click()
    expect(reader.get_by_role("heading", level=2)).to_have_text(COPY)
    copy = reader_article(page)

    # On a phone too, where the side menu is closed: the reader itself asks.
    page.set_viewport_size({"width": 390, "height": 800})
    reader.get_by_role("button", name=say(lang, "withdrawThis")).click()
    form = page.get_by_test_id("stDialog")
    expect(form).to_contain_text(say(lang, "withdrawWould"))
    reason = form.get_by_label(say(lang, "withdrawWhy"))
    reason.fill("تراجعت عنه الوسيلة")
    reason.press("Enter")
    form.get_by_role("button", name=say(lang, "withdrawDo", n=1)).click()
    banner = reader.locator(".banner[data-kind=withdrawn]")
    expect(banner).to_contain_text("تراجعت عنه الوسيلة")
    assert all(claim["ended"] for claim in ask(page, explorer, "reading", article=copy, lang=lang)["claims"])

    settled(page)
    banner.get_by_role("button", name=say(lang, "restore")).click()
    form.get_by_role("button", name=say(lang, "restore")).click()
    expect(banner).to_have_count(0)
    assert not any(claim["ended"] for claim in ask(page, explorer, "reading", article=copy, lang=lang)["claims"])


def reader_article(page: Page) -> str:
    """The article that the address names."""
    page.wait_for_function("new URLSearchParams(location.search).get('article') !== null")
    found: str = page.evaluate("new URLSearchParams(location.search).get('article')")
    return found
