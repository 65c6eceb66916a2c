"""A small web server on loopback for tests: routes are callables, every request is kept; the canary must never be asked."""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from graph.settings import FetchSettings
from ingest.fetching import Clock, Fetcher

Headers = dict[str, str]


@dataclass
class Reply:
    """``chunks`` are sent one after the other, without a length, for as long as somebody listens."""

    status: int = 200
    body: bytes = b""
    headers: Headers = field(default_factory=dict)
    chunks: Callable[[], Iterator[bytes]] | None = None


Route = Reply | Callable[[Headers], Reply]


class Web:
    """``routes`` by path; what has none is 404. ``asked`` holds the paths of all requests, ``headers`` theirs."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[str] = []
        self.headers: list[Headers] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append(self.path)
                web.headers.append({name.lower(): value for name, value in self.headers.items()})
                route = web.routes.get(self.path, Reply(404, b"Page Not Found"))
                reply = route if isinstance(route, Reply) else route(web.headers[-1])
                with contextlib.suppress(OSError):
                    self.send_response(reply.status)
                    for name, value in reply.headers.items():
                        self.send_header(name, value)
                    if reply.chunks is None:
                        self.send_header("Content-Length", str(len(reply.body)))
                    self.end_headers()
                    self.wfile.write(reply.body)
                    for chunk in reply.chunks() if reply.chunks else ():
                        self.wfile.write(chunk)
                        self.wfile.flush()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def at(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def pages(self, path: str) -> list[str]:
        """How often the path was asked for."""
        return [asked for asked in self.asked if asked == path]

    def __enter__(self) -> Web:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def page(words: str, title: str = "A page", head: str = "") -> Reply:
    """An article's page in UTF-8."""
    body = f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><article><h1>{title}</h1>'
    body += "".join(f"<p>{line}</p>" for line in words.split("\n")) + "</article></body></html>"
    return Reply(200, body.encode(), {"Content-Type": "text/html; charset=utf-8"})


def packed(reply: Reply) -> Reply:
    """The same reply, compressed."""
    return Reply(reply.status, gzip.compress(reply.body), {**reply.headers, "Content-Encoding": "gzip"})


def fetcher(*allowed: str, seconds: float = 30.0) -> tuple[Fetcher, list[float]]:
    """A fetcher that may ask these hosts, and the list of the pauses that it made instead of sleeping."""
    pauses: list[float] = []
    return Fetcher(FetchSettings(private=allowed, delay=0.0, seconds=seconds, user_agent="Wasl/test"), Clock(sleep=pauses.append)), pauses
