"""The drivers: one for the writer, one for the reader; transactions that survive a restart; errors that become ours.

Which server answers is left to ``graph.server``, what is asked to the modules beside this one.
"""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph.errors import (
    QueryCancelled,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    ResultTooLarge,
    StoreAuthError,
    StoreError,
    StoreFull,
    StoreUnavailable,
    WaslError,
)
from graph.server import Address, EmbeddedServer, server_for
from graph.settings import Settings

T = TypeVar("T")
Row = dict[str, Any]

RETRY_SECONDS = 10.0
CONNECT_SECONDS = 5.0
AWAY = (ServiceUnavailable, SessionExpired)
_PLACE = re.compile(r"(?:\bat )?\bline (\d+)(?:, column |:)(\d+)(?: \(offset: \d+\)\)?)?")


class Work:
    """A transaction as the store's modules see it: statements in, rows out."""

    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def rows(self, statement: str, **parameters: Any) -> list[Row]:
        return [dict(zip(record.keys(), record.values(), strict=True)) for record in self._transaction.run(statement, parameters)]

    def row(self, statement: str, **parameters: Any) -> Row | None:
        found = self.rows(statement, **parameters)
        return found[0] if found else None

    def run(self, statement: str, **parameters: Any) -> None:
        self._transaction.run(statement, parameters).consume()

    def batches(self, statement: str, rows: list[Row], size: int = 2_000) -> None:
        """Run with ``$rows`` in batches: one message must stay under the servers' limit."""
        for start in range(0, len(rows), size):
            self.run(statement, rows=rows[start : start + size])


class Connection:
    """Safe for threads. ``address`` changes when the embedded server had to be started anew."""

    def __init__(self, settings: Settings) -> None:
        self._server = server_for(settings)
        self._guard = threading.RLock()
        self._drivers: tuple[Address, neo4j.Driver, neo4j.Driver] | None = None
        self._writing = threading.Lock()
        self.settings = settings

    def open(self) -> None:
        """Connect once. Raises StoreUnavailable or StoreAuthError after one attempt."""
        with self.translated():
            self.driver().verify_connectivity()

    def close(self) -> None:
        with self._guard:
            self._forget()
            self._server.close()

    @property
    def address(self) -> Address:
        return self._connected()[0]

    def driver(self, reader: bool = False) -> neo4j.Driver:
        _, writer, reading = self._connected()
        return reading if reader else writer

    def server_name(self) -> str:
        """Name and version as the server gives them, e.g. ``Neo4j/5.26.30``."""
        with self.translated():
            return str(self.driver().get_server_info().agent)

    def read(self, work: Callable[[Work], T]) -> T:
        """Run ``work`` in one reading transaction; it may run more than once."""
        return self._again(lambda: self._transaction(work, neo4j.READ_ACCESS))

    def write(self, work: Callable[[Work], T]) -> T:
        """Run ``work`` in one writing transaction; it may run more than once and must be whole by itself."""
        # One writer at a time in this process: others would only do their work for nothing.
        with self._writing:
            return self._again(lambda: self._transaction(work, neo4j.WRITE_ACCESS))

    def auto(self, statement: str, **parameters: Any) -> list[Row]:
        """Run a statement that no transaction takes, such as those on indexes."""
        with self.translated(), self.driver().session(database=self.address.database) as session:
            return [dict(zip(record.keys(), record.values(), strict=True)) for record in session.run(statement, parameters)]

    def restart_if_alive(self) -> bool:
        """Whether the embedded server still ran, and was replaced: it does not get over every statement."""
        alive = self._server.replace() if isinstance(self._server, EmbeddedServer) else False
        self.forget()
        return alive

    def _transaction(self, work: Callable[[Work], T], access: str) -> T:
        address, writer, _ = self._connected()
        with writer.session(database=address.database, default_access_mode=access) as session:
            run = session.execute_read if access == neo4j.READ_ACCESS else session.execute_write
            return run(lambda transaction: work(Work(transaction)))

    def _again(self, act: Callable[[], T]) -> T:
        with self.translated():
            try:
                return act()
            except AWAY:
                if not self.address.embedded:
                    raise
                # The embedded server was restarted, perhaps on another port: once more, where it is now.
                self.forget()
                return act()

    def _connected(self) -> tuple[Address, neo4j.Driver, neo4j.Driver]:
        with self._guard:
            address = self._server.address()
            if self._drivers is None or self._drivers[0] != address:
                self._forget()
                writer = _driver(address, address.writer)
                self._drivers = (address, writer, writer if address.reader == address.writer else _driver(address, address.reader))
            return self._drivers

    def forget(self) -> None:
        with self._guard:
            self._forget()

    def _forget(self) -> None:
        if self._drivers is not None:
            _, writer, reader = self._drivers
            self._drivers = None
            for driver in {id(writer): writer, id(reader): reader}.values():
                driver.close()

    @contextlib.contextmanager
    def translated(self, lost: Callable[[Exception], None] | None = None) -> Iterator[None]:
        """Errors of the driver leave this block as errors of ``graph.errors``; ``lost`` may raise one of its own first."""
        try:
            yield
        except (Neo4jError, DriverError) as exc:
            if lost is not None:
                lost(exc)
            raise self.ours(exc) from exc

    def ours(self, exc: Neo4jError | DriverError, lines_before: int = 0) -> WaslError:
        """The error of ours for one of the driver's; ``lines_before`` stood before the statement that a person wrote."""
        try:
            where = self._server.address()
        except WaslError as away:
            return away
        place = "The embedded store" if where.embedded else f"The Neo4j server at {where.uri}"
        code = getattr(exc, "code", None) or ""
        text = str(getattr(exc, "message", None) or exc)
        if isinstance(exc, AuthError):
            return StoreAuthError(
                f"{place} refused the user {where.writer[0]!r} or the password. Set NEO4J_USERNAME and NEO4J_PASSWORD to those of that server."
            )
        if isinstance(exc, AWAY):
            return StoreUnavailable(f"{place} does not answer. Start it, or check NEO4J_URI; then run the same again.")
        if any(sign in text.lower() for sign in ("no space left", "disk is full", "disk full")):
            return StoreFull(f"{place} has no room left on its disk. Free some; what was stored stays. Then run the same again.")
        return query_error(code, text, self.settings.query_timeout, lines_before) or StoreError(
            f"{place} could not do it: {_first_line(text)}"
        )


