"""Dates of the Islamic calendar with their year: «15 رمضان 1443», by the Umm al-Qura tables of ``hijridate``.

Other calendars, and which deed a date belongs to, are left to ``ingest.engine.dates``.
"""

from __future__ import annotations

from hijridate import Hijri

from graph.model import PartialDate
from ingest.engine.scene import Scene

# The years that the tables cover.
_FIRST, _LAST = 1343, 1500


def day(scene: Scene, at: int) -> tuple[PartialDate, int] | None:
    """A day number with an Islamic month and year at a token: the Gregorian day and the token after it.

    The calendar by sight of the moon may differ from the tables by a day.
    """
    number = scene.words[at].number
    if number is None or number != int(number) or not 1 <= number <= 30:
        return None
    after = at + 1
    if after < len(scene.words) and scene.forms[after] in ("من", "شهر"):
        after += 1
    found = _month(scene, after)
    if found is None:
        return None
    month, year, end = found
    try:
        gregorian = Hijri(year, month, int(number)).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return PartialDate(gregorian.year, gregorian.month, gregorian.day), end


def month(scene: Scene, at: int) -> tuple[PartialDate, PartialDate, int] | None:
    """An Islamic month with its year at a token: its first and last Gregorian day and the token after it."""
    found = _month(scene, at)
    if found is None:
        return None
    number, year, end = found
    try:
        first = Hijri(year, number, 1)
        last = Hijri(year, number, first.month_length()).to_gregorian()
    except (ValueError, OverflowError):
        return None
    opens = first.to_gregorian()
    return PartialDate(opens.year, opens.month, opens.day), PartialDate(last.year, last.month, last.day), end


def _month(scene: Scene, at: int) -> tuple[int, int, int] | None:
    """Month, year and end of an Islamic month at a token; None without a year of that era."""
    if at >= len(scene.words):
        return None
    for hit in scene.hits[at]:
        if hit.sense.kind != "date" or hit.sense.what.kind != "month" or hit.sense.what.calendar != "hijri":
            continue
        k = hit.end
        while k < len(scene.words) and k - hit.end < 3 and scene.forms[k] in ("من", "عام", "سنة", "لعام", "المبارك"):
            k += 1
        year = scene.words[k].number if k < len(scene.words) else None
        if year is not None and year == int(year) and _FIRST <= year <= _LAST:
            end = k + 1
            if end < len(scene.words) and scene.forms[end] in ("ه", "هـ", "هجرية", "هجري", "للهجرة"):
                end += 1
            return int(hit.sense.what.value), int(year), end
    return None
