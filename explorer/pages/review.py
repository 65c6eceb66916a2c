"""The review: what may be one, decided by a key; corrections; and everything that was judged, to be taken back."""

import streamlit as st

from explorer import reviewing
from explorer.connection import Trouble
from explorer.panels import review, trouble
from explorer.state import explorer_state
from explorer.text import say

lang = explorer_state().lang
st.caption(say(lang, "reviewIntro"))
waiting, judged = reviewing.proposed(), reviewing.history()
if isinstance(waiting, Trouble):
    trouble.trouble(waiting, lang)
elif isinstance(judged, Trouble):
    trouble.trouble(judged, lang)
else:
    review.who(lang)
    proposals, rule, hand, history = st.tabs([say(lang, f"reviewTab.{name}") for name in ("proposals", "rule", "hand", "history")])
    with proposals:
        review.proposals(waiting, lang)
    with rule:
        review.rule(waiting, lang)
    with hand:
        review.by_hand(lang)
    with history:
        review.history(judged, lang)
