"""Small SQLite files beside the graph: private, whole, closed after each piece of work."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from graph.sqlite_file import opened

SCHEMA = "CREATE TABLE IF NOT EXISTS word (text TEXT PRIMARY KEY)"


def words(path: Path) -> list[str]:
    with opened(path, SCHEMA) as file:
        return [row[0] for row in file.execute("SELECT text FROM word ORDER BY text")]


def test_the_file_is_made_for_its_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file.db"
    assert words(path) == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_was_begun_and_failed_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "file.db"
    with opened(path, SCHEMA) as file:
        file.execute("INSERT INTO word VALUES ('kept')")
    with pytest.raises(RuntimeError), opened(path, SCHEMA) as file:
        file.execute("INSERT INTO word VALUES ('lost')")
        raise RuntimeError
    assert words(path) == ["kept"]


def test_the_file_is_closed_after_its_work(tmp_path: Path) -> None:
    with opened(tmp_path / "file.db", SCHEMA) as file:
        pass
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        file.execute("SELECT 1")


def test_failures_are_called_what_the_owner_calls_them(tmp_path: Path) -> None:
    path = tmp_path / "file.db"
    path.write_bytes(b"no database " * 100)
    with pytest.raises(sqlite3.DatabaseError):
        words(path)
    with pytest.raises(LookupError, match="file is not a database") as caught, opened(path, SCHEMA, lambda exc: LookupError(str(exc))):
        pass
    assert isinstance(caught.value.__cause__, sqlite3.DatabaseError)
