"""The outlet that published an article, as an entity: by its name among the known ones, else by its name alone.

Outlets that a text mentions are left to the extractors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache

from graph.model import Article, Entity, Name
from ingest import gazetteer, resolution
from ingest.draft import Draft, DraftEntity


def outlet_entity(name: str, language: str) -> Entity:
    """The outlet called ``name``, as written in an article's head or on the command line.

    ``language`` is that of the name, ``und`` when not known. A name that several known outlets
    share («الوطن») is not guessed at: it stands for itself.
    """
    keys = _known().get(gazetteer.fold(name), frozenset())
    draft = DraftEntity("outlet", "Outlet", (Name(name, language),), ((0, len(name)),), known=next(iter(keys)) if len(keys) == 1 else None)
    # An article of the name alone: the same name in a text resolves to the same entity.
    return resolution.resolve(Article("", name, language), Draft((draft,)), date.min).entities[0]


@cache
def _known() -> Mapping[str, frozenset[str]]:
    """Folded names of the listed outlets to their keys; of the names that need a context only acronyms."""
    known: dict[str, set[str]] = defaultdict(set)
    for entry in gazetteer.load().entries.values():
        if entry.type == "Outlet":
            for names in entry.names.values():
                for name in names:
                    if name not in entry.needs_context or name.isupper():
                        known[gazetteer.fold(name)].add(entry.key)
    return {form: frozenset(keys) for form, keys in known.items()}
