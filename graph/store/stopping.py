"""Ending a question of the program's own that runs too long: its statements bear a sign by which the server finds them.

Statements that people write are left to ``graph.store.console``.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Iterator
from contextvars import ContextVar

from graph.errors import QueryCancelled

# A sign makes another text of a statement, which a server plans anew: so there are few, used again and again.
_AT_ONCE = 8


class Stop:
    """One run of a question that may be ended. ``sign`` is None where all signs are taken: then it ends between two statements."""

    def __init__(self, sign: str | None) -> None:
        self.sign = sign
        self._asked = threading.Event()

    def ask(self) -> None:
        self._asked.set()

    def signed(self, statement: str) -> str:
        """The statement with the sign. Raises QueryCancelled where the end was asked for."""
        if self._asked.is_set():
            raise QueryCancelled("The query was cancelled.")
        return statement if self.sign is None else f"{statement}\n{self.sign}"


_current: ContextVar[Stop | None] = ContextVar("wasl_stop", default=None)


def current() -> Stop | None:
    """The stop of whatever this thread asks now; None where nobody can end it."""
    return _current.get()


class Stops:
    """What can be ended in one process, by the asker's name for it. Safe for threads."""

    def __init__(self) -> None:
        own = secrets.token_hex(8)
        self._free = [f"/* wasl:{own}{n} */" for n in range(_AT_ONCE)]
        self._running: dict[str, Stop] = {}
        self._guard = threading.Lock()

    @contextlib.contextmanager
    def named(self, name: str) -> Iterator[None]:
        """What this thread asks inside can be ended by ``end(name)``: it then raises QueryCancelled."""
        with self._guard:
            stop = self._running[name] = Stop(self._free.pop() if self._free else None)
        token = _current.set(stop)
        try:
            yield
        finally:
            _current.reset(token)
            with self._guard:
                self._running.pop(name, None)
                if stop.sign is not None:
                    self._free.append(stop.sign)

    def end(self, name: str) -> Stop | None:
        """Ask for the end; returns what is to be ended on the server too, None when nothing of that name runs."""
        with self._guard:
            stop = self._running.get(name)
        if stop is not None:
            stop.ask()
        return stop
