"""Remembers a model's answers by what was asked, so that an interrupted run pays for nothing twice.

Asking is left to ``ingest.language_model.provider``.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from graph.errors import ConfigurationError
from graph.sqlite_file import opened
from ingest.language_model.provider import Answer

_SCHEMA = "CREATE TABLE IF NOT EXISTS answers (asked TEXT PRIMARY KEY, text TEXT NOT NULL, tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL)"


class Memory:
    """Answers in one SQLite file; several processes may use it at once.

    Every method raises ConfigurationError where the file cannot be made, read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._open() as file:
            file.execute("PRAGMA journal_mode=WAL")

    def find(self, key: str) -> Answer | None:
        with self._open() as file:
            row = file.execute("SELECT text, tokens_in, tokens_out FROM answers WHERE asked = ?", (key,)).fetchone()
        return Answer(*row) if row else None

    def keep(self, key: str, answer: Answer) -> None:
        with self._open() as file:
            file.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", (key, answer.text, answer.tokens_in, answer.tokens_out))

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._path, _SCHEMA, self._failure, patience=30.0)

    def _failure(self, exc: Exception) -> ConfigurationError:
        return ConfigurationError(f"{self._path}: answers of the language model cannot be remembered there ({exc}). Check WASL_HOME.")


def key_of(model: str, edition: str, messages: Sequence[Mapping[str, str]]) -> str:
    """256 bits of SHA-256 over all that decides about an answer, as hex."""
    asked = json.dumps([model, edition, list(map(dict, messages))], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
