"""GraphFilter: what is to be seen; one object for the panel, the URL and the query parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from graph import ontology

_LISTS = ("types", "families", "relations", "outlets", "speakers", "statuses", "languages", "articles")
_DATES = ("held_from", "held_to", "known_on")
# With or without relations of which nobody says when they held: those with a date only, those without one only.
DATED = ("known", "unknown")
# Most relations where a filter names no limit: of the whole graph as many as one readable picture holds.
OVERVIEW_LIMIT = 80
USUAL_LIMIT = 300


@dataclass(frozen=True, slots=True)
class GraphFilter:
    """Each field narrows; an empty tuple or None does not.

    ``types``: entity types of both ends. ``families``/``relations``: relation families and types.
    ``outlets``/``speakers``: entity ids; a relation stays when one of its supporting or disputing
    claims was published by such an outlet / spoken by such a speaker. ``languages`` (ISO 639-1) /
    ``articles`` (ids): one of its claims stands in such an article. ``statuses``: of
    ``ontology.RELATION_STATUSES``. ``min_sources``: least number of independent sources.
    ``min_confidence``: 0..1. ``held_from``/``held_to``: days, both inclusive; a relation stays when
    its valid interval touches them or is not known. ``dates``: one of ``DATED``, empty = either.
    ``known_on``: only what was known on that day, inclusive. ``limit``: most relations returned, 1..5000; None = what suits the question, which is
    ``OVERVIEW_LIMIT`` for the overview of the whole graph and ``USUAL_LIMIT`` for every other.
    """

    types: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    min_sources: int = 0
    min_confidence: float = 0.0
    held_from: date | None = None
    held_to: date | None = None
    dates: str = ""
    known_on: date | None = None
    limit: int | None = None

    def limited(self, usual: int = USUAL_LIMIT) -> GraphFilter:
        """This filter with a limit: its own, or the usual one of the question."""
        return self if self.limit is not None else replace(self, limit=usual)

    def to_params(self) -> dict[str, list[str]]:
        """The URL form: only what differs from the default; lists repeat the key."""
        params: dict[str, list[str]] = {}
        default = GraphFilter()
        for f in fields(self):
            value = getattr(self, f.name)
            if value != getattr(default, f.name):
                params[f.name] = [str(v) for v in value] if isinstance(value, tuple) else [str(value)]
        return params

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]]) -> tuple[GraphFilter, tuple[str, ...]]:
        """Read the URL form; returns the filter and the names of the parts that could not be read."""
        kept: dict[str, object] = {}
        dropped: list[str] = []
        closed = {
            "types": ontology.ENTITY_TYPES,
            "families": ontology.FAMILIES,
            "relations": ontology.RELATION_TYPES,
            "statuses": ontology.RELATION_STATUSES,
            "languages": ontology.LANGUAGES,
        }
        for f in fields(cls):
            values = [v for v in params.get(f.name, ()) if v != ""]
            if not values:
                continue
            try:
                if f.name in _LISTS:
                    good = tuple(dict.fromkeys(v for v in values if f.name not in closed or v in closed[f.name]))
                    if len(good) < len(set(values)):
                        dropped.append(f.name)
                    kept[f.name] = good
                elif f.name in _DATES:
                    kept[f.name] = date.fromisoformat(values[0])
                elif f.name == "dates":
                    kept[f.name] = _one_of(values[0], DATED)
                elif f.name == "min_confidence":
                    kept[f.name] = _within(float(values[0]), 0.0, 1.0)
                else:
                    kept[f.name] = int(_within(int(values[0]), 1 if f.name == "limit" else 0, 5000))
            except ValueError:
                dropped.append(f.name)
        return cls(**kept), tuple(dropped)  # type: ignore[arg-type]  # names and types were checked above


def _one_of(value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise ValueError(value)
    return value


def _within(value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise ValueError(value)
    return value
