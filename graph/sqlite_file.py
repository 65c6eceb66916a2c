"""A small SQLite file beside the graph, private to its user: opened for one piece of work, then closed.

What stands in such a file, and what its failures are called, is left to its owner.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def opened(
    path: Path, schema: str, failure: Callable[[Exception], Exception] | None = None, patience: float = 10.0
) -> Iterator[sqlite3.Connection]:
    """The file, made with its folder and mode 600 where it is missing; what was done is kept together or not at all.

    ``schema`` holds statements that may be run again and again. ``failure`` turns what SQLite or the system raises into what
    the owner's callers know; None: it is raised as it is. ``patience`` is how many seconds another process is waited for.
    Safe for threads and processes.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with closing(sqlite3.connect(path, timeout=patience)) as connection, connection:
            connection.executescript(schema)
            yield connection
    except (sqlite3.Error, OSError) as exc:
        if failure is None:
            raise
        raise failure(exc) from exc
