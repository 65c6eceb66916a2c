"""The explorer as a user starts it, in a process of its own, for the browser tests.

What is clicked is left to the tests, Chromium to ``conftest``.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_START_SECONDS = 120.0
_STOP_SECONDS = 30.0


class Explorer:
    """``python -m explorer`` on a free port of the loopback address with its data in ``home``.

    ``values`` are settings besides WASL_HOME and PORT; nothing of the developer's own settings reaches it.
    """

    def __init__(self, home: Path, values: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = settings_of(home, {"PORT": str(self.port), **(values or {})})
        self.log = home.parent / f"{home.name}-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self, words: Sequence[str] = (sys.executable, "-m", "explorer"), folder: Path = ROOT) -> Explorer:
        """Start with these words in that folder, and wait for the health check. Raises AssertionError with what the process said when it ends before."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                list(words), cwd=folder, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            assert self._process.poll() is None, f"the explorer ended at its start:\n{self.said()}"
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.stop()
        raise AssertionError(f"the explorer did not answer within {_START_SECONDS:.0f} s:\n{self.said()}")

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(signal.SIGINT)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def said(self) -> str:
        """What it wrote to its terminal so far."""
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def ingest(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``python -m ingest`` with the explorer's settings. Raises AssertionError unless all went in."""
        done = run_module("ingest", *arguments, environment=self.environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def children(self) -> list[int]:
        """Process ids of what it started itself (Linux)."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        threads = Path(f"/proc/{self.pid}/task").iterdir() if listed.exists() else ()
        return sorted({int(pid) for thread in threads for pid in (thread / "children").read_text().split()})


def run_module(module: str, *arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run ``python -m module`` to its end."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, env=dict(environment), capture_output=True, text=True, timeout=180, check=False)


def settings_of(home: Path, values: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with these settings of Wasl and no others."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("WASL_", "NEO4J_")) and name != "PORT"}
    return bare | {"WASL_HOME": str(home)} | dict(values)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
