"""Remembers what was read from which address: validators for asking again, and the items that are in the store already.

One SQLite file for each store, so that another store gets everything anew. An item counts as read only
once it is *settled*, that is when its article was written; a run that is broken off before is taken up there.
What is fetched is left to ``ingest.fetching`` and the readers.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.sqlite_file import opened
from ingest.fetching import Known

_LOG = logging.getLogger(__name__)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sources (
    address TEXT PRIMARY KEY,
    etag TEXT,
    modified TEXT
);
CREATE TABLE IF NOT EXISTS items (
    address TEXT NOT NULL,
    item TEXT NOT NULL,
    settled REAL NOT NULL, -- when, in seconds since 1970; 0: not yet
    PRIMARY KEY (address, item)
);
"""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Which item of which source a document is; to be handed to ``Visits.settle`` once it is written."""

    visits: Path
    address: str
    item: str


class Visits:
    """The memory in one file, made where it is missing. Safe for several processes; one object for one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Raises OSError or sqlite3.Error when the file cannot be made."""
        self.path = path
        with self._open():
            pass

    def known(self, address: str) -> Known | None:
        """What lets the server say "not modified"; None while an item of the last answer is not settled, or there was none."""
        with self._open() as database:
            if database.execute("SELECT 1 FROM items WHERE address = ? AND settled = 0 LIMIT 1", (address,)).fetchone():
                return None
            row = database.execute("SELECT etag, modified FROM sources WHERE address = ?", (address,)).fetchone()
        return Known(*row) if row and any(row) else None

    def is_settled(self, address: str, item: str) -> bool:
        with self._open() as database:
            row = database.execute("SELECT settled FROM items WHERE address = ? AND item = ?", (address, item)).fetchone()
        return row is not None and row[0] > 0

    def has_items(self, address: str, but: str) -> bool:
        """Whether the source gave items besides the one named ``but``."""
        with self._open() as database:
            return database.execute("SELECT 1 FROM items WHERE address = ? AND item <> ? LIMIT 1", (address, but)).fetchone() is not None

    def settled_since(self, address: str, moment: float) -> frozenset[str]:
        """The items of the source that were settled after the moment (seconds since 1970)."""
        with self._open() as database:
            rows = database.execute("SELECT item FROM items WHERE address = ? AND settled > ?", (address, moment)).fetchall()
        return frozenset(row[0] for row in rows)

    def answered(self, address: str, known: Known, items: tuple[str, ...]) -> None:
        """Keep the validators of an answer and the items in it, those not yet settled as waiting; waiting ones that left it are dropped."""
        with self._open() as database:
            database.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?)", (address, known.etag, known.modified))
            database.execute("DELETE FROM items WHERE address = ? AND settled = 0", (address,))
            database.executemany("INSERT OR IGNORE INTO items VALUES (?, ?, 0)", [(address, item) for item in items])

    def settle(self, address: str, item: str) -> None:
        """The item is in the store (or refused for good)."""
        with self._open() as database:
            database.execute("INSERT OR REPLACE INTO items VALUES (?, ?, ?)", (address, item, time.time()))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with opened(self.path, _SCHEMA, patience=30.0) as database:
            database.execute("PRAGMA synchronous = NORMAL")
            yield database


def settle(receipts: Iterable[Receipt]) -> None:
    """What the receipts stand for is in the store. Where that cannot be noted the log says so, and it is read again another time."""
    for receipt in receipts:
        try:
            Visits(receipt.visits).settle(receipt.address, receipt.item)
        except (OSError, sqlite3.Error) as error:
            _LOG.warning("%s: cannot be written (%s), so %s will be read again", receipt.visits, error, receipt.address)
