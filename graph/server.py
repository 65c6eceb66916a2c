"""Which server answers: Neo4j by its address, or the embedded one that this module starts, watches and joins.

Accounts and addresses leave this module as an ``Address``; what is asked is left to ``graph.store``,
the embedded server's own process to ``graph.embedded``.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

import neo4j

from graph import embedded
from graph.errors import ConfigurationError, StoreFull, StoreUnavailable
from graph.settings import Settings, child_environment

# Native build first, the same engine with a Java inside where the first is missing or will not start.
BACKENDS = ("arcadedb", "arcadedb_embedded")
START_SECONDS = 60.0
STOP_SECONDS = 10.0
# The engine's own limit, and what its process may take on top before it is replaced.
HEAP_MB = 1024
MEMORY_MB = 2048
# One transaction of one long article, its log and its indexes.
ROOM_MB = 16

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server answers, and the two accounts. On Neo4j Community both are the same one."""

    uri: str
    database: str
    embedded: bool
    writer: tuple[str, str] = field(repr=False)
    reader: tuple[str, str] = field(repr=False)


class NamedServer:
    """A Neo4j server that somebody else runs."""

    def __init__(self, settings: Settings) -> None:
        if settings.neo4j_uri is None or settings.neo4j_password is None:
            raise ConfigurationError("NEO4J_URI and NEO4J_PASSWORD must both be set to use a Neo4j server.")
        account = (settings.neo4j_username, settings.neo4j_password)
        self._address = Address(settings.neo4j_uri, settings.neo4j_database, False, account, account)

    def address(self) -> Address:
        return self._address

    def close(self) -> None:
        """Nothing to stop: the server is not ours."""


