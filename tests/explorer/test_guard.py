"""The guard stands before every answer: pages, websocket, routes, downloads."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from explorer import access, serving
from explorer.guard import Guard
from explorer.routes import login
from graph import settings as graph_settings
from tests.explorer.asgi import ask, connect

PASSWORD = "correct horse battery"
HASH = access.hash_password(PASSWORD)


async def _anything(request: Any) -> PlainTextResponse:
    return PlainTextResponse("inside")


@pytest.fixture
def policy(tmp_path: Path) -> access.Policy:
    settings = graph_settings.load({"WASL_HOME": str(tmp_path)})
    return access.policy(replace(settings, address="0.0.0.0", password_hash=HASH))


@pytest.fixture
def app(policy: access.Policy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Guard]:
    monkeypatch.setattr(serving, "rules", lambda: policy)
    monkeypatch.setattr(login, "_attempts", access.Attempts())
    yield Guard(Starlette(routes=[*login.ROUTES, Route("/{rest:path}", _anything)]), lambda: policy)


@pytest.mark.parametrize("path", ["/", "/articles", "/api/search?q=x", "/api/evidence?relation=1", "/media/file", "/_stcore/upload_file/x", "/_stcore/host-config", "/static/x.js", "/loginx", "/login/x", "/share", "/assets", "/_stcore/healthx"])  # fmt: skip
def test_nothing_is_answered_without_a_session(app: Guard, path: str) -> None:
    answer = ask(app, path)
    assert answer.status == 401
    assert "inside" not in answer.text


@pytest.mark.parametrize("path", ["/_stcore/health", "/share/token", "/share/token/data", "/assets/wasl-1.js"])
def test_health_shares_and_what_they_load_need_none(app: Guard, path: str) -> None:
    assert ask(app, path).text == "inside"


@pytest.mark.parametrize("path", ["/share/../api/search", "/assets/../api/x", "/share/..%2fapi"])
def test_a_path_that_climbs_reaches_only_what_its_prefix_names(app: Guard, path: str) -> None:
    # The router does not resolve dots either: such a path is answered by the share's own routes, with 404.
    from explorer.routes import api, share

    inner = Starlette(routes=[*share.ROUTES, *api.ROUTES])
    assert ask(inner, path).status == 404


def test_a_browser_is_sent_to_the_form_and_back(app: Guard) -> None:
    sent = ask(app, "/articles?lang=en", headers={"accept": "text/html"})
    assert (sent.status, sent.headers["location"]) == (303, "/login?next=%2Farticles%3Flang%3Den")
    form = ask(app, sent.headers["location"])
    assert form.status == 200
    assert 'type="password"' in form.text
    assert '<html lang="en"' in form.text
    inside = ask(app, "/login?next=%2Farticles%3Flang%3Den", method="POST", form={"password": PASSWORD})
    assert (inside.status, inside.headers["location"]) == (303, "/articles?lang=en")
    cookie = inside.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert PASSWORD not in cookie
    assert ask(app, "/api/x", headers={"cookie": cookie.partition(";")[0]}).text == "inside"


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD + " ", "x" * 2000])
def test_a_wrong_password_opens_nothing(app: Guard, password: str) -> None:
    answer = ask(app, "/login", method="POST", form={"password": password})
    assert answer.status == 401
    assert "set-cookie" not in answer.headers


def test_guessing_is_slowed(app: Guard) -> None:
    statuses = [ask(app, "/login", method="POST", form={"password": "guess"}).status for _ in range(7)]
    assert statuses[:5] == [401] * 5
    late = ask(app, "/login", method="POST", form={"password": PASSWORD})
    assert 429 in [*statuses[5:], late.status]


@pytest.mark.parametrize(
    "goal", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1", ""]
)
def test_signing_in_leads_nowhere_else(goal: str) -> None:
    assert login._next(goal) == "/"


def test_the_form_escapes_what_it_is_given(app: Guard) -> None:
    page = ask(app, "/login?next=/%22%3E%3Cscript%3Ealert(1)%3C/script%3E&lang=%22%3E").text
    assert "<script>alert" not in page
    assert 'dir="rtl"' in page


def test_forged_and_expired_cookies_open_nothing(app: Guard, policy: access.Policy) -> None:
    old = access.make_session(policy, time.time() - access.SESSION_SECONDS - 1)
    for value in ("", "1.2", old, access.make_session(replace(policy, secret=b"y" * 32), time.time())):
        assert ask(app, "/api/x", headers={"cookie": f"{access.COOKIE}={value}"}).status == 401


def test_the_websocket_is_closed_before_it_opens(app: Guard, policy: access.Policy) -> None:
    assert connect(app, "/_stcore/stream", {"host": "127.0.0.1:8501"}) == [{"type": "websocket.close", "code": 1008}]
    assert connect(app, "/_stcore/stream", {"host": "evil.example"}) == [{"type": "websocket.close", "code": 1008}]
    good = f"{access.COOKIE}={access.make_session(policy, time.time())}"
    foreign = {"host": "127.0.0.1:8501", "cookie": good, "origin": "https://evil.example"}
    assert connect(app, "/_stcore/stream", foreign) == [{"type": "websocket.close", "code": 1008}]


def test_the_local_owner_needs_no_session_but_the_right_host_and_origin(tmp_path: Path) -> None:
    local = access.policy(graph_settings.load({"WASL_HOME": str(tmp_path)}))
    app = Guard(Starlette(routes=[Route("/{rest:path}", _anything)]), lambda: local)
    assert ask(app, "/api/x").text == "inside"
    assert ask(app, "/", headers={"host": "evil.example"}).status == 400
    assert ask(app, "/", headers={"host": "evil.example:8501"}).status == 400
    assert ask(app, "/api/x", headers={"origin": "https://evil.example"}).status == 403
    assert ask(app, "/api/x", headers={"origin": "null"}).status == 403
    assert ask(app, "/api/x", headers={"origin": "http://127.0.0.1:8501"}).text == "inside"
    assert ask(app, "/api/x", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}).status == 403
    assert ask(app, "/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}).text == "inside"


def test_answers_carry_protecting_headers(app: Guard) -> None:
    headers = ask(app, "/_stcore/health").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    form = ask(app, "/login").headers
    assert "script-src 'self'" in form["content-security-policy"]
    assert "unsafe-inline" not in form["content-security-policy"]
    assert form["referrer-policy"] == "same-origin", "browsers send the form's origin as null otherwise"
