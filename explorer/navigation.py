"""The pages: title, icon, file, order. What a page shows is left to its file."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from explorer.panels import frame
from explorer.state import ExplorerState, advance, explorer_state, recall, remember
from explorer.text import say

NETWORK, ARTICLES, QUERY, DASHBOARDS, INGEST, REVIEW = _FILES = tuple(
    f"explorer/pages/{name}.py" for name in ("network", "articles", "query", "dashboards", "ingest", "review")
)
_PAGES = (
    (NETWORK, "pageNetwork", ":material/hub:", "network"),
    (ARTICLES, "pageArticles", ":material/article:", "articles"),
    (QUERY, "pageQuery", ":material/terminal:", "query"),
    (DASHBOARDS, "pageDashboards", ":material/dashboard:", "dashboards"),
    (INGEST, "pageIngest", ":material/note_add:", "ingest"),
    (REVIEW, "pageReview", ":material/rule:", "review"),
)


def go(file: str, state: ExplorerState) -> NoReturn:
    """Turn to another page with a new state. It is kept in mind until that page runs: a rerun in between must not call it off."""
    remember("going", file)
    advance(state)
    st.switch_page(file)


def show() -> None:
    """Run the page that the address names, in its language and direction."""
    st.set_page_config(
        page_title="وصل Wasl",
        page_icon="🕸️",
        layout="wide",
        menu_items={"About": f"**Wasl وصل**  \n{say('ar', 'appTagline')}  \n{say('en', 'appTagline')}"},
    )
    state = explorer_state()
    frame.style(state.lang)
    pages = [
        st.Page(file, title=say(state.lang, title), icon=icon, url_path=path, default=file == NETWORK) for file, title, icon, path in _PAGES
    ]
    page = st.navigation(pages, position="top")
    going = recall("going", None)
    if going is not None and page.url_path != pages[_FILES.index(going)].url_path:
        go(going, state)
    remember("going", None)
    frame.language(state)
    frame.sign_out(state)
    frame.dropped(state)
    frame.watch_theme()
    page.run()
