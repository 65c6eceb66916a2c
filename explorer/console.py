"""Statements of the console, each run in the background on the reader's account, with a limit and a way to end it.

What may be asked is decided by the store; what an answer looks like by ``explorer.views``.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from explorer import connection
from explorer.connection import Trouble, trouble_of
from graph.errors import ConfigurationError, QueryCancelled, QueryError, StoreError
from graph.results import QueryResult

MOST_AT_ONCE = 4
# Nobody has looked for this long: the tab was closed, and its statement is ended on the server.
_UNWATCHED_SECONDS = 20.0
_CHECK_SECONDS = 2.0

_threads = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="wasl-console")
_lock = threading.Lock()
_running: dict[str, Statement] = {}


class Busy(QueryError):
    """As many statements run as may run at once; nothing was started."""


class Statement:
    """One statement on its way: ``outcome`` is None while it runs. Times are seconds of the monotonic clock."""

    def __init__(self, text: str, parameters: Mapping[str, Any]) -> None:
        self.id = secrets.token_hex(16)
        self.text, self.parameters = text, parameters
        self.started = self.seen = time.monotonic()
        self.ended: float | None = None
        self._future: Future[QueryResult] | None = None
        self._cancelled = False

    def seconds(self) -> float:
        """How long it ran, or has been running."""
        return (self.ended or time.monotonic()) - self.started

    def outcome(self) -> QueryResult | QueryError | Trouble | None:
        """What came of it; None while it runs. Asking keeps it alive."""
        self.seen = time.monotonic()
        if self._future is None or not self._future.done():
            return None
        try:
            return self._future.result()
        except QueryError as exc:
            return QueryCancelled(str(exc)) if self._cancelled else exc
        except (StoreError, ConfigurationError) as exc:
            return trouble_of(exc)

    def cancel(self) -> None:
        """End it on the server."""
        self._cancelled = True
        # Where the store is away, the statement is too.
        with contextlib.suppress(StoreError, ConfigurationError):
            connection.store().cancel(self.id)

    def _run(self) -> QueryResult:
        try:
            return connection.store().query(self.text, self.parameters, query_id=self.id)
        finally:
            self.ended = time.monotonic()
            with _lock:
                _running.pop(self.id, None)


def start(text: str, parameters: Mapping[str, Any]) -> Statement:
    """Run a statement in the background. Raises Busy."""
    statement = Statement(text, parameters)
    with _lock:
        if len(_running) >= MOST_AT_ONCE:
            raise Busy("As many statements run as may run at once.")
        first = not _running
        _running[statement.id] = statement
    statement._future = _threads.submit(statement._run)
    if first:
        threading.Thread(target=_watch, name="wasl-console-watch", daemon=True).start()
    return statement


def _watch() -> None:
    """End what nobody watches, for as long as anything runs."""
    while True:
        with _lock:
            if not _running:
                return
            left = [s for s in _running.values() if time.monotonic() - s.seen > _UNWATCHED_SECONDS]
        for statement in left:
            statement.cancel()
        time.sleep(_CHECK_SECONDS)


def read_parameters(text: str) -> dict[str, Any]:
    """The parameters as written: a JSON object, empty text for none. Raises ValueError with the reason."""
    if not text.strip():
        return {}
    try:
        value = json.loads(text)
    except RecursionError as exc:
        raise ValueError("nested too deeply") from exc
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value
