"""The drivers: one for the writer, one for the reader; transactions that survive a restart; errors that become ours.

Which server answers is left to ``graph.server``, what is asked to the modules beside this one. Over 300 lines:
every error that a driver raises becomes ours in this one place.
"""

from __future__ import annotations

import contextlib
import logging
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph.errors import (
    ConfigurationError,
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
from graph.queries import schema
from graph.server import START_SECONDS, Address, EmbeddedServer, server_for
from graph.settings import Settings
from graph.store import stopping

# What the driver reports is raised as well; its log would print addresses where nobody set up logging.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

T = TypeVar("T")
Row = dict[str, Any]
# Where, the writer's, the reader's.
_Drivers = tuple[Address, neo4j.Driver, neo4j.Driver]

RETRY_SECONDS = 15.0
CONNECT_SECONDS = 5.0
AWAY = (ServiceUnavailable, SessionExpired)
# A MERGE that lost a race, a record that another transaction deleted after it was found, and a
# connection that was let in while its server was still starting.
_CONFLICT = re.compile(r"^Duplicated key \[|^Record #\d+:\d+ not found|not expected in state: AUTHENTICATION$")
# What Neo4j answers when it could not write its log, and ever after: it says no word of a full disk to its clients.
_BROKEN = re.compile(r"Transaction\.(?:TransactionLogError|TransactionStartFailed: The database has encountered a critical error)")
_PLACE = re.compile(r"(?:\bat )?\bline (\d+)(?:, column |:)(\d+)(?: \(offset: \d+\)\)?)?")


class Work:
    """A transaction as the store's modules see it: statements in, rows out."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self._transaction = transaction
        self._stop = stopping.current()

    def rows(self, statement: str, **parameters: Any) -> list[Row]:
        if self._stop is not None:
            statement = self._stop.signed(statement)
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
        self._drivers: list[_Drivers] = []
        self._closed = False
        self._writing = threading.Lock()
        self.settings = settings

    def open(self) -> None:
        """Connect. Raises StoreUnavailable or StoreAuthError; a password is tried once."""
        try:
            self._again(lambda: self.driver().verify_connectivity(), patience=0.0)
        except StoreUnavailable as exc:
            if (elsewhere := _routed_to(self._server.address())) is None:
                raise
            raise StoreUnavailable(
                f"The Neo4j server at {self.settings.neo4j_uri} answers, but its routing table names {elsewhere}, where nobody does. "
                "Set NEO4J_URI to the same address with bolt:// in place of neo4j://, or mend the address that the server advertises."
            ) from exc

    def close(self) -> None:
        with self._guard:
            self._closed = True
            for _, writer, reader in self._drivers:
                reader.close()
                writer.close()
            self._drivers.clear()
            self._server.close()

    @property
    def address(self) -> Address:
        return self._connected()[0]

    def driver(self, reader: bool = False) -> neo4j.Driver:
        _, writer, reading = self._connected()
        return reading if reader else writer

    def server_name(self) -> str:
        """Name and version, e.g. ``Neo4j/5.26.30``."""
        with self.translated():
            agent = str(self.driver().get_server_info().agent)
        # The embedded server first says what it is compatible with, then in brackets what it is.
        found = re.search(r"\((ArcadeDB) ([\d.]+)\)", agent)
        return f"{found[1]}/{found[2]}" if found else agent

    def read(self, work: Callable[[Work], T]) -> T:
        """Run ``work`` in one reading transaction; it may run more than once."""
        return self._again(lambda: self._transaction(work, neo4j.READ_ACCESS), patience=0.0)

    def write(self, work: Callable[[Work], T]) -> T:
        """Run ``work`` in one writing transaction; it may run more than once and must be whole by itself."""
        # One writer at a time in this process: others would only do their work for nothing.
        with self._writing:
            return self._again(lambda: self._transaction(work, neo4j.WRITE_ACCESS), patience=RETRY_SECONDS)

    def auto(self, statement: str, **parameters: Any) -> list[Row]:
        """Run a statement that no transaction takes, such as those on indexes."""

        def run() -> list[Row]:
            with self.driver().session(database=self.address.database) as session:
                return [dict(zip(record.keys(), record.values(), strict=True)) for record in session.run(statement, parameters)]

        return self._again(run, patience=0.0)

    def replace_server(self, address: Address) -> None:
        """End the embedded server at ``address``, unless another has taken its place already."""
        if isinstance(self._server, EmbeddedServer):
            self._server.replace(address)

    def _transaction(self, work: Callable[[Work], T], access: str) -> T:
        address, writer, _ = self._connected()
        with (
            writer.session(database=address.database, default_access_mode=access) as session,
            session.begin_transaction() as transaction,
        ):
            return work(Work(transaction))

    def _again(self, act: Callable[[], T], patience: float) -> T:
        """Do it until it is done or hopeless.

        The driver's own way is not taken: it would ask a dead address for long, where the embedded
        server has a successor at once. Conflicts between writers are worth another try for a while;
        a Neo4j server that went away is waited for with ``patience`` (seconds), a pooled connection
        that it dropped is no reason to give up.
        """
        began = time.monotonic()
        pause = 0.05
        lost = 0
        with self.translated():
            while True:
                try:
                    return act()
                except AWAY:
                    waited = time.monotonic() - began
                    lost += 1
                    if lost > 1 and waited > (START_SECONDS if self.address.embedded else patience):
                        raise
                except (Neo4jError, DriverError) as exc:
                    # Its passwords are made by us: a refusal means that a successor is just starting.
                    starting = isinstance(exc, AuthError) and self.address.embedded
                    if not (starting or _is_conflict(exc)) or time.monotonic() - began > RETRY_SECONDS:
                        raise
                time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311  # spreads rivals, keeps no secret
                pause = min(2 * pause, 1.0)

    def _connected(self) -> _Drivers:
        with self._guard:
            if self._closed:
                raise StoreUnavailable("The store was closed; open it anew.")
            address = self._server.address()
            if not self._drivers or self._drivers[-1][0] != address:
                # Drivers of an address that was left are not closed yet: another thread may just be
                # finding out that nobody answers there any more.
                writer = _driver(address, address.writer)
                reader = writer if address.reader == address.writer else _driver(address, address.reader)
                self._drivers.append((address, writer, reader))
            return self._drivers[-1]

    @contextlib.contextmanager
    def translated(self) -> Iterator[None]:
        """Errors of the driver leave this block as errors of ``graph.errors``."""
        try:
            yield
        except (Neo4jError, DriverError) as exc:
            raise self.ours(exc) from exc
        except (UnicodeEncodeError, OverflowError) as exc:
            raise QueryError(f"A value cannot be sent to the store: {_unsendable(exc)}.") from exc

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
        if "DatabaseNotFound" in code:
            return ConfigurationError(f"{place} has no database {where.database!r}. Set NEO4J_DATABASE to one that it has.")
        # What a full disk breaks is told in many ways; what is wrong with a statement is another matter.
        ill = code.startswith("Neo.ClientError") and "commit" not in text and "Error executing" not in text
        full = isinstance(self._server, EmbeddedServer) and not ill and self._server.is_full()
        if full or any(sign in text.lower() for sign in ("no space left", "disk is full", "disk full")):
            folder = f" (the disk under {self.settings.home})" if where.embedded else ""
            return StoreFull(f"{place} has no room left{folder}. Free some space and run the same again; what was stored stays.")
        if _BROKEN.search(f"{code}: {text}") and not where.embedded:
            return StoreFull(
                f"{place} cannot write to its disk, most often because that is full, and takes nothing more until it is started anew. "
                "Free some space there, restart it and run the same again; what was stored stays."
            )
        return query_error(code, text, self.settings.query_timeout, lines_before) or StoreError(
            f"{place} could not do it: {_first_line(text)}"
        )


def _is_conflict(exc: Neo4jError | DriverError) -> bool:
    """Whether another writer was faster. The embedded server reports some of its conflicts as plain errors."""
    text = str(getattr(exc, "message", None) or exc)
    return exc.is_retryable() or _CONFLICT.search(text) is not None


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


def _unsendable(exc: UnicodeEncodeError | OverflowError) -> str:
    if isinstance(exc, UnicodeEncodeError):
        return f"a text holds half a character (U+{ord(exc.object[exc.start]):04X})"
    return "a whole number does not fit into 64 bits"


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else "no reason was given"


def _routed_to(address: Address) -> str | None:
    """The addresses to which a server that is asked by ``neo4j://`` sends its clients; None where it is not, or does not answer itself.

    A container often advertises a name that only its neighbours know; the driver then says no more than that nobody answers.
    """
    scheme, _, place = address.uri.partition("://")
    if not scheme.startswith("neo4j"):
        return None
    try:
        with neo4j.GraphDatabase.driver(
            f"{scheme.replace('neo4j', 'bolt')}://{place}", auth=address.reader, connection_timeout=CONNECT_SECONDS
        ) as direct:
            found = direct.execute_query(
                schema.ROUTES, {"context": {"address": place}, "database": address.database}, database_="system"
            ).records
    except (Neo4jError, DriverError):
        return None
    named = {one for record in found for entry in record["servers"] for one in entry["addresses"]} - {place}
    return ", ".join(sorted(named)) or None


def _driver(address: Address, account: tuple[str, str]) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        address.uri,
        auth=account,
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=60,
        notifications_min_severity="OFF" if not address.embedded else None,
        user_agent="wasl",
    )
