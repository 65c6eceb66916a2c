"""What stands around every page: style, direction, language, and what the address could not say."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer import connection, events
from explorer.panels import borrowed
from explorer.state import ExplorerState, advance, explorer_state, recall, remember, show_in, shown_in, take_dropped
from explorer.text import LANGUAGES, NAMES, direction, say

_STYLES = Path(__file__).parent
_LOOK = "look_component"


def theme() -> str:
    """``light`` or ``dark``, as the browser shows the page now."""
    told = shown_in(_LOOK)
    look = told.look if told is not None and told.look else st.context.theme.type
    return "dark" if look == "dark" else "light"


def watch_theme() -> None:
    """Run the page again when the browser goes from light to dark or back."""
    component = st.components.v2.component("wasl.look", js=_STYLES.joinpath("look.js").read_text("utf-8"), isolate_styles=False)
    with st.container(key="look"):
        component(key=_LOOK, data=theme(), on_look_change=lambda: None)


def style(lang: str) -> None:
    """Adopt the page's own style sheets; both hold no foreign text."""
    st.html(_STYLES / "page.css")
    if direction(lang) == "rtl":
        st.html(_STYLES / "rtl.css")
    if words := borrowed.sheet(lang):
        st.html(f"<style>{words}</style>")


def language(state: ExplorerState) -> None:
    """The switch of the interface's language, in the sidebar."""

    def switched() -> None:
        advance(events.speak(explorer_state(), shown_in("language") or state.lang))

    st.sidebar.segmented_control(
        say(state.lang, "interfaceLanguage"),
        LANGUAGES,
        format_func=NAMES.__getitem__,
        key=show_in("language", state.lang),
        on_change=switched,
        label_visibility="collapsed",
        required=True,
        width="stretch",
    )


def sign_out(state: ExplorerState) -> None:
    """The button that ends this browser's session, where a password is in force."""
    if connection.settings().password_hash is None:
        return
    part = st.components.v2.component(
        "wasl.sign_out",
        html='<form method="post" action="/logout"><button type="submit"></button></form>',
        css=_STYLES.joinpath("sign_out.css").read_text("utf-8"),
        js="export default ({ parentElement, data }) => { parentElement.querySelector('button').textContent = data; };",
    )
    with st.sidebar:
        part(key="sign_out", data=say(state.lang, "signOut"))


def dropped(state: ExplorerState) -> None:
    """Say which parts of the address could not be read, until a person has seen it: the page may run again at any moment.

    Names of parameters are foreign text: shown as code.
    """
    if fresh := take_dropped():
        remember("unread", fresh)
    parts: tuple[str, ...] = recall("unread", ())
    if parts:
        with st.container(horizontal=True, vertical_alignment="center", key="unread"):
            st.warning(say(state.lang, "urlDropped", parts=", ".join(f"`{plain(part)}`" for part in parts)), width="stretch")
            st.button(say(state.lang, "urlDroppedSeen"), key="unread_seen", on_click=lambda: remember("unread", ()))


def plain(text: str) -> str:
    """Foreign text cut short and without what Markdown would read, for the few places where words stand in Markdown."""
    return "".join(c for c in text[:60] if c.isalnum() or c in " _.,:-")
