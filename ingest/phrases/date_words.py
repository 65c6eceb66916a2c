"""A language's date words as data: months, weekdays, "last week", "since".

The rows stand in ``ingest/languages/LANG/dates.csv``; what they mean in a sentence is left to ``ingest.phrases.dates``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import OntologyError
from ingest.engine.lexicon import rows, split
from ingest.phrases.words import parts

DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
SHIFTS = {"week": "week", "month_shift": "month", "year_shift": "year"}
_MARKERS = frozenset({"ago", "since", "until", "at", "to", "of", "last", "next", "number", "when", "begins"})
_UNITS = frozenset({"day", "week", "month", "year"})

_Entry = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class DateWords:
    """A language's date words: for each kind the first folded word of a form to (all its words, value), the longest first."""

    kinds: dict[str, dict[str, list[_Entry]]] = field(default_factory=dict)

    def at(self, low: list[str], i: int, *kinds: str) -> tuple[int, str, str] | None:
        """The longest form of one of the kinds that begins at word ``i``: (end, kind, value)."""
        best: tuple[int, str, str] | None = None
        for kind in kinds:
            for form, value in self.kinds.get(kind, {}).get(low[i], ()) if i < len(low) else ():
                if tuple(low[i : i + len(form)]) == form and (best is None or i + len(form) > best[0]):
                    best = (i + len(form), kind, value)
                    break
        return best

    def before(self, low: list[str], i: int, kind: str) -> int | None:
        """Where a form of the kind begins that ends just before word ``i``; None where there is none."""
        for start in range(max(0, i - 5), i):
            found = next((form for form, _ in self.kinds.get(kind, {}).get(low[start], ()) if tuple(low[start:i]) == form), None)
            if found:
                return start
        return None


def load(path: Path, language: str) -> DateWords:
    """Read a ``dates.csv``. Raises OntologyError naming file and line for an unknown kind or value."""
    made = DateWords()
    for place, row in rows(path, ("kind", "value", "forms")):
        kind, value = row["kind"], row["value"]
        if not _fits(kind, value):
            raise OntologyError(f"{place}: {value!r} is no value of the kind {kind!r}")
        for form in split(row["forms"]):
            words = parts(form, language)
            made.kinds.setdefault(kind, {}).setdefault(words[0], []).append((words, value))
    for known in made.kinds.values():
        for entries in known.values():
            entries.sort(key=lambda entry: -len(entry[0]))
    return made


def _fits(kind: str, value: str) -> bool:
    if kind == "month":
        return value.isdigit() and 1 <= int(value) <= 12
    if kind == "weekday":
        return value in DAYS
    if kind == "unit":
        return value in _UNITS
    if kind == "day" or kind in SHIFTS:
        return value.removeprefix("-").isdigit()
    return kind in _MARKERS and not value
