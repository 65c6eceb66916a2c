"""Files of many reports without addresses (lines, rows): which report of the former file a changed one stands for, and what is there no more.

The place of a line is no name for it, since lines move when others are put in. So a file whose reports are stored already is
read twice: first only to see which of them still stand in it; what does not is *gone*, and a report that is new to the file
is the next version of the gone one that it resembles, near the place where that stood. Whether a table's rows are meant
or lines of their own makes a difference to what is gone and has no next version:

* A **table** (relations, events, FollowTheMoney, GraphML) is the sum of its rows, cut into reports anywhere: what is gone from it is
  withdrawn by ``ingest``, and restored when the same rows stand there again. A table that holds something else every day is
  another table each day, and one of which some rows cannot be read may be damaged: what is gone from those is told, and still counts.
* A **line** of JSON Lines is a report of its own, and files of them often hold the last so many: what is gone still counts, and is told.

How versions count is left to ``ingest.editions`` and ``graph.life``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from graph.errors import InputError
from graph.life import Scope, Withdrawal, address_key
from graph.model import Article, Contribution, article_id
from graph.names import plain
from graph.results import LifeReport
from ingest.document import Document, Notice
from ingest.readers import ftm, graphml, jsonl, relations_csv

BY = "ingest"
_LINE = re.compile(r":(\d+)$")
_TABLES = (*relations_csv.SUFFIXES, *ftm.SUFFIXES, *graphml.SUFFIXES)
# So many of the gone reports nearest to where a new one stands are compared with it.
_NEAREST = 20
# What of the shorter one's wording two versions share at least: where the former stood just there, and elsewhere in the file.
_THERE, _ELSEWHERE = 0.2, 0.5
# Beyond so many stored reports a file is read as it comes: what was looked up is kept in memory.
_MOST = 200_000


# Words that must follow each other to count as common to two texts.
_RUN = 3


def shared(one: str, other: str) -> float:
    """The share, 0..1, of the shorter text's runs of three words that stand in the other one too."""
    ours, theirs = _runs(one), _runs(other)
    return len(ours & theirs) / min(len(ours), len(theirs))


def _runs(text: str) -> set[str]:
    words = plain(text).split()
    return {" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}


class Library(Protocol):
    """What is asked of a store, and done in it."""

    def contribution(self, article_id: str) -> Contribution | None: ...

    def current_at(self, url: str | None, source: str | None) -> tuple[Article, ...]: ...

    def current_of(self, series: str) -> Article | None: ...

    def within(self, container: str, limit: int) -> tuple[Article, ...]: ...

    def withdrawals(self) -> tuple[Withdrawal, ...]: ...

    def withdraw(self, scope: Scope, by: str, why: str = "") -> LifeReport: ...

    def restore(self, scope: Scope, by: str, why: str = "") -> LifeReport: ...


def container_of(source: str | None) -> str | None:
    """The file of a line or row, None for what is a file of its own.

    >>> container_of("/in/a.jsonl:12")
    '/in/a.jsonl'
    """
    found = _LINE.search(source or "")
    return None if source is None or found is None else source[: found.start()]


def is_rows(source: str | None) -> bool:
    """Whether an article is rows of a table: an address that they bear is one that they cite, not theirs."""
    return (container_of(source) or "").lower().endswith(_TABLES)


def may_hold(path: Path) -> bool:
    """Whether a file of this name is one of many reports."""
    return path.name.lower().endswith((*_TABLES, *jsonl.SUFFIXES))


@dataclass
class Container:
    """One file while it is read. ``gone`` maps the id of a stored report that is in it no more to where it would stand now.

    ``now`` maps the ids of the texts that are in it to their lines; ``returned`` names what ``ingest`` withdrew and is there again,
    ``taken`` maps what it withdrew and is not there to that name. ``whole``: all that is in the file could be read.
    """

    name: str
    now: dict[str, int] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    returned: list[str] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)
    whole: bool = True

    @classmethod
    def of(cls, name: str, stored: Iterable[Article], now: dict[str, int], withdrawn: frozenset[str] = frozenset()) -> Container:
        """``stored`` is all that is known of the file. ``withdrawn`` are ids or series that ``ingest`` took back before."""
        made, shift = cls(name, now), 0
        for article in sorted((a for a in stored if _is_part(a)), key=lambda a: (_line(a.source), a.id)):
            at, named = now.get(article.id), article.series or article.id
            if at is not None:
                shift = at - _line(article.source)
                if named in withdrawn:
                    made.returned.append(named)
            elif named in withdrawn:
                made.taken[article.id] = named
            else:
                made.gone[article.id] = _line(article.source) + shift
        return made

    def former(self, article: Article, store: Library) -> Article | None:
        """The gone report of which ``article``, new to the file, is the next version; None: there is none."""
        here = _line(article.source)
        best: tuple[float, int, Article] | None = None
        for id in sorted(self.gone, key=lambda id: (abs(self.gone[id] - here), id))[:_NEAREST]:
            held = self.held(id, store)
            if held is None or (article.outlet and held.outlet and article.outlet != held.outlet):
                continue
            away, alike = abs(self.gone[id] - here), shared(article.text, held.text)
            if alike >= (_ELSEWHERE if away and not is_rows(article.source) else _THERE) and (best is None or (alike, -away) > best[:2]):
                best = alike, -away, held
        return best[2] if best else None

    def held(self, id: str, store: Library) -> Article | None:
        """A gone report with its text; None, and gone no more, where its words stand in the file under another id."""
        found = store.contribution(id)
        if found is not None and article_id(found.article.text) not in self.now:
            return found.article
        del self.gone[id]
        return None


