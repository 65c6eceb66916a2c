"""Servers and stores that tests share: each server starts once a run, a failing start is an error and no skip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from graph.settings import Settings, load
from graph.store import GraphStore
from tests.neo4j_server import Neo4jServer

QUERY_SECONDS = "3"
SERVERS = ("arcadedb", "neo4j")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share a server or a running explorer stay in one process; the rest goes file by file.

    Each process of the browser tests starts an embedded store of its own, but Neo4j starts once.
    """
    for item in items:
        room = item.path.relative_to(Path(__file__).parent).parts[0]
        server = next((value for value in getattr(item, "callspec", _NoParameters).params.values() if value in SERVERS), None)
        shared = (room == "contracts" and server) or (room == "browser" and server == "neo4j")
        group = f"{room} on {server}" if shared else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))


class _NoParameters:
    params: ClassVar[dict[str, object]] = {}


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


@pytest.fixture(scope="session", params=SERVERS)
def server_settings(request: pytest.FixtureRequest) -> Settings:
    """The settings of each server in turn."""
    return request.getfixturevalue({"arcadedb": "embedded_settings", "neo4j": "neo4j_settings"}[request.param])


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
