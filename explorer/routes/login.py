"""The sign-in form and its answer; whether a session is needed is left to ``explorer.guard``."""

from __future__ import annotations

import math
import time
from html import escape
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from explorer import access, serving
from explorer.routes import plain
from explorer.routes.plain import Frame
from explorer.text import LANGUAGES, NAMES, say

_attempts = access.Attempts()
_LONGEST_PASSWORD = 1_000
_LONGEST_BODY = 10_000


def _next(asked: str | None) -> str:
    """Where to go after signing in: a path of this server, nothing else."""
    if not asked or not asked.startswith("/") or asked.startswith(("//", "/\\", "/login")) or any(c in asked for c in "\r\n\\"):
        return "/"
    parts = urlsplit(asked)
    return "/" if parts.scheme or parts.netloc else asked


def _lang(request: Request) -> str:
    """As asked for, else that of the page to go on to."""
    onward = parse_qs(urlsplit(_next(request.query_params.get("next"))).query).get("lang", [""])[0]
    asked = request.query_params.get("lang", onward)
    return asked if asked in LANGUAGES else "ar"


def _form(request: Request, problem: str = "", status: int = 200) -> Response:
    lang, goal = _lang(request), _next(request.query_params.get("next"))
    other = "en" if lang == "ar" else "ar"
    alert = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    action = f"/login?lang={lang}&next={quote(goal, safe='')}"
    body = (
        f'<main class="notice"><h1>{escape(say(lang, "appName"))}</h1><p>{escape(say(lang, "loginIntro"))}</p>'
        f'<form method="post" action="{escape(action)}"><label for="password">{escape(say(lang, "loginPassword"))}</label>'
        f'<input id="password" name="password" type="password" autocomplete="current-password" required autofocus dir="ltr">'
        f"{alert}<button>{escape(say(lang, 'loginSubmit'))}</button></form>"
        f'<nav><a href="/login?lang={other}&amp;next={escape(quote(goal, safe=""))}" lang="{other}">{escape(NAMES[other])}</a></nav></main>'
    )
    return plain.page(f"{say(lang, 'loginTitle')} – {say(lang, 'appName')}", body, lang, status, Frame(referrer="same-origin"))


async def show(request: Request) -> Response:
    if serving.rules().password_hash is None:
        return RedirectResponse("/", 303)
    return _form(request)


async def sign_in(request: Request) -> Response:
    policy, lang = serving.rules(), _lang(request)
    if policy.password_hash is None:
        return RedirectResponse("/", 303)
    client = request.client.host if request.client else "?"
    if wait := _attempts.wait(client):
        answer = _form(request, say(lang, "loginSlow", n=math.ceil(wait)), 429)
        answer.headers["Retry-After"] = str(math.ceil(wait))
        return answer
    if int(request.headers.get("content-length") or _LONGEST_BODY + 1) > _LONGEST_BODY:
        return _form(request, say(lang, "loginWrong"), 413)
    async with request.form(max_fields=5, max_files=0) as form:
        password = form.get("password")
    good = isinstance(password, str) and 0 < len(password) <= _LONGEST_PASSWORD
    if not good or not await run_in_threadpool(access.verify_password, str(password), policy.password_hash):
        _attempts.wrong(client)
        return _form(request, say(lang, "loginWrong"), 401)
    _attempts.right(client)
    answer = RedirectResponse(_next(request.query_params.get("next")), 303, {"Cache-Control": "no-store"})
    answer.set_cookie(
        access.COOKIE, access.make_session(policy, time.time()), max_age=access.SESSION_SECONDS,
        httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/",
    )  # fmt: skip
    return answer


async def sign_out(request: Request) -> Response:
    answer = RedirectResponse("/login", 303, {"Cache-Control": "no-store"})
    answer.delete_cookie(access.COOKIE, path="/", httponly=True, samesite="strict")
    return answer


ROUTES: list[BaseRoute] = [
    Route("/login", show, methods=["GET"]),
    Route("/login", sign_in, methods=["POST"]),
    Route("/logout", sign_out, methods=["POST"]),
]
