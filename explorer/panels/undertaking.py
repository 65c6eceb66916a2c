"""What withdrawing, restoring and erasing share on a page: examples of what ends, a bar while it goes on, and word of how it went.

What is done is left to ``explorer.withdrawing``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from explorer import services, withdrawing
from explorer.connection import Trouble
from explorer.panels import trouble
from explorer.state import recall, remember, shown_in
from explorer.text import say
from explorer.views.legend import relation_label
from graph.errors import InputError
from graph.model import Claim

_SHOWN = 12


def examples(found: Sequence[Claim], of: int, key: str, lang: str) -> None:
    """Some of the ``of`` relations that end, in words."""
    ends = services.named(id for c in found[:_SHOWN] for id in (c.subject, c.object))
    if not found or isinstance(ends, Trouble):
        return
    with st.container(border=True, height=180 if len(found) > 4 else "content", key=key):
        for claim in found[:_SHOWN]:
            st.text(_line(claim, {id: e.name(lang) for id, e in ends.items()}, lang))
        if of > _SHOWN:
            st.caption(say(lang, "withdrawMore", n=of - _SHOWN))


def _line(claim: Claim, names: dict[str, str], lang: str) -> str:
    ends = (f"\u2068{names.get(id, id)}\u2069" for id in (claim.subject, claim.object))
    return f" {relation_label(claim.relation, lang)} ".join(ends)


def said(name: str) -> str:
    """What was written into the field of this key."""
    return str(shown_in(name) or "").strip()


def watched(act: Callable[[withdrawing.Told], object], lang: str) -> object:
    """Do it, with a bar of how many articles of how many are done."""
    bar = st.progress(0.0, say(lang, "withdrawRunning"))

    def heard(done: int, of: int) -> None:
        bar.progress(min(1.0, done / max(1, of)), f"{done:,} / {of:,}")

    answer = act(heard)
    bar.empty()
    return answer


def settle(answer: object, then: str) -> None:
    """Keep what was done or went wrong for the run that follows."""
    failed = isinstance(answer, InputError | Trouble)
    remember("withdraw.told", answer if isinstance(answer, Trouble) else str(answer) if isinstance(answer, InputError) else then)
    remember("withdraw.failed", failed)


def told(lang: str) -> None:
    """Say once what was done last, or why it was not."""
    kept = recall("withdraw.told", None)
    remember("withdraw.told", None)
    if isinstance(kept, Trouble):
        trouble.trouble(kept, lang)
    elif kept and recall("withdraw.failed", False):
        st.error(say(lang, "withdrawFailed"))
        st.text(kept)
    elif kept:
        st.success(kept, icon=":material/check:")
