"""Fetching: what is asked of whom, what is refused unasked, and how long, how much and how often at most."""

from __future__ import annotations

import gzip
import ipaddress
import itertools
import socket
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from graph.errors import InputError
from graph.settings import FetchSettings, load
from ingest import public_address
from ingest.fetching import MAX_HOPS, Clock, Fetcher, Known
from tests.ingest.web import Reply, Web, fetcher, packed, page

pytestmark = pytest.mark.timeout(60)
LIMIT = 1_000_000


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        yield server


@pytest.fixture
def canary() -> Iterator[Web]:
    """A server that must never be asked anything."""
    with Web() as server:
        yield server
        assert server.asked == []


def refusal(asked: Fetcher, address: str, limit: int = LIMIT) -> str:
    with pytest.raises(InputError) as refused:
        asked.fetch(address, limit)
    assert refused.value.remedy
    return str(refused.value)


# --- whom -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::",
        "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_address_that_is_not_public_is_known(ip: str) -> None:
    assert not public_address.is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001:800::200e", "::ffff:8.8.8.8"])
def test_address_that_is_public_is_known(ip: str) -> None:
    assert public_address.is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "LOCALHOST.", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_loopback_is_refused_however_it_is_written(canary: Web, host: str) -> None:
    asked, _ = fetcher()
    assert "private or local" in refusal(asked, f"http://{host}:{canary.host.partition(':')[2]}/secret")


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("file:///etc/passwd", "only http and https"), ("ftp://news.example/a", "only http and https"), ("gopher://127.0.0.1/x", "only http and https"),
        ("http:///path", "no host"), ("http://user:S3CR3T-CANARY@news.example/", "password"), ("http://a\tb.example/", "control"),
        ("http://news.example:99999/", "no web address"), ("http://[::1/", "no web address"), ("http://[fe80::1%25eth0]/", "no host"),
        ("http://news.example\\@127.0.0.1/", "user name"), ("http://127.0.0.1:0/", "port 0"),
    ],
)  # fmt: skip
def test_address_that_is_never_asked_is_refused_without_its_secrets(monkeypatch: pytest.MonkeyPatch, address: str, cause: str) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("nothing may be looked up"))
    said = refusal(fetcher()[0], address)
    assert cause in said
    assert "S3CR3T" not in said


def test_list_of_private_hosts_allows_a_host_with_its_port_only(web: Web, canary: Web) -> None:
    web.routes["/a"] = page("Words.")
    asked, _ = fetcher(web.host)
    assert asked.fetch(web.at("/a"), LIMIT).body
    assert "private or local" in refusal(asked, canary.at("/a"))


def test_name_that_resolves_to_a_public_and_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, canary: Web) -> None:
    port = int(canary.host.partition(":")[2])
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("8.8.8.8", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    assert "private or local" in refusal(fetcher()[0], f"http://news.example:{port}/")


def test_connection_goes_to_the_address_that_was_judged(monkeypatch: pytest.MonkeyPatch, canary: Web) -> None:
    """The name's second answer, the canary, is never used: neither for the page nor for its robots.txt."""
    port = int(canary.host.partition(":")[2])
    connected: list[str] = []

    def connect(address: tuple[str, int], timeout: float | None = None, **_: object) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError("nobody there")

    answers = itertools.chain(["8.8.8.8"], itertools.repeat("127.0.0.1"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))])
    monkeypatch.setattr(socket, "create_connection", connect)
    assert "private or local" in refusal(fetcher()[0], f"http://rebound.example:{port}/")
    assert connected == ["8.8.8.8"]


def test_socket_that_leads_elsewhere_is_not_used(monkeypatch: pytest.MonkeyPatch, canary: Web) -> None:
    port = int(canary.host.partition(":")[2])

    def elsewhere(*_: object, **__: object) -> socket.socket:
        made = socket.socket()
        made.connect(("127.0.0.1", port))
        return made

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", port))])
    monkeypatch.setattr(socket, "create_connection", elsewhere)
    assert "connected elsewhere" in refusal(fetcher()[0], f"http://news.example:{port}/")


