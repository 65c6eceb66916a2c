"""Starting and stopping the server: its rules, what runs beside it, what it says in the terminal.

What is served is left to ``streamlit_app.py``, which joins pages, routes and the guard.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import streamlit as st

from explorer import access, connection, intake, services, subscriptions, uploads
from explorer.text import say
from graph.settings import Settings

_log = logging.getLogger("wasl")


@cache
def rules() -> access.Policy:
    """Who may ask what in this process. Raises ConfigurationError."""
    return access.policy(connection.settings())


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Opens the store beside the first page rather than in it, and closes it with the server."""
    rules()
    threading.Thread(target=services.status, name="wasl-open", daemon=True).start()
    uploads.sweep()
    threading.Thread(target=subscriptions.poll, name="wasl-feeds", daemon=True).start()
    try:
        yield
    finally:
        subscriptions.close()
        intake.close()
        connection.close()


def streamlit_options(settings: Settings) -> dict[str, Any]:
    """What overrides ``.streamlit/config.toml``: address and port, and the hosts of the websocket."""
    policy = access.policy(settings)
    options: dict[str, Any] = {
        "server.address": settings.address.strip("[]"),
        "server.port": settings.port,
        "server.headless": True,
        "logger.hideWelcomeMessage": True,
    }
    if not policy.any_address:
        options["server.allowedHosts"] = [*sorted(policy.hosts), "127.0.0.1", "::1"]
    return options


def is_port_free(address: str, port: int) -> bool:
    """Whether the server can listen there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.strip("[]"), port))
        except OSError:
            return False
    return True


def url(settings: Settings) -> str:
    """The address to open in a browser on this machine."""
    address = settings.address.strip("[]")
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(address, f"[{address}]" if ":" in address else address)  # noqa: S104  # compared, not bound
    return f"http://{host}:{settings.port}"


def on_script_error(error: Exception) -> bool:
    """A fault of ours in a page: the log has it in full, the page says that it happened and what to do."""
    _log.error("A page failed", exc_info=error)
    st.error(f"{say('ar', 'pageFailed')}  \n\u2068{say('en', 'pageFailed')}\u2069")
    return True
