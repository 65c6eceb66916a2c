"""Correcting an entity or a claim: rename, retype, names, one with another, mark wrong, put right.

What comes of a correction is left to ``explorer.reviewing``.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer import reviewing, services
from explorer.connection import Trouble
from explorer.panels import trouble
from explorer.panels.correcting import correct
from explorer.state import shown_in
from explorer.text import direction, say
from explorer.views.legend import relation_label
from explorer.views.review import names_by_language
from graph.filters import GraphFilter
from graph.identity import ALIAS, RENAME, RETYPE, SAME, UNALIAS, WRONG
from graph.model import Entity, Evidence, Judgement
from graph.ontology import ENTITY_TYPES, LANGUAGES

_ACTS = (RENAME, ALIAS, UNALIAS, RETYPE, SAME)
_RELATIONS = 200


def _said(name: str) -> str:
    return str(shown_in(name) or "").strip()


def correct_entity(entity: Entity, lang: str, keep: Callable[[Judgement], None]) -> None:
    """All names of the entity, and what may be judged of it."""
    with st.container(border=True, key="review_names", gap="xsmall"):
        for language, spelled in names_by_language(entity, lang):
            st.caption(language)
            st.text(spelled)
    act = st.segmented_control(
        say(lang, "reviewAct"), _ACTS, default=RENAME, key="review_act", format_func=lambda verdict: say(lang, f"reviewAct.{verdict}")
    )
    with st.form("review_correct", border=False):
        value: dict[str, str] = {}
        right = ""
        if act in (RENAME, ALIAS):
            value["name"] = st.text_input(say(lang, "reviewName"), key="review_name", max_chars=300)
            tongue = st.selectbox(
                say(lang, "articlesLanguage"), LANGUAGES, index=LANGUAGES.index(lang), key="review_language", format_func=lambda c: say(lang, f"language.{c}")
            )  # fmt: skip
            value["language"] = tongue or "und"
        elif act == UNALIAS:
            value["name"] = (
                st.selectbox(say(lang, "reviewName"), list(dict.fromkeys(n.text for n in entity.names)), key="review_unalias") or ""
            )
        elif act == RETYPE:
            value["type"] = (
                st.selectbox(
                    say(lang, "reviewType"), list(ENTITY_TYPES), key="review_retype", format_func=lambda t: ENTITY_TYPES[t].label(lang)
                )
                or ""
            )
        elif act == SAME:
            hits = services.search(_said("review_other"), 10)
            others = [] if isinstance(hits, Trouble) else [h.entity for h in hits if h.entity.id != entity.id]
            st.text_input(say(lang, "reviewOther"), key="review_other", max_chars=200)
            names = {e.id: f"{e.name(lang)} · {ENTITY_TYPES[e.type].label(lang)}" for e in others}
            right = (
                st.selectbox(say(lang, "reviewSameAs"), list(names), key="review_same_as", format_func=lambda id: names.get(id, id)) or ""
            )
        asked = st.form_submit_button(say(lang, "reviewKeep"), type="primary")
    if asked and act and (act != SAME or right):
        keep(reviewing.word(act, entity.id, right, _said("review_by"), _said("review_why"), **value))
        st.rerun()


def correct_claims(entity: str, lang: str, keep: Callable[[object], None]) -> None:
    """The claims behind one relation of the entity, each to be marked wrong or put right."""
    found = services.neighbourhood((entity,), GraphFilter(limit=_RELATIONS))
    if isinstance(found, Trouble):
        trouble.trouble(found, lang)
        return
    names = {e.id: e.name(lang) for e in found.entities}
    relations = {r.id: f"{names[r.subject]} — {relation_label(r.type, lang)} — {names[r.object]}" for r in found.relations}
    if not relations:
        return
    chosen = st.selectbox(
        say(lang, "reviewRelation"), list(relations), index=None, key="review_relation", format_func=lambda id: relations.get(id, id)
    )
    if chosen not in relations:
        return
    answer = services.evidence(chosen)
    if answer is None or isinstance(answer, Trouble):
        return
    for item in answer.items[:30]:
        _claim(item, lang, keep)


def _claim(item: Evidence, lang: str, keep: Callable[[object], None]) -> None:
    claim = item.claim
    with st.container(border=True, key=f"review-claim-{claim.id}"):
        with st.container(key=f"review-quote-{direction(item.article.language)}-{claim.id}"):
            st.text(item.sentence)
        if item.judged is not None:
            judgement = item.judged.judgement
            st.caption(say(lang, "reviewCorrected", what=say(lang, f"verdict.{judgement.verdict}")))
            st.text(f"\u2068{judgement.by}\u2069 · {item.judged.at:%Y-%m-%d} · \u2068{judgement.why}\u2069")
        buttons = st.container(horizontal=True)
        if buttons.button(say(lang, "correctOpen"), key=f"review-fix-{claim.id}", icon=":material/edit:"):
            correct(claim.id, lang)
        wrong = buttons.button(say(lang, "reviewWrong"), key=f"review-wrong-{claim.id}", icon=":material/block:")
    if wrong:
        keep(reviewing.correct_claim(claim.id, WRONG, _said("review_by"), _said("review_why")))
        st.rerun()
