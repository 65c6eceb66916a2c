"""A fresh store for a measurement: the embedded one, or the Neo4j of the tests, each in a folder that goes away."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from graph import settings
from graph.settings import Settings
from graph.store import GraphStore
from tests.neo4j_server import Neo4jServer

SERVERS = ("embedded", "neo4j")


@contextlib.contextmanager
def fresh(server: str) -> Iterator[tuple[Settings, GraphStore]]:
    """An empty store on one of ``SERVERS``. Raises RuntimeError or StoreError when it does not start."""
    with tempfile.TemporaryDirectory(prefix="wasl-bench-", ignore_cleanup_errors=True) as folder, contextlib.ExitStack() as open_:
        values = {"WASL_HOME": folder}
        if server == "neo4j":
            running = open_.enter_context(Neo4jServer(Path(folder) / "neo4j"))
            values |= {"NEO4J_URI": running.uri, "NEO4J_PASSWORD": running.password}
        chosen = settings.load(values)
        yield chosen, open_.enter_context(GraphStore.open(chosen))
