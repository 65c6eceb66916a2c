"""Runs that are killed, that lose their store or have no room left: nothing half stays, and the same command ends in the undisturbed graph.

Each test bears the id of the entry in the list of hostile inputs that it answers.
Over 300 lines: the three kinds of fault share their runs and their comparison.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph.embedded import read_record
from graph.errors import StoreUnavailable
from graph.settings import Settings, load
from graph.store import GraphStore
from ingest.document import Notice
from ingest.pipeline import TOGETHER, Options, Run, Stored
from ingest.reprints import Reprints
from tests.conftest import wipe
from tests.contracts.test_store import digest
from tests.ingest.bolt_proxy import Door
from tests.ingest.fault_articles import SidesMeet, write_reports
from tests.ingest.quick import Quick
from tests.ingest.test_command import ROOT
from tests.neo4j_server import Disk, Neo4jServer

pytestmark = pytest.mark.store

REPORTS, KILLS, EDITED = 500, 20, 30


def told(store: GraphStore) -> list[Any]:
    """The graph but for the names of the runs that brought it."""
    lines = []
    for line in digest(store):
        head, _, rest = line.partition("('run', '")
        lines.append(head + rest.partition("'")[2] if rest else line)
    return sorted(lines)


def environment(settings: Settings, home: Path) -> dict[str, str]:
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "WASL_"))}
    if settings.neo4j_uri is None:
        return {**bare, "WASL_HOME": str(settings.home), "WASL_WORKERS": "0"}
    return {
        **bare, "WASL_HOME": str(home), "NEO4J_URI": settings.neo4j_uri, "NEO4J_PASSWORD": settings.neo4j_password or "", "WASL_WORKERS": "0",
    }  # fmt: skip


def signatures_gone(settings: Settings) -> None:
    shutil.rmtree(settings.home / "reprints", ignore_errors=True)


def run_in(store: GraphStore, path: Path, **options: Any) -> tuple[Run, list[Any]]:
    with closing(Reprints(None)) as reprints:
        reprints.refresh(store)
        run = Run(store, reprints, Options(SidesMeet(), store.today(), **options), time.sleep)
        return run, list(run.ingest([str(path)]))


@pytest.mark.hostile("STO-09")
@pytest.mark.timeout(1200)
def test_sto_09_killed_at_twenty_moments_ends_in_the_undisturbed_graph(
    store: GraphStore, server_settings: Settings, tmp_path: Path
) -> None:
    path = write_reports(tmp_path / "reports.jsonl", REPORTS)
    former = write_reports(tmp_path / "former.jsonl", EDITED, edition="in a first version")
    run_in(store, former, run="former")
    before = told(store)
    run_in(store, path, run="undisturbed")
    undisturbed = told(store)
    wipe(store)
    signatures_gone(server_settings)
    run_in(store, former, run="former")
    assert told(store) == before
    env, chance, killed = environment(server_settings, tmp_path / "home"), random.Random(11), 0
    for _ in range(KILLS):
        seen = store.revision()
        running = Quick(path, env=env, folder=tmp_path / "said")
        # Twenty places spread over the run: after some writes of this round, each of up to TOGETHER articles, and then in the middle of one.
        wanted = seen + chance.randint(1, max(1, 3 * REPORTS // KILLS // TOGETHER))
        while running.runs() and store.revision() < wanted:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.1)
        running.kill()
        killed += running.end(60)[0] == -signal.SIGKILL
        # Whatever is in, is in whole; an edited report stands in one version, the old one or the new.
        standing, counts = store.articles(limit=2 * REPORTS).items, store.status().counts
        assert {s.claims for s in standing} <= {2}
        assert len({s.article.url for s in standing}) == len(standing)
        current = store._connection.read(
            lambda work: work.rows("MATCH (c:Claim) WHERE c.known_to IS NULL RETURN c.article AS article, count(c) AS n")
        )
        assert {row["article"]: row["n"] for row in current} == {s.article.id: 2 for s in standing}
        assert counts["claims"] == 2 * (len(standing) + sum(s.article.series is not None for s in standing))
    assert killed >= KILLS // 2
    code, out, err = Quick(path, "--json", env=env, folder=tmp_path / "said").end(300)
    report = json.loads(out)
    assert (code, report["read"], report["failed"]) == (0, REPORTS, 0), err
    assert report["unchanged"] > 0
    assert told(store) == undisturbed


@contextmanager
def door_to(settings: Settings, home: Path) -> Iterator[tuple[Door, Settings]]:
    """Settings that reach the server through a door that can be shut."""
    if settings.neo4j_uri is None:
        record = read_record(settings.home)
        assert record is not None
        assert record.port is not None
        port, password, user, database = record.port, record.writer_password, "root", "wasl"
    else:
        port, password, user, database = int(settings.neo4j_uri.rpartition(":")[2]), settings.neo4j_password or "", "neo4j", "neo4j"
    door = Door(("127.0.0.1", port))
    try:
        yield door, load(
            {
                "WASL_HOME": str(home), "NEO4J_URI": f"bolt://127.0.0.1:{door.port}", "NEO4J_USERNAME": user,
                "NEO4J_PASSWORD": password, "NEO4J_DATABASE": database,
            }
        )  # fmt: skip
    finally:
        door.shut()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that is away is given up by its connection after a second; the run's own patience is another matter."""
    monkeypatch.setattr("graph.store.connection.RETRY_SECONDS", 1.0)


