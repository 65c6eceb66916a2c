"""How alike two names are, word by word, whatever their script: 0 (two names) to 1 (the same words).

Names are compared in their plain form where they share a script, and by the consonants of their Latin letters where they do
not: vowels are what transliterations disagree on. Spellings of Arabic names are left to ``ingest.romanized``; what is known
of who bears a name to ``ingest.likeness``.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from anyascii import anyascii
from rapidfuzz import fuzz

from graph.names import plain
from ingest import romanized

_WORD_ALIKE = 84
# Words with the same consonants may differ more; in a short word one letter makes another name.
_SPELLED_ALIKE = 66
_SHORT = 4
# One-letter differences make other countries (Austria, Australia) and other firms (Petrobras, Petronas).
_ALIKE_OF = {"Country": 94, "Organization": 88, "ArmedForce": 88, "Place": 90}
_LETTERS = str.maketrans(
    {
        "ا": "", "و": "", "ي": "", "ع": "", "ه": "", "ئ": "", "ؤ": "", "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "g", "چ": "ts", "ح": "",
        "خ": "k", "د": "d", "ض": "d", "ذ": "d", "ر": "r", "ز": "s", "ظ": "s", "س": "s", "ش": "s", "ص": "s", "غ": "g", "ف": "f", "ڤ": "f", "ق": "k",
        "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n",
        "б": "b", "в": "f", "г": "g", "д": "d", "ж": "g", "з": "s", "й": "", "к": "k", "л": "l", "м": "m", "н": "n", "п": "b", "р": "r", "с": "s",
        "т": "t", "ф": "f", "х": "k", "ц": "ts", "ч": "ts", "ш": "s", "щ": "s", "қ": "k", "ғ": "g", "ң": "n",
    }
)  # fmt: skip
_SOUNDS = (
    ("tch", "ts"), ("sch", "s"), ("shch", "s"), ("ch", "ts"), ("ck", "k"), ("ph", "f"), ("kh", "k"), ("gh", "g"), ("zh", "g"), ("dj", "g"),
    ("sh", "s"), ("th", "t"), ("dh", "d"), ("q", "k"), ("x", "ks"), ("j", "g"), ("v", "f"), ("p", "b"), ("z", "s"), ("c", "k"),
)  # fmt: skip
# British and American spelling; a French word that ends so is changed wherever it stands, and stays one.
_AMERICAN = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (("isation(s?)$", r"ization\1"), ("^defence$", "defense"), ("^centre(s?)$", r"center\1"), ("^labour$", "labor"), ("^programme(s?)$", r"program\1"))
)  # fmt: skip
_SILENT = re.compile("[aeiouywh]")
_TWICE = re.compile(r"(.)\1+")
_JOINTS = frozenset(
    (
        "of", "the", "and", "for", "de", "du", "des", "la", "le", "les", "et", "bin", "ibn", "ben", "ould", "и", "в", "по", "о", "у",
        "و", "بن", "ابن", "في", "من",
        # The Arabic article, its consonant drawn to the next word, as Latin and Cyrillic letters write it.
        "al", "el", "ul", "as", "es", "ash", "ech", "an", "en", "ar", "er", "ad", "ed", "az", "ez", "at",
        "аль", "эль", "ас", "аш", "ан", "ар", "ад", "аз", "ат",
    )
)  # fmt: skip
# Lashkar-e-Taiba; in a person's name an initial.
_JOINTS_OF_BODIES = frozenset(("e", "i"))
# "Servant of": one name together with what follows it, however it is cut.
_SERVANT = frozenset(
    ("abd", "abdel", "abdul", "abdal", "abdoul", "abdu", "abdur", "abdus", "عبد", "абд", "абдель", "абдул", "абдуль", "абдур")
)
_SERVANT_OF = re.compile(r"^(?:abd[aeiou]+l(?=..)|عبدال?(?=..)|абд[уэеа]ль?(?=..))")
_LEGAL_FORMS = Path(__file__).parent / "gazetteers" / "legal_forms.csv"


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonants of a word in plain form, as Latin letters that spellings agree on.

    >>> skeleton("توكاييف") == skeleton("tokayev") == skeleton("токаев")
    True
    >>> skeleton("თბილისი") == skeleton("tbilisi")
    True
    """
    latin = "".join(anyascii(c) for c in unicodedata.normalize("NFKD", word.translate(_LETTERS)) if not unicodedata.combining(c)).casefold()
    latin = "".join(c for c in latin if c.isalnum())
    for sound, sign in _SOUNDS:
        latin = latin.replace(sound, sign)
    # Arabic has no sign of its own for g; what writes it (ق, ج, غ) is written k, j or gh elsewhere.
    return _TWICE.sub(r"\1", _SILENT.sub("", latin).replace("g", "k"))


