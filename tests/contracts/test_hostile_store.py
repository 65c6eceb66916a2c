"""Hostile surroundings of a store, each test by its id: servers that are away, foreign data, other clocks, secrets, odd places.

Runs that are killed or run out of room are tested in ``tests/ingest/test_faults.py``.
Over 300 lines: each entry of the list is a test by its id.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import neo4j
import pytest
from starlette.applications import Starlette

from explorer import connection
from explorer.routes import api
from graph import embedded
from graph.filters import GraphFilter
from graph.settings import Settings, load
from graph.store import GraphStore
from ingest import __main__ as command
from tests import world
from tests.browser.running import Explorer
from tests.conftest import on_neo4j
from tests.explorer.asgi import ask
from tests.graph.test_server import is_loopback, listening
from tests.ingest.bolt_proxy import WrongSign
from tests.ingest.stand_in import CountriesMeet
from tests.ingest.test_command import ROOT
from tests.ingest.test_faults import door_to
from tests.ingest.test_readers import as_somebody_else

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


@pytest.mark.hostile("STO-15")
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


@pytest.mark.hostile("STO-17")
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


CANARY = "S3CR3T-CANARY"
MET = "Russia met Armenia in the capital on Monday."
Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """The command in this process, with these settings alone: exit code, standard output and error."""

    def run(*words: str | Path, **values: str) -> tuple[int, str, str]:
        for name in [name for name in os.environ if name.startswith(("NEO4J_", "WASL_"))]:
            monkeypatch.delenv(name)
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(command, "chosen", lambda *_: CountriesMeet())
        code = command.main([*map(str, words), "--quiet"])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


def report(folder: Path, words: str = MET) -> Path:
    path = folder / "report.txt"
    path.write_text(words, "utf-8")
    return path


@pytest.mark.hostile("STO-01")
@pytest.mark.timeout(30)
def test_sto_01_store_that_is_away_at_the_start_is_said_and_found_when_it_comes(
    store: GraphStore, tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    for contribution in world.all_three():
        store.write(contribution)
    app = Starlette(routes=list(api.ROUTES))
    with door_to(store._connection.settings, tmp_path / "home") as (door, through):
        assert through.neo4j_password
        door.shut()
        values = {
            "NEO4J_URI": str(through.neo4j_uri), "NEO4J_USERNAME": through.neo4j_username, "NEO4J_PASSWORD": through.neo4j_password,
            "NEO4J_DATABASE": through.neo4j_database, "WASL_HOME": str(tmp_path / "home"),
        }  # fmt: skip
        code, out, err = told(report(tmp_path), **values)
        assert (code, out) == (2, "")
        (line,) = err.splitlines()
        assert f"127.0.0.1:{door.port} does not answer. Start it, or check NEO4J_URI" in line
        assert through.neo4j_password not in line
        connection.use(through)
        try:
            for url in ("/api/revision?lang=en", "/api/search?lang=en&q=Tokayev"):
                answer = ask(app, url)
                assert answer.status == 503
                assert "does not answer" in answer.json()["error"]
                assert through.neo4j_password not in answer.text
            # How long the explorer waits before it looks again; the same process has the data then.
            assert connection._PATIENCE_SECONDS <= 10
            monkeypatch.setattr(connection, "_PATIENCE_SECONDS", 0.0)
            door.open()
            assert ask(app, "/api/search?lang=en&q=Tokayev").json()["hits"]
        finally:
            connection.use(None)
        assert told(report(tmp_path), **values)[0] == 0


@pytest.mark.hostile("STO-07")
@pytest.mark.timeout(30)
@on_neo4j
def test_sto_07_server_that_advertises_another_address(server_settings: Settings, tmp_path: Path, told: Told) -> None:
    door = WrongSign(("127.0.0.1", int(str(server_settings.neo4j_uri).rpartition(":")[2])))
    try:
        password = str(server_settings.neo4j_password)
        values = {"NEO4J_PASSWORD": password, "WASL_HOME": str(tmp_path / "home")}
        code, out, err = told(report(tmp_path), NEO4J_URI=f"neo4j://127.0.0.1:{door.port}", **values)
        assert (code, out) == (2, "")
        (line,) = err.splitlines()
        assert "routing table names localhost:" in line
        assert "9999" in line
        assert "bolt://" in line
        assert password not in line
        # And what it says to do is right.
        assert told(report(tmp_path), NEO4J_URI=f"bolt://127.0.0.1:{door.port}", **values)[0] == 0
    finally:
        door.shut()


@contextmanager
def account_of_the_canary(settings: Settings) -> Any:
    """The server's settings for a user whose password is the canary; on the embedded store the password is set and of no use."""
    if settings.neo4j_uri is None:
        yield {"NEO4J_PASSWORD": CANARY}
        return
    with neo4j.GraphDatabase.driver(settings.neo4j_uri, auth=("neo4j", str(settings.neo4j_password))) as driver:
        driver.execute_query(
            "CREATE USER canary SET PASSWORD $password SET PASSWORD CHANGE NOT REQUIRED", password=CANARY, database_="system"
        )
        try:
            yield {"NEO4J_URI": settings.neo4j_uri, "NEO4J_USERNAME": "canary", "NEO4J_PASSWORD": CANARY}
        finally:
            driver.execute_query("DROP USER canary", database_="system")


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    return [pid, *(one for child in children for one in family(child))]


