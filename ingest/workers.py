"""Where articles are extracted: in this process, in processes beside it, or on a Dask cluster; the same code for all.

What a worker does is left to ``ingest.worker``; the order of articles, and all that touches the store, to
``ingest.pipeline``, so that the graph does not depend on who read what.

The pool of the standard library loses every article that is under way when one process dies; here a process
that dies, or ends itself over an article that never ends, costs that article and is replaced.
Over 300 lines: the three ways share the order, the bounds and what becomes of a worker that dies.
"""

from __future__ import annotations

import importlib
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import IO, Any, TypeVar

from graph import settings
from graph.errors import ConfigurationError, InputError, WaslError
from graph.model import Article
from ingest.draft import Draft, Extractor
from ingest.legible import extracted
from ingest.worker import Fault, Job, Recipe, from_environment, read

T = TypeVar("T")

# How many articles are under way for each worker: enough that none waits for the writer, few enough to stay small.
_EACH = 4
# Characters of text under way, whatever the number of articles (32 million are some 100 MB with what hangs on them).
_MOST_TEXT = 32_000_000
# A run starts processes once it has spent so many seconds on extraction by itself: for less they do not pay.
_ALONE_SECONDS = 5.0
_SLICE = 0.2
# How long a scheduler may take to answer, and its first worker to arrive.
_ANSWER_SECONDS, _WORKER_SECONDS = 10, 60


class Died(Exception):
    """The process that read an article is no more; ``code`` is how it ended, ``seconds`` how long it had been at it."""

    def __init__(self, code: int | None, seconds: float) -> None:
        self.code, self.seconds = code, seconds
        super().__init__(f"ended with code {code} after {seconds:.1f} s")

    def of_time(self, limit: float | None) -> bool:
        """Whether it ended itself over the limit: the code is that of ``faulthandler``; its start counts among the seconds."""
        return limit is not None and self.seconds >= limit and self.code == 1


class Broken(Exception):
    """The extractor failed on one article; ``kind`` is its error's class."""

    def __init__(self, kind: str, words: str) -> None:
        self.kind = kind
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Where:
    """Who extracts. ``processes``: 0 = this one, None = this one for small runs and as many as processors beyond.

    ``cluster`` is the address of a Dask scheduler (tcp://host:8786), None = this machine. ``seconds`` is how
    long one article may take; None = without a limit. An article that this process reads has no limit.
    """

    processes: int | None = None
    cluster: str | None = None
    seconds: float | None = 120.0


def where(in_force: settings.Settings, processes: int | None = None, cluster: str | None = None) -> Where:
    """Who extracts by the settings, unless a command says otherwise."""
    limit = in_force.article_seconds if in_force.model is None and in_force.article_seconds else None
    if processes is not None or cluster is not None:
        return Where(processes, cluster, limit)
    return Where(in_force.workers, in_force.cluster if in_force.workers is None else None, limit)


@dataclass(frozen=True, slots=True)
class Early:
    """An article that was handed out before its turn, with what will come of it."""

    article: Article
    future: Future[Draft | Fault]


