"""The application: pages, JSON routes, share links and the guard in one process.

Streamlit runs this file once a session and rerun for the page; a server imports it once for ``app``.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer import navigation, serving
from explorer.guard import Guard
from explorer.routes import api, assets, login, pages, share

if get_script_run_ctx(suppress_warning=True) is not None:
    navigation.show()
else:
    app = st.App(
        Path(__file__),
        routes=[*api.ROUTES, *share.ROUTES, *assets.ROUTES, *login.ROUTES, *pages.ROUTES],
        middleware=[Middleware(Guard, rules=serving.rules)],
        lifespan=serving.lifespan,
        on_script_error=serving.on_script_error,
    )
