"""The look and the names of types, statuses and families as the components take them.

Colours and shapes stand in ``explorer.theme``, words in ``explorer.text``; here they are only joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from explorer import theme
from explorer.text import component_words, say
from graph import ontology
from graph.model import Claim

Json = dict[str, Any]


@lru_cache(maxsize=8)
def legend(lang: str) -> Json:
    """``types``, ``statuses``, ``mixed``, ``palette``, ``families`` and ``words`` in one language. Shared: never changed by who reads it."""
    return {
        "types": {name: _type(name, lang) for name in ontology.ENTITY_TYPES},
        "statuses": {name: _status(name, lang) for name in ontology.RELATION_STATUSES},
        "mixed": _line(theme.MIXED, say(lang, "status.mixed")),
        "palette": {
            "categories": _shades(theme.CATEGORIES),
            "ramp": _shades(theme.RAMP),
            **dict(zip(("none", "unknown"), _shades((theme.UNTOLD, theme.UNKNOWN)), strict=True)),
        },
        "families": {name: {"label": say(lang, f"family.{name}")} for name in ontology.FAMILIES},
        "words": dict(component_words(lang)),
    }


def _type(name: str, lang: str) -> Json:
    style = theme.TYPES[name]
    label = ontology.ENTITY_TYPES[name].label(lang)
    return {"light": style.colour.light, "dark": style.colour.dark, "shape": style.shape, "icon": style.icon, "label": label}


def _shades(colours: Sequence[theme.Colour]) -> list[Json]:
    return [{"light": colour.light, "dark": colour.dark} for colour in colours]


def _status(name: str, lang: str) -> Json:
    return _line(theme.STATUSES[name], say(lang, f"status.{name}"))


def _line(style: theme.StatusStyle, label: str) -> Json:
    drawn: Json = {
        "light": style.colour.light,
        "dark": style.colour.dark,
        "dash": list(style.dash) if style.dash else None,
        "struck": style.struck,
        "label": label,
    }
    if style.second:
        drawn["second"] = {"light": style.second.light, "dark": style.second.dark}
    return drawn


def type_label(name: str, lang: str) -> str:
    """The name of an entity type; the name itself for one that the ontology does not know."""
    known = ontology.ENTITY_TYPES.get(name)
    return known.label(lang) if known else name


def relation_label(name: str, lang: str) -> str:
    """How a relation reads between its ends ("is a member of"); the name itself for an unknown one."""
    known = ontology.RELATION_TYPES.get(name)
    return known.reads(lang) if known else name


def drawn_status(claim: Claim) -> str:
    """The status whose line stands beside a claim: ``denied`` for one that is negated, else that of the group it counts towards."""
    return "denied" if claim.negated else ontology.status_group(claim.status)


def relation_family(name: str) -> str:
    known = ontology.RELATION_TYPES.get(name)
    return known.family if known else ""
