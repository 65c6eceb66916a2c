"""Finding articles and sentences by their words: what to ask the full-text index, and where in a text the words stand.

Names of entities are found by ``graph.store.finding``, which ranks them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Article
from graph.names import plain
from graph.queries import articles, claims
from graph.results import SentenceHit, SentencePage
from graph.store import records
from graph.store.connection import Work

# Conjunctions, prepositions and the article that Arabic writes together with the word that follows.
_CLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "لل", "ولل", "وال", "بال", "فال", "كال", "ال")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_SENTENCE = re.compile(r"[^.!?؟…\n]+(?:[.!?؟…]+[»”\"')\]]*)?")
_TOKEN = re.compile(r"[^\W_]+(?:[-'’ʼ\u064b-\u0652\u0640][^\W_]+)*[\u064b-\u0652]*")
# Of each article; who wants more of it reads it.
_PER_ARTICLE = 5


@dataclass(frozen=True, slots=True)
class Words:
    """The words searched for in plain form; the last one may be unfinished. ``phrase``: they follow each other."""

    words: tuple[str, ...]
    phrase: bool

    @classmethod
    def of(cls, text: str) -> Words:
        """Text within quotation marks is a phrase."""
        bare = text.strip()
        return cls(tuple(plain(bare).split()), len(bare) > 2 and bare[0] in '"«“' and bare[-1] in '"»”')

    def following(self) -> str:
        """What must stand in the text as it is; empty unless the words are a phrase."""
        return " ".join(self.words) if self.phrase else ""

    def question(self) -> str:
        """For the index; empty where there is nothing to ask."""
        if self.phrase and self.words:
            return '"' + " ".join(self.words) + '"'
        return " AND ".join(self._either(word, last=n == len(self.words) - 1) for n, word in enumerate(self.words))

    def _either(self, word: str, last: bool) -> str:
        ways = [f'"{form}"' for form in _forms(word)]
        if last:
            ways += [f"{form}*" for form in _forms(word) if not form.isascii() or form not in ("and", "or", "not", "to")]
        return f"({' OR '.join(ways)})"

    def within(self, sentence: str) -> tuple[tuple[int, int], ...] | None:
        """Where the words stand in a sentence, as (start, end); None unless all of them do."""
        tokens = [(found.start(), found.end(), plain(found.group()).split()) for found in _TOKEN.finditer(sentence)]
        marks: list[tuple[int, int]] = []
        for n, word in enumerate(self.words):
            forms, last = _forms(word), n == len(self.words) - 1 and not self.phrase
            here = [(s, e) for s, e, parts in tokens if any(p in forms or (last and p.startswith(forms)) for p in parts)]
            if not here:
                return None
            marks += here
        if self.following() not in plain(sentence):
            return None
        return tuple(sorted(set(marks)))


def _forms(word: str) -> tuple[str, ...]:
    if not _ARABIC.match(word):
        return (word,)
    return (word, *(clitic + word for clitic in _CLITICS))


def cut(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as (start, end), without the white space around them."""
    found = []
    for match in _SENTENCE.finditer(text):
        bare = match.group().strip()
        if bare:
            start = match.start() + match.group().index(bare)
            found.append((start, start + len(bare)))
    return tuple(found)


def search(work: Work, text: str, limit: int) -> SentencePage:
    """Sentences that hold all the words, of the best matching articles; at most 5 of each article."""
    words = Words.of(text)
    if not words.words or limit < 1:
        return SentencePage((), 0)
    rows = work.rows(articles.FIND, question=words.question(), phrase=words.following(), limit=limit)
    counted = work.row(articles.COUNT_FOUND, question=words.question(), phrase=words.following())
    hits: list[SentenceHit] = []
    for row in rows:
        hits += _of_article(work, records.article(row["article"]), words)
    return SentencePage(tuple(hits[:limit]), counted["n"] if counted else 0)


def _of_article(work: Work, article: Article, words: Words) -> Sequence[SentenceHit]:
    found = [(start, end, marks) for start, end in cut(article.text) if (marks := words.within(article.text[start:end]))][:_PER_ARTICLE]
    if not found:
        return ()
    standing = [c for row in work.rows(claims.OF_ARTICLE, id=article.id) if (c := records.claim(row["claim"])).known_to is None]
    return [
        SentenceHit(article, start, end, marks, next((c.id for c in standing if c.start < end and start < c.end), None))
        for start, end, marks in found
    ]
