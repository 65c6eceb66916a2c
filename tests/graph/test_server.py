"""The embedded server's process: who starts it, who joins it, who may talk to it, and what becomes of it.

Over 300 lines: the life of one process, from its start to its end.
"""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import Neo4jError

from graph import embedded, server
from graph.errors import ConfigurationError, StoreAuthError, StoreFull, StoreUnavailable
from graph.server import EmbeddedServer
from graph.settings import Settings, child_environment
from graph.store import GraphStore
from tests import world
from tests.conftest import on_neo4j
from tests.neo4j_server import Neo4jServer

pytestmark = pytest.mark.store

ROOT = Path(__file__).parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def running(home: Settings) -> Iterator[EmbeddedServer]:
    started = EmbeddedServer(home)
    started.address()
    yield started
    started.close()


def record(home: Settings) -> embedded.Record:
    found = embedded.read_record(home.home)
    assert found is not None and found.port is not None and found.pid is not None
    return found


def until(happened: Callable[[], bool], what: str) -> None:
    for _ in range(300):
        if happened():
            return
        time.sleep(0.1)
    raise AssertionError(f"never: {what}")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def other_process(home: Settings, code: str) -> subprocess.Popen[str]:
    """Another Python on the same home; ``store`` is open in it. It goes on when a line comes in."""
    program = f"from graph.settings import load\nfrom graph.store import GraphStore\nstore = GraphStore.open(load())\n{code}\n"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment | {"WASL_HOME": str(home.home), "WASL_QUERY_TIMEOUT": "3"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


WAIT = "import sys; print(store.revision(), flush=True); sys.stdin.readline(); print(store.revision(), flush=True); store.close()"


def listening(pid: int) -> list[str]:
    """Where a process listens, as /proc words it: address and port in hexadecimal digits."""
    sockets = {os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink() and os.path.lexists(link)}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                found.append(fields[1])
    return found


def is_loopback(address: str) -> bool:
    return address.split(":")[0] in ("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000")


@linux
def test_listens_on_loopback_only_and_no_more_than_it_must(running: EmbeddedServer, home: Settings) -> None:
    found = listening(record(home).pid or 0)
    assert all(map(is_loopback, found))
    # Bolt, and the one HTTP port that the engine insists on; no TLS port, no other protocol.
    assert len(found) == 2


@linux
def test_secrets_stay_out_of_arguments_environment_and_other_peoples_reach(running: EmbeddedServer, home: Settings) -> None:
    found = record(home)
    secrets = (found.writer_password, found.reader_password)
    assert all(len(secret) >= 32 for secret in secrets) and secrets[0] != secrets[1]
    for name in ("cmdline", "environ"):
        words = Path(f"/proc/{found.pid}/{name}").read_bytes().decode("utf-8", "replace")
        assert not any(secret in words for secret in secrets)
    assert (home.home / embedded.RECORD).stat().st_mode & 0o777 == 0o600
    assert home.home.stat().st_mode & 0o077 == 0
    for path in home.home.rglob("*"):
        if path.is_file() and path.name != embedded.RECORD:
            assert not any(secret.encode() in path.read_bytes() for secret in secrets), path
            assert path.name == embedded.LOCK or path.stat().st_mode & 0o077 == 0 or "log" in path.parts, path
    assert not any(secret in repr(running.address()) + repr(found) for secret in secrets)


def test_environment_of_the_process_holds_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "S3CR3T-CANARY")
    monkeypatch.setenv("WASL_PASSWORD_HASH", "S3CR3T-CANARY")
    assert "S3CR3T-CANARY" not in repr(child_environment())


def test_wrong_passwords_and_strangers_are_turned_away(running: EmbeddedServer, home: Settings) -> None:
    address = running.address()
    for auth in (("root", "wrong-password"), ("reader", address.writer[1]), ("neo4j", "neo4j"), None):
        with neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver, pytest.raises(neo4j.exceptions.AuthError):
            driver.execute_query("RETURN 1", database_=address.database)


def _http_port(home: Settings) -> int:
    """The engine's HTTP port, as its log names it."""
    text = "".join(
        path.read_text("utf-8", "replace") for path in sorted((home.home / "store" / "log").glob("arcadedb.log*")) if path.is_file()
    )
    found = re.findall(r"HTTP Server started \(host=127\.0\.0\.1 port=(\d+)", text)
    return int(found[-1])


