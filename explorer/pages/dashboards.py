"""The dashboards: choose one, see it refreshed, present it on a full screen, share it."""

import streamlit as st

from explorer import events, pictures
from explorer.components import dashboard_board
from explorer.panels import frame, sharing
from explorer.state import advance, explorer_state, show_in, shown_in
from explorer.text import say
from graph.errors import InputError

state = explorer_state()
lang = state.lang
names = pictures.board_names()
if not names:
    st.info(say(lang, "boardNone"))
    st.text(say(lang, "boardNoneRemedy", folder=pictures.dashboards_folder()))
    st.stop()

name = state.board if state.board in names else names[0]
with st.sidebar:
    st.selectbox(
        say(lang, "boardPick"), names, key=show_in("board", name), format_func=lambda n: pictures.board_title(n, lang),
        on_change=lambda: advance(events.choose_board(explorer_state(), shown_in("board"))),
    )  # fmt: skip
    sharing.sharing(state, frame.theme(), board=name)
try:
    board = pictures.find_board(name)
    if board is not None:
        with st.spinner(say(lang, "asking"), show_time=True):
            filled = pictures.filled_board(board, lang, frame.theme())
        dashboard_board(filled | {"dataUrl": pictures.board_url(name, lang, frame.theme())}, key=f"board-{name}")
except InputError as exc:
    st.error(say(lang, "boardBroken"))
    st.text(str(exc))
