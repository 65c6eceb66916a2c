"""The form in which one claim is put right or marked wrong, the same from the network, the reader and the review page.

What comes of it is left to ``explorer.reviewing``, what has changed in it to ``explorer.views.correcting``.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explorer import reviewing, services
from explorer.connection import Trouble
from explorer.events import follow_claim
from explorer.panels import trouble
from explorer.state import advance, explorer_state, recall, remember, shown_in
from explorer.text import direction, say
from explorer.views import correcting as view
from explorer.views.legend import relation_label
from graph.errors import InputError
from graph.identity import FIX, STATUSES, WRONG
from graph.model import Entity
from graph.ontology import ENTITY_TYPES, RELATION_TYPES
from graph.results import ClaimInHand

_FOUND = 12
_LONGEST = 300
_DATES = ("valid_from", "valid_to", "said_on")


def _who(claim: str, lang: str) -> tuple[str, str]:
    """Who judges and why, asked for; the name is kept for this session."""
    left, right = st.columns([1, 2])
    if recall("review.by", None) is None:
        remember("review.by", say(lang, "reviewOwner"))
    by = left.text_input(say(lang, "reviewBy"), value=recall("review.by", ""), key="correct_by", max_chars=100)
    why = right.text_input(say(lang, "reviewWhy"), key=f"correct_why_{claim}", max_chars=500, placeholder=say(lang, "correctWhyHint"))
    remember("review.by", by)
    return by, why


def correct(claim: str, lang: str) -> None:
    """Open the form of a claim over the page, once for each time that it is asked for."""
    title = say(lang, "correctTitle")
    st.dialog(title, width="large")(_form)(claim, lang)


def _form(claim: str, lang: str) -> None:
    answer = reviewing.claim_in_hand(claim)
    if isinstance(answer, Trouble):
        trouble.trouble(answer, lang)
        return
    if answer is None:
        st.warning(say(lang, "correctGone"))
        return
    with st.container(key="correct"):
        _said(answer, lang)
        by, why = _who(claim, lang)
        chosen = _ends(answer, lang)
        with st.form(f"correct_form_{claim}", border=False):
            wanted = chosen | _words(answer, lang)
            buttons = st.container(horizontal=True)
            fixed = buttons.form_submit_button(say(lang, "reviewFix"), type="primary", icon=":material/edit:")
            wrong = buttons.form_submit_button(say(lang, "reviewWrong"), icon=":material/block:", disabled=_is_wrong(answer))
        if fixed:
            values = view.changed(answer.read, wanted)
            if values:
                _keep(reviewing.correct_claim(claim, FIX, by, why, **values), answer, lang)
            else:
                st.info(say(lang, "correctNothing"))
        elif wrong:
            _keep(reviewing.correct_claim(claim, WRONG, by, why), answer, lang)


def _is_wrong(answer: ClaimInHand) -> bool:
    return answer.evidence.judged is not None and answer.evidence.judged.judgement.verdict == WRONG


def _said(answer: ClaimInHand, lang: str) -> None:
    """The sentence, what was read in it, and what has been judged of that."""
    shown, read = answer.evidence, answer.read
    names = {e.id: e.name(lang) for e in (*answer.named, shown.subject, shown.object)}
    with st.container(key=f"correct-quote-{direction(shown.article.language)}"):
        st.text(shown.sentence)
    negated = f" · {say(lang, 'reviewNegated')}" if read.negated else ""
    ends = (names.get(read.subject, read.subject), relation_label(read.relation, lang), names.get(read.object, read.object))
    st.caption(say(lang, "correctRead"))
    st.text(" — ".join(f"\u2068{text}\u2069" for text in ends) + negated)
    if shown.judged is not None:
        judgement = shown.judged.judgement
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.caption(say(lang, "reviewCorrected", what=say(lang, f"verdict.{judgement.verdict}")))
        left.text(
            f"\u2068{judgement.by}\u2069 · \u2066{shown.judged.at:%Y-%m-%d}\u2069"
            + (f" · \u2068{judgement.why}\u2069" if judgement.why else "")
        )
        if right.button(say(lang, "reviewUndo"), key=f"correct_undo_{answer.read.id}", icon=":material/undo:", width="stretch"):
            _keep(reviewing.undo(shown.judged.id, judgement.by), answer, lang)


def _ends(answer: ClaimInHand, lang: str) -> dict[str, str]:
    """Who does what to whom, and who says so: chosen among whom the article names and whom a search finds."""
    counts = answer.evidence.claim
    text = str(shown_in(f"correct_find_{answer.read.id}") or "").strip()
    hits = services.search(text, _FOUND) if text else ()
    found = () if isinstance(hits, Trouble) else tuple(hit.entity for hit in hits)
    left, right = st.columns(2)
    subject = _entity("subject", left, answer, found, lang, counts.subject)
    object_ = _entity("object", right, answer, found, lang, counts.object)
    left, right = st.columns(2, vertical_alignment="bottom")
    speaker = _entity("speaker", left, answer, found, lang, counts.speaker or "")
    right.text_input(
        say(lang, "correctFind"), key=f"correct_find_{answer.read.id}", max_chars=200, placeholder=say(lang, "searchHint"), icon=":material/search:",
        help=say(lang, "correctFindHelp"),
    )  # fmt: skip
    if isinstance(hits, Trouble):
        trouble.trouble(hits, lang)
    elif text and not found:
        st.caption(say(lang, "reviewNotFound"))
    elif found:
        st.caption(say(lang, "correctFound", n=len(found)))
    return {"subject": subject, "object": object_, "speaker": speaker}


def _entity(role: str, place: st.delta_generator.DeltaGenerator, answer: ClaimInHand, found: Sequence[Entity], lang: str, now: str) -> str:
    shown = answer.evidence
    own = [e for e in (shown.subject, shown.object, shown.speaker) if e is not None]
    known = {e.id: e for e in (*found, *own, *answer.named)}
    options = [*([""] if role == "speaker" else []), *known]
    chosen = place.selectbox(
        say(lang, f"correct.{role}"), options, index=options.index(now) if now in options else 0, key=f"correct_{role}_{answer.read.id}",
        format_func=lambda id: f"\u2068{known[id].name(lang)}\u2069 · {ENTITY_TYPES[known[id].type].label(lang)}" if id in known else say(lang, "correctNoSpeaker"),
    )  # fmt: skip
    return str(chosen or "")


def _words(answer: ClaimInHand, lang: str) -> dict[str, str]:
    now = view.texts(answer.evidence.claim)
    left, right = st.columns([3, 2])
    relations = sorted(RELATION_TYPES, key=lambda name: relation_label(name, lang))
    relation = left.selectbox(
        say(lang, "reviewRelation"), relations, index=relations.index(now["relation"]), key=f"correct_relation_{answer.read.id}",
        format_func=lambda name: relation_label(name, lang),
    )  # fmt: skip
    status = right.selectbox(
        say(lang, "reviewStatus"), STATUSES, index=STATUSES.index(now["status"]), key=f"correct_status_{answer.read.id}",
        format_func=lambda name: say(lang, f"claimStatus.{name}"),
    )  # fmt: skip
    wanted = {"relation": str(relation), "status": str(status)}
    for key, column in zip(_DATES, st.columns(3), strict=True):
        wanted[key] = column.text_input(
            say(lang, f"correct.{key}"),
            now[key],
            key=f"correct_{key}_{answer.read.id}",
            max_chars=10,
            placeholder="2022-01-11",
            help=say(lang, "correctDateHelp"),
        )
    left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
    wanted["quantity"] = left.text_input(
        say(lang, "correct.quantity"), now["quantity"], key=f"correct_quantity_{answer.read.id}", max_chars=_LONGEST
    )
    wanted["role"] = middle.text_input(say(lang, "correct.role"), now["role"], key=f"correct_role_{answer.read.id}", max_chars=_LONGEST)
    wanted["negated"] = (
        "true" if right.checkbox(say(lang, "reviewNegated"), now["negated"] == "true", key=f"correct_negated_{answer.read.id}") else "false"
    )
    return wanted


def _keep(answer: object, before: ClaimInHand, lang: str) -> None:
    """Say what went wrong in the form, or close it and show the page anew, with the relation that the claim counts in now."""
    if isinstance(answer, Trouble):
        trouble.trouble(answer, lang)
    elif isinstance(answer, InputError):
        st.error(say(lang, "reviewRefused"))
        st.text(str(answer))
    else:
        after = reviewing.claim_in_hand(before.read.id)
        relation = after.relation if isinstance(after, ClaimInHand) else None
        if relation is None and before.relation is not None and services.evidence(before.relation) is not None:
            # Others still say so: what they say stays in view.
            relation = before.relation
        advance(follow_claim(explorer_state(), before.relation, relation))
        st.toast(say(lang, "reviewKept"))
        st.rerun()
