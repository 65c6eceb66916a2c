"""A question of the program's own that runs too long is ended on the server, on both."""

from __future__ import annotations

import threading
import time

import pytest

from graph.errors import QueryCancelled
from graph.filters import GraphFilter
from graph.store import GraphStore
from graph.store.connection import Work

pytestmark = pytest.mark.store
LONG = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a + b < 0 RETURN count(*) AS n"


def running(store: GraphStore) -> list[str]:
    rows = store._connection.auto("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery AS text")
    return [row["text"] for row in rows if row["text"] and "range(1, 100000)" in row["text"]]


def test_what_runs_long_is_ended_on_the_server(store: GraphStore) -> None:
    ended: list[BaseException] = []

    def ask() -> None:
        with store.stoppable("a slow question"):
            try:
                store._connection.read(lambda work: work.rows(LONG))
            except QueryCancelled as exc:
                ended.append(exc)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    while not running(store):
        time.sleep(0.02)
    assert store.cancel("a slow question")
    thread.join(20)
    assert not thread.is_alive() and len(ended) == 1
    assert not running(store)
    assert not store.cancel("a slow question"), "it is forgotten"


def test_the_end_comes_between_two_statements_too(store: GraphStore) -> None:
    def two(work: Work) -> None:
        work.rows("RETURN 1 AS n")
        assert store.cancel("in two steps")
        work.rows("RETURN 2 AS n")

    with pytest.raises(QueryCancelled), store.stoppable("in two steps"):
        store._connection.read(two)


def test_a_question_under_a_name_answers_as_without(store: GraphStore) -> None:
    with store.stoppable("quick"):
        assert store.overview(GraphFilter()) == store.overview(GraphFilter())
    assert not store.cancel("quick")


def test_more_questions_than_signs_still_answer(store: GraphStore) -> None:
    names = [f"one of {n}" for n in range(12)]

    def ask(rest: list[str]) -> int:
        if not rest:
            return len(store._connection.read(lambda work: work.rows("RETURN 1 AS n")))
        with store.stoppable(rest[0]):
            return ask(rest[1:])

    assert ask(names) == 1
