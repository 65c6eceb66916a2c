"""Runs into real servers: what is stored, what a second run changes, and what is said when a server is away or refuses."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from graph.filters import GraphFilter
from graph.settings import Settings
from graph.store import GraphStore
from ingest.pipeline import Options, Run, Stored
from ingest.reprints import Reprints
from tests.conftest import on_neo4j
from tests.ingest.stand_in import CountriesMeet
from tests.ingest.test_command import ROOT, process
from tests.ingest.test_pipeline import MEETING, TODAY, head, written
from tests.ingest.test_reprints import AGENCY

pytestmark = pytest.mark.store


def ingested(store: GraphStore, signatures: Path | None, *paths: Path) -> Run:
    with closing(Reprints(signatures)) as reprints:
        reprints.refresh(store)
        run = Run(store, reprints, Options(CountriesMeet(), TODAY), [].append)
        list(run.ingest(map(str, paths)))
    return run


def stored(signatures: Path) -> int:
    """How many articles a run has stored so far, by the signatures that it keeps."""
    if not signatures.exists():
        return 0
    with closing(sqlite3.connect(signatures, timeout=30)) as database:
        has_table = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'article'").fetchone()[0]
        return database.execute("SELECT count(*) FROM article").fetchone()[0] if has_table else 0


def test_second_run_changes_nothing_and_a_reprint_is_no_second_source(store: GraphStore, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    body = MEETING + AGENCY
    written(articles / "1.txt", head(outlet="Reuters", published="2022-01-11") + body)
    written(articles / "2.txt", head(outlet="AFP", published="2022-01-12") + "RIVERTOWN – " + body)
    written(articles / "3.txt", head(outlet="صحيفة النهر") + "Russia met Armenia, our own reporter saw it himself.")
    first = ingested(store, tmp_path / "signatures.sqlite", articles)
    assert (first.report.new, first.report.failed, first.report.reprints) == (3, 0, 1)
    revision = store.revision()
    # With the signatures and without them, as on another machine.
    for signatures in (tmp_path / "signatures.sqlite", None):
        again = ingested(store, signatures, articles)
        assert (again.report.unchanged, again.report.relations) == (3, 0)
    assert store.revision() == revision
    counts = store.status().counts
    assert (counts["articles"], counts["claims"]) == (3, 3)
    (met,) = store.neighbourhood(["country-ru"], GraphFilter()).relations
    assert (met.type, met.sources, len(met.supporting)) == ("MET", 2, 3)
    assert {item.article.title for item in store.articles().items} >= {"Russia met Armenia in the capital on Monday."}


def test_text_is_stored_letter_by_letter(store: GraphStore, tmp_path: Path) -> None:
    text = "Russia met Armenia \u202eon\u202c Mon\x0bday\x00 «‌قال»  🇰🇿\n\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    run = ingested(store, None, path)
    assert run.report.new == 1
    (summary,) = store.articles().items
    held = store.contribution(summary.article.id)
    assert held is not None
    assert held.article.text == text
    assert [text[m.start : m.end] for m in held.mentions] == ["Russia", "Armenia"]


def test_article_that_the_store_holds_already_from_elsewhere_is_found(store: GraphStore, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", head(outlet="Reuters", url="https://wire.example/1") + MEETING)
    assert ingested(store, None, path).report.new == 1
    other = written(tmp_path / "b.txt", head(outlet="AFP", url="https://wire.example/2") + MEETING)
    events = ingested(store, None, other, path)
    assert (events.report.new, events.report.unchanged) == (1, 1)
    assert store.status().counts["articles"] == 2


def test_events_are_told_as_they_happen(store: GraphStore, tmp_path: Path) -> None:
    for n in range(2):
        written(tmp_path / f"{n}.txt", f"Russia met Armenia in hall {n} on Monday evening.")
    with closing(Reprints(None)) as reprints:
        events = Run(store, reprints, Options(CountriesMeet(), TODAY), [].append).ingest([str(tmp_path)])
        assert isinstance(next(events), Stored)
        assert store.status().counts["articles"] == 1


def test_server_that_is_away_is_said_at_once(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", MEETING)
    ran = process(path, NEO4J_URI="bolt://127.0.0.1:1", NEO4J_PASSWORD="S3CR3T-CANARY", WASL_HOME=str(tmp_path / "home"))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "bolt://127.0.0.1:1" in ran.stderr
    assert "CANARY" not in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.hostile("STO-05")
@on_neo4j
def test_wrong_password_is_said_at_once_and_locks_nobody_out(server_settings: Settings, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", MEETING)
    assert server_settings.neo4j_uri is not None
    ran = process(path, NEO4J_URI=server_settings.neo4j_uri, NEO4J_PASSWORD="S3CR3T-CANARY", WASL_HOME=str(tmp_path / "home"))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert server_settings.neo4j_uri in ran.stderr
    assert "NEO4J_PASSWORD" in ran.stderr
    assert "'neo4j'" in ran.stderr
    assert "CANARY" not in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    GraphStore.open(server_settings).close()


def test_interrupted_process_stops_between_two_articles_and_goes_on(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for n in range(80):
        written(articles / f"{n:03}.txt", f"Russia sent soldiers to Armenia on day {n} of the year, the ministry said.")
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "WASL_"))}
    environment = {**bare, "WASL_HOME": str(tmp_path / "home")}
    running = subprocess.Popen(
        [sys.executable, "-m", "ingest", str(articles)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    signatures = tmp_path / "home" / "reprints" / "embedded.sqlite"
    while running.poll() is None and not stored(signatures):
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=120)
    assert "Traceback" not in out + err
    assert running.returncode == 2, out + err
    assert "Stopping after this article." in err
    assert "Stopped by hand. The run was broken off" in out
    again = process(articles, "--json", WASL_HOME=str(tmp_path / "home"))
    report = json.loads(again.stdout)
    assert (report["read"], report["changed"], report["exit"]) == (80, 0, 0)
    assert report["new"] + report["unchanged"] == 80
    assert report["new"] > 0
    assert report["unchanged"] > 0
