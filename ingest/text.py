"""Normalised spelling of words and texts, with a way back to the offsets of the stored text.

Finding words and sentences is left to ``ingest.engine``.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

# Vowel marks, the dagger alif, tatweel, combining accents of other scripts' transliterations,
# zero-width joiners and the marks of the bidirectional algorithm: invisible to a reader's search;
# and control characters other than line ends and tabs.
MARKS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_MARKS = re.compile(f"[{MARKS}]+")
_ARABIC = str.maketrans("أإآٱىؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ااااييي01234567890123456789")
# Letters in the shapes that old PDFs copy out, lam-alef as one: U+FB50 to U+FEFC.
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
# «على» is the preposition, «علي» the name: the only everyday pair that folding ى would merge.
_KEPT = {word: word for word in ("على", "وعلى", "فعلى")}


def fold(word: str) -> str:
    """The spelling by which one word is looked up: no marks, one form of alif, ya and hamza, lower case.

    >>> fold("الأُوكرانيّـة"), fold("على"), fold("علي"), fold("شؤون") == fold("شئون")
    ('الاوكرانية', 'على', 'علي', True)
    """
    bare = _bare(word)
    return _KEPT.get(bare) or bare.translate(_ARABIC).lower()


def _bare(word: str) -> str:
    """Without marks, and letters in their plain shapes."""
    return _MARKS.sub("", _FORMS.sub(lambda forms: unicodedata.normalize("NFKC", forms[0]), word))


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in the spelling of ``fold`` and, for each of its characters, the offset where it came from.

    ``offsets`` has one item more than ``text``: the length of the original.
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The (start, end) in the original of ``text[start:end]``. Raises IndexError out of range."""
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]

    def position(self, offset: int) -> int:
        """The position in ``text`` of the character that the original's ``offset`` belongs to."""
        return max(bisect_right(self.offsets, offset) - 1, 0)


def normalise(text: str) -> Normalised:
    """Fold a whole text and keep the way back: marks vanish, letters keep their places."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for letter in _bare(character).translate(_ARABIC).lower():
            letters.append(letter)
            offsets.append(offset)
    return Normalised("".join(letters), (*offsets, len(text)))
