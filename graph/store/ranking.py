"""The order of all standing relations, most sourced first, and how many there are of each kind.

Both are kept in the transaction that writes relations, so that no question looks at all of them. What a relation
is, is left to ``graph.folding``; statements to ``graph.queries.ranks``; what becomes of the rows to ``graph.store.reading``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graph.filters import GraphFilter
from graph.ontology import RELATION_TYPES
from graph.queries import ranks
from graph.store.connection import Row, Work

_MOST = 10**6
_SEPARATOR = "|"
# Kinds of so many relations together are read whole; of more, a slice of the order at a time.
_WHOLE = 2_000
# A slice is so many of the parts into which the first digits of a relation's id divide those of one weight.
_DIGITS = 4
_PARTS = 16**_DIGITS
_ROWS = 5_000
# What one transaction writes of an order that is made anew; a small Neo4j holds all of it in memory until the end.
_WRITTEN = 1_000
# Where more relations than these have to be looked at one by one, they are counted as far as these reach in the order.
COUNTED = 20_000


@dataclass(frozen=True, slots=True)
class Kind:
    """``number`` standing relations of one type and status, with so many sources on either side; ``dated``: somebody says when they held."""

    type: str
    status: str
    sources: int
    disputing: int
    dated: bool
    number: int

    @property
    def weight(self) -> int:
        return self.sources + self.disputing

    @property
    def name(self) -> str:
        return _SEPARATOR.join((self.type, self.status, str(self.sources), str(self.disputing), str(int(self.dated))))

    def passes(self, filter: GraphFilter) -> bool:
        """What can be said of all relations of this kind at once."""
        return (
            (not filter.relations or self.type in filter.relations)
            and (not filter.families or (self.type in RELATION_TYPES and RELATION_TYPES[self.type].family in filter.families))
            and (not filter.statuses or self.status in filter.statuses)
            and max(self.sources, self.disputing) >= filter.min_sources
            and (not filter.dates or (filter.dates == "known") == self.dated)
        )


def kind_of(type: str, relation: Mapping[str, Any]) -> str:
    """The name of a relation's kind; ``relation`` is what it holds in the store."""
    dated = relation.get("valid_from") is not None or relation.get("valid_to") is not None
    return Kind(type, relation["status"], relation["sources"], relation["disputing_sources"], dated, 0).name


def rank_of(relation: Mapping[str, Any]) -> str:
    """Ordered as text: most sources on both sides first, then by id."""
    return f"{_MOST - relation['sources'] - relation['disputing_sources']:06d}{relation['id']}"