def test_http_answers_nobody_and_mcp_is_off(running: EmbeddedServer, home: Settings) -> None:
    port = _http_port(home)
    address = running.address()

    def ask(path: str, account: tuple[str, str] | None, body: dict[str, Any]) -> int:
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=json.dumps(body).encode())
        request.add_header("Content-Type", "application/json")
        if account:
            request.add_header("Authorization", "Basic " + base64.b64encode(":".join(account).encode()).decode())
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                return int(reply.status)
        except urllib.error.HTTPError as exc:
            exc.close()
            return exc.code

    query = {"language": "sql", "command": "select from Store"}
    assert ask("/api/v1/query/wasl", None, query) in (401, 403)
    assert ask("/api/v1/command/wasl", address.reader, {"language": "sql", "command": "create vertex type X"}) >= 400
    assert ask("/api/v1/server", address.reader, {"command": "create database x"}) >= 400
    assert ask("/api/v1/mcp", address.writer, {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}) == 503


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (:X)",
        "MATCH (n) SET n.p = 1",
        "MATCH (n) DETACH DELETE n",
        "CREATE INDEX ix FOR (n:X) ON (n.p)",
        "CREATE USER x SET PASSWORD 'password1'",
        "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    ],
)
def test_reader_account_cannot_do_more_than_read(home: Settings, text: str) -> None:
    """By the server itself, without the console before it."""
    with GraphStore.open(home) as store:
        store.write(world.wire())
        address = store._connection.address
        with neo4j.GraphDatabase.driver(address.uri, auth=address.reader) as driver, pytest.raises(Neo4jError):
            driver.execute_query(text, database_=address.database)
        assert store.status().counts["articles"] == 1


def test_killed_server_is_replaced_and_nothing_is_lost(home: Settings) -> None:
    with GraphStore.open(home) as store:
        for contribution in world.all_three():
            store.write(contribution)
            pid = record(home).pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            assert store.article(contribution.article.id) == contribution.article
        assert store.status().counts["articles"] == 3
        os.kill(record(home).pid or 0, signal.SIGKILL)
        assert store.delete_article(world.wire().article.id).articles == 1
        os.kill(record(home).pid or 0, signal.SIGKILL)
        assert store.query("MATCH (a:Article) RETURN count(a) AS n").rows == ((2,),)


def test_server_ends_with_the_store(home: Settings) -> None:
    with GraphStore.open(home):
        pid = record(home).pid
        assert pid is not None
    assert not alive(pid)


def test_data_outlive_the_server(home: Settings) -> None:
    with GraphStore.open(home) as store:
        store.write(world.wire())
        revision = store.revision()
    with GraphStore.open(home) as store:
        assert store.write(world.wire()).outcome == "unchanged"
        assert store.revision() == revision
        assert store.search("توكاييف")


@linux
def test_server_ends_when_its_starter_is_killed(home: Settings) -> None:
    process = other_process(home, WAIT)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        pid = record(home).pid
        assert pid is not None and alive(pid)
        process.kill()
        until(lambda: not alive(pid), "the orphan ends")
    finally:
        finish(process)
    with GraphStore.open(home) as store:
        assert store.revision() == 0


def test_second_process_joins_the_first(home: Settings) -> None:
    with GraphStore.open(home) as store:
        store.write(world.wire())
        pid = record(home).pid
        process = other_process(home, WAIT)
        try:
            assert process.stdout is not None and process.stdin is not None
            assert int(process.stdout.readline()) == store.revision()
            store.write(world.post())
            process.stdin.write("\n")
            process.stdin.flush()
            assert int(process.stdout.readline()) == store.revision()
            process.wait(30)
            # Leaving, the guest does not take the server along.
            assert record(home).pid == pid and alive(pid or 0)
            assert store.status().counts["articles"] == 2
        finally:
            finish(process)


def test_guest_takes_over_when_the_host_leaves(home: Settings) -> None:
    process = other_process(home, WAIT)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        with GraphStore.open(home) as guest:
            guest.write(world.wire())
            host = record(home).pid
            process.kill()
            until(lambda: not alive(host or 0), "the host's server ends")
            assert guest.status().counts["articles"] == 1
            guest.write(world.post())
            assert record(home).pid != host
    finally:
        finish(process)


def test_stale_record_is_no_obstacle(home: Settings) -> None:
    """The port in it belongs to somebody else by now, who must not be asked with our password."""
    with GraphStore.open(home) as store:
        store.write(world.wire())
    old = embedded.read_record(home.home)
    assert old is not None
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        stranger.settimeout(0.1)
        embedded.write_record(home.home, replace(old, port=stranger.getsockname()[1], pid=1))
        with GraphStore.open(home) as store:
            assert store.status().counts["articles"] == 1
        with pytest.raises(TimeoutError):
            stranger.accept()


@pytest.mark.parametrize("text", [None, "", "{", '{"port": 1}', "[]"])
def test_lost_or_broken_record_costs_no_data(home: Settings, text: str | None) -> None:
    with GraphStore.open(home) as store:
        store.write(world.wire())
    path = home.home / embedded.RECORD
    path.unlink() if text is None else path.write_text(text)
    with GraphStore.open(home) as store:
        assert store.status().counts["articles"] == 1
        assert store.query("RETURN 1 AS one").rows == ((1,),)


def test_lock_that_nobody_gives_up_is_named(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "START_SECONDS", 0.5)
    home.home.mkdir()
    held = embedded.lock(home.home)
    assert held is not None
    with held, pytest.raises(StoreUnavailable, match=r"store\.lock.*WASL_HOME"):
        GraphStore.open(home)


