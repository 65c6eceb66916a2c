"""Which country an entity belongs to, read from relations of place, office and belonging; a name alone is never guessed from.

Asking for the relations is left to the callers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model import Entity, Relation

# Relations whose object says where the subject is from or belongs, the closest first. Being sent somewhere is none of them.
BELONGING = ("CAPITAL_OF", "LOCATED_IN", "ORIGINATED_IN", "HOLDS_OFFICE", "AFFILIATED_WITH", "PART_OF", "LEADS", "MEMBER_OF", "CRASHED_IN")
# Chains such as: a soldier is a member of a brigade, which is part of an army, which is affiliated with a country.
LONGEST_CHAIN = 3


@dataclass(frozen=True, slots=True)
class Belonging:
    """``country`` is the id of an entity of type Country; ``by`` the type of the relation that leads there, empty for the country itself."""

    country: str
    by: str


def countries(entities: Iterable[Entity], relations: Iterable[Relation]) -> dict[str, Belonging]:
    """The country of each entity that has one; the closest kind of relation counts, then the better sourced. Denied ones say nothing.

    >>> from graph.model import Name
    >>> countries([Entity("kz", "Country", (Name("Kazakhstan", "en"),))], [])
    {'kz': Belonging(country='kz', by='')}
    """
    found = {e.id: Belonging(e.id, "") for e in entities if e.type == "Country"}
    order = {name: n for n, name in enumerate(BELONGING)}
    saying = sorted((r for r in relations if r.type in order and r.status != "denied"), key=lambda r: (order[r.type], -r.sources, r.id))
    for _ in range(LONGEST_CHAIN):
        reached: dict[str, Belonging] = {}
        for relation in saying:
            there = found.get(relation.object)
            if there and relation.subject not in found:
                reached.setdefault(relation.subject, Belonging(there.country, relation.type))
        if not reached:
            break
        found |= reached
    return found
