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
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench import timing
from bench.reports import compose, pieces
from bench.servers import SERVERS, fresh
from bench.watching import STEP, Measured, Watch
from graph.errors import WaslError
from graph.filters import GraphFilter
from graph.life import Scope, Withdrawal
from graph.model import Article, Contribution
from graph.results import LifeReport, WriteReport
from graph.store import GraphStore
from ingest.extractors.rules import RulesExtractor
from ingest.pipeline import TOGETHER, Options, Run, Stored
from ingest.reprints import Reprints
from ingest.workers import Where, Workers

NUMBER, QUICK = 10_000, 300
# Who extracts is measured with fewer: it shows the difference, not the growth.
_FEWER = 2_000


def run(quick: bool) -> Iterator[str]:
    number = QUICK if quick else NUMBER
    fewer = min(number, _FEWER)
    with tempfile.TemporaryDirectory(prefix="wasl-bench-") as made:
        file, part = Path(made) / "articles.jsonl", Path(made) / "part.jsonl"
        compose(file, number)
        compose(part, fewer)
        yield (
            f"{number:,} articles ({file.stat().st_size / number / 1000:.1f} kB each) in one JSON Lines file, put together from {pieces():,} "
            "sentences of the samples with other numbers, and of sentences with their own persons and countries, few of which are in most, "
            "in four languages; a tenth are reprints, one in twenty an edited text at its old address; "
            f"word lists are loaded before the clock starts, in every worker; {', '.join(f'{load:.1f}' for load in os.getloadavg())} other load "
            f"on {os.cpu_count()} processors before it starts: under load the numbers are floors"
        )
        for server in SERVERS:
            try:
                yield from _into(server, file, number)
            except (WaslError, RuntimeError) as error:
                yield f"{server}: could not run: {error}"
        yield f"who extracts, {fewer:,} articles:"
        yield from _extracting(part, fewer)


def _into(server: str, file: Path, number: int) -> Iterator[str]:
    contributions = Path(file).with_suffix(".pickle")
    with fresh(server) as (_, store):
        yield from told(f"{server}, from text to graph, 1 process", number, measured(file, store, Where(0)))
        counts = store.status().counts
        held = ", ".join(f"{counts[kind]:,} {kind}" for kind in ("articles", "entities", "claims", "relations"))
        behind = store.overview(GraphFilter(limit=5000)).relations
        most = max((len(r.supporting) + len(r.disputing) for r in behind), default=0)
        yield f"{server}: then in the graph: {held}; {most:,} claims behind one relation at the most; {store.status().server}"
        yield from (f"  {line}" for line in asked(store))
        keep(store, contributions)
    with fresh(server) as (_, store):
        yield from told(f"{server}, the store as the limit (nothing read or extracted)", number, written(contributions, store))


def asked(store: GraphStore) -> Iterator[str]:
    """How long the questions behind the pages take in what was written."""
    drawn = store.overview(GraphFilter(limit=300))
    names = {e.id: e.name("en") for e in drawn.entities}
    often = sorted(names, key=lambda id: (-drawn.degrees[id], id))[:20]
    whole = GraphFilter()
    questions: dict[str, tuple[int, Callable[[int], object]]] = {
        "suggestions for the first three letters": (20, lambda i: store.search(names[often[i]][:3])),
        "suggestions for a whole name": (20, lambda i: store.search(names[often[i]])),
        "overview": (5, lambda _: store.overview(whole)),
        "network of one of the twenty most related": (20, lambda i: store.neighbourhood([often[i]], whole)),
        "profile of one of them": (20, lambda i: store.profile(often[i], whole)),
        "evidence of one of the best sourced relations": (20, lambda i: store.evidence(drawn.relations[i].id)),
        "articles, newest first": (5, lambda _: store.articles()),
    }
    for question, (times, act) in questions.items():
        act(0)  # the first call compiles the statement
        yield f"{question}: {timing.told(timing.each(act, min(times, len(often))))}"


