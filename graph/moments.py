"""A time axis: when relations held and when claims came and went, and its bins.

Counting in the store is left to ``graph.store.timeline``, drawing to ``explorer``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from graph.model import PartialDate, Precision

UNITS = ("day", "month", "year")
MOST_BINS = 120


@dataclass(frozen=True, slots=True)
class Span:
    """``n`` relations that held from ``first`` to ``last``, both inclusive and as exact as they are known; None = open or not known."""

    first: PartialDate | None
    last: PartialDate | None
    n: int


@dataclass(frozen=True, slots=True)
class Moments:
    """``spans`` of the relations of a question; ``came``/``went``: how many claims became known and were withdrawn on a day."""

    spans: tuple[Span, ...] = ()
    came: tuple[tuple[date, int], ...] = ()
    went: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Bin:
    """A run of days ``first`` to ``last``, both inclusive.

    ``begin`` relations begin or happen in it by a date as exact as the bin; ``rough`` may, by a date that is
    less exact than the bin (each is counted in every bin that it may lie in); ``hold`` began before and go on.
    """

    first: date
    last: date
    begin: int
    rough: int
    hold: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """``unit`` is one of ``UNITS``. ``undated`` relations have no date at all and are in no bin."""

    unit: str
    bins: tuple[Bin, ...]
    undated: int


def extent(moments: Moments) -> tuple[date, date] | None:
    """First and last day of any known date of the spans; None where nothing is dated."""
    dates = [d for s in moments.spans for d in (s.first, s.last) if d]
    return (min(d.first() for d in dates), max(d.last() for d in dates)) if dates else None


def heart(moments: Moments) -> tuple[date, date] | None:
    """The days in which nine tenths of the relations begin, so that one old membership does not flatten a week of events."""
    starts = sorted(((d, s.n) for s in moments.spans if (d := s.first or s.last)), key=lambda pair: (pair[0].first(), pair[0].last()))
    total = sum(n for _, n in starts)
    if not total:
        return None
    reached = accumulate(n for _, n in starts)
    first = next(d for (d, _), seen in zip(starts, reached, strict=True) if seen > total / 10)
    return first.first(), max(d.last() for d, _ in starts)


def histogram(moments: Moments, first: date, last: date) -> Histogram:
    """Bins by day, month or year, at most about ``MOST_BINS``, that cover the window ``first`` to ``last`` (inclusive)."""
    days = (last - first).days + 1
    unit = "day" if days <= MOST_BINS else "month" if days <= MOST_BINS * 30 else "year"
    edges = _edges(first, last, unit)
    undated = sum(s.n for s in moments.spans if s.first is None and s.last is None)
    dated = [s for s in moments.spans if s.first or s.last]
    return Histogram(unit, tuple(_bin(dated, a, b, unit) for a, b in edges), undated)


def _edges(first: date, last: date, unit: str) -> list[tuple[date, date]]:
    edges = []
    start = first if unit == "day" else first.replace(day=1) if unit == "month" else first.replace(month=1, day=1)
    while start <= last:
        wide = PartialDate(start.year, start.month if unit != "year" else None, start.day if unit == "day" else None)
        end = wide.last()
        edges.append((start, end))
        if end == date.max:
            break
        start = end + timedelta(days=1)
    return edges


def _bin(spans: Sequence[Span], first: date, last: date, unit: str) -> Bin:
    begin = rough = hold = 0
    for span in spans:
        start = span.first or span.last
        assert start is not None  # undated spans were left out
        if start.first() <= last and start.last() >= first:
            if _exact(start, unit):
                begin += span.n
            else:
                rough += span.n
        elif start.last() < first and span.first and (span.last is None or span.last.last() >= first):
            hold += span.n
    return Bin(first, last, begin, rough, hold)


def _exact(day: PartialDate, unit: str) -> bool:
    order = (Precision.DAY, Precision.MONTH, Precision.YEAR)
    return order.index(day.precision) <= UNITS.index(unit)
