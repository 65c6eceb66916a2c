"""The store with three reports in it, as many contracts begin."""

from __future__ import annotations

import pytest

from graph.store import GraphStore
from tests import world
from tests.conftest import wipe


@pytest.fixture
def told(store: GraphStore) -> GraphStore:
    """Written anew for each test."""
    return _told(store)


@pytest.fixture(scope="module")
def told_once(open_store: GraphStore) -> GraphStore:
    """Written once for a module in which nothing changes it."""
    wipe(open_store)
    return _told(open_store)


def _told(store: GraphStore) -> GraphStore:
    for contribution in world.all_three():
        store.write(contribution)
    return store
