"""The one GraphStore of the process: opened at the first question, shared by all sessions and routes.

What is asked of it is left to ``explorer.services`` and ``explorer.console``.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from graph import settings as graph_settings
from graph.errors import ConfigurationError, InputError, StoreAuthError, StoreError, StoreFull, StoreUnavailable, WaslError
from graph.settings import Settings
from graph.store import GraphStore

# A server that does not answer is asked again after this long, however many sessions wait for it.
_PATIENCE_SECONDS = 5.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a question has no answer. ``kind`` is away, auth, full, setting or failed; ``why`` a sentence."""

    kind: str
    why: str


def trouble_of(error: WaslError) -> Trouble:
    """The trouble that an error means to whoever asked."""
    for kind, classes in _KINDS:
        if isinstance(error, classes):
            return Trouble(kind, str(error))
    return Trouble("failed", str(error))


_KINDS: tuple[tuple[str, type[WaslError]], ...] = (
    ("away", StoreUnavailable),
    ("auth", StoreAuthError),
    ("full", StoreFull),
    ("setting", ConfigurationError),
)


class _Process:
    """Mutable on purpose: what there is one of in a process. Every access holds ``lock``."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.settings: Settings | None = None
        self.store: GraphStore | None = None
        self.failure: WaslError | None = None
        self.failed_at = 0.0


_process = _Process()


def settings() -> Settings:
    """The settings in force, read once. Raises ConfigurationError."""
    if _process.settings is None:
        _process.settings = graph_settings.load()
    return _process.settings


def use(chosen: Settings | None) -> None:
    """Use these settings from now on (None: read them anew), closing a store that is open."""
    close()
    _process.settings = chosen


def store() -> GraphStore:
    """The open store. Raises StoreError or ConfigurationError, again at once while a failure is fresh.

    A refused password is not tried again until ``retry`` is called: servers lock out who keeps trying.
    """
    with _process.lock:
        if _process.store is not None:
            return _process.store
        if _process.failure is not None and (
            isinstance(_process.failure, StoreAuthError | ConfigurationError) or time.monotonic() - _process.failed_at < _PATIENCE_SECONDS
        ):
            raise _process.failure.with_traceback(None)
        try:
            _process.store = GraphStore.open(settings())
        except (StoreError, ConfigurationError) as exc:
            _process.failure, _process.failed_at = exc, time.monotonic()
            raise
        _process.failure = None
        return _process.store


def answered(question: Callable[[GraphStore], T]) -> T | Trouble:
    """What the open store says to a question, or why it has no answer."""
    try:
        return question(store())
    except (StoreError, ConfigurationError) as exc:
        return trouble_of(exc)


def done(act: Callable[[GraphStore], T]) -> T | InputError | Trouble:
    """What came of an act in the open store, the error that names what a person gave wrongly, or why it could not be done."""
    try:
        return answered(act)
    except InputError as exc:
        return exc


def retry() -> None:
    """Forget a failure: a person asks to try again. Settings are read anew when they were the trouble."""
    with _process.lock:
        if isinstance(_process.failure, ConfigurationError):
            _process.settings = None
        _process.failure = None


def close() -> None:
    """Close the store, if it is open; the next question opens it again."""
    with _process.lock:
        opened, _process.store, _process.failure = _process.store, None, None
    if opened is not None:
        opened.close()
