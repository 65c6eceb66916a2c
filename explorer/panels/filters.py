"""The filter in the sidebar; what it means is left to ``graph.filters``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from explorer import events, services
from explorer.connection import Trouble
from explorer.panels import waiting
from explorer.state import ExplorerState, advance, explorer_state, recall, remember, show_in, shown_in
from explorer.text import say
from explorer.views.legend import relation_label, type_label
from graph import ontology
from graph.filters import OVERVIEW_LIMIT, USUAL_LIMIT
from graph.results import Choices

_MOST_SOURCES = 10
_UNKNOWN = object()
_WORDS = {
    "types": "filterTypes",
    "families": "filterFamilies",
    "statuses": "filterStatuses",
    "relations": "filterRelations",
    "outlets": "filterOutlets",
    "speakers": "filterSpeakers",
    "languages": "filterLanguages",
    "articles": "filterArticles",
}
_LIMITS = (50, OVERVIEW_LIMIT, 150, USUAL_LIMIT, 1000, 3000)


def filters(state: ExplorerState) -> None:
    """All parts of the filter; beside each choice stands what it would leave of the picture, the other parts as they are."""
    lang, narrow = state.lang, state.filter
    counts = waiting.choices(state)
    _several("types", tuple(ontology.ENTITY_TYPES), lambda t: type_label(t, lang), counts, state)
    _several("families", ontology.FAMILIES, lambda f: say(lang, f"family.{f}"), counts, state)
    _several("statuses", ontology.RELATION_STATUSES, lambda s: say(lang, f"status.{s}"), counts, state)
    _disputed(state, counts)
    # There are many: those that would leave something come first.
    relations = sorted(ontology.RELATION_TYPES, key=lambda r: -counts.relations.get(r, 0))
    _several("relations", tuple(relations), lambda r: relation_label(r, lang), counts, state)
    names = _names((*counts.outlets, *counts.speakers, *narrow.outlets, *narrow.speakers), lang)
    _several("outlets", _known(counts.outlets, narrow.outlets), lambda o: names.get(o, o), counts, state)
    _several("speakers", _known(counts.speakers, narrow.speakers), lambda s: names.get(s, s), counts, state)
    _several("languages", ontology.LANGUAGES, lambda code: say(lang, f"language.{code}"), counts, state)
    _articles(state)
    st.slider(
        say(lang, "filterConfidence"), 0.0, 1.0, step=0.05, key=show_in("min_confidence", narrow.min_confidence),
        on_change=_changed("min_confidence"), format="percent", help=say(lang, "filterConfidenceHelp"),
    )  # fmt: skip
    _sources(state, counts)
    _dates(state, counts)
    for part, words in (("held_from", "filterHeldFrom"), ("held_to", "filterHeldTo"), ("known_on", "filterKnownOn")):
        _day(part, words, state)
    whole = not (state.focus or state.drawn)
    limit = narrow.limit or (OVERVIEW_LIMIT if whole else USUAL_LIMIT)
    choices = tuple(sorted({*_LIMITS, limit}))
    st.select_slider(
        say(lang, "filterLimit"), choices, format_func=lambda n: f"{n:,}", key=show_in("limit", limit), on_change=_changed("limit")
    )
    if active := events.set_filters(narrow):
        st.button(
            f"{say(lang, 'filterReset')} ({say(lang, 'filterActive', n=active)})", key="clear_filter", width="stretch",
            on_click=lambda: advance(events.clear_filter(explorer_state())),
        )  # fmt: skip


def _several(part: str, options: tuple[str, ...], label: Callable[[str], str], counts: Choices, state: ExplorerState) -> None:
    numbers: Mapping[str, int] = getattr(counts, part, {})
    _named(part, {label(name): name for name in options})
    st.multiselect(
        say(state.lang, _WORDS[part]),
        options,
        format_func=lambda name: _numbered(label(name), numbers.get(name), part in counts.at_least),
        key=show_in(part, list(getattr(state.filter, part))),
        on_change=_changed(part),
        placeholder=say(state.lang, "filterAny"),
    )


def _numbered(label: str, n: int | None, at_least: bool) -> str:
    """``at_least``: not all were counted."""
    return label if n is None else f"{label} ({'≥ ' if at_least else ''}{n:,})"


def _sources(state: ExplorerState, counts: Choices) -> None:
    """At least so many independent sources; beside each number how many relations have as many."""
    lang, chosen = state.lang, min(state.filter.min_sources, _MOST_SOURCES)
    most = min(_MOST_SOURCES, max((*counts.sources, chosen, 2)))

    def label(least: int) -> str:
        n = sum(n for sources, n in counts.sources.items() if sources >= least)
        words = say(lang, "filterSourcesLeast", n=least) if least else say(lang, "filterSourcesAny")
        return _numbered(words, n if counts.sources else None, "sources" in counts.at_least)

    _named(
        "min_sources",
        {say(lang, "filterSourcesLeast", n=least) if least else say(lang, "filterSourcesAny"): least for least in range(most + 1)},
    )
    st.selectbox(
        say(lang, "filterSourcesShort"), (0, *range(2, most + 1)) if chosen != 1 else range(most + 1), format_func=label,
        help=say(lang, "filterSourcesHelp"), key=show_in("min_sources", chosen), on_change=_changed("min_sources"),
    )  # fmt: skip


def _dates(state: ExplorerState, counts: Choices) -> None:
    """What of unknown date is shown, hidden, or alone in the picture."""
    words = {"": "filterDatesAll", "known": "filterDatesKnown", "unknown": "filterDatesUnknown"}
    label = _numbered(say(state.lang, "filterDatesOf"), counts.dates.get("unknown"), "dates" in counts.at_least)

    st.segmented_control(
        label, tuple(words), required=True, width="stretch",
        format_func=lambda dates: say(state.lang, words[dates]), key=show_in("dates", state.filter.dates), on_change=_changed("dates"),
    )  # fmt: skip


def _disputed(state: ExplorerState, counts: Choices) -> None:
    """The one status that is asked for most, at one click."""

    def changed() -> None:
        advance(events.narrow(explorer_state(), statuses=("disputed",) if shown_in("disputed") else ()))

    st.toggle(
        _numbered(say(state.lang, "filterDisputed"), counts.statuses.get("disputed"), "statuses" in counts.at_least),
        key=show_in("disputed", state.filter.statuses == ("disputed",)),
        on_change=changed,
    )


def _names(ids: Iterable[str], lang: str) -> Mapping[str, str]:
    found = services.entities(tuple(dict.fromkeys(ids)))
    return {} if isinstance(found, Trouble) else {e.id: e.name(lang) for e in found}


def _known(counts: Mapping[str, int], chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are counted, most first, and those that are chosen though they are not."""
    return (*sorted(counts, key=lambda id: (-counts[id], id)), *(id for id in chosen if id not in counts))