@dataclass(slots=True)
class Moves:
    """What changes in the order, still to be written; ``tally`` says by how much the number of a kind changes."""

    places: list[Row] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)

    def note(self, row: Row, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        """``row`` has a relation's ``type`` and ends; ``before`` and ``after`` what it holds, None where it does not stand."""
        if before is not None:
            self.tally[kind_of(row["type"], before)] -= 1
            if after is None:
                self.gone.append(rank_of(before))
        if after is not None:
            kind, rank = kind_of(row["type"], after), rank_of(after)
            self.tally[kind] += 1
            ends = {"subject": row["subject"], "object": row["object"], "type": row["type"]}
            self.places.append({"at": rank if before is None else rank_of(before), "props": {**after, **ends, "kind": kind, "rank": rank}})

    def write(self, work: Work) -> None:
        if self.gone:
            work.run(ranks.RETIRE, ranks=self.gone)
        work.batches(ranks.PLACE, self.places)
        changed = {kind: change for kind, change in sorted(self.tally.items()) if change}
        work.batches(ranks.COUNT, [{"kind": kind, "change": change} for kind, change in changed.items()])
        if fewer := [kind for kind, change in changed.items() if change < 0]:
            work.run(ranks.EMPTY, kinds=fewer)


def kinds(work: Work) -> list[Kind]:
    """Those of which there is a relation, in no order."""
    row = work.row(ranks.TALLY) or {"kinds": (), "numbers": ()}
    found = []
    for name, number in zip(row["kinds"], row["numbers"], strict=True):
        type_, status, sources, disputing, dated = name.split(_SEPARATOR)
        found.append(Kind(type_, status, int(sources), int(disputing), dated == "1", number))
    return found


def first(work: Work, filter: GraphFilter, parameters: Mapping[str, Any], every: Iterable[Kind]) -> list[Row]:
    """The rows of the relations that come first of those that pass, at most ``parameters["limit"]``; in no order.

    ``every`` is what ``kinds`` gives. A filter that lets few pass is slower: more of the order is read before the limit is reached.
    """
    limit: int = parameters["limit"]
    types, origin = bool(filter.types), bool(filter.languages or filter.articles)
    of_kinds, sliced = (ranks.first(sliced=one, types=types, origin=origin) for one in (False, True))
    by_weight: defaultdict[int, list[Kind]] = defaultdict(list)
    everything: Counter[int] = Counter()
    for kind in every:
        everything[kind.weight] += kind.number
        if kind.passes(filter):
            by_weight[kind.weight].append(kind)
    found: list[Row] = []
    for group in _steps(by_weight, limit):
        number = sum(kind.number for kind in group)
        if number <= max(_WHOLE, limit):
            found += work.rows(of_kinds, kinds=[kind.name for kind in group], **parameters)
        else:
            share = number / everything[group[0].weight]
            found += _sliced(work, sliced, group[0].weight, (limit - len(found)) / share, parameters, everything)
        if len(found) >= limit:
            break
    return found


def _steps(by_weight: Mapping[int, list[Kind]], limit: int) -> Iterator[list[Kind]]:
    """Kinds in the order of their weight, several weights together as long as they are few."""
    step: list[Kind] = []
    held, most = 0, limit
    for weight in sorted(by_weight, reverse=True):
        number = sum(kind.number for kind in by_weight[weight])
        if step and held + number > most:
            yield step
            # Where those before were not enough, much is passed over: more at a time.
            step, held, most = [], 0, min(most * 2, max(_WHOLE, limit))
        step += by_weight[weight]
        held += number
    if step:
        yield step


def _sliced(
    work: Work, statement: str, weight: int, wanted: float, parameters: Mapping[str, Any], everything: Mapping[int, int]
) -> list[Row]:
    """The first of one weight, of which there are many; about ``wanted`` must be looked at."""
    beginning = f"{_MOST - weight:06d}"
    width = max(1, min(_PARTS, round(1.2 * wanted / everything[weight] * _PARTS)))
    found: list[Row] = []
    at = 0
    while at < _PARTS and len(found) < parameters["limit"]:
        end = at + width
        high = beginning + (f"{end:0{_DIGITS}x}" if end < _PARTS else "g")
        found += work.rows(statement, low=f"{beginning}{at:0{_DIGITS}x}", high=high, **parameters)
        at, width = end, min(width * 2, max(1, _PARTS * _ROWS // everything[weight]))
    return found


def rebuild(read: Callable[[Callable[[Work], Any]], Any], write: Callable[[Callable[[Work], None]], None]) -> None:
    """Make the order of a store anew from its relations, a part at a time; what there is of it is dropped first.

    Broken off, it must be done again from its beginning; nobody may write meanwhile.
    """
    for statement in ranks.FORGET.values():
        left = 1

        def forget(work: Work, statement: str = statement) -> None:
            nonlocal left
            left = (work.row(statement) or {"n": 0})["n"]

        while left:
            write(forget)
    held: list[str] = []
    number = 0
    for row in read(lambda work: work.rows(ranks.ENTITIES)):
        held.append(row["id"])
        # An entity that nothing joins costs little, but not nothing.
        number += row["degree"] + 1
        if number >= _ROWS:
            _place(held, read, write)
            held, number = [], 0
    if held:
        _place(held, read, write)


def _place(ids: list[str], read: Callable[[Callable[[Work], Any]], Any], write: Callable[[Callable[[Work], None]], None]) -> None:
    rows = read(lambda work: work.rows(ranks.STANDING, ids=ids))
    for start in range(0, len(rows), _WRITTEN):
        moves = Moves()
        for row in rows[start : start + _WRITTEN]:
            moves.note(row, None, row["relation"])
        write(moves.write)


# What can be said of a kind as a whole.
_TOLD = ("relations", "families", "statuses", "min_sources", "dates")
_EVERY = GraphFilter()


def counts(filter: GraphFilter) -> bool:
    """Whether kinds alone tell how many relations pass."""
    rest = replace(filter, limit=None, **{part: getattr(_EVERY, part) for part in _TOLD})
    return rest == _EVERY


def narrows_nothing(filter: GraphFilter) -> bool:
    return replace(filter, limit=None) == _EVERY


def reach(every: Iterable[Kind], filter: GraphFilter) -> dict[str, str] | None:
    """From where to where in the order relations are counted one by one; None where that is to the end, so that all of them are."""
    by_weight: Counter[int] = Counter()
    asked = 0
    for kind in every:
        by_weight[kind.weight] += kind.number
        asked += kind.number if kind.passes(filter) else 0
    if asked <= COUNTED:
        return None
    # What must be looked up beside the order costs several times as much.
    left = COUNTED // 4 if filter.types or filter.languages or filter.articles else COUNTED
    for weight in sorted(by_weight, reverse=True):
        if by_weight[weight] > left:
            return {"low": "", "high": f"{_MOST - weight:06d}{_PARTS * left // by_weight[weight]:0{_DIGITS}x}"}
        left -= by_weight[weight]
    return None


def counted(work: Work, name: str, filter: GraphFilter, parameters: Mapping[str, Any], within: Mapping[str, str]) -> list[Row]:
    """The rows of one of the numbers of ``graph.queries.relations``, of relations ``within`` what ``reach`` gives."""
    statement = ranks.counting(name, types=bool(filter.types), origin=bool(filter.languages or filter.articles))
    return work.rows(statement, **within, **parameters)


def joined(work: Work) -> dict[str, int]:
    """How many entities of each type stand in a relation."""
    return {row["name"]: row["n"] for row in work.rows(ranks.JOINED) if row["name"]}
