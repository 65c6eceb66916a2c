"""Time and place of a picture: its time axis, what two moments differ in, and where its entities are.

How the answers look is left to ``explorer.views.moments``, the cached questions to ``explorer.services``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from explorer import geography, services
from explorer.connection import Trouble
from explorer.geography import Point
from explorer.services import Picture
from explorer.state import ExplorerState
from graph.filters import GraphFilter
from graph.moments import Moments
from graph.results import Choices
from graph.store.timeline import Difference


@dataclass(frozen=True, slots=True)
class Moving:
    """A picture to be moved through time. ``whole``: every relation of whatever time is in it, so that a canvas can choose by itself."""

    picture: Picture
    whole: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Two days on one clock: ``held`` (what held on each) or ``known`` (what was known on each), the earlier first."""

    clock: str
    before: date
    after: date


def picture(state: ExplorerState) -> Moving | Trouble:
    """The picture of a state, with relations of every time as long as they are all that the question gives."""
    timeless = replace(state.filter, held_from=None, held_to=None, dates="")
    answer = services.picture(state.focus, state.drawn, state.hidden, timeless)
    if isinstance(answer, Trouble) or not answer.subgraph.truncated:
        return answer if isinstance(answer, Trouble) else Moving(answer, True)
    if timeless == state.filter:
        return Moving(answer, False)
    narrowed = services.picture(state.focus, state.drawn, state.hidden, state.filter)
    return narrowed if isinstance(narrowed, Trouble) else Moving(narrowed, False)


def scope(state: ExplorerState) -> tuple[str, tuple[str, ...]]:
    """The name and the ids of the question that a state's picture asks."""
    if state.drawn:
        return "between", state.drawn
    return ("around", state.focus) if state.focus else ("everywhere", ())


def moments(state: ExplorerState) -> Moments | Trouble:
    return services.moments(*scope(state), replace(state.filter, held_from=None, held_to=None, dates=""))


def choices(state: ExplorerState) -> Choices | Trouble:
    """What each choice of the filter would leave of the state's picture; of what a person has hidden it knows nothing."""
    return services.choices(*scope(state), replace(state.filter, limit=None))


def difference(state: ExplorerState, compared: Compared) -> Difference | Trouble:
    def on(day: date) -> GraphFilter:
        if compared.clock == "known":
            return replace(state.filter, known_on=day)
        return replace(state.filter, held_from=day, held_to=day)

    return services.difference(*scope(state), on(compared.before), on(compared.after))


def points(ids: Sequence[str], known_on: date | None) -> dict[str, Point] | Trouble:
    """Where these entities are drawn, by id; those that nothing places are left out."""
    asked = services.entities(ids)
    if isinstance(asked, Trouble):
        return asked
    known = {e.id: e for e in asked}
    relations = {}
    waiting = tuple(e.id for e in asked if geography.own_point(e) is None)
    for _ in range(2):
        if not waiting:
            break
        around = services.neighbourhood(waiting, GraphFilter(relations=geography.PLACING, known_on=known_on, limit=5000))
        if isinstance(around, Trouble):
            return around
        relations.update({r.id: r for r in around.relations})
        fresh = [e for e in around.entities if e.id not in known]
        known.update({e.id: e for e in fresh})
        waiting = tuple(e.id for e in fresh if geography.own_point(e) is None)
    found = geography.points(known.values(), relations.values())
    return {id: found[id] for id in ids if id in found}
