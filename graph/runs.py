"""A run: claims about one subject, type, object and role whose times hang together, summed up so that one more costs little.

Which claims make a run is left to ``graph.folding``.

A run keeps of its claims only what the relation needs that they fold into: adding a claim takes the
same time whether ten or ten thousand were added before. Nothing can be taken out of one again.
"""

from __future__ import annotations

import hashlib
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.model import Claim, PartialDate, Relation
from graph.ontology import RELATION_TYPES, STATUS_GROUPS, status_group

# An id is 32 hex digits: these of its group's key, these of the day on which its run starts.
KEY_DIGITS, _START = 24, 8
Interval = tuple[date, date]
Order = tuple[date, date, str, int, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article's words come from: ``story`` groups reprints, ``outlet`` is an entity id; None = not known.

    ``since`` is the day on which this version of the article took the place of an earlier one; None = it is the first.
    """

    story: str | None = None
    outlet: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Folded:
    """A relation with the outlets that printed its claims and those who are heard in them; ids of entities."""

    relation: Relation
    outlets: frozenset[str]
    speakers: frozenset[str]


def ends(claim: Claim) -> tuple[str, str]:
    """Subject and object; in the order of their ids where the relation is symmetric."""
    if RELATION_TYPES[claim.relation].symmetric and claim.object < claim.subject:
        return claim.object, claim.subject
    return claim.subject, claim.object


def order_of_date(claim: Claim) -> Order:
    """The key that sorts claims by the day on which the words were said, else became known."""
    said = claim.said_on.first() if claim.said_on else claim.known_from
    return said, claim.known_from, claim.article, claim.start, claim.id


def interval(claim: Claim) -> Interval | None:
    """The days on which it held, both inclusive; None where it bears no date."""
    start, end = _bounds(claim)
    if start is None and end is None:
        return None
    return (start.first() if start else date.min, end.last() if end else date.max)


def _bounds(claim: Claim) -> tuple[PartialDate | None, PartialDate | None]:
    start, end = claim.valid_from, claim.valid_to
    if RELATION_TYPES[claim.relation].kind != "state":
        start, end = start or end, end or start
    if start and end and end.last() < start.first():
        start, end = end, start
    return start, end


def source(claim: Claim, origin: Origin) -> tuple[str, str]:
    """What tells sources apart: the story, and the ultimate speaker; claims that share one of the two are one source."""
    story = origin.story or claim.article
    speaker = claim.speaker or (claim.via[-1] if claim.via else None) or origin.outlet
    return f"story {story}", f"speaker {speaker}" if speaker else f"article {story}"


def independent_sources(claims: Iterable[Claim], origins: Mapping[str, Origin]) -> int:
    """How many sources the claims have: claims that share story or speaker, directly or through others, are one."""
    side = _Side()
    for claim in claims:
        side.hear(source(claim, origins.get(claim.article, Origin())))
    return side.sources


class _Side:
    """Those who say that it holds, or those who deny it."""

    __slots__ = ("_parent", "confidence", "orders", "pairs", "sources", "speakers", "stories")

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.pairs: set[tuple[str, str]] = set()
        self.stories: Counter[str] = Counter()
        self.speakers: Counter[str] = Counter()
        self.sources = 0
        self.confidence = 0.0
        self._parent: dict[str, str] = {}

    def hear(self, pair: tuple[str, str]) -> bool:
        """Count a source; returns whether it was not yet heard in just these words."""
        if pair in self.pairs:
            return False
        self.pairs.add(pair)
        self.stories[pair[0]] += 1
        self.speakers[pair[1]] += 1
        for name in pair:
            if name not in self._parent:
                self._parent[name] = name
                self.sources += 1
        one, other = map(self._root, pair)
        if one != other:
            self._parent[one] = other
            self.sources -= 1
        return True

    def independent_of(self, pair: tuple[str, str]) -> bool:
        """Whether somebody here shares neither story nor speaker with the source."""
        sharing = self.stories[pair[0]] + self.speakers[pair[1]] - (pair in self.pairs)
        return len(self.pairs) > sharing

    def _root(self, name: str) -> str:
        parent = self._parent
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name


class Run:
    """Claims of one run. ``known_from`` is the earliest day on which one of them was known, None = there is none yet.

    ``span`` is the union of the intervals, None where no claim bears a date.
    """

    __slots__ = (
        "_asserted", "_bounds", "_ends", "_folded", "_negated", "_outlets", "_quantity", "_role", "_speakers", "_split",
        "_statuses", "_type", "_withdrawn", "known_from", "span",
    )  # fmt: skip

    def __init__(self) -> None:
        self.span: Interval | None = None
        self.known_from: date | None = None
        self._asserted, self._negated = _Side(), _Side()
        # The earliest start and the latest end; None = open, once a claim leaves it open.
        self._bounds: tuple[PartialDate | None, PartialDate | None] = None, None
        self._role: tuple[Order, str] | None = None
        self._quantity: tuple[Order, str] | None = None
        self._statuses: set[str] = set()
        self._split = False
        self._withdrawn: date | None = None
        self._outlets: set[str] = set()
        self._speakers: set[str] = set()
        self._type = ""
        self._ends = ("", "")
        self._folded: tuple[date, Folded] | None = None

    def add(self, claim: Claim, origin: Origin) -> None:
        order = order_of_date(claim)
        side, other = (self._negated, self._asserted) if claim.negated else (self._asserted, self._negated)
        insort(side.orders, order)
        pair = source(claim, origin)
        if side.hear(pair):
            self._split = self._split or other.independent_of(pair)
        side.confidence = max(side.confidence, claim.confidence)
        self._type, self._ends = claim.relation, ends(claim)
        if not claim.negated:
            self._statuses.add(status_group(claim.status))
            if claim.quantity and (self._quantity is None or order > self._quantity[0]):
                self._quantity = order, claim.quantity
        if claim.role and (self._role is None or order < self._role[0]):
            self._role = order, claim.role
        self.known_from = min(self.known_from or claim.known_from, claim.known_from)
        if claim.known_to:
            self._withdrawn = max(self._withdrawn or claim.known_to, claim.known_to)
        if origin.outlet:
            self._outlets.add(origin.outlet)
        if claim.speaker:
            self._speakers.add(claim.speaker)
        self._extend(claim)
        self._folded = None

    def _extend(self, claim: Claim) -> None:
        found = interval(claim)
        if found is None:
            return
        start, end = _bounds(claim)
        if self.span is None:
            self.span, self._bounds = found, (start, end)
            return
        self.span = min(self.span[0], found[0]), max(self.span[1], found[1])
        first, last = self._bounds
        self._bounds = (
            min(first, start, key=lambda d: (d.first(), d.last())) if first and start else None,
            max(last, end, key=lambda d: (d.last(), d.first())) if last and end else None,
        )

    def claims(self) -> tuple[str, ...]:
        """The ids of all claims."""
        return tuple(order[-1] for side in (self._asserted, self._negated) for order in side.orders)

    def folded(self, key: str, known_from: date) -> Folded:
        """The relation of group ``key`` that the claims are; ``known_from`` is its own or that of withdrawn claims of the same.

        The same object as long as nothing changes.
        """
        if self._folded is None or self._folded[0] != known_from:
            self._folded = known_from, self._fold(key, known_from)
        return self._folded[1]

    def _fold(self, key: str, known_from: date) -> Folded:
        supporting, disputing = self._asserted, self._negated
        start, end = self._bounds
        beginning = start.first() if start else ("-" if self.span else "")
        relation = Relation(
            id=key[:KEY_DIGITS] + digest(beginning)[:_START],
            subject=self._ends[0],
            type=self._type,
            object=self._ends[1],
            status=self._status(),
            supporting=tuple(order[-1] for order in supporting.orders),
            disputing=tuple(order[-1] for order in disputing.orders),
            sources=supporting.sources,
            disputing_sources=disputing.sources,
            known_from=known_from,
            role=self._role[1] if self._role else None,
            quantity=self._quantity[1] if self._quantity else None,
            valid_from=start,
            valid_to=end,
            known_to=self._withdrawn,
            confidence=(supporting if supporting.orders else disputing).confidence,
        )
        return Folded(relation, frozenset(self._outlets), frozenset(self._speakers))

    def _status(self) -> str:
        if not self._asserted.orders:
            return "denied"
        return "disputed" if self._split else next(group for group in STATUS_GROUPS if group in self._statuses)


def digest(*parts: object) -> str:
    """128 bits of SHA-256, as hex."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
