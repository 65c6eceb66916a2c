"""What each word of a sentence can mean by the lexicon: the longest phrase first, then the word itself.

Choosing between the meanings is left to the stages that use them.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.engine.lexicon import Lexicon, Sense
from ingest.engine.tokens import Token

# How many words may stand between the verb of a phrase and its noun («شنت الطائرات هجوما على»).
_REACH = 7
_PUNCTUATION = frozenset("،,؛;:.")


@dataclass(frozen=True, slots=True)
class Hit:
    """A sense found at a word. It covers tokens up to ``end``; ``tail`` is where the rest of a split phrase stands, or None."""

    sense: Sense
    end: int
    tail: tuple[int, int] | None = None


def tag(words: list[Token], lexicon: Lexicon) -> list[tuple[Hit, ...]]:
    """For each token the senses of the longest phrase that begins there and of the word alone."""
    forms = [token.form for token in words]
    stops = _stops(words)
    hits: list[tuple[Hit, ...]] = []
    for at, token in enumerate(words):
        found: list[Hit] = []
        reading = token.reading
        keys: tuple[str, ...] = (reading.base,) if reading.base == reading.stem else (reading.base, reading.stem)
        if reading.marker and not reading.pronoun:
            keys += (reading.marker + reading.base,)
        longest = 0
        openers = keys if token.form in keys else (*keys, token.form)
        for key in openers:
            for rest, senses, gap in lexicon.phrases.get(key, ()):
                size = len(rest)
                if tuple(forms[at + 1 : at + 1 + size]) == rest:
                    if size + 1 >= longest:
                        longest = max(longest, size + 1)
                        found.extend(Hit(sense, at + 1 + size) for sense in senses)
                elif gap:
                    tail = _find(forms, stops, at, rest)
                    if tail is not None:
                        found.extend(Hit(sense, at + 1, tail) for sense in senses)
        if not reading.known and reading.base not in lexicon.words:
            hits.append(tuple(found))
            continue
        for key in keys:
            found.extend(Hit(sense, at + 1) for sense in lexicon.words.get(key, ()) if not (sense.finite and reading.marker == "ك"))
        hits.append(tuple(found))
    return hits


def _stops(words: list[Token]) -> list[int]:
    """For each word, how far to the right a split phrase may reach: to the next punctuation."""
    stops = [len(words)] * len(words)
    stop = len(words)
    for at in range(len(words) - 1, -1, -1):
        stops[at] = stop
        if not _PUNCTUATION.isdisjoint(words[at].gap):
            stop = at
    return stops


def _find(forms: list[str], stops: list[int], at: int, rest: tuple[str, ...]) -> tuple[int, int] | None:
    size = len(rest)
    last = min(at + 2 + _REACH, stops[at])
    for start in range(at + 2, last):
        if forms[start] == rest[0] and tuple(forms[start : start + size]) == rest:
            return start, start + size
    return None