@pytest.mark.hostile("STO-03")
@pytest.mark.usefixtures("hurried")
def test_sto_03_store_that_goes_away_in_mid_run_is_waited_for(store: GraphStore, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "reports.jsonl", 40)
    run_in(store, path)
    undisturbed = told(store)
    wipe(store)
    settings = store._connection.settings
    with door_to(settings, tmp_path / "home") as (door, through), GraphStore.open(through) as far, closing(Reprints(None)) as reprints:
        slept: list[float] = []

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            if len(slept) == 2:
                door.open()

        run = Run(far, reprints, Options(SidesMeet(), far.today(), patience=60.0), sleep)
        notices, stored = [], 0
        for event in run.ingest([str(path)]):
            stored += isinstance(event, Stored)
            notices += [event] if isinstance(event, Notice) else []
            if stored == 20 and not slept:
                door.shut()
        assert (stored, run.report.failed) == (40, 0)
        assert any("Waiting up to 60 s" in str(n) for n in notices)
    assert told(store) == undisturbed


@pytest.mark.usefixtures("hurried")
def test_sto_03_store_that_never_comes_back_stops_the_run_clearly(store: GraphStore, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "reports.jsonl", 40)
    settings = store._connection.settings
    with door_to(settings, tmp_path / "home") as (door, through), GraphStore.open(through) as far, closing(Reprints(None)) as reprints:
        run = Run(far, reprints, Options(SidesMeet(), far.today(), patience=3.0), [].append)
        events = run.ingest([str(path)])
        for _ in range(20):
            assert isinstance(next(events), Stored)
        door.shut()
        with pytest.raises(StoreUnavailable) as stopped:
            list(events)
        assert str(door.port) in str(stopped.value)
    # What was written together with the last one that was told is in too, and told before the stop.
    went_in = store.status().counts["articles"]
    assert 20 <= run.report.stored == went_in < 40
    again, _ = run_in(store, path)
    assert (again.report.unchanged, again.report.new) == (went_in, 40 - went_in)


def test_sto_03_embedded_server_that_is_killed_has_a_successor(home: Settings, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "reports.jsonl", 40)
    with GraphStore.open(home) as store, closing(Reprints(None)) as reprints:
        run = Run(store, reprints, Options(SidesMeet(), store.today()), time.sleep)
        for n, event in enumerate(run.ingest([str(path)])):
            record = read_record(home.home)
            if n == 20 and isinstance(event, Stored):
                assert record is not None
                assert record.pid is not None
                os.kill(record.pid, signal.SIGKILL)
        assert (run.report.new, run.report.failed) == (40, 0)
        disturbed = told(store)
        wipe(store)
        run_in(store, path)
        assert told(store) == disturbed


@pytest.mark.hostile("STO-11")
def test_sto_11_two_ingests_of_overlapping_reports_at_once(store: GraphStore, server_settings: Settings, tmp_path: Path) -> None:
    lines = write_reports(tmp_path / "all.jsonl", 150).read_text("utf-8").splitlines(keepends=True)
    paths = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    for path, part in zip(paths, (lines[:100], lines[50:]), strict=True):
        path.write_text("".join(part), "utf-8")
    signatures_gone(server_settings)
    env = environment(server_settings, tmp_path / "home")
    running = [Quick(path, "--json", env=env, folder=tmp_path / f"said-{n}") for n, path in enumerate(paths)]
    said = [process.end(300) for process in running]
    assert [code for code, _, _ in said] == [0, 0], said
    assert not any(word in (out + err).lower() for _, out, err in said for word in ("deadlock", "modified", "conflict", "traceback"))
    counts = store.status().counts
    assert (counts["articles"], counts["claims"]) == (150, 300)
    twins = store._connection.read(
        lambda work: work.rows("MATCH (n) WHERE n.id IS NOT NULL WITH n.id AS id, count(*) AS n WHERE n > 1 RETURN id, n")
    )
    assert twins == []