def test_home_that_cannot_be_made_is_named(tmp_path: Path, home: Settings) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="WASL_HOME"):
        GraphStore.open(replace(home, home=tmp_path / "file" / "home"))


def test_home_with_spaces_and_arabic(tmp_path: Path, home: Settings) -> None:
    with GraphStore.open(replace(home, home=tmp_path / "بيانات الرسم 1")) as store:
        assert store.write(world.wire()).outcome == "new"


def test_server_that_will_not_start_is_named_with_its_causes(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "BACKENDS", ("no_such_engine", "nor_this_one"))
    with pytest.raises(StoreUnavailable, match=r"no_such_engine.*nor_this_one.*NEO4J_URI"):
        GraphStore.open(home)


def test_falls_back_to_the_engine_with_java_inside(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("arcadedb_embedded", reason="no build of the fallback for this platform")
    monkeypatch.setattr(server, "BACKENDS", ("no_such_engine", "arcadedb_embedded"))
    with GraphStore.open(home) as store:
        store.write(world.wire())
        assert store.search("Токаев")
        with pytest.raises(Exception, match="only reads"):
            store.query("CREATE (:X)")
        pid = record(home).pid
    assert not alive(pid or 0)
    with GraphStore.open(home) as store:
        assert store.status().counts["articles"] == 1


@linux
def test_server_that_takes_too_much_memory_is_replaced(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MEMORY_MB", 1)
    with GraphStore.open(home) as store:
        store.write(world.wire())
        first = record(home).pid
        monkeypatch.setattr(server, "MEMORY_MB", 4096)
        until(lambda: not alive(first or 0), "the server ends itself")
        assert store.status().counts["articles"] == 1


def test_closed_store_says_so(home: Settings) -> None:
    store = GraphStore.open(home)
    store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        store.revision()


# A Neo4j that somebody else runs


@on_neo4j
def test_closed_connection_to_neo4j_says_so(server_settings: Settings) -> None:
    store = GraphStore.open(server_settings)
    store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        store.revision()


@on_neo4j
def test_wrong_password_is_tried_once(server_settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    tried: list[Any] = []
    original = neo4j.GraphDatabase.driver

    def counted(*words: Any, **more: Any) -> Any:
        tried.append(words)
        return original(*words, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neo4j.GraphDatabase, "driver", counted)
        with pytest.raises(StoreAuthError, match=r"NEO4J_USERNAME and NEO4J_PASSWORD") as caught:
            GraphStore.open(replace(server_settings, neo4j_password="S3CR3T-CANARY"))
    assert len(tried) == 1
    assert "S3CR3T-CANARY" not in str(caught.value) + caplog.text


@on_neo4j
def test_address_with_nothing_listening(server_settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(StoreUnavailable, match=f"bolt://127.0.0.1:{port} does not answer.*NEO4J_URI"):
        GraphStore.open(replace(server_settings, neo4j_uri=f"bolt://127.0.0.1:{port}"))


@on_neo4j
def test_database_that_is_not_there(server_settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match="NEO4J_DATABASE"):
        GraphStore.open(replace(server_settings, neo4j_database="nowhere"))


@on_neo4j
def test_neo4j_that_goes_away_and_comes_back(tmp_path: Path, server_settings: Settings) -> None:
    neighbour = Neo4jServer(tmp_path / "neo4j").start()
    try:
        settings = replace(server_settings, neo4j_uri=neighbour.uri, neo4j_password=neighbour.password)
        with GraphStore.open(settings) as store:
            store.write(world.wire())
            neighbour.stop()
            with pytest.raises(StoreUnavailable):
                store.revision()
            neighbour.start()
            assert store.status().counts["articles"] == 1
    finally:
        neighbour.stop()


# A full disk; the real one was tried by hand on a small tmpfs, which a test may not mount.


def test_failed_commit_on_a_full_disk_is_named(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = Neo4jError._hydrate_neo4j(code="Neo.ClientError.Transaction.TransactionNotFound", message="Transaction error on commit")
    with GraphStore.open(home) as store:
        assert not isinstance(store._connection.ours(failed), StoreFull)
        monkeypatch.setattr(server, "ROOM_MB", 1 << 40)
        full = store._connection.ours(failed)
    assert isinstance(full, StoreFull) and str(home.home) in str(full)


def test_start_on_a_full_disk_is_named(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "BACKENDS", ("no_such_engine",))
    monkeypatch.setattr(server, "ROOM_MB", 1 << 40)
    with pytest.raises(StoreFull, match="no space left"):
        GraphStore.open(home)


@pytest.mark.parametrize("round_", range(2))
def test_several_processes_may_open_a_new_home_at_once(tmp_path: Path, home: Settings, round_: int) -> None:
    fresh = replace(home, home=tmp_path / f"new-{round_}")
    rivals = [other_process(fresh, "print(store.revision()); store.close()") for _ in range(4)]
    try:
        answers = [(rival.communicate(timeout=100)[0], rival.returncode) for rival in rivals]
    finally:
        for rival in rivals:
            finish(rival)
    assert answers == [("0\n", 0)] * 4