class Containers:
    """The files of many reports that a run reads, one after the other."""

    def __init__(self, store: Library, upload: str = "") -> None:
        """``upload`` as in ``ingest.pipeline.Options``."""
        self.store, self._upload = store, upload
        self._open: dict[str, Container] = {}

    def look(self, path: Path, read: Iterable[object]) -> list[Notice]:
        """Compare the file with what is stored of it, before its reports are taken; ``read`` gives them, and is left alone for a file that is new."""
        name = str(path).removeprefix(self._upload)
        if not may_hold(path):
            return []
        stored = self.store.within(name, _MOST + 1)
        if not stored:
            return []
        if len(stored) > _MOST:
            return [Notice(str(path), f"holds more than {_MOST:,} reports; what was changed in it is not matched with what it was before.")]
        taken = frozenset(w.scope.value for w in self.store.withdrawals() if w.by == BY and w.act == "withdraw" and w.restored_on is None)
        now: dict[str, int] = {}
        rows: set[int] = set()
        whole = True
        for outcome in read:
            if isinstance(outcome, InputError):
                whole = False
                if container_of(re.sub(r"(:\d+):\d+$", r"\1", outcome.place)) != str(path):
                    return []  # the file itself cannot be read
            if isinstance(outcome, Document):
                now[article_id(outcome.text)] = _line(outcome.place)
                rows |= set(map(hash, outcome.text.split("\n"))) if is_rows(outcome.place) else set()
        found = replace(Container.of(name, stored, now, taken), whole=whole)
        if rows and len(found.gone) == len(stored) and not self._is_same_table(found, rows):
            return []
        for series in found.returned:
            self.store.restore(Scope("article", series), BY, f"its rows stand in {name} again")
        self._open[name] = found
        return []

    def _is_same_table(self, found: Container, rows: set[int]) -> bool:
        """Whether a table of which no part stands as it was still has some of its rows."""
        texts = [held.article.text for id in sorted(found.gone)[:_NEAREST] if (held := self.store.contribution(id)) is not None]
        before = [hash(line) for text in texts for line in text.split("\n")]
        return sum(line in rows for line in before) >= _THERE * len(before)

    def former(self, article: Article) -> Article | None:
        """What ``article`` is the next version of, as far as its file tells."""
        found = self._open.get(container_of(article.source) or "")
        return found.former(article, self.store) if found is not None else None

    def follow(self, article: Article) -> None:
        """A stored report has its next version: it is gone no more, and no more withdrawn for being gone."""
        if (found := self._open.get(container_of(article.source) or "")) is not None:
            found.gone.pop(article.id, None)
            if (named := found.taken.pop(article.id, None)) is not None:
                self.store.restore(Scope("article", named), BY, f"a former version of its rows stands in {found.name} again")

    def is_gone(self, article: Article) -> bool:
        """Whether a stored report stands in its file no more."""
        found = self._open.get(container_of(article.source) or "")
        return found is not None and (article.id in found.gone or article.id in found.taken)

    def close(self, path: Path) -> list[Notice]:
        """End the file: what is gone and has no next version is withdrawn (rows), or told (lines)."""
        found = self._open.pop(str(path).removeprefix(self._upload), None)
        if found is None:
            return []
        for id in list(found.gone):
            found.held(id, self.store)
        if not found.gone:
            return []
        if not (found.whole and found.name.lower().endswith(_TABLES)):
            return [
                Notice(
                    str(path),
                    f"{len(found.gone)} reports that it held before are in it no more; what they say still counts "
                    f"(`python -m graph withdraw article {min(found.gone)}` takes one back).",
                )
            ]
        for id in sorted(found.gone):
            self.store.withdraw(Scope("article", id), BY, f"its rows are not in {found.name} any more")
        return [Notice(str(path), f"{len(found.gone)} parts of what it held before are in it no more; they are withdrawn.")]


def _line(place: str | None) -> int:
    found = _LINE.search(place or "")
    return int(found[1]) if found else 0


def _is_part(article: Article) -> bool:
    return is_rows(article.source) or address_key(article.url) is None
