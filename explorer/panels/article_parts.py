"""What stands below an article's text: its own small network, and what it alone adds.

The text itself is left to the reader component.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from explorer import events, navigation
from explorer.components import network_canvas
from explorer.services import ReadingClaims
from explorer.state import ExplorerState, advance, take
from explorer.text import say
from explorer.views.drawing import Style, drawing
from explorer.views.reading import alone
from graph.filters import GraphFilter
from graph.model import Entity, Relation


def article_parts(found: ReadingClaims, state: ExplorerState, theme: str) -> None:
    lang, article = state.lang, found.reading.article
    relations = found.reading.relations
    if relations.relations:
        graph, added = st.tabs([say(lang, "articleGraph"), say(lang, "articleAlone")])
        with graph:
            if st.button(say(lang, "articleDraw"), key="article_draw", icon=":material/hub:"):
                navigation.go(navigation.NETWORK, events.show_article(state, article.id))
            own = GraphFilter(articles=(article.id,))
            key = f"article-network-{article.id}"
            network_canvas(drawing(relations, Style(lang, theme, 520, api="api/"), own, 0), key=key)
            if asked := take(key, "open"):
                advance(events.open_article(state, asked.get("article"), asked.get("claim"), asked.get("at")))
                st.rerun()
        with added:
            st.caption(say(lang, "articleAloneHelp"))
            only = alone(found)
            if not only:
                st.info(say(lang, "articleAloneNone"))
            else:
                mine = replace(relations, relations=only, entities=_ends(found, only), total_relations=len(only), total_entities=0)
                lines = drawing(mine, Style(lang, theme), own, 0)
                labels = {node["id"]: node["label"] for node in lines["nodes"]}
                for line in lines["edges"]:
                    st.text(f"{labels[line['source']]}  {line['label']}  {labels[line['target']]}")


def _ends(found: ReadingClaims, relations: tuple[Relation, ...]) -> tuple[Entity, ...]:
    held = {end for r in relations for end in (r.subject, r.object)}
    return tuple(e for e in found.reading.relations.entities if e.id in held)
