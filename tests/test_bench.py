"""The benchmarks run and say what they ran on; their numbers are nobody's business here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)


def test_bench_runs_in_its_quick_form() -> None:
    done = bench("--quick", "extraction")
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("machine", "system", "packages", "commit"):
        assert re.search(rf"^{name} +\S", done.stdout, re.MULTILINE), name
    assert re.search(r"^ar: [\d.]+ articles/s .*peak memory \d+ MB", done.stdout, re.MULTILINE)


def test_bench_names_the_ones_there_are() -> None:
    done = bench("speed")
    assert done.returncode == 2
    assert "identity, extraction, ingestion, questions, scale, canvas" in done.stderr
