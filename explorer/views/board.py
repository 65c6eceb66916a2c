"""A dashboard with its answers as the dashboard component and the share page take it.

Reading the file is left to ``explorer.boards``, asking to ``explorer.services``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from explorer.boards import Board, Card
from explorer.connection import Trouble
from explorer.services import Picture
from explorer.text import direction, say
from explorer.views.drawing import Style, drawing
from explorer.views.legend import Json, legend, relation_label, type_label
from explorer.views.table import cell, rows
from explorer.views.trouble import query_words, trouble_words
from graph import ontology
from graph.errors import QueryError
from graph.filters import GraphFilter
from graph.results import QueryResult

Answer = Picture | QueryResult | QueryError | Trouble | None
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_MOST_ROWS = 200


def board(found: Board, answers: Sequence[Answer], lang: str, theme: str, as_of: datetime) -> Json:
    """``answers`` stand in the order of the cards; None for a text card. ``as_of`` with its time zone."""
    known = legend(lang)
    return {
        "lang": lang,
        "theme": theme,
        "title": found.title.of(lang),
        "dir": direction(lang),
        "refresh": found.refresh,
        "asOf": as_of.isoformat(timespec="seconds"),
        **known,
        "presenter": False,
        "cards": [card(c, a, f"card-{place}", lang, theme) for place, (c, a) in enumerate(zip(found.cards, answers, strict=True), 1)],
    }


def card(asked: Card, answer: Answer, card_id: str, lang: str, theme: str) -> Json:
    shown: Json = {
        "id": card_id,
        "kind": asked.kind,
        "title": asked.title.of(lang),
        "span": asked.span,
        "height": asked.height,
        "error": None,
    }
    if isinstance(answer, Trouble):
        return shown | {"error": trouble_words(answer, lang)}
    if isinstance(answer, QueryError):
        return shown | {"error": query_words(answer, lang)}
    if asked.kind == "text":
        return shown | {"text": asked.text.of(lang) if asked.text else ""}
    if asked.kind == "network":
        return shown | {"drawing": _picture(asked, answer, lang, theme)}
    assert isinstance(answer, QueryResult)  # every other kind has a query
    if not answer.rows:
        return shown | {"error": say(lang, "boardNoRows")}
    if asked.kind == "table":
        return shown | {"columns": names(asked, answer, lang), "rows": labelled(rows(answer, lang)[:_MOST_ROWS], lang)}
    if asked.kind == "number":
        return shown | {"value": cell(answer.rows[0][0], lang), "unit": asked.unit.of(lang) if asked.unit else ""}
    return shown | series(answer, names(asked, answer, lang), lang)


def names(asked: Card, answer: QueryResult, lang: str) -> list[str]:
    """The columns as the card names them; as the query does where their numbers differ."""
    if len(asked.columns) == len(answer.columns):
        return [column.of(lang) for column in asked.columns]
    return list(answer.columns)


def labelled(table: list[list[Any]], lang: str) -> list[list[Any]]:
    """Names of the ontology (MEMBER_OF, disputed, Person) in the reader's language."""
    return [[label(value, lang) if isinstance(value, str) else value for value in row] for row in table]


def label(value: str, lang: str) -> str:
    if value in ontology.RELATION_TYPES:
        return relation_label(value, lang)
    if value in ontology.RELATION_STATUSES:
        return say(lang, f"status.{value}")
    return type_label(value, lang)


def series(answer: QueryResult, columns: Sequence[str], lang: str) -> Json:
    """The first column is x, each further one a series; x is time where every value is a year, month or day."""
    table = rows(answer, lang)
    xs = ["" if row[0] is None else label(str(row[0]), lang) for row in table]
    numbers: list[tuple[str, list[list[Any]]]] = []
    for place, name in enumerate(columns[1:], 1):
        points = [[x, row[place]] for x, row in zip(xs, table, strict=True) if isinstance(row[place], int | float)]
        numbers.append((name, points))
    return {
        "series": [{"name": name, "points": points} for name, points in numbers],
        "xKind": "time" if xs and all(_DATE.fullmatch(x) for x in xs) else "category",
    }


def _picture(asked: Card, answer: Answer, lang: str, theme: str) -> Json:
    view = asked.view
    style = (
        replace(Style.of(view, theme, height=asked.height), lang=lang, node=None, edge=None) if view else Style(lang, theme, asked.height)
    )
    if isinstance(answer, Picture):
        return drawing(answer.subgraph, style, view.filter if view else GraphFilter(), answer.revision)
    assert isinstance(answer, QueryResult)
    return drawing(answer.subgraph, style, GraphFilter(), 0)
