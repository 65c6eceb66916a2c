"""What the console promises on both real servers: it only reads, within limits, and what it runs can be ended.

Over 300 lines: what one console refuses and ends.
"""

from __future__ import annotations

import http.server
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.errors import QueryCancelled, QueryError, QueryRefused, QuerySyntaxError, QueryTimeout, ResultTooLarge
from graph.filters import GraphFilter
from graph.settings import Settings
from graph.store import GraphStore
from graph.store import console as console_module
from tests import world
from tests.conftest import QUERY_SECONDS

pytestmark = pytest.mark.store


def digest(store: GraphStore) -> str:
    def rows(statement: str) -> list[str]:
        return sorted(map(str, store._connection.read(lambda work: work.rows(statement))))

    return str(
        (
            rows("MATCH (n) RETURN labels(n) AS l, properties(n) AS p"),
            rows("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b, properties(r) AS p"),
            rows("SHOW INDEXES YIELD name, labelsOrTypes, properties RETURN name, labelsOrTypes, properties"),
            rows("SHOW CONSTRAINTS YIELD name RETURN name"),
        )
    )


WRITES = (
    "CREATE (:X)",
    "MERGE (n:Person {name:'x'}) RETURN n",
    "MATCH (n) SET n.p=1",
    "MATCH (n:Country) SET n:Person RETURN n",
    "MATCH (n) REMOVE n.name",
    "MATCH (n) DETACH DELETE n",
    "DROP INDEX entity_id",
    "DROP CONSTRAINT store_id",
    "CREATE INDEX ix FOR (n:Person) ON (n.name)",
    "MATCH (n) FOREACH (x IN [1] | SET n.p=x)",
    "MATCH (n) CALL (n) { SET n.p=1 } IN TRANSACTIONS",
    "MATCH (n:Country) CALL (n) { CREATE (m:X) RETURN m } RETURN m",
    "EXPLAIN MATCH (n) DELETE n",
    "/* harmless */ CREATE (:X) // RETURN 1",
    "MATCH (a:Country), (b:Organization) CREATE (a)-[:MET]->(b)",
    "CALL db.createLabel('X')",
)


@pytest.mark.parametrize("text", WRITES)
def test_nothing_is_written(told_once: GraphStore, text: str) -> None:
    before = digest(told_once)
    try:
        told_once.query(text)
    except QueryError as exc:
        assert "Traceback" not in str(exc)
    else:
        # The embedded server plans such a statement when asked to, without running it.
        assert text.startswith("EXPLAIN")
    assert digest(told_once) == before


@pytest.mark.parametrize("text", [t for t in WRITES if not t.startswith(("EXPLAIN", "CALL db."))])
def test_refusal_of_a_write_says_so(told_once: GraphStore, text: str) -> None:
    with pytest.raises(QueryRefused, match="only reads"):
        told_once.query(text)


