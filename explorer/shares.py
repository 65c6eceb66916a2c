"""Shares: records on this server that let whoever holds a link see one picture or one dashboard.

The link's token is random and kept only as a hash. What a record shows is left to ``explorer.routes.share``.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from graph.errors import WaslError
from graph.sqlite_file import opened

KINDS = ("picture", "dashboard")
_TOKEN_BYTES = 32
_SCHEMA = """
CREATE TABLE IF NOT EXISTS share (
    hash TEXT PRIMARY KEY, kind TEXT NOT NULL, scope TEXT NOT NULL,
    created TEXT NOT NULL, expires TEXT, revoked TEXT
) STRICT
"""


class ShareError(WaslError):
    """The records of shares cannot be read or written; names the file."""


@dataclass(frozen=True, slots=True)
class Share:
    """``id`` is the hash of the token, as hex. ``scope`` is all that the page is built from: the URL form of a
    picture's state, or ``{"board": [name]}`` with the language. Times are UTC; ``expires`` None = no end,
    exclusive otherwise.
    """

    id: str
    kind: str
    scope: dict[str, list[str]]
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None

    def stands(self, now: datetime) -> bool:
        return self.revoked is None and (self.expires is None or now < self.expires)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class Shares:
    """The records in one SQLite file, made at the first use with mode 600. Safe for threads and processes."""

    def __init__(self, home: Path) -> None:
        self._path = home / "shares.db"

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._path, _SCHEMA, lambda exc: ShareError(f"{self._path}: the shares cannot be read or written ({exc})."))

    def create(self, kind: str, scope: dict[str, list[str]], now: datetime, lasts: timedelta | None = None) -> str:
        """Make a share and return its token (256 random bits), which is kept nowhere."""
        if kind not in KINDS:
            raise ValueError(kind)
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        expires = now + lasts if lasts is not None else None
        row = (token_hash(token), kind, json.dumps(scope, sort_keys=True), now.isoformat(), expires.isoformat() if expires else None)
        with self._open() as connection:
            connection.execute("INSERT INTO share (hash, kind, scope, created, expires) VALUES (?, ?, ?, ?, ?)", row)
        return token

    def find(self, token: str, now: datetime) -> Share | None:
        """The share of this token; None when there is none, or it has ended."""
        with self._open() as connection:
            row = connection.execute("SELECT * FROM share WHERE hash = ?", (token_hash(token),)).fetchone()
        share = _share(row) if row else None
        return share if share is not None and share.stands(now) else None

    def standing(self, now: datetime) -> tuple[Share, ...]:
        """The shares that work, newest first."""
        with self._open() as connection:
            rows = connection.execute("SELECT * FROM share WHERE revoked IS NULL ORDER BY created DESC, hash").fetchall()
        return tuple(share for share in map(_share, rows) if share.stands(now))

    def revoke(self, share_id: str, now: datetime) -> bool:
        """End a share at once; False when there was none to end."""
        with self._open() as connection:
            return (
                connection.execute("UPDATE share SET revoked = ? WHERE hash = ? AND revoked IS NULL", (now.isoformat(), share_id)).rowcount
                == 1
            )


def _share(row: tuple[Any, ...]) -> Share:
    hash_, kind, scope, created, expires, revoked = row
    return Share(hash_, kind, json.loads(scope), _time(created), _time(expires) if expires else None, _time(revoked) if revoked else None)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
