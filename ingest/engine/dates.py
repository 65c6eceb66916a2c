"""Dates in a sentence, resolved from the article's own: "أمس الإثنين", "4 يناير", "الشهر الماضي".

Each is a ``PartialDate`` with the precision that the words give. What happened then is left to ``ingest.engine.frames``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.model import PartialDate
from ingest.engine import hijri
from ingest.engine.scene import Scene

_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


_UNITS = frozenset({"يوم", "شهر", "عام", "سنة", "فجر", "مساء", "صباح", "نهاية", "مطلع", "بداية", "منتصف", "اواخر", "اوايل"})


@dataclass(frozen=True, slots=True)
class Moment:
    """Tokens ``first``..``end`` say that something held from ``start`` to ``stop``, both inclusive.

    ``bound``: "until" or "since" where the day only ends or begins it («حتى 19 يناير»), else "".
    """

    first: int
    end: int
    start: PartialDate
    stop: PartialDate
    bound: str = ""


def moments(scene: Scene, published: date | None) -> list[Moment]:
    """The dates of a sentence in order; relative ones only where the article's date is known."""
    found: list[Moment] = []
    at = 0
    while at < len(scene.words):
        moment = _moment(scene, at, published)
        if moment is None:
            at += 1
            continue
        found.append(replace(moment, bound=_bound(scene, at)))
        at = moment.end
    return found


def _bound(scene: Scene, at: int) -> str:
    """What stands right before the day or its noun («حتى يوم 19 يناير») and makes it an end or a beginning only."""
    for before in range(max(0, at - 2), at):
        if scene.is_(before, "until") and (before == at - 1 or scene.forms[at - 1] in _UNITS):
            return "until"
        if scene.is_(before, "since") and (before == at - 1 or scene.forms[at - 1] in _UNITS):
            return "since"
    return ""


def dated(scene: Scene, at: int) -> bool:
    """Whether a day or month stands at a token, so that no mention goes on over it."""
    kinds = ("weekday", "month", "relative_day", "weekday_relative", "weekday_part")
    return any(
        hit.sense.kind == "date" and hit.sense.what.kind in kinds and hit.sense.what.calendar not in ("hijri", "iranian")
        for hit in scene.hits[at]
    )


def _dates(scene: Scene, at: int, *kinds: str) -> list[tuple[int, str, str]]:
    return sorted(
        (
            (h.end, h.sense.what.value, h.sense.what.calendar)
            for h in scene.hits[at]
            if h.sense.kind == "date" and h.sense.what.kind in kinds
        ),
        reverse=True,
    )


def _moment(scene: Scene, at: int, published: date | None) -> Moment | None:
    words = scene.words
    number = words[at].number
    if number is not None:
        ranged = _range(scene, at, published)
        if ranged is not None:
            return ranged
        islamic = hijri.day(scene, at)
        if islamic is not None:
            return Moment(at, islamic[1], islamic[0], islamic[0])
        dated = _day_month(scene, at, published)
        if dated is not None:
            return Moment(at, dated[1], dated[0], dated[0])
        if 1900 <= number <= 2100 and len(words[at].form) == 4 and number == int(number):
            previous = scene.words[at - 1].reading.stem if at else ""
            if previous in ("عام", "سنة", "العام") or (at and words[at].reading.marker == "" and scene.is_(at - 1, "preposition")):
                year = PartialDate(int(number))
                return Moment(at, at + 1, year, year)
        return None
    islamic_month = hijri.month(scene, at)
    if islamic_month is not None:
        return Moment(at, islamic_month[2], islamic_month[0], islamic_month[1])
    months = _dates(scene, at, "month")
    if months and months[0][2] not in ("hijri", "iranian"):
        return _month(scene, at, months[0], published)
    if published is None:
        return None
    days = _dates(scene, at, "relative_day")
    if days and days[0][1].split()[0] in ("0", "-1", "-2", "+1", "+2"):
        day = published + timedelta(days=int(days[0][1].split()[0]))
        end = days[0][0]
        if end < len(words):
            weekdays = _dates(scene, end, "weekday", "weekday_part")
            if weekdays and scene.close(end):
                # A weekday that disagrees with "yesterday" is the surer one: papers date copy by its receipt.
                wanted = _WEEKDAYS[weekdays[0][1][:3]]
                if day.weekday() != wanted:
                    day = weekday(published, wanted, "-")
                end = weekdays[0][0]
        return Moment(at, end, PartialDate.of(day), PartialDate.of(day))
    weekdays = _dates(scene, at, "weekday", "weekday_part", "weekday_relative")
    if weekdays:
        end, value, _ = weekdays[0]
        day = weekday(published, _WEEKDAYS[value[:3]], "+" if value.endswith("next") else "<" if value.endswith("last") else "-")
        return Moment(at, end, PartialDate.of(day), PartialDate.of(day))
    for kind, unit in (("relative_week", "week"), ("relative_month", "month"), ("relative_year", "year")):
        relative = _dates(scene, at, kind)
        if relative:
            end, value, _ = relative[0]
            try:
                shift = int(value)
            except ValueError:
                continue
            return Moment(at, end, *shifted(published, unit, shift))
    return None