def _extracting(part: Path, number: int) -> Iterator[str]:
    yield from told("extraction alone, this process", number, measured(part, None, Where(0)))
    yield from told("extraction alone, 2 processes", number, measured(part, None, Where(2)))
    with fresh(SERVERS[0]) as (_, store):
        yield from told(f"{SERVERS[0]}, 1 process", number, measured(part, store, Where(0)))
    with fresh(SERVERS[0]) as (_, store):
        yield from told(f"{SERVERS[0]}, 2 processes", number, measured(part, store, Where(2)))
    try:
        with cluster() as address, fresh(SERVERS[0]) as (_, store):
            yield from told(f"{SERVERS[0]}, Dask cluster of 2 workers", number, measured(part, store, Where(cluster=address)))
    except (WaslError, RuntimeError) as error:
        yield f"Dask cluster: could not run: {error}"


def told(name: str, number: int, found: Measured) -> Iterator[str]:
    memory = f"{found.own} MB" + "".join(f", {who} {mb} MB" for who, mb in (("workers", found.workers), ("server", found.server)) if mb)
    counted = f"{found.new:,} new, {found.changed:,} changed, {found.reprints:,} reprints, {found.refused} refused"
    yield f"{name}: {number / found.seconds:.1f} articles/s ({counted} in {found.seconds:.1f} s); peak memory {memory}"
    each = [
        f"{1000 * seconds / number:.1f} ms by {who}" for who, seconds in zip(("the run", "the server"), found.cpu, strict=True) if seconds
    ]
    yield f"  processor time an article: {', '.join(each)}"
    if len(found.steps) > 1:
        yield f"  articles/s of each {STEP:,}: {', '.join(f'{rate:.1f}' for rate in found.steps)}"
        yield f"  server MB after each {STEP:,}: {', '.join(map(str, found.held))}"


def measured(file: Path, store: GraphStore | None, where: Where) -> Measured:
    """One run. Without a store all is done but writing."""
    extractor = RulesExtractor()
    with contextlib.closing(Reprints(None)) as reprints, Workers(extractor, where, RulesExtractor) as workers:
        warm = Path(file).with_name("warm.jsonl")
        compose(warm, 16)
        options = Options(extractor, date.today())
        # As many rounds as make it sure that each worker has loaded its lists.
        for _ in range(3):
            with contextlib.closing(Reprints(None)) as others:
                for _event in Run(Nowhere(), others, options, time.sleep, workers).ingest([str(warm)]):
                    pass
        watch = Watch()
        run = Run(store or Nowhere(), reprints, options, time.sleep, workers)
        with watch:
            for event in run.ingest([str(file)]):
                if isinstance(event, Stored):
                    watch.count()
    report = run.report
    if not report.new:
        raise RuntimeError(f"no article went in; the first: {report.refused[0] if report.refused else 'none was read'}")
    return watch.measured(report.new, report.changed, report.failed, report.reprints)


class Nowhere:
    """A store that takes everything and keeps nothing."""

    def contribution(self, article_id: str) -> None:
        return None

    def current_at(self, url: str | None, source: str | None) -> tuple[Article, ...]:
        return ()

    def current_of(self, series: str) -> None:
        return None

    def within(self, container: str, limit: int) -> tuple[Article, ...]:
        return ()

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        return ()

    def withdraw(self, scope: Scope, by: str, why: str = "") -> LifeReport:
        raise NotImplementedError("nothing is kept that could be withdrawn")

    restore = withdraw

    def write(self, contribution: object) -> WriteReport:
        return WriteReport("new", 0, 0, 0)

    def write_all(self, contributions: Sequence[Contribution]) -> tuple[WriteReport, ...]:
        return tuple(map(self.write, contributions))


def keep(store: GraphStore, path: Path) -> None:
    """What the articles of the store brought, one after the other."""
    ids: list[str] = []
    size = 500
    while page := store.articles(offset=len(ids), limit=size).items:
        ids += [item.article.id for item in page]
    with path.open("wb") as file:
        for id in ids:
            pickle.dump(store.contribution(id), file)


def written(path: Path, store: GraphStore) -> Measured:
    """Write them all into an empty store, as many at once as a run does."""
    batch: list[Contribution] = []
    watch = Watch()
    with watch, path.open("rb") as file:
        more = True
        while more:
            try:
                batch.append(pickle.load(file))
            except EOFError:
                more = False
            if len(batch) == TOGETHER or not more:
                for found in store.write_all(batch):
                    if isinstance(found, WaslError):
                        raise found
                    watch.count()
                batch.clear()
    return watch.measured(watch.number, 0, 0, 0)


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