def _articles(state: ExplorerState) -> None:
    """Articles are chosen where they are read; here they are named and let go."""
    lang, ids = state.lang, state.filter.articles
    if not ids:
        return
    titles = {id: services.title(id) for id in ids}
    _several("articles", ids, lambda id: titles[id] or say(lang, "untitled"), Choices(), state)


def _day(part: str, words: str, state: ExplorerState) -> None:
    st.date_input(
        say(state.lang, words), key=show_in(part, getattr(state.filter, part)), on_change=_changed(part),
        format="YYYY-MM-DD", min_value="1800-01-01", max_value="2100-12-31", help=say(state.lang, "filterDatesHelp") if part == "held_from" else None,
    )  # fmt: skip


def _named(part: str, options: Mapping[str, object]) -> None:
    """Keep what the words of a list mean, without the numbers beside them."""
    remember(f"options.{part}", options)


def _meant(part: str, value: object) -> object:
    """The option that a browser means: it says a choice by the words of its list, whose numbers may be older than ours."""
    options: Mapping[str, object] = recall(f"options.{part}", {})
    if not options or not isinstance(value, str) or value in options.values():
        return value
    words, number, _ = value.rpartition(" (")
    return options.get(value, options.get(words, _UNKNOWN) if number else _UNKNOWN)


def _changed(part: str) -> Callable[[], None]:
    def changed() -> None:
        value = shown_in(part)
        chosen = [_meant(part, one) for one in value] if isinstance(value, list) else _meant(part, value)
        if isinstance(chosen, list):
            advance(events.narrow(explorer_state(), **{part: tuple(one for one in chosen if one is not _UNKNOWN)}))
        elif chosen is not _UNKNOWN:
            advance(events.narrow(explorer_state(), **{part: chosen}))

    return changed
