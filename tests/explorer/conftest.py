"""The explorer on an embedded store of its own that holds the small world, and the app of its routes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from explorer import connection
from explorer.routes import api, assets, share
from graph.settings import Settings, load
from tests.world import all_three


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The process's store holds the three reports of ``tests.world``."""
    settings = load({"WASL_HOME": str(tmp_path_factory.mktemp("explorer-home")), "WASL_QUERY_TIMEOUT": "3"})
    connection.use(settings)
    for contribution in all_three():
        connection.store().write(contribution)
    yield settings
    connection.use(None)


@pytest.fixture
def app() -> Starlette:
    """The routes without guard and pages."""
    return Starlette(routes=[*api.ROUTES, *share.ROUTES, *assets.ROUTES])


@pytest.fixture
def away(tmp_path: Path) -> Iterator[None]:
    """A store that nobody answers for, and a home that cannot be; after the test the right ones again."""
    before = connection._process.settings
    (tmp_path / "file").touch()
    connection.use(
        load({"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "S3CR3T-CANARY", "WASL_HOME": str(tmp_path / "file" / "home")})
    )
    yield
    connection.use(before)
