"""Which entities of the graph may be one: likely pairs, each with a score and its reasons. It proposes and never merges.

Deciding is left to people (``graph.identity``), names to ``ingest.spelling``, ids of what an article names to
``ingest.resolution``.

What two share with others in the graph adds to the score, and so do one country and one office; another country, or another
office in the same years, takes from it. Identifiers that contradict each other rule a pair out, and so does the gazetteer,
where it knows both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations

from graph.identity import pair
from graph.model import Entity, Judgement
from graph.results import Context, Post
from ingest import everyday, gazetteer
from ingest.resolution import entity_id
from ingest.spelling import alike, blocks, skeleton

__all__ = ["LEAST", "RULE", "Likeness", "candidates", "compare", "known_context", "propose", "skeleton"]

RULE = "rule:likeness"
LEAST = 0.8
_MOST = 0.99
# A word that so many share tells nobody apart; its block is not walked through.
_LARGEST_BLOCK = 60
# So many bear the name that without a word on country or office it says little.
_EVERYDAY = 0.84
_ONE_COUNTRY, _ONE_OFFICE = 0.02, 0.04
_OTHER_COUNTRY, _OTHER_OFFICE = 0.84, 0.86
# What the gazetteer calls an office, in the words of ``graph.offices``.
_GAZETTEER_OFFICES = {"head_of_state": "president", "head_of_government": "prime_minister", "parliament_speaker": "speaker_of_parliament"}


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` lies in 0..1; ``reasons`` are sentences for people, in English."""

    score: float
    reasons: tuple[str, ...] = ()


_UNLIKE = Likeness(0.0)
_NO_CONTEXT = Context()
_NATIONAL = re.compile(r"^(org|force)-([a-z]{2})-([a-z-]+)$")


def compare(left: Entity, right: Entity, shared: int = 0, contexts: tuple[Context, Context] = (_NO_CONTEXT, _NO_CONTEXT)) -> Likeness:
    """How likely the two are one; ``shared`` counts the neighbours that both have in the graph, ``contexts`` is what it says of each."""
    if left.type != right.type or left.id == right.id or (_known(left.id) and _known(right.id)):
        return _UNLIKE
    ours, theirs = dict(left.external_ids), dict(right.external_ids)
    both = ours.keys() & theirs.keys()
    if any(ours[scheme] != theirs[scheme] for scheme in both):
        return _UNLIKE
    if both:
        scheme = min(both)
        return Likeness(_MOST, (f"both have the identifier {scheme}:{ours[scheme]}",))
    best, how, name = 0.0, "", ""
    for one in left.names:
        for other in right.names:
            score = alike(one.text, other.text, left.type)
            if score > best:
                best, how, name = score, f"“{one.text}” ~ “{other.text}”", one.text
    if best == 0.0:
        return _UNLIKE
    reasons = [how]
    best = _in_context(best, contexts, name if left.type == "Person" else "", reasons)
    if shared:
        best = min(_MOST, best + min(3, shared) * 0.03)
        reasons.append(f"{shared} shared neighbours" if shared > 1 else "1 shared neighbour")
    return Likeness(round(best, 3), tuple(reasons))


def _in_context(score: float, contexts: tuple[Context, Context], person: str, reasons: list[str]) -> float:
    """The score with what country and office say; ``person`` is the name of a person, empty for what is none."""
    one, other = contexts
    countries = one.countries & other.countries
    agreed = [(a, b) for a in one.posts for b in other.posts if a.office == b.office and a.of == b.of]
    if one.countries and other.countries and not countries:
        reasons.append("of different countries")
        return score * _OTHER_COUNTRY
    if agreed:
        reasons.append(f"both {agreed[0][0].office.replace('_', ' ')} there")
        return min(_MOST, score + _ONE_OFFICE)
    if any(a.of == b.of and _overlap(a, b) for a in one.posts for b in other.posts):
        reasons.append("different offices in the same years")
        return score * _OTHER_OFFICE
    if person and everyday.person(person):
        reasons.append("a name that many bear")
        return min(score, _EVERYDAY)
    if countries:
        reasons.append("of one country")
        return min(_MOST, score + _ONE_COUNTRY)
    return score


def _overlap(one: Post, other: Post) -> bool:
    """Whether both were surely held in one year; in the year of a change, one follows the other."""
    if one.first is None or other.first is None:
        return False
    return max(one.first, other.first) < min(one.last or one.first + 1, other.last or other.first + 1)


def _known(id: str) -> str | None:
    """The gazetteer's key of an entity; None for one that it does not know."""
    if (key := _keys().get(id)) is not None:
        return key
    national = _NATIONAL.match(id)
    composed = f"{national[1]}:{national[2].upper()}:{national[3].replace('-', '_')}" if national else ""
    return composed if composed and gazetteer.load().get(composed) is not None else None


@cache
def _keys() -> Mapping[str, str]:
    return {entity_id(key): key for key in gazetteer.load().entries}


def known_context(id: str) -> Context:
    """What the gazetteer says of an entity's country and offices; nothing for one that it does not know."""
    key = _known(id)
    entry = gazetteer.load().get(key) if key else None
    if entry is None:
        return _NO_CONTEXT
    posts = tuple(Post(_GAZETTEER_OFFICES.get(o.office, o.office), entity_id(o.body), o.first, o.last) for o in entry.offices if o.body)
    countries = {entity_id(f"country:{entry.country}")} if entry.country else set()
    return Context(frozenset(countries | {post.of for post in posts if post.of.startswith("country-")}), posts)


def candidates(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Pairs of one type that share the consonants of a word or of the whole name, each pair once."""
    shared: defaultdict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
    for entity in entities:
        for name in entity.names:
            for key in blocks(name.text, entity.type):
                shared[entity.type, key][entity.id] = entity
        for scheme, value in entity.external_ids:
            shared[entity.type, f"{scheme}:{value}"][entity.id] = entity
    seen: set[tuple[str, str]] = set()
    for block in shared.values():
        if len(block) > _LARGEST_BLOCK:
            continue
        for left, right in combinations(block.values(), 2):
            both = pair(left.id, right.id)
            if both not in seen:
                seen.add(both)
                yield left, right


def propose(
    entities: Iterable[Entity], neighbours: Mapping[str, frozenset[str]], on: date, least: float = LEAST, contexts: Mapping[str, Context] | None = None
) -> tuple[Judgement, ...]:  # fmt: skip
    """Pairs that score at least ``least`` (0..1), the likeliest first; ``contexts`` is by entity, None = nothing is known."""
    found = []
    none: frozenset[str] = frozenset()
    said = contexts or {}
    for left, right in candidates(entities):
        both = said.get(left.id, _NO_CONTEXT) | known_context(left.id), said.get(right.id, _NO_CONTEXT) | known_context(right.id)
        likeness = compare(left, right, len(neighbours.get(left.id, none) & neighbours.get(right.id, none)), both)
        if likeness.score >= least:
            why = "; ".join(likeness.reasons)[:500]
            found.append(Judgement(*pair(left.id, right.id), "unsure", RULE, on, why, score=likeness.score))
    return tuple(sorted(found, key=lambda j: (-j.score, j.left, j.right)))
