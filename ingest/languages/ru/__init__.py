"""Russian: its data files beside this module and the rules that data cannot hold: word classes and cases.

Dictionary forms come from ``pymorphy3`` (OpenCorpora's dictionary); the stages are left to ``ingest.phrases``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ingest.languages.ru.tagging import Tagger, lemma, nominative
from ingest.phrases import date_words
from ingest.phrases import vocabulary as words_of
from ingest.phrases.grammar import Grammar
from ingest.phrases.names import load as load_names

_HERE = Path(__file__).parent


@cache
def grammar() -> Grammar:
    """The Russian grammar. Raises OntologyError naming file and line where a data file is wrong."""
    vocabulary = words_of.load(_HERE, "ru", lambda verb, listed: {})
    names = load_names("ru")
    for low, options in list(vocabulary.heads.items()):
        known = vocabulary.heads.setdefault(lemma(low), [])
        known.extend(option for option in options if option not in known)
    # The dictionary form finds the cases that the lists leave out.
    names.demonyms.update({lemma(low): key for low, key in list(names.demonyms.items())})
    names.people.update([lemma(low) for low in names.people])
    inside = [
        "в во на у около возле близ вблизи вокруг",
        "рядом с",
        "недалеко от",
        "неподалёку от",
        "неподалеку от",
        "в районе",
        "на территории",
        "на юге",
        "на севере",
        "на востоке",
        "на западе",
        "в центре",
        "к северу от",
        "к югу от",
        "к востоку от",
        "к западу от",
        "в окрестностях",
        "за пределами",
    ]
    return Grammar(
        base=nominative, dates=date_words.load(_HERE / "dates.csv", "ru"), code="ru", vocabulary=vocabulary, names=names, tag=Tagger(vocabulary, names), lemma=lemma, cased=True,
        of=frozenset({"@gen"}), by=frozenset({"@ins"}), inside=frozenset((*inside[0].split(), *inside[1:])),
    )  # fmt: skip
