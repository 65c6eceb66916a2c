"""The command ``python -m ingest`` with an extractor that needs no lists, in processes that a warm one forks: it is started often, and killed.

``python -m tests.ingest.quick PATH…`` is the same as a program of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph import store
from ingest import __main__ as command
from tests.ingest.fault_articles import SidesMeet

assert store  # imported once, by the process that forks

_WARM = multiprocessing.get_context("forkserver")
_WARM.set_forkserver_preload([__name__])


class Quick:
    """One run of the command with these words, in a process of its own and this environment; what it prints is kept in ``folder``."""

    def __init__(self, *words: str | Path, env: Mapping[str, str], folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._said = folder / "out", folder / "err"
        self._process = _WARM.Process(target=_run, args=(list(map(str, words)), dict(env), self._said))
        self._process.start()

    def runs(self) -> bool:
        return self._process.is_alive()

    def kill(self) -> None:
        """``kill -9``."""
        self._process.kill()

    def end(self, seconds: float) -> tuple[int, str, str]:
        """Exit code (negative: the signal), standard output and error, once the process has ended."""
        self._process.join(seconds)
        code = self._process.exitcode
        if code is None:
            self.kill()
            raise TimeoutError(f"the run did not end within {seconds:g} s")
        out, err = (path.read_text("utf-8") for path in self._said)
        return code, out, err


def _run(words: list[str], env: dict[str, str], said: tuple[Path, Path]) -> None:
    os.environ.clear()
    os.environ.update(env)
    for path, stream in zip(said, (sys.stdout, sys.stderr), strict=True):
        with path.open("wb") as file:
            os.dup2(file.fileno(), stream.fileno())
    sys.exit(main(words))


def main(words: list[str]) -> int:
    command.chosen = _stand_in  # type: ignore[assignment]  # another extractor stands in
    return command.main([*words, "--quiet"])


def _stand_in(*_: Any) -> SidesMeet:
    return SidesMeet()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
