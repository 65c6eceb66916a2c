"""What a writer remembers of the store from its last write, so that it need not ask again what nobody else has changed.

Whether nobody has is seen inside the next transaction: every write leaves a stamp of its own on the store's
node, and what is remembered counts only while that stamp is still there. What is done with it is left to
``graph.store.writing``. Of no use to several threads at once.
"""

from __future__ import annotations

import uuid
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph import folding
from graph.identity import Identity
from graph.life import Withdrawal
from graph.model import Claim
from graph.queries import claims, entities, life, relations, schema
from graph.store import history, records
from graph.store.connection import Row, Work

# About 50 MB, however large the store is. One group alone may be larger: it is folded from what is remembered or not at all.
CLAIMS, NODES = 50_000, 10_000
# What a group weighs beside its claims, in claims.
_GROUP = 3


@dataclass(slots=True)
class Stored:
    """A group of claims as stored: those that count, where their articles come from, and the relations folded from them.

    ``told`` maps a claim's id to the relation that it points to. ``rows`` holds each relation's type, ends and properties.
    """

    key: str
    members: dict[str, Claim] = field(default_factory=dict)
    origins: dict[str, folding.Origin] = field(default_factory=dict)
    told: dict[str, str | None] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    group: folding.Group | None = None
    # What was written of the group last: its relations as they were folded, and which one each run is.
    folded: dict[str, folding.Folded] = field(default_factory=dict)
    runs: dict[folding.Run, str | None] = field(default_factory=dict)
    # Claims that were added since, with their run.
    fresh: list[tuple[str, folding.Run]] = field(default_factory=list)

    def unclear(self) -> bool:
        """Whether claims point here, or did, that do not count."""
        return len(self.told) != len(self.members)

    def weight(self) -> int:
        return len(self.told) + _GROUP


class Stale(Exception):  # no error: the transaction is rolled back and begun anew, with nothing remembered
    """What is remembered is not what is stored: somebody has changed it past this program."""


class Remembered:
    """Empty at first, and again after ``forget``."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._stamp: str | None = None
        self._open: str | None = None
        self._identity: Identity | None = None
        self._withdrawals: tuple[Withdrawal, ...] | None = None
        self._groups: OrderedDict[str, Stored] = OrderedDict()
        self._nodes: OrderedDict[str, Node] = OrderedDict()
        self._weight = 0
        # Whether anything is remembered from an earlier transaction.
        self._trusting = False

    def begin(self, work: Work) -> date:
        """Make the transaction the only writer; drop what is remembered unless it is as this writer left it. The store's day."""
        # What a transaction that was not kept has changed here is not so.
        if self._open is not None:
            self.forget()
        row = work.row(schema.TOUCH_STORE)
        if row is None:
            work.run(schema.MAKE_STORE)
            row = work.row(schema.TOUCH_STORE)
        assert row is not None  # it was just made
        self._open = uuid.uuid4().hex
        # A statement of its own: only now, as the only writer, is what it reads the last word.
        before = work.row(schema.STAMP, stamp=self._open)
        if before is None or before["stamp"] is None or before["stamp"] != self._stamp:
            stamp, self._open = self._open, None
            self.forget()
            self._open = stamp
        self._trusting = self._stamp is not None
        today: date = row["today"].to_native()
        return today

    def exactly(self, work: Work, statement: str, rows: list[Row]) -> None:
        """Run a statement that says how many of ``$rows`` it found a place for. Raises Stale where that is not all of them."""
        for start in range(0, len(rows), 2_000):
            part = rows[start : start + 2_000]
            row = work.row(statement, rows=part)
            if self._trusting and row is not None and row["n"] != len(part):
                raise Stale

    def rolled_back(self) -> None:
        """The transaction has changed nothing, here and in the store."""
        self._open = None

    def keep(self) -> None:
        """The transaction was committed."""
        self._stamp, self._open = self._open, None
        while self._weight > CLAIMS and len(self._groups) > 1:
            _, dropped = self._groups.popitem(last=False)
            self._weight -= dropped.weight()
        while len(self._nodes) > NODES:
            self._nodes.popitem(last=False)

    def known(self, work: Work) -> Identity:
        if self._identity is None:
            self._identity = history.known(work)
        return self._identity

    def withdrawals(self, work: Work) -> tuple[Withdrawal, ...]:
        """Those in force."""
        if self._withdrawals is None:
            self._withdrawals = tuple(records.withdrawal(row["withdrawal"]) for row in work.rows(life.IN_FORCE))
        return self._withdrawals

    # entities

    def nodes(self, work: Work, ids: Iterable[str]) -> dict[str, Node]:
        """The entities as stored; unknown ids are left out."""
        asked = sorted(set(ids))
        if unknown := [id for id in asked if id not in self._nodes]:
            self._nodes |= {id: Node(None) for id in unknown}
            for row in work.rows(entities.GET, ids=unknown):
                self._nodes[row["id"]] = Node(row["entity"])
        for id in asked:
            self._nodes.move_to_end(id)
        return {id: node for id in asked if (node := self._nodes[id]).properties is not None}

    def put(self, id: str, properties: records.Properties) -> None:
        """The entity was written just so."""
        self._nodes[id] = Node(properties)

    def drop(self, ids: Iterable[str]) -> None:
        """The entities were written in some way."""
        for id in ids:
            self._nodes.pop(id, None)

    # groups

    def groups(self, work: Work, wanted: Mapping[str, Row], known: Identity, fresh: frozenset[str] = frozenset()) -> dict[str, Stored]:
        """The groups under the keys of ``wanted``, read where they are not remembered.

        ``wanted`` maps a key to a row with ``key``, ``subject`` and ``object``. ``fresh`` are keys whose relations are asked
        for even where no claim is left in the group.
        """
        missing = [wanted[key] for key in sorted(wanted) if key not in self._groups]
        for found in read_groups(work, missing, known, fresh):
            self._groups[found.key] = found
            self._weight += found.weight()
        for key in wanted:
            self._groups.move_to_end(key)
        return {key: self._groups[key] for key in wanted}

    def has(self, key: str) -> bool:
        return key in self._groups

    def look(self, key: str) -> Stored:
        return self._groups[key]

    def drop_group(self, key: str) -> None:
        self._weight -= self._groups.pop(key).weight()

    def grown(self, before: int, group: Stored) -> None:
        self._weight += group.weight() - before


