"""Reads one sentence into words, chunks and mentions.

What a phrase names is left to ``ingest.phrases.naming``.
"""

from __future__ import annotations

from ingest.engine.sentences import Sentence
from ingest.phrases.chunks import chunk
from ingest.phrases.grammar import Grammar
from ingest.phrases.heads import PARTICLES
from ingest.phrases.names import Named, spans
from ingest.phrases.naming import name_phrase, widen
from ingest.phrases.scenes import Scene
from ingest.phrases.words import Word, words


def read(text: str, sentence: Sentence, number: int, grammar: Grammar, proper: frozenset[str] = frozenset()) -> Scene:
    """The sentence cut into words, tagged, chunked, its noun phrases named.

    ``proper`` are folded words that the article writes with a capital inside a sentence: names at its start, too.
    """
    found = words(text, (sentence.start, sentence.end), grammar.code)
    for word in found[:3]:
        if word.capital and word.low in proper:
            word.marks.add("seen as name")
    known: dict[int, tuple[int, int, Named]] = {}
    for at, (start, end, named) in enumerate(spans(grammar.names, found)):
        known[at] = (start, end, named)
        for k in range(start, end):
            found[k].name = at
            if named.type == "Person":
                found[k].marks.add("person")
    grammar.tag(found)
    _join_particles(found)
    _join_phrases(found, grammar)
    scene = Scene(number, sentence, text, found, chunk(found, grammar))
    for one in scene.chunks:
        if one.kind == "NP":
            name_phrase(scene, one, grammar, known)
    for one in scene.chunks:
        if one.kind == "NP" and one.named is not None:
            widen(scene, one, grammar)
    return scene


def _join_particles(found: list[Word]) -> None:
    """ "Ali bin Tamim", "Moammar al-Eryani": small words inside a name belong to it."""
    for i in range(1, len(found)):
        word = found[i]
        if word.tag == "NAME" or word.capital:
            continue
        stem = word.low.partition("-")[0]
        if (stem in ("al", "el", "аль", "эль", "ад", "ар", "аш", "as", "ad") and "-" in word.low) or (
            word.low in PARTICLES
            and found[i - 1].tag == "NAME"
            and found[i - 1].name < 0
            and i + 1 < len(found)
            and found[i + 1].tag == "NAME"
            and found[i + 1].capital
            and word.low not in ("de", "la", "le")
        ):
            word.tag = "NAME"


def _join_phrases(found: list[Word], grammar: Grammar) -> None:
    """Titles and heads of several words stay in one noun phrase: "secretary of state", "forces de l'ordre"."""
    vocabulary = grammar.vocabulary
    for i, word in enumerate(found):
        if (
            word.low in ("minister", "secretary", "ministre", "министр", "commissioner", "undersecretary")
            and i + 2 < len(found)
            and found[i + 1].low in ("of", "for")
        ):
            k = i + 2 + (found[i + 2].low == "the")
            if k < len(found) and found[k].capital and found[k].name < 0:
                found[i].tag = "NOUN"
                for j in range(i + 1, k + 1):
                    found[j].tag = "NOUN"
                if (
                    k + 2 < len(found)
                    and found[k + 1].low == "and"
                    and found[k + 2].capital
                    and found[k + 2].name < 0
                    and k + 3 < len(found)
                    and found[k + 3].capital
                ):
                    found[k + 1].tag = found[k + 2].tag = "NOUN"
        for table in (vocabulary.titles, vocabulary.heads):
            for rest, _ in table.get(word.low, ()) or (table.get(grammar.lemma(word.low), ()) if grammar.cased else ()):
                if len(rest) < 2 and not (rest and grammar.code != "en"):
                    continue
                end = i + 1 + len(rest)
                if (
                    end <= len(found)
                    and all(
                        found[i + 1 + k].low == low or (grammar.cased and grammar.lemma(found[i + 1 + k].low) == grammar.lemma(low))
                        for k, low in enumerate(rest)
                    )
                    and not any(w.name >= 0 and w.tag == "NAME" and "person" in w.marks for w in found[i:end])
                ):
                    for k in range(i, end):
                        if found[k].tag not in ("NOUN", "NAME"):
                            found[k].tag = "NOUN" if k == i or found[k].tag != "ADJ" else "ADJ"
                        found[k].marks.add("phrase" if k > i else "opens")
                    break
