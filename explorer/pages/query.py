"""The console: a statement, its parameters, and its answer as table and graph."""

import streamlit as st

from explorer import connection
from explorer.panels import console, frame
from explorer.state import explorer_state
from explorer.text import say

state = explorer_state()
st.caption(say(state.lang, "queryIntro"))
console.form(state)
with st.sidebar:
    console.examples(state)
    console.history(state)
console.progress(state, connection.settings().query_timeout)
console.answer(state, frame.theme(), connection.settings().query_timeout)
