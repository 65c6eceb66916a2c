"""Extraction in other processes and on a cluster: the same graph, and one bad article costs itself only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from graph.errors import ConfigurationError, InputError
from graph.model import Article, Contribution, article_id
from ingest.draft import Draft
from ingest.pipeline import Options, Run
from ingest.reprints import Reprints
from ingest.workers import Died, Processes, Where, Workers
from tests.ingest.stand_in import CountriesMeet, MemoryStore
from tests.ingest.test_pipeline import TODAY, head, written

ROOT = Path(__file__).resolve().parents[2]


class Fragile(CountriesMeet):
    """Ends its process, or never ends, over certain words."""

    def __call__(self, article: Article) -> Draft:
        if "kill the worker" in article.text:
            os._exit(3)
        if "never ends" in article.text:
            time.sleep(600)
        if "which process" in article.text:
            raise ValueError(f"pid {os.getpid()}")
        return super().__call__(article)


class OfAnotherVersion(CountriesMeet):
    version = "0"


def article(text: str) -> Article:
    return Article(article_id(text), text, "en", source="test.txt")


def forever(_: float) -> None:
    """What a run calls while it waits."""


def ran(store: MemoryStore, folder: Path, where: Where, recipe: Any = Fragile) -> Run:
    with closing(Reprints(None)) as reprints, Workers(Fragile(), where, recipe) as workers:
        run = Run(store, reprints, Options(Fragile(), TODAY), forever, workers)
        list(run.ingest([str(folder)]))
    return run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty articles; some are copies of others, two of one text, one is structured badly."""
    made = tmp_path_factory.mktemp("articles")
    for n in range(40):
        words = " ".join(f"word{(n % 9) * 100 + i}" for i in range(30))
        pair = ("Russia met Armenia", "Kazakhstan met Russia", "Armenia met Kazakhstan")[n % 3]
        written(made / f"{n:02}.txt", head(outlet=f"Outlet {n}", published=f"2022-01-{n % 28 + 1:02}") + f"{pair} again. {words}.")
    written(made / "50.txt", "")
    return made


@pytest.fixture(scope="module")
def alone(folder: Path) -> dict[str, Contribution]:
    store = MemoryStore()
    assert ran(store, folder, Where(0)).report.new == 40
    return store.held


@pytest.mark.parametrize("where", [Where(1), Where(3)], ids=["one process", "three processes"])
def test_the_graph_does_not_depend_on_the_number_of_workers(folder: Path, alone: dict[str, Contribution], where: Where) -> None:
    store = MemoryStore()
    report = ran(store, folder, where).report
    assert (report.new, report.failed) == (40, 1)
    assert store.held == alone


def test_a_dead_or_endless_worker_costs_one_article_with_its_place(tmp_path: Path) -> None:
    for name, words in (
        ("a", "Russia met Armenia."),
        ("b", "kill the worker"),
        ("c", "never ends"),
        ("d", "explode"),
        ("e", "Russia met Kazakhstan."),
    ):
        written(tmp_path / f"{name}.txt", words)
    store = MemoryStore()
    report = ran(store, tmp_path, Where(2, seconds=8.0)).report
    assert report.new == 2
    told = {Path(error.place).name: error.cause for error in report.refused}
    assert "died over it (code 3)" in told["b.txt"]
    assert "longer than 8 s" in told["c.txt"]
    assert "ValueError: boom" in told["d.txt"]
    assert set(told) == {"b.txt", "c.txt", "d.txt"}


def test_a_worker_killed_between_two_articles_costs_nothing() -> None:
    with Workers(Fragile(), Where(1), Fragile) as workers:
        assert isinstance(workers._executor, Processes)
        workers.draft(article("Russia met Armenia."), None, forever)
        (pid,) = workers._executor.pids()
        os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{pid}/stat").exists() and ") Z " not in Path(f"/proc/{pid}/stat").read_text():
            time.sleep(0.02)
        assert workers.draft(article("Russia met Armenia."), None, forever).claims


def test_an_article_that_turns_out_to_be_another_one_is_read_again() -> None:
    with Workers(Fragile(), Where(1), Fragile) as workers:
        ((_, early),) = workers.ahead([article("Russia met Armenia.")], lambda found: found)
        draft = workers.draft(article("Nobody met anybody."), early, forever)
    assert not draft.claims


def test_handing_out_is_bounded_and_in_order() -> None:
    handed = []

    def texts() -> Iterator[Article]:
        for n in range(200):
            handed.append(n)
            yield article(f"Russia met Armenia, {n}.")

    with Workers(Fragile(), Where(2), Fragile) as workers:
        for seen, (item, early) in enumerate(workers.ahead(texts(), lambda found: found)):
            assert len(handed) - seen <= 10
            assert item.text.endswith(f" {seen}.")
            workers.draft(item, early, forever)


