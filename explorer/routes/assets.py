"""The files that pages load: the components' bundle under its hashed name, fonts, the share page's starter and style.

Public code, no data: open without a session, so that shares can load it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from explorer.components import asset, borders
from explorer.routes.answers import json_response

_HERE = Path(__file__).parent
_FONTS = _HERE.parent / "fonts"
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_A_DAY = {"Cache-Control": "public, max-age=86400"}
_SCRIPT = "text/javascript"


@cache
def _starter() -> tuple[str, Path]:
    path = _HERE / "share.js"
    return f"share-{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}.js", path


@cache
def _style() -> tuple[str, Path]:
    path = _HERE / "plain.css"
    return f"plain-{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}.css", path


def starter_url() -> str:
    return f"/assets/{_starter()[0]}"


def style_url() -> str:
    return f"/assets/{_style()[0]}"


def bundle_url() -> str:
    """Raises FileNotFoundError when the bundle was not built."""
    return f"/assets/{asset().name}"


async def serve(request: Request) -> Response:
    name = request.path_params["name"]
    bundle = asset()
    if name == bundle.name:
        return FileResponse(bundle.path, headers=_FOR_EVER, media_type=_SCRIPT)
    boundaries = borders()
    if name == boundaries.name:
        return FileResponse(boundaries.path, headers=_FOR_EVER, media_type="application/json")
    for (known, path), kind in ((_starter(), _SCRIPT), (_style(), "text/css")):
        if name == known:
            return FileResponse(path, headers=_FOR_EVER, media_type=kind)
    return json_response({"error": "There is no such file."}, 404)


async def font(request: Request) -> Response:
    path = next((p for p in _FONTS.glob("*.woff2") if p.name == request.path_params["name"]), None)
    if path is None:
        return json_response({"error": "There is no such font."}, 404)
    return FileResponse(path, headers=_A_DAY, media_type="font/woff2")


ROUTES: list[BaseRoute] = [Route("/assets/fonts/{name}", font), Route("/assets/{name:path}", serve)]
