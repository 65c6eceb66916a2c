"""Words and marks of a sentence with their offsets and, once tagged, their word class.

Which class a word has is left to ``ingest.languages``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Word classes. AUX words belong to the verb group; NAME is any noun that names.
CLASSES = frozenset({
    "DET", "ADJ", "NOUN", "NAME", "NUM", "PREP", "TO", "CONJ", "THAT", "SUB", "IF", "REL", "PRON", "VERB", "BE", "HAVE", "DO",
    "MODAL", "NEG", "ADV", "POSS", "MARK", "CLITIC",
})  # fmt: skip

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u2011": "-", "\u2010": "-", "\u00ad": None})


def fold(word: str) -> str:
    """The spelling by which a word is looked up: lower case, one apostrophe, ё as е.

    >>> fold("Lukashenko’s"), fold("Королёв")
    ("lukashenko's", 'королев')
    """
    return word.translate(_APOSTROPHES).lower().replace("ё", "е")


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of a verb form. ``kind`` is base, present, past, participle, gerund, infinitive or conditional."""

    lemma: str
    kind: str


@dataclass(slots=True)
class Word:
    """``text[start:end]``. ``cases`` are the grammatical cases that its form can have, empty where the language shows none."""

    start: int
    end: int
    text: str
    low: str
    tag: str = ""
    verbs: tuple[VerbForm, ...] = ()
    lemma: str = ""
    cases: frozenset[str] = frozenset()
    plural: bool | None = None
    gender: str = ""
    animate: bool = False
    passive: bool = False
    number: float | None = None
    name: int = -1
    marks: set[str] = field(default_factory=set)

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_word(self) -> bool:
        return self.tag != "MARK"


_NUMBER = r"\d+(?:[.,  ]\d{3})*(?:[.,]\d+)?"
_MARK = r"[^\w\s]"
_EN = re.compile(
    rf"""(?:[A-Z]\.){{2,}} | {_NUMBER} | (?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|St|Sgt|Maj|Capt|Prof|Gov|Pres)\.
      | [^\W\d_]+?(?=n['’]t\b) | n['’]t\b | ['’](?:s|re|ve|ll|d|m)\b
      | [^\W\d_][\w]*(?:[-‑][\w]+|['’](?!(?:s|re|ve|ll|d|m|t)\b)[^\W\d_]+)* | \w+ | {_MARK}""",
    re.VERBOSE,
)
_FR = re.compile(
    rf"""(?:[A-Z]\.){{2,}} | {_NUMBER} | aujourd['’]hui | \b(?:[ldjmtscn]|qu|lorsqu|puisqu|jusqu|quoiqu)['’] | (?:M|MM|Mme|Dr|St)\.
      | [^\W\d_][\w]*(?:[-‑][\w]+)* | \w+ | {_MARK}""",
    re.VERBOSE | re.IGNORECASE,
)
_RU = re.compile(rf"(?:[А-ЯA-Z]\.){{2,}} | \d+-[^\W\d_]+ | {_NUMBER} | [^\W\d_][\w]*(?:[-‑][\w]+)* | \w+ | {_MARK}", re.VERBOSE)
_PATTERNS = {"en": _EN, "fr": _FR, "ru": _RU}


def words(text: str, span: tuple[int, int], language: str) -> list[Word]:
    """The words and marks of ``text[span[0]:span[1]]`` in order."""
    found: list[Word] = []
    for match in _PATTERNS[language].finditer(text, *span):
        word = Word(match.start(), match.end(), match.group(), fold(match.group()))
        if word.text[0].isdigit():
            word.number = value(word.text)
        found.append(word)
    return found


def value(digits: str) -> float | None:
    """The number that digits with separators write: "2,030" and "2 030" are 2030, "1.5" is 1.5; None for anything else."""
    plain = re.sub(r"[.,\s ](?=\d{3}(?:\D|$))", "", digits)
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


def parts(text: str, language: str) -> tuple[str, ...]:
    """The folded words of a name or phrase, cut as ``words`` cuts a text."""
    return tuple(fold(match.group()) for match in _PATTERNS[language].finditer(text))