def test_large_texts_are_not_piled_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.workers._MOST_TEXT", 1_000)
    handed = []

    def texts() -> Iterator[Article]:
        for n in range(20):
            handed.append(n)
            yield article(f"Russia met Armenia, {n}." + "x" * 600)

    with Workers(Fragile(), Where(2), Fragile) as workers:
        for seen, (item, early) in enumerate(workers.ahead(texts(), lambda found: found)):
            assert len(handed) - seen <= 2
            workers.draft(item, early, forever)


def test_a_small_run_starts_no_process_and_a_long_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(workers: Workers) -> str:
        with pytest.raises(Exception, match="pid") as error:
            workers.draft(article("which process"), None, forever)
        return str(error.value)

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with Workers(Fragile(), Where(), Fragile) as workers:
        assert told(workers) == told(workers) == f"pid {os.getpid()}"
        monkeypatch.setattr("ingest.workers._ALONE_SECONDS", 0.0)
        told(workers)
        assert told(workers) != f"pid {os.getpid()}"


def test_another_extractor_at_a_worker_stops_the_run() -> None:
    with Workers(Fragile(), Where(1), OfAnotherVersion) as workers, pytest.raises(ConfigurationError, match=r"stand-in/0.*stand-in/1"):
        workers.draft(article("Russia met Armenia."), None, forever)


def test_waiting_can_be_broken_off_and_leaves_no_process() -> None:
    calls = []

    def stop(_: float) -> None:
        calls.append(1)
        raise KeyboardInterrupt

    with Workers(Fragile(), Where(1), Fragile) as workers:
        assert isinstance(workers._executor, Processes)
        executor = workers._executor
        workers.draft(article("Russia met Armenia."), None, forever)
        pids = executor.pids()
        with pytest.raises(KeyboardInterrupt):
            workers.draft(article("never ends"), None, stop)
    assert calls
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_worker_ends_with_its_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import sys, time\n"
        "from ingest.workers import Where, Workers\n"
        "from tests.ingest.test_workers import Fragile, article, forever\n"
        "workers = Workers(Fragile(), Where(1), Fragile)\n"
        "workers.draft(article('Russia met Armenia.'), None, forever)\n"
        "print(*workers._executor.pids(), flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, str(script)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    while Path(f"/proc/{pid}/stat").exists() and ") Z " not in Path(f"/proc/{pid}/stat").read_text():
        time.sleep(0.05)  # the suite's own limit ends this where the worker stays


def test_processes_say_what_became_of_a_call() -> None:
    pool = Processes(1)
    pool.stop()
    with pytest.raises((Died, RuntimeError)):
        from ingest.worker import Job, read

        pool.submit(read, Job(article("x"), b"", "x")).result()


# --- a cluster ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a Dask scheduler with two workers, started as docker compose starts them."""
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    quiet: dict[str, Any] = {"cwd": ROOT, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    scheduler = subprocess.Popen([*command, "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"], **quiet)
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--nworkers", "2"]
    workers = subprocess.Popen([*worker, "--host", "127.0.0.1"], **quiet)
    try:
        yield address
    finally:
        for process in (workers, scheduler):
            process.terminate()
            process.wait(30)


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def patiently(folder: Path, store: MemoryStore, where: Where) -> Run:
    """The cluster's processes take a while to start."""
    for _ in range(12):
        try:
            return ran(store, folder, where)
        except ConfigurationError as error:
            last = error
            time.sleep(1)
    raise last


def test_a_cluster_gives_the_same_graph(cluster: str, folder: Path, alone: dict[str, Contribution]) -> None:
    store = MemoryStore()
    report = patiently(folder, store, Where(cluster=cluster)).report
    assert (report.new, report.failed) == (40, 1)
    assert store.held == alone


def test_a_dead_cluster_worker_costs_one_article(cluster: str, tmp_path: Path) -> None:
    for name, words in (("a", "Russia met Armenia."), ("b", "kill the worker"), ("e", "Russia met Kazakhstan.")):
        written(tmp_path / f"{name}.txt", words)
    report = patiently(tmp_path, MemoryStore(), Where(cluster=cluster, seconds=20.0)).report
    assert report.new == 2
    (refused,) = report.refused
    assert Path(refused.place).name == "b.txt"
    assert "died" in refused.cause


def test_no_cluster_is_said_at_once_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match=r"tcp://127\.0\.0\.1:1 .*docker compose --profile scale up"):
        Workers(Fragile(), Where(cluster="tcp://127.0.0.1:1"))


def test_input_errors_of_workers_name_their_place() -> None:
    with Workers(Fragile(), Where(1, seconds=20.0), Fragile) as workers, pytest.raises(InputError, match=r"^test\.txt: "):
        workers.draft(article("kill the worker"), None, forever)