@pytest.fixture(scope="module")
def canary() -> Iterator[tuple[str, list[str]]]:
    """An address that nobody may ask, and the list of those who did."""
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"S3CR3T-CANARY\n")

        def log_message(self, *words: Any) -> None:
            """Quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/secret", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "text",
    [
        "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l LIMIT 1",
        "LOAD CSV FROM 'CANARY' AS l RETURN l",
        "MATCH (n) LOAD CSV WITH HEADERS FROM 'CANARY' AS l RETURN l",
        "CALL { LOAD CSV FROM 'CANARY' AS l RETURN l } RETURN l",
        "LOAD CSV FROM $address AS l RETURN l",
        "CALL apoc.load.json('CANARY')",
        "CALL apoc.load.json('file:///etc/passwd')",
    ],
)
def test_no_file_and_no_address_is_read(told_once: GraphStore, canary: tuple[str, list[str]], text: str) -> None:
    address, asked = canary
    with pytest.raises(QueryError) as caught:
        told_once.query(text.replace("CANARY", address), {"address": address})
    assert "root:" not in str(caught.value) and "S3CR3T" not in str(caught.value)
    if "apoc" not in text:
        assert isinstance(caught.value, QueryRefused)
    assert asked == []


def test_writer_reads_no_file_and_no_address_either(told_once: GraphStore, canary: tuple[str, list[str]]) -> None:
    address, asked = canary
    for place in ("file:///etc/passwd", address):
        with pytest.raises(QueryError):
            told_once._connection.read(lambda work, place=place: work.rows("LOAD CSV FROM $place AS l RETURN l", place=place))
    assert asked == []


@pytest.mark.parametrize(
    "text",
    [
        "SHOW USERS",
        "show users yield *",
        "SHOW CURRENT USER",
        "SHOW SETTINGS",
        "SHOW TRANSACTIONS",
        "/* a */ // b\n SHOW TRANSACTIONS",
        "//\rSHOW TRANSACTIONS\nYIELD transactionId",
        "\x01SHOW TRANSACTIONS",
        "EXPLAIN\x00SHOW TRANSACTIONS",
        "EXPLAIN SHOW TRANSACTIONS",
        "SHOW DATABASES",
        "TERMINATE TRANSACTIONS 'x'",
        "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
        "CREATE USER x SET PASSWORD 'password1'",
        "DROP USER neo4j",
        "STOP DATABASE neo4j",
        "CALL dbms.listConfig()",
        "CALL dbms.setConfigValue('x', 'y')",
        "CALL dbms.killConnection('x')",
        "USE system SHOW USERS",
    ],
)
def test_no_accounts_settings_or_other_peoples_queries(told_once: GraphStore, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        told_once.query(text)
    assert "neo4j:" not in str(caught.value)
    # The others are not known to one of the servers, or not to both by the same name.
    if text.upper().startswith(("SHOW", "TERMINATE", "EXPLAIN ", "/*")):
        assert isinstance(caught.value, QueryRefused)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("MATCH (n:Country) WHERE n.name CONTAINS 'CREATE' RETURN n.name", ()),
        ("MATCH (n:Country) RETURN n.set, n.deleted, n.created LIMIT 1", ((None, None, None),)),
        ("RETURN 'LOAD CSV' AS x // DELETE me", (("LOAD CSV",),)),
        ("RETURN 'SHOW USERS; TERMINATE TRANSACTIONS' AS x", (("SHOW USERS; TERMINATE TRANSACTIONS",),)),
        ("/* DROP */ RETURN 1 AS `DETACH DELETE`;", ((1,),)),
        ("// SHOW\nRETURN 1 AS one", ((1,),)),
        ("MATCH (show:Country) RETURN show.name_en AS terminate", (("Kazakhstan",),)),
        ("WITH 'x' AS use RETURN use", (("x",),)),
    ],
)
def test_harmless_statements_that_hold_the_words_are_answered(told_once: GraphStore, text: str, rows: tuple[tuple[Any, ...], ...]) -> None:
    assert told_once.query(text).rows == rows


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN n LIMIT 3",
        "MATCH (n) WHERE n.id = 'country/KZ' OR n.id = 'x' RETURN n.id",
        "MATCH (n:Country {id: 'country/KZ'})-[r*1..3]-(m) RETURN count(*)",
        "MATCH p = shortestPath((a:Person {id: 'person/tokayev'})-[*..6]-(b:Outlet {id: 'outlet/daily'})) RETURN length(p)",
        "MATCH p = allShortestPaths((a:Person)-[*..4]-(b:Country)) RETURN count(p)",
        "MATCH (a:Person) ((x)-[:MET]-(y)){1,2} (b) RETURN count(*)",
        "MATCH (n:Entity) OPTIONAL MATCH (n)-[r:MET]-(m) RETURN n.id, collect(m.id) ORDER BY n.id SKIP 1 LIMIT 2",
        "MATCH (n:Entity) RETURN n.type AS type, count(*) AS n ORDER BY n DESC, type",
        "MATCH (n:Country) RETURN n.id UNION MATCH (n:Person) RETURN n.id",
        "MATCH (n:Country) CALL (n) { MATCH (n)--(m) RETURN count(m) AS c } RETURN n.id, c",
        "MATCH (n:Entity) WHERE EXISTS { (n)-[:MET]-() } RETURN n.id ORDER BY n.id",
        "MATCH (n:Entity) RETURN n.id, COUNT { (n)--(:Claim) } AS c ORDER BY c DESC, n.id",
        "MATCH (n:Country) RETURN COLLECT { MATCH (n)--(m:Entity) RETURN m.id ORDER BY m.id } AS c",
        "MATCH (n:Entity) WHERE NOT (n)-[:MET]-() AND n.name STARTS WITH 'K' RETURN n.name",
        "UNWIND range(1, 5) AS i RETURN DISTINCT i % 2 AS r ORDER BY r",
        "CALL db.labels() YIELD label RETURN label ORDER BY label",
        "CALL db.index.fulltext.queryNodes('entity_search', 'kazakhstan') YIELD node RETURN node.id",
        "MATCH (c:Claim)-[:EVIDENCED_IN]->(a:Article) RETURN a.title, count(c) ORDER BY a.title",
        "MATCH (n:Country) WITH n ORDER BY n.id LIMIT 1 MATCH (n)<-[r]-(m) RETURN DISTINCT type(r) AS t ORDER BY t",
    ],
)
def test_what_researchers_ask_is_answered(told_once: GraphStore, text: str) -> None:
    assert told_once.query(text).columns


def test_rows_hold_plain_values(told_once: GraphStore) -> None:
    found = told_once.query(
        "RETURN date('2022-01-11') AS d, datetime('2022-01-11T10:00:00Z') AS t, duration('P1DT2H') AS u, "
        "point({x: 1.0, y: 2.0}) AS p, [1, 2.5, null, true, {a: 'ب'}] AS l, sqrt(-1.0) AS nan"
    )
    assert found.columns == ("d", "t", "u", "p", "l", "nan")
    day, time_, duration, point, list_, nan = found.rows[0]
    assert day == "2022-01-11" and time_.startswith("2022-01-11T10:00:00") and duration == "P1DT2H"
    assert point["x"] == 1.0 and point["y"] == 2.0
    assert list_ == [1, 2.5, None, True, {"a": "ب"}]
    assert nan == "NaN"


def test_nodes_relationships_and_paths_come_as_dicts_and_as_a_subgraph(told_once: GraphStore) -> None:
    found = told_once.query("MATCH p = (c:Country)-[r:MEMBER_OF]->(o) RETURN c, r, p, [o] AS list")
    ((node, relationship, path, list_),) = found.rows
    assert node["~labels"] == ["Country", "Entity"] and node["name_ar"] == "كازاخستان"
    assert (relationship["~type"], relationship["~start"], relationship["~end"]) == ("MEMBER_OF", "country/KZ", "organization/pact")
    assert [step.get("~type") for step in path] == [None, "MEMBER_OF", None]
    assert list_[0]["id"] == "organization/pact"
    assert [e.id for e in found.subgraph.entities] == ["country/KZ", "organization/pact"]
    assert [r.type for r in found.subgraph.relations] == ["MEMBER_OF"]
    assert found.subgraph.relations == told_once.between(["country/KZ", "organization/pact"], GraphFilter()).relations
    assert found.subgraph.degrees == {"country/KZ": 2, "organization/pact": 1}


def test_relationship_alone_brings_its_ends(told_once: GraphStore) -> None:
    found = told_once.query("MATCH ()-[r:MET]->() RETURN r")
    assert {e.id for e in found.subgraph.entities} == {"person/tokayev", "person/spokesman"}
    assert found.subgraph.relations[0].type == "MET"


def test_nodes_alone_bring_the_relations_among_them(told_once: GraphStore) -> None:
    found = told_once.query("MATCH (n:Entity) WHERE n.type IN ['Country', 'Organization', 'Person'] RETURN n")
    assert {r.type for r in found.subgraph.relations} == {"MEMBER_OF", "MET"}


def test_claims_and_articles_come_as_dicts(told_once: GraphStore) -> None:
    found = told_once.query("MATCH (c:Claim)-[:EVIDENCED_IN]->(a:Article {outlet: 'outlet/daily'}) WHERE c.negated RETURN c, a")
    claim, article = found.rows[0]
    assert claim["~labels"] == ["Claim"] and claim["said_on"] == "2022-01-11"
    assert article["~labels"] == ["Article"] and article["language"] == "ar"
    assert found.subgraph.entities == ()


def test_foreign_nodes_and_nameless_ones_can_be_read(told_once: GraphStore) -> None:
    before = digest(told_once)
    told_once._connection.write(lambda work: work.run("CREATE (:Movie {title: 'x'}), (:Entity:Person {id: 'bare'}), (:Person {name: ''})"))
    found = told_once.query("MATCH (n) WHERE n:Movie OR n.id = 'bare' OR n.name = '' RETURN n ORDER BY coalesce(n.id, '')")
    assert len(found.rows) == 3
    assert [e.id for e in found.subgraph.entities] == ["bare"]
    told_once._connection.write(lambda work: work.run("MATCH (n) WHERE n:Movie OR n.id = 'bare' OR n.name = '' DETACH DELETE n"))
    assert digest(told_once) == before


def test_parameters_are_values(told_once: GraphStore) -> None:
    assert told_once.query("MATCH (n {name: $name}) RETURN n", {"name": "x' OR 1=1 //"}).rows == ()
    assert told_once.query("RETURN $list AS l", {"list": [1, "ب", None]}).rows == (([1, "ب", None],),)


@pytest.mark.parametrize("value", [2**63, "half \ud800", [-(2**64)]])
def test_parameter_that_cannot_be_sent_is_an_error_of_the_query(told_once: GraphStore, value: Any) -> None:
    with pytest.raises(QueryError, match="cannot be sent"):
        told_once.query("RETURN $value AS value", {"value": value})


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("MATCH (n)\nWHERE n.name = 'x'\nRETRUN n", 3, 1, "RETRUN"),
        ("MATCH (n RETURN n", 1, 10, "RETURN"),
        ("RETURN 1; RETURN 2", None, None, ""),
        ("", 1, 1, "no statement"),
        (" // only a comment", 1, 1, "no statement"),
    ],
)
def test_syntax_error_marks_the_place(told_once: GraphStore, text: str, line: int | None, column: int | None, word: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        told_once.query(text)
    assert word in str(caught.value)
    if line is not None:
        assert (caught.value.line, caught.value.column) == (line, column)
    assert "bolt://" not in str(caught.value) and "neo4j_code" not in str(caught.value)


def test_unknown_variable_is_named(told_once: GraphStore) -> None:
    with pytest.raises(QuerySyntaxError, match="m"):
        told_once.query("MATCH (n) RETURN m")


def test_missing_parameter_is_named(told_once: GraphStore) -> None:
    with pytest.raises(QueryError, match="x"):
        told_once.query("RETURN $x")


def test_row_limit_cuts_and_says_so(told_once: GraphStore) -> None:
    found = told_once.query("UNWIND range(1, 50000) AS i RETURN i")
    assert found.truncated and len(found.rows) == told_once._connection.settings.query_rows
    assert not told_once.query("UNWIND range(1, 10) AS i RETURN i").truncated


def test_byte_limit(told_once: GraphStore) -> None:
    with pytest.raises(ResultTooLarge, match="MB"):
        told_once.query("UNWIND range(1, 9000) AS i RETURN reduce(s = 'x', n IN range(1, 14) | s + s) AS l")
    assert told_once.query("RETURN 1 AS one").rows == ((1,),)


RUNAWAY = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a + b = -1 RETURN count(*) AS n"


def _running(store: GraphStore) -> list[Any]:
    rows = store._connection.auto("SHOW TRANSACTIONS YIELD transactionId, currentQuery RETURN currentQuery")
    return [row for row in rows if "100000" in row["currentQuery"]]


def _until_idle(store: GraphStore) -> None:
    for _ in range(100):
        if not _running(store):
            return
        time.sleep(0.1)
    raise AssertionError("the server still runs the statement")


def test_runaway_is_ended_on_the_server(told_once: GraphStore) -> None:
    with pytest.raises(QueryTimeout, match=f"{QUERY_SECONDS} s.*WASL_QUERY_TIMEOUT"):
        told_once.query(RUNAWAY)
    _until_idle(told_once)
    assert told_once.query("RETURN 1 AS one").rows == ((1,),)


def test_cancel_ends_it_on_the_server(told_once: GraphStore) -> None:
    caught: list[BaseException] = []

    def run() -> None:
        try:
            told_once.query(RUNAWAY, query_id="mine")
        except BaseException as exc:  # noqa: BLE001  # handed to the test below
            caught.append(exc)

    thread = threading.Thread(target=run)
    thread.start()
    for _ in range(100):
        if _running(told_once):
            break
        time.sleep(0.02)
    assert told_once.cancel("mine") is True
    thread.join(20)
    assert [type(exc) for exc in caught] == [QueryCancelled]
    _until_idle(told_once)
    assert told_once.cancel("mine") is False
    assert told_once.cancel("never there") is False


def test_too_many_at_once_wait_their_turn(told_once: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console_module, "WAIT_SECONDS", 0.0)
    held = [told_once._console._turns.acquire() for _ in range(console_module.AT_ONCE)]
    try:
        with pytest.raises(QueryError, match="running"):
            told_once.query("RETURN 1")
    finally:
        for _ in held:
            told_once._console._turns.release()
    assert told_once.query("RETURN 1 AS one").rows == ((1,),)


def test_statement_that_eats_all_memory_leaves_the_store_usable(told_once: GraphStore, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="neo4j")
    before = digest(told_once)
    with pytest.raises(QueryError):
        told_once.query("RETURN reduce(s = 'x', i IN range(1, 31) | s + s) AS s")
    assert told_once.query("RETURN 1 AS one").rows == ((1,),)
    assert digest(told_once) == before


def test_time_limit_holds_where_the_server_has_another(server_settings: Settings) -> None:
    with GraphStore.open(replace(server_settings, query_timeout=1.0)) as impatient, pytest.raises(QueryTimeout, match="1 s"):
        impatient.query(RUNAWAY)


def test_withdrawn_relations_stay_readable(told_once: GraphStore) -> None:
    of = world.article("Russia met Kazakhstan.", world.WIRE, date(2022, 1, 2))
    met = world.contribution(of, (world.claim(of, of.text, "met", world.RUSSIA, "MET", world.KAZAKHSTAN),))
    told_once.write(met)
    told_once.write(replace(met, claims=()))
    found = told_once.query("MATCH (:Country)-[r:MET]-(:Country) RETURN DISTINCT r.known_to IS NULL AS current")
    assert found.rows == ((False,),)
    told_once.delete_article(of.id)
