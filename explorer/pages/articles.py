"""The articles: a list to search, and the reader with mentions and claims marked."""

import streamlit as st

from explorer import events, navigation, services
from explorer.components import article_reader
from explorer.connection import Trouble
from explorer.panels import article_list, article_parts, frame, trouble
from explorer.state import advance, explorer_state, take
from explorer.text import say
from explorer.views.reading import HEIGHT, reading

state = explorer_state()
lang = state.lang

if state.article is None:
    article_list.article_list(state)
else:
    st.button(
        say(lang, "articleBack"),
        key="article_back",
        icon=":material/list:",
        on_click=lambda: advance(events.open_article(explorer_state(), None)),
    )
    with st.spinner(say(lang, "asking"), show_time=True):
        answer = services.reading(state.article)
    if isinstance(answer, Trouble):
        trouble.trouble(answer, lang)
    elif answer is None:
        st.warning(f"**{say(lang, 'articleGone')}**  \n{say(lang, 'articleGoneRemedy')}")
    else:
        key = f"reader-{state.article}"
        article_reader(reading(answer, lang, frame.theme(), HEIGHT, state.claim, state.at), key=key)
        article_parts.article_parts(answer, state, frame.theme())
        asked = take(key, "show") or {}
        if entity := asked.get("entity"):
            navigation.go(navigation.NETWORK, events.show_entity(state, str(entity)))
        if relation := asked.get("relation"):
            ends = next(((r.subject, r.object) for r in answer.reading.relations.relations if r.id == relation), None)
            if ends:
                navigation.go(navigation.NETWORK, events.show_relation(state, str(relation), ends))
