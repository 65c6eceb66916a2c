"""The one-file picture: downloaded with a click, opened from the disk with the network off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import Canvas
from tests.browser.running import Explorer

pytestmark = [pytest.mark.browser, pytest.mark.store]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_downloaded_file_draws_without_a_network(explorer: Explorer, page: Page, open_context: Any, tmp_path: Path, lang: str) -> None:
    page.goto(f"{explorer.url}/?lang={lang}&drawn=country-kz&drawn=person-kassym-jomart-tokayev")
    Canvas(page).wait(2)
    page.get_by_role("button", name="Share" if lang == "en" else "المشاركة", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_test_id("stDownloadButton").get_by_role("button").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.suffix == ".html"

    offline = open_context()
    offline.set_offline(True)
    there = offline.new_page()
    there.goto(file.as_uri())
    expect(there.locator("canvas").first).to_be_visible()
    there.wait_for_function("typeof network !== 'undefined' && Object.keys(network.getPositions()).length === 2")
    labels = there.evaluate("network.body.data.nodes.get().map((node) => node.label).join(' ')")
    assert ("كازاخستان" if lang == "ar" else "Kazakhstan") in labels
    assert there.evaluate("document.documentElement.lang") == lang
    expect(there.locator("footer")).to_have_attribute("dir", "rtl" if lang == "ar" else "ltr")
    # Something was drawn: the canvas is not of one colour.
    there.wait_for_function(
        """() => {
          const canvas = document.querySelector("canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]},${data[i + 3]}`);
          return seen.size > 3;
        }"""
    )
