"""Questions that a page does not wait for longer than a moment: asked in the background, with a way to end them.

What is shown meanwhile is left to ``explorer.panels.waiting``, what is asked to ``explorer.services``.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import Generic, TypeVar

from explorer import connection
from explorer.connection import Trouble, trouble_of
from graph.errors import ConfigurationError, QueryCancelled, QueryError, StoreError

T = TypeVar("T")
# Many, since what waits here waits for the server and not for this machine.
_threads = ThreadPoolExecutor(16, thread_name_prefix="wasl-waiting")


class Ended(Exception):
    """A person has ended the question."""


class Question(Generic[T]):
    """One question on its way. ``asked`` tells it from others; times are seconds of the monotonic clock."""

    def __init__(self, asked: object, ask: Callable[[], T]) -> None:
        self.asked = asked
        self.started = time.monotonic()
        self._name = secrets.token_hex(16)
        self._ended = threading.Event()
        self._future: Future[T | Trouble] = _threads.submit(self._run, ask)

    def _run(self, ask: Callable[[], T]) -> T | Trouble:
        try:
            with connection.store().stoppable(self._name):
                return ask()
        except QueryCancelled:
            raise
        except (QueryError, StoreError, ConfigurationError) as exc:
            return trouble_of(exc)

    def seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    def answer(self, patience: float = 0.0) -> T | Trouble | None:
        """What came of it, waiting up to ``patience`` seconds; None while it runs. Raises Ended."""
        if self.ended:
            raise Ended
        try:
            return self._future.result(patience)
        except NotYet:
            return None
        except QueryCancelled as exc:
            raise Ended from exc

    def end(self) -> None:
        """End it, on the server too; returns at once."""
        self._ended.set()

        def end() -> None:
            # Where the store is away, the question is too.
            with contextlib.suppress(StoreError, ConfigurationError):
                connection.store().cancel(self._name)

        threading.Thread(target=end, name="wasl-end", daemon=True).start()
