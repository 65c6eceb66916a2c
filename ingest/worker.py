"""What a worker does with one article: read it with its extractor, made once; nothing that happens there ends the run.

A worker is a process of this machine, whose loop is ``serve``, or one of a cluster, which calls ``read`` itself.
Who starts workers and hands out articles is left to ``ingest.workers``.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from graph import settings
from graph.model import Article
from ingest.draft import Draft, Extractor
from ingest.extractors import chosen
from ingest.legible import extracted

Recipe = Callable[[], Extractor]


@dataclass(frozen=True, slots=True)
class Job:
    """An article to be read. ``recipe`` is a pickled ``Recipe``; ``label`` is the name/version that must come of it.

    ``seconds`` is how long it may take before the process ends itself; None = as long as it takes.
    """

    article: Article
    recipe: bytes
    label: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """The extractor failed on the article: the error's class and its words. ``stranger``: it was another extractor."""

    kind: str
    words: str
    stranger: bool = False


def from_environment() -> Extractor:
    """The extractor of the settings that are in force where this runs."""
    return chosen(settings.load())


@lru_cache(maxsize=4)
def _made(recipe: bytes) -> Extractor:
    made: Recipe = pickle.loads(recipe)  # noqa: S301 - from the process that started this one, or over the cluster's own protocol
    return made()


# Extraction holds the interpreter anyway, and the clock that ends the process is one for all its threads.
_one_at_a_time = threading.Lock()


def read(job: Job) -> Draft | Fault:
    """The draft, or what went wrong. A process that is still at it after ``job.seconds`` ends itself, however it hangs."""
    try:
        extractor = _made(job.recipe)
    except Exception as error:  # noqa: BLE001 - told to the run as what it is
        return Fault(type(error).__name__, str(error), stranger=True)
    if (label := f"{extractor.name}/{extractor.version}") != job.label:
        return Fault("Stranger", f"the worker has the extractor {label}, this run needs {job.label}", stranger=True)
    if job.seconds is None:
        return _drafted(job.article, extractor)
    with _one_at_a_time, open(os.devnull, "w") as nowhere:
        # From a thread of its own that needs no interpreter: a regular expression that never ends lets no other through.
        faulthandler.dump_traceback_later(job.seconds, exit=True, file=nowhere)
        try:
            return _drafted(job.article, extractor)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _drafted(article: Article, extractor: Extractor) -> Draft | Fault:
    try:
        return extracted(article, extractor)
    except Exception as error:  # noqa: BLE001 - whatever an extractor does on one text must not end the others
        return Fault(type(error).__name__, str(error))


def serve() -> None:
    """Answer jobs from standard input on standard output until the input ends, as it does when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to hear
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between two answers
    jobs = sys.stdin.buffer
    while True:
        try:
            job: Job = pickle.load(jobs)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        pickle.dump(read(job), answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()


if __name__ == "__main__":
    # Under its own name, so that what is pickled here is known there.
    from ingest.worker import serve as loop

    loop()
