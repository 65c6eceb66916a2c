"""Folds claims into relations: pure, and the only place that decides what "disputed" means.

Where claims come from is left to ``ingest``, writing relations down to ``graph.store``.

Claims about one subject, type, object and role (with the ends in either order where the type is
symmetric) are a *group*, known by ``group_key``. A group falls into *runs*: claims whose valid
intervals overlap, directly or through others. Each run is one relation.

- A state without an end is open on that side; an event or speech with one bound only happened on
  that date. The relation's interval is the union of its claims' intervals.
- Claims without any date join the group's run when there is exactly one; otherwise they are a
  run of their own, without an interval.
- Withdrawn claims (``known_to`` is set) do not count beside standing ones; they only keep the day on
  which the relation became known. Where nothing stands any more, they fold into a relation of the
  past, whose ``known_to`` is the day on which the last of them was withdrawn.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.model import Claim, PartialDate, Relation
from graph.names import plain
from graph.offices import office
from graph.ontology import RELATION_TYPES, STATUS_GROUPS, status_group


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article's words come from: ``story`` groups reprints, ``outlet`` is an entity id; None = not known.

    ``since`` is the day on which this version of the article took the place of an earlier one; None = it is the first.
    """

    story: str | None = None
    outlet: str | None = None
    since: date | None = None


_UNKNOWN = Origin()
# An id is 32 hex digits: these of its group's key, these of the day on which its run starts.
_KEY, _START = 24, 8


def group_key(claim: Claim) -> str:
    """128 bits of SHA-256, as hex, over what makes claims speak about the same relation."""
    subject, object_ = ends(claim)
    return _hash(subject, claim.relation, object_, role_key(claim.role))


def key_prefix(relation_id: str) -> str:
    """What the keys of the relation's group begin with, whichever of its runs it is, on whatever day it was folded."""
    return relation_id[:_KEY]


def ends(claim: Claim) -> tuple[str, str]:
    """Subject and object; in the order of their ids where the relation is symmetric."""
    if RELATION_TYPES[claim.relation].symmetric and claim.object < claim.subject:
        return claim.object, claim.subject
    return claim.subject, claim.object


def role_key(role: str | None) -> str:
    """A role as it is compared: its office where that is known, else its plain form; empty for None."""
    return (office(role) or plain(role)) if role else ""


def fold(claims: Iterable[Claim], origins: Mapping[str, Origin] | None = None) -> tuple[Relation, ...]:
    """Fold claims into relations: one for each subject, type, object, role and run of overlapping intervals.

    A relation is ``disputed`` when a claim that it holds and a claim that it does not hold come from
    independent sources: neither the story (reprints, the same article) nor the ultimate speaker
    (speaker, else the farthest outlet that carried the words, else the article's outlet) is the
    same. Claims of one source that contradict each other are no dispute; both are listed.
    Where only negated claims stand it is ``denied``. Otherwise asserted beats claimed beats open.

    ``origins`` maps an article's id to where its words come from; an article that is not in it
    stands alone. The result is in order of id, whatever the order of the claims.
    """
    known = origins or {}
    groups: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in {claim.id: claim for claim in claims}.values():
        groups[group_key(claim)].append(claim)
    relations = [relation for key, group in groups.items() for relation in _fold_group(key, group, known)]
    return tuple(sorted(relations, key=lambda relation: relation.id))


def as_known_on(claims: Iterable[Claim], day: date, origins: Mapping[str, Origin] | None = None) -> tuple[Claim, ...]:
    """The claims that stood at the end of ``day``, as if nothing had happened since, in the words of that day's version."""
    known = origins or {}

    def stood(claim: Claim) -> bool:
        since = known.get(claim.article, _UNKNOWN).since
        return claim.known_from <= day and (claim.known_to is None or claim.known_to > day) and (since is None or since <= day)

    return tuple(_standing(c) for c in claims if stood(c))


def repeats(claims: Sequence[Claim], origins: Mapping[str, Origin]) -> tuple[bool, ...]:
    """For each claim, whether an earlier one in the sequence already stands for its source."""
    heard: set[str] = set()
    result = []
    for claim in claims:
        source = _source(claim, origins.get(claim.article, _UNKNOWN))
        result.append(bool(heard & set(source)))
        heard.update(source)
    return tuple(result)


def order_of_date(claim: Claim) -> tuple[date, date, str, int, str]:
    """The key that sorts claims by the day on which the words were said, else became known."""
    said = claim.said_on.first() if claim.said_on else claim.known_from
    return said, claim.known_from, claim.article, claim.start, claim.id


def _standing(claim: Claim) -> Claim:
    if claim.known_to is None:
        return claim
    return replace(claim, known_to=None)


_Interval = tuple[date, date]


def _interval(claim: Claim) -> _Interval | None:
    start, end = _bounds(claim)
    if start is None and end is None:
        return None
    return (start.first() if start else date.min, end.last() if end else date.max)


