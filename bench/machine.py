"""What a measurement ran on: processor, memory, system, versions, commit.

The versions of servers and of Chromium are told by the benches that use them.
"""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PACKAGES = ("neo4j", "arcadedb", "streamlit", "pyvis", "playwright")


def lines() -> Iterator[str]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    yield f"machine   {_processor()}, {cores} cores usable, {_memory()}"
    yield f"system    {platform.platform()}, Python {platform.python_version()}"
    yield f"packages  {', '.join(f'{name} {_version(name)}' for name in _PACKAGES)}"
    yield f"commit    {_commit()}"
    yield f"load      {_load()}"


def _processor() -> str:
    return _value("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()


def _memory() -> str:
    total = _value("/proc/meminfo", "MemTotal")
    return f"{int(total.split()[0]) / 2**20:.1f} GiB" if total else "memory unknown"


def _value(path: str, key: str) -> str | None:
    """A line of a Linux list; None on systems that have no such file."""
    try:
        text = Path(path).read_text("utf-8")
    except OSError:
        return None
    return next((line.partition(":")[2].strip() for line in text.splitlines() if line.startswith(key)), None)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _commit() -> str:
    try:
        head = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
        changed = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown (no git here)"
    return head.stdout.strip() + (", with changes that are not committed" if changed.stdout.strip() else "")


def _load() -> str:
    try:
        one = os.getloadavg()[0]
    except OSError:
        return "unknown"
    return f"{one:.1f} processes ran or waited in the minute before; whatever else runs on the machine is in the numbers"
