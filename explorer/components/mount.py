"""Mounts the components on a Streamlit page and gives back what the user did.

The 500-byte loader that stands in the page imports the bundle from the hashed asset route; what the data
hold is left to ``explorer.views``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st

from explorer.components.bundled import asset

# The bundle travels once and is cached; Streamlit sends this text with every page load.
# A first load that fails is said in the page and tried again at the next rerun.
_LOADER = """const url = new URL("assets/%(file)s", document.baseURI).href;
const load = () => import(url);
let module = load();
export default function (component) {
  let leave, gone = false;
  module.then((wasl) => { if (!gone) leave = wasl.%(entry)s(component); }, () => {
    module = load();
    const note = component.parentElement.querySelector("[role=alert]") ?? component.parentElement.appendChild(document.createElement("p"));
    note.setAttribute("role", "alert");
    note.textContent = component.data?.words?.errorBundle ?? url;
  });
  return () => { gone = true; leave?.(); };
}
"""


def _loader(entry: str) -> str:
    return _LOADER % {"file": asset().name, "entry": entry}


def _nothing() -> None:
    """A callback is what makes a value of a component known to Streamlit; the pages read the result instead."""


@cache
def _component(entry: str, loader: str) -> Callable[..., Any]:
    """Registered once for each text of the loader, so that a rebuilt bundle is taken up without a restart."""
    return st.components.v2.component(f"wasl.{entry}", js=loader, isolate_styles=False)


def _mount(entry: str, data: Mapping[str, Any], key: str, values: tuple[str, ...]) -> Any:
    callbacks: dict[str, Any] = {f"on_{value}_change": _nothing for value in values}
    return _component(entry, _loader(entry))(key=key, data={**data, "instance": key}, height="content", **callbacks)


def network_canvas(drawing: Mapping[str, Any], *, key: str) -> Any:
    """Draw a network. ``drawing`` is what ``explorer.views.drawing`` makes; the picture keeps positions and camera under ``key``.

    The result has ``view`` (the settled state: ``drawn``, ``hidden``, ``selected``, ``layout``, ``camera``; None until the
    user changed something) and ``open`` (``article``, ``claim``, ``at``, or ``correct``, a claim), what the user asked for last: it stays, ``explorer.state.take`` tells a new one.
    """
    return _mount("network", drawing, key, ("view", "open"))


def article_reader(reading: Mapping[str, Any], *, key: str) -> Any:
    """Show an article with its mentions and claims. The result has ``show`` (``entity``, ``relation`` or ``correct``, a claim, ``at``); ``explorer.state.take`` tells a new one."""
    return _mount("reader", reading, key, ("show",))


def dashboard_board(board: Mapping[str, Any], *, key: str) -> Any:
    """Show the cards of a dashboard; it fetches its own news when ``dataUrl`` and ``refresh`` are given."""
    return _mount("dashboard", board, key, ())
