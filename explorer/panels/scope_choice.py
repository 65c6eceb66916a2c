"""Choosing a source of articles: an outlet, an import, a feed, or where they were read from, offered from what the store holds.

What is done with it is left to ``withdrawals`` and ``erasing``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from explorer import services, withdrawing
from explorer.connection import Trouble
from explorer.panels.article_parts import in_reading_order
from explorer.text import day, say
from graph.life import Scope
from graph.results import Facets, PlaceCount

_KINDS = ("outlet", "run", "source", "feed")


def chosen(lang: str) -> tuple[Scope, ...]:
    """The kinds to choose among, and what there is of the one that is open; empty while nothing is chosen."""
    kind = st.segmented_control(
        say(lang, "withdrawWhat"), in_reading_order(_KINDS, lang), default="outlet", key="withdraw_kind", required=True,
        label_visibility="collapsed", format_func=lambda kind: say(lang, f"withdrawKind.{kind}"),
    ) or "outlet"  # fmt: skip
    return withdrawing.scopes(kind, _value(kind, lang))


def _value(kind: str, lang: str) -> str:
    if kind == "outlet":
        return _outlet(lang)
    if kind == "run":
        return _run(lang)
    if kind == "feed":
        return _place("withdraw_feed", (say(lang, "withdrawFeed"), say(lang, "withdrawFeedHelp")), withdrawing.feeds(), lang)
    return _place("withdraw_place", (say(lang, "withdrawPlace"), say(lang, "withdrawPlaceHelp")), withdrawing.places(), lang)


def _outlet(lang: str) -> str:
    facets = services.facets()
    counts = (Facets() if isinstance(facets, Trouble) else facets).outlets
    named = services.named(counts)
    names = {} if isinstance(named, Trouble) else {id: e.name(lang) for id, e in named.items()}
    found = st.selectbox(
        say(lang, "withdrawKind.outlet"), sorted(counts, key=lambda id: names.get(id, id)), index=None, key="withdraw_outlet",
        format_func=lambda id: f"{names.get(id, id)} ({counts[id]:,})", placeholder=say(lang, "withdrawChoose"),
    )  # fmt: skip
    return found or ""


def _run(lang: str) -> str:
    runs = withdrawing.runs()
    by_name = {} if isinstance(runs, Trouble) else {r.run: r.articles for r in runs}
    found = st.selectbox(
        say(lang, "withdrawKind.run"), list(by_name), index=None, key="withdraw_run", placeholder=say(lang, "withdrawChoose"),
        format_func=lambda run: f"{_when(run, lang)} ({say(lang, 'articlesFound', n=by_name[run])})",
    )  # fmt: skip
    return found or ""


def _place(key: str, words: tuple[str, str], offered: Sequence[PlaceCount] | Trouble, lang: str) -> str:
    """What is not among the largest can be written out; a path or address reads from left to right in both languages.

    ``words`` are the label and the help.
    """
    counts = {} if isinstance(offered, Trouble) else {p.place: p.articles for p in offered}
    found = st.selectbox(
        words[0], list(counts), index=None, key=key, accept_new_options=True,
        format_func=lambda place: f"\u2066{place}\u2069 ({counts[place]:,})" if place in counts else place,
        placeholder=say(lang, "withdrawChooseOrWrite"), help=words[1],
    )  # fmt: skip
    return found or ""


def _when(run: str, lang: str) -> str:
    """The day and time that a run's name tells; the name itself where it tells none."""
    try:
        at = datetime.strptime(run[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return run
    return f"{day(lang, at.date())} {at:%H:%M} UTC"