@dataclass(frozen=True, slots=True)
class SmallDisk(Disk):
    """``seen``: where others than those inside see the same disk."""

    seen: Path = Path()


@contextmanager
def small_disk(path: Path, megabytes: int) -> Iterator[SmallDisk]:
    """A disk of that size, mounted for those who are inside alone, so that nobody needs to be root."""
    path.mkdir()
    mount = 'mount -t tmpfs -o size="$1"m tmpfs "$2" && echo mounted && exec cat'
    holder = subprocess.Popen(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh", str(megabytes), str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert holder.stdin is not None
    assert holder.stdout is not None
    try:
        if (said := holder.stdout.readline()) != "mounted\n":
            pytest.skip(f"a small disk cannot be made here: {said.strip()}; the next test shows the same without one")
        inside = ("nsenter", f"--target={holder.pid}", "--user", "--mount", "--preserve-credentials", f"--wd={ROOT}")
        yield SmallDisk(path, inside, small=True, seen=Path(f"/proc/{holder.pid}/root{path}"))
    finally:
        holder.stdin.close()
        holder.wait()
        holder.stdout.close()


@contextmanager
def server_on(disk: SmallDisk, kind: str, folder: Path) -> Iterator[tuple[dict[str, str], tuple[str, ...], Callable[[], None]]]:
    """What the command is started with so that its store lies on the disk: environment and first words; and how its server is started anew."""
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "WASL_"))} | {"WASL_WORKERS": "0"}
    if kind == "arcadedb":
        yield {**bare, "WASL_HOME": str(disk.path / "home")}, tuple(disk.inside), lambda: None
        return
    server = Neo4jServer(folder / "neo4j", disk=disk).start()

    def anew() -> None:
        server.stop()
        server.start()

    try:
        yield {**bare, "WASL_HOME": str(folder / "home"), "NEO4J_URI": server.uri, "NEO4J_PASSWORD": server.password}, (), anew
    finally:
        server.stop()


@pytest.mark.hostile("STO-13")
def test_sto_13_disk_full_is_a_clear_stop_and_nothing_half(store: GraphStore, server_settings: Settings, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "reports.jsonl", 60)
    run_in(store, path, run="undisturbed")
    undisturbed, kind = told(store), "neo4j" if server_settings.neo4j_uri else "arcadedb"
    with small_disk(tmp_path / "disk", 90) as disk, server_on(disk, kind, tmp_path) as (env, before, anew):

        def run(number: int) -> subprocess.CompletedProcess[str]:
            words = [*before, sys.executable, "-m", "tests.ingest.quick", str(write_reports(path, number)), "--json"]
            return subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=200, check=False)

        assert run(5).returncode == 0
        ballast = disk.seen / "ballast"
        ballast.write_bytes(b"x" * max(0, shutil.disk_usage(disk.seen).free - 300_000))
        full = run(60)
        assert full.returncode == 2, full
        assert "Traceback" not in full.stdout + full.stderr
        assert "Free some" in full.stderr
        assert (str(disk.path / "home") if kind == "arcadedb" else env["NEO4J_URI"]) in full.stderr
        assert "refused" not in full.stderr
        ballast.unlink()
        anew()
        last = run(60)
        assert last.returncode == 0, last
        report = json.loads(last.stdout)
        assert (report["read"], report["new"] + report["unchanged"]) == (60, 60)
        # All that was told as stored was there.
        assert report["unchanged"] >= json.loads(full.stdout)["new"] + 5
        with GraphStore.open(opened_elsewhere(disk, env, tmp_path)) as after:
            assert told(after) == undisturbed


def opened_elsewhere(disk: SmallDisk, env: dict[str, str], folder: Path) -> Settings:
    """The settings by which this process, which is not inside, opens the store: an embedded one is looked at in a copy."""
    if "NEO4J_URI" in env:
        return load(env)
    shutil.copytree(disk.seen / "home", folder / "copied")
    return load({"WASL_HOME": str(folder / "copied")})