def _range(scene: Scene, at: int, published: date | None) -> Moment | None:
    """«من 4 إلى 8 كانون الثاني 2022»: two days of one month."""
    words = scene.words
    if at + 2 >= len(words) or words[at + 1].form not in ("الي", "حتى", "حتي", "و"):
        return None
    last = at + 2
    if words[last].number is None:
        return None
    closing = _day_month(scene, last, published)
    first = words[at].number
    if closing is None or first is None or not 1 <= first <= 31 or closing[0].day is None or first > closing[0].day:
        return None
    return Moment(at, closing[1], PartialDate(closing[0].year, closing[0].month, int(first)), closing[0])


def _day_month(scene: Scene, at: int, published: date | None) -> tuple[PartialDate, int] | None:
    words = scene.words
    number = words[at].number
    if number is None or not 1 <= number <= 31 or number != int(number) or at + 1 >= len(words):
        return None
    after = at + 1
    if words[after].form in ("من", "شهر"):
        after += 1
    if after >= len(words):
        return None
    months = _dates(scene, after, "month")
    if not months or months[0][2] in ("hijri", "iranian"):
        return None
    end, value, _ = months[0]
    month = int(value)
    end = _same_month(scene, end, month)
    year, end = _year(scene, end, month, published)
    if year is None:
        return None
    try:
        return PartialDate(year, month, int(number)), end
    except ValueError:
        return None


def _same_month(scene: Scene, end: int, month: int) -> int:
    """«كانون الثاني/يناير»: the second name of the month."""
    if end < len(scene.words) and scene.words[end].gap.strip() in ("/", "("):
        again = _dates(scene, end, "month")
        if again and int(again[0][1]) == month:
            return again[0][0]
    return end


def _month(scene: Scene, at: int, found: tuple[int, str, str], published: date | None) -> Moment | None:
    end, value, _ = found
    month = int(value)
    end = _same_month(scene, end, month)
    year, end = _year(scene, end, month, published)
    if year is None:
        return None
    moment = PartialDate(year, month)
    return Moment(at, end, moment, moment)


def _year(scene: Scene, at: int, month: int, published: date | None) -> tuple[int | None, int]:
    words = scene.words
    k = at
    while k < len(words) and k - at < 3 and words[k].form in ("من", "عام", "سنة", "العام", "لعام"):
        k += 1
    number = words[k].number if k < len(words) else None
    if number is not None and 1900 <= number <= 2100:
        return int(number), k + 1
    if published is None:
        return None, at
    if at < len(words) and words[at].reading.stem in ("مقبل", "قادم"):
        return published.year + (month <= published.month), at + 1
    # A month without a year is the nearest one that is not far ahead of the article.
    ahead = (month - published.month) % 12
    return (published.year if month <= published.month + 2 else published.year - 1) if ahead else published.year, at


def weekday(published: date, wanted: int, direction: str) -> date:
    """The weekday ``wanted`` (0 = Monday) nearest to ``published``: the last one up to it for "-", before it for "<", after it for "+"."""
    back = (published.weekday() - wanted) % 7
    if direction == "+":
        return published + timedelta(days=(7 - back) if back else 7)
    if direction == "<" and back == 0:
        back = 7
    return published - timedelta(days=back)


def shifted(published: date, unit: str, shift: int) -> tuple[PartialDate, PartialDate]:
    """First and last of the week, month or year that lies ``shift`` units after ``published`` (before it when negative)."""
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
        return PartialDate.of(monday), PartialDate.of(monday + timedelta(days=6))
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        moment = PartialDate(months // 12, months % 12 + 1)
        return moment, moment
    moment = PartialDate(published.year + shift)
    return moment, moment
