"""What a relation hands on from its object to its subject: a place, a country. Which relations do is left to the callers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from graph.model import Relation

# Chains such as: a soldier is a member of a brigade, which is part of an army, which is affiliated with a country.
LONGEST_CHAIN = 3

T = TypeVar("T")


def handed_on(own: Mapping[str, T], relations: Iterable[Relation], kinds: Sequence[str], step: Callable[[T, Relation], T]) -> dict[str, T]:
    """By entity id: what it has of its own, else what ``step`` makes of what the object of one of its relations has.

    ``kinds`` are the relation types that hand on, the closest first; then the better sourced relation counts. Denied ones
    hand on nothing. At most ``LONGEST_CHAIN`` relations one after the other.
    """
    found = dict(own)
    order = {name: n for n, name in enumerate(kinds)}
    handing = sorted((r for r in relations if r.type in order and r.status != "denied"), key=lambda r: (order[r.type], -r.sources, r.id))
    for _ in range(LONGEST_CHAIN):
        reached: dict[str, T] = {}
        for relation in handing:
            if relation.object in found and relation.subject not in found and relation.subject not in reached:
                reached[relation.subject] = step(found[relation.object], relation)
        if not reached:
            break
        found |= reached
    return found
