"""Fetches addresses of the web: safely (public hosts, limits of size, time and hops) and politely (robots.txt, pauses, few retries).

A name is resolved once for each connection, every answer is judged by ``ingest.public_address``, and the
connection goes to the address that was judged: no second look-up lies between. What comes back is left to the readers.
Proxies of the environment are not used, and no cookie is kept.
Longer than 300 lines, so that the whole way of a request, from its judgement to its socket, can be audited in one place.
"""

from __future__ import annotations

import contextlib
import email.utils
import ipaddress
import random
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

import urllib3
from protego import Protego
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError

from graph.errors import InputError
from graph.settings import FetchSettings
from ingest import public_address
from ingest.public_address import Address

MAX_HOPS = 5
MAX_TRIES = 3
# A server that asks for more patience than this (seconds) is left for another run; a longer Crawl-delay is cut to it.
MAX_PAUSE = 30.0
_ROBOTS_BYTES = 500_000
_ROBOTS_HOURS = 12
_CHUNK = 65_536
_AGAIN = (429, 500, 502, 503, 504)
_REDIRECTS = (301, 302, 303, 307, 308)
_CONNECT_SECONDS = 10.0
_SILENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. ``address`` is the last one after redirects. ``body`` is decompressed; None = not modified (304).

    ``media_type`` and ``charset`` are as declared; None = the server does not say. ``etag`` and ``modified`` are for asking again.
    """

    address: str
    body: bytes | None
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of an earlier answer, sent along so that the server may say that nothing changed."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply to one request. ``headers`` have lower-case names."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Clock:
    """Time and waiting, so that tests need neither."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = field(default_factory=lambda: random.Random().random)  # noqa: S311 - spreads retries, guards nothing


