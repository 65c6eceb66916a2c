"""What differs between what a graph said at two moments: pure.

Which relations those are is left to ``graph.store``, showing the difference to ``explorer``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.folding import role_key
from graph.model import Relation

# What may change of a relation that goes on; in the order in which it is told.
ASPECTS = ("status", "quantity", "valid_from", "valid_to", "sources", "disputing_sources", "role")


@dataclass(frozen=True, slots=True)
class Change:
    """A relation ``before`` and ``after``; ``aspects`` names the fields of ``ASPECTS`` that differ, at least one."""

    before: Relation
    after: Relation
    aspects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``new`` stand only after, ``gone`` only before, ``changed`` in both but otherwise, ``same`` in both alike; each in order of id."""

    new: tuple[Relation, ...] = ()
    gone: tuple[Relation, ...] = ()
    changed: tuple[Change, ...] = ()
    same: tuple[Relation, ...] = ()


def compare(before: Iterable[Relation], after: Iterable[Relation]) -> Comparison:
    """Match relations by id; what is left over, by subject, type, object and role, where exactly one stands on each side.

    The second step finds a relation whose start was corrected, since its id follows from its start.
    """
    old, now = ({r.id: r for r in side} for side in (before, after))
    pairs = [(old[id], now[id]) for id in old.keys() & now.keys()]
    gone, new = ([r for id, r in one.items() if id not in other] for one, other in ((old, now), (now, old)))
    waiting: defaultdict[tuple[str, ...], tuple[list[Relation], list[Relation]]] = defaultdict(lambda: ([], []))
    for place, rest in enumerate((gone, new)):
        for relation in rest:
            waiting[_about(relation)][place].append(relation)
    moved = [(left[0], right[0]) for left, right in waiting.values() if len(left) == len(right) == 1]
    matched = {r.id for pair in moved for r in pair}
    changes = [Change(a, b, _aspects(a, b)) for a, b in (*pairs, *moved)]
    return Comparison(
        _sorted(r for r in new if r.id not in matched),
        _sorted(r for r in gone if r.id not in matched),
        tuple(sorted((c for c in changes if c.aspects), key=lambda c: c.after.id)),
        _sorted(c.after for c in changes if not c.aspects),
    )


def _about(relation: Relation) -> tuple[str, ...]:
    return relation.subject, relation.type, relation.object, role_key(relation.role)


def _aspects(before: Relation, after: Relation) -> tuple[str, ...]:
    return tuple(name for name in ASPECTS if getattr(before, name) != getattr(after, name))


def _sorted(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    return tuple(sorted(relations, key=lambda r: r.id))