@lru_cache(maxsize=200_000)
def skeletons(word: str) -> tuple[str, ...]:
    """All skeletons that a word may have: Cyrillic writes both h, which others leave out, and kh as х.

    >>> "sn" in skeletons("хасан") and skeleton("hassan") == "sn"
    True
    """
    readings = {skeleton(word)} | ({skeleton(word.replace("х", ""))} if "х" in word else set())
    return tuple(sorted(reading for reading in readings if reading))


@lru_cache(maxsize=200_000)
def words(name: str, kind: str) -> tuple[str, ...]:
    """The words of a name that tell it from others: articles, joints and the legal forms of bodies are left out.

    >>> words("Abdel Fattah al-Burhan", "Person") == words("Abdelfattah Burhan", "Person")
    True
    >>> words("عبد الفتاح البرهان", "Person") == words("عبدالفتاح البرهان", "Person")
    True
    >>> words("OAO Gazprom", "Organization")
    ('gazprom',)
    """
    all_ = plain(name).split()
    if kind != "Person":
        all_ = _letters_joined(all_)
    joints = _JOINTS if kind == "Person" else _JOINTS | _JOINTS_OF_BODIES
    kept = [word for word in all_ if word not in joints] or all_
    if kind == "Organization":
        kept = [_american(word) for word in kept if word not in legal_forms()] or kept
    found: list[str] = []
    for word in kept:
        if found and found[-1] in _SERVANT:
            # The article that clings to the second half goes, as it goes in one word.
            found[-1] = ("عبد" if found[-1] == "عبد" else "абд" if found[-1][0] == "а" else "abd") + re.sub("^ال(?=..)", "", word)
        elif (cut := _SERVANT_OF.match(word)) and word not in _SERVANT:
            found.append(word[:3] + word[cut.end() :])
        else:
            found.append(word)
    return tuple(found)


def _american(word: str) -> str:
    """A word of a body's name as Americans spell it: organization, defense, center, labor."""
    for pattern, sign in _AMERICAN:
        word = pattern.sub(sign, word)
    return word


def _letters_joined(words: Sequence[str]) -> list[str]:
    """Letters that stand alone one behind the other are one word: L.L.C., ش.م.م."""
    found: list[str] = []
    alone = False
    for word in words:
        if len(word) == 1 and alone:
            found[-1] += word
        else:
            found.append(word)
        alone = len(word) == 1 and not word.isdigit()
    return found


@cache
def legal_forms() -> frozenset[str]:
    """Words and letters that say in which form a firm is set up, in plain form."""
    with _LEGAL_FORMS.open(encoding="utf-8", newline="") as file:
        return frozenset(word for row in csv.DictReader(file) for word in _letters_joined(plain(row["form"]).split()))


def everyday(name: str) -> bool:
    """Whether every word of a person's name is one that many bear, so that two persons may well bear all of it."""
    return all(romanized.everyday(word) or word in common_names() for word in words(name, "Person"))


