"""The list of articles: search, language, outlet, and a page of results."""

from __future__ import annotations

import streamlit as st

from explorer import events, services
from explorer.connection import Trouble
from explorer.panels import trouble
from explorer.services import Outlets
from explorer.state import ExplorerState, advance, explorer_state, recall, remember, show_in, shown_in
from explorer.text import day, direction, say
from explorer.views.evidence import outlet as outlet_name
from graph import ontology
from graph.results import ArticleSummary, Facets

_PAGE = 30


def article_list(state: ExplorerState) -> None:
    lang = state.lang
    _narrowing(state)
    shown = recall("articles.shown", _PAGE)
    answer = services.articles(state.find, state.language, state.outlet, shown)
    if isinstance(answer, Trouble):
        trouble.trouble(answer, lang)
        return
    total = answer.page.total
    if not total and not (state.find or state.language or state.outlet):
        trouble.empty_store(lang)
        return
    st.caption(say(lang, "articlesFound", n=total))
    for item in answer.page.items:
        _row(item, answer.outlets, lang)
    if total > shown and st.button(
        f"{say(lang, 'articlesMore')} ({say(lang, 'articlesShown', shown=shown, n=total)})", key="articles_more"
    ):
        remember("articles.shown", shown + _PAGE)
        st.rerun()


def _narrowing(state: ExplorerState) -> None:
    lang = state.lang

    def changed() -> None:
        remember("articles.shown", _PAGE)
        advance(events.list_articles(explorer_state(), shown_in("find") or "", shown_in("article_language"), shown_in("article_outlet")))

    facets = services.facets()
    counts = Facets() if isinstance(facets, Trouble) else facets
    named = services.entities(tuple(counts.outlets))
    names = {} if isinstance(named, Trouble) else {e.id: e.name(lang) for e in named}
    left, middle, right = st.columns([3, 1, 1])
    left.text_input(
        say(lang, "articlesSearch"), key=show_in("find", state.find), on_change=changed, placeholder=say(lang, "articlesSearchHint")
    )
    middle.selectbox(
        say(lang, "articlesLanguage"), ontology.LANGUAGES, key=show_in("article_language", state.language), on_change=changed,
        format_func=lambda code: say(lang, f"language.{code}"), placeholder=say(lang, "articlesAll"),
    )  # fmt: skip
    outlets = sorted({*counts.outlets, *([state.outlet] if state.outlet else [])}, key=lambda id: names.get(id, id))
    right.selectbox(
        say(lang, "articlesOutlet"), outlets, key=show_in("article_outlet", state.outlet), on_change=changed,
        format_func=lambda id: f"{names.get(id, id)} ({counts.outlets.get(id, 0):,})", placeholder=say(lang, "articlesAll"),
    )  # fmt: skip


def _row(item: ArticleSummary, outlets: Outlets, lang: str) -> None:
    article = item.article
    about = [outlet_name(article, lang, outlets), day(lang, article.published), say(lang, f"language.{known(article.language)}")]
    counted = [say(lang, "articleMentions", n=item.mentions), say(lang, "articleClaims", n=item.claims)]
    with st.container(border=True, key=f"article-{direction(article.language)}-{article.id}"):
        # A title is foreign text: st.text shows it as it is, a button's label would read it as Markdown.
        left, right = st.columns([6, 1], vertical_alignment="center")
        left.text(article.title or say(lang, "untitled"))
        left.caption(" · ".join(part for part in (_bare(p) for p in about + counted) if part))
        right.button(say(lang, "articleOpen"), key=f"open-{article.id}", on_click=_open, args=(article.id,), width="stretch")


def known(language: str) -> str:
    return language if language in ontology.LANGUAGES else "und"


def _bare(text: str | None) -> str:
    """One part of a caption, which is Markdown, from foreign text; isolated, so that it turns no neighbour round."""
    bare = "".join("\\" + c if c in "\\`*_{}[]()<>#+!|~$:" else c for c in text or "")
    return f"\u2068{bare}\u2069" if bare else ""


def _open(article_id: str) -> None:
    advance(events.open_article(explorer_state(), article_id))
