"""What a click does: plain functions from a state and what happened to the next state.

Where the state lives is left to ``explorer.state``, asking the graph to ``explorer.services``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from explorer.state import ExplorerState, from_params
from graph.filters import GraphFilter


def on_view(state: ExplorerState, view: Mapping[str, Any] | None, sent: Sequence[str]) -> ExplorerState:
    """The canvas has settled. ``sent`` are the ids that it was last given.

    While a person has only hidden some of what was sent, the state says so; once that says more than the
    picture itself, or the picture holds anything else, the state holds the exact set, so that the address
    stays short. Parts that are not as agreed are left as they were.
    """
    if not view:
        return state
    drawn, hidden = _ids(view.get("drawn")), _ids(view.get("hidden")) or ()
    if drawn is not None:
        given = set(sent)
        still_hidden = tuple(i for i in dict.fromkeys((*state.hidden, *hidden)) if i not in drawn)
        if set(drawn) | (set(hidden) & given) == given and not state.drawn and len(still_hidden) <= len(drawn):
            state = replace(state, hidden=still_hidden)
        elif set(drawn) != given:
            # What the filter keeps out of sight for now was drawn by a person and comes back with it.
            out_of_sight = tuple(i for i in state.drawn if i not in given and i not in drawn)
            state = replace(state, drawn=drawn + out_of_sight, hidden=())
    raw = view.get("selected")
    selected: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
    camera = view.get("camera")
    params = {
        "node": [str(selected.get("node") or "")],
        "edge": [str(selected.get("edge") or "")],
        "layout": [str(view.get("layout") or state.layout)],
    }
    if isinstance(camera, Mapping):
        params["camera"] = _three(camera)
    read, _ = from_params(params)
    state = replace(state, node=read.node, edge=read.edge, layout=read.layout, camera=read.camera or state.camera)
    return on_time(on_style(state, view.get("style")), view.get("time"))


def on_style(state: ExplorerState, style: Any) -> ExplorerState:
    """The rules of colour, size and groups as the canvas left them; None, or what cannot be read, changes nothing."""
    if not isinstance(style, Mapping):
        return state
    opened = style.get("opened")
    params = {name: [str(style.get(key) or "")] for key, name in {"color": "colour", "size": "size", "group": "group"}.items()}
    if isinstance(opened, Sequence) and not isinstance(opened, str):
        params["opened"] = [str(key) for key in opened]
    read, dropped = from_params(params)
    return state if dropped else replace(state, colour=read.colour, size=read.size, group=read.group, opened=read.opened)


def on_time(state: ExplorerState, time: Any) -> ExplorerState:
    """Both clocks, the comparison, map and timeline as the canvas left them; None, or what cannot be read, changes nothing."""
    if not isinstance(time, Mapping):
        return state
    names = {"from": "held_from", "to": "held_to", "known": "known_on"} | {
        name: name for name in ("dates", "compare", "view", "lanes", "span")
    }
    params = {name: [str(time.get(key) or "")] for key, name in names.items()}
    place = time.get("place")
    if isinstance(place, Mapping):
        params["place"] = _three(place)
    read, dropped = from_params(params)
    if dropped:
        return state
    times = read.filter
    state = narrow(state, held_from=times.held_from, held_to=times.held_to, known_on=times.known_on, dates=times.dates)
    return replace(state, compare=read.compare, view=read.view, lanes=read.lanes, place=read.place, span=read.span)


def _three(camera: Mapping[str, Any]) -> list[str]:
    return [",".join(_number(camera.get(part)) for part in ("x", "y", "ratio"))]


def _ids(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    return from_params({"drawn": value})[0].drawn


def _number(value: Any) -> str:
    # Four places are a thousandth of a pixel's worth at any zoom, and keep the address short.
    return repr(round(float(value), 4)) if isinstance(value, int | float) else ""


def open_article(state: ExplorerState, article: str | None, claim: str | None = None, at: str | None = None) -> ExplorerState:
    """Open an article in the reader, at a claim or at a place ("120-260") where one is given; None goes back to the list."""
    read, _ = from_params({"at": [at or ""]})
    return replace(state, article=article, claim=claim if article else None, at=read.at if article else None)


def show_entity(state: ExplorerState, entity: str) -> ExplorerState:
    """Draw an entity with its surroundings, selected."""
    return replace(state, focus=(entity,), drawn=(), hidden=(), node=entity, edge=None, camera=None)


def show_relation(state: ExplorerState, relation: str, ends: Sequence[str]) -> ExplorerState:
    """Draw both ends of a relation with their surroundings, the relation selected."""
    return replace(state, focus=tuple(dict.fromkeys(ends)), drawn=(), hidden=(), node=None, edge=relation, camera=None)


def show_article(state: ExplorerState, article: str) -> ExplorerState:
    """Draw what one article says, and nothing else."""
    return replace(start_over(state), filter=GraphFilter(articles=(article,), limit=1000))


def draw(state: ExplorerState, entities: Sequence[str]) -> ExplorerState:
    """Draw exactly these entities and what holds between them."""
    return replace(state, focus=(), drawn=tuple(entities), hidden=(), node=None, edge=None, camera=None)


def follow_claim(state: ExplorerState, before: str | None, after: str | None) -> ExplorerState:
    """A claim that counted in the relation ``before`` was corrected and counts in ``after`` now: where that was selected, this is."""
    if state.edge is None or state.edge != before or before == after:
        return state
    return replace(state, edge=after)


def start_over(state: ExplorerState) -> ExplorerState:
    """Back to the overview of the whole graph, with the filters kept."""
    return replace(state, focus=(), drawn=(), hidden=(), node=None, edge=None, camera=None)


def narrow(state: ExplorerState, **changes: Any) -> ExplorerState:
    """Set parts of the filter. A pair of dates in the wrong order is turned round."""
    wanted = replace(state.filter, **changes)
    if wanted.held_from and wanted.held_to and wanted.held_from > wanted.held_to:
        wanted = replace(wanted, held_from=wanted.held_to, held_to=wanted.held_from)
    return replace(state, filter=wanted)


def clear_filter(state: ExplorerState) -> ExplorerState:
    return replace(state, filter=GraphFilter())


def set_filters(filter: GraphFilter) -> int:
    """How many parts of the filter narrow anything; the cap on relations is no filter."""
    return len(set(filter.to_params()) - {"limit"})


def list_articles(state: ExplorerState, **changes: Any) -> ExplorerState:
    """Narrow or order the list of articles, from its first page. A pair of dates in the wrong order is turned round."""
    wanted = replace(state.listing, **changes)
    if wanted.since and wanted.until and wanted.since > wanted.until:
        wanted = replace(wanted, since=wanted.until, until=wanted.since)
    return replace(state, listing=wanted, page=1)


def turn_to(state: ExplorerState, page: int) -> ExplorerState:
    """Another page of the list of articles."""
    return replace(state, page=max(1, page))


def ask(state: ExplorerState, query: str, parameters: str) -> ExplorerState:
    """Keep what stands in the console."""
    return replace(state, query=query.strip(), parameters=parameters.strip())


def choose_board(state: ExplorerState, board: str | None) -> ExplorerState:
    return replace(state, board=board)


def speak(state: ExplorerState, language: str) -> ExplorerState:
    return replace(state, lang=language)