@pytest.mark.hostile("STO-19")
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.timeout(120)
def test_sto_19_the_password_stays_where_it_was_put(store: GraphStore, server_settings: Settings, tmp_path: Path) -> None:
    with account_of_the_canary(server_settings) as values:
        explorer = Explorer(tmp_path / "home", values)
        said: list[str] = []

        def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
            done = subprocess.run(
                [sys.executable, "-m", *words], cwd=ROOT, env=explorer.environment | more, capture_output=True, text=True, check=False
            )
            said.append(done.stdout + done.stderr)
            return done

        explorer.start()
        try:
            read = run("tests.ingest.quick", str(report(tmp_path)), str(tmp_path / "none.txt"), "--json")
            assert (read.returncode, json.loads(read.stdout)["new"]) == (1, 1), read
            # Errors: a database that is not there, a wrong password, a setting that cannot be; then what is known of the store, and all of it.
            if server_settings.neo4j_uri is not None:
                assert run("graph", "status", NEO4J_DATABASE="nowhere").returncode == 2
                assert run("graph", "status", NEO4J_USERNAME="nobody").returncode == 2
            assert run("graph", "status", NEO4J_URI="http://x").returncode == 2
            assert run("graph", "status").returncode == 0
            assert run("graph", "query", "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, r", "--format", "json").returncode == 0
            for path in ("/", "/api/revision?lang=en", "/api/search?lang=en&q=Russia", "/api/expand?lang=en&id=country/RU"):
                with urlopen(explorer.url + path, timeout=30) as answer:
                    said.append(answer.read().decode())
            for pid in family(explorer.pid):
                said.append(Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace"))
                if pid != explorer.pid:
                    said.append(Path(f"/proc/{pid}/environ").read_bytes().decode("utf-8", "replace"))
        finally:
            explorer.stop()
        said.append(explorer.said())
        assert any("Russia" in words for words in said)
        assert not [words for words in said if CANARY in words]
        kept = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert not [path for path in kept if CANARY.encode() in path.read_bytes()]


@pytest.mark.hostile("STO-21")
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_sto_21_embedded_store_is_its_owners_alone(home: Settings, tmp_path: Path) -> None:
    other = replace(home, home=tmp_path / "other")
    with GraphStore.open(home), GraphStore.open(other):
        records = [embedded.read_record(settings.home) for settings in (home, other)]
        passwords = [word for found in records if found for word in (found.writer_password, found.reader_password)]
        # Random for each installation and account.
        assert len(set(passwords)) == 4
        for settings, found in zip((home, other), records, strict=True):
            assert found is not None
            assert found.pid is not None
            where = listening(found.pid)
            assert where
            assert all(map(is_loopback, where)), where
            assert (settings.home / embedded.RECORD).stat().st_mode & 0o777 == 0o600
            words = b"".join(Path(f"/proc/{found.pid}/{name}").read_bytes() for name in ("cmdline", "environ"))
            assert not [word for word in passwords if word.encode() in words]
        # A second user of this machine: cannot read the record, and what he may know or guess is turned away.
        if os.geteuid() == 0:
            with as_somebody_else(), pytest.raises(PermissionError):
                (home.home / embedded.RECORD).read_text("utf-8")
        assert records[0] is not None
        for account in (("root", passwords[2]), ("root", ""), ("root", "root"), ("reader", "reader"), ("neo4j", "neo4j"), None):
            driver = neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{records[0].port}", auth=account)
            with driver, pytest.raises(neo4j.exceptions.AuthError):
                driver.execute_query("MATCH (n) RETURN count(n)", database_=embedded.DATABASE)


@pytest.mark.hostile("STO-23")
@pytest.mark.parametrize("home", ["/nonexistent", "locked"])
def test_sto_23_odd_homes(tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    """Without a home that can be written the folder and the setting are named; with the setting it works, whatever the folder is called."""
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    place = tmp_path / "locked"
    place.mkdir()
    for above in (tmp_path, *list(tmp_path.parents)[:3]):
        if above.stat().st_uid == os.geteuid():
            above.chmod(above.stat().st_mode | 0o055)
    place.chmod(0o555)
    wanted, path = str(place) if home == "locked" else home, report(tmp_path)
    path.chmod(0o644)
    with as_somebody_else():
        code, _, err = told(path, HOME=wanted)
    assert code == 2
    assert wanted in err
    assert "WASL_HOME" in err
    chosen = tmp_path / "بيانات الرسم 1"
    assert told(path, HOME=wanted, WASL_HOME=str(chosen))[0] == 0
    with GraphStore.open(load({"WASL_HOME": str(chosen)})) as store:
        assert store.status().counts["articles"] == 1


def test_sto_23_make_run_in_a_folder_with_spaces_and_arabic(tmp_path: Path) -> None:
    place = tmp_path / "بيانات الرسم 1"
    place.mkdir()
    for path in ROOT.iterdir():
        if path.name not in (".git", "tests", "bench"):
            (place / path.name).symlink_to(path)
    explorer = Explorer(place / "home")
    # What is installed is not looked at: that it is there is another test's matter.
    words = ["make", "--assume-old=.venv/run.lock", f"BIN={Path(sys.executable).parent}", "run"]
    explorer.start(words, place)
    try:
        with urlopen(explorer.url + "/api/search?lang=en&q=Kazakhstan", timeout=30) as answer:
            assert json.loads(answer.read())["hits"]
    finally:
        for pid in family(explorer.pid)[1:2]:  # make itself does not pass the signal on
            os.kill(pid, signal.SIGINT)
        explorer.stop()
