"""Feeds that are read again and again while the explorer runs: kept in the home folder, asked at their interval.

What a feed brings is read by ``explorer.intake`` like anything else; fetching is left to ``ingest``.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import threading
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from explorer import connection, intake, uploads
from explorer.intake import Intake
from graph.errors import ConfigurationError, InputError

SHORTEST, LONGEST, MOST = 5, 7 * 24 * 60, 500
_CHECK_SECONDS = 15.0
_LOG = logging.getLogger("wasl")
_lock = threading.RLock()
_stop = threading.Event()
# The runs under way, by subscription.
_asked: dict[str, Intake] = {}


@dataclass(frozen=True, slots=True)
class Subscription:
    """``minutes`` lie between two readings. ``asked`` is when it was last read (ISO 8601, UTC), None = never yet.

    ``read``, ``new`` and ``refused`` count what the last reading brought; ``why`` is its first refusal or why it stopped.
    """

    id: str
    address: str
    minutes: int
    paused: bool = False
    asked: str | None = None
    read: int = 0
    new: int = 0
    refused: int = 0
    why: str | None = None

    def due(self, now: datetime) -> bool:
        """Whether it is time to read it. ``now`` with a time zone."""
        if self.paused:
            return False
        return self.asked is None or now - datetime.fromisoformat(self.asked) >= timedelta(minutes=self.minutes)


def listed() -> tuple[Subscription, ...]:
    """In the order in which they were made. Raises InputError, naming the file, when it is no list of subscriptions."""
    path = _path()
    with _lock:
        try:
            held = json.loads(path.read_text("utf-8"))
            return tuple(Subscription(**entry) for entry in held)
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError) as exc:
            raise InputError(str(path), f"cannot be read ({exc}).", "Repair or delete the file; what was read stays.") from exc


def add(address: str, minutes: int) -> Subscription:
    """Subscribe; an address that is subscribed already takes the new interval. Raises InputError for what is no address."""
    wanted = uploads.address(address).sources[0]
    minutes = min(max(minutes, SHORTEST), LONGEST)
    with _lock:
        held = listed()
        same = next((s for s in held if s.address == wanted), None)
        if same is not None:
            return change(same.id, minutes=minutes, paused=False) or same
        if len(held) >= MOST:
            raise InputError(wanted, f"there are {MOST} subscriptions already.", "Remove one first.")
        made = Subscription(secrets.token_hex(8), wanted, minutes)
        _write((*held, made))
        return made


def remove(id: str) -> None:
    with _lock:
        _write(tuple(s for s in listed() if s.id != id))


def pause(id: str, paused: bool) -> None:
    change(id, paused=paused)


def change(id: str, **values: Any) -> Subscription | None:
    """Set parts of a subscription; None when it is gone."""
    with _lock:
        held = listed()
        changed = tuple(replace(s, **values) if s.id == id else s for s in held)
        if changed != held:
            _write(changed)
        return next((s for s in changed if s.id == id), None)


def ask_due(now: datetime) -> int:
    """Start a run for each subscription whose time has come and that is not under way; returns how many."""
    started = 0
    for subscription in listed():
        under_way = _asked.get(subscription.id)
        if subscription.due(now) and (under_way is None or under_way.over):
            _asked[subscription.id] = intake.start(uploads.address(subscription.address), after=partial(_note, subscription.id, now))
            started += 1
    return started


def poll() -> None:
    """Ask what is due until ``close`` is called; the body of a thread."""
    _stop.clear()
    while not _stop.wait(_CHECK_SECONDS):
        try:
            ask_due(datetime.now(UTC))
        except (InputError, ConfigurationError) as error:
            _LOG.warning("%s", error)


def close() -> None:
    _stop.set()


def _note(id: str, now: datetime, run: Intake) -> None:
    """Write down what a reading brought."""
    report = run.report
    why = report.stopped or (str(report.refused[0]) if report.refused else None)
    try:
        change(id, asked=now.isoformat(), read=report.read, new=report.new, refused=report.failed, why=why)
    except (InputError, OSError) as error:
        _LOG.warning("%s", error)


def _path() -> Path:
    return connection.settings().home / "subscriptions.json"


def _write(held: tuple[Subscription, ...]) -> None:
    """Whole or not at all."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.part")
    beside.write_text(json.dumps([asdict(s) for s in held], ensure_ascii=False, indent=1), "utf-8")
    beside.replace(path)
