"""The articles: a list to search, and the reader with mentions and claims marked."""

import streamlit as st

from explorer import services
from explorer.components import article_reader
from explorer.connection import Trouble
from explorer.panels import article_list, article_parts, erasing, frame, trouble, undertaking, withdrawals
from explorer.state import explorer_state, take
from explorer.text import say
from explorer.views.reading import HEIGHT, Shown, reading
from graph.life import Scope

# One reader for all articles: the next text takes the place of this one at once.
READER = "reader"
state = explorer_state()
lang = state.lang
asked = None
# What the reader was asked since the last run comes first: the text is shown as it now is.
if state.article is not None and (asked := take(READER, "show")):
    state = article_parts.asked(asked, state, state.article)

undertaking.told(lang)
if state.article is None:
    if article_parts.section(lang) == "withdrawn":
        withdrawals.page(lang)
    else:
        article_list.article_list(state)
else:
    article_parts.back(lang)
    with st.spinner(say(lang, "asking"), show_time=True):
        answer = services.reading(state.article)
        beside = answer if answer is None or isinstance(answer, Trouble) else services.beside(answer)
    if isinstance(answer, Trouble):
        trouble.trouble(answer, lang)
    elif isinstance(beside, Trouble):
        trouble.trouble(beside, lang)
    elif answer is None or beside is None:
        st.warning(f"**{say(lang, 'articleGone')}**  \n{say(lang, 'articleGoneRemedy')}")
    else:
        article_reader(reading(answer, Shown(lang, frame.theme(), HEIGHT, state.claim, state.at), beside) | {"api": "api/"}, key=READER)
        if asked and asked.get("life"):
            withdrawals.ask(beside.life, state.article, lang)
        with st.sidebar:
            erasing.button(Scope("article", state.article), "article", lang)
