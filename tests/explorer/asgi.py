"""Asks an ASGI app in the same process, so that routes and guard are tested without a socket."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(app: Any, url: str, *, method: str = "GET", headers: dict[str, str] | None = None, form: dict[str, str] | None = None) -> Answer:
    """One request. The Host header is a local one unless ``headers`` says otherwise."""
    parts = urlsplit(url)
    body = urlencode(form).encode() if form is not None else b""
    sent = {"host": "127.0.0.1:8501", "accept": "*/*"} | (headers or {})
    if form is not None:
        sent |= {"content-type": "application/x-www-form-urlencoded", "content-length": str(len(body))}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": parts.path, "raw_path": parts.path.encode(), "root_path": "", "query_string": parts.query.encode(),
        "headers": [(k.lower().encode(), v.encode("latin-1")) for k, v in sent.items()],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8501),
    }  # fmt: skip
    return asyncio.run(_asked(app, scope, body))


async def _asked(app: Any, scope: dict[str, Any], body: bytes) -> Answer:
    start: dict[str, Any] = {}
    chunks: list[bytes] = []
    requests = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if requests:
            return requests.pop()
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            chunks.append(message.get("body", b""))

    await app(scope, receive, send)
    return Answer(start["status"], {k.decode(): v.decode("latin-1") for k, v in start["headers"]}, b"".join(chunks))


def connect(app: Any, path: str, headers: dict[str, str]) -> list[dict[str, Any]]:
    """Opens a websocket and returns what the app sent to it."""
    scope = {
        "type": "websocket", "asgi": {"version": "3.0"}, "scheme": "ws", "path": path, "raw_path": path.encode(), "query_string": b"",
        "root_path": "", "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()], "subprotocols": [],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8501),
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def run() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "websocket.connect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await app(scope, receive, send)

    asyncio.run(run())
    return sent
