"""Adding articles: hand them over, see what they would change, watch them go in, open what came of it."""

import streamlit as st

from explorer.panels import intake
from explorer.state import explorer_state
from explorer.text import say

state = explorer_state()
st.caption(say(state.lang, "intakeIntro"))
intake.forms(state.lang)
st.subheader(say(state.lang, "intakeRuns"), anchor=False)
intake.runs(state.lang)
