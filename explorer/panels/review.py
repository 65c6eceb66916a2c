"""Judging in the explorer: proposals side by side, by rule, by hand, and the history with its undo.

What a judgement is, is left to ``explorer.reviewing``, what lines say to ``explorer.views.review``. All
foreign text is shown by ``st.text``, which takes nothing in it for markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

import streamlit as st

from explorer import reviewing, services
from explorer.connection import Trouble
from explorer.panels import trouble
from explorer.panels.corrections import correct_claims, correct_entity
from explorer.reviewing import Rule
from explorer.state import recall, remember, shown_in
from explorer.text import direction, say
from explorer.views import review as view
from graph.errors import InputError
from graph.identity import DIFFERENT, SAME, UNSURE
from graph.model import Judged, Judgement
from graph.ontology import ENTITY_TYPES
from graph.store.judging import Proposal

_KEYS: tuple[tuple[str, str, Literal["primary", "secondary"]], ...] = (
    (SAME, "S", "primary"),
    (DIFFERENT, "D", "secondary"),
    (UNSURE, "U", "secondary"),
)
_LISTED = 50


def who(lang: str) -> None:
    """Who judges, and the last error."""
    left, right = st.columns([1, 2])
    if shown_in("review_by") is None:
        remember("review.by", recall("review.by", say(lang, "reviewOwner")))
    left.text_input(say(lang, "reviewBy"), value=recall("review.by", ""), key="review_by", max_chars=100)
    right.text_input(say(lang, "reviewWhy"), key="review_why", max_chars=500, placeholder=say(lang, "reviewWhyHint"))
    problem = recall("review.problem", None)
    if isinstance(problem, Trouble):
        trouble.trouble(problem, lang)
    elif problem:
        st.error(say(lang, "reviewRefused"))
        st.text(problem)


def by() -> str:
    return str(shown_in("review_by") or "").strip()


def why() -> str:
    return str(shown_in("review_why") or "").strip()


def settle(answer: object, then: str | None = None) -> None:
    """Keep what went wrong, or say what was done, for the run that follows."""
    failed = isinstance(answer, InputError | Trouble)
    remember("review.problem", answer if isinstance(answer, Trouble) else str(answer) if failed else None)
    if then and not failed:
        st.toast(then)


def proposals(waiting: Sequence[Judgement], lang: str) -> None:
    """The likeliest pair that was not passed over, side by side, to be decided by a key."""
    passed: tuple[str, ...] = recall("review.passed", ())
    open_ = [j for j in waiting if f"{j.left} {j.right}" not in passed]
    top = st.container(horizontal=True, vertical_alignment="center")
    top.caption(say(lang, "reviewWaiting", n=len(waiting)))
    top.button(say(lang, "reviewLook"), key="review_look", icon=":material/search_insights:", on_click=_look, args=(lang,))
    shown: Proposal | Trouble | None = None
    for judgement in open_:
        shown = reviewing.proposal(judgement)
        if shown is not None:
            break
    if isinstance(shown, Trouble):
        trouble.trouble(shown, lang)
        return
    if shown is None:
        st.info(say(lang, "reviewNone"))
        if passed:
            st.button(say(lang, "reviewAgain"), key="review_again", on_click=partial(remember, "review.passed", ()))
        _undo_last(lang)
        return
    _pair(shown, lang)
    buttons = st.container(horizontal=True, key="review_decide")
    for verdict, key, kind in _KEYS:
        buttons.button(
            say(lang, f"reviewDo.{verdict}"),
            key=f"review_{verdict}",
            shortcut=key,
            type=kind,
            on_click=_decide,
            args=(shown, verdict, lang),
        )
    buttons.button(say(lang, "reviewPass"), key="review_pass", shortcut="K", type="tertiary", on_click=_pass, args=(shown.judgement,))
    with buttons:
        _undo_last(lang)


def _undo_last(lang: str) -> None:
    history = reviewing.history()
    last = None if isinstance(history, Trouble) else reviewing.last(history, by())
    st.button(
        say(lang, "reviewUndoLast"), key="review_undo_last", shortcut="Z", icon=":material/undo:", disabled=last is None,
        on_click=_undo, args=(last.id if last else "", lang),
    )  # fmt: skip


def _pair(shown: Proposal, lang: str) -> None:
    judgement = shown.judgement
    with st.container(gap="xsmall", key="review_because"):
        st.text(f"{say(lang, 'reviewScore', n=round(judgement.score * 100))} · {view.reasons(judgement.why, lang)}")
        if both := view.shared(shown, lang):
            st.text(both)
    for place, column, side in zip(("left", "right"), st.columns(2), (shown.left, shown.right), strict=True):
        card = view.card(side, shown.shared, lang)
        with column.container(border=True, key=f"review_card_{place}", gap="xsmall", height="stretch"):
            st.caption(card.type)
            with st.container(key=f"review_name_{place}"):
                st.text(card.name)
            if card.names:
                st.text(card.names)
            for what, said in card.facts:
                st.caption(what)
                st.text(said)
            if card.sentences:
                st.caption(say(lang, "reviewSentences"))
            for number, (sentence, way) in enumerate(card.sentences):
                with st.container(key=f"review-quote-{way}-{place}-{number}"):
                    st.text(sentence)


def _decide(shown: Proposal, verdict: str, lang: str) -> None:
    left, right = shown.left.entity.id, shown.right.entity.id
    settle(reviewing.judge(reviewing.word(verdict, left, right, by(), why())), say(lang, f"reviewDone.{verdict}"))


def _pass(judgement: Judgement) -> None:
    passed: tuple[str, ...] = recall("review.passed", ())
    remember("review.passed", (*passed, f"{judgement.left} {judgement.right}"))


def _undo(id: str, lang: str) -> None:
    settle(reviewing.undo(id, by(), why()), say(lang, "reviewUndone"))


def _look(lang: str) -> None:
    found = reviewing.look_for_likenesses()
    settle(found, None if isinstance(found, Trouble) else say(lang, "reviewFound", n=found))


def rule(waiting: Sequence[Judgement], lang: str) -> None:
    """Many proposals at once: what the rule would merge is shown before it does."""
    left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
    kinds = left.multiselect(
        say(lang, "reviewTypes"), list(ENTITY_TYPES), key="review_types", format_func=lambda name: ENTITY_TYPES[name].label(lang),
        placeholder=say(lang, "articlesAll"),
    )  # fmt: skip
    least = middle.slider(say(lang, "reviewLeast"), 80, 100, 95, key="review_least", format="%d%%")
    shared = right.checkbox(say(lang, "reviewOnlyShared"), value=True, key="review_shared")
    found = reviewing.matching(Rule(tuple(kinds), least / 100, shared), waiting)
    if isinstance(found, Trouble):
        trouble.trouble(found, lang)
        return
    st.caption(say(lang, "reviewWouldMerge", n=len(found)))
    if found:
        columns = [say(lang, key) for key in ("reviewOne", "reviewOther", "reviewType", "reviewLikely", "reviewBecause")]
        rows = [
            (p.left.entity.name(lang), p.right.entity.name(lang), ENTITY_TYPES[p.left.entity.type].label(lang), f"{p.judgement.score:.0%}", view.reasons(p.judgement.why, lang))
            for p in found
        ]  # fmt: skip
        way = -1 if direction(lang) == "rtl" else 1
        st.dataframe([dict(list(zip(columns, row, strict=True))[::way]) for row in rows], hide_index=True)
    st.button(
        say(lang, "reviewMergeAll", n=len(found)),
        key="review_merge_all",
        disabled=not found,
        on_click=_merge_all,
        args=(found, least, lang),
    )


def _merge_all(found: Sequence[Proposal], least: int, lang: str) -> None:
    reason = why() or f"rule: at least {least} %"
    settle(reviewing.merge_all(found, by(), reason), say(lang, "reviewMerged", n=len(found)))


def by_hand(lang: str) -> None:
    """Find an entity, and correct it, merge it, or correct what is claimed of it."""
    text = st.text_input(say(lang, "reviewFind"), key="review_find", max_chars=200, placeholder=say(lang, "searchHint"))
    hits = services.search(text, 20)
    if isinstance(hits, Trouble):
        trouble.trouble(hits, lang)
        return
    if not hits:
        if text.strip():
            st.caption(say(lang, "reviewNotFound"))
        return
    found = {hit.entity.id: hit.entity for hit in hits}
    chosen = st.selectbox(
        say(lang, "reviewEntity"), list(found), key="review_entity",
        format_func=lambda id: f"{found[id].name(lang)} · {ENTITY_TYPES[found[id].type].label(lang)}",
    )  # fmt: skip
    if chosen not in found:
        return
    correct_entity(found[chosen], lang, lambda judgement: settle(reviewing.judge(judgement), say(lang, "reviewKept")))
    correct_claims(chosen, lang, lambda answer: settle(answer, say(lang, "reviewKept")))


def history(judged: Sequence[Judged], lang: str) -> None:
    """Everything that was judged, newest first, each to be taken back; out and in as a file."""
    named = services.entities(view.named_in(judged))
    names = {} if isinstance(named, Trouble) else {e.id: e.name(lang) for e in named}
    bar = st.container(horizontal=True, vertical_alignment="bottom")
    bar.download_button(
        say(lang, "reviewExport"), reviewing.exported(judged), "judgements.jsonl", "application/jsonl", key="review_export", icon=":material/download:",
        disabled=not judged,
    )  # fmt: skip
    with bar.popover(say(lang, "reviewImport"), icon=":material/upload:"), st.form("review_import", border=False, clear_on_submit=True):
        given = st.file_uploader(say(lang, "reviewImportFile"), type=["jsonl"], key="review_file")
        if st.form_submit_button(say(lang, "reviewImport")) and given is not None:
            answer = reviewing.take_in(given.getvalue(), given.name)
            if isinstance(answer, Trouble):
                trouble.trouble(answer, lang)
            else:
                st.text(say(lang, "reviewTakenIn", n=answer[0], refused=len(answer[1])))
                for error in answer[1][:20]:
                    st.text(str(error))
    if not judged:
        st.info(say(lang, "reviewNoHistory"))
    told = view.Told(names, reviewing.judged_claims(judged[-_LISTED:]))
    for entry in view.entries(judged, told, lang)[:_LISTED]:
        with st.container(border=True, key=f"review-entry-{entry.id}"):
            left, right = st.columns([6, 1], vertical_alignment="center")
            left = left.container(gap="xsmall")
            left.caption(say(lang, "reviewTakenBack", what=entry.said) if entry.taken_back else entry.said)
            left.text(entry.about)
            if entry.sentence:
                with left.container(key=f"review-quote-{entry.way}-{entry.id}"):
                    st.text(entry.sentence)
            if entry.why:
                left.text(f"\u2068{entry.why}\u2069")
            left.caption(entry.who)
            if entry.open:
                right.button(say(lang, "reviewUndo"), key=f"review-undo-{entry.id}", on_click=_undo, args=(entry.id, lang), width="stretch")
