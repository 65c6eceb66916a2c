"""One folder per language: its lexicon and grammar as data, its few rules as code.

How a language is added
-----------------------
1. A folder ``ingest/languages/LANG`` with data files (UTF-8, comma-separated, lines that begin
   with ``#`` say where the rows come from), one entry a line, forms separated by ``|``:

   ``cues.csv``     words and phrases that signal a relation: lemma, part of speech, relation type,
                    where subject, object and second argument stand, effect on the status, weight, forms
   ``speech.csv``   reporting verbs and phrases: what they take, how speaker and channel are marked, stance
   ``titles.csv``   titles before names: HOLDS_OFFICE, LEADS or none, and the scope of the office
   ``heads.csv``    nouns that head an actor, place or event: singular, dual, plural, entity type
   ``grammar.csv``  function words by class; the classes are listed in the Arabic file
   ``numbers.csv``, ``dates.csv``, ``words.csv``  numbers, date words, everyday words
   ``weights.csv``  what counts how much where a rule weighs several signs (Arabic)

   A verb is added in one line of ``cues.csv``. An unknown relation type, a bad column or a
   duplicate is refused at load, naming file and line.
2. A module ``ingest/languages/LANG/__init__.py`` with ``language() -> Language``: it loads the
   files with the loaders of ``ingest.engine.lexicon`` and gives the rules that data cannot: how
   a word is taken apart (``read``), what agrees with what (``adjective``, ``feminine``).
3. A line in ``MODULES`` below, and table tests under ``tests/ingest``.

``ingest.engine`` reads languages that put the verb first and glue their particles (Arabic),
``ingest.phrases`` those with other clause orders.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from ingest.engine.lexicon import Lexicon
from ingest.engine.names import NameIndex
from ingest.engine.tokens import Reading
from ingest.phrases.grammar import Grammar

MODULES = {"ar": "ingest.languages.ar"}
# Languages that mark arguments by order, preposition or case: read by the phrase grammar of ``ingest.phrases``.
# Their modules offer ``grammar() -> Grammar`` in place of ``language()``.
PHRASE_MODULES = {"en": "ingest.languages.en", "fr": "ingest.languages.fr", "ru": "ingest.languages.ru"}


@dataclass(frozen=True)
class Language:
    """What the engine needs to know of a language.

    ``code`` is ISO 639-1. ``read`` takes a folded word apart. ``clitics`` are the words that may
    stand glued to the next one. ``adjective`` says whether a reading can be an adjective that
    follows its noun, ``feminine`` whether a folded noun is feminine. ``verbs`` are all
    finite verb forms that are known, ``verb_first``: the subject
    usually follows its verb. ``synonyms`` maps a head's lemma to the one under which a
    definite phrase takes it up again. ``weights`` says what counts how much where a rule weighs
    several signs (who a verb without a subject goes on with).
    """

    code: str
    lexicon: Lexicon
    names: NameIndex
    read: Callable[[str], Reading]
    clitics: frozenset[str]
    adjective: Callable[[Reading], bool]
    feminine: Callable[[str], bool]
    verbs: frozenset[str]
    verb_first: bool
    synonyms: dict[str, str]
    weights: dict[str, float]


@cache
def load(code: str) -> Language:
    """The language of an ISO 639-1 code. Raises KeyError for one that has no folder yet."""
    language: Language = import_module(MODULES[code]).language()
    return language


def grammar(code: str) -> Grammar:
    """The phrase grammar of an ISO 639-1 code. Raises KeyError for a language that is not read by one."""
    made: Grammar = import_module(PHRASE_MODULES[code]).grammar()
    return made
