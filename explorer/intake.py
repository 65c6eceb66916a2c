"""Runs of the explorer: what people hand over is read in the background, one run after the other, whoever looks on.

What a run does is left to ``ingest.pipeline``, what is handed over to ``explorer.uploads``, how it looks to ``explorer.views.intake``.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial

from explorer import connection
from explorer.uploads import Given
from graph.errors import WaslError
from graph.settings import Settings
from ingest.document import ReadOptions
from ingest.extractors import chosen
from ingest.pipeline import Options, Run, Stored, run_name
from ingest.rehearsal import Rehearsal
from ingest.report import Report, how_far
from ingest.reprints import Reprints
from ingest.worker import from_environment
from ingest.workers import Where, Workers, where

WAITING, RUNNING, DONE, STOPPED = "waiting", "running", "done", "stopped"
# Runs that are remembered, and entities of one run that are offered to be drawn.
_KEPT, _DRAWN = 20, 300
_LOG = logging.getLogger("wasl")


class Intake:
    """One run. ``state`` is waiting, running, done or stopped; ``report`` is up to date at any moment.

    ``dry`` runs write nothing; their report has what they would change. ``entities`` are those that what was
    added or changed speaks of, the first of them. ``reading`` is the article that was settled last. Times are monotonic seconds.
    """

    def __init__(self, given: Given, dry: bool, after: Callable[[Intake], None] | None = None) -> None:
        self.id = secrets.token_hex(8)
        self.given, self.dry, self._after = given, dry, after
        self.state, self.reading = WAITING, ""
        self.report = Report()
        self.entities: dict[str, None] = {}
        self.articles = 0
        self._stop = threading.Event()
        self._started: float | None = None
        self._ended: float | None = None

    @property
    def over(self) -> bool:
        return self.state in (DONE, STOPPED)

    def seconds(self) -> float:
        """How long it ran, or has been running; 0 while it waits."""
        return (self._ended or time.monotonic()) - self._started if self._started is not None else 0.0

    def cancel(self) -> None:
        """Stop it after the article that is being written."""
        self._stop.set()

    def _sleep(self, seconds: float) -> None:
        if self._stop.wait(seconds):
            raise KeyboardInterrupt

    def _run(self) -> None:
        self._started, self.state = time.monotonic(), RUNNING
        try:
            self._sleep(0)
            self._read()
            self.state = DONE
        except WaslError as error:
            self._stopped(str(error))
        except KeyboardInterrupt:
            self._stopped("Stopped by hand.")
        except Exception as error:  # noqa: BLE001 - a fault of ours must not end the thread that runs the others
            _LOG.error("A run failed", exc_info=error)
            self._stopped(f"The program failed ({type(error).__name__}). Please report this.")
        self._ended = time.monotonic()
        self.report.seconds = self.seconds()
        if not self.dry:
            self.given.drop()
        if self._after is not None:
            self._after(self)

    def _stopped(self, why: str) -> None:
        self.report.stopped = how_far(self.report, why)
        self.state = STOPPED

    def _read(self) -> None:
        in_force, store = connection.settings(), connection.store()
        rehearsal = Rehearsal(store) if self.dry else None
        reading = ReadOptions(visits=None if self.dry else in_force.beside_store("visits"))
        given = self.given
        workers = _workers(in_force)
        options = Options(workers.extractor, date.today(), given.outlet, given.published, given.language, reading, run=run_name())
        if given.folder is not None:
            options = replace(options, upload=f"{given.folder}/")
        with closing(Reprints(in_force.beside_store("reprints"))) as reprints:
            reprints.refresh(store)
            if rehearsal is not None:
                reprints.leave_file()
                self.report.rehearsed = rehearsal.difference
            run = Run(rehearsal or store, reprints, options, self._sleep, workers)
            run.report.rehearsed = self.report.rehearsed
            self.report = run.report
            for event in run.ingest(given.sources):
                if isinstance(event, Stored):
                    self._note(event)
                self._sleep(0)

    def _note(self, stored: Stored) -> None:
        self.reading = stored.article.title or self.given.place(stored.article.source or "")
        if stored.outcome != "unchanged" and len(self.entities) < _DRAWN:
            self.entities.update(dict.fromkeys(stored.entities))


class _Process:
    """Mutable on purpose: what there is one of in a process. Every access holds ``lock``, the workers' those of the running run."""

    def __init__(self) -> None:
        self.lock = threading.Condition()
        self.runs: deque[Intake] = deque()
        self.thread: threading.Thread | None = None
        self.workers: tuple[Settings, Workers] | None = None


_process = _Process()


def start(given: Given, dry: bool = False, after: Callable[[Intake], None] | None = None) -> Intake:
    """Put a run into the queue. ``after`` is called in the background once it is over."""
    run = Intake(given, dry, after)
    with _process.lock:
        _process.runs.appendleft(run)
        over = [r for r in _process.runs if r.over]
        for old in over[_KEPT:]:
            _process.runs.remove(old)
            old.given.drop()
        if _process.thread is None or not _process.thread.is_alive():
            _process.thread = threading.Thread(target=_work, name="wasl-intake", daemon=True)
            _process.thread.start()
        _process.lock.notify_all()
    return run


def runs() -> tuple[Intake, ...]:
    """The runs of this process, newest first."""
    with _process.lock:
        return tuple(_process.runs)


def find(id: str | None) -> Intake | None:
    return next((run for run in runs() if run.id == id), None)


def commit(preview: Intake) -> Intake:
    """Run for good what was previewed; the preview is forgotten."""
    _forget(preview)
    return start(preview.given)


def discard(preview: Intake) -> None:
    """Forget a run that is over, and what it was given."""
    _forget(preview)
    preview.given.drop()


def _forget(run: Intake) -> None:
    with _process.lock:
        if run in _process.runs:
            _process.runs.remove(run)


def close() -> None:
    """Stop what runs, and end the workers."""
    for run in runs():
        run.cancel()
    thread = _process.thread
    if thread is not None and thread.is_alive() and thread is not threading.current_thread():
        with _process.lock:
            _process.thread = None
            _process.lock.notify_all()
        thread.join(30)
    held, _process.workers = _process.workers, None
    if held is not None:
        held[1].close()


def _work() -> None:
    """Run what waits, oldest first, until the process closes."""
    while True:
        with _process.lock:
            run = next((r for r in reversed(_process.runs) if r.state == WAITING), None)
            if run is None:
                if _process.thread is not threading.current_thread():
                    return
                _process.lock.wait()
                continue
        run._run()


def _workers(in_force: Settings) -> Workers:
    """The workers of the settings in force; kept from run to run, since they take seconds to warm up.

    Never this process itself: one article that never ends would hold every page.
    """
    held = _process.workers
    if held is not None and held[0] is in_force:
        return held[1]
    if held is not None:
        _process.workers = None
        held[1].close()
    who = where(in_force)
    if who.cluster is None:
        who = Where(who.processes or 1, None, who.seconds)
    made = Workers(chosen(in_force), who, partial(chosen, in_force) if who.cluster is None else from_environment)
    _process.workers = (in_force, made)
    return made
