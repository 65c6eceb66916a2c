"""Finding entities by name across scripts: what to ask the full-text index, and how to rank what it gives.

Plain forms of names are left to ``graph.names``.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Entity
from graph.names import plain
from graph.queries import entities
from graph.results import Hit
from graph.store import records
from graph.store.connection import Work

# So many candidates are taken from the index for each hit that is asked for: its own order knows
# nothing of whole names, and a name shared by many must not hide the one that is meant.
_CANDIDATES = 10
_FUZZY_FROM = 5
# What the index would read as an operator; plain() leaves letters and digits only, and these words.
_OPERATORS = frozenset(("and", "or", "not", "to"))


def search(work: Work, text: str, types: Sequence[str], limit: int, *, exact: bool = False) -> tuple[Hit, ...]:
    """At most ``limit`` entities, best first: whole names, then beginnings, then likenesses; the more connected first.

    ``exact``: only names that hold the words as written. The last word counts as the beginning of one. Nothing is found for text without letters or digits.
    """
    wanted = plain(text)
    if not wanted or limit < 1:
        return ()
    for joint in (" AND ",) if exact else (" AND ", " OR "):
        question = _question(wanted, joint, fuzzy=not exact)
        rows = work.rows(entities.SEARCH, text=question, types=list(types) or None, limit=max(50, limit * _CANDIDATES))
        if rows:
            break
    best = max((row["score"] for row in rows), default=1.0) or 1.0
    hits = [_hit(records.entity(row["entity"]), row["entity"].get("degree") or 0, wanted, row["score"] / best) for row in rows]
    if exact:
        hits = [hit for hit in hits if _likeness(plain(hit.matched), wanted)]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, -hit.degree, hit.entity.id))[:limit])


def _question(wanted: str, joint: str, *, fuzzy: bool) -> str:
    words = wanted.split()
    return joint.join(_word(word, last=n == len(words) - 1, fuzzy=fuzzy) for n, word in enumerate(words))


def _word(word: str, *, last: bool, fuzzy: bool) -> str:
    quoted = f'"{word}"' if word in _OPERATORS else word
    ways = [f"{quoted}^4"]
    if last and quoted == word:
        ways.append(f"{word}*")
    if fuzzy and len(word) >= _FUZZY_FROM:
        ways.append(f"{word}~1")
    return f"({' OR '.join(ways)})"


def _hit(entity: Entity, degree: int, wanted: str, closeness: float) -> Hit:
    """``score``: 3 for a whole name, 2 for its beginning or for all its words, 1 for all words begun; the index's closeness on top."""
    ranked = [(_likeness(plain(name.text), wanted), -n, name.text) for n, name in enumerate(entity.names)]
    likeness, _, matched = max(ranked)
    return Hit(entity, matched, degree, round(likeness + min(closeness, 1.0) * 0.9, 4))


def _likeness(name: str, wanted: str) -> float:
    words, asked = name.split(), wanted.split()
    if name == wanted:
        return 3
    if set(asked) <= set(words) or name.startswith(wanted):
        return 2
    if all(any(word.startswith(a) for word in words) for a in asked):
        return 1
    return 0
