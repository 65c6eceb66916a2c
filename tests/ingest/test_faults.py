"""Runs that are killed, that lose their store or have no room left: nothing half stays, and the same command ends in the undisturbed graph.

Each test bears the id of the entry in the list of hostile inputs that it answers.
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
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from graph.embedded import read_record
from graph.errors import StoreUnavailable
from graph.settings import Settings, load
from graph.store import GraphStore
from ingest.document import Notice
from ingest.pipeline import Options, Run, Stored
from ingest.reprints import Reprints
from tests.conftest import wipe
from tests.contracts.test_store import digest
from tests.ingest.bolt_proxy import Door
from tests.ingest.fault_articles import write_reports
from tests.ingest.stand_in import CountriesMeet
from tests.ingest.test_command import ROOT

pytestmark = pytest.mark.store

REPORTS, KILLS = 500, 20


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


def command(*words: str | Path, env: dict[str, str], **more: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ingest.quick", *map(str, words), "--quiet"],
        cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more,
    )  # fmt: skip


def signatures_gone(settings: Settings) -> None:
    shutil.rmtree(settings.home / "reprints", ignore_errors=True)


def run_in(store: GraphStore, path: Path, **options: Any) -> tuple[Run, list[Any]]:
    with closing(Reprints(None)) as reprints:
        reprints.refresh(store)
        run = Run(store, reprints, Options(CountriesMeet(), store.today(), **options), time.sleep)
        return run, list(run.ingest([str(path)]))


@pytest.mark.timeout(1200)
def test_sto_09_killed_at_twenty_moments_ends_in_the_undisturbed_graph(
    store: GraphStore, server_settings: Settings, tmp_path: Path
) -> None:
    path = write_reports(tmp_path / "reports.jsonl", REPORTS)
    run_in(store, path, run="undisturbed")
    undisturbed = told(store)
    wipe(store)
    signatures_gone(server_settings)
    env, chance, killed = environment(server_settings, tmp_path / "home"), random.Random(11), 0
    for _ in range(KILLS):
        before = store.revision()
        running = command(path, env=env)
        # Twenty places spread over the run: after some writes of this round, and then in the middle of one.
        wanted = before + chance.randint(1, REPORTS // KILLS)
        while running.poll() is None and store.revision() < wanted:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.1)
        if running.poll() is None:
            running.send_signal(signal.SIGKILL)
            killed += 1
        running.communicate(timeout=60)
        counts = store.status().counts
        # Whatever is in, is in whole.
        assert {s.claims for s in store.articles(limit=REPORTS).items} <= {2}
        assert counts["claims"] == 2 * counts["articles"]
    assert killed >= KILLS // 2
    last = command(path, "--json", env=env)
    out, err = last.communicate(timeout=300)
    report = json.loads(out)
    assert (last.returncode, report["read"], report["failed"]) == (0, REPORTS, 0), err
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


def test_sto_03_store_that_goes_away_in_mid_run_is_waited_for(store: GraphStore, neo4j_settings: Settings, tmp_path: Path) -> None:
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

        run = Run(far, reprints, Options(CountriesMeet(), far.today(), patience=60.0), sleep)
        notices, stored = [], 0
        for event in run.ingest([str(path)]):
            stored += isinstance(event, Stored)
            notices += [event] if isinstance(event, Notice) else []
            if stored == 20 and not slept:
                door.shut()
        assert (stored, run.report.failed) == (40, 0)
        assert any("Waiting up to 60 s" in str(n) for n in notices)
    assert told(store) == undisturbed


def test_sto_03_store_that_never_comes_back_stops_the_run_clearly(store: GraphStore, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "reports.jsonl", 40)
    settings = store._connection.settings
    with door_to(settings, tmp_path / "home") as (door, through), GraphStore.open(through) as far, closing(Reprints(None)) as reprints:
        run = Run(far, reprints, Options(CountriesMeet(), far.today(), patience=3.0), [].append)
        events = run.ingest([str(path)])
        for _ in range(20):
            assert isinstance(next(events), Stored)
        door.shut()
        with pytest.raises(StoreUnavailable) as stopped:
            list(events)
        assert str(door.port) in str(stopped.value)
    assert run.report.stored == store.status().counts["articles"] == 20
    again, _ = run_in(store, path)
    assert (again.report.unchanged, again.report.new) == (20, 20)


def test_sto_03_embedded_server_that_is_killed_has_a_successor(home: Settings, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "reports.jsonl", 40)
    with GraphStore.open(home) as store, closing(Reprints(None)) as reprints:
        run = Run(store, reprints, Options(CountriesMeet(), store.today()), time.sleep)
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


def test_sto_11_two_ingests_of_overlapping_reports_at_once(store: GraphStore, server_settings: Settings, tmp_path: Path) -> None:
    lines = write_reports(tmp_path / "all.jsonl", 150).read_text("utf-8").splitlines(keepends=True)
    paths = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    for path, part in zip(paths, (lines[:100], lines[50:]), strict=True):
        path.write_text("".join(part), "utf-8")
    signatures_gone(server_settings)
    env = environment(server_settings, tmp_path / "home")
    running = [command(path, "--json", env=env) for path in paths]
    said = [process.communicate(timeout=300) for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert not any(word in (out + err).lower() for out, err in said for word in ("deadlock", "modified", "conflict", "traceback"))
    counts = store.status().counts
    assert (counts["articles"], counts["claims"]) == (150, 300)
    twins = store._connection.read(
        lambda work: work.rows("MATCH (n) WHERE n.id IS NOT NULL WITH n.id AS id, count(*) AS n WHERE n > 1 RETURN id, n")
    )
    assert twins == []


@contextmanager
def small_disk(path: Path, megabytes: int) -> Iterator[Path]:
    path.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path)], capture_output=True, check=False, text=True
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be made here: {mounted.stderr.strip()}")
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", str(path)], check=False)


def test_sto_13_disk_full_is_a_clear_stop_and_nothing_half(tmp_path: Path) -> None:
    path = write_reports(tmp_path / "reports.jsonl", 60)
    with small_disk(tmp_path / "disk", 90) as disk:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "WASL_"))}
        env |= {"WASL_HOME": str(disk / "home"), "WASL_WORKERS": "0"}
        settings = load({"WASL_HOME": str(disk / "home")})
        with GraphStore.open(settings):
            pass
        ballast = disk / "ballast"
        free = shutil.disk_usage(disk).free
        ballast.write_bytes(b"x" * max(0, free - 300_000))
        full = command(path, env=env)
        out, err = full.communicate(timeout=200)
        assert full.returncode == 2, out + err
        assert "Traceback" not in out + err
        assert "room" in out + err
        assert str(disk / "home") in out + err
        ballast.unlink()
        again = command(path, "--json", env=env)
        out, err = again.communicate(timeout=200)
        assert again.returncode == 0, out + err
        with GraphStore.open(settings) as store:
            counts = store.status().counts
            assert (counts["articles"], counts["claims"]) == (60, 120)
