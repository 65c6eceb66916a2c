"""The picture as a statement: to read, to run in the console, to take to any client of the same data.

The statement itself is left to ``graph.queries.pictures``.
"""

from __future__ import annotations

import json

import streamlit as st

from explorer import events, navigation, pictures
from explorer.state import ExplorerState
from explorer.text import say


def statement(state: ExplorerState) -> None:
    """A popover with the statement, its parameters as JSON and as a client's command, and the way to the console."""
    lang = state.lang
    with st.popover(say(lang, "asCypher"), icon=":material/terminal:", width="stretch"):
        text, parameters = pictures.as_statement(state)
        st.caption(say(lang, "asCypherHelp"))
        if state.filter.known_on is not None:
            st.warning(say(lang, "asCypherKnown"))
        st.code(text, language="cypher", wrap_lines=True)
        st.caption(say(lang, "queryParameters"))
        st.code(f":params {json.dumps(parameters, ensure_ascii=False)}", language=None, wrap_lines=True, height=120)
        if st.button(say(lang, "asCypherOpen"), key="as_cypher_open", icon=":material/terminal:", width="stretch"):
            asked = json.dumps(parameters, ensure_ascii=False, indent=1)
            navigation.go(navigation.QUERY, events.ask(state, text, asked))
