"""Sharing what is on the page: the link, read-only shares and their end, the one-file download."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode, urlsplit

import streamlit as st

from explorer import connection
from explorer.shares import Share, ShareError, Shares
from explorer.state import ExplorerState, recall, remember, shortened, to_params
from explorer.text import day, say

_LASTS = {"shareDay": timedelta(days=1), "shareWeek": timedelta(days=7), "shareMonth": timedelta(days=30), "shareNever": None}


def sharing(state: ExplorerState, theme: str, *, board: str | None = None, download: Callable[[], bytes] | None = None) -> None:
    """``board`` names the dashboard that is shared; None = the picture of the state. ``download`` makes the file."""
    lang = state.lang
    with st.popover(say(lang, "share"), icon=":material/share:", width="stretch"):
        st.markdown(f"**{say(lang, 'shareLink')}**", help=say(lang, "shareLinkHelp"))
        st.code(_link(state), language=None, wrap_lines=True)
        st.markdown(f"**{say(lang, 'shareReadOnly')}**", help=say(lang, "shareReadOnlyHelp"))
        lasts = st.selectbox(say(lang, "shareExpires"), list(_LASTS), format_func=lambda key: say(lang, key), index=1, key="share_lasts")
        if st.button(say(lang, "shareCreate"), key="share_create", width="stretch"):
            _create(state, theme, board, _LASTS[lasts or "shareWeek"])
        if made := recall("share.made", ""):
            st.success(say(lang, "shareMade"))
            st.code(made, language=None, wrap_lines=True)
        _standing(lang)
        if download is not None:
            st.download_button(
                say(lang, "downloadHtml"), download, "wasl.html", "text/html", key="download_html", on_click="ignore",
                help=say(lang, "downloadHtmlHelp"), icon=":material/download:", width="stretch",
            )  # fmt: skip


def _base() -> str:
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _link(state: ExplorerState) -> str:
    parts = urlsplit(st.context.url or "")
    page = f"{_base()}{parts.path or '/'}"
    params = urlencode(shortened(to_params(state)), doseq=True)
    return f"{page}?{params}" if params else page


def _shares() -> Shares:
    return Shares(connection.settings().home)


def _create(state: ExplorerState, theme: str, board: str | None, lasts: timedelta | None) -> None:
    scope = {"board": [board], "lang": [state.lang]} if board else to_params(state)
    # What a person was reading or asking is no part of the picture.
    private = ("query", "parameters", "article", "claim", "at", "find", "language", "outlet") + (() if board else ("board",))
    scope = {name: values for name, values in scope.items() if name not in private} | {"theme": [theme]}
    try:
        token = _shares().create("dashboard" if board else "picture", scope, datetime.now(UTC), lasts)
    except ShareError as exc:
        st.error(str(exc))
        return
    remember("share.made", f"{_base()}/share/{token}")


def _standing(lang: str) -> None:
    st.markdown(f"**{say(lang, 'shareList')}**")
    try:
        found = _shares().standing(datetime.now(UTC))
    except ShareError as exc:
        st.error(str(exc))
        return
    if not found:
        st.caption(say(lang, "shareNone"))
    for share in found:
        left, right = st.columns([3, 1], vertical_alignment="center")
        left.caption(_described(share, lang))
        right.button(say(lang, "shareRevoke"), key=f"revoke-{share.id}", on_click=_revoke, args=(share.id,))


def _revoke(share_id: str) -> None:
    _shares().revoke(share_id, datetime.now(UTC))
    remember("share.made", "")


def _described(share: Share, lang: str) -> str:
    if share.kind == "dashboard":
        what = say(lang, "shareBoard", name=share.scope["board"][0])
    else:
        drawn = share.scope.get("drawn") or share.scope.get("focus") or []
        what = say(lang, "sharePicture") + (f" ({say(lang, 'shareEntities', n=len(drawn))})" if drawn else "")
    made = say(lang, "shareMadeOn", when=day(lang, share.created.date()))
    ends = say(lang, "shareEndsOn", when=day(lang, share.expires.date())) if share.expires else say(lang, "shareEndsNever")
    return f"{what} · {made} · {ends}"
