"""Withdrawing in the explorer: a source or one article, with a preview of what would end; the list of withdrawals, each to be restored.

What is done is left to ``explorer.withdrawing``. All foreign text is shown by ``st.text``, which takes nothing in it for markup.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from explorer import services, withdrawing
from explorer.connection import Trouble
from explorer.panels import trouble
from explorer.panels.article_parts import in_reading_order
from explorer.services import LifeOf
from explorer.state import recall, remember, shown_in
from explorer.text import day, say
from explorer.views.legend import relation_label
from explorer.views.life import scope_label
from graph.errors import InputError
from graph.life import Scope, Withdrawal
from graph.model import Claim
from graph.results import Facets, WithdrawalPreview

_KINDS = ("outlet", "run", "source", "feed")
_SHOWN = 12
_LISTED = 100


def of_article(life: LifeOf, article: str, lang: str) -> None:
    """Beside an article: withdraw it, or restore it where it was withdrawn by itself."""
    here = next((v for v in life.versions if v.article == article), None)
    own = [w for w in (here.withdrawals if here else ()) if w.scope.kind == "article"]
    _told(lang)
    if own:
        _restoring(own[0], lang)
        return
    with st.popover(say(lang, "withdrawThis"), icon=":material/block:", width="stretch"):
        st.caption(say(lang, "withdrawThisHelp"))
        _ask((Scope("article", article),), "article", lang)


def page(lang: str) -> None:
    """Withdraw a whole source, and everything that was withdrawn."""
    _told(lang)
    with st.expander(say(lang, "withdrawSource"), icon=":material/block:"):
        st.caption(say(lang, "withdrawSourceHelp"))
        kind = st.segmented_control(
            say(lang, "withdrawWhat"), in_reading_order(_KINDS, lang), default="outlet", key="withdraw_kind", required=True,
            label_visibility="collapsed", format_func=lambda kind: say(lang, f"withdrawKind.{kind}"),
        )  # fmt: skip
        meant = withdrawing.scopes(kind or "outlet", _value(kind or "outlet", lang))
        if meant:
            _ask(meant, "source", lang)
    found = withdrawing.withdrawals()
    if isinstance(found, Trouble):
        trouble.trouble(found, lang)
        return
    if not found:
        st.info(say(lang, "withdrawnNone"))
    named = services.named(w.scope.value for w in found if w.scope.kind == "outlet")
    for one in found[:_LISTED]:
        _entry(one, {} if isinstance(named, Trouble) else named, lang)


def _value(kind: str, lang: str) -> str:
    if kind == "outlet":
        facets = services.facets()
        counts = (Facets() if isinstance(facets, Trouble) else facets).outlets
        named = services.named(counts)
        names = {} if isinstance(named, Trouble) else {id: e.name(lang) for id, e in named.items()}
        chosen = st.selectbox(
            say(lang, "withdrawKind.outlet"), sorted(counts, key=lambda id: names.get(id, id)), index=None, key="withdraw_outlet",
            format_func=lambda id: f"{names.get(id, id)} ({counts[id]:,})", placeholder=say(lang, "withdrawChoose"),
        )  # fmt: skip
    elif kind == "run":
        runs = withdrawing.runs()
        by_name = {} if isinstance(runs, Trouble) else {r.run: r.articles for r in runs}
        chosen = st.selectbox(
            say(lang, "withdrawKind.run"), list(by_name), index=None, key="withdraw_run", placeholder=say(lang, "withdrawChoose"),
            format_func=lambda run: f"{_when(run, lang)} ({say(lang, 'articlesFound', n=by_name[run])})",
        )  # fmt: skip
    elif kind == "feed":
        chosen = st.text_input(
            say(lang, "withdrawFeed"), key="withdraw_feed", max_chars=1000, placeholder="https://news.example.org/feed.xml",
            help=say(lang, "withdrawFeedHelp"),
        )  # fmt: skip
    else:
        chosen = st.text_input(
            say(lang, "withdrawPlace"), key="withdraw_place", max_chars=1000, placeholder="https://news.example.org/", help=say(lang, "withdrawPlaceHelp")
        )  # fmt: skip
    return chosen or ""


def _when(run: str, lang: str) -> str:
    """The day and time that a run's name tells; the name itself where it tells none."""
    try:
        at = datetime.strptime(run[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return run
    return f"{day(lang, at.date())} {at:%H:%M} UTC"


def _ask(meant: tuple[Scope, ...], where: str, lang: str) -> None:
    """What would end, who says so and why, and the button."""
    found = withdrawing.preview(meant)
    if isinstance(found, Trouble):
        trouble.trouble(found, lang)
        return
    _preview(found, lang)
    by = st.text_input(
        say(lang, "withdrawBy"), value=recall("review.by", say(lang, "reviewOwner")), key=f"withdraw_by_{where}", max_chars=100
    )
    why = st.text_input(say(lang, "withdrawWhy"), key=f"withdraw_why_{where}", max_chars=500, placeholder=say(lang, "withdrawWhyHint"))
    st.button(
        say(lang, "withdrawDo", n=found.articles), key=f"withdraw_do_{where}", type="primary", width="stretch", disabled=not (by.strip() and why.strip()),
        on_click=_withdraw, args=(meant, where, lang), help=None if by.strip() and why.strip() else say(lang, "withdrawNeeds"),
    )  # fmt: skip


def _preview(found: WithdrawalPreview, lang: str) -> None:
    counted = [say(lang, "articlesFound", n=found.articles), say(lang, "articleClaims", n=found.claims)]
    st.markdown(f"{say(lang, 'withdrawWould')} **{' · '.join(counted)}**")
    st.caption(" ".join([say(lang, "withdrawEnds", n=found.ends), *([say(lang, "withdrawStays", n=found.stays)] if found.stays else [])]))
    ends = services.named(id for c in found.examples[:_SHOWN] for id in (c.subject, c.object))
    if not found.examples or isinstance(ends, Trouble):
        return
    with st.container(border=True, height=180 if len(found.examples) > 4 else "content", key="withdraw_examples"):
        for claim in found.examples[:_SHOWN]:
            st.text(_line(claim, {id: e.name(lang) for id, e in ends.items()}, lang))
        if found.ends > _SHOWN:
            st.caption(say(lang, "withdrawMore", n=found.ends - _SHOWN))


def _line(claim: Claim, names: dict[str, str], lang: str) -> str:
    ends = (f"\u2068{names.get(id, id)}\u2069" for id in (claim.subject, claim.object))
    return f" {relation_label(claim.relation, lang)} ".join(ends)


def _entry(one: Withdrawal, named: services.Outlets, lang: str) -> None:
    with st.container(border=True, key=f"withdrawal-{one.id}"):
        left, right = st.columns([5, 2], vertical_alignment="center")
        act = "erased" if one.act == "erase" else "withdrawn" if withdrawing.in_force(one) else "restored"
        left.caption(f"{say(lang, f'withdrawnAct.{act}')} · {say(lang, f'withdrawKind.{one.scope.kind}')}")
        left.text(
            services.title(one.scope.value) or one.scope.value if one.scope.kind == "article" else scope_label(one.scope, lang, named)
        )
        left.text(f"\u2068{one.by}\u2069 · {day(lang, one.on)}")
        if one.why:
            left.text(one.why)
        if one.restored_on:
            left.text(
                f"{say(lang, 'withdrawnAct.restored')}: \u2068{one.restored_by}\u2069 · {day(lang, one.restored_on)} · \u2068{one.restored_why or ''}\u2069"
            )
        if withdrawing.in_force(one):
            with right:
                _restoring(one, lang)


def _restoring(one: Withdrawal, lang: str) -> None:
    with st.popover(say(lang, "restore"), icon=":material/undo:", width="stretch"):
        st.caption(say(lang, "restoreHelp"))
        by = st.text_input(
            say(lang, "withdrawBy"), value=recall("review.by", say(lang, "reviewOwner")), key=f"restore_by_{one.id}", max_chars=100
        )
        st.text_input(say(lang, "withdrawWhy"), key=f"restore_why_{one.id}", max_chars=500)
        st.button(
            say(lang, "restore"), key=f"restore_do_{one.id}", type="primary", width="stretch", disabled=not by.strip(), on_click=_restore, args=(one, lang)
        )  # fmt: skip


def _said(name: str) -> str:
    return str(shown_in(name) or "").strip()


def _withdraw(meant: tuple[Scope, ...], where: str, lang: str) -> None:
    by = _said(f"withdraw_by_{where}")
    remember("review.by", by)
    answer = _watched(lambda told: withdrawing.withdraw(meant, by, _said(f"withdraw_why_{where}"), told), lang)
    done = answer if isinstance(answer, tuple) else ()
    _settle(answer, say(lang, "withdrawDone", n=sum(report.articles for report in done)))


def _restore(one: Withdrawal, lang: str) -> None:
    by = _said(f"restore_by_{one.id}")
    remember("review.by", by)
    _settle(_watched(lambda told: withdrawing.restore(one.scope, by, _said(f"restore_why_{one.id}"), told), lang), say(lang, "restoreDone"))


def _watched(act: Callable[[withdrawing.Told], object], lang: str) -> object:
    bar = st.progress(0.0, say(lang, "withdrawRunning"))

    def told(done: int, of: int) -> None:
        bar.progress(min(1.0, done / max(1, of)), f"{done:,} / {of:,}")

    answer = act(told)
    bar.empty()
    return answer


def _settle(answer: object, then: str) -> None:
    """Keep what was done or went wrong for the run that follows."""
    failed = isinstance(answer, InputError | Trouble)
    remember("withdraw.told", answer if isinstance(answer, Trouble) else str(answer) if isinstance(answer, InputError) else then)
    remember("withdraw.failed", failed)


def _told(lang: str) -> None:
    told = recall("withdraw.told", None)
    remember("withdraw.told", None)
    if isinstance(told, Trouble):
        trouble.trouble(told, lang)
    elif told and recall("withdraw.failed", False):
        st.error(say(lang, "withdrawFailed"))
        st.text(told)
    elif told:
        st.success(told, icon=":material/check:")
