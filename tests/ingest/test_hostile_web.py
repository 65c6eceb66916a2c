"""Hostile addresses and feeds of the list of bad inputs, each by its id: through the command, against a hostile server and a canary.

The files of feeds lie beside this test; the server's routes are written here from their descriptions.
"""

from __future__ import annotations

import itertools
import json
import socket
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph.model import Contribution
from graph.store import GraphStore
from ingest import __main__ as command
from ingest import fetching
from tests.ingest.report_words import SENTENCES
from tests.ingest.test_command import OpenStore
from tests.ingest.web import Reply, Web, page

FILES = Path(__file__).parent / "hostile"
SECRET = "S3CR3T-CANARY"

pytestmark = pytest.mark.timeout(60)


@dataclass(frozen=True)
class Ran:
    """One run of the command, twice: its exit code, all that it printed, its report, and what is stored."""

    code: int
    printed: str
    report: dict[str, Any]
    held: list[Contribution]

    def refused(self, *words: str) -> bool:
        """Whether one line of refusal holds all the words."""
        return any(line.startswith("refused: ") and all(word in line for word in words) for line in self.printed.splitlines())


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        server.routes["/robots.txt"] = Reply(404)
        server.routes["/p/article"] = page("\n".join(SENTENCES["en"]), "An article")
        yield server


@pytest.fixture
def canary() -> Iterator[Web]:
    with Web() as server:
        yield server
        assert server.asked == [], "the canary was asked"


@pytest.fixture
def control(tmp_path: Path) -> Path:
    path = tmp_path / "control.txt"
    path.write_text("\n".join(SENTENCES["en"][1:]), "utf-8")
    return path


@pytest.fixture
def ingest(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, web: Web) -> Callable[..., Ran]:
    store = OpenStore()
    monkeypatch.setattr(GraphStore, "open", lambda _: store)
    monkeypatch.setenv("WASL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WASL_FETCH_PRIVATE", web.host)
    monkeypatch.setenv("WASL_FETCH_DELAY", "0")
    monkeypatch.setattr(fetching, "MAX_PAUSE", 5.0)
    monkeypatch.setattr(fetching.Fetcher.__init__, "__defaults__", (fetching.Clock(sleep=lambda _: None),))

    def run(*sources: object, options: tuple[str, ...] = ()) -> Ran:
        fetching.fetcher.cache_clear()
        arguments = ["--json", *options, *map(str, sources)]
        code = command.main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert SECRET not in out + err
        held = dict(store.held)
        command.main(arguments)
        again_out, again_err = capsys.readouterr()
        assert "Traceback" not in again_out + again_err
        assert store.held == held, "a second run changed something"
        assert SECRET not in repr(list(held.values()))
        return Ran(code, err, json.loads(out), list(held.values()))

    return run


# --- addresses ------------------------------------------------------------------------------------


@pytest.mark.hostile("URL-01")
def test_hostile_url_01_file_address(ingest: Callable[..., Ran]) -> None:
    ran = ingest("file:///etc/passwd")
    assert (ran.code, ran.held) == (1, [])
    assert ran.refused("file:///etc/passwd", "only http and https")


@pytest.mark.hostile("URL-03")
def test_hostile_url_03_private_addresses(ingest: Callable[..., Ran], web: Web, canary: Web, control: Path) -> None:
    port = canary.host.partition(":")[2]
    addresses = [
        "http://169.254.169.254/latest/meta-data/",
        canary.at("/secret"),
        "http://10.0.0.1/",
        f"http://[::1]:{port}/secret",
        "http://localhost:7474/",
    ]
    ran = ingest(*addresses, control)
    assert ran.code == 1
    for address in addresses:
        assert ran.refused(address, "private or local", "WASL_FETCH_PRIVATE")
    assert len(ran.held) == 1
    assert web.asked == []


@pytest.mark.parametrize("where", ["metadata", "canary"])
@pytest.mark.hostile("URL-05")
def test_hostile_url_05_redirect(ingest: Callable[..., Ran], web: Web, canary: Web, where: str) -> None:
    hop = "http://169.254.169.254/latest/meta-data/" if where == "metadata" else canary.at("/secret")
    web.routes["/p/redirect"] = Reply(302, b"", {"Location": hop})
    ran = ingest(web.at("/p/redirect"))
    assert (ran.code, ran.held) == (1, [])
    assert ran.refused(web.at("/p/redirect"), hop, "private or local")


@pytest.mark.hostile("URL-07")
def test_hostile_url_07_name_that_changes_its_address(ingest: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, canary: Web) -> None:
    port = int(canary.host.partition(":")[2])
    answers = itertools.chain(["203.0.113.10"], itertools.repeat("127.0.0.1"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))])
    ran = ingest(f"http://rebound.example:{port}/secret")
    assert (ran.code, ran.held) == (1, [])
    assert ran.refused("rebound.example", "private or local")


@pytest.mark.hostile("URL-09")
def test_hostile_url_09_body_without_end(ingest: Callable[..., Ran], web: Web, control: Path) -> None:
    web.routes["/p/endless"] = Reply(200, b"<html>", {"Content-Type": "text/html"}, lambda: itertools.repeat(b"word " * 10_000))
    tracemalloc.start()
    try:
        ran = ingest(web.at("/p/endless"), control, options=("--max-mb", "10"))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert ran.code == 1
    assert ran.refused(web.at("/p/endless"), "limit of 10 MB", "--max-mb")
    assert len(ran.held) == 1
    assert most < 300_000_000


