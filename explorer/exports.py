"""What leaves the explorer as a file. How a file is made is left to ``graph.exchange``."""

from __future__ import annotations

from explorer import pictures, theme
from explorer.connection import Trouble
from explorer.state import ExplorerState
from explorer.text import direction, say
from explorer.views.legend import relation_label, type_label
from explorer.views.trouble import trouble_words
from graph.errors import StoreUnavailable
from graph.exchange.html import Look, Mark, page


def standalone(state: ExplorerState, ground: str) -> bytes:
    """The picture of the state as one HTML file that opens without a network. Raises StoreUnavailable."""
    answer = pictures.ask_picture(state)
    if isinstance(answer, Trouble):
        raise StoreUnavailable(trouble_words(answer, state.lang))
    return page(answer.subgraph, look(state.lang, ground)).encode("utf-8", "replace")


def look(lang: str, ground: str) -> Look:
    """Colours and words of the one-file picture. ``ground`` is light or dark."""
    colours = theme.GROUNDS[ground]
    return Look(
        lang=lang,
        direction=direction(lang),
        title=say(lang, "appName"),
        surface=colours.surface,
        ink=colours.ink,
        types={name: Mark(getattr(s.colour, ground), type_label(name, lang), s.shape) for name, s in theme.TYPES.items()},
        statuses={name: Mark(getattr(s.colour, ground), say(lang, f"status.{name}"), dash=s.dash) for name, s in theme.STATUSES.items()},
        relation=lambda name: relation_label(name, lang),
    )
