"""ExplorerState and its URL form; the only toucher of session state and query parameters.

What a click does to the state is left to ``explorer.events``, what it shows to the pages.
Over 300 lines, because what the address says and how each part of it is read stand together.
"""

from __future__ import annotations

import math
import time
import unicodedata
import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from explorer import connection
from explorer.saved import Saved, SavedError
from explorer.text import LANGUAGES
from graph.article_filter import ArticleFilter
from graph.errors import ConfigurationError
from graph.filters import GraphFilter

LAYOUTS = ("force", "concentric", "hierarchical", "circular")
VIEWS = ("network", "map", "timeline", "split-map", "split-timeline")
LANES = ("family", "entity")
COLOURS = ("type", "community", "country", "dispute", "confidence", "seen")
SIZES = ("degree", "betweenness", "pagerank", "sources")
GROUPS = ("type", "community", "country")
_MOST_IDS = 2_000
_LONGEST_ID = 200
_LONGEST_TEXT = 20_000
# Characters of an address that every browser, proxy and mail program lets through.
_LONGEST_ADDRESS = 4_000
# A rerun that the browser sent before it heard of our last address still carries the one before it.
_ECHO_SECONDS = 1.0

Camera = tuple[float, float, float]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ExplorerState:
    """All that an address says: the same on every page, and in every browser that opens it.

    ``focus`` are the entities whose surroundings are drawn; empty = the most sourced relations of the
    whole graph. ``drawn`` is the exact set of entities where a person has changed the picture; empty =
    what ``focus`` gives. ``hidden`` are left out. ``node``/``edge`` are selected. ``camera`` is
    (x, y, ratio) of the canvas; None = fit. ``article``/``claim`` are open in the reader, ``at`` the place
    of a sentence in it ("120-260", characters of the text; the end is exclusive). ``query`` and
    ``parameters`` stand in the console. ``board`` is the dashboard's name. ``listing`` narrows
    and orders the list of articles, ``page`` is the one that is shown, from 1. ``view`` is one of VIEWS,
    ``lanes`` of its timeline one of LANES. ``place`` is the middle of the map in its plane and its scale (x, y, px a
    unit), ``span`` the first and last day of the timeline (``2022-01-02:2022-01-20``); None and empty = what suits. ``compare`` is clock:day:day (``known:2022-01-05:2022-01-20``);
    empty = nothing is compared. ``colour``, ``size`` and ``group`` are the rules by which the picture is drawn (COLOURS,
    SIZES, GROUPS; empty = no groups), ``opened`` the groups that were opened again, by type, country's or most connected
    member's id.
    """

    lang: str = "ar"
    focus: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    node: str | None = None
    edge: str | None = None
    filter: GraphFilter = field(default_factory=GraphFilter)
    layout: str = "force"
    colour: str = "type"
    size: str = "degree"
    group: str = ""
    opened: tuple[str, ...] = ()
    camera: Camera | None = None
    article: str | None = None
    claim: str | None = None
    at: str | None = None
    query: str = ""
    parameters: str = ""
    board: str | None = None
    listing: ArticleFilter = field(default_factory=ArticleFilter)
    page: int = 1
    view: str = "network"
    lanes: str = "family"
    place: Camera | None = None
    span: str = ""
    compare: str = ""


def to_params(state: ExplorerState) -> dict[str, list[str]]:
    """The URL form: only what differs from the default; lists repeat the key."""
    params: dict[str, list[str]] = {}
    default = ExplorerState()
    for f in fields(ExplorerState):
        value = getattr(state, f.name)
        if f.name in ("filter", "listing") or value == getattr(default, f.name):
            continue
        if f.name in ("camera", "place"):
            params[f.name] = [",".join(repr(number) for number in value)]
        else:
            params[f.name] = list(value) if isinstance(value, tuple) else [str(value)]
    return params | state.filter.to_params() | state.listing.to_params()


