"""The pages: title, icon, file, order. What a page shows is left to its file."""

from __future__ import annotations

import streamlit as st

from explorer.panels import frame
from explorer.state import explorer_state
from explorer.text import say

NETWORK, ARTICLES, QUERY, DASHBOARDS = (f"explorer/pages/{name}.py" for name in ("network", "articles", "query", "dashboards"))
_PAGES = (
    (NETWORK, "pageNetwork", ":material/hub:", "network"),
    (ARTICLES, "pageArticles", ":material/article:", "articles"),
    (QUERY, "pageQuery", ":material/terminal:", "query"),
    (DASHBOARDS, "pageDashboards", ":material/dashboard:", "dashboards"),
)


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
    frame.language(state)
    frame.sign_out(state)
    frame.dropped(state)
    frame.watch_theme()
    page.run()
