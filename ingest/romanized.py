"""Whether two words are spellings of one Arabic name, as the persons who bear it write it.

The spellings stand in ``gazetteers/romanized.csv`` (the README beside it says where they come from);
words that it does not have are compared by ``ingest.spelling``.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "gazetteers" / "romanized.csv"
# Of a name that so few persons bear, the list may lack a spelling: it cannot rule one out.
_ATTESTED = 30
_EVERYDAY = 150


@cache
def _arabic() -> dict[str, tuple[int, frozenset[str]]]:
    """Persons who bear an Arabic name, and its Latin spellings; all in plain form."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["arabic"]: (int(row["persons"]), frozenset(row["latin"].split(" | "))) for row in csv.DictReader(file)}


@cache
def _latin() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, (_, spellings) in _arabic().items():
        for spelling in spellings:
            found[spelling].add(name)
    return {spelling: frozenset(names) for spelling, names in found.items()}


def _names(word: str) -> frozenset[str]:
    return frozenset((word,)) if word in _arabic() else _latin().get(word, frozenset())


def one_name(one: str, other: str) -> bool | None:
    """Whether two words in plain form, Arabic or Latin, are spellings of one name; None where the list does not know.

    >>> one_name("حسن", "hassan"), one_name("حسن", "hussein"), one_name("mohamed", "muhammad")
    (True, False, True)
    >>> one_name("حسن", "zebulon") is None
    True
    """
    ours, theirs = _names(one), _names(other)
    if ours & theirs:
        return True
    known = ours and theirs and all(max(_arabic()[name][0] for name in names) >= _ATTESTED for names in (ours, theirs))
    return False if known else None


def everyday(word: str) -> bool:
    """Whether so many persons bear the name, in plain form, that it tells nobody apart.

    >>> everyday("محمد"), everyday("ahmed"), everyday("tokayev")
    (True, True, False)
    """
    return any(_arabic()[name][0] >= _EVERYDAY for name in _names(word))