class Fetcher:
    """Fetches with one memory of robots.txt and of when each host was asked last. May be used by several threads."""

    def __init__(self, settings: FetchSettings, clock: Clock | None = None) -> None:
        self._settings, self._clock = settings, clock or Clock()
        self._robots: dict[str, tuple[float, Protego | None]] = {}
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def fetch(self, words: str, max_bytes: int, known: Known | None = None) -> Fetched:
        """What the address gives.

        Raises InputError, naming the address and the hop, for what is not asked (scheme, credentials, private host, robots.txt),
        for a status other than 200 and 304, for more than ``max_bytes`` after decompression, for too many redirects, and when time is up.
        """
        first = public_address.parse(words)
        deadline = self._clock.now() + self._settings.seconds
        address, seen = first, set[str]()
        while True:
            seen.add(str(address))
            try:
                self._obey(address, deadline)
                answer = self._ask(address, max_bytes, known, deadline)
            except InputError as error:
                raise _on_the_way(error, first, address) from error
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                break
            address = self._hop(first, address, answer.headers["location"], seen)
        if answer.status == 304 and known is not None:
            return Fetched(str(address), None, etag=known.etag, modified=known.modified)
        if answer.status != 200:
            raise _on_the_way(_status(address, answer), first, address)
        kind, _, parameters = answer.headers.get("content-type", "").partition(";")
        return Fetched(
            str(address),
            answer.body,
            kind.strip().lower() or None,
            _charset(parameters),
            answer.headers.get("etag"),
            answer.headers.get("last-modified"),
        )

    def _hop(self, first: Address, address: Address, location: str, seen: set[str]) -> Address:
        try:
            following = public_address.parse(urljoin(str(address), location.strip()))
        except (InputError, ValueError) as error:
            where = error if isinstance(error, InputError) else InputError(public_address.without_secrets(location), "is no address.")
            raise InputError(str(first), f"redirects to {where.place}, which {where.cause}", where.remedy) from error
        if str(following) in seen:
            raise InputError(
                str(first), f"redirects in a circle (to {following}).", "Open it in a browser and give the address it ends at."
            )
        if len(seen) > MAX_HOPS:
            raise InputError(str(first), f"redirects more than {MAX_HOPS} times.", "Open it in a browser and give the address it ends at.")
        return following

    # --- politeness ---

    def _obey(self, address: Address, deadline: float) -> None:
        rules = self._rules(address, deadline)
        if rules is None:
            raise InputError(str(address), "its robots.txt could not be read, so it is not fetched.", "Try again later.")
        if not rules.can_fetch(str(address), self._settings.user_agent):
            raise InputError(str(address), "its robots.txt asks programs not to read it.", "Save the page by hand and give the file.")

    def _rules(self, address: Address, deadline: float) -> Protego | None:
        """The rules of the address's site; None where its server fails (RFC 9309: then nothing is fetched)."""
        with self._lock:
            until, rules = self._robots.get(address.origin, (0.0, None))
        if self._clock.now() < until:
            return rules
        robots = Address(address.scheme, address.host, address.port, "/robots.txt")
        for _ in range(MAX_HOPS):
            answer = self._ask(robots, _ROBOTS_BYTES, None, deadline, tries=2)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                break
            try:
                robots = public_address.parse(urljoin(str(robots), answer.headers["location"]))
            except ValueError:
                break
        if 200 <= answer.status < 300:
            rules = Protego.parse(answer.body.decode("utf-8", "replace"))
        elif answer.status >= 500 or answer.status == 429:
            return None
        else:  # no rules
            rules = Protego.parse("")
        with self._lock:
            self._robots[address.origin] = (self._clock.now() + _ROBOTS_HOURS * 3600, rules)
        return rules

    def _wait(self, address: Address, deadline: float) -> None:
        """Wait for this host's turn, and take it. Raises InputError where that would be after the deadline."""
        with self._lock:
            _, rules = self._robots.get(address.origin, (0.0, None))
            asked = rules.crawl_delay(self._settings.user_agent) if rules else None
            pause = max(self._settings.delay, min(float(asked or 0), MAX_PAUSE))
            now = self._clock.now()
            turn = max(now, self._next.get(address.host, now))
            self._next[address.host] = turn + pause
        if turn > deadline + MAX_PAUSE:
            raise _late(address, self._settings.seconds)
        if turn > now:
            self._clock.sleep(turn - now)

    # --- one request ---

    def _ask(self, address: Address, max_bytes: int, known: Known | None, deadline: float, tries: int = MAX_TRIES) -> Answer:
        """One answer, asked for again where the server stumbles or asks for patience. The wait for one's turn does not count as time."""
        for attempt in range(1, tries + 1):
            self._wait(address, deadline)
            try:
                answer = self._once(address, max_bytes, known, max(deadline, self._clock.now() + 1))
            except (HTTPError, OSError, ValueError, zlib.error) as error:
                if attempt == tries or self._clock.now() >= deadline or isinstance(error, ssl.SSLError | zlib.error | ValueError):
                    raise InputError(str(address), f"could not be fetched: {_reason(error)}.", "Try again later.") from error
                pause = 0.0
            else:
                if answer.status not in _AGAIN or attempt == tries:
                    return answer
                pause = _retry_after(answer) or 0.0
                if pause > MAX_PAUSE:
                    return answer
            self._clock.sleep(max(pause, 0.5 * 2**attempt * (0.5 + self._clock.jitter() / 2)))
        raise AssertionError("unreachable: the last try returns or raises")

    def _once(self, address: Address, max_bytes: int, known: Known | None, deadline: float) -> Answer:
        addresses = public_address.resolve(address, self._settings.private)
        headers = {
            "User-Agent": self._settings.user_agent,
            "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/pdf, text/plain, */*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.modified:
            headers["If-Modified-Since"] = known.modified
        left = deadline - self._clock.now()
        if left <= 0:
            raise _late(address, self._settings.seconds)
        with _pool(address, addresses) as pool, _cut_off(pool, left) as cut:
            try:
                response = pool.urlopen("GET", address.target, headers=headers, redirect=False, retries=False, preload_content=False)
                with contextlib.closing(response):
                    names = {name.lower(): value for name, value in response.headers.items()}
                    body = b"" if response.status in (*_REDIRECTS, 304) else _body(response, address, max_bytes)
                if cut.is_set():
                    raise _late(address, self._settings.seconds)
            except (HTTPError, OSError) as error:
                if cut.is_set():
                    raise _late(address, self._settings.seconds) from error
                raise
            return Answer(response.status, names, body)


@lru_cache(maxsize=8)
def fetcher(settings: FetchSettings) -> Fetcher:
    """The process's fetcher for these settings: politeness needs one memory for all runs."""
    return Fetcher(settings)


# --- the connection -------------------------------------------------------------------------------


class _Pinned:
    """Connects to addresses that were judged before, never to what a second look-up of the name gives."""

    addresses: list[tuple[public_address.IPAddress, int]]
    opened: Callable[[socket.socket], None]

    def _new_conn(self) -> socket.socket:
        problem: OSError | None = None
        for ip, port in self.addresses:
            try:
                made = socket.create_connection((str(ip), port), timeout=_CONNECT_SECONDS)
            except OSError as error:
                problem = error
                continue
            # Believe the socket, not the call: this is where the bytes go.
            if ipaddress.ip_address(str(made.getpeername()[0]).partition("%")[0]) != ip:
                made.close()
                raise NewConnectionError(self, "connected elsewhere than asked")  # type: ignore[arg-type]  # mixed into HTTPConnection
            # A copy: TLS takes the first object's descriptor away, and the watch over the time needs one.
            self.opened(made.dup())
            return made
        raise NewConnectionError(self, str(problem)) from problem  # type: ignore[arg-type]  # mixed into HTTPConnection


class _PlainConnection(_Pinned, HTTPConnection):
    pass


class _SecureConnection(_Pinned, HTTPSConnection):
    pass


@contextlib.contextmanager
def _pool(address: Address, addresses: list[tuple[public_address.IPAddress, int]]) -> Iterator[HTTPConnectionPool]:
    pool: HTTPConnectionPool
    timeout = urllib3.Timeout(connect=_CONNECT_SECONDS, read=_SILENCE_SECONDS)
    sockets: list[socket.socket] = []
    # Names of certificates are checked against the host, as ever; only the look-up is taken out.
    kind: type[_Pinned] = type("Pinned", (_SecureConnection if address.scheme == "https" else _PlainConnection,), {})
    kind.addresses, kind.opened = addresses, sockets.append
    make: Any = HTTPSConnectionPool if address.scheme == "https" else HTTPConnectionPool
    pool = make(address.host, address.port, timeout=timeout, maxsize=1)
    pool.ConnectionCls = kind  # type: ignore[assignment]  # urllib3 types it as its protocol
    pool.sockets = sockets  # type: ignore[attr-defined]  # kept beside the pool for _cut_off
    try:
        yield pool
    finally:
        pool.close()
        for made in sockets:
            made.close()


@contextlib.contextmanager
def _cut_off(pool: HTTPConnectionPool, seconds: float) -> Iterator[threading.Event]:
    """Shut the connection after so many seconds, whatever drips through it; the event is set then."""
    done = threading.Event()

    def shut() -> None:
        done.set()
        for made in pool.sockets:  # type: ignore[attr-defined]  # set by _pool
            with contextlib.suppress(OSError):
                made.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield done
    finally:
        timer.cancel()


def _body(response: urllib3.BaseHTTPResponse, address: Address, max_bytes: int) -> bytes:
    """The body, decompressed chunk by chunk, so that a small body which means a large one is stopped at the limit."""
    encodings = [e.strip().lower() for e in response.headers.get("content-encoding", "").split(",") if e.strip() not in ("", "identity")]
    if len(encodings) > 1 or (encodings and encodings[0] not in ("gzip", "x-gzip", "deflate")):
        raise InputError(str(address), f"is compressed in a way that was not asked for ({', '.join(encodings)[:60]}).", "Save it by hand.")
    taken = bytearray()
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if encodings else None  # | 32: gzip or zlib, by its header
    for chunk in response.stream(_CHUNK, decode_content=False):
        while chunk:
            if unpack is None:
                taken += chunk
                break
            taken += unpack.decompress(chunk, max_bytes + 1 - len(taken))
            chunk = unpack.unconsumed_tail
            if len(taken) > max_bytes or unpack.eof:
                break
        if len(taken) > max_bytes:
            raise InputError(
                str(address), f"is larger than the limit of {max_bytes / 1e6:g} MB.", "Save it by hand and split it, or raise --max-mb."
            )
    if unpack is not None and not unpack.eof:
        raise zlib.error("the compressed body ends too early")
    return bytes(taken)


# --- words ----------------------------------------------------------------------------------------


def _charset(parameters: str) -> str | None:
    for part in parameters.split(";"):
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'")[:40] or None
    return None


def _retry_after(answer: Answer) -> float | None:
    """Seconds that the server asks to wait (a number or a date of HTTP); None where it does not, or not understandably."""
    words = answer.headers.get("retry-after", "").strip()
    if words.isascii() and words.isdigit():
        return float(words[:9])
    try:
        return max(0.0, (email.utils.parsedate_to_datetime(words) - datetime.now(UTC)).total_seconds()) if words else None
    except (ValueError, TypeError):
        return None


def _status(address: Address, answer: Answer) -> InputError:
    meaning = {401: "needs a log-in", 403: "is forbidden", 404: "is not there", 410: "is gone", 429: "asks for fewer requests"}
    cause = f"{meaning.get(answer.status, 'was refused by its server')} (HTTP status {answer.status})."
    pause = _retry_after(answer)
    if pause is not None:
        again = f"Come back in {pause:.0f} s"
    else:
        again = "Try again later" if answer.status in _AGAIN else "Check the address in a browser"
    return InputError(str(address), cause, f"{again}; the same command goes on from there.")


def _on_the_way(error: InputError, first: Address, address: Address) -> InputError:
    """The refusal under the address that was given, with the hop where it happened."""
    if address == first:
        return InputError(str(first), error.cause, error.remedy)
    return InputError(str(first), f"redirects to {address}, which {error.cause}", error.remedy)


def _late(address: Address, seconds: float) -> InputError:
    return InputError(str(address), f"took longer than {seconds:g} s.", "Try again later, or raise WASL_FETCH_SECONDS.")


def _reason(error: BaseException) -> str:
    inner = error.__cause__ or getattr(error, "reason", None) or error
    while isinstance(inner, BaseException) and inner.__cause__ is not None:
        inner = inner.__cause__
    name = type(inner).__name__
    words = " ".join("".join(c if c.isprintable() else " " for c in str(inner)).split())[:160]
    return f"{words} ({name})" if words else name