# --- redirects ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "http://u:S3CR3T-CANARY@news.example/"]
)
def test_redirect_is_judged_like_any_address_and_both_are_named(web: Web, target: str) -> None:
    web.routes["/p"] = Reply(302, b"", {"Location": target})
    said = refusal(fetcher(web.host)[0], web.at("/p"))
    assert web.at("/p") in said
    assert target.rpartition("@")[2] in said
    assert "S3CR3T" not in said


def test_redirect_to_another_port_of_an_allowed_host_is_refused(web: Web, canary: Web) -> None:
    web.routes["/p"] = Reply(302, b"", {"Location": canary.at("/secret")})
    assert "private or local" in refusal(fetcher(web.host)[0], web.at("/p"))


def test_redirects_without_end_are_ended(web: Web) -> None:
    for i in range(20):
        web.routes[f"/{i}"] = Reply(302, b"", {"Location": f"/{i + 1}"})
    web.routes["/round"] = Reply(301, b"", {"Location": "/round"})
    asked, _ = fetcher(web.host)
    assert f"more than {MAX_HOPS}" in refusal(asked, web.at("/0"))
    assert len([path for path in web.asked if path != "/robots.txt"]) == MAX_HOPS + 1
    assert "in a circle" in refusal(asked, web.at("/round"))


def test_redirect_is_followed_and_the_last_address_told(web: Web) -> None:
    web.routes |= {"/old": Reply(301, b"", {"Location": "new?a=1#b"}), "/new?a=1": page("Words.")}
    assert fetcher(web.host)[0].fetch(web.at("/old"), LIMIT).address == web.at("/new?a=1")


# --- how much, how long ---------------------------------------------------------------------------


def test_body_without_end_is_stopped_at_the_limit(web: Web) -> None:
    web.routes["/endless"] = Reply(200, b"<html>", {"Content-Type": "text/html"}, lambda: itertools.repeat(b"x" * 65_536))
    assert "larger than the limit of 1 MB" in refusal(fetcher(web.host)[0], web.at("/endless"))


def test_small_body_that_means_a_large_one_is_stopped_at_the_limit(web: Web) -> None:
    web.routes["/bomb"] = packed(Reply(200, b"\0" * 50_000_000, {"Content-Type": "text/html"}))
    assert "larger than the limit of 1 MB" in refusal(fetcher(web.host)[0], web.at("/bomb"))


def test_bomb_in_layers_is_refused(web: Web) -> None:
    body = gzip.compress(gzip.compress(b"\0" * 10_000_000))
    web.routes["/layers"] = Reply(200, body, {"Content-Encoding": "gzip, gzip"})
    assert "was not asked for" in refusal(fetcher(web.host)[0], web.at("/layers"))


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_compressed_body_is_unpacked(web: Web, pack: object) -> None:
    encoding = "gzip" if pack is gzip.compress else "deflate"
    web.routes["/a"] = Reply(200, pack(b"Words. " * 50_000), {"Content-Encoding": encoding})  # type: ignore[operator]  # one of the two packers above
    assert fetcher(web.host)[0].fetch(web.at("/a"), LIMIT).body == b"Words. " * 50_000


def test_compressed_body_cut_short_is_refused(web: Web) -> None:
    web.routes["/a"] = Reply(200, gzip.compress(bytes(range(256)) * 100)[:-20], {"Content-Encoding": "gzip"})
    assert "ends too early" in refusal(fetcher(web.host)[0], web.at("/a"))


@pytest.mark.parametrize("where", ["body", "headers"])
def test_drip_is_cut_off_when_time_is_up(web: Web, where: str) -> None:
    def drip() -> Iterator[bytes]:
        for _ in range(600):
            time.sleep(0.05)
            yield b"x"

    web.routes["/robots.txt"] = Reply(404)
    web.routes["/drip"] = Reply(200, b"", {"Content-Type": "text/html"} if where == "body" else {"X-A": "b" * 10}, drip)
    asked = Fetcher(FetchSettings(private=(web.host,), delay=0, seconds=1.0))
    said = refusal(asked, web.at("/drip"))
    assert "longer than 1 s" in said
    assert "WASL_FETCH_SECONDS" in said


# --- politeness -----------------------------------------------------------------------------------


