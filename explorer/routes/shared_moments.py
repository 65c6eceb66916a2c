"""Time and place of a shared picture: a viewer moves both clocks within what the share shows, never beyond it.

Which share it is, is left to ``explorer.routes.share``; the same questions of a person's own picture stand in
``explorer.routes.moments``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from explorer import moving, services
from explorer.moving import Compared
from explorer.routes import moments as own
from explorer.routes.answers import Asked
from explorer.state import ExplorerState
from explorer.views import moments
from graph.model import Subgraph

Json = dict[str, Any]


def within(state: ExplorerState, asked: Asked) -> ExplorerState:
    """The share's state at the times that are asked for, as far as its own times reach. Nothing else of the question counts."""
    mine, wanted = state.filter, asked.filter()
    return replace(
        state,
        filter=replace(
            mine,
            held_from=_last(mine.held_from, wanted.held_from),
            held_to=_first(mine.held_to, wanted.held_to),
            known_on=_first(mine.known_on, wanted.known_on),
            dates=mine.dates or wanted.dates,
        ),
    )


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def _last(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def axis(state: ExplorerState, asked: Asked) -> Json:
    mine = state.filter
    first, last = _last(mine.held_from, own.day(asked, "first")), _first(mine.held_to, own.day(asked, "last"))
    found = moments.axis(asked.got(moving.moments(within(state, asked))), first, last)
    if mine.held_from or mine.held_to:
        found["extent"] = [str(first), str(last)] if first and last else None
    if mine.known_on:
        found["known"] = [one for one in found["known"] if one[0] <= str(mine.known_on)]
    return found


def moment(state: ExplorerState, asked: Asked) -> Json:
    return moments.moment(asked.got(moving.picture(within(state, asked))), asked.lang) | {"whole": False}


def compare(state: ExplorerState, asked: Asked) -> Json:
    wanted, mine = own.compared(asked), state.filter

    def reached(day: date) -> date:
        if wanted.clock == "known":
            return _first(day, mine.known_on) or day
        return _first(_last(day, mine.held_from), mine.held_to) or day

    days = Compared(wanted.clock, reached(wanted.before), reached(wanted.after))
    return moments.difference(asked.got(moving.difference(within(state, asked), days)), days, asked.lang, state.hidden)


def places(state: ExplorerState, asked: Asked) -> Json:
    shown = {e.id for e in _shown(state, asked).entities}
    ids = tuple(id for id in asked.ids() if id in shown)
    found = moments.places(asked.got(moving.points(ids, within(state, asked).filter.known_on))) if ids else {"places": {}}
    # Whose place it is may be an entity that is not shown.
    return {"places": {id: {key: value for key, value in point.items() if key != "of"} for id, point in found["places"].items()}}


def claims(state: ExplorerState, asked: Asked) -> Json:
    shown = {r.id for r in _shown(state, asked).relations}
    return moments.claims(asked.got(services.claims_of(tuple(id for id in asked.ids() if id in shown))))


def _shown(state: ExplorerState, asked: Asked) -> Subgraph:
    """All that the share shows at any time within its own, since a canvas asks for what it has drawn before too."""
    found = asked.got(moving.picture(state)).picture.subgraph
    then = asked.got(moving.picture(within(state, asked))).picture.subgraph
    return replace(found, entities=found.entities + then.entities, relations=found.relations + then.relations)


ANSWERS: Mapping[str, Callable[[ExplorerState, Asked], Json]] = {
    "axis": axis,
    "moment": moment,
    "compare": compare,
    "places": places,
    "claims": claims,
}
