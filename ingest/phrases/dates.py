"""Dates in a sentence, resolved from the article's own: "on Monday", "5 января", "depuis 2016".

The words stand in ``ingest/languages/LANG/dates.csv``; which verb happened then is left to ``ingest.phrases.timing``.
Nothing is guessed: a date without its year is the nearest one, and none where past and future are equally near.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.model import PartialDate
from ingest.engine import dates as calendar
from ingest.phrases.date_words import DAYS, SHIFTS, DateWords
from ingest.phrases.grammar import Grammar
from ingest.phrases.words import Word

# "5", "5th", "1er", "5-го"; what follows the digits may stand as a word of its own.
_DAY = re.compile(r"(\d{1,2})(?:-?(?:st|nd|rd|th|er|го|ое|е))?$")
_ENDINGS = frozenset({"st", "nd", "rd", "th", "er"})


@dataclass(frozen=True, slots=True)
class Moment:
    """Words ``first``..``end`` tell a time from ``start`` to ``stop``, both inclusive.

    ``stop`` None: it goes on ("since 2016"); ``start`` None: only its end is told ("until 19 January").
    """

    first: int
    end: int
    start: PartialDate | None
    stop: PartialDate | None


def moments(words: list[Word], grammar: Grammar, published: date | None) -> list[Moment]:
    """The dates of a sentence in order; relative ones only where the article's date is known. None lies in the future."""
    reader = _Reader(words, [w.low for w in words], grammar.dates, published, grammar.vocabulary.numbers)
    found: list[Moment] = []
    i = 0
    while i < len(words):
        moment = reader.read(i)
        if moment is None:
            i += 1
            continue
        told = moment.start or moment.stop
        if told is not None and (published is None or told.first() <= published):
            found.append(moment)
        i = moment.end
    return found


