"""States too long for an address, kept in one SQLite file and named by a short id.

The id comes from the state, so the same state has one id. What a state is, is left to ``explorer.state``.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from graph.errors import WaslError
from graph.sqlite_file import opened

_SCHEMA = "CREATE TABLE IF NOT EXISTS state (id TEXT PRIMARY KEY, params TEXT NOT NULL) STRICT"
_LETTERS = 16


class SavedError(WaslError):
    """The saved states cannot be read or written; names the file."""


class Saved:
    """Made at the first use with mode 600; beside the shares. Safe for threads and processes."""

    def __init__(self, home: Path) -> None:
        self._path = home / "states.db"

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._path, _SCHEMA, lambda exc: SavedError(f"{self._path}: the saved states cannot be read or written ({exc})."))

    def keep(self, params: Mapping[str, Sequence[str]]) -> str:
        """Keep the URL form of a state; returns its id: 16 hexadecimal digits."""
        text = json.dumps({name: list(values) for name, values in params.items()}, sort_keys=True)
        name = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LETTERS]
        with self._open() as connection:
            connection.execute("INSERT OR IGNORE INTO state (id, params) VALUES (?, ?)", (name, text))
        return name

    def find(self, name: str) -> dict[str, list[str]] | None:
        """The URL form that was kept under this id; None when there is none."""
        with self._open() as connection:
            row = connection.execute("SELECT params FROM state WHERE id = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None