def test_robots_are_obeyed_and_asked_once(web: Web) -> None:
    web.routes |= {
        "/robots.txt": Reply(200, b"User-agent: *\nDisallow: /private\nDisallow: /*.pdf$\n"),
        "/a": page("Words."), "/b": page("Words."), "/private/c": page("Words."), "/d.pdf": page("Words."),
    }  # fmt: skip
    asked, _ = fetcher(web.host)
    assert asked.fetch(web.at("/a"), LIMIT).body
    assert asked.fetch(web.at("/b"), LIMIT).body
    for path in ("/private/c", "/d.pdf"):
        assert "robots.txt" in refusal(asked, web.at(path))
    assert web.asked == ["/robots.txt", "/a", "/b"]
    assert {headers["user-agent"] for headers in web.headers} == {"Wasl/test"}


def test_site_whose_robots_cannot_be_read_is_left_alone(web: Web) -> None:
    web.routes |= {"/robots.txt": Reply(503), "/a": page("Words.")}
    assert "robots.txt could not be read" in refusal(fetcher(web.host)[0], web.at("/a"))
    assert "/a" not in web.asked


def test_requests_to_one_host_are_spaced_and_a_site_may_ask_for_more(web: Web) -> None:
    web.routes |= {"/robots.txt": Reply(200, b"User-agent: *\nCrawl-delay: 7\n"), "/a": page("Words."), "/b": page("Words.")}
    moment, pauses = 0.0, []

    def sleep(seconds: float) -> None:
        nonlocal moment
        pauses.append(seconds)
        moment += seconds

    asked = Fetcher(FetchSettings(private=(web.host,), delay=2.0), Clock(now=lambda: moment, sleep=sleep))
    asked.fetch(web.at("/a"), LIMIT)
    asked.fetch(web.at("/b"), LIMIT)
    assert pauses == [2.0, 7.0]


@pytest.mark.parametrize(("status", "times"), [(404, 1), (403, 1), (410, 1), (500, 3), (503, 3), (429, 3)])
def test_failing_address_is_asked_so_often_at_most(web: Web, status: int, times: int) -> None:
    web.routes["/p"] = Reply(status, b"Page Not Found")
    said = refusal(fetcher(web.host)[0], web.at("/p"))
    assert str(status) in said
    assert len(web.pages("/p")) == times


def test_patience_that_the_server_asks_for_is_kept_when_short_and_told_when_long(web: Web) -> None:
    replies = [Reply(429, b"", {"Retry-After": "7"}), page("Words.")]
    web.routes["/soon"] = lambda _: replies.pop(0)
    web.routes["/late"] = Reply(429, b"", {"Retry-After": "3600"})
    later = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    web.routes["/later"] = Reply(503, b"", {"Retry-After": later})
    asked, pauses = fetcher(web.host)
    assert asked.fetch(web.at("/soon"), LIMIT).body
    assert [pause for pause in pauses if pause >= 7.0]
    assert "Come back in 3600 s" in refusal(asked, web.at("/late"))
    assert "Come back in 7" in refusal(asked, web.at("/later"))
    assert len(web.pages("/late")) == len(web.pages("/later")) == 1


def test_unchanged_is_asked_for_by_what_the_server_gave(web: Web) -> None:
    web.routes["/a"] = lambda headers: Reply(304) if headers.get("if-none-match") == '"v1"' else Reply(200, b"Words.", {"ETag": '"v1"'})
    asked, _ = fetcher(web.host)
    first = asked.fetch(web.at("/a"), LIMIT)
    assert (first.body, first.etag) == (b"Words.", '"v1"')
    assert asked.fetch(web.at("/a"), LIMIT, Known(first.etag)).body is None


def test_server_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, pauses = fetcher("127.0.0.1:9")
    assert "could not be fetched" in refusal(asked, "http://127.0.0.1:9/")
    assert pauses

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "its host is not found" in refusal(asked, "http://nowhere.example/")


def test_settings_of_fetching_are_read() -> None:
    made = load({"WASL_FETCH_PRIVATE": " Wiki.Intern , 10.0.0.5:8080", "WASL_FETCH_DELAY": "3"}).fetching
    assert made.private == ("wiki.intern", "10.0.0.5:8080")
    assert made.delay == 3.0
    assert load({}).fetching.private == ()