def _bounds(claim: Claim) -> tuple[PartialDate | None, PartialDate | None]:
    start, end = claim.valid_from, claim.valid_to
    if RELATION_TYPES[claim.relation].kind != "state":
        start, end = start or end, end or start
    if start and end and end.last() < start.first():
        start, end = end, start
    return start, end


def _runs(claims: Sequence[Claim]) -> list[list[Claim]]:
    dated = sorted(((interval, c) for c in claims if (interval := _interval(c))), key=lambda pair: (pair[0], pair[1].id))
    undated = [c for c in claims if _interval(c) is None]
    runs: list[list[Claim]] = []
    end = date.min
    for (first, last), claim in dated:
        if not runs or first > end:
            runs.append([])
            end = last
        runs[-1].append(claim)
        end = max(end, last)
    if undated and len(runs) == 1:
        runs[0].extend(undated)
    elif undated:
        runs.append(undated)
    return runs


def _touch(left: Sequence[Claim], right: Sequence[Claim]) -> bool:
    pairs = ((a, b) for a in map(_interval, left) if a for b in map(_interval, right) if b)
    return any(a[0] <= b[1] and b[0] <= a[1] for a, b in pairs)


def _fold_group(key: str, claims: Sequence[Claim], origins: Mapping[str, Origin]) -> list[Relation]:
    current = _runs([c for c in claims if c.known_to is None])
    past = _runs([c for c in claims if c.known_to is not None])
    history: defaultdict[int, list[Claim]] = defaultdict(list)
    gone: list[list[Claim]] = []
    for run in past:
        undated = all(_interval(c) is None for c in run)
        place = next((n for n, other in enumerate(current) if _touch(run, other) or (undated and len(current) == 1)), None)
        if place is None and undated:
            place = next((n for n, other in enumerate(current) if all(_interval(c) is None for c in other)), None)
        if place is None:
            gone.append(run)
        else:
            history[place].extend(run)
    relations = [_relation(key, run, history[n], origins) for n, run in enumerate(current)]
    taken = {relation.id for relation in relations}
    # A run of the past with the very start of a standing one would take its id; it is that one's history.
    return relations + [r for run in gone if (r := _relation(key, run, (), origins)).id not in taken]


def _relation(key: str, run: Sequence[Claim], history: Collection[Claim], origins: Mapping[str, Origin]) -> Relation:
    ordered = sorted(run, key=order_of_date)
    supporting = [c for c in ordered if not c.negated]
    disputing = [c for c in ordered if c.negated]
    heard = supporting or disputing
    subject, object_ = ends(ordered[0])
    bounds = [_bounds(c) for c in ordered if _interval(c)]
    starts = [start for start, _ in bounds]
    stops = [end for _, end in bounds]
    start = min((s for s in starts if s), key=lambda s: (s.first(), s.last())) if starts and all(starts) else None
    end = max((e for e in stops if e), key=lambda e: (e.last(), e.first())) if stops and all(stops) else None
    withdrawn = [c.known_to for c in ordered if c.known_to]
    return Relation(
        id=key[:_KEY] + _hash(start.first() if start else ("-" if bounds else ""))[:_START],
        subject=subject,
        type=ordered[0].relation,
        object=object_,
        status=_status(supporting, disputing, origins),
        supporting=tuple(c.id for c in supporting),
        disputing=tuple(c.id for c in disputing),
        sources=independent_sources(supporting, origins),
        disputing_sources=independent_sources(disputing, origins),
        known_from=min(c.known_from for c in (*ordered, *history)),
        role=next((c.role for c in ordered if c.role), None),
        quantity=next((c.quantity for c in reversed(supporting) if c.quantity), None),
        valid_from=start,
        valid_to=end,
        known_to=max(withdrawn) if withdrawn else None,
        confidence=max(c.confidence for c in heard),
    )


def _status(supporting: Sequence[Claim], disputing: Sequence[Claim], origins: Mapping[str, Origin]) -> str:
    if not supporting:
        return "denied"
    if _disagree(supporting, disputing, origins):
        return "disputed"
    groups = {status_group(c.status) for c in supporting}
    return next(group for group in STATUS_GROUPS if group in groups)


def _source(claim: Claim, origin: Origin) -> tuple[str, str]:
    story = origin.story or claim.article
    speaker = claim.speaker or (claim.via[-1] if claim.via else None) or origin.outlet
    return f"story {story}", f"speaker {speaker}" if speaker else f"article {story}"


def _disagree(held: Sequence[Claim], negated: Sequence[Claim], origins: Mapping[str, Origin]) -> bool:
    left = {_source(c, origins.get(c.article, _UNKNOWN)) for c in held}
    right = {_source(c, origins.get(c.article, _UNKNOWN)) for c in negated}
    return any(a[0] != b[0] and a[1] != b[1] for a in left for b in right)


def independent_sources(claims: Iterable[Claim], origins: Mapping[str, Origin]) -> int:
    """How many sources the claims have: claims that share story or speaker, directly or through others, are one."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for claim in claims:
        story, speaker = _source(claim, origins.get(claim.article, _UNKNOWN))
        parent[root(story)] = root(speaker)
    return len({root(name) for name in parent})


def _hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
