"""Articles a second from text to graph: read, extract, resolve, check, find reprints, fold, write."""

from __future__ import annotations

import contextlib
import random
import re
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.extraction import samples
from bench.servers import SERVERS, fresh
from graph.errors import WaslError
from graph.settings import Settings
from graph.store import GraphStore
from ingest.extractors.rules import RulesExtractor
from ingest.pipeline import Options, Run
from ingest.report import Report
from ingest.reprints import Reprints

_SENTENCES = 7
_SEED = 20220111


def run(quick: bool) -> Iterator[str]:
    number = 20 if quick else 200
    with tempfile.TemporaryDirectory(prefix="wasl-bench-") as folder:
        compose(Path(folder), number)
        yield (
            f"{number} articles, each of {_SENTENCES} sentences drawn from the samples of one language (seed {_SEED}), into an empty store, "
            "by one process; they speak of the same persons and countries, so that folding works on ever longer lists of claims; "
            "where the samples of a language are few, the articles come out alike and count as reprints"
        )
        for server in SERVERS:
            try:
                with fresh(server) as (settings, store):
                    version = store.status().server
                    seconds, report = ingest(Path(folder), settings, store)
                    counts = store.status().counts
            except (WaslError, RuntimeError) as error:
                yield f"{server}: could not run: {error}"
                continue
            yield (
                f"{server}: {report.new / seconds:.1f} articles/s ({report.new} of {number} new, {report.reprints} taken for reprints, "
                f"{report.failed} refused, in {seconds:.1f} s) into {counts.get('entities', 0)} entities, {counts.get('claims', 0)} claims, "
                f"{counts.get('relations', 0)} relations; {version}"
            )


def ingest(folder: Path, settings: Settings, store: GraphStore) -> tuple[float, Report]:
    """The seconds that it took, with the report of the run. Word lists are loaded before the clock starts."""
    extractor = RulesExtractor()
    for article in samples():
        extractor(article)
    with contextlib.closing(Reprints(settings.home / "reprints.sqlite")) as reprints:
        run = Run(store, reprints, Options(extractor=extractor, today=date.today()), time.sleep)
        started = time.perf_counter()
        for _ in run.ingest([str(folder)]):
            pass
        return time.perf_counter() - started, run.report


def compose(folder: Path, number: int) -> None:
    """Write ``number`` articles into ``folder``; the same ones at every call."""
    chance = random.Random(_SEED)
    by_language: dict[str, list[str]] = {}
    for article in samples():
        by_language.setdefault(article.language, []).extend(_sentences(article.text))
    languages = [article.language for article in samples()]
    for i in range(number):
        language = languages[i % len(languages)]
        pool = list(dict.fromkeys(by_language[language]))
        body = "\n\n".join(chance.sample(pool, min(_SENTENCES, len(pool))))
        day = date(2022, 1, 4) + timedelta(days=i % 300)
        head = f"---\ntitle: Report {i}\noutlet: Outlet {i % 12}\npublished: {day}\nlanguage: {language}\n---\n"
        (folder / f"{i:05d}.txt").write_text(head + body + "\n", "utf-8")


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?؟])\s+", text) if len(part.strip()) > 20]
