"""Why a page shows nothing: store away, graph empty, no match; each with what to do."""

from __future__ import annotations

import streamlit as st

from explorer import services
from explorer.connection import Trouble
from explorer.text import say
from explorer.views.trouble import state_words


def trouble(found: Trouble, lang: str) -> None:
    """State, cause and remedy, and a way to try again. The cause may hold foreign text: shown as plain text."""
    state, cause, remedy = state_words(found, lang)
    with st.container(border=True):
        st.subheader(state, anchor=False)
        st.text(cause)
        if remedy:
            st.caption(remedy)
        if st.button(say(lang, "tryAgain"), key="retry", type="primary"):
            services.retry()
            st.rerun()


def empty_store(lang: str) -> None:
    st.info(f"**{say(lang, 'emptyStore')}**  \n{say(lang, 'emptyStoreRemedy')}", icon=":material/inbox:")
    st.page_link("explorer/pages/ingest.py", label=say(lang, "pageIngest"), icon=":material/note_add:")


def no_match(lang: str) -> None:
    st.info(f"**{say(lang, 'noMatch')}**  \n{say(lang, 'noMatchRemedy')}", icon=":material/search_off:")
