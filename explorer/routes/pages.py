"""Addresses of pages that Streamlit itself does not know: the page that opens by default has no path of its own.

The pages are left to ``explorer.navigation``.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route


async def network(request: Request) -> Response:
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./", 307)


ROUTES: list[BaseRoute] = [Route("/network", network)]
