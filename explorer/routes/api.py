"""JSON under /api for what must feel immediate: search, expand, evidence, profile, reading, dashboards.

Access is checked by ``explorer.guard`` before any of them is reached.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from explorer import joining, pictures, services
from explorer.routes import answers, moments
from explorer.routes.answers import Asked, Refused, json_response, route
from explorer.text import say
from explorer.views import drawing, evidence, life, profile, reading, sentence
from graph.analytics.paths import MOST_HOPS
from graph.errors import InputError

Json = dict[str, Any]


def search(asked: Asked) -> Json:
    hits = asked.got(services.search(asked.text("q"), exact=asked.one_of("variants", ("0", "1")) == "0"))
    return {"hits": [drawing.node(hit.entity, asked.lang, hit.degree) | {"matched": hit.matched} for hit in hits]}


def sentences(asked: Asked) -> Json:
    """Sentences of any article that hold the words."""
    return sentence.sentences(asked.got(services.sentences(asked.text("q"))), asked.lang)


def expand(asked: Asked) -> Json:
    """What surrounds the ids, the ids themselves included."""
    ids = asked.ids()
    found = asked.got(services.neighbourhood(ids, asked.filter(), asked.one_of("direction", ("out", "in"))))
    return drawing.parts(services.joined(found, asked.got(services.entities(ids))), asked.lang)


def between(asked: Asked) -> Json:
    """The relations among the ids."""
    ids = asked.ids()
    found = asked.got(services.between(ids, asked.filter()))
    return drawing.parts(services.joined(found, asked.got(services.entities(ids))), asked.lang)


def paths(asked: Asked) -> Json:
    """What joins the ids: the entities, relations and paths; ``bounded`` where not everything within reach was looked at."""
    ids = asked.ids()
    how = asked.one_of("how", joining.WAYS) or joining.WAYS[0]
    if len(ids) < 2 or (how in joining.PAIRS and len(ids) != 2):
        raise Refused(400, asked.say("apiBad", name="id"))
    with joining.searching(joining.Search(how, ids, asked.number("hops", 1, MOST_HOPS) or 4), asked.optional("search")) as search:
        found = asked.got(services.join(search, asked.filter()))
    if found is None:
        raise Refused(409, asked.say("queryCancelled"))
    named = asked.got(services.entities(found.apart))
    return drawing.parts(found.subgraph, asked.lang) | {
        "paths": [list(path) for path in found.paths],
        "bounded": found.bounded,
        "apart": [drawing.node(e, asked.lang) for e in named],
        "hops": search.hops,
    }


def cancel(asked: Asked) -> Json:
    """End a search, or any other question, that runs under this name in this process."""
    name = asked.text("search")
    return {"ended": joining.end(name) or answers.end(name)}


def evidence_of(asked: Asked) -> Json:
    return evidence.evidence(asked.known(services.evidence(asked.text("relation"), asked.filter().known_on), "apiNoRelation"), asked.lang)


def profile_of(asked: Asked) -> Json:
    return profile.profile(asked.known(services.profile(asked.text("entity"), asked.filter()), "apiNoEntity"), asked.lang)


def revision(asked: Asked) -> Json:
    return {"revision": asked.got(services.revision())}


def reading_of(asked: Asked) -> Json:
    found = asked.known(services.reading(asked.text("article")), "apiNoArticle")
    return reading.reading(found, reading.Shown(asked.lang, asked.theme()), asked.known(services.beside(found), "apiNoArticle"))


def changes(asked: Asked) -> Json:
    """What one article changed of another: a copy of its text, or an earlier version."""
    return life.edit(asked.known(services.edit(asked.text("old"), asked.text("new")), "apiNoArticle"), asked.lang)


def dashboard(asked: Asked) -> Json:
    try:
        board = pictures.find_board(asked.text("name"))
    except InputError as exc:
        raise Refused(400, str(exc)) from exc
    return pictures.filled_board(asked.known(board, "apiNoBoard"), asked.lang, asked.theme())


async def unknown(request: Request) -> Response:
    # Without this, Streamlit answers an unknown path with its page and 200.
    lang = "en" if request.query_params.get("lang") == "en" else "ar"
    return json_response({"error": say(lang, "apiUnknown")}, 404)


ROUTES: list[BaseRoute] = [
    Route("/api/search", route(search)),
    Route("/api/sentences", route(sentences)),
    Route("/api/expand", route(expand)),
    Route("/api/between", route(between)),
    Route("/api/paths", route(paths)),
    Route("/api/cancel", route(cancel)),
    Route("/api/evidence", route(evidence_of)),
    Route("/api/profile", route(profile_of)),
    Route("/api/revision", route(revision)),
    Route("/api/reading", route(reading_of)),
    Route("/api/changes", route(changes)),
    Route("/api/dashboard", route(dashboard)),
    *moments.ROUTES,
    Route("/api", unknown),
    Route("/api/{rest:path}", unknown),
]
