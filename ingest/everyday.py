"""Which names are so common that they tell nobody apart: given names of known persons, words of known bodies.

Which spellings are one name is left to ``ingest.romanized`` and ``ingest.spelling``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache

from ingest import gazetteer, spelling
from ingest.entries import fold

# A given name that so many persons of the gazetteer share says little about who is meant.
_EVERYDAY_NAME = 8
# A word that the names of bodies of so many countries have tells none apart.
_EVERYDAY_BODY = 3


def person(name: str) -> bool:
    """Whether every word of a person's name is one that many bear, so that two persons may well bear the whole name."""
    common = _given_names()
    return spelling.everyday(name) or all(common[word] >= _EVERYDAY_NAME for word in fold(name).split())


@cache
def body(name: str) -> bool:
    """Whether bodies of several countries bear each word of the name ("National Security Council")."""
    return all(len(_of_countries().get(word, ())) >= _EVERYDAY_BODY for word in spelling.words(name, "Organization"))


@cache
def _given_names() -> Counter[str]:
    persons = (entry for entry in gazetteer.load().entries.values() if entry.type == "Person")
    return Counter(word for p in persons for word in {fold(n[0]).split()[0] for n in p.names.values() if " " in n[0]})


@cache
def _of_countries() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in gazetteer.load().entries.values():
        if entry.type == "Organization":
            for spelled in entry.names.values():
                for name in spelled:
                    for word in spelling.words(name, entry.type):
                        found[word].add(entry.country or entry.key)
    return {word: frozenset(countries) for word, countries in found.items()}
