"""Which country an entity belongs to, read from relations of place, office and belonging; a name alone is never guessed from.

Asking for the relations is left to the callers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.analytics.chains import handed_on
from graph.model import Entity, Relation

# Relations whose object says where the subject is from or belongs, the closest first. Being sent somewhere is none of them.
BELONGING = ("CAPITAL_OF", "LOCATED_IN", "ORIGINATED_IN", "HOLDS_OFFICE", "AFFILIATED_WITH", "PART_OF", "LEADS", "MEMBER_OF", "CRASHED_IN")


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
    own = {e.id: Belonging(e.id, "") for e in entities if e.type == "Country"}
    return handed_on(own, relations, BELONGING, lambda there, relation: Belonging(there.country, relation.type))