@dataclass(slots=True)
class Node:
    """An entity's node; ``properties`` None = it is not stored."""

    properties: records.Properties | None
    _knowledge: records.Knowledge | None = None

    @property
    def knowledge(self) -> records.Knowledge:
        """What articles say of it; not to be changed."""
        assert self.properties is not None
        if self._knowledge is None:
            self._knowledge = records.Knowledge.stored(self.properties)
        return self._knowledge


def read_groups(work: Work, wanted: list[Row], known: Identity, fresh: frozenset[str] | None) -> list[Stored]:
    """Groups as stored. ``fresh`` are those that may have relations though no claim points to one; None = all may."""
    found = {row["key"]: Stored(row["key"]) for row in wanted}
    for start in range(0, len(wanted), 500):
        for row in work.rows(claims.OF_KEYS, keys=[w["key"] for w in wanted[start : start + 500]]):
            enter(found[row["claim"]["key"]], row, known)
    # A relation is there only where a claim pointed to it.
    asked = [row for row in wanted if fresh is None or row["key"] in fresh or found[row["key"]].told]
    for start in range(0, len(asked), 500):
        for row in work.rows(relations.OF_KEYS, rows=asked[start : start + 500]):
            found[row["relation"]["key"]].rows[row["relation"]["id"]] = row
    return list(found.values())


def enter(group: Stored, row: Row, known: Identity) -> None:
    """Put a claim into its group as it is stored: ``row`` is one of ``claims.OF_KEYS``."""
    read = records.claim(row["claim"])
    group.told[read.id] = row["claim"].get("relation_id")
    if known.counts(read):
        group.members[read.id] = known.claim(read)
        group.origins[read.article] = origin(row, read.article, known)


def origin(row: Row, article: str, known: Identity) -> folding.Origin:
    """``row`` has the article's ``story``, ``outlet`` and ``since``."""
    # A story bears the id of one of its articles: that one is the same source with and without its story.
    return folding.Origin(row["story"] or article, row["outlet"] and known.of(row["outlet"]), records._day(row["since"]))
