"""JSON under /api for time and place: the axis, a moment, what differs between two days, points, dated claims.

Access is checked by ``explorer.guard`` before any of them is reached.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.routing import BaseRoute, Route

from explorer import belonging, moving, services
from explorer.moving import Compared
from explorer.routes.answers import Asked, Refused, route
from explorer.state import ExplorerState
from explorer.views import moments

Json = dict[str, Any]


def day(asked: Asked, name: str) -> date | None:
    value = asked.optional(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as exc:
        raise Refused(400, asked.say("apiBad", name=name)) from exc


def axis(asked: Asked) -> Json:
    """Both clocks of a picture; ``first`` and ``last`` bound the window (days, inclusive)."""
    return moments.axis(asked.got(moving.moments(asked.state())), day(asked, "first"), day(asked, "last"))


def moment(asked: Asked) -> Json:
    return moments.moment(asked.got(moving.picture(asked.state())), asked.lang)


def compared(asked: Asked) -> Compared:
    """``clock`` is held or known; ``before`` and ``after`` are days, put in order here."""
    clock = asked.one_of("clock", ("held", "known"))
    days = [day(asked, name) for name in ("before", "after")]
    if clock is None or None in days:
        raise Refused(400, asked.say("apiMissing", name="clock" if clock is None else "before" if days[0] is None else "after"))
    before, after = sorted(day for day in days if day)
    return Compared(clock, before, after)


def compare(asked: Asked) -> Json:
    state: ExplorerState = asked.state()
    days = compared(asked)
    return moments.difference(asked.got(moving.difference(state, days)), days, asked.lang, state.hidden)


def places(asked: Asked) -> Json:
    return moments.places(asked.got(moving.points(asked.ids(), asked.state().filter.known_on)))


def countries(asked: Asked) -> Json:
    """The country of each of the ids, where relations say it."""
    return moments.countries(asked.got(belonging.countries(asked.ids(), asked.state().filter.known_on)), asked.lang)


def claims(asked: Asked) -> Json:
    return moments.claims(asked.got(services.claims_of(asked.ids())))


ROUTES: list[BaseRoute] = [
    Route("/api/axis", route(axis)),
    Route("/api/moment", route(moment)),
    Route("/api/compare", route(compare)),
    Route("/api/places", route(places)),
    Route("/api/countries", route(countries)),
    Route("/api/claims", route(claims)),
]
