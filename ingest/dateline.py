"""The day on which a report appeared, where its first lines or its file's name say so without doubt; and dates that cannot be.

What the dates inside sentences are about is left to the extractors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from babel.dates import get_day_names, get_month_names

# Month names differ by region in Arabic (كانون الثاني, جانفي, يناير); CLDR knows each.
_LOCALES = ("ar", "ar_LB", "ar_IQ", "ar_DZ", "ar_TN", "ar_MA", "en", "ru", "fr")
_LINES = 6
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?")
_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)")
_WORDED = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?\s+(?:de\s+|of\s+)?([^\W\d]+(?:\s+[^\W\d]+)?),?\s+(\d{4})(?:\s*(?:г\.?|года|م))?")
_AMERICAN = re.compile(r"([^\W\d]+)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_ISO_ANYWHERE = re.compile(r"(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?![\w-])")
_WORDED_ANYWHERE = re.compile(r"(?<!\w)(\d{1,2})\s+([^\W\d]{2,20}(?:\s[^\W\d]{2,20})?),?\s(\d{4})(?!\w)")
_LABEL = re.compile(
    r"^(?:published|date|publié|publié le|le|дата|опубликовано|نشر في|نشر|تاريخ النشر|التاريخ|تاريخ|يوم|بتاريخ)\s*:?\s+", re.IGNORECASE
)
_DASH = re.compile(r"\s[-–—]+\s|\.\s*[-–—]")
_INDIC = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def find(text: str, name: str = "") -> date | None:
    """The day in a line of its own, or before a dash at the head of a line, among the first six that hold words, else in the file's ``name``; None when in doubt.

    In doubt means: no such line, two different days, or a form like 10/01/2022 that two countries read differently.

    >>> find("Tuesday, 11 January 2022\\n\\nThe council met.")
    datetime.date(2022, 1, 11)
    >>> find("10/01/2022\\nThe council met.") is None
    True
    """
    lines = [line for line in text[:4000].split("\n") if line.strip()][:_LINES]
    found = {day for line in lines if (day := _line(line)) is not None}
    if not found:
        found = {day for m in _NAME.finditer(name) if (day := _day(m[1], m[3], m[4])) is not None}
    return found.pop() if len(found) == 1 else None


def impossible(text: str) -> tuple[str, ...]:
    """The dates in a text that no calendar has, as printed, each once, at most five: "2022-13-45", "31 شباط 2022".

    >>> impossible("They met on 31 February 2022 and on 2022-02-28.")
    ('31 February 2022',)
    """
    found = [m[0] for m in _ISO_ANYWHERE.finditer(text) if _day(*m.groups()) is None]
    for match in _WORDED_ANYWHERE.finditer(text):
        day, words, year = match[1].translate(_INDIC), match[2].casefold().split(), match[3].translate(_INDIC)
        month = next((n for words_ in (words, words[:1]) if (n := _months().get(" ".join(words_))) is not None), None)
        if month is not None and _day(year, month, day) is None:
            found.append(match[0])
    return tuple(dict.fromkeys(found))[:5]


def _line(line: str) -> date | None:
    # "11 January 2022 – ALMATY": a date before a dash at the head of a line is the report's own.
    line = _DASH.split(" ".join(line[:200].split()), maxsplit=1)[0].strip(" |*#_.,،:-–—()").translate(_INDIC)
    if len(line) > 60:
        return None
    if m := _ISO.fullmatch(line):
        return _day(*m.groups()[:3])
    line = _LABEL.sub("", line)
    words = re.split(r"[\s,،]+", line, maxsplit=1)
    if len(words) == 2 and words[0].casefold().rstrip(".") in _weekdays():
        line = words[1]
    if m := _ISO.fullmatch(line):
        return _day(*m.groups()[:3])
    if m := _WORDED.fullmatch(line):
        return _day(m[3], _months().get(" ".join(m[2].casefold().split())), m[1])
    if m := _AMERICAN.fullmatch(line):
        return _day(m[3], _months().get(m[1].casefold()), m[2])
    return None


def _day(year: str, month: str | int | None, day: str) -> date | None:
    try:
        return date(int(year), int(month or 0), int(day))
    except ValueError:
        return None


@cache
def _months() -> Mapping[str, int]:
    names: dict[str, int] = {}
    for locale in _LOCALES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, locale).items():
                    names.setdefault(name.casefold().rstrip("."), number)
    return names


@cache
def _weekdays() -> frozenset[str]:
    names = {n.casefold() for locale in _LOCALES for n in get_day_names("wide", "format", locale).values()}
    return frozenset(names | {n.removeprefix("ال") for n in names})
