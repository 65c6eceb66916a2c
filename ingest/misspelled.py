"""The known person whose name a text spells as no list does, by its consonants or its initials; nobody where that could be two.

How alike names are is left to ``ingest.spelling``, whether the article rules the person out to ``ingest.resolution``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from graph.names import plain
from ingest import gazetteer, romanized, spelling
from ingest.entries import Entry, fold

_ALIKE = 0.87


@lru_cache(maxsize=50_000)
def known_person(name: str) -> Entry | None:
    """The one known person whose name this spells in another way; None where nobody is or several are.

    Of names that many bear only the attested spellings count: they are what the person's own name is in a list.
    """
    key = _consonants_of(name)
    if key is None or key not in _consonants():
        return None
    common = spelling.everyday(name)
    found = {
        entry.key: entry
        for entry, known in _consonants()[key]
        # Across scripts too little is left of a name: Rebic has the consonants of Рыбак.
        if spelling.script(name) == spelling.script(known)
        and _of_a_woman(name) == _of_a_woman(known)
        and (_spelled(name, known) if common else spelling.alike(name, known, "Person") >= _ALIKE)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _spelled(name: str, known: str) -> bool:
    """Whether each word is an attested spelling of the word in its place."""
    ours, theirs = spelling.words(name, "Person"), spelling.words(known, "Person")
    return len(ours) == len(theirs) and all(a == b or romanized.one_name(a, b) for a, b in zip(ours, theirs, strict=True))


@lru_cache(maxsize=50_000)
def initialled(name: str) -> tuple[Entry, ...]:
    """The known persons whose family name this has behind initials that fit ("В. В. Путин"); empty for a name without initials.

    So little of a name is nobody's until something else is said of who bears it.
    """
    words = plain(name).split()
    initials, family = words[:-1], words[-1:]
    if not initials or any(len(word) > 1 for word in initials) or len(family[0]) < 3:
        return ()
    found = {entry.key: entry for entry, given in _families().get(family[0], ()) if len(initials) <= 2 and given[0][0] == initials[0]}
    return tuple(found.values())


@cache
def _families() -> Mapping[str, tuple[tuple[Entry, tuple[str, ...]], ...]]:
    """Known persons by the last word of their names, with the words before it; all in plain form."""
    found: defaultdict[str, list[tuple[Entry, tuple[str, ...]]]] = defaultdict(list)
    for entry in gazetteer.load().entries.values():
        if entry.type == "Person":
            for spelled in entry.names.values():
                for name in spelled:
                    if len(words := plain(name).split()) > 1:
                        found[words[-1]].append((entry, tuple(words[:-1])))
    return {family: tuple(of) for family, of in found.items()}


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
    # Names that many bear are held to their attested spellings, and may be as short as they are.
    enough = sum(map(len, shapes)) >= 5 or spelling.everyday(name)
    return " ".join(shapes) if len(words) > 1 and enough and all(shapes) else None


def _of_a_woman(name: str) -> bool:
    """Whether a word ends as a woman's name may: vowels tell Petrov from Petrova, consonants do not."""
    return any(fold(word).removesuffix("h")[-1:] in ("a", "а", "я", "ا", "ه") for word in name.split())
