"""Withdrawing in the explorer: a source or one article, with a preview of what would end; the list of withdrawals, each to be restored.

What is done is left to ``explorer.withdrawing``, which source is meant to ``scope_choice``, erasing for good to ``erasing``.
All foreign text is shown by ``st.text``, which takes nothing in it for markup.
"""

from __future__ import annotations

import streamlit as st

from explorer import services, withdrawing
from explorer.connection import Trouble
from explorer.panels import erasing, trouble
from explorer.panels.scope_choice import chosen
from explorer.panels.undertaking import examples, said, settle, watched
from explorer.services import LifeOf
from explorer.state import recall, remember
from explorer.text import day, say
from explorer.views.life import scope_label
from graph.life import Scope, Withdrawal

_LISTED = 100


def ask(life: LifeOf, article: str, lang: str) -> None:
    """Open the form over the page in which an article is withdrawn, or restored where it was withdrawn by itself."""
    here = next((v for v in life.versions if v.article == article), None)
    own = next((w for w in (here.withdrawals if here else ()) if w.scope.kind == "article"), None)
    st.dialog(say(lang, "restore" if own else "withdrawThis"))(_form)(own, article, lang)


def _form(own: Withdrawal | None, article: str, lang: str) -> None:
    if own is not None:
        _restoring(own, lang)
    else:
        st.caption(say(lang, "withdrawThisHelp"))
        _ask((Scope("article", article),), "article", lang)


def page(lang: str) -> None:
    """Withdraw a whole source, and everything that was withdrawn."""
    with st.expander(say(lang, "withdrawSource"), icon=":material/block:"):
        st.caption(say(lang, "withdrawSourceHelp"))
        meant = chosen(lang)
        if meant:
            _ask(meant, "source", lang)
            erasing.button(meant[0], "source", lang)
    found = withdrawing.withdrawals()
    if isinstance(found, Trouble):
        trouble.trouble(found, lang)
        return
    if not found:
        st.info(say(lang, "withdrawnNone"))
    named = services.named(scope.value for w in found for scope in w.meant if scope.kind == "outlet")
    for one in found[:_LISTED]:
        _entry(one, {} if isinstance(named, Trouble) else named, lang)


def _ask(meant: tuple[Scope, ...], where: str, lang: str) -> None:
    """What would end, who says so and why, and the button."""
    found = withdrawing.preview(meant)
    if isinstance(found, Trouble):
        trouble.trouble(found, lang)
        return
    counted = [say(lang, "articlesFound", n=found.articles), say(lang, "articleClaims", n=found.claims)]
    st.markdown(f"{say(lang, 'withdrawWould')} **{' · '.join(counted)}**")
    st.caption(" ".join([say(lang, "withdrawEnds", n=found.ends), *([say(lang, "withdrawStays", n=found.stays)] if found.stays else [])]))
    examples(found.examples, found.ends, "withdraw_examples", lang)
    by = st.text_input(
        say(lang, "withdrawBy"), value=recall("review.by", say(lang, "reviewOwner")), key=f"withdraw_by_{where}", max_chars=100
    )
    why = st.text_input(say(lang, "withdrawWhy"), key=f"withdraw_why_{where}", max_chars=500, placeholder=say(lang, "withdrawWhyHint"))
    pressed = st.button(
        say(lang, "withdrawDo", n=found.articles), key=f"withdraw_do_{where}", type="primary", width="stretch", disabled=not (by.strip() and why.strip()),
        help=None if by.strip() and why.strip() else say(lang, "withdrawNeeds"),
    )  # fmt: skip
    if pressed:
        _withdraw(meant, where, lang)
        st.rerun()


def _entry(one: Withdrawal, named: services.Outlets, lang: str) -> None:
    with st.container(border=True, key=f"withdrawal-{one.id}"):
        left, right = st.columns([5, 2], vertical_alignment="center")
        act = "erased" if one.act == "erase" else "withdrawn" if withdrawing.in_force(one) else "restored"
        left.caption(f"{say(lang, f'withdrawnAct.{act}')} · {say(lang, f'withdrawKind.{one.scope.kind}')}")
        left.text(_what(one, named, lang))
        left.text(f"\u2068{one.by}\u2069 · {day(lang, one.on)}")
        if one.why:
            left.text(one.why)
        if one.restored_on:
            left.text(
                f"{say(lang, 'withdrawnAct.restored')}: \u2068{one.restored_by}\u2069 · {day(lang, one.restored_on)} · \u2068{one.restored_why or ''}\u2069"
            )
        if withdrawing.in_force(one):
            with right:
                with st.popover(say(lang, "restore"), icon=":material/undo:", width="stretch"):
                    _restoring(one, lang)
                erasing.button(one.scope, one.id, lang)


def _what(one: Withdrawal, named: services.Outlets, lang: str) -> str:
    if one.scope.kind == "article":
        return services.title(one.scope.value) or (say(lang, "erasedArticle") if one.act == "erase" else one.scope.value)
    # What was withdrawn as one is told by each of its names, which are several again once it is split.
    return " · ".join(dict.fromkeys(scope_label(scope, lang, named) for scope in one.meant))


def _restoring(one: Withdrawal, lang: str) -> None:
    st.caption(say(lang, "restoreHelp"))
    by = st.text_input(
        say(lang, "withdrawBy"), value=recall("review.by", say(lang, "reviewOwner")), key=f"restore_by_{one.id}", max_chars=100
    )
    st.text_input(say(lang, "withdrawWhy"), key=f"restore_why_{one.id}", max_chars=500)
    if st.button(say(lang, "restore"), key=f"restore_do_{one.id}", type="primary", width="stretch", disabled=not by.strip()):
        _restore(one, lang)
        st.rerun()


def _withdraw(meant: tuple[Scope, ...], where: str, lang: str) -> None:
    by = said(f"withdraw_by_{where}")
    remember("review.by", by)
    answer = watched(lambda heard: withdrawing.withdraw(meant, by, said(f"withdraw_why_{where}"), heard), lang)
    done = answer if isinstance(answer, tuple) else ()
    settle(answer, say(lang, "withdrawDone", n=sum(report.articles for report in done)))


def _restore(one: Withdrawal, lang: str) -> None:
    by = said(f"restore_by_{one.id}")
    remember("review.by", by)
    settle(watched(lambda heard: withdrawing.restore(one.scope, by, said(f"restore_why_{one.id}"), heard), lang), say(lang, "restoreDone"))
