"""Searches for what joins entities: which there are, and how a person ends one that runs.

Looking itself is left to ``graph.analytics.paths``, asking the store to ``explorer.services``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# shortest and all: between two; common and join: between two or more.
WAYS = ("shortest", "all", "common", "join")
PAIRS = ("shortest", "all")

_lock = threading.Lock()
_running: dict[str, threading.Event] = {}


@dataclass(frozen=True, slots=True)
class Search:
    """``how`` is one of WAYS, ``ids`` the entities, ``hops`` the most relations of a path."""

    how: str
    ids: tuple[str, ...]
    hops: int
    stop: threading.Event = field(default_factory=threading.Event)

    def ended(self) -> bool:
        return self.stop.is_set()


@contextmanager
def searching(search: Search, name: str | None) -> Iterator[Search]:
    """While it runs, ``end`` finds the search by its asker's name for it; None = it cannot be ended from outside."""
    if name is None:
        yield search
        return
    with _lock:
        _running[name] = search.stop
    try:
        yield search
    finally:
        with _lock:
            _running.pop(name, None)


def end(name: str) -> bool:
    """End the search of this name; False when none runs."""
    with _lock:
        stop = _running.get(name)
    if stop is not None:
        stop.set()
    return stop is not None
