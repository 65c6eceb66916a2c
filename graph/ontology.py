"""The lists of entity types, relation types, families and statuses; everything else reads them here.

The rows stand in ``entity_types.csv`` and ``relation_types.csv`` beside this file, so that a
type is added in one line. Colours and icons are left to ``explorer.theme``, wordings that
signal a relation to ``ingest.languages``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from graph.errors import OntologyError

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class EntityType:
    """``ftm_schema`` is the FollowTheMoney schema that stands for the type in exchange."""

    name: str
    label_en: str
    label_ar: str
    ftm_schema: str
    description: str

    def label(self, language: str) -> str:
        return self.label_ar if language == "ar" else self.label_en


@dataclass(frozen=True, slots=True)
class RelationType:
    """``kind`` is state, event or speech; ``plover`` the PLOVER event type or None.

    ``subject_types``/``object_types`` list the entity types that may stand there.
    """

    name: str
    family: str
    kind: str
    symmetric: bool
    plover: str | None
    reads_en: str
    reads_ar: str
    subject_types: frozenset[str]
    object_types: frozenset[str]

    def reads(self, language: str) -> str:
        return self.reads_ar if language == "ar" else self.reads_en


def _rows(name: str) -> list[tuple[int, dict[str, str]]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(enumerate(csv.DictReader(file), start=2))


def _entity_types() -> dict[str, EntityType]:
    types: dict[str, EntityType] = {}
    for line, row in _rows("entity_types.csv"):
        if row["name"] in types:
            raise OntologyError(f"entity_types.csv:{line}: {row['name']} stands twice")
        types[row["name"]] = EntityType(row["name"], row["label_en"], row["label_ar"], row["ftm_schema"], row["what_it_is"])
    return types


def _relation_types(entity_types: frozenset[str]) -> dict[str, RelationType]:
    types: dict[str, RelationType] = {}
    for line, row in _rows("relation_types.csv"):
        place = f"relation_types.csv:{line}"
        if row["name"] in types:
            raise OntologyError(f"{place}: {row['name']} stands twice")
        if row["kind"] not in KINDS:
            raise OntologyError(f"{place}: unknown kind {row['kind']!r}")
        ends = []
        for column in ("subject_types", "object_types"):
            named = entity_types if row[column] == "any" else frozenset(row[column].split("|"))
            if unknown := named - entity_types:
                raise OntologyError(f"{place}: unknown entity type {sorted(unknown)[0]!r}")
            ends.append(named)
        types[row["name"]] = RelationType(
            row["name"], row["family"], row["kind"], row["symmetric"] == "yes", row["plover"] or None,
            row["reads_en"], row["reads_ar"], *ends,
        )  # fmt: skip
    return types


KINDS = ("state", "event", "speech")

ENTITY_TYPES = MappingProxyType(_entity_types())
RELATION_TYPES = MappingProxyType(_relation_types(frozenset(ENTITY_TYPES)))
FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(t.family for t in RELATION_TYPES.values()))

# What a claim's status may be, by the folded status it counts towards.
STATUS_GROUPS = MappingProxyType(
    {
        "asserted": ("asserted", "past", "agreed", "announced", "authorised", "suspended"),
        "claimed": ("claimed", "alleged"),
        "open": ("planned", "conditional", "expected"),
    }
)
STATUSES: tuple[str, ...] = tuple(s for group in STATUS_GROUPS.values() for s in group)
# What a relation's status may be after folding.
RELATION_STATUSES = ("asserted", "claimed", "open", "denied", "disputed")
LANGUAGES = ("ar", "en", "ru", "fr")


def status_group(status: str) -> str:
    """The group (``asserted``, ``claimed`` or ``open``) that a claim's status counts towards. Raises KeyError."""
    for group, statuses in STATUS_GROUPS.items():
        if status in statuses:
            return group
    raise KeyError(status)


def fits(relation: str, subject_type: str, object_type: str) -> bool:
    """Whether the relation may join the two entity types in this direction. Raises KeyError for an unknown relation."""
    kind = RELATION_TYPES[relation]
    return subject_type in kind.subject_types and object_type in kind.object_types
