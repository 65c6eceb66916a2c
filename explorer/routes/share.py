"""The page of a share, its data, its time and place, built from the record alone; it reaches nothing else.

The records are left to ``explorer.shares``, what may be asked of time and place to ``explorer.routes.shared_moments``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from explorer import connection, pictures
from explorer.connection import Trouble
from explorer.routes import assets, plain, shared_moments
from explorer.routes.answers import Asked, Refused, json_response, route
from explorer.routes.plain import Frame
from explorer.shares import Share, ShareError, Shares
from explorer.state import ExplorerState, from_params
from explorer.text import say
from explorer.views.legend import Json
from explorer.views.trouble import state_words
from graph.errors import InputError

_HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


def _find(token: str) -> Share | None:
    return Shares(connection.settings().home).find(token, datetime.now(UTC))


def _theme(share: Share) -> str | None:
    theme = share.scope.get("theme", [""])[0]
    return theme if theme in ("light", "dark") else None


def _lang(share: Share) -> str:
    return from_params({"lang": share.scope.get("lang", [])})[0].lang


def _reader_lang(request: Request) -> str:
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "ar"


async def share_page(request: Request) -> Response:
    try:
        share = await run_in_threadpool(_find, request.path_params["token"])
    except ShareError:
        return _failed(_reader_lang(request))
    if share is None:
        lang = _reader_lang(request)
        title = say(lang, "shareGoneTitle")
        return plain.page(
            title, f'<main class="notice"><h1>{escape(title)}</h1><p>{escape(say(lang, "shareGone"))}</p></main>', lang, status=404
        )
    lang = _lang(share)
    body = (
        f"<header><strong>{escape(say(lang, 'appName'))}</strong><span>{escape(say(lang, 'sharedBy'))}</span></header>"
        f'<main><div id="wasl" data-bundle="{escape(assets.bundle_url())}" data-data="{escape(request.url.path)}/data" '
        f'data-gone="{escape(say(lang, "shareGone"))}" data-failed="{escape(say(lang, "storeFailed"))}">'
        f"<p>{escape(say(lang, 'loadingPicture'))}</p><noscript><p>{escape(say(lang, 'needsScript'))}</p></noscript></div></main>"
    )
    return plain.page(say(lang, "appName"), body, lang, frame=Frame(_theme(share) or "light", assets.starter_url()))


def _failed(lang: str) -> Response:
    title = say(lang, "storeFailed")
    return plain.page(title, f'<main class="notice"><h1>{escape(title)}</h1></main>', lang, status=503)


async def share_data(request: Request) -> Response:
    lang = _reader_lang(request)
    try:
        share = await run_in_threadpool(_find, request.path_params["token"])
        body = await run_in_threadpool(_data, share, f"/share/{request.path_params['token']}/") if share else None
    except (ShareError, InputError):
        # The sentence would name files of the server, which a viewer has no business with.
        return json_response({"error": say(lang, "storeFailed")}, 503)
    if body is None:
        answer = json_response({"error": say(lang, "shareGone")}, 404)
    elif isinstance(body, Trouble):
        answer = json_response({"error": state_words(body, lang)[0]}, 503)
    else:
        answer = json_response(body)
    answer.headers.update(_HEADERS)
    return answer


def _data(share: Share, place: str) -> Json | Trouble | None:
    theme = _theme(share) or "light"
    if share.kind == "dashboard":
        board = pictures.find_board(share.scope.get("board", [""])[0])
        return pictures.filled_board(board, _lang(share), theme) if board else None
    return pictures.shared_picture(_state(share), theme, place)


def _state(share: Share) -> ExplorerState:
    return from_params({name: values for name, values in share.scope.items() if name != "theme"})[0]


Shown = Callable[[ExplorerState, Asked], Json]


def _moving(answer: Shown) -> Callable[[Request], Awaitable[Response]]:
    """A question about the time or place of what a share shows."""

    def found(asked: Asked) -> Json:
        try:
            share = _find(asked.path["token"])
        except ShareError as exc:
            raise Refused(503, asked.say("storeFailed")) from exc
        if share is None or share.kind != "picture":
            raise Refused(404, asked.say("shareGone"))
        try:
            return answer(_state(share), asked)
        except Refused as exc:
            # Why the store has no answer is nothing for a viewer: the sentence may name the server.
            raise (Refused(503, asked.say("storeFailed")) if exc.status == 503 else exc) from exc

    answered = route(found)

    async def private(request: Request) -> Response:
        response = await answered(request)
        response.headers.update(_HEADERS)
        return response

    return private


async def nothing(request: Request) -> Response:
    return json_response({"error": say(_reader_lang(request), "apiUnknown")}, 404)


ROUTES: list[BaseRoute] = [
    Route("/share/{token}", share_page),
    Route("/share/{token}/data", share_data),
    *(Route(f"/share/{{token}}/{name}", _moving(answer)) for name, answer in shared_moments.ANSWERS.items()),
    Route("/share/{rest:path}", nothing),
]
