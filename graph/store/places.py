"""Where articles were read from, to choose from: sites, folders, files and feeds, each with how many it brought.

What of it is meant by a choice is left to ``graph.life.Scope``.
"""

from __future__ import annotations

from collections import Counter

from graph.queries import life
from graph.results import PlaceCount
from graph.store.connection import Work

# Of each kind those that brought most: who looks for another one writes it out.
_KIND, _FOLDERS = 200, 5_000


def places(work: Work) -> tuple[PlaceCount, ...]:
    """Sites, then folders from the widest on, then files, of each kind the largest first; folders count what lies below them."""
    return tuple(_counted(work, life.SITES, _KIND) + _folders(work) + _counted(work, life.FILES, _KIND))


def feeds(work: Work) -> tuple[PlaceCount, ...]:
    """The feeds through which articles first came, the largest first."""
    return tuple(_counted(work, life.FEEDS, _KIND))


def _counted(work: Work, question: str, limit: int) -> list[PlaceCount]:
    return [PlaceCount(row["place"], row["n"]) for row in work.rows(question, limit=limit) if row["place"]]


def _folders(work: Work) -> list[PlaceCount]:
    """A folder above others is listed where it holds more than each of them."""
    below: Counter[str] = Counter()
    for found in _counted(work, life.FOLDERS, _FOLDERS):
        parts = found.place.rstrip("/").split("/")
        below.update({"/".join(parts[: n + 1]) + "/": found.articles for n in range(1, len(parts))})
    alone = {folder for folder in below if below.get(_above(folder)) == below[folder]}
    wider = {_above(folder) for folder in alone}
    kept = [PlaceCount(folder, n) for folder, n in below.items() if folder not in wider]
    return sorted(kept, key=lambda p: (-p.articles, p.place))[:_KIND]


def _above(folder: str) -> str:
    return folder.rstrip("/").rpartition("/")[0] + "/"