@dataclass(frozen=True)
class _Reader:
    words: list[Word]
    low: list[str]
    known: DateWords
    published: date | None
    numbers: dict[str, float]

    def read(self, i: int) -> Moment | None:
        ranged = self._range(i)
        if ranged is not None:
            return ranged
        for rule in (self._day_of_month, self._relative, self._ago, self._weekday, self._month, self._year_alone):
            moment = rule(i)
            if moment is not None:
                return self._bounded(moment)
        return None

    def _bounded(self, moment: Moment) -> Moment:
        """ "since 5 January" has no end, "until 5 January" no beginning."""
        first = moment.first
        if first and self.low[first - 1] in ("the", "le", "du", "au") and self.known.before(self.low, first, "until") is None:
            first -= 1
        since, until = self.known.before(self.low, first, "since"), self.known.before(self.low, first, "until")
        if since is None and first != moment.first:
            since = self.known.before(self.low, moment.first, "since")
        if until is not None and (since is None or until < since):
            return replace(moment, first=until, start=None)
        return replace(moment, first=since, stop=None) if since is not None else moment

    def _range(self, i: int) -> Moment | None:
        """ "from 4 to 8 January", "с 4 по 8 января", "du 4 au 8 janvier"; with two months too."""
        opening = self._day_of_month(i)
        number = self._day(i)
        if opening is None and number is None:
            return None
        at = opening.end if opening is not None else i + 1
        if opening is None and at < len(self.low) and self.low[at] in _ENDINGS:
            at += 1
        link = self.known.at(self.low, at, "to")
        if link is None:
            return None
        closing = self._day_of_month(link[0])
        if closing is None or closing.start is None or closing.start.day is None:
            return None
        if opening is not None:
            start = opening.start
        elif number is not None and number < closing.start.day:
            start = PartialDate(closing.start.year, closing.start.month, number)
        else:
            return None
        if start is None or start.first() > closing.start.last():
            return None
        return Moment(i, closing.end, start, closing.start)

    def _day(self, i: int) -> int | None:
        if i >= len(self.low):
            return None
        match = _DAY.match(self.low[i])
        return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None

    def _day_of_month(self, i: int) -> Moment | None:
        """ "5 January 2022", "January 5, 2022", "5-го января"."""
        low = self.low
        month = self._month_at(i)
        if month is not None:
            day = self._day(month[0]) if month[0] < len(low) else None
            after = month[0] + 1
            if day is None or self.words[month[0]].number is None or (after < len(low) and self.known.at(low, after, "unit")):
                return None
            if after < len(low) and low[after] in _ENDINGS:
                after += 1
            return self._dated(i, after, month[1], day)
        day = self._day(i)
        if day is None:
            return None
        after = i + 1
        while after < len(low) and after < i + 3 and (low[after] in _ENDINGS or self.known.at(low, after, "number")):
            after += 1
        month = self._month_at(after)
        return self._dated(i, month[0], month[1], day) if month is not None else None

    def _dated(self, first: int, end: int, month: int, day: int) -> Moment | None:
        year, end = self._year(end)
        made = self._nearest(lambda y: PartialDate(y, month, day)) if year is None else _date(year, month, day)
        return Moment(first, end, made, made) if made is not None else None

    def _month_at(self, i: int) -> tuple[int, int] | None:
        found = self.known.at(self.low, i, "month")
        if found is None or (not self.words[i].capital and self.words[i].text.isascii() and self._wants_capital(i)):
            return None
        end = found[0]
        if end < len(self.low) and self.low[end] == "." and self.words[end].start == self.words[end - 1].end and end - i == 1:
            end += 1 if len(self.low[i]) < 5 else 0
        return end, int(found[2])

    def _wants_capital(self, i: int) -> bool:
        """ "march", "may": English months are written with a capital."""
        return self.low[i] in ("may", "march", "august")

    def _year(self, i: int) -> tuple[int | None, int]:
        k = i
        while k < len(self.low) and k < i + 2 and (self.low[k] == "," or self.known.at(self.low, k, "of")):
            k += 1
        if k < len(self.low) and (year := self._four(k)) is not None:
            end = k + 1
            closing = self.known.at(self.low, end, "of")
            return year, closing[0] if closing else end
        return None, i

    def _four(self, k: int) -> int | None:
        match = re.match(r"(1[89]\d\d|20\d\d)(?:-?(?:го|м|й))?$", self.low[k])
        return int(match[1]) if match else None

    def _nearest(self, of: Callable[[int], PartialDate]) -> PartialDate | None:
        """The date of the year that is meant: the last one before the article, None where the next one is as near."""
        if self.published is None:
            return None
        try:
            here, earlier, later = of(self.published.year), of(self.published.year - 1), of(self.published.year + 1)
        except ValueError:
            return None
        if here.first() > self.published:
            return here if (here.first() - self.published).days < 100 else earlier
        return here if (later.first() - self.published).days > 60 else None

    def _relative(self, i: int) -> Moment | None:
        found = self.known.at(self.low, i, "day", *SHIFTS)
        if found is None or self.published is None:
            return None
        end, kind, value = found
        if kind != "day":
            return Moment(i, end, *calendar.shifted(self.published, SHIFTS[kind], int(value)))
        day = PartialDate.of(self.published + timedelta(days=int(value)))
        return Moment(i, end, day, day)

    def _ago(self, i: int) -> Moment | None:
        """ "two days ago", "il y a trois ans": as exact as the unit that is counted."""
        if self.published is None:
            return None
        opened = self.known.at(self.low, i, "ago")
        at = opened[0] if opened else i
        if at >= len(self.low):
            return None
        count = (
            self.words[at].number
            if self.words[at].number is not None
            else self.numbers.get(self.low[at], 1.0 if self.low[at] == "a" else None)
        )
        unit = self.known.at(self.low, at + 1 if count is not None else at, "unit")
        if unit is None or (count is None and opened) or (count is not None and (count != int(count) or not 0 < count < 1000)):
            return None
        end = unit[0]
        if not opened:
            closed = self.known.at(self.low, end, "ago")
            if closed is None:
                return None
            end = closed[0]
        many = -int(count if count is not None else 1)
        if unit[2] == "day":
            day = PartialDate.of(self.published + timedelta(days=many))
            return Moment(i, end, day, day)
        return Moment(i, end, *calendar.shifted(self.published, unit[2], many))

    def _weekday(self, i: int) -> Moment | None:
        found = self.known.at(self.low, i, "weekday")
        if found is None:
            return None
        end = found[0]
        k = end + (end < len(self.low) and self.low[end] == ",")
        dated = self._day_of_month(k) if k < len(self.low) else None
        if dated is not None:
            return replace(dated, first=i)
        if self.published is None:
            return None
        before, first = self.known.before(self.low, i, "last"), i
        after = self.known.at(self.low, end, "last", "next")
        direction = "-"
        if before is not None or (after is not None and after[1] == "last"):
            direction, first = "<", before if before is not None else i
        elif (upcoming := self.known.before(self.low, i, "next")) is not None or (after is not None and after[1] == "next"):
            direction, first = "+", upcoming if upcoming is not None else i
        day = PartialDate.of(calendar.weekday(self.published, DAYS[found[2]], direction))
        return Moment(first, after[0] if after is not None else end, day, day)

    def _month(self, i: int) -> Moment | None:
        """ "in January", "в январе 2022 года"; without a preposition of time or a year it may be anything."""
        found = self._month_at(i)
        if found is None:
            return None
        year, end = self._year(found[0])
        if year is None and self.known.before(self.low, i, "at") is None:
            return None
        made = PartialDate(year, found[1]) if year is not None else self._nearest(lambda y: PartialDate(y, found[1]))
        return Moment(i, end, made, made) if made is not None else None

    def _year_alone(self, i: int) -> Moment | None:
        year = self._four(i)
        if year is None:
            return None
        closing = self.known.at(self.low, i + 1, "of") if self.published is not None else None
        before = self.known.before(self.low, i, "at")
        if before is None or (i + 1 < len(self.words) and self.words[i + 1].tag in ("NOUN", "NAME", "ADJ") and closing is None):
            # "2016 protesters", "the 2016 election": no date of the clause.
            return None
        made = PartialDate(year)
        return Moment(i, closing[0] if closing else i + 1, made, made)


def _date(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None