class EmbeddedServer:
    """The embedded store of one home: started here, or joined when another process runs it.

    ``address`` may be asked at any time from any thread: it starts or joins anew what has died.
    """

    def __init__(self, settings: Settings) -> None:
        self._home = settings.home
        self._timeout = int(settings.query_timeout * 1000)
        self._guard = threading.RLock()
        self._child: subprocess.Popen[str] | None = None
        self._known: Address | None = None
        self._closed = False

    def address(self) -> Address:
        """Where the server answers now. Raises StoreUnavailable, StoreFull or ConfigurationError."""
        with self._guard:
            if self._closed:
                raise StoreUnavailable("The store was closed; open it anew.")
            if self._known is None or not self._alive():
                self._known = self._start_or_join()
            return self._known

    def is_full(self) -> bool:
        """Whether the disk under the data has too little room to go on: the server itself does not tell why a commit fails."""
        try:
            return shutil.disk_usage(self._home).free < ROOM_MB << 20
        except OSError:
            return False

    def close(self) -> None:
        """Stop the server if this process started it."""
        with self._guard:
            self._closed = True
            child, self._child = self._child, None
        if child is not None:
            _end(child)

    def replace(self, address: Address) -> None:
        """End the server at ``address``, which runs but can no longer be trusted; the next ``address()`` finds its successor.

        Nothing happens when another server has taken its place already.
        """
        with self._guard:
            if self._closed or self._known != address:
                return
            child, self._child, self._known = self._child, None, None
        if child is not None:
            child.kill()
            _end(child)
        elif (record := embedded.read_record(self._home)) is not None and record.pid is not None and _address(record) == address:
            # Another process started it; that one notices, and starts the next.
            with contextlib.suppress(ProcessLookupError):
                os.kill(record.pid, signal.SIGTERM)

    def _alive(self) -> bool:
        if self._child is not None:
            return self._child.poll() is None
        # Joined: its lock tells whether the process that serves still lives.
        return not self._lock_is_free()

    def _lock_is_free(self) -> bool:
        held = embedded.lock(self._home)
        if held is None:
            return False
        held.close()
        return True

    def _start_or_join(self) -> Address:
        self._make_home()
        if self._child is not None:
            _end(self._child)
            self._child = None
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            found = self._start(end) if self._lock_is_free() else self._joined()
            if found is not None:
                return found
            time.sleep(0.1)
        raise StoreUnavailable(
            f"The embedded store in {self._home} did not answer within {START_SECONDS:.0f} s. "
            f"Another process holds {self._home / embedded.LOCK}: stop it, or set WASL_HOME to another folder."
        )

    def _make_home(self) -> None:
        try:
            self._home.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self._home / embedded.DATA / "log").mkdir(parents=True, exist_ok=True)
            (self._home / embedded.LOCK).touch()
        except OSError as exc:
            raise ConfigurationError(
                f"{self._home}: the data folder cannot be written ({exc.strerror}). Set WASL_HOME to a folder that you may write to."
            ) from exc

    def _joined(self) -> Address | None:
        record = embedded.read_record(self._home)
        if record is None or record.port is None:
            return None
        address = _address(record)
        return address if _answers(address) else None

    def _start(self, end: float) -> Address | None:
        """Start the server; None when another process was faster."""
        causes = []
        for backend in BACKENDS:
            child, answer = self._spawn(backend, end)
            record = embedded.read_record(self._home)
            if answer.get("state") == "ready" and record is not None and record.port is not None:
                self._child = child
                threading.Thread(target=self._watch, args=(child,), name="wasl-store-watch", daemon=True).start()
                return _address(record)
            _end(child)
            if answer.get("state") == "taken":
                return None
            if answer.get("errno") == errno.ENOSPC or self.is_full():
                raise StoreFull(f"{self._home}: no space left on the disk. Free some and run the same command again.")
            causes.append(f"{backend}: {answer.get('cause', 'ended without a word')}")
        log = self._home / embedded.DATA / "log" / "server.log"
        raise StoreUnavailable(
            f"The embedded store in {self._home} does not start ({'; '.join(causes)}). "
            f"See {log}, reinstall the requirements, or set NEO4J_URI to use a Neo4j server."
        )

    def _spawn(self, backend: str, end: float) -> tuple[subprocess.Popen[str], dict[str, object]]:
        log = self._home / embedded.DATA / "log"
        with (log / "server.log").open("ab") as errors:
            child = subprocess.Popen(
                [sys.executable, "-m", "graph.embedded"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                # The engine leaves a log folder where it stands, whatever its settings say.
                cwd=self._home / embedded.DATA,
                text=True,
                encoding="utf-8",
                # Ctrl-C in the terminal is the app's to hear; it stops the store in order.
                start_new_session=True,
                env=child_environment(
                    PYTHONPATH=str(_ROOT),
                    ARCADEDB_LOG_DIR=str(log),
                    ARCADEDB_LOG_CONSOLE="0",
                    ARCADEDB_NATIVE_ISOLATE_ARGS=f"-Xmx{HEAP_MB}m",
                    ARCADEDB_JVM_ARGS=f"-Xmx{HEAP_MB}m",
                ),
            )
        order = embedded.Order(str(self._home), backend, self._timeout, MEMORY_MB)
        answer: dict[str, object] = {}
        with contextlib.suppress(BrokenPipeError):
            assert child.stdin is not None  # PIPE was asked for
            child.stdin.write(json.dumps(asdict(order)) + "\n")
            child.stdin.flush()
        assert child.stdout is not None  # PIPE was asked for
        timer = threading.Timer(max(1.0, end - time.monotonic()), child.kill)
        timer.start()
        try:
            answer = _first_object(child.stdout)
        finally:
            timer.cancel()
        return child, answer

    def _watch(self, child: subprocess.Popen[str]) -> None:
        """Start the server anew when it dies without being told to."""
        child.wait()
        with self._guard:
            if self._closed or self._child is not child:
                return
            # A second failure is the next caller's to hear: it asks for the address and gets the sentence.
            with contextlib.suppress(StoreUnavailable, StoreFull, ConfigurationError):
                self._known = None
                self.address()


def server_for(settings: Settings) -> NamedServer | EmbeddedServer:
    """The server that the settings name; nothing is started before its address is asked for."""
    return NamedServer(settings) if settings.neo4j_uri else EmbeddedServer(settings)


def _first_object(lines: IO[str]) -> dict[str, object]:
    for line in lines:
        with contextlib.suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, dict):
                return found
    return {}


def _end(child: subprocess.Popen[str]) -> None:
    """Ask the server to stop by closing its input; kill it when it does not."""
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _address(record: embedded.Record) -> Address:
    return Address(
        uri=f"bolt://127.0.0.1:{record.port}",
        database=embedded.DATABASE,
        embedded=True,
        writer=(embedded.WRITER, record.writer_password),
        reader=(embedded.READER, record.reader_password),
    )


def _answers(address: Address) -> bool:
    try:
        with neo4j.GraphDatabase.driver(address.uri, auth=address.writer, connection_timeout=5) as driver:
            driver.verify_connectivity()
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError):
        return False
    return True
