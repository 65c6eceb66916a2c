"""The nouns that head an unnamed actor, happening or thing, as one concept across the four languages.

Rows stand in ``ingest/gazetteers/heads.csv``. Finding such phrases is left to the extractors,
what their entity is called to ``ingest.resolution``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from graph.errors import OntologyError
from graph.ontology import ENTITY_TYPES, LANGUAGES
from ingest.gazetteer import fold

_FILE = Path(__file__).parent / "gazetteers" / "heads.csv"
# No listed form is longer, in words.
_LONGEST = 6
SCOPES = ("lasting", "month", "article")


@dataclass(frozen=True, slots=True)
class Concept:
    """``scope`` says when two phrases of the same head and anchor mean one thing.

    ``lasting``: always (the peacekeepers of a body). ``month``: in articles of the same calendar
    month (protests in a country come again). ``article``: only within one article.
    ``labels`` maps a language to the wording shown. ``kind`` is the kind of gazetteer entry that
    such a phrase amounts to when its anchor has just one of that kind, None for most heads.
    """

    name: str
    type: str
    scope: str
    labels: Mapping[str, str]
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Concepts:
    _by_form: Mapping[tuple[str, str, str], Concept]

    def find(self, head: str, language: str, entity_type: str, phrase: str = "") -> Concept | None:
        """The concept of the noun ``head`` in ``language``, None where no row has it with that type.

        Of a whole ``phrase`` the longest listed form that begins it or holds the head decides: in
        "peacekeeping forces of the alliance" the head "forces" means the peacekeepers.

        >>> table = load()
        >>> table.find("قوات حفظ السلام", "ar", "ArmedForce") == table.find("peacekeepers", "en", "ArmedForce")
        True
        """
        words, wanted = fold(phrase).split(), fold(head).split()
        for size in range(min(len(words), _LONGEST), len(wanted), -1):
            for start in range(len(words) - size + 1):
                run = words[start : start + size]
                if (start == 0 or set(wanted) <= set(run)) and (concept := self._form(" ".join(run), language, entity_type)) is not None:
                    return concept
        return self._form(" ".join(wanted), language, entity_type)

    def _form(self, folded: str, language: str, entity_type: str) -> Concept | None:
        for form in (folded, folded.removeprefix("ال")) if language == "ar" else (folded,):
            if (concept := self._by_form.get((language, entity_type, form))) is not None:
                return concept
        return None


@cache
def load(path: Path = _FILE) -> Concepts:
    """The shipped table. Raises OntologyError naming file and line: unknown type or scope, a form that stands twice."""
    by_form: dict[tuple[str, str, str], Concept] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in (reader := csv.DictReader(file)):
            place = f"{path.name}:{reader.line_num}"
            if row["type"] not in ENTITY_TYPES:
                raise OntologyError(f"{place}: unknown entity type {row['type']!r}")
            if row["scope"] not in SCOPES:
                raise OntologyError(f"{place}: unknown scope {row['scope']!r}; write one of {', '.join(SCOPES)}")
            forms = {language: row[language].split(" | ") for language in LANGUAGES}
            labels = MappingProxyType({language: spelled[0] for language, spelled in forms.items()})
            concept = Concept(row["concept"], row["type"], row["scope"], labels, row.get("kind") or None)
            for language, spelled in forms.items():
                for form in spelled:
                    other = by_form.setdefault((language, concept.type, fold(form)), concept)
                    if other is not concept:
                        raise OntologyError(f"{place}: {form!r} also stands under {other.name!r}")
    return Concepts(MappingProxyType(by_form))
