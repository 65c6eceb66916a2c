"""Words of a text with their offsets, and each word's reading: clitics before and after its base.

Which clitics a language has, and which words it knows, is left to ``ingest.languages``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.text import MARKS, fold

WORD = re.compile(rf"\d+(?:[.,٫٬]\d+)*|[^\W\d_](?:[^\W\d_]|[{MARKS}\u0300-\u036f])*")


# «وإلى» folds to «والي», a governor: what the hamza tells is used before it goes.
_TOWARDS = frozenset({"وإلى", "فإلى"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One word taken apart.

    ``joined`` is a coordinating clitic («و»), ``marker`` a prepositional one («ب»), ``future``
    whether a future clitic was taken off, ``base`` what is left with its article, ``stem`` the base
    without the article, ``pronoun`` the attached pronoun or "". ``known`` says that the language
    has the base among its words.
    """

    joined: str
    marker: str
    future: bool
    base: str
    stem: str
    pronoun: str
    known: bool

    @property
    def definite(self) -> bool:
        return self.base != self.stem


@dataclass(slots=True)
class Token:
    """A word: ``text[start:end]``, its folded ``form``, its ``reading``, and ``gap``, the text before it since the last word.

    ``number`` is its value when it is written in digits. ``quoted`` is the index of the
    quotation around it, or -1.
    """

    start: int
    end: int
    form: str
    gap: str
    reading: Reading
    number: float | None = None
    quoted: int = -1


def tokens(text: str, span: tuple[int, int], read: Callable[[str], Reading], clitics: frozenset[str]) -> list[Token]:
    """The words of ``text[span[0]:span[1]]``; a clitic that stands apart («و250», «بـ"عمل"») is joined to its word."""
    found: list[Token] = []
    last = span[0]
    pending: tuple[str, int] | None = None
    for match in WORD.finditer(text, *span):
        form = fold(match.group())
        clitic = match.group()[0] if match.group() in _TOWARDS else ""
        if clitic:
            form = form[1:]
        gap = text[last : match.start()]
        start = match.start()
        last = match.end()
        if form in clitics and last < span[1] and not text[last].isspace():
            pending = (form, start)
            pending_gap = gap
            continue
        number = None
        if form[:1].isdigit():
            number = value(form)
            reading = Reading("", "", False, form, form, "", True)
        else:
            reading = read(form)
        if clitic:
            reading = replace(reading, joined=clitic)
        if pending is not None:
            reading = _join(pending[0], reading)
            gap = pending_gap + gap
            pending = None
        found.append(Token(start, last, form, gap, reading, number))
    return found


def value(digits: str) -> float | None:
    """The number that a run of digits with separators writes: "2,030" and "2.030" are 2030, "1.5" is 1.5."""
    plain = digits.replace("٬", ",").replace("٫", ".")
    parts = re.split(r"[.,]", plain)
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]):
        return float("".join(parts))
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


def _join(clitic: str, reading: Reading) -> Reading:
    joined = clitic if clitic in ("و", "ف") and not reading.joined else reading.joined
    marker = reading.marker if clitic in ("و", "ف") else clitic
    return Reading(joined, marker, reading.future, reading.base, reading.stem, reading.pronoun, reading.known)
