"""Finds the words of a proposal in the text: quotes exactly or by alignment, names wherever they stand as words.

What is believed of a claim besides is left to ``ingest.checking``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

# A quote may differ from the text by this much (rapidfuzz ratio, 0..100) once spelling is folded: a dropped comma, no word.
_ALIKE = 96
# A short quote by alignment could be anything.
_LEAST = 24
# One letter each, before a name within its word: and, then, in, to, as, by.
_CLITICS = frozenset("وفبلكس")
_SAME = str.maketrans(
    {
        **dict.fromkeys("«»“”„‟", '"'),
        **dict.fromkeys("‘’‚‹›", "'"),
        **dict.fromkeys("–—−", "-"),
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىی", "ي"),
        "ة": "ه",
        "ک": "ك",
    }
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """``exact`` is False where the quote was found by alignment."""

    start: int
    end: int
    exact: bool


class Text:
    """A text in which words are looked for, in its own form and in one where spellings are folded."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded, self._at = _fold(text)

    def quote(self, words: str, near: int) -> Found | None:
        """Where a quote stands, the place nearest to character ``near`` where it stands more than once; None = nowhere."""
        exact = list(_occurrences(self.text, words))
        if exact:
            start = min(exact, key=lambda at: abs(at - near))
            return Found(start, start + len(words), True)
        wanted, _ = _fold(words)
        if not wanted:
            return None
        folded = list(_occurrences(self.folded, wanted))
        if folded:
            start = min(folded, key=lambda at: abs(self._at[at] - near))
            return Found(*self._span(start, start + len(wanted)), False)
        if len(wanted) < _LEAST:
            return None
        match = fuzz.partial_ratio_alignment(wanted, self.folded, score_cutoff=_ALIKE)
        if match is None:
            return None
        start, end = self._whole_words(match.dest_start, match.dest_end)
        if _lost_word(wanted, self.folded[start:end]):
            return None
        return Found(*self._span(start, end), False)

    def names(self, name: str) -> tuple[Span, ...]:
        """Every (start, end) at which the name stands as words of its own, Arabic particles before it aside."""
        wanted, _ = _fold(name)
        if not any(sign.isalnum() for sign in wanted):
            return ()
        found = (at for at in _occurrences(self.folded, wanted) if self._alone(at, at + len(wanted)))
        return tuple(self._span(at, at + len(wanted)) for at in found)

    def _alone(self, start: int, end: int) -> bool:
        before = self.folded[:start]
        if end < len(self.folded) and self.folded[end].isalnum() and self.folded[end - 1].isalnum():
            return False
        if not before or not before[-1].isalnum() or not self.folded[start].isalnum():
            return True
        word = before[len(before.rstrip("".join(_CLITICS))) :]
        return 0 < len(word) <= 2 and (len(word) == len(before) or not before[-len(word) - 1].isalnum())

    def _whole_words(self, start: int, end: int) -> tuple[int, int]:
        while start and self.folded[start - 1].isalnum() and self.folded[start].isalnum():
            start -= 1
        while end < len(self.folded) and self.folded[end].isalnum() and self.folded[end - 1].isalnum():
            end += 1
        return start, end

    def _span(self, start: int, end: int) -> Span:
        """The folded span in the text, marks that hang on its last letter included."""
        last = self._at[end] if end < len(self._at) else len(self.text)
        return self._at[start], self._at[start] + len(self.text[self._at[start] : last].rstrip())


def _fold(text: str) -> tuple[str, list[int]]:
    """The text with one form for each letter, mark and space, and for each of its characters where it stands in the text."""
    folded: list[str] = []
    at: list[int] = []
    for index, sign in enumerate(text):
        kind = unicodedata.category(sign)
        if kind in ("Mn", "Cf") or sign == "ـ":
            continue
        if sign.isspace():
            if folded and folded[-1] != " ":
                folded.append(" ")
                at.append(index)
            continue
        for letter in sign.translate(_SAME).casefold()[:1] or sign:
            folded.append(letter)
            at.append(index)
    while folded and folded[-1] == " ":
        folded.pop()
        at.pop()
    return "".join(folded), at


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _lost_word(quote: str, found: str) -> bool:
    """Whether a word or number of the quote is missing from what was found: a slip of a letter is forgiven, more never."""
    there = _words(found)
    return any(
        word not in there if any(map(str.isdigit, word)) else not any(fuzz.ratio(word, one) >= 70 for one in there)
        for word in _words(quote)
    )


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()