class Workers:
    """Extracts articles ahead of their turn, boundedly many. Use it as a context; leaving ends the processes.

    ``extractor`` is the run's own, ``recipe`` makes the same one elsewhere (picklable). Raises ConfigurationError
    where a cluster cannot be reached.
    """

    def __init__(self, extractor: Extractor, where: Where | None = None, recipe: Recipe = from_environment) -> None:
        self.extractor, self._where = extractor, where or Where(0)
        self._recipe = recipe
        self._label = f"{extractor.name}/{extractor.version}"
        self._spent = 0.0
        self._executor: Executor | None = None
        self._cluster: Any = None
        self._width = 1
        if self._where.cluster:
            self._join()
        elif self._where.processes:
            self._start(self._where.processes)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they are at, and leave the cluster."""
        executor, self._executor = self._executor, None
        if isinstance(executor, Processes):
            executor.stop()
        cluster, self._cluster = self._cluster, None
        if cluster is not None:
            cluster.close()  # which calls off what it asked for

    def ahead(self, items: Iterable[T], article: Callable[[T], Article | None]) -> Iterator[tuple[T, Early | None]]:
        """The items in their order, each with its article handed out as far ahead as the bounds allow.

        ``article`` gives an item's article, None where it has none to be read.
        """
        waiting: deque[tuple[T, Early | None]] = deque()
        text = 0
        for item in items:
            wanted = article(item)
            early = self._early(wanted) if wanted is not None else None
            waiting.append((item, early))
            text += len(wanted.text) if wanted is not None else 0
            while waiting and (self._executor is None or len(waiting) > self._width or text > _MOST_TEXT):
                ready = waiting.popleft()
                text -= len(ready[1].article.text) if ready[1] else 0
                yield ready
        yield from waiting

    def draft(self, article: Article, early: Early | None, sleep: Callable[[float], None]) -> Draft:
        """The article's draft: the one that is under way where that read the same. ``sleep(0)`` is called while waiting.

        Raises InputError when its worker died or took too long, Broken when the extractor failed on it, and
        WaslError when no worker can read anything.
        """
        if self._executor is None:
            return self._alone(article)
        if early is None or _as_read(early.article) != _as_read(article):
            early = self._early(article)
            assert early is not None  # there is an executor
        try:
            answer = self._awaited(early.future, sleep)
        except Died as died:
            raise self._lost(article, died) from died
        # Whatever a cluster or an extractor raises: what is a lost worker's is told as that, all else is raised again.
        except Exception as error:
            if type(error).__name__ == "KilledWorker":  # distributed's own; imported only where there is a cluster
                raise self._lost(article, None) from error
            if self._cluster is not None:
                raise self._gone(error) from error
            raise
        if isinstance(answer, Draft):
            return answer
        if answer.stranger:
            raise ConfigurationError(
                f"A worker cannot read for this run: {answer.words}. Give it the version and the settings of this one."
            )
        raise Broken(answer.kind, answer.words)

    def _alone(self, article: Article) -> Draft:
        started = time.monotonic()
        try:
            return extracted(article, self.extractor)
        finally:
            self._spent += time.monotonic() - started
            if self._where.processes is None and self._spent > _ALONE_SECONDS and (processors := os.cpu_count() or 1) > 1:
                self._start(min(processors, 8))

    def _early(self, article: Article) -> Early | None:
        if self._executor is None:
            return None
        return Early(article, self._executor.submit(read, Job(article, pickle.dumps(self._recipe), self._label, self._where.seconds)))

    def _awaited(self, future: Future[Draft | Fault], sleep: Callable[[float], None]) -> Draft | Fault:
        while True:
            try:
                return future.result(_SLICE)
            except NotYet:
                if future.done():
                    raise
                sleep(0.0)
                if self._cluster is not None and self._cluster.status not in ("running", "connecting"):
                    raise self._gone(None) from None

    def _start(self, number: int) -> None:
        self._executor, self._width = Processes(number), _EACH * number

    def _join(self) -> None:
        distributed: Any = importlib.import_module("distributed")  # takes half a second, and has no types
        address = str(self._where.cluster)
        try:
            self._cluster = distributed.Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
            threads = sum(worker["nthreads"] for worker in self._cluster.scheduler_info(n_workers=-1)["workers"].values())
            if not threads:
                self._cluster.wait_for_workers(1, timeout=_WORKER_SECONDS)
                threads = sum(worker["nthreads"] for worker in self._cluster.scheduler_info(n_workers=-1)["workers"].values())
        except (OSError, ValueError) as exc:  # a time-out is an OSError too
            if self._cluster is not None:
                self._cluster.close()
            raise ConfigurationError(
                f"No Dask cluster with a worker answers at {address} ({str(exc)[:200] or type(exc).__name__}). "
                "Start one (docker compose --profile scale up), or leave --cluster and WASL_CLUSTER away."
            ) from exc
        self._executor, self._width = self._cluster.get_executor(pure=False), _EACH * max(1, threads)

    def _lost(self, article: Article, died: Died | None) -> InputError:
        place = article.source or article.id
        limit = self._where.seconds
        if died is not None and died.of_time(limit):
            return InputError(place, f"reading it took longer than {limit:g} s and was ended.", "Raise WASL_ARTICLE_SECONDS, or report it.")
        how = "every worker that read it died" if died is None else f"the worker died over it (code {died.code})"
        limited = f" or took longer than {limit:g} s" if died is None and limit is not None else ""
        return InputError(place, f"{how}{limited}.", "Please report this with the article.")

    def _gone(self, error: Exception | None) -> WaslError:
        why = f" ({str(error)[:200] or type(error).__name__})" if error is not None else ""
        return WaslError(f"The Dask cluster at {self._where.cluster} went away{why}. Start it, then run the same again.")


def _as_read(article: Article) -> Article:
    """The article as far as an extractor may look at it: ids, stories and places say nothing of its words."""
    return replace(article, id="", story=None, source=None, outlet=None, url=None)


class Processes(Executor):
    """An executor of so many processes; each call runs in one of them, and one that dies costs its own call only.

    It runs ``ingest.worker.read`` on jobs, and nothing else. A call whose process died raises Died.
    """

    def __init__(self, number: int) -> None:
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="wasl-worker")
        self._own = threading.local()
        self._children: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def submit(self, act: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        assert act is read and len(arguments) == 1 and not named
        return self._threads.submit(self._ask, arguments[0])

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        self.stop()

    def stop(self) -> None:
        """End every process at once, and what they were at."""
        with self._lock:
            self._stopped = True
            children = list(self._children)
        for child in children:
            child.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for child in children:
            _end(child)

    def pids(self) -> list[int]:
        with self._lock:
            return [child.pid for child in self._children]

    def _ask(self, job: Job) -> Draft | Fault:
        try:
            return self._asked(self._child(), job)
        except Died as died:
            if died.of_time(job.seconds):
                raise
            # It may have died of something else than this article: short of memory, or by a hand.
            return self._asked(self._child(), job)

    def _asked(self, child: subprocess.Popen[bytes], job: Job) -> Draft | Fault:
        started = time.monotonic()
        try:
            pickle.dump(job, _pipe(child.stdin), protocol=pickle.HIGHEST_PROTOCOL)
            _pipe(child.stdin).flush()
            answer: Draft | Fault = pickle.load(_pipe(child.stdout))  # noqa: S301 - from the process that we started
        except (OSError, EOFError, pickle.UnpicklingError) as exc:
            spent = time.monotonic() - started
            self._own.child = None
            with self._lock:
                self._children.discard(child)
            raise Died(_end(child), spent) from exc
        return answer

    def _child(self) -> subprocess.Popen[bytes]:
        child: subprocess.Popen[bytes] | None = getattr(self._own, "child", None)
        if child is not None and child.poll() is None:
            return child
        with self._lock:
            if child is not None:
                self._children.discard(child)
                _end(child)
            if self._stopped:
                raise Died(None, 0.0)
            # Not by multiprocessing, which would run the program's main file in each of them: of the explorer, a page.
            child = subprocess.Popen(
                [sys.executable, "-m", "ingest.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=settings.child_environment(PYTHONPATH=os.pathsep.join(path or os.curdir for path in sys.path)),
                start_new_session=True,  # Ctrl-C in the terminal is the parent's to hear
            )
            self._children.add(child)
        self._own.child = child
        return child


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # asked for at the start
    return pipe


def _end(child: subprocess.Popen[bytes]) -> int | None:
    """End it and close its pipes; how it ended."""
    if child.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            child.wait(1.0)  # it may be ending by itself: its own code says more than ours
    child.kill()
    code = child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    return code
