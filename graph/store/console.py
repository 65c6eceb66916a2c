"""The console: a reader's statement, checked, run once within limits, cancellable, turned into plain values.

The lists of what is allowed are left to ``graph.queries.console``, turning values to ``graph.store.values``.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import secrets
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.errors import QueryCancelled, QueryError, QueryRefused, QuerySyntaxError, QueryTimeout, ResultTooLarge, WaslError
from graph.filters import GraphFilter
from graph.model import Relation, Subgraph
from graph.queries import console as statements
from graph.queries import relations
from graph.results import QueryResult
from graph.store import reading, records
from graph.store.connection import AWAY, Connection
from graph.store.values import Found, plain_value, weight

MAX_BYTES = 16 * 1024 * 1024
MAX_ENTITIES, MAX_RELATIONS = 1_000, 2_000
# On one server the app itself must still get a turn.
AT_ONCE = 3
WAIT_SECONDS = 10.0
_REFUSED = "The console only reads the graph: this statement would write, or reach files, network, accounts or other people's queries."
# White space (control characters too, which the embedded server skips) and comments; possessive, so
# that no statement makes it go back and forth.
_BLANK = re.compile(r"(?:[\s\x00-\x1f\x7f]++|//[^\n\r]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+")
_WORD = re.compile(r"[A-Za-z]+")


_Rows = tuple[tuple[Any, ...], ...]
# Columns, rows, what they hold of the graph, and whether there are more rows.
_Answer = tuple[tuple[str, ...], _Rows, Found, bool]


@dataclass(slots=True)
class _Run:
    tag: str
    cancelled: threading.Event = field(default_factory=threading.Event)
    late: threading.Event = field(default_factory=threading.Event)


class _NotBegun(Exception):
    """The server was gone before the statement was sent."""


class Console:
    """The statements that run for one store now."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._running: dict[str, _Run] = {}
        self._guard = threading.Lock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def query(self, text: str, parameters: Mapping[str, Any], query_id: str | None) -> QueryResult:
        id = query_id or secrets.token_hex(8)
        run = _Run("/* wasl:" + hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:24] + " */")
        if not self._turns.acquire(timeout=WAIT_SECONDS):
            raise QueryError(f"{AT_ONCE} other queries are running. Wait for them, or cancel one.")
        with self._guard:
            self._running[id] = run
        try:
            return self._within_limits(text, dict(parameters), run)
        finally:
            with self._guard:
                self._running.pop(id, None)
            self._turns.release()

    def cancel(self, id: str) -> bool:
        with self._guard:
            run = self._running.get(id)
        if run is None:
            return False
        run.cancelled.set()
        self.end(run.tag)
        return True

    def _end(self, run: _Run) -> None:
        self.end(run.tag)

    def end(self, tag: str) -> None:
        """End the statement that ends in this tag on the server, if it has got there."""
        for _ in range(3):
            found = self._connection.auto(statements.RUNNING, tag=tag)
            if found:
                self._connection.auto(statements.TERMINATE, ids=[row["id"] for row in found])
                return
            time.sleep(0.05)

    def _within_limits(self, text: str, parameters: dict[str, Any], run: _Run) -> QueryResult:
        limit = self._connection.settings.query_timeout
        began = time.monotonic()
        # Both servers have their own limit. This one is for the embedded server that another process
        # started with another limit.
        timer = threading.Timer(limit + 0.5, self._too_late, (run,))
        timer.daemon = True
        timer.start()
        try:
            columns, rows, found, ends, truncated = self._ask(text, parameters, run)
        except QueryCancelled as exc:
            if run.late.is_set():
                raise QueryTimeout(f"The query ran longer than {limit:g} s and was ended (WASL_QUERY_TIMEOUT). Narrow it.") from exc
            raise
        finally:
            timer.cancel()
        return QueryResult(columns, rows, self._subgraph(found, ends), time.monotonic() - began, truncated)

    def _too_late(self, run: _Run) -> None:
        run.late.set()
        # By now the store may be closed or away; then there is nothing to end.
        with contextlib.suppress(WaslError):
            self._end(run)

    def _ask(self, text: str, parameters: dict[str, Any], run: _Run) -> tuple[tuple[str, ...], _Rows, Found, dict[str, str], bool]:
        if _blank(text) == len(text):
            raise QuerySyntaxError("There is no statement.", 1, 1)
        connection = self._connection
        address = connection.address
        if address.embedded:
            _check_opening(text)
        with connection.translated():
            columns, rows, found, truncated = self._begun(text, parameters, run)
        loose = found.loose_ends()[: 2 * MAX_RELATIONS]
        ends = connection.read(lambda work: work.rows(statements.IDS_OF, ids=loose)) if loose else []
        return columns, rows, found, {row["at"]: row["id"] for row in ends}, truncated

    def _begun(self, text: str, parameters: dict[str, Any], run: _Run) -> _Answer:
        """As ``_once``, on a new connection where the old one was of a server that is gone: the statement was not sent."""
        end = time.monotonic() + (WAIT_SECONDS if self._connection.address.embedded else 0.0)
        late = False
        while True:
            try:
                return self._once(text, parameters, run)
            except _NotBegun as exc:
                if late and exc.__cause__ is not None:
                    raise exc.__cause__ from None
                late = time.monotonic() > end
                time.sleep(0.1)

    def _once(self, text: str, parameters: dict[str, Any], run: _Run) -> _Answer:
        """One try, by hand: a managed transaction would send a statement that broke the connection again."""
        connection = self._connection
        address = connection.address
        limit = connection.settings.query_timeout
        session = connection.driver(reader=True).session(database=address.database, default_access_mode=neo4j.READ_ACCESS, fetch_size=200)
        stop = False
        try:
            try:
                if not address.embedded:
                    self._check_plan(session, text, parameters)
                transaction = session.begin_transaction(timeout=limit)
            except AWAY as exc:
                raise _NotBegun from exc
            if run.cancelled.is_set():
                raise QueryCancelled("The query was cancelled.")
            result = transaction.run(text.rstrip().rstrip(";") + "\n" + run.tag, parameters)
            columns = tuple(result.keys())
            stop = True
            rows, found, truncated = self._collect(result)
            stop = truncated
            if not truncated:
                # The embedded server refuses some writes at the end only.
                transaction.commit()
            return columns, rows, found, truncated
        except AWAY as exc:
            stop = False
            if not address.embedded:
                raise
            # A statement that runs out of memory breaks the connection, and the server does not get over it.
            connection.replace_server(address)
            raise ResultTooLarge(
                "The store stopped answering during this query, which probably needs more memory than it has; "
                "it was started anew. Narrow the query, or add a LIMIT."
            ) from exc
        except (Neo4jError, DriverError):
            stop = False
            raise
        finally:
            if stop:
                # What nobody reads any more must not go on being computed; the server's own limit stands behind this.
                with contextlib.suppress(WaslError):
                    self._end(run)
            # The first attempt fails where the server ended the transaction; the second gives the connection back.
            for _ in range(2):
                with contextlib.suppress(Neo4jError, DriverError):
                    session.close()

    def _collect(self, result: neo4j.Result) -> tuple[_Rows, Found, bool]:
        rows: list[tuple[Any, ...]] = []
        found = Found()
        bytes_ = 0
        for record in result:
            if len(rows) == self._connection.settings.query_rows:
                return tuple(rows), found, True
            row = tuple(plain_value(value, found) for value in record.values())
            bytes_ += sum(map(weight, row))
            if bytes_ > MAX_BYTES:
                raise ResultTooLarge(
                    f"The answer is larger than {MAX_BYTES >> 20} MB (after {len(rows):,} rows). Return fewer columns, or add a LIMIT."
                )
            rows.append(row)
        return tuple(rows), found, False

    def _check_plan(self, session: neo4j.Session, text: str, parameters: dict[str, Any]) -> None:
        """Neo4j Community has no roles: the planner says what the statement would do, before it does it."""
        with session.begin_transaction(timeout=self._connection.settings.query_timeout) as transaction:
            try:
                summary = transaction.run(statements.EXPLAIN + text, parameters).consume()
            except AWAY:
                raise
            except (Neo4jError, DriverError) as exc:
                if "execution mode" in str(exc):
                    raise QueryRefused("PROFILE is not answered here; EXPLAIN is.") from exc
                raise self._connection.ours(exc, lines_before=1) from exc
        if summary.query_type != "r" or summary.plan is None or not _reads_only(summary.plan):
            raise QueryRefused(_REFUSED)

    def _subgraph(self, found: Found, ends: Mapping[str, str]) -> Subgraph:
        entities = found.entities()
        found_relations: dict[str, Relation] = {r.id: r for r in found.relations(ends)}
        total_entities, total_relations = len(entities), len(found_relations)
        if not found_relations and len(entities) > 1:
            ids = sorted(entities)[:MAX_ENTITIES]
            among = self._connection.read(lambda work: reading.subgraph(work, relations.BETWEEN, GraphFilter(limit=MAX_RELATIONS), ids=ids))
            found_relations, total_relations = {r.id: r for r in among.relations}, among.total_relations
        kept = sorted(found_relations.values(), key=reading.most_sourced)[:MAX_RELATIONS]
        wanted = dict.fromkeys([*(id for r in kept for id in (r.subject, r.object)), *entities])
        shown = list(wanted)[: max(MAX_ENTITIES, len(wanted) - len(entities))]
        missing = [id for id in shown if id not in entities]
        nodes = self._connection.read(lambda work: reading.found_entities(work, missing)) if missing else {}
        everything = entities | {id: records.entity(node) for id, node in nodes.items()}
        degrees = found.degrees() | {id: node.get("degree") or 0 for id, node in nodes.items()}
        present = sorted(id for id in shown if id in everything)
        return Subgraph(
            entities=tuple(everything[id] for id in present),
            relations=tuple(r for r in kept if r.subject in everything and r.object in everything),
            truncated=len(present) < len(wanted) or len(kept) < total_relations,
            total_entities=max(total_entities, len(wanted)),
            total_relations=total_relations,
            degrees={id: degrees.get(id, 0) for id in present},
        )


def _blank(text: str) -> int:
    """How many characters of white space and comments stand before the first word."""
    found = _BLANK.match(text)
    return found.end() if found else 0


def _check_opening(text: str) -> None:
    """Refuse what only stands at the beginning of a statement, whatever comments and EXPLAIN come before it."""
    rest = text
    while True:
        rest = rest[_blank(rest) :]
        word = _WORD.match(rest)
        if word is None:
            return
        if word[0].upper() in statements.OPENINGS:
            raise QueryRefused(_REFUSED)
        if word[0].upper() not in ("EXPLAIN", "PROFILE"):
            return
        rest = rest[word.end() :]


def _operators(plan: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    yield plan["operatorType"].split("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)


def _reads_only(plan: Mapping[str, Any]) -> bool:
    for operator, details in _operators(plan):
        name = operator.split("(")[0]
        if name not in statements.OPERATORS:
            return False
        if name == "ProcedureCall" and details.split("(")[0].strip() not in statements.PROCEDURES:
            return False
    return True
