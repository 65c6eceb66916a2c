"""A state or dashboard as the JSON that is drawn: asking and viewing joined, for pages, routes and shares alike.

Asking is done by ``explorer.services``, shaping by ``explorer.views``; who may see it is left to the callers.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from explorer import belonging, boards, connection, services
from explorer.boards import Board, Card
from explorer.connection import Trouble
from explorer.services import Picture
from explorer.state import ExplorerState
from explorer.views import board as board_view
from explorer.views.drawing import Style, drawing
from explorer.views.legend import Json
from explorer.views.moments import countries, time
from graph.errors import InputError
from graph.filters import GraphFilter
from graph.queries.pictures import Asked, statement


def ask_picture(state: ExplorerState) -> Picture | Trouble:
    return services.picture(state.focus, state.drawn, state.hidden, state.filter)


def as_statement(state: ExplorerState) -> tuple[str, dict[str, Any]]:
    """The statement, with its parameters as plain JSON, that gives what the network page draws."""
    return statement(Asked(state.focus, state.drawn, state.hidden), state.filter)


def shared_picture(state: ExplorerState, theme: str, time_api: str) -> Json | Trouble:
    """What a share shows. It asks nothing further but for its own time and place, at ``time_api`` (a path that ends in a slash)."""
    answer = ask_picture(state)
    if isinstance(answer, Trouble):
        return answer
    style = Style.of(state, theme, countries=_countries(answer, state), time=_own(time(state, not answer.subgraph.truncated)))
    return drawing(answer.subgraph, style, state.filter, answer.revision) | {"timeApi": time_api}


def _own(times: Json) -> Json:
    # What is asked of a share is asked of its record: the address of the question is nobody's business.
    return times | {"scope": ""}


def _countries(answer: Picture, state: ExplorerState) -> Json | None:
    """The countries of a picture that can ask nothing itself, where its rules tell them apart; none where the store has no answer."""
    if "country" not in (state.colour, state.group):
        return None
    found = belonging.countries(tuple(e.id for e in answer.subgraph.entities), state.filter.known_on)
    return None if isinstance(found, Trouble) else countries(found, state.lang)


def dashboards_folder() -> Path:
    """Where the dashboards are: WASL_DASHBOARDS, else the folder that comes with the samples."""
    return connection.settings().dashboards or Path(__file__).resolve().parent.parent / "samples" / "dashboards"


def board_url(name: str, lang: str, theme: str) -> str:
    """Where the dashboard's data are asked for anew, relative to the page."""
    return "api/dashboard?" + urlencode({"name": name, "lang": lang, "theme": theme})


def find_board(name: str) -> Board | None:
    """None when there is none of this name. Raises InputError for a file that cannot be used."""
    return boards.load(dashboards_folder(), name)


def board_title(name: str, lang: str) -> str:
    """The title of a dashboard; its name where the file cannot be used."""
    try:
        board = find_board(name)
    except InputError:
        return name
    return board.title.of(lang) if board else name


def board_names() -> tuple[str, ...]:
    return boards.names(dashboards_folder())


def filled_board(board: Board, lang: str, theme: str) -> Json:
    """The dashboard with its answers of this moment; a card whose question fails says so itself."""
    answers = [_answer(card, lang) for card in board.cards]
    filled = board_view.board(board, answers, lang, theme, datetime.now(UTC))
    for card, answer, shown in zip(board.cards, answers, filled["cards"], strict=True):
        if card.view is not None and isinstance(answer, Picture) and "drawing" in shown:
            shown["drawing"]["countries"] = _countries(answer, replace(card.view, lang=lang))
    return filled


def _answer(card: Card, lang: str) -> board_view.Answer:
    if card.kind == "text":
        return None
    if card.view is not None:
        return services.picture(card.view.focus, card.view.drawn, card.view.hidden, card.view.filter)
    answer = services.answer(card.query or "", {"lang": lang, **card.parameters})
    if card.kind == "network" and not isinstance(answer, Trouble | Exception):
        # A statement may return entities without what joins them: relations among them are drawn all the same.
        ids = tuple(e.id for e in answer.subgraph.entities)
        if ids and not answer.subgraph.relations:
            return services.picture((), ids, (), GraphFilter())
    return answer
