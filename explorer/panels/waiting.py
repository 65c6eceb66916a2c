"""What is shown while a picture is being asked for, and when a person has ended the question; the picture before stays.

Asking in the background is left to ``explorer.waiting``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from explorer import moving
from explorer.connection import Trouble
from explorer.moving import Moving
from explorer.state import ExplorerState, recall, remember
from explorer.text import say
from explorer.waiting import Ended, Question
from graph.results import Choices

T = TypeVar("T")
# Seconds after which a question that still runs shows that it does, and how to end it.
SLOW = 1.0
# The numbers beside the filters are worth less of a wait: they follow when they are there.
_NUMBERS = 0.25


def picture(state: ExplorerState) -> Moving | Trouble | None:
    """The picture of the state; None while it is still being asked for, or where a person has ended the question."""
    asked = _asked(state)
    if recall("picture.ended", None) == asked:
        return None
    try:
        return _ask("picture", asked, lambda: moving.picture(state), SLOW)
    except Ended:
        remember("picture.ended", asked)
        return None


def choices(state: ExplorerState) -> Choices:
    """What stands beside each choice of the filter; nothing until it is counted, then the page runs again."""
    try:
        found = _ask("choices", _asked(state), lambda: moving.choices(state), _NUMBERS)
    except Ended:
        found = Choices()
    if found is None:
        _again("choices", 1.0)
    return found if isinstance(found, Choices) else Choices()


def _asked(state: ExplorerState) -> object:
    return state.focus, state.drawn, state.hidden, state.filter


def _ask(name: str, asked: object, ask: Callable[[], T], patience: float) -> T | Trouble | None:
    """The answer, None while it runs. A question that nobody waits for any more is ended. Raises Ended."""
    question: Question[T] | None = recall(f"asked.{name}", None)
    if question is None or question.asked != asked:
        if question is not None:
            question.end()
        question = Question(asked, ask)
        remember(f"asked.{name}", question)
    try:
        found = question.answer(patience)
    except Ended:
        remember(f"asked.{name}", None)
        raise
    if found is not None:
        remember(f"asked.{name}", None)
    return found


def _running(name: str) -> Question[object] | None:
    question: Question[object] | None = recall(f"asked.{name}", None)
    with contextlib.suppress(Ended):
        return question if question is not None and question.answer() is None else None
    return None


def _again(name: str, seconds: float) -> None:
    @st.fragment(run_every=seconds)
    def look() -> None:
        if _running(name) is None:
            st.rerun()

    look()


def asking(lang: str) -> None:
    """How long the picture has been asked for, and a button that ends the question; or that a person has ended it."""
    if _running("picture") is None:
        _ended(lang)
        return

    @st.fragment(run_every=0.5)
    def shown() -> None:
        question = _running("picture")
        if question is None:
            st.rerun()
            return
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="asking"):
            before = f" {say(lang, 'askingBefore')}" if recall("picture", None) else ""
            st.markdown(f"⏳ {say(lang, 'askingFor', n=int(question.seconds()))}{before}", width="stretch")
            st.button(say(lang, "queryCancel"), key="cancel_picture", on_click=_end)

    shown()


def _end() -> None:
    question = _running("picture")
    if question is not None:
        question.end()
        remember("picture.ended", question.asked)
    remember("asked.picture", None)


def _ended(lang: str) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="asking"):
        st.markdown(f"**{say(lang, 'askingEnded')}** {say(lang, 'askingEndedRemedy')}", width="stretch")
        st.button(say(lang, "askAgain"), key="ask_again", type="primary", on_click=_ask_again)


def _ask_again() -> None:
    remember("picture.ended", None)