@cache
def common_names() -> frozenset[str]:
    """Given and family names that many bear, in plain form, beside those of ``romanized``."""
    with (_LEGAL_FORMS.parent / "common_names.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(plain(name) for row in csv.DictReader(file) for name in row["names"].split(" | "))


def alike(one: str, other: str, kind: str) -> float:
    """How alike two names of entities of one type are, 0..1; 0.97 where they are the same but for marks and capitals."""
    left, right = plain(one), plain(other)
    if not left or not right or _numbers(left) != _numbers(right):
        return 0.0
    if left == right:
        return 0.97
    ours, theirs = words(one, kind), words(other, kind)
    if ours == theirs:
        return 0.96
    if _is_acronym(one, ours, other, left) or _is_acronym(other, theirs, one, right):
        return 0.85
    across = script(left) != script(right)
    best = _matched(ours, theirs, kind, across)
    if best < 0.9:
        # One name may be cut into more words than the other: حزب الله, Hezbollah.
        cuts = [(cut, theirs) for cut in _joined(ours)] + [(ours, cut) for cut in _joined(theirs)]
        best = max([best, *(0.97 * _matched(a, b, kind, across) for a, b in cuts)])
    return (0.92 if across else 0.97) * best


def blocks(name: str, kind: str) -> Iterator[str]:
    """Keys of which two names that are alike share one: the consonants of each word, of neighbours joined, of all; an acronym."""
    parts = words(name, kind)
    for word in (*parts, *(cut for cuts in _joined(parts) for cut in cuts)):
        for shape in skeletons(word):
            if len(shape) >= 2:
                yield shape
    yield "".join(sorted(filter(None, map(skeleton, parts))))
    if kind != "Person" and len(parts) > 2:
        yield f"={''.join(word[0] for word in parts)}"
    elif kind != "Person" and len(parts) == 1 and name.isupper():
        yield f"={parts[0]}"


def _is_acronym(long: str, parts: Sequence[str], short: str, plain_long: str) -> bool:
    letters = short.replace(".", "").strip()
    if not (3 <= len(letters) <= 8 and letters.isupper() and letters.isalpha()) or len(parts) < 3 or script(plain_long) == "ARABIC":
        return False
    return letters.casefold() in ("".join(w[0] for w in parts), "".join(w[0] for w in plain(long).split()))


def _joined(parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for n in range(len(parts) - 1):
        yield (*parts[:n], parts[n] + parts[n + 1], *parts[n + 2 :])
    if len(parts) == 3:
        yield ("".join(parts),)


def _matched(one: Sequence[str], other: Sequence[str], kind: str, across: bool) -> float:
    """Every word wants its partner; one that has none tells the two apart, in a person's name less than in a body's."""
    few, many = sorted((one, other), key=len)
    if not few or (len(few) < len(many) and (kind != "Person" or len(few) < 2)):
        return 0.0
    if across and min(sum(max(map(len, skeletons(word)), default=0) for word in name) for name in (few, many)) < 3:
        return 0.0
    taken: list[int] = []
    total = 0.0
    for word in few:
        score, place = max(((_word(word, many[n], kind, across), -n) for n in range(len(many)) if n not in taken), default=(0.0, 0))
        if score == 0:
            return 0.0
        taken.append(-place)
        total += score / 100
    score = total / len(few)
    if len(few) < len(many):
        # A name with one word more in it says much, unless the words that they share are everybody's.
        score *= 0.75 if everyday(" ".join(few)) else 0.9
    if taken != sorted(taken):
        # Event data write family names first; but Ali Hassan is not Hassan Ali.
        score *= 0.0 if kind == "Person" and everyday(" ".join(few)) else 0.92
    return score


def _word(one: str, other: str, kind: str, across: bool) -> float:
    """How alike two words are, 0 or 66..100."""
    if one == other:
        return 100.0
    if kind == "Person":
        if (known := romanized.one_name(one, other)) is not None:
            return 97.0 if known else 0.0
        if 1 in (len(one), len(other)) and not across:
            return 85.0 if one[0] == other[0] else 0.0
    if across:
        return max((_shape(a, b) for a in skeletons(one) for b in skeletons(other)), default=0.0)
    ratio = fuzz.ratio(one, other)
    shape = skeleton(one)
    if len(shape) >= 2 and ratio >= _SPELLED_ALIKE and kind != "Country" and set(skeletons(one)) & set(skeletons(other)):
        return max(90.0, ratio)
    if min(len(one), len(other)) <= _SHORT or ratio < _ALIKE_OF.get(kind, _WORD_ALIKE):
        return 0.0
    return ratio - 4


def _shape(one: str, other: str) -> float:
    if one == other:
        return 100.0 if len(one) > 1 else 92.0
    ratio = fuzz.ratio(one, other)
    return ratio if ratio >= (_WORD_ALIKE if min(len(one), len(other)) <= 2 else 80) else 0.0


def _numbers(name: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\d+", name)))


def script(name: str) -> str:
    """The script of the first letter, as Unicode names it ("ARABIC"); empty where there is none."""
    return next((unicodedata.name(c).split()[0] for c in name if c.isalpha()), "")
