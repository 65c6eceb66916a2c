"""The countries of a picture's entities, asked of the graph where the picture itself does not say them.

What counts as belonging stands in ``graph.analytics.countries``, how the answer looks in ``explorer.views.moments``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from explorer import services
from explorer.connection import Trouble
from graph.analytics.chains import LONGEST_CHAIN
from graph.analytics.countries import BELONGING, Belonging
from graph.analytics.countries import countries as read
from graph.filters import GraphFilter
from graph.model import Entity

_WIDEST = 5000


@dataclass(frozen=True, slots=True)
class Countries:
    """``of`` maps an entity's id to its country; those of which none is known are left out. ``named`` are the countries."""

    of: Mapping[str, Belonging]
    named: tuple[Entity, ...]


def countries(ids: Sequence[str], known_on: date | None) -> Countries | Trouble:
    """The country of each of these, as far as relations known on a day (None = now) lead to one."""
    asked = services.entities(ids)
    if isinstance(asked, Trouble):
        return asked
    known = {e.id: e for e in asked}
    relations = {}
    waiting = tuple(e.id for e in asked if e.type != "Country")
    for _ in range(LONGEST_CHAIN):
        if not waiting:
            break
        around = services.neighbourhood(waiting, GraphFilter(relations=BELONGING, known_on=known_on, limit=_WIDEST), "out")
        if isinstance(around, Trouble):
            return around
        relations.update({r.id: r for r in around.relations})
        fresh = [e for e in around.entities if e.id not in known]
        known.update({e.id: e for e in fresh})
        waiting = tuple(e.id for e in fresh if e.type != "Country")
    found = {id: own for id, own in read(known.values(), relations.values()).items() if id in set(ids)}
    return Countries(found, tuple(known[id] for id in dict.fromkeys(own.country for own in found.values())))
