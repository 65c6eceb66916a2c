"""A share link shows one picture: it never reaches the review, another page, or anything that writes."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

from explorer import access
from explorer.guard import _OPEN_UNDER, Guard
from explorer.navigation import _PAGES
from explorer.routes import api, assets, login, pages, share
from explorer.shares import Shares
from explorer.state import ExplorerState, to_params
from graph.settings import Settings
from tests.explorer.asgi import ask, connect

pytestmark = pytest.mark.store
ROOT = Path(__file__).resolve().parent.parent.parent
ROUTES: list[BaseRoute] = [*api.ROUTES, *share.ROUTES, *assets.ROUTES, *login.ROUTES, *pages.ROUTES]
WRITING = ("POST", "PUT", "PATCH", "DELETE")


async def _inside(request: object) -> PlainTextResponse:
    return PlainTextResponse("inside")


@pytest.fixture
def token(world: Settings) -> str:
    return Shares(world.home).create("picture", to_params(ExplorerState(lang="en")), datetime.now(UTC), timedelta(days=1))


@pytest.fixture
def app(world: Settings) -> Guard:
    policy = access.policy(replace(world, address="0.0.0.0", password_hash=access.hash_password("correct horse battery")))
    # What no route answers is Streamlit's: its pages, its websocket, its uploads.
    inside = [Route("/_stcore/{rest:path}", _inside, methods=["GET", *WRITING]), Route("/{rest:path}", _inside)]
    return Guard(Starlette(routes=[*ROUTES, *inside]), lambda: policy)


def test_a_share_link_opens_no_page_and_no_question(app: Guard, token: str) -> None:
    tries = [f"/{path}" for *_, path in _PAGES] + ["/", "/api/search?q=x", "/_stcore/upload_file/x", "/_stcore/stream"]
    tries += [f"/share/{token}/{way}" for way in ("review", "../review", "..%2freview", "data/../../review", "api/search?q=x")]
    for path in tries:
        for carried in ({}, {"cookie": f"{access.COOKIE}={token}"}, {"authorization": f"Bearer {token}"}, {"referer": f"/share/{token}"}):
            answer = ask(app, path, headers=carried)
            assert answer.status in (401, 404), (path, carried)
            assert answer.text != "inside", path
    (told,) = connect(app, "/_stcore/stream", {"host": "127.0.0.1:8501", "cookie": f"{access.COOKIE}={token}"})
    assert told["type"] == "websocket.close"


def test_what_a_share_link_shows_asks_no_questions_of_its_own(app: Guard, token: str) -> None:
    data = ask(app, f"/share/{token}/data").json()
    assert data["nodes"]
    # Without a base for questions the panel draws no way to correct, expand or open.
    assert data["api"] is None


def test_nothing_under_a_share_link_can_be_written_to(app: Guard, token: str) -> None:
    for path in (
        f"/share/{token}",
        f"/share/{token}/data",
        f"/share/{token}/moment",
        f"/share/{token}/review",
        "/review",
        "/",
        "/_stcore/upload_file/x",
    ):
        for method in WRITING:
            answer = ask(app, path, method=method, headers={"origin": "http://127.0.0.1:8501"})
            assert answer.status in (401, 404, 405), (method, path)
    for route in ROUTES:
        if isinstance(route, Route) and route.path.startswith(_OPEN_UNDER):
            assert (route.methods or set()) <= {"GET", "HEAD"}, route.path


def test_the_code_of_a_share_loads_nothing_that_judges_or_takes_in() -> None:
    told = "import sys, explorer.routes.share; print(*(name for name in sys.modules if name.startswith('explorer.')))"
    loaded = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120).stdout.split()
    assert "explorer.shares" in loaded
    assert not {"explorer.reviewing", "explorer.intake", "explorer.uploads", "explorer.subscriptions"} & set(loaded)
    assert not [name for name in loaded if name.startswith(("explorer.pages", "explorer.panels"))]
