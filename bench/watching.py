"""What a run of many articles takes: time, processor time and memory of the process, its workers and the store's server.

What runs is left to ``bench.ingestion``.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from dataclasses import dataclass

import psutil

# How the command lines of workers, and of the store's server, are told.
_WORKERS = ("ingest.worker", "dask_worker", "spawn_main")
_SERVERS = ("graph.embedded", "CommunityEntryPoint")
# After how many articles it is said how fast the last ones went in.
STEP = 1_000


@dataclass(frozen=True, slots=True)
class Measured:
    """``seconds`` of the run, and megabytes of the process, its workers and the store's server, at the most.

    ``cpu`` is the seconds of processor time of the process with its workers, and of the server.
    ``steps`` holds the articles a second of each ``STEP`` articles, ``held`` the server's megabytes after them.
    """

    seconds: float
    new: int
    changed: int
    refused: int
    reprints: int
    own: int
    workers: int
    server: int
    cpu: tuple[float, float]
    steps: tuple[float, ...] = ()
    held: tuple[int, ...] = ()


def spent() -> tuple[float, float]:
    """Seconds of processor time so far: of this process with its workers, and of the server."""
    own, server = time.process_time(), 0.0
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            line, times = " ".join(child.cmdline()), child.cpu_times()
            if any(part in line for part in _WORKERS):
                own += times.user + times.system
            elif any(part in line for part in _SERVERS):
                server += times.user + times.system
    return own, server


class Watch:
    """Looks at the clock, and ten times a second at memory: of this process, its workers, and the store's server."""

    def __init__(self) -> None:
        self.number = 0
        self._own = self._workers = self._server = self._now = 0
        self._steps: list[float] = []
        self._held: list[int] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self._before = spent()
        self._started = self._step = time.perf_counter()
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._seconds = time.perf_counter() - self._started
        own, server = spent()
        self._cpu = own - self._before[0], server - self._before[1]
        self._over.set()
        self._thread.join()

    def count(self) -> None:
        """One more article is in the store."""
        self.number += 1
        if self.number % STEP == 0:
            now = time.perf_counter()
            self._steps.append(STEP / (now - self._step))
            self._held.append(self._now)
            self._step = now
            print(
                f"  {self.number:,}: {self._steps[-1]:.1f} articles/s, {self._own} MB, server {self._now} MB", file=sys.stderr, flush=True
            )

    def measured(self, new: int, changed: int, refused: int, reprints: int) -> Measured:
        return Measured(
            self._seconds,
            new,
            changed,
            refused,
            reprints,
            self._own,
            self._workers,
            self._server,
            self._cpu,
            tuple(self._steps),
            tuple(self._held),
        )

    def _look(self) -> None:
        me = psutil.Process(os.getpid())
        while not self._over.wait(0.1):
            self._own = max(self._own, me.memory_info().rss // 1_000_000)
            workers = server = 0
            for child in me.children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    line = " ".join(child.cmdline())
                    if any(part in line for part in _WORKERS):
                        workers += child.memory_info().rss
                    elif any(part in line for part in _SERVERS):
                        server += child.memory_info().rss
            self._now = server // 1_000_000
            self._workers, self._server = max(self._workers, workers // 1_000_000), max(self._server, self._now)
