"""Articles a second, and memory, from text to graph: read, extract, resolve, check, find reprints, fold, write.

How many articles, and by whom they are extracted, is varied; what an article is made of is left to ``bench.reports``.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from bench.reports import compose, pieces
from bench.servers import SERVERS, fresh
from graph.errors import WaslError
from graph.results import WriteReport
from graph.store import GraphStore
from ingest.extractors.rules import RulesExtractor
from ingest.pipeline import Options, Run
from ingest.reprints import Reprints
from ingest.workers import Where, Workers

NUMBER, QUICK = 10_000, 300
# How the command lines of workers are told from that of the store's server.
_WORKERS = ("ingest.worker", "dask_worker", "spawn_main")
# The second server is measured with fewer: it shows the difference, not the growth.
_SECOND = 2_000


@dataclass(frozen=True, slots=True)
class Measured:
    """``seconds`` of the run, and megabytes of the process and of its workers, at the most."""

    seconds: float
    new: int
    refused: int
    reprints: int
    own: int
    workers: int


def run(quick: bool) -> Iterator[str]:
    number = QUICK if quick else NUMBER
    with tempfile.TemporaryDirectory(prefix="wasl-bench-") as made:
        file = Path(made) / "articles.jsonl"
        compose(file, number)
        yield (
            f"{number:,} articles of 4 to 12 sentences ({file.stat().st_size / number / 1000:.1f} kB each) in one JSON Lines file, put together "
            f"from {pieces():,} sentences of the samples with other names, numbers and dates, in four languages; a tenth are reprints; "
            "word lists are loaded before the clock starts, in every worker"
        )
        ways = [("extraction alone, this process", Where(0)), ("extraction alone, 2 processes", Where(2))]
        for name, where in ways:
            yield told(name, number, measured(file, None, where))
        for server in SERVERS:
            part = file
            count = number
            if server != SERVERS[0]:
                count = min(number, _SECOND)
                part = Path(made) / "part.jsonl"
                compose(part, count)
            try:
                yield from _into(server, part, count, full=server == SERVERS[0])
            except (WaslError, RuntimeError) as error:
                yield f"{server}: could not run: {error}"


def _into(server: str, file: Path, number: int, full: bool) -> Iterator[str]:
    for name, where in (("1 process", Where(0)), ("2 processes", Where(2))) if full else (("1 process", Where(0)),):
        with fresh(server) as (_, store):
            yield told(f"{server}, {name}", number, measured(file, store, where))
            if where.processes == 0:
                counts = store.status().counts
                held = ", ".join(f"{counts[kind]:,} {kind}" for kind in ("articles", "entities", "claims", "relations"))
                yield f"{server}: then in the graph: {held}; {store.status().server}"
                contributions = Path(file).with_suffix(".pickle")
                keep(store, contributions)
    if full:
        with cluster() as address, fresh(server) as (_, store):
            yield told(f"{server}, Dask cluster of 2 workers", number, measured(file, store, Where(cluster=address)))
    with fresh(server) as (_, store):
        yield told(f"{server}, the store as the limit (nothing read or extracted)", number, written(contributions, store))


def told(name: str, number: int, found: Measured) -> str:
    workers = f", workers {found.workers} MB" if found.workers else ""
    counted = f"{found.new:,} new, {found.reprints:,} reprints, {found.refused} refused"
    return f"{name}: {number / found.seconds:.1f} articles/s ({counted} in {found.seconds:.1f} s); peak memory {found.own} MB{workers}"


def measured(file: Path, store: GraphStore | None, where: Where) -> Measured:
    """One run. Without a store all is done but writing."""
    extractor = RulesExtractor()
    with contextlib.closing(Reprints(None)) as reprints, Workers(extractor, where, RulesExtractor) as workers:
        warm = Path(file).with_name("warm.jsonl")
        compose(warm, 16)
        options = Options(extractor, date.today())
        # As many rounds as make it sure that each worker has loaded its lists.
        for _ in range(3):
            for _event in Run(Nowhere(), reprints, options, time.sleep, workers).ingest([str(warm)]):
                pass
        watch = Watch()
        started = time.perf_counter()
        run = Run(store or Nowhere(), reprints, options, time.sleep, workers)
        with watch:
            for _event in run.ingest([str(file)]):
                pass
        seconds = time.perf_counter() - started
    report = run.report
    if not report.new:
        raise RuntimeError(f"no article went in; the first: {report.refused[0] if report.refused else 'none was read'}")
    return Measured(seconds, report.new, report.failed, report.reprints, watch.own, watch.workers)


class Nowhere:
    """A store that takes everything and keeps nothing."""

    def contribution(self, article_id: str) -> None:
        return None

    def write(self, contribution: object) -> WriteReport:
        return WriteReport("new", 0, 0, 0)


def keep(store: GraphStore, path: Path) -> None:
    """What the articles of the store brought, one after the other."""
    ids, size = [], 500
    while page := store.articles(offset=len(ids), limit=size).items:
        ids += [item.article.id for item in page]
    with path.open("wb") as file:
        for id in ids:
            pickle.dump(store.contribution(id), file)


def written(path: Path, store: GraphStore) -> Measured:
    """Write them all into an empty store, an article a transaction."""
    spent, number = 0.0, 0
    watch = Watch()
    with watch, path.open("rb") as file:
        while True:
            try:
                contribution = pickle.load(file)
            except EOFError:
                break
            started = time.perf_counter()
            store.write(contribution)
            spent += time.perf_counter() - started
            number += 1
    return Measured(spent, number, 0, 0, watch.own, 0)


class Watch:
    """Looks at memory ten times a second: of this process, and of the workers that it started (the store's server is none)."""

    def __init__(self) -> None:
        self.own = self.workers = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        me = psutil.Process(os.getpid())
        while not self._over.wait(0.1):
            self.own = max(self.own, me.memory_info().rss // 1_000_000)
            total = 0
            for child in me.children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    if any(part in " ".join(child.cmdline()) for part in _WORKERS):
                        total += child.memory_info().rss
            self.workers = max(self.workers, total // 1_000_000)


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """A Dask scheduler with two workers of one thread on this machine; its address."""
    with tempfile.TemporaryDirectory(prefix="wasl-dask-") as folder:
        told = Path(folder) / "scheduler.json"
        quiet: dict[str, Any] = {
            "stdout": subprocess.DEVNULL,
            "stderr": subprocess.DEVNULL,
            "env": {**os.environ, "PYTHONPATH": os.getcwd()},
        }
        start = [sys.executable, "-m"]
        scheduler = subprocess.Popen(
            [
                *start,
                "distributed.cli.dask_scheduler",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--no-dashboard",
                "--scheduler-file",
                str(told),
            ],
            **quiet,
        )
        workers: subprocess.Popen[bytes] | None = None
        try:
            while not told.exists() or not told.read_text():
                if scheduler.poll() is not None:
                    raise RuntimeError("the Dask scheduler did not start")
                time.sleep(0.1)
            address = json.loads(told.read_text())["address"]
            workers = subprocess.Popen(
                [
                    *start,
                    "distributed.cli.dask_worker",
                    address,
                    "--host",
                    "127.0.0.1",
                    "--nworkers",
                    "2",
                    "--nthreads",
                    "1",
                    "--no-dashboard",
                ],
                **quiet,
            )
            yield address
        finally:
            for process in (workers, scheduler):
                if process is not None:
                    process.terminate()
                    process.wait(30)
