"""Hostile surroundings of a store, each test by its id: foreign data in the database, clocks that differ."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.filters import GraphFilter
from graph.store import GraphStore
from ingest import __main__ as command
from tests import world
from tests.ingest.stand_in import CountriesMeet

pytestmark = pytest.mark.store

_FOREIGN = """
UNWIND range(1, 2000) AS n
CREATE (p:Person {name: 'Person ' + toString(n)})-[:ACTED_IN {year: n}]->(m:Movie {id: toString(n), title: 'Movie ' + toString(n)})
"""
_THEIRS = """
MATCH (p:Person)-[r:ACTED_IN]->(m:Movie)
RETURN p.name AS name, keys(p) AS of_person, labels(p) AS person, r.year AS year, m.id AS id, m.title AS title, keys(m) AS of_movie
ORDER BY year
"""


def test_sto_15_data_of_others_in_the_database_stay_as_they_are(store: GraphStore) -> None:
    connection = store._connection

    def theirs() -> list[dict[str, Any]]:
        return connection.read(lambda work: work.rows(_THEIRS))

    connection.write(lambda work: work.run(_FOREIGN))
    before = theirs()
    assert len(before) == 2000
    for contribution in world.all_three():
        store.write(contribution)
    assert len(store.overview(GraphFilter()).relations) == 3
    for contribution in world.all_three():
        store.delete_article(contribution.article.id)
    assert theirs() == before
    # Ours can be told apart, and are gone.
    counts = store.status().counts
    assert (counts["articles"], counts["claims"], counts["relations"]) == (0, 0, 0)
    assert store.overview(GraphFilter()).relations == ()


@pytest.mark.parametrize("days", [-1, 1])
def test_sto_17_the_clock_of_the_store_counts(
    store: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], days: int
) -> None:
    wrong = date.today() + timedelta(days)

    class Wrong(date):
        @classmethod
        def today(cls) -> date:
            return wrong

    class Opened:
        def __enter__(self) -> GraphStore:
            return store

        def __exit__(self, *_: object) -> None:
            return None

    path = tmp_path / "a.txt"
    path.write_text("Russia met Armenia in the capital on Monday.", "utf-8")
    monkeypatch.setenv("WASL_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(command, "date", Wrong)
    monkeypatch.setattr(command, "chosen", lambda *_: CountriesMeet())
    monkeypatch.setattr(GraphStore, "open", lambda _: Opened())
    assert command.main([str(path), "--quiet"]) == 0
    (met,) = store.overview(GraphFilter()).relations
    assert met.known_from == store.today()
    (known,) = store.overview(GraphFilter(known_on=store.today())).relations
    assert known == met
