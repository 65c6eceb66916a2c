"""Servers and stores that tests share: each server starts once a run, a failing start is an error and no skip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.settings import Settings, load
from graph.store import GraphStore
from tests.neo4j_server import Neo4jServer

QUERY_SECONDS = "3"
# The two servers, and the fixture that says how each is reached.
SERVERS = {"arcadedb": "embedded_settings", "neo4j": "neo4j_settings"}
# What a run of the tests begins with, in this order, so that nothing long is left for the end, when the other process has no more to do.
FIRST = (
    "on neo4j", "on arcadedb", "tests/ingest/test_workers.py", "tests/graph/test_server.py", "tests/test_run.py",
    "browser on neo4j", "tests/browser/test_journeys.py", "tests/browser/test_accessible.py",
)  # fmt: skip

# For what only Neo4j does, with the fixture ``server_settings``.
on_neo4j = pytest.mark.parametrize("server_settings", ["neo4j"], indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    groups = [group_of(item.nodeid) for item in items]
    order = {group: FIRST.index(group) if group in FIRST else len(FIRST) for group in groups}
    items[:] = [item for _, item in sorted(zip(groups, items, strict=True), key=lambda pair: order[pair[0]])]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Hands groups to the processes. The mark ``xdist_group`` groups nothing with pytest 9.2 (pytest-dev/pytest-xdist issue 1386)."""
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return Groups(config, log)


def group_of(nodeid: str) -> str:
    """Names the tests that run in the process of this one: those on the same server, else those of its file.

    Each process of the browser tests has an explorer on an embedded store of its own, but Neo4j and its explorer start once.
    """
    file, _, test = nodeid.partition("::")
    named = set(test.partition("[")[2].removesuffix("]").split("-")) & set(SERVERS)
    if not named or (file.startswith("tests/browser/") and "neo4j" not in named):
        return file
    return f"{'browser ' * file.startswith('tests/browser/')}on {max(named)}"


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    with Neo4jServer(tmp_path_factory.mktemp("neo4j")) as server:
        yield server


@pytest.fixture(scope="session")
def neo4j_settings(neo4j_server: Neo4jServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load(
        {
            "WASL_HOME": str(tmp_path_factory.mktemp("home-neo4j")),
            "NEO4J_URI": neo4j_server.uri,
            "NEO4J_PASSWORD": neo4j_server.password,
            "WASL_QUERY_TIMEOUT": QUERY_SECONDS,
        }
    )


@pytest.fixture(scope="session")
def embedded_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load({"WASL_HOME": str(tmp_path_factory.mktemp("home-arcadedb")), "WASL_QUERY_TIMEOUT": QUERY_SECONDS})


@pytest.fixture(scope="session", params=tuple(SERVERS))
def server_settings(request: pytest.FixtureRequest) -> Settings:
    """The settings of each server in turn."""
    return request.getfixturevalue(SERVERS[request.param])


@pytest.fixture(scope="session")
def open_store(server_settings: Settings) -> Iterator[GraphStore]:
    with GraphStore.open(server_settings) as store:
        yield store


@pytest.fixture
def store(open_store: GraphStore) -> GraphStore:
    """An empty store on each of the two servers."""
    wipe(open_store)
    return open_store


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """The settings of an embedded store that nobody else uses."""
    return load({"WASL_HOME": str(tmp_path / "home"), "WASL_QUERY_TIMEOUT": QUERY_SECONDS})


def wipe(store: GraphStore) -> None:
    """Delete all but the schema."""
    store._connection.write(lambda work: work.run("MATCH (n) WHERE NOT n:Store DETACH DELETE n"))
    store._connection.write(lambda work: work.run("MATCH (s:Store) REMOVE s.stamp"))
