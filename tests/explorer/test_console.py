"""Statements in the background: answered, ended by a person, ended when nobody looks, no more than may run at once."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from explorer import connection, console
from explorer.connection import Trouble
from graph.errors import QueryCancelled, QueryRefused, QueryTimeout
from graph.results import QueryResult

pytestmark = [pytest.mark.store, pytest.mark.usefixtures("world")]
# Ten thousand million rows: far more than any limit here allows.
ENDLESS = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a + b = -1 RETURN count(*) AS n"


def wait(until: Callable[[], bool]) -> None:
    """Until it is so; the run's own time limit ends a wait for nothing."""
    while not until():
        time.sleep(0.02)


def test_a_statement_is_answered() -> None:
    statement = console.start("RETURN $x + 1 AS n", {"x": 1})
    wait(lambda: statement.outcome() is not None)
    answer = statement.outcome()
    assert isinstance(answer, QueryResult)
    assert answer.rows == ((2,),)
    assert statement.ended is not None
    assert statement.seconds() == statement.seconds()


def test_a_person_ends_a_statement() -> None:
    statement = console.start(ENDLESS, {})
    wait(lambda: statement.outcome() is not None or statement.seconds() > 0.3)
    statement.cancel()
    wait(lambda: statement.outcome() is not None)
    assert isinstance(statement.outcome(), QueryCancelled)


def test_the_server_ends_what_takes_too_long() -> None:
    statement = console.start(ENDLESS, {})
    wait(lambda: statement.outcome() is not None)
    assert isinstance(statement.outcome(), QueryTimeout)


def test_what_nobody_watches_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_UNWATCHED_SECONDS", 0.2)
    monkeypatch.setattr(console, "_CHECK_SECONDS", 0.05)
    statement = console.start(ENDLESS, {})
    wait(lambda: statement.ended is not None)  # without asking for the outcome
    assert isinstance(statement.outcome(), QueryCancelled)


def test_no_more_run_than_may_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "MOST_AT_ONCE", 1)
    running = console.start(ENDLESS, {})
    with pytest.raises(console.Busy):
        console.start("RETURN 1 AS n", {})
    running.cancel()
    wait(lambda: running.outcome() is not None)
    again = console.start("RETURN 1 AS n", {})
    wait(lambda: again.outcome() is not None)
    assert isinstance(again.outcome(), QueryResult)


def test_writing_is_refused() -> None:
    before = connection.store().status().counts
    statement = console.start("CREATE (n:Country {id: 'x'}) RETURN n", {})
    wait(lambda: statement.outcome() is not None)
    assert isinstance(statement.outcome(), QueryRefused)
    assert connection.store().status().counts == before


@pytest.mark.usefixtures("away")
def test_a_store_that_is_away_is_trouble() -> None:
    statement = console.start("RETURN 1 AS n", {})
    wait(lambda: statement.outcome() is not None)
    outcome = statement.outcome()
    assert isinstance(outcome, Trouble)
    assert outcome.kind == "away"
