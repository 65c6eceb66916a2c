"""The pages of tests follow each other in one browser context: nothing that one leaves is there for the next."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


class Empty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of a server that both tests ask."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Empty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("turn", ["first", "second"])
def test_nothing_of_the_test_before_is_left(address: str, page: Page, turn: str) -> None:
    page.goto(address)
    left = page.evaluate("() => [document.cookie, localStorage.length, sessionStorage.length, window.name]")
    assert (left, len(page.context.pages)) == (["", 0, 0, ""], 1)
    page.evaluate("""() => {
      document.cookie = "left=over";
      localStorage.left = sessionStorage.left = "over";
      window.name = "left";
    }""")
    page.context.new_page().goto(address)
    assert page.context.cookies()
