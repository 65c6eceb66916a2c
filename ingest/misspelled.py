"""The known person whose name a text spells as no list does, by its consonants; nobody where that could be two.

How alike names are is left to ``ingest.spelling``, whether the article rules the person out to ``ingest.resolution``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from ingest import gazetteer, spelling
from ingest.entries import Entry, fold

_ALIKE = 0.87


@lru_cache(maxsize=50_000)
def known_person(name: str) -> Entry | None:
    """The one known person whose name this spells in another way; None where nobody is, several are, or many bear the name."""
    key = _consonants_of(name)
    if key is None or key not in _consonants() or spelling.everyday(name):
        return None
    found = {
        entry.key: entry
        for entry, known in _consonants()[key]
        # Across scripts too little is left of a name: Rebic has the consonants of Рыбак.
        if spelling.script(name) == spelling.script(known)
        and _of_a_woman(name) == _of_a_woman(known)
        and spelling.alike(name, known, "Person") >= _ALIKE
    }
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _consonants() -> Mapping[str, tuple[tuple[Entry, str], ...]]:
    """Known persons and their names of two words and more, by the consonants of those."""
    found: defaultdict[str, dict[tuple[str, str], Entry]] = defaultdict(dict)
    for entry in gazetteer.load().entries.values():
        if entry.type == "Person":
            for spelled in entry.names.values():
                for name in spelled:
                    if key := _consonants_of(name):
                        found[key][entry.key, name] = entry
    return {key: tuple((entry, name) for (_, name), entry in of.items()) for key, of in found.items()}


def _consonants_of(name: str) -> str | None:
    words = spelling.words(name, "Person")
    shapes = [spelling.skeleton(word) for word in words]
    return " ".join(shapes) if len(words) > 1 and sum(map(len, shapes)) >= 5 and all(shapes) else None


def _of_a_woman(name: str) -> bool:
    """Whether a word ends as a woman's name may: vowels tell Petrov from Petrova, consonants do not."""
    return any(fold(word).removesuffix("h")[-1:] in ("a", "а", "я", "ا", "ه") for word in name.split())