def from_params(params: Mapping[str, Sequence[str]]) -> tuple[ExplorerState, tuple[str, ...]]:
    """Read the URL form; returns the state and the names of the parts that could not be read, sorted."""
    known = {f.name for f in fields(ExplorerState)} - {"filter", "listing"}
    narrowing, listing = {f.name for f in fields(GraphFilter)}, {f.name for f in fields(ArticleFilter)}
    dropped = {name for name in params if name not in known | narrowing | listing}
    narrow, unread = GraphFilter.from_params({name: params[name] for name in narrowing if name in params})
    listed, unlisted = ArticleFilter.from_params({name: params[name] for name in listing if name in params})
    dropped.update(unread, unlisted)
    kept: dict[str, Any] = {"filter": narrow, "listing": listed}
    for name in known & set(params):
        values = [value for value in params[name] if value != ""]
        if not values:
            continue
        try:
            kept[name] = _READERS[name](values)
        except ValueError:
            dropped.add(name)
    return ExplorerState(**kept), tuple(sorted(dropped))


def shortened(params: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The URL form itself while an address can hold it, else the id under which it is kept, and the language.

    Where it cannot be kept (no room, no right to write), it stays long: it then works as far as the browser lets it.
    """
    whole = {name: list(values) for name, values in params.items()}
    if len(urllib.parse.urlencode(whole, doseq=True)) <= _LONGEST_ADDRESS:
        return whole
    try:
        kept = Saved(connection.settings().home).keep(whole)
    except (SavedError, ConfigurationError):
        return whole
    return {name: whole[name] for name in ("lang",) if name in whole} | {"state": [kept]}


def lengthened(params: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The URL form that an address with an id stands for; what else it says goes before. An unknown id stays, to be said."""
    whole = {name: list(values) for name, values in params.items()}
    asked = whole.get("state")
    if not asked:
        return whole
    try:
        kept = Saved(connection.settings().home).find(asked[0])
    except (SavedError, ConfigurationError):
        kept = None
    return whole if kept is None else kept | {name: values for name, values in whole.items() if name != "state"}


def _ids(values: Sequence[str]) -> tuple[str, ...]:
    if len(values) > _MOST_IDS:
        raise ValueError(len(values))
    return tuple(dict.fromkeys(_text(value, _LONGEST_ID) for value in values))


def _text(value: str, longest: int, allowed: str = "") -> str:
    if len(value) > longest or any(unicodedata.category(c) in ("Cc", "Cs") and c not in allowed for c in value):
        raise ValueError(value[:40])
    return value


def _one_of(choices: Sequence[str]) -> Callable[[Sequence[str]], str]:
    def read(values: Sequence[str]) -> str:
        if values[0] not in choices:
            raise ValueError(values[0])
        return values[0]

    return read


def _camera(values: Sequence[str]) -> Camera:
    x, y, ratio = (float(part) for part in values[0].split(","))
    if not all(map(math.isfinite, (x, y, ratio))) or not 0 < ratio <= 1_000:
        raise ValueError(values[0])
    return x, y, ratio


def _span(values: Sequence[str]) -> str:
    first, last = (date.fromisoformat(day) for day in values[0].split(":"))
    if first > last:
        raise ValueError(values[0])
    return f"{first}:{last}"


def _comparison(values: Sequence[str]) -> str:
    clock, before, after = values[0].split(":")
    if clock not in ("held", "known"):
        raise ValueError(clock)
    return f"{clock}:{date.fromisoformat(before)}:{date.fromisoformat(after)}"


def _place(values: Sequence[str]) -> str:
    start, end = (int(part) for part in values[0].split("-") if part.isascii() and part.isdigit() and len(part) < 10)
    if not start < end:
        raise ValueError(values[0])
    return f"{start}-{end}"


def _page(values: Sequence[str]) -> int:
    if not (values[0].isascii() and values[0].isdigit() and len(values[0]) < 7 and int(values[0])):
        raise ValueError(values[0][:40])
    return int(values[0])


def _id(values: Sequence[str]) -> str:
    return _text(values[0], _LONGEST_ID)


def _long(values: Sequence[str]) -> str:
    return _text(values[0], _LONGEST_TEXT, "\n\t\r")


_READERS: dict[str, Callable[[Sequence[str]], Any]] = {
    "lang": _one_of(LANGUAGES),
    "layout": _one_of(LAYOUTS),
    "camera": _camera,
    "place": _camera,
    "span": _span,
    "at": _place,
    "page": _page,
    "view": _one_of(VIEWS),
    "lanes": _one_of(LANES),
    "colour": _one_of(COLOURS),
    "size": _one_of(SIZES),
    "group": _one_of(GROUPS),
    "compare": _comparison,
    **dict.fromkeys(("focus", "drawn", "hidden", "opened"), _ids),
    **dict.fromkeys(("node", "edge", "article", "claim", "board"), _id),
    **dict.fromkeys(("query", "parameters"), _long),
}


# The session. Keys start with "wasl." so that they never meet a widget's.


def explorer_state() -> ExplorerState:
    """This session's state; read anew from the address when it was opened, pasted or gone back to."""
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    if "wasl.state" not in st.session_state or (asked and _foreign(asked)):
        opened, dropped = from_params(lengthened(asked))
        st.session_state["wasl.state"] = opened
        if dropped:
            st.session_state["wasl.dropped"] = dropped
    state: ExplorerState = st.session_state["wasl.state"]
    _write(state, asked)
    return state


def _foreign(asked: Mapping[str, Sequence[str]]) -> bool:
    if asked == st.session_state.get("wasl.written"):
        # The browser has heard of it: whoever comes with the address before has gone back.
        st.session_state["wasl.before"] = None
        return False
    echo = asked == st.session_state.get("wasl.before")
    return not (echo and time.monotonic() - st.session_state["wasl.when"] < _ECHO_SECONDS)


def _write(state: ExplorerState, asked: Mapping[str, Sequence[str]]) -> None:
    params = shortened(to_params(state))
    if params != st.session_state.get("wasl.written"):
        st.session_state["wasl.before"] = st.session_state.get("wasl.written")
        st.session_state["wasl.written"] = params
        st.session_state["wasl.when"] = time.monotonic()
    if params != asked:
        st.query_params.from_dict(params)


def advance(state: ExplorerState) -> None:
    """Make ``state`` the session's, and the address say it."""
    if state != st.session_state.get("wasl.state"):
        st.session_state["wasl.state"] = state
        _write(state, {name: st.query_params.get_all(name) for name in st.query_params})


def take_dropped() -> tuple[str, ...]:
    """The parts of the address that could not be read, once."""
    dropped: tuple[str, ...] = st.session_state.pop("wasl.dropped", ())
    return dropped


def remember(key: str, value: object) -> None:
    """Keep something that no address says (a running statement, the set last sent to the canvas) for this session."""
    st.session_state[f"wasl.{key}"] = value


def recall(key: str, default: T) -> T:
    """What ``remember`` kept in this session, else ``default``."""
    value: T = st.session_state.get(f"wasl.{key}", default)
    return value


def take(widget: str, name: str) -> dict[str, Any] | None:
    """What a person asked of this component under ``name`` and nobody has taken yet; None where nothing is new."""
    told = shown_in(widget)
    asked = getattr(told, name, None) if told is not None else None
    if not asked or asked.get("at") == recall(f"taken.{name}", None):
        return None
    remember(f"taken.{name}", asked.get("at"))
    return dict(asked)


def show_in(widget: str, value: object) -> str:
    """Make the widget of this key show ``value`` in this run; returns the key."""
    st.session_state[widget] = value
    return widget


def shown_in(widget: str) -> Any:
    """What the widget or component of this key holds; None before it was drawn."""
    return st.session_state.get(widget)
