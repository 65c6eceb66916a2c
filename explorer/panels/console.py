"""The console on the page: form, progress with a way to end it, answer, history of the session.

Running a statement is left to ``explorer.console``.
"""

from __future__ import annotations

import streamlit as st

from explorer import console, events, navigation
from explorer.components import network_canvas
from explorer.connection import Trouble
from explorer.console import Statement
from explorer.examples import EXAMPLES
from explorer.panels import trouble
from explorer.state import ExplorerState, advance, explorer_state, recall, remember, show_in, shown_in
from explorer.text import say
from explorer.views import table
from explorer.views.drawing import Style, drawing
from explorer.views.trouble import query_place, query_words
from graph.errors import QueryError
from graph.filters import GraphFilter
from graph.results import QueryResult

_HISTORY = 30
# Characters, from which a column keeps to a middle width.
_LONG = 40


def form(state: ExplorerState) -> None:
    """The statement and its parameters, and the buttons that run and end it."""
    lang = state.lang
    running = _running() is not None
    with st.form("console", border=False):
        left, right = st.columns([3, 1])
        left.text_area(
            say(lang, "queryText"),
            key=show_in("query", state.query),
            height=160,
            placeholder=next(iter(EXAMPLES.values()), ""),
        )
        right.text_area(
            say(lang, "queryParameters"), key=show_in("parameters", state.parameters), height=160,
            help=say(lang, "queryParametersHelp"), placeholder='{"name": "…"}',
        )  # fmt: skip
        st.form_submit_button(
            say(lang, "queryRun"), type="primary", on_click=_run, disabled=running, key="run", icon=":material/play_arrow:"
        )


def _asked() -> tuple[tuple[str, str], ...]:
    asked: tuple[tuple[str, str], ...] = recall("history", ())
    return asked


def _running() -> Statement | None:
    statement: Statement | None = recall("statement", None)
    return statement if statement is not None and statement.outcome() is None else None


def _run() -> None:
    state = events.ask(explorer_state(), shown_in("query") or "", shown_in("parameters") or "")
    advance(state)
    _start(state)


def _start(state: ExplorerState) -> None:
    remember("statement", None)
    if not state.query:
        remember("console.problem", say(state.lang, "queryEmpty"))
        return
    try:
        parameters = console.read_parameters(state.parameters)
        remember("statement", console.start(state.query, parameters))
        remember("console.problem", None)
    except console.Busy:
        remember("console.problem", say(state.lang, "queryBusy"))
    except ValueError as exc:
        remember("console.problem", say(state.lang, "queryParametersBad", why=str(exc)))
        return
    asked = [entry for entry in _asked() if entry != (state.query, state.parameters)]
    remember("history", ((state.query, state.parameters), *asked)[:_HISTORY])


def progress(state: ExplorerState, limit: float) -> None:
    """While a statement runs: how long, and a button that ends it; asks again twice a second."""
    if _running() is None:
        return

    @st.fragment(run_every=0.5)
    def shown() -> None:
        statement = _running()
        if statement is None:
            st.rerun()
            return
        left, right = st.columns([4, 1], vertical_alignment="center")
        words = (
            f"{say(state.lang, 'queryRunning', n=int(statement.seconds()))} · {say(state.lang, 'queryRunningLimit', limit=f'{limit:g}')}"
        )
        left.progress(min(1.0, statement.seconds() / limit), words)
        right.button(say(state.lang, "queryCancel"), key="cancel", on_click=statement.cancel, width="stretch")

    shown()


def answer(state: ExplorerState, theme: str, limit: float) -> None:
    """What came of the last statement of this session."""
    lang = state.lang
    if problem := recall("console.problem", None):
        _problem(problem)
        return
    statement: Statement | None = recall("statement", None)
    found = statement.outcome() if statement else None
    if isinstance(found, Trouble):
        trouble.trouble(found, lang)
    elif isinstance(found, QueryError):
        _problem(query_words(found, lang, limit), query_place(found, lang))
    elif isinstance(found, QueryResult) and statement is not None:
        _result(found, state, theme, statement.seconds())


def _problem(words: str, place: str | None = None) -> None:
    """An error in words. The sentence may quote what was typed, so it is text, never Markdown."""
    with st.container(border=True, key="console_error"):
        st.text(words)
        if place:
            st.caption(place)


def _result(result: QueryResult, state: ExplorerState, theme: str, seconds: float) -> None:
    lang = state.lang
    st.caption(f"{say(lang, 'queryRows', n=len(result.rows))} {say(lang, 'querySeconds', s=f'{seconds:.2f}')}")
    if result.truncated:
        st.warning(say(lang, "queryTruncated"))
    rows, graph = st.tabs([say(lang, "queryTable"), say(lang, "queryGraph")])
    with rows:
        columns = table.columns(result, lang)
        # A grid is drawn left to right: an Arabic reader starts at the right, so the first column stands there.
        # Long values are cut in their cell (a click shows them whole), so that the other columns stay in view.
        wide = {
            name: st.column_config.Column(width="medium")
            for name, cells in columns.items()
            if any(isinstance(cell, str) and len(cell) > _LONG for cell in cells)
        }
        shown = {name: columns[name] for name in (reversed(columns) if lang == "ar" else columns)}
        st.dataframe(shown, hide_index=True, key="rows", column_config=wide)
        files = st.container(horizontal=True)
        files.download_button(
            say(lang, "downloadCsv"), lambda: table.as_csv(result, lang), "wasl.csv", "text/csv", key="csv", on_click="ignore"
        )
        files.download_button(
            say(lang, "downloadJson"), lambda: table.as_json(result), "wasl.json", "application/json", key="json", on_click="ignore"
        )
    with graph:
        if not result.subgraph.entities:
            st.info(say(lang, "queryNoGraph"))
            return
        if st.button(say(lang, "queryDraw"), key="draw", icon=":material/hub:"):
            navigation.go(navigation.NETWORK, events.draw(state, [e.id for e in result.subgraph.entities]))
        style = Style(lang, theme, 520, api="api/")
        network_canvas(drawing(result.subgraph, style, GraphFilter(), 0), key="query-network")


def history(state: ExplorerState) -> None:
    """What was asked in this session, newest first; a click asks again."""
    st.markdown(f"**{say(state.lang, 'queryHistory')}**")
    asked = _asked()
    if not asked:
        st.caption(say(state.lang, "queryHistoryNone"))
    for place, (query, parameters) in enumerate(asked):
        st.code(query, language="cypher", wrap_lines=True, height=96)
        st.button(say(state.lang, "queryRun"), key=f"again-{place}", on_click=_again, args=(query, parameters))


def examples(state: ExplorerState) -> None:
    st.markdown(f"**{say(state.lang, 'queryExamples')}**")
    for name, query in EXAMPLES.items():
        st.button(say(state.lang, f"example.{name}"), key=f"example-{name}", on_click=_again, args=(query, ""), width="stretch")


def _again(query: str, parameters: str) -> None:
    state = events.ask(explorer_state(), query, parameters)
    advance(state)
    _start(state)
