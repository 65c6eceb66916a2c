"""The embedded store's own process: starts ArcadeDB on loopback and ends with whoever started it.

Run by ``graph.server`` as ``python -m graph.embedded``. It reads one line of JSON from standard
input (never from arguments, which other users can see), answers with one line of JSON, and serves
until standard input is closed. Who starts it, watches it and joins it is left to ``graph.server``.
"""

from __future__ import annotations

import base64
import contextlib
import importlib
import json
import os
import secrets
import socket
import sys
import threading
import time
import urllib.request
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

DATABASE = "wasl"
WRITER, READER = "root", "reader"
LOCK, RECORD, DATA = "store.lock", "store.json", "store"

# The reader reads records and nothing else: READ sessions alone do not stop a write on this server.
_GROUPS: dict[str, Any] = {
    "admin": {
        "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
        "resultSetLimit": -1,
        "readTimeout": -1,
        "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
    },
    "reader": {"access": [], "resultSetLimit": -1, "readTimeout": -1, "types": {"*": {"access": ["readRecord"]}}},
}
# The full-text index must be made in this dialect: the server's Cypher knows the query but not the DDL.
_ONCE = (
    "CREATE VERTEX TYPE Entity IF NOT EXISTS",
    "CREATE PROPERTY Entity.search IF NOT EXISTS STRING",
    "CREATE INDEX entity_search IF NOT EXISTS ON Entity (search) FULL_TEXT",
    "CREATE VERTEX TYPE Article IF NOT EXISTS",
    "CREATE PROPERTY Article.search IF NOT EXISTS STRING",
    "CREATE INDEX article_search IF NOT EXISTS ON Article (search) FULL_TEXT",
    "ALTER DATABASE `arcadedb.txWalFlush` 2",
    "ALTER DATABASE `arcadedb.opencypher.loadCsv.allowFileUrls` false",
    "ALTER DATABASE `arcadedb.opencypher.loadCsv.allowRemoteUrls` false",
)


@dataclass(frozen=True, slots=True)
class Order:
    """What the starter asks for. ``backend`` is the package to import; the time limit counts milliseconds, memory MB."""

    home: str
    backend: str
    command_timeout: int
    memory: int


@dataclass(frozen=True, slots=True)
class Record:
    """What ``store.json`` holds (mode 600). ``port`` None: no server has said yet that it answers."""

    writer_password: str = field(repr=False)
    reader_password: str = field(repr=False)
    port: int | None = None
    pid: int | None = None


def read_record(home: Path) -> Record | None:
    """The record, or None where there is none or it cannot be read."""
    try:
        return Record(**json.loads((home / RECORD).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_record(home: Path, record: Record) -> None:
    """Replace the record at one stroke, readable by its owner only."""
    path = home / f"{RECORD}.{os.getpid()}"
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(record), file)
    path.replace(home / RECORD)


def lock(home: Path) -> IO[bytes] | None:
    """Hold the store's lock until the returned file is closed or the process ends; None when another holds it."""
    file = (home / LOCK).open("a+b")
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def _free_port(wanted: int | None) -> int:
    for port in (wanted, 0):
        if port is None:
            continue
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise OSError("no free port on 127.0.0.1")


def _serve(order: Order) -> tuple[Any, Record]:
    """Start the server; returns it and the record that says where it answers."""
    home = Path(order.home)
    data = home / DATA
    config = data / "config"
    config.mkdir(parents=True, exist_ok=True)
    old = read_record(home)
    users = config / "server-users.jsonl"
    if old is None:
        # Nobody knows the passwords of the accounts that may be left here: make them anew.
        with contextlib.suppress(FileNotFoundError):
            users.unlink()
        old = Record(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    # Written before the accounts are made, and without a port, so that nobody asks a port of yesterday.
    write_record(home, Record(old.writer_password, old.reader_password))
    groups = {"databases": {"*": {"groups": _GROUPS}}, "version": 1}
    (config / "server-groups.json").write_text(json.dumps(groups), "utf-8")
    (config / "mcp-config.json").write_text('{"enabled": false}', "utf-8")
    bolt, http = _free_port(old.port), _free_port(None)
    engine = importlib.import_module(order.backend)
    server = engine.create_server(
        root_path=str(data),
        root_password=old.writer_password,
        config={
            "host": "127.0.0.1",
            "http_port": http,
            "bolt_host": "127.0.0.1",
            "bolt_port": bolt,
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            # The mode "production" replaces every error text by "check the server log", which blinds the console.
            "mode": "development",
        },
    )
    server.start()
    database = server.create_database(DATABASE)
    for statement in (*_ONCE, f"ALTER DATABASE `arcadedb.command.timeout` {order.command_timeout:d}"):
        database.command("sql", statement)
    if f'"{READER}"' not in users.read_text("utf-8"):
        _create_reader(http, old)
    return server, Record(old.writer_password, old.reader_password, bolt, os.getpid())


def _create_reader(port: int, record: Record) -> None:
    user = {"name": READER, "password": record.reader_password, "databases": {DATABASE: ["reader"]}}
    request = urllib.request.Request(  # a literal http address on loopback
        f"http://127.0.0.1:{port}/api/v1/server",
        data=json.dumps({"command": f"create user {json.dumps(user)}"}).encode(),
        headers={
            "Authorization": "Basic " + base64.b64encode(f"{WRITER}:{record.writer_password}".encode()).decode(),
            "Content-Type": "application/json",
        },
    )
    # No proxy from the environment: the password must not leave this machine.
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20):
        pass


def _memory() -> int:
    """Resident memory of this process in MB; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def _watch(parent: int, limit: int) -> None:
    """End the process when its starter is gone (even if a sibling keeps the pipe open) or memory runs away."""
    while True:
        time.sleep(1)
        if sys.platform != "win32" and os.getppid() != parent:
            os._exit(0)
        if _memory() > limit:
            # What was committed is on disk; the starter starts the next server.
            os._exit(3)


def main() -> None:
    parent = os.getppid()
    # Whatever the engine writes is for its owner's eyes only.
    os.umask(0o077)
    # The engine writes to standard output as it likes; the answer goes where only the starter reads.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(**words: object) -> None:
        print(json.dumps(words), file=answer, flush=True)  # the protocol with the starter

    order = Order(**json.loads(sys.stdin.readline()))
    try:
        held = lock(Path(order.home))
        if held is None:
            say(state="taken")
            return
        server, record = _serve(order)
        write_record(Path(order.home), record)
    except ImportError as exc:
        say(state="missing", cause=str(exc))
        return
    except OSError as exc:
        say(state="refused", cause=str(exc), errno=exc.errno)
        os._exit(2)
    except Exception as exc:  # noqa: BLE001  # whatever the engine raises, the starter must hear of it
        say(state="failed", cause=str(exc))
        os._exit(2)
    threading.Thread(target=_watch, args=(parent, order.memory), daemon=True).start()
    say(state="ready")
    while sys.stdin.read(1):
        pass
    with contextlib.suppress(Exception):
        server.stop()
    os._exit(0)


if __name__ == "__main__":
    main()
