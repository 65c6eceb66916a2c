"""The list of articles: search, filters, order, and one page of what passes.

Which articles pass is left to ``graph.article_filter``; the text of one to the reader component.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from explorer import events, services
from explorer.connection import Trouble
from explorer.panels import trouble
from explorer.services import Outlets
from explorer.state import ExplorerState, advance, explorer_state, show_in, shown_in
from explorer.text import day, direction, say
from explorer.views.evidence import outlet as outlet_name
from graph import ontology
from graph.article_filter import LIVES, ORDERS, ArticleFilter
from graph.results import ArticleSummary, Facets

_PAGE = 20
_FIRST, _LAST = date(1800, 1, 1), date(2200, 12, 31)


def article_list(state: ExplorerState) -> None:
    lang = state.lang
    with st.sidebar:
        _filters(state)
    _search(state)
    answer = services.articles(state.listing, (state.page - 1) * _PAGE, _PAGE)
    if isinstance(answer, Trouble):
        trouble.trouble(answer, lang)
        return
    total = answer.page.total
    if not total:
        if state.listing.narrows:
            st.info(f"**{say(lang, 'articlesNoMatch')}**  \n{say(lang, 'articlesNoMatchRemedy')}")
        else:
            trouble.empty_store(lang)
        return
    pages = -(-total // _PAGE)
    if state.page > pages:
        # An address from a fuller day.
        advance(events.turn_to(state, pages))
        st.rerun()
    first = (state.page - 1) * _PAGE + 1
    found = say(lang, "articlesFound", n=total)
    shown = say(lang, "articlesRange", first=first, last=first + len(answer.page.items) - 1)
    st.caption(found if pages == 1 else f"{found} · {shown}")
    for item in answer.page.items:
        _row(item, answer.outlets, lang)
    if pages > 1:
        _turning(state, pages)


def _change(**changes: Any) -> None:
    advance(events.list_articles(explorer_state(), **changes))


def _search(state: ExplorerState) -> None:
    lang = state.lang
    left, right = st.columns([4, 1])
    left.text_input(
        say(lang, "articlesSearch"), key=show_in("find", state.listing.find), placeholder=say(lang, "articlesSearchHint"), max_chars=200,
        on_change=lambda: _change(find=(shown_in("find") or "").strip()),
    )  # fmt: skip
    right.selectbox(
        say(lang, "articlesSort"), ORDERS, key=show_in("article_order", state.listing.order),
        format_func=lambda order: say(lang, f"articlesSort.{order}"), on_change=lambda: _change(order=shown_in("article_order") or ORDERS[0]),
    )  # fmt: skip


def _filters(state: ExplorerState) -> None:
    lang, narrow = state.lang, state.listing
    facets = services.facets()
    counts = Facets() if isinstance(facets, Trouble) else facets
    found = services.named((*counts.outlets, *([narrow.outlet] if narrow.outlet else [])))
    names = {} if isinstance(found, Trouble) else {id: e.name(lang) for id, e in found.items()}
    st.selectbox(
        say(lang, "articlesLanguage"), ontology.LANGUAGES, key=show_in("article_language", narrow.language),
        format_func=lambda code: f"{say(lang, f'language.{code}')} ({counts.languages.get(code, 0):,})", placeholder=say(lang, "articlesAll"),
        on_change=lambda: _change(language=shown_in("article_language")),
    )  # fmt: skip
    outlets = sorted({*counts.outlets, *([narrow.outlet] if narrow.outlet else [])}, key=lambda id: names.get(id, id))
    st.selectbox(
        say(lang, "articlesOutlet"), outlets, key=show_in("article_outlet", narrow.outlet), placeholder=say(lang, "articlesAll"),
        format_func=lambda id: f"{names.get(id, id)} ({counts.outlets.get(id, 0):,})",
        on_change=lambda: _change(outlet=shown_in("article_outlet")),
    )  # fmt: skip
    st.date_input(
        say(lang, "articlesSince"), key=show_in("article_since", narrow.since), min_value=_FIRST, max_value=_LAST, format="YYYY-MM-DD",
        on_change=lambda: _change(since=shown_in("article_since")),
    )  # fmt: skip
    st.date_input(
        say(lang, "articlesUntil"), key=show_in("article_until", narrow.until), min_value=_FIRST, max_value=_LAST, format="YYYY-MM-DD",
        on_change=lambda: _change(until=shown_in("article_until")),
    )  # fmt: skip
    st.selectbox(
        say(lang, "articlesLife"), LIVES, key=show_in("article_life", narrow.life), placeholder=say(lang, "articlesAll"),
        format_func=lambda life: say(lang, f"articlesLife.{life}"), on_change=lambda: _change(life=shown_in("article_life")),
    )  # fmt: skip
    st.checkbox(
        say(lang, "articlesOnce"), key=show_in("article_once", narrow.once), help=say(lang, "articlesOnceHelp"),
        on_change=lambda: _change(once=bool(shown_in("article_once"))),
    )  # fmt: skip
    st.checkbox(
        say(lang, "articlesDisputed"), key=show_in("article_disputed", narrow.disputed), help=say(lang, "articlesDisputedHelp"),
        on_change=lambda: _change(disputed=bool(shown_in("article_disputed"))),
    )  # fmt: skip
    if narrow.narrows or narrow.once:
        cleared = {name: value for name, value in _cleared().items() if name != "order"}
        st.button(say(lang, "articlesClear"), key="article_clear", width="stretch", on_click=lambda: _change(**cleared))


def _cleared() -> dict[str, Any]:
    bare = ArticleFilter()
    return {name: getattr(bare, name) for name in ArticleFilter.__slots__}


def _row(item: ArticleSummary, outlets: Outlets, lang: str) -> None:
    article = item.article
    about = [outlet_name(article, lang, outlets), day(lang, article.published), say(lang, f"language.{known(article.language)}")]
    counted = [say(lang, "articleMentions", n=item.mentions), say(lang, "articleClaims", n=item.claims)]
    if item.copies > 1:
        counted.append(say(lang, "articleCopies", n=item.copies))
    with st.container(border=True, key=f"article-{direction(article.language)}-{article.id}"):
        # A title is foreign text: st.text shows it as it is, a button's label would read it as Markdown.
        left, right = st.columns([6, 1], vertical_alignment="center")
        left.text(article.title or say(lang, "untitled"))
        left.caption(" · ".join(part for part in (_bare(p) for p in about + counted) if part))
        if item.withdrawn_on:
            left.badge(say(lang, "articleWithdrawnOn", day=day(lang, item.withdrawn_on)), icon=":material/block:", color="red")
        right.button(say(lang, "articleOpen"), key=f"open-{article.id}", on_click=_open, args=(article.id,), width="stretch")


def _turning(state: ExplorerState, pages: int) -> None:
    lang = state.lang
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center", key="articles_pages"):
        st.button(
            say(lang, "articlesPrevious"), key="articles_previous", disabled=state.page == 1,
            on_click=lambda: advance(events.turn_to(explorer_state(), state.page - 1)),
        )  # fmt: skip
        st.caption(say(lang, "articlesPage", page=state.page, pages=pages), width="content")
        st.button(
            say(lang, "articlesNext"), key="articles_next", disabled=state.page >= pages,
            on_click=lambda: advance(events.turn_to(explorer_state(), state.page + 1)),
        )  # fmt: skip


def known(language: str) -> str:
    return language if language in ontology.LANGUAGES else "und"


def _bare(text: str | None) -> str:
    """One part of a caption, which is Markdown, from foreign text; isolated, so that it turns no neighbour round."""
    bare = "".join("\\" + c if c in "\\`*_{}[]()<>#+!|~$:" else c for c in text or "")
    return f"\u2068{bare}\u2069" if bare else ""


def _open(article_id: str) -> None:
    advance(events.open_article(explorer_state(), article_id))
