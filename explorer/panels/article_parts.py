"""What stands around an article's text: the way back to the list, and what a person asks of the reader.

The text itself, its life and its own network are left to the reader component.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from explorer import events, navigation, services
from explorer.panels.correcting import correct
from explorer.services import ReadingClaims
from explorer.state import ExplorerState, advance, explorer_state
from explorer.text import direction, say

SECTIONS = ("list", "withdrawn")


def in_reading_order(choices: Sequence[str], lang: str) -> list[str]:
    """Joined buttons stand from left to right on every page: the first to be read comes first in both directions."""
    return list(choices if direction(lang) == "ltr" else choices[::-1])


def section(lang: str) -> str:
    """Which part of the page is open while no article is: ``list`` or ``withdrawn``."""
    chosen = st.segmented_control(
        say(lang, "articlesSection"), in_reading_order(SECTIONS, lang), default=SECTIONS[0], key="articles_section", required=True, label_visibility="collapsed",
        format_func=lambda name: say(lang, f"articlesTab.{name}"),
    )  # fmt: skip
    return chosen or SECTIONS[0]


def back(lang: str) -> None:
    """The button that leads back to the list."""
    st.button(
        say(lang, "articleBack"), key="article_back", icon=":material/list:",
        on_click=lambda: advance(events.open_article(explorer_state(), None)),
    )  # fmt: skip


def asked(wanted: Mapping[str, Any], state: ExplorerState, article: str) -> ExplorerState:
    """Go where the reader's user wants to: an entity, a relation or the whole article in the network, another article here, or the form of a claim."""
    if claim := wanted.get("correct"):
        correct(str(claim), state.lang)
    if entity := wanted.get("entity"):
        navigation.go(navigation.NETWORK, events.show_entity(state, str(entity)))
    if relation := wanted.get("relation"):
        found = services.reading(article)
        drawn = found.reading.relations.relations if isinstance(found, ReadingClaims) else ()
        ends = next(((r.subject, r.object) for r in drawn if r.id == relation), None)
        if ends:
            navigation.go(navigation.NETWORK, events.show_relation(state, str(relation), ends))
    if wanted.get("draw"):
        navigation.go(navigation.NETWORK, events.show_article(state, article))
    if other := wanted.get("article"):
        state = events.open_article(state, str(other))
        advance(state)
    return state
