"""The network: what is drawn, its filters, and sharing it."""

import streamlit as st

from explorer import events, navigation
from explorer.components import network_canvas
from explorer.connection import Trouble
from explorer.exports import standalone
from explorer.panels import correcting, filters, frame, sharing, statement, trouble, waiting
from explorer.state import advance, explorer_state, recall, remember, shown_in, take
from explorer.text import say
from explorer.views.drawing import Style, drawing
from explorer.views.moments import time

KEY = "network"
# What the canvas has told since the last run comes first: the picture is asked for as it now is.
told = shown_in(KEY)
view = dict(told.view) if told is not None and told.view else None
if view is not None and view != recall("view", None):
    advance(events.on_view(explorer_state(), view, recall("sent", ())))
    # Last: where another rerun comes in between, that one still finds it new.
    remember("view", view)
state = explorer_state()
asked = take(KEY, "open") or {}
if asked.get("correct"):
    correcting.correct(str(asked["correct"]), state.lang)
elif asked:
    navigation.go(navigation.ARTICLES, events.open_article(state, asked.get("article"), asked.get("claim"), asked.get("at")))

ground = frame.theme()
with st.spinner(say(state.lang, "asking"), show_time=True):
    answer = waiting.picture(state)
if answer is None:
    # What was drawn last stays, and says that it is not yet what was asked for.
    waiting.asking(state.lang)
    answer = recall("picture", None)
else:
    remember("picture", answer)

if isinstance(answer, Trouble):
    trouble.trouble(answer, state.lang)
elif answer is not None and answer.picture.revision == 0:
    trouble.empty_store(state.lang)
elif answer is not None:
    if not answer.picture.subgraph.entities:
        trouble.no_match(state.lang)
    remember("sent", tuple(e.id for e in answer.picture.subgraph.entities))
    style = Style.of(state, ground, height=720, api="api/", time=time(state, answer.whole))
    network_canvas(drawing(answer.picture.subgraph, style, state.filter, answer.picture.revision), key=KEY)

# Last, because the numbers beside the filters are asked for when the picture is on its way.
with st.sidebar:
    filters.filters(state)
    if state.focus or state.drawn or state.hidden:
        st.button(
            say(state.lang, "pictureReset"), key="start_over", width="stretch", help=say(state.lang, "pictureResetHelp"),
            on_click=lambda: advance(events.start_over(explorer_state())),
        )  # fmt: skip
    statement.statement(state)
    sharing.sharing(state, ground, download=lambda: standalone(state, ground))
