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
    opening = [0] if found and grammar.names.at(found, 0) is not None and _everyday(found, grammar) else []
    for at, (start, end, named) in enumerate(spans(grammar.names, found, opening)):
        known[at] = (start, end, named)
        for k in range(start, end):
            found[k].name = at
            if named.type == "Person":
                found[k].marks.add("person")
    grammar.tag(found)
    _join_particles(found)
    if grammar.code == "en":
        _join_bodies(found, grammar)
    _join_phrases(found, grammar)
    scene = Scene(number, sentence, text, found, chunk(found, grammar))
    for one in scene.chunks:
        if one.kind == "NP":
            name_phrase(scene, one, grammar, known)
    for one in scene.chunks:
        if one.kind == "NP" and one.named is not None:
            widen(scene, one, grammar)
    return scene


def _everyday(found: list[Word], grammar: Grammar) -> bool:
    """Whether the sentence opens with a common noun that some doubtful name is spelled like."""
    hit = grammar.names.at(found, 0)
    return (
        hit is not None
        and hit[0] == 1
        and hit[1].unsure
        and "seen as name" not in found[0].marks
        and found[0].low in grammar.vocabulary.heads
    )


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


def _join_bodies(found: list[Word], grammar: Grammar) -> None:
    """ "Ministry of Health", "Institute for War and Peace": a body's name goes on after "of" where capitals do."""
    for i in range(len(found) - 2):
        body, link, rest = found[i], found[i + 1], found[i + 2]
        heads = grammar.vocabulary.heads.get(body.low, ())
        known = any(not more and head.type in ("Organization", "Facility") for more, head in heads)
        if (
            known
            and body.tag == "NAME"
            and body.name < 0
            and link.low in ("of", "for")
            and rest.tag == "NAME"
            and rest.name < 0
            and rest.capital
        ):
            link.tag = "NAME"


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
                    first = i
                    while grammar.cased and first < end - 1 and found[first].tag == "ADJ":
                        # "президентский дворец": its noun comes after its adjectives.
                        first += 1
                    for k in range(first, end):
                        if found[k].tag not in ("NOUN", "NAME"):
                            found[k].tag = "NOUN" if k == first or found[k].tag != "ADJ" else "ADJ"
                        found[k].marks.add("phrase" if k > first else "opens")
                    break
