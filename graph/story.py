"""A story: the copies of one text that several outlets printed, and what one copy changed of another: pure.

Which articles belong to a story is left to ``ingest.reprints``, reading them to ``graph.store``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from graph.model import Entity
from graph.names import plain

_SENTENCE = re.compile(r"[^.!?؟。\n]+(?:[.!?؟。]+[»”\"')\]]*|\n|$)")
# A word with the white space behind it.
_WORD = re.compile(r"\S+\s*")
# Two sentences that share this much of their letters are one sentence reworded.
_REWORDED = 0.6


@dataclass(frozen=True, slots=True)
class Member:
    """One copy. ``article`` is its id; ``outlet`` None = not known; ``stands`` is False for a withdrawn copy."""

    article: str
    title: str | None
    outlet: Entity | None
    published: date | None
    language: str
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Story:
    """``members`` in order of date, those without a date last. A story counts as one source."""

    id: str
    members: tuple[Member, ...]

    @property
    def earliest(self) -> Member:
        """The copy that was printed first."""
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Change:
    """A run of sentences: ``kind`` is same, added, removed or reworded.

    ``old`` and ``new`` are (start, end) in characters of the two texts; an empty span (start = end)
    says where something is missing.
    """

    kind: str
    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``kind`` is same, added or removed."""

    kind: str
    text: str


def ordered(members: Sequence[Member]) -> tuple[Member, ...]:
    return tuple(sorted(members, key=lambda m: (m.published is None, m.published or date.max, m.article)))


def changes(old: str, new: str) -> tuple[Change, ...]:
    """What the text ``new`` changed of ``old``, sentence by sentence, in order; spelling and marks do not count as changes.

    >>> [c.kind for c in changes("It rained. They met.", "They met. Nobody spoke.")]
    ['removed', 'same', 'added']
    """
    left, right = _sentences(old), _sentences(new)
    matcher = SequenceMatcher(None, [plain(old[a:b]) for a, b in left], [plain(new[a:b]) for a, b in right], autojunk=False)
    found: list[Change] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        before, after = left[i:j], right[k:m]
        if tag == "equal":
            found.append(Change("same", _span(before, left, i, old), _span(after, right, k, new)))
            continue
        while before and after and _alike(old[slice(*before[0])], new[slice(*after[0])]):
            found.append(Change("reworded", before.pop(0), after.pop(0)))
            i, k = i + 1, k + 1
        if before:
            found.append(Change("removed", _span(before, left, i, old), _span([], right, k, new)))
        if after:
            found.append(Change("added", _span([], left, i + len(before), old), _span(after, right, k, new)))
    return tuple(found)


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Both texts as one, word by word, in order: without what was removed it is the new text, white space between sentences apart.

    Words of reworded sentences are compared as they are spoken: spelling and marks do not count as changes.

    >>> [(p.kind, p.text) for p in pieces("They met on Monday.", "They met on Tuesday.")]
    [('same', 'They met on '), ('removed', 'Monday.'), ('added', 'Tuesday.')]
    """
    found: list[Piece] = []
    ends = (0, 0)
    for change in changes(old, new):
        (old_start, old_end), (new_start, new_end) = change.old, change.new
        if found:
            gone = change.kind == "removed"
            both = [old[ends[0] : old_start], new[ends[1] : new_start]]
            between = next((space for space in (both if gone else both[::-1]) if space.isspace()), " ")
            found.append(Piece(change.kind if gone or change.kind == "added" else "same", between))
        if change.kind == "reworded":
            found += _reworded(old[old_start:old_end], new[new_start:new_end])
        else:
            found.append(Piece(change.kind, old[old_start:old_end] if change.kind == "removed" else new[new_start:new_end]))
        ends = (old_end, new_end)
    return _joined(found)


def _reworded(old: str, new: str) -> list[Piece]:
    left, right = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, [plain(w) or w.strip() for w in left], [plain(w) or w.strip() for w in right], autojunk=False)
    found = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(right[k:m])))
            continue
        found += [Piece("removed", "".join(left[i:j]))] if i < j else []
        found += [Piece("added", "".join(right[k:m]))] if k < m else []
    return found


def _joined(found: Sequence[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in found:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return tuple(joined)


def _sentences(text: str) -> list[tuple[int, int]]:
    spans = []
    for found in _SENTENCE.finditer(text):
        words = found.group()
        start = found.start() + len(words) - len(words.lstrip())
        end = found.start() + len(words.rstrip())
        if plain(text[start:end]):
            spans.append((start, end))
    return spans


def _span(run: Sequence[tuple[int, int]], all_: Sequence[tuple[int, int]], at: int, text: str) -> tuple[int, int]:
    if run:
        return run[0][0], run[-1][1]
    place = all_[at][0] if at < len(all_) else len(text)
    return place, place


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, plain(one).split(), plain(other).split(), autojunk=False)
    return matcher.ratio() >= _REWORDED
