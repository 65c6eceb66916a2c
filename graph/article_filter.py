"""ArticleFilter: which articles a list holds and in which order; one object for the page, its address and the store.

Finding them is left to ``graph.store``. What of the graph is drawn is narrowed by ``graph.filters``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from graph import ontology

ORDERS = ("newest", "oldest", "claims", "title")
LIVES = ("standing", "withdrawn")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Each field narrows; empty, False or None does not.

    ``find``: words of the title or text in any spelling, the last one may be unfinished; words within
    quotation marks must follow each other. ``language``: ISO 639-1. ``outlet``: an entity's id, which means
    all that are judged the same. ``since``/``until``: published on these days or between, inclusive; an article
    without a date is in no such span. ``life``: ``standing`` or ``withdrawn``. ``once``: of each story the
    earliest copy that passes. ``disputed``: some claim of it stands behind a disputed relation, on either side.
    ``order`` is one of ORDERS; what has no date comes last in ``newest`` and ``oldest``.
    """

    find: str = ""
    language: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    life: str | None = None
    once: bool = False
    disputed: bool = False
    order: str = ORDERS[0]

    @property
    def narrows(self) -> bool:
        """Whether any article may be left out."""
        return any(getattr(self, f.name) != f.default for f in fields(self) if f.name not in ("order", "once"))

    def to_params(self) -> dict[str, list[str]]:
        """The URL form: only what differs from the default."""
        told = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default}
        return {name: ["1" if value is True else str(value)] for name, value in told.items()}

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]]) -> tuple[ArticleFilter, tuple[str, ...]]:
        """Read the URL form; returns the filter and the names of the parts that could not be read."""
        kept: dict[str, object] = {}
        dropped: list[str] = []
        closed = {"language": ontology.LANGUAGES, "life": LIVES, "order": ORDERS, "once": ("1",), "disputed": ("1",)}
        for name in (f.name for f in fields(cls)):
            values = [value for value in params.get(name, ()) if value != ""]
            if not values:
                continue
            value = values[0]
            try:
                if value not in closed.get(name, (value,)) or len(value) > _LONGEST or not value.isprintable():
                    raise ValueError(value[:40])
                kept[name] = (
                    date.fromisoformat(value)
                    if name in ("since", "until")
                    else True
                    if value == "1" and name in ("once", "disputed")
                    else value
                )
            except ValueError:
                dropped.append(name)
        return cls(**kept), tuple(dropped)  # type: ignore[arg-type]  # names and types were checked above