def query_error(code: str, text: str, limit: float, lines_before: int = 0) -> QueryError | None:
    """The error of a statement, by its code; None where the code is about something else."""
    if "TransactionTimedOut" in code or "arcadedb.command.timeout" in text:
        return QueryTimeout(f"The query ran longer than {limit:g} s and was ended (WASL_QUERY_TIMEOUT). Narrow it, or add a LIMIT.")
    if code.endswith((".Terminated", ".TransactionTerminated")) or "TransactionMarkedAsFailed" in code:
        return QueryCancelled("The query was cancelled.")
    if "MemoryPoolOutOfMemory" in code or "OutOfMemory" in code:
        return ResultTooLarge("The query needs more memory than the server allows. Narrow it, or add a LIMIT.")
    if code.endswith((".SyntaxError", ".SemanticError")):
        return _syntax_error(text, lines_before)
    if "Forbidden" in code or "AccessMode" in code:
        return QueryRefused("The console only reads the graph: this statement would write, or reach files, network or accounts.")
    if "queryMaxConcurrent" in text:
        return QueryError("The store is busy with other queries. Wait a little, or cancel one.")
    if code.startswith("Neo.ClientError") or "Unknown procedure" in text:
        return QueryError(_first_line(text))
    return None


def _syntax_error(text: str, lines_before: int) -> QuerySyntaxError:
    found = _PLACE.search(text)
    if found is None:
        return QuerySyntaxError(_first_line(text))
    line, column = int(found[1]) - lines_before, int(found[2])
    # Neo4j counts columns from 1 and adds an offset; the embedded server counts from 0.
    if "offset" not in text:
        column += 1
    words = (text[: found.start()].rstrip(" (-") + text[found.end() :]).strip() if found.start() else text[found.end() :].lstrip(" -")
    return QuerySyntaxError(f"{_first_line(words).split(' (offset')[0]} (line {line}, column {column})", line, column)


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else "no reason was given"


def _driver(address: Address, account: tuple[str, str]) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        address.uri,
        auth=account,
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=60,
        max_transaction_retry_time=RETRY_SECONDS,
        notifications_min_severity="OFF" if not address.embedded else None,
        user_agent="wasl",
    )
