"""Which entities of the graph may be one: likely pairs, each with a score and its reasons. It proposes and never merges.

Deciding is left to people (``graph.identity``), ids of what an article names to ``ingest.resolution``.

Names are compared word by word in their plain form where they share a script, and by the consonants of
their Latin letters where they do not: vowels are what transliterations disagree on. What two share with
others in the graph adds to the score; identifiers that contradict each other rule a pair out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from graph.identity import pair
from graph.model import Entity, Judgement
from graph.names import plain

RULE = "rule:likeness"
LEAST = 0.8
# A word that so many share tells nobody apart; its block is not walked through.
_LARGEST_BLOCK = 60
_WORD_ALIKE = 84
# Words with the same consonants may differ more; in a short word one letter makes another name.
_SPELLED_ALIKE = 66
_SHORT = 4
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
_SILENT = re.compile("[aeiouywh]")
_TWICE = re.compile(r"(.)\1+")
_JOINTS = frozenset(("of", "the", "and", "for", "de", "du", "des", "la", "le", "et", "al", "el", "bin", "ibn", "و", "بن", "и", "في"))


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` lies in 0..1; ``reasons`` are sentences for people, in English."""

    score: float
    reasons: tuple[str, ...] = ()


_UNLIKE = Likeness(0.0)


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonants of a word in plain form, as Latin letters that spellings agree on.

    >>> skeleton("توكاييف") == skeleton("tokayev") == skeleton("токаев")
    True
    """
    latin = "".join(c for c in unicodedata.normalize("NFKD", word.translate(_LETTERS)) if c.isascii())
    for sound, sign in _SOUNDS:
        latin = latin.replace(sound, sign)
    # Arabic has no sign of its own for g; what writes it (ق, ج, غ) is written k, j or gh elsewhere.
    return _TWICE.sub(r"\1", _SILENT.sub("", latin).replace("g", "k"))


def compare(left: Entity, right: Entity, shared: int = 0) -> Likeness:
    """How likely the two are one; ``shared`` counts the neighbours that both have in the graph."""
    if left.type != right.type or left.id == right.id:
        return _UNLIKE
    ours, theirs = dict(left.external_ids), dict(right.external_ids)
    both = ours.keys() & theirs.keys()
    if any(ours[scheme] != theirs[scheme] for scheme in both):
        return _UNLIKE
    if both:
        scheme = min(both)
        return Likeness(0.99, (f"both have the identifier {scheme}:{ours[scheme]}",))
    best, how = 0.0, ""
    for one in left.names:
        for other in right.names:
            score = _names(one.text, other.text, left.type)
            if score > best:
                best, how = score, f"“{one.text}” ~ “{other.text}”"
    if best == 0.0:
        return _UNLIKE
    reasons = [how]
    if shared:
        best = min(0.99, best + min(3, shared) * 0.03)
        reasons.append(f"{shared} shared neighbours" if shared > 1 else "1 shared neighbour")
    return Likeness(round(best, 3), tuple(reasons))


def _names(one: str, other: str, kind: str) -> float:
    left, right = plain(one), plain(other)
    if not left or not right or _numbers(left) != _numbers(right):
        return 0.0
    if _script(left) == _script(right):
        return 0.97 if left == right else _words(_bare(left), _bare(right), kind, across=False)
    shapes = [[s for word in _bare(name) if (s := skeleton(word))] for name in (left, right)]
    if min(sum(map(len, shape)) for shape in shapes) < 3:
        return 0.0
    return 0.92 * _words(shapes[0], shapes[1], kind, across=True)


def _words(one: Sequence[str], other: Sequence[str], kind: str, *, across: bool) -> float:
    """Every word wants its partner; one that has none tells the two apart, in a person's name less than in a body's."""
    few, many = sorted((one, other), key=len)
    if not few:
        return 0.0
    left = list(many)
    total = 0.0
    for word in few:
        best = max(left, key=lambda candidate: fuzz.ratio(word, candidate), default=None)
        if best is None:
            return 0.0
        likeness = fuzz.ratio(word, best)
        if not across and word != best:
            shape = skeleton(word)
            if shape == skeleton(best) and len(shape) >= 2 and likeness >= _SPELLED_ALIKE:
                likeness = max(likeness, 90.0)
            elif min(len(word), len(best)) <= _SHORT:
                likeness = 0.0
        if likeness < _WORD_ALIKE and not (across and len(word) > 2 and likeness >= 80):
            initial = kind == "Person" and (len(word) == 1 or len(best) == 1) and word[0] == best[0] and len(few) > 1
            if not initial:
                return 0.0
            likeness = 85.0
        left.remove(best)
        total += likeness / 100
    score = total / len(few)
    if left:
        # A lone family name says little; a name with one word more in it says much.
        if kind != "Person" or len(few) < 2:
            return 0.0
        score *= 0.9
    return score


def _bare(name: str) -> list[str]:
    return [word for word in name.split() if word not in _JOINTS] or name.split()


def _numbers(name: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\d+", name)))


def _script(name: str) -> str:
    return next((unicodedata.name(c).split()[0] for c in name if c.isalpha()), "")


def candidates(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Pairs of one type that share the consonants of a word, each pair once."""
    blocks: defaultdict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
    for entity in entities:
        for name in entity.names:
            for word in _bare(plain(name.text)):
                if len(shape := skeleton(word)) >= 2:
                    blocks[entity.type, shape][entity.id] = entity
        for scheme, value in entity.external_ids:
            blocks[entity.type, f"{scheme}:{value}"][entity.id] = entity
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        if len(block) > _LARGEST_BLOCK:
            continue
        for left, right in combinations(block.values(), 2):
            key = pair(left.id, right.id)
            if key not in seen:
                seen.add(key)
                yield left, right


def propose(entities: Iterable[Entity], neighbours: Mapping[str, frozenset[str]], on: date, least: float = LEAST) -> tuple[Judgement, ...]:
    """Pairs that score at least ``least`` (0..1), the likeliest first."""
    found = []
    none: frozenset[str] = frozenset()
    for left, right in candidates(entities):
        likeness = compare(left, right, len(neighbours.get(left.id, none) & neighbours.get(right.id, none)))
        if likeness.score >= least:
            why = "; ".join(likeness.reasons)[:500]
            found.append(Judgement(*pair(left.id, right.id), "unsure", RULE, on, why, score=likeness.score))
    return tuple(sorted(found, key=lambda j: (-j.score, j.left, j.right)))
