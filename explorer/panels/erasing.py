"""Erasing in the explorer: what would be deleted for good, and doing it once a person has written that it shall be.

What is done is left to ``explorer.withdrawing``; withdrawing, which can be taken back, to ``withdrawals``.
"""

from __future__ import annotations

import streamlit as st

from explorer import withdrawing
from explorer.connection import Trouble
from explorer.events import open_article
from explorer.panels import trouble
from explorer.panels.undertaking import examples, said, settle, watched
from explorer.state import advance, explorer_state, recall, remember
from explorer.text import say
from graph.errors import InputError
from graph.life import Scope
from graph.results import ErasurePreview, LifeReport


def button(scope: Scope, where: str, lang: str) -> None:
    """Opens the question over the page; nothing is counted before it is pressed."""
    if st.button(say(lang, "erase"), key=f"erase_{where}", icon=":material/delete_forever:", width="stretch"):
        # What a former question showed is no answer to this one.
        remember("erase.seen", None)
        st.dialog(say(lang, "eraseTitle"), width="large")(_form)(scope, lang)


def _form(scope: Scope, lang: str) -> None:
    seen = recall("erase.seen", None)
    found = withdrawing.erasure(scope)
    if isinstance(found, Trouble):
        trouble.trouble(found, lang)
        return
    remember("erase.seen", found)
    with st.container(key="erase"):
        _preview(found, lang)
        with st.form("erase_form", border=False):
            left, right = st.columns([1, 2])
            left.text_input(say(lang, "withdrawBy"), value=recall("review.by", say(lang, "reviewOwner")), key="erase_by", max_chars=100)
            right.text_input(say(lang, "withdrawWhy"), key="erase_why", max_chars=500, placeholder=say(lang, "eraseWhyHint"))
            word = say(lang, "eraseWord")
            st.text_input(say(lang, "eraseType", word=word), key="erase_word", max_chars=40)
            pressed = st.form_submit_button(
                say(lang, "eraseDo", n=found.articles), type="primary", icon=":material/delete_forever:", disabled=not found.articles
            )
        if pressed:
            _answer(seen or found, word, lang)


def _preview(found: ErasurePreview, lang: str) -> None:
    st.warning(say(lang, "eraseForGood"), icon=":material/warning:")
    counted = [
        say(lang, "articlesFound", n=found.articles),
        say(lang, "articleClaims", n=found.claims),
        say(lang, "eraseEntities", n=found.entities),
    ]
    st.markdown(f"{say(lang, 'eraseWould')} **{' · '.join(counted)}**")
    st.caption(" ".join([say(lang, "eraseGone", n=found.gone), *([say(lang, "withdrawStays", n=found.stays)] if found.stays else [])]))
    examples(found.examples, found.gone, "erase_examples", lang)
    if found.same:
        st.caption(say(lang, "eraseSame", n=len(found.same)))


def _answer(seen: ErasurePreview, word: str, lang: str) -> None:
    by, why = said("erase_by"), said("erase_why")
    if not by or not why:
        st.error(say(lang, "eraseNeeds"))
    elif said("erase_word").casefold() != word.casefold():
        st.error(say(lang, "eraseTypeAgain", word=word))
    else:
        remember("review.by", by)
        answer = watched(lambda told: withdrawing.erase(seen, by, why, told), lang)
        if answer is None:
            st.warning(say(lang, "eraseChanged"))
            return
        settle(answer, _done(answer, lang) if isinstance(answer, LifeReport) else "")
        state = explorer_state()
        if not isinstance(answer, InputError | Trouble) and state.article is not None:
            advance(open_article(state, None))
        st.rerun()


def _done(report: LifeReport, lang: str) -> str:
    counted = (
        say(lang, "articleClaims", n=report.claims),
        say(lang, "eraseEntities", n=report.entities),
        say(lang, "eraseRelations", n=report.relations),
    )
    return f"{say(lang, 'eraseDone', n=report.articles)} {say(lang, 'eraseDoneWith')} {' · '.join(counted)}."
