"""What the columns and words of a table mean: by their usual names, or by a small YAML file beside the table.

``table.csv`` is read with ``table.mapping.yaml``, where it lies beside it::

    columns: {subject: Acteur, relation: Lien, object: Cible, valid_from: Depuis}
    relations: {"est membre de": MEMBER_OF}
    types: {Pays: Country}
    outlet: Le Registre

Reading the rows is left to ``ingest.readers.relations_csv``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from graph.errors import InputError
from graph.names import plain
from graph.ontology import ENTITY_TYPES, RELATION_TYPES
from ingest.readers import source

# The usual names of each column, compared without case, accents and signs.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "subject": ("subject", "from", "head", "actor", "actor1", "source name", "sujet", "الفاعل", "من", "субъект"),
    "relation": ("relation", "predicate", "relation type", "relationship", "edge", "lien", "العلاقة", "отношение"),
    "object": ("object", "to", "target", "tail", "actor2", "target name", "objet", "cible", "المفعول", "إلى", "объект"),
    "subject_type": ("subject type", "from type", "head type"),
    "object_type": ("object type", "to type", "target type", "tail type"),
    "valid_from": ("date", "valid from", "from date", "since", "start", "start date", "event date", "التاريخ", "дата"),
    "valid_to": ("valid to", "to date", "until", "end", "end date"),
    "published": ("published", "publication date", "date published"),
    "outlet": ("source", "outlet", "publisher", "المصدر", "источник"),
    "url": ("url", "link", "source url"),
    "sentence": ("sentence", "quote", "evidence", "text", "context"),
    "speaker": ("speaker", "said by"),
    "status": ("status",),
    "negated": ("negated", "denied"),
    "role": ("role", "office", "position", "function"),
    "quantity": ("quantity", "number", "count", "amount"),
    "confidence": ("confidence",),
}
REQUIRED = ("subject", "relation", "object")


@dataclass(frozen=True, slots=True)
class TableMapping:
    """``columns`` maps our names to those of the table; ``relations`` and ``types`` its words to the ontology's names."""

    columns: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    outlet: str | None = None

    def places(self, header: Sequence[str], place: str) -> dict[str, int]:
        """Our columns to their index in ``header``. Raises InputError where a needed one is missing, naming what was found."""
        found: dict[str, int] = {}
        named = [plain(name) for name in header]
        for column, usual in COLUMNS.items():
            wanted = (self.columns[column],) if column in self.columns else usual
            at = next((named.index(plain(name)) for name in wanted if plain(name) in named), None)
            if at is not None and at not in found.values():
                found[column] = at
        if missing := [column for column in REQUIRED if column not in found]:
            accepted = "; ".join(f"{column}: {', '.join(COLUMNS[column])}" for column in missing)
            raise InputError(
                place,
                f"no column {' and '.join(missing)}. Columns found: {', '.join(header)}.",
                f"Name it as one of these ({accepted}), or say in a .mapping.yaml file which one it is.",
            )
        return found

    def relation(self, words: str) -> str | None:
        """The relation type that the words name, in the ontology's form or wording, None where none does."""
        mapped = self.relations.get(words, words)
        name = mapped.strip().upper().replace(" ", "_").replace("-", "_")
        if name in RELATION_TYPES:
            return name
        return _SHORT.get(name) or _WORDINGS.get(plain(mapped))

    def type(self, words: str) -> str | None:
        mapped = self.types.get(words, words)
        return _TYPES.get(plain(mapped))


_WORDINGS = {plain(words): name for name, kind in RELATION_TYPES.items() for words in (kind.reads_en, kind.reads_ar)}
# DEPLOYED for DEPLOYED_TO: the preposition may be left out where only one name begins so.
_STEMS = Counter(name.rpartition("_")[0] for name in RELATION_TYPES)
_SHORT = {name.rpartition("_")[0]: name for name in RELATION_TYPES if "_" in name and _STEMS[name.rpartition("_")[0]] == 1}
_TYPES = {plain(words): name for name, kind in ENTITY_TYPES.items() for words in (name, kind.label_en, kind.label_ar)}


def beside(path: Path, max_bytes: int) -> TableMapping:
    """The mapping of the table at ``path``; an empty one where no file says otherwise.

    Raises InputError naming the file and what is wrong in it.
    """
    file = path.parent / f"{path.name.split('.')[0]}.mapping.yaml"
    if not file.exists():
        return TableMapping()
    text = source.read_text(file, max_bytes)[0].text
    try:
        raw = yaml.safe_load(text) or {}
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        raise InputError(f"{file}:{mark.line + 1}" if mark else str(file), "is no YAML that can be read.", "Mend that line.") from exc
    if not isinstance(raw, dict):
        raise InputError(str(file), "is no mapping.", "Begin it with columns:")
    tables = {name: _table(raw.pop(name, None) or {}, name, file) for name in ("columns", "relations", "types")}
    outlet = raw.pop("outlet", None)
    if raw:
        raise InputError(str(file), f"has the unknown key {sorted(map(str, raw))[0]}.", "Known are columns, relations, types, outlet.")
    for name, closed in (("columns", COLUMNS), ("relations", RELATION_TYPES), ("types", ENTITY_TYPES)):
        ours = tables[name] if name == "columns" else tables[name].values()
        if unknown := sorted(set(ours) - set(closed)):
            raise InputError(str(file), f"{name}: {unknown[0]!r} is not known.", f"Known are {', '.join(closed)}.")
    return TableMapping(tables["columns"], tables["relations"], tables["types"], str(outlet) if outlet else None)


def _table(raw: Any, name: str, file: Path) -> dict[str, str]:
    if not isinstance(raw, dict) or not all(isinstance(v, str) for v in raw.values()):
        raise InputError(str(file), f"{name} is no list of words with their meaning.", f"Write {name}: {{this: that}}.")
    return {str(key): value for key, value in raw.items()}
