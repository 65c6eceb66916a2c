"""How tables and event data write a known name: family name first, with a legal form, a patronymic, or the country in brackets.

Which names are known is left to ``ingest.gazetteer``, names that are spelled in another way to ``ingest.misspelled``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.names import plain
from ingest import spelling
from ingest.nationality import Pattern

_BRACKETS = re.compile(r"^(.+?)\s*[(\[（]([^()\[\]]+)[)\]）]\s*$")
# What follows a comma and is no given name.
_AFTER_NAMES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_PATRONYMIC = re.compile(r"(?:[оеё]вич|[оеё]вна|ична|[oe]vich|[oe]vitch|[oe]vna|ichna)$")
# "Son of", "daughter of": behind the father's name.
_OF_FATHER = frozenset(("оглы", "оглу", "кызы", "уулу", "ogly", "oglu", "kyzy", "qizi"))
# Words of the longest wordings of national bodies; longer names are no such.
_LONGEST = 14


def rewritten(name: str) -> Iterator[str]:
    """The other ways of writing the same name, the surest first.

    >>> list(rewritten("PUTIN, VLADIMIR"))
    ['VLADIMIR PUTIN']
    >>> list(rewritten("Касым-Жомарт Кемелевич Токаев"))
    ['Касым-Жомарт Токаев']
    >>> list(rewritten("GAZPROM OAO"))
    ['gazprom']
    """
    turned = in_order(name)
    if turned != name:
        yield turned
    if (without := _without_patronymic(turned)) != turned:
        yield without
    if " ".join(words := spelling.words(name, "Organization")) != plain(name) and len(words) < len(plain(name).split()):
        yield " ".join(words)


def in_order(name: str) -> str:
    """A name that is written family name first behind the given name.

    >>> in_order("Smith, John"), in_order("Smith, Jr.")
    ('John Smith', 'Smith, Jr.')
    """
    first, comma, rest = name.replace("،", ",").partition(",")
    if not comma or "," in rest or not first.strip() or not rest.strip() or plain(rest) in _AFTER_NAMES:
        return name
    return f"{rest.strip()} {first.strip()}"


def _without_patronymic(name: str) -> str:
    """The name without the father's; names that many bear keep it, for it is what tells them apart."""
    words = name.split()
    if len(words) < 3:
        return name
    kept = [
        word
        for n, word in enumerate(words)
        if not (0 < n < len(words) - 1 and (_PATRONYMIC.search(word.casefold()) or {plain(word), plain(words[n + 1])} & _OF_FATHER))
    ]
    short = " ".join(kept)
    return name if len(kept) < 2 or spelling.everyday(short) else short


@dataclass(frozen=True, slots=True)
class Composed:
    """The wordings of what every country has (ministries, courts, armies), to be found by a whole name in any language."""

    _around: Mapping[str, Mapping[tuple[str, str], frozenset[tuple[str, str]]]]
    _fill: Mapping[str, Mapping[str, Mapping[str, str]]]
    _bare: Mapping[str, frozenset[str]]

    @classmethod
    def of(
        cls,
        patterns: Mapping[str, Iterable[Pattern]],
        slots: Mapping[str, Mapping[str, Mapping[str, str]]],
        bare: Mapping[str, Mapping[str, str]],
    ) -> Composed:
        """Patterns, the words of their slots, and bodies named without a country, each by language as ``Gazetteer`` gives them."""
        around: dict[str, dict[tuple[str, str], frozenset[tuple[str, str]]]] = {}
        for language, found in patterns.items():
            places: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
            for pattern in found:
                places[plain(pattern.before), plain(pattern.after)].add((pattern.key, pattern.slot))
            around[language] = {place: frozenset(keys) for place, keys in places.items()}
        fill = {
            language: {slot: _agreed((plain(word), iso2) for word, iso2 in table.items()) for slot, table in tables.items()}
            for language, tables in slots.items()
        }
        keys: defaultdict[str, set[str]] = defaultdict(set)
        for table in bare.values():
            for name, key in table.items():
                keys[plain(name)].add(key)
        return cls(around, fill, {name: frozenset(found_) for name, found_ in keys.items()})

    def find(self, name: str) -> frozenset[tuple[str, str]]:
        """Pairs of a pattern's key and ISO 3166-1 alpha-2 that the whole name words; empty where there is none."""
        words = plain(name).split()
        if not 1 < len(words) <= _LONGEST:
            return frozenset()
        found = set()
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                place = " ".join(words[:start]), " ".join(words[end:])
                filled = " ".join(words[start:end])
                for language, places in self._around.items():
                    for key, slot in places.get(place, ()):
                        if (iso2 := self._fill[language].get(slot, {}).get(filled)) is not None:
                            found.add((key, iso2))
        return frozenset(found)

    def bare(self, name: str) -> frozenset[str]:
        """Keys of the patterns that the name words without a country; empty where there is none."""
        return self._bare.get(plain(name), frozenset())


def in_brackets(name: str) -> tuple[str, str] | None:
    """A name and what stands in brackets behind it; None where there is nothing.

    >>> in_brackets("MINISTRY OF FINANCE (EGYPT)")
    ('MINISTRY OF FINANCE', 'EGYPT')
    """
    match = _BRACKETS.match(name)
    return (match[1], match[2]) if match else None


def _agreed(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Without words that mean two countries once they are plain."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word, iso2 in pairs:
        found[word].add(iso2)
    return {word: min(codes) for word, codes in found.items() if len(codes) == 1}
