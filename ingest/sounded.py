"""A name as it sounds by the rules of transliteration, so that one article writes what another does, in Cyrillic or Latin letters.

How alike other spellings are is left to ``ingest.spelling``; Arabic writes no short vowels and is left to ``ingest.romanized``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest import spelling

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "қ": "k", "ғ": "g", "ң": "n", "ұ": "u", "ү": "u", "ө": "o", "ә": "a", "һ": "h", "і": "i", "є": "ye",
}  # fmt: skip
# Where the ways of writing Russian and Kazakh names in Latin letters differ: BGN, ISO, passports, English and French papers.
# What is left reads as a name, for it stands in ids.
_ONE_SOUND = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        ("tch", "ch"), ("ou", "u"), ("gu(?=[ei])", "g"), ("y(?=e)", ""), ("(?<=[aeou])i(?![aeiou])", "y"),
        ("(?<![aeou])(?:i[iyj]|y[iy]|y)$", "i"),
    )
)  # fmt: skip


def sounded(name: str) -> str:
    """The words of a person's name as letters that transliteration by rule leaves alike; vowels count.

    Cyrillic is written in Latin letters, and what the rules for that differ in is made one. Arabic writes no short vowels
    and stays as it is.

    >>> sounded("Бейсембаев Тулеген") == sounded("Beysembayev Tulegen") == "beysembaev tulegen"
    True
    >>> sounded("Касымов") == sounded("Касимов")
    False
    """
    return " ".join(_sounded(word) for word in spelling.words(name, "Person"))


@lru_cache(maxsize=200_000)
def _sounded(word: str) -> str:
    if spelling.script(word) not in ("LATIN", "CYRILLIC"):
        return word
    found = "".join(_CYRILLIC.get(letter, letter) for letter in word)
    for pattern, sign in _ONE_SOUND:
        found = pattern.sub(sign, found)
    return found
