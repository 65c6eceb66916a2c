"""What the phrase grammar needs to know of a language: its words, its names, how it tags and how it marks arguments.

The stages that use it stand beside this module; the languages themselves in ``ingest.languages``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ingest.phrases.date_words import DateWords
from ingest.phrases.names import NameIndex
from ingest.phrases.vocabulary import Vocabulary
from ingest.phrases.words import Word, fold


@dataclass(frozen=True)
class Grammar:
    """``code`` is ISO 639-1. ``tag`` gives each word its class, in place; names are marked before it.

    ``cased``: arguments are marked by case endings, so their order is free. ``of`` are the prepositions that
    attach one noun to the next, ``by`` those that mark the doer of a passive, ``inside`` those of place.
    ``lemma`` gives the dictionary form of a folded noun, ``base`` that of a phrase: its words up to its head, its text,
    whether a preposition stands before it.
    """

    code: str
    vocabulary: Vocabulary
    names: NameIndex
    tag: Callable[[list[Word]], None]
    lemma: Callable[[str], str]
    cased: bool
    of: frozenset[str]
    by: frozenset[str]
    inside: frozenset[str]
    until: frozenset[str] = frozenset()
    base: Callable[[list[Word], str, bool], str] | None = None
    dates: DateWords = field(default_factory=DateWords)

    def any_among(self, words: Iterable[str], *kinds: str) -> bool:
        """Whether one of the words stands in one of the classes."""
        return any(self.among(word, kind) for word in words for kind in kinds)

    def among(self, word: str | None, kind: str) -> bool:
        """Whether a word in any spelling stands in a class of ``grammar.csv``; None stands in none."""
        return word is not None and fold(word) in self.vocabulary.listed.get(kind, ())
