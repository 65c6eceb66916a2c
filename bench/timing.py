"""Series of measured times and how they are told: median, 95th percentile, count."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` (0..1] of the values do not exceed (nearest rank).

    >>> percentile([4.0, 1.0, 3.0, 2.0], 0.5)
    2.0
    """
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def told(seconds: Sequence[float]) -> str:
    """``p50 1.2 ms, p95 3.4 ms of 100``."""
    if not seconds:
        return "nothing measured"
    return f"p50 {percentile(seconds, 0.5) * 1000:.1f} ms, p95 {percentile(seconds, 0.95) * 1000:.1f} ms of {len(seconds)}"


def each(act: Callable[[int], object], times: int) -> list[float]:
    """The seconds of each of ``times`` calls ``act(0)``, ``act(1)``, …"""
    found = []
    for i in range(times):
        started = time.perf_counter()
        act(i)
        found.append(time.perf_counter() - started)
    return found