@pytest.mark.hostile("URL-11")
def test_hostile_url_11_statuses(ingest: Callable[..., Ran], web: Web) -> None:
    for status in (404, 403, 500, 429):
        headers = {"Retry-After": "3600"} if status == 429 else {}
        web.routes[f"/p/{status}"] = Reply(
            status, b"<html><body><article><p>Page Not Found in Norway, said Chile.</p></article></body></html>", headers
        )
    ran = ingest(*(web.at(f"/p/{status}") for status in (404, 403, 500, 429)), web.at("/p/article"))
    assert ran.code == 1
    for status in (404, 403, 500, 429):
        assert ran.refused(web.at(f"/p/{status}"), str(status))
        assert len(web.pages(f"/p/{status}")) <= 2 * 3, "the command ran twice"
    assert ran.refused(web.at("/p/429"), "Come back in 3600 s")
    (stored,) = ran.held
    assert SENTENCES["en"][0] in stored.article.text
    assert stored.article.url == web.at("/p/article")


@pytest.mark.hostile("URL-13")
def test_hostile_url_13_secret_in_the_address(ingest: Callable[..., Ran], web: Web, tmp_path: Path) -> None:
    ran = ingest(f"http://user:{SECRET}@{web.host}/p/article")
    assert ran.code == 1
    assert ran.refused(web.at("/p/article"), "password")
    assert not any(SECRET.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


# --- feeds ----------------------------------------------------------------------------------------


@pytest.mark.hostile("FEED-01")
def test_hostile_feed_01_entity_bomb(ingest: Callable[..., Ran], control: Path) -> None:
    tracemalloc.start()
    try:
        ran = ingest(FILES / "laughs_feed.xml", control)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert ran.code == 1
    assert ran.refused("laughs_feed.xml", "declares entities")
    assert len(ran.held) == 1
    assert most < 200_000_000


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-7"])
def test_hostile_feed_01_entity_bomb_in_another_encoding(ingest: Callable[..., Ran], tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "bomb.xml"
    words = (
        (FILES / "laughs_feed.xml").read_text("utf-8").replace('version="1.0"', f'version="1.0" encoding="{encoding.removesuffix("-sig")}"')
    )
    path.write_bytes(words.encode(encoding))
    ran = ingest(path)
    assert (ran.code, ran.held) == (1, [])


def test_hostile_feed_01_entity_bomb_that_is_not_well_formed(ingest: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "bomb.xml"
    path.write_text(
        "<?xml version='1.0'?><!DOCTYPE z [<!ELEMENT z ANY><!BAD><!ENTITY a 'aaaa'>]><rss><channel><item><title>&a;</title></item></channel></rss>"
    )
    ran = ingest(path)
    assert (ran.code, ran.held) == (1, [])


@pytest.mark.hostile("FEED-03")
def test_hostile_feed_03_entity_of_a_file(ingest: Callable[..., Ran], control: Path) -> None:
    ran = ingest(FILES / "external_entity_feed.xml", control)
    assert ran.code == 1
    assert ran.refused("external_entity_feed.xml", "declares entities")
    assert "root:" not in repr(ran.held) + ran.printed


@pytest.mark.hostile("FEED-05")
def test_hostile_feed_05_messy_items(ingest: Callable[..., Ran]) -> None:
    ran = ingest(FILES / "messy_items.xml")
    assert ran.code == 1
    assert ran.refused("messy_items.xml", "item 'Only a title'", "no text")
    assert len(ran.held) == 4
    urls = {brought.article.text.split()[0]: brought.article.url for brought in ran.held}
    assert urls == {
        "Russia": "https://news.example/1", "Armenia": "https://news.example/2", "Belarus": "https://news.example/3", "Tajikistan": None,
    }  # fmt: skip
    assert "javascript" not in repr(ran.held)
    assert ran.report["new"] == 4
    again = ingest(FILES / "messy_items.xml")
    assert (again.report["unchanged"], again.report["new"]) == (4, 0)


@pytest.mark.hostile("FEED-07")
def test_hostile_feed_07_page_instead_of_a_feed(ingest: Callable[..., Ran], web: Web) -> None:
    ran = ingest(FILES / "login_page.xml")
    assert (ran.code, ran.held) == (1, [])
    assert ran.refused("login_page.xml", "is an HTML page")


def test_hostile_feed_07_page_at_the_address_of_a_feed(ingest: Callable[..., Ran], web: Web) -> None:
    web.routes["/p/login-feed"] = Reply(200, (FILES / "login_page.xml").read_bytes(), {"Content-Type": "text/html"})
    ran = ingest(web.at("/p/login-feed"), web.at("/p/article"))
    assert ran.code == 1
    assert ran.refused(web.at("/p/login-feed"), "is an HTML page")
    assert len(ran.held) == 1


def test_hostile_feed_07_page_where_a_feed_was_before(ingest: Callable[..., Ran], web: Web) -> None:
    items = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES["en"])
    feed = f"<rss version='2.0'><channel><title>D</title><item><guid isPermaLink='false'>1</guid><description><![CDATA[{items}]]></description></item></channel></rss>"
    web.routes["/p/news"] = Reply(200, feed.encode(), {"Content-Type": "text/xml"})
    assert len(ingest(web.at("/p/news")).held) == 1
    web.routes["/p/news"] = page("Please sign in to go on reading this.\nWe are glad to have you here.", "Sign in")
    ran = ingest(web.at("/p/news"))
    assert (ran.code, len(ran.held)) == (1, 1)
    assert ran.refused(web.at("/p/news"), "is an HTML page")
