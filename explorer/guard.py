"""The guard before every answer of the server: known host, same origin, session. Pure ASGI, websocket included.

The rules stand in ``explorer.access``; this module only applies them to a request.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explorer import access
from explorer.access import Policy
from explorer.text import say

# What answers without a session: the form itself, shares and what their pages load, the health check.
_OPEN = ("/login", "/_stcore/health")
_OPEN_UNDER = ("/share/", "/assets/")
# Kept off pages of other sites and out of caches; applies to all but the immutable assets.
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Guard:
    """ASGI middleware. ``rules`` is asked at each request, so that the app can be imported before it is configured."""

    def __init__(self, app: ASGIApp, rules: Callable[[], Policy]) -> None:
        self._app, self._rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, _with_headers(send) if scope["type"] == "http" else send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        policy, headers, path = self._rules(), Headers(scope=scope), scope["path"]
        if not access.is_host_known(policy, headers.get("host")):
            return JSONResponse({"error": say("en", "accessHost")}, 400)
        if not _same_origin(headers):
            return JSONResponse({"error": say("en", "accessOrigin")}, 403)
        if policy.password_hash is None or path in _OPEN or path.startswith(_OPEN_UNDER):
            return None
        cookie = cookie_parser(headers.get("cookie", "")).get(access.COOKIE)
        if access.is_session(policy, cookie, time.time()):
            return None
        if scope.get("method") == "GET" and "text/html" in headers.get("accept", ""):
            asked = path + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
            return RedirectResponse(f"/login?next={quote(asked, safe='')}", 303, {"Cache-Control": "no-store"})
        return JSONResponse({"error": say("en", "accessNeeded")}, 401, {"Cache-Control": "no-store"})


def _same_origin(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site") not in ("cross-site",) or headers.get("sec-fetch-mode") == "navigate"
    return urlsplit(origin).netloc == headers.get("host")


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            have = {name.lower() for name, _ in message.get("headers", ())}
            message["headers"] = [*message.get("headers", ()), *(h for h in _HEADERS if h[0] not in have)]
        await send(message)

    return sent
