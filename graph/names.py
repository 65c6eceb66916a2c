"""Names as they are compared and indexed: one plain form for all spellings of a word.

Which names an entity has is left to ``ingest``; the full-text index to ``graph.queries``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# What is left to fold after canonical decomposition took hamza, madda and vowel signs off their letters:
# alef maksura and Persian yeh, teh marbuta, alef wasla, Persian kaf, a hamza that stands alone.
_ARABIC = str.maketrans({"ى": "ي", "ی": "ي", "ة": "ه", "ٱ": "ا", "ک": "ك", "ء": "", "ـ": ""})
_ARTICLE = "ال"
# Letters that decomposition does not take apart.
_LATIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ı": "i", "'": "", "’": "", "ʼ": "", "ʹ": "", "`": ""}
)


def plain(text: str) -> str:
    """Lower-case words of letters and digits, parted by single spaces; empty when there are none.

    Vowel signs, accents and tatweel are dropped, the forms of alef, yeh, teh marbuta and hamza
    are one, and the Arabic article is taken off words that keep three letters without it.

    >>> plain("الرئيسُ قاسم-جومارت توكاييف")
    'رييس قاسم جومارت توكاييف'
    >>> plain("São Tomé, N'Djaména")
    'sao tome ndjamena'
    """
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_ARABIC).translate(_LATIN)
    letters = []
    for sign in folded:
        kind = unicodedata.category(sign)
        if kind[0] == "L":
            letters.append(sign)
        elif kind[0] == "N":
            letters.append(str(unicodedata.digit(sign, sign)))
        elif kind not in ("Mn", "Cf"):
            letters.append(" ")
    return " ".join(_without_article(word) for word in "".join(letters).split())


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLE) and len(word) >= 5 else word


def searchable(names: Iterable[str]) -> str:
    """What the full-text index holds for an entity: the plain forms of its names, each once."""
    return " ; ".join(dict.fromkeys(form for form in map(plain, names) if form))
