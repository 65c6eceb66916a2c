"""Adding to the history of judgements, and writing anew what a judgement touches, in one transaction.

What judgements mean is left to ``graph.identity``, the relations to ``graph.store.writing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType

from graph import folding
from graph.errors import InputError
from graph.identity import (
    CLAIM_VERDICTS,
    ENDS,
    ENTITY_VERDICTS,
    NOTHING,
    PAIR_VERDICTS,
    UNDO,
    Identity,
    check,
    identity,
    pair,
    reading_key,
    reading_keys,
)
from graph.model import Claim, Entity, Judged, Judgement, claim_id
from graph.names import plain
from graph.offices import office
from graph.queries import claims, entities, judgements
from graph.results import Context, Post
from graph.store import history, records, versions, writing
from graph.store.connection import Work


@dataclass(frozen=True, slots=True)
class Side:
    """One entity of a proposal with what tells it from others.

    ``sentences`` are the newest that speak of it, as (text, language); ``neighbours`` its best sourced ones; ``context``
    its countries and offices, whose names stand in ``named`` by id.
    """

    entity: Entity
    degree: int
    neighbours: tuple[Entity, ...] = ()
    sentences: tuple[tuple[str, str], ...] = ()
    context: Context = field(default_factory=Context)
    named: Mapping[str, Entity] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be one. ``shared`` are the neighbours that both have."""

    judgement: Judgement
    left: Side
    right: Side
    shared: tuple[Entity, ...] = ()


def judge(work: Work, given: Sequence[Judgement]) -> tuple[Judged, ...]:
    """Add judgements to the history, all or none. Raises InputError when one says nothing or contradicts the others."""
    writing._touch(work)
    now = work.row(judgements.NOW)
    assert now is not None  # a statement without a pattern always gives a row
    at: datetime = now["now"].to_native().astimezone(UTC)
    past = history.history(work)
    added = []
    for number, judgement in enumerate(given, len(past) + 1):
        check(judgement)
        judgement = replace(judgement, on=at.date())
        added.append(Judged(history.judged_id(judgement, at), number, at, judgement))
    _check_known(work, past, added)
    _add(work, past, added)
    return tuple(added)


def restore(work: Work, given: Sequence[Judged]) -> tuple[tuple[Judged, ...], tuple[InputError, ...]]:
    """Take in judgements from elsewhere with their day and hand; those here already change nothing.

    Returns those added, and one error for each that contradicts what is here.
    """
    writing._touch(work)
    past = history.history(work)
    here = {j.id for j in past}
    added: list[Judged] = []
    refused: list[InputError] = []
    for found in given:
        if found.id in here:
            continue
        candidate = Judged(found.id, len(past) + len(added) + 1, found.at, found.judgement)
        try:
            check(found.judgement)
            if found.judgement.verdict == UNDO and found.judgement.left not in here:
                raise InputError("judgement", f"it takes back {found.judgement.left!r}, which is not there.", "Bring that one too.")
            identity((*past, *added, candidate))
        except InputError as exc:
            refused.append(exc)
            continue
        here.add(found.id)
        added.append(candidate)
    if added:
        _add(work, past, added)
    return tuple(added), tuple(refused)


def _check_known(work: Work, past: Sequence[Judged], added: Sequence[Judged]) -> None:
    named = {
        id
        for j in (a.judgement for a in added)
        for id in ((j.left, j.right) if j.verdict in PAIR_VERDICTS else (j.left,) if j.verdict in ENTITY_VERDICTS else ())
    }
    named |= {text for a in added if a.judgement.verdict == "fix" for key, text in a.judgement.value if key in ENDS and text}
    if named:
        found = {row["id"] for row in work.rows(entities.GET, ids=sorted(named))}
        if missing := sorted(named - found):
            raise InputError("judgement", f"there is no entity {missing[0]!r}.", "Look it up again; it may have gone with its article.")
    here = {j.id for j in past if j.judgement.verdict != UNDO}
    undone = {j.judgement.left for j in past if j.judgement.verdict == UNDO}
    for j in (a.judgement for a in added if a.judgement.verdict == UNDO):
        if j.left not in here or j.left in undone:
            raise InputError("judgement", f"there is no judgement {j.left!r} to take back.", "It may be taken back already.")
        undone.add(j.left)


def _add(work: Work, past: Sequence[Judged], added: Sequence[Judged]) -> None:
    before, after = identity(past), identity((*past, *added))
    work.batches(judgements.WRITE, [{"id": j.id, "props": history.judged_properties(j)} for j in added])
    old = work.row(judgements.HEAD)
    work.run(judgements.SET_HEAD, head=claim_id("head", old and old["head"], *(j.id for j in added)))
    turned = sorted(key for key in before.decided.keys() | after.decided.keys() if (key in before.decided) != (key in after.decided))
    if turned:
        rows = [{"id": history.proposal_id(*key), "decided": True if key in after.decided else None} for key in turned]
        work.batches(judgements.DECIDE, rows)
    _renew(work, before, after)


def _renew(work: Work, before: Identity, after: Identity) -> None:
    """Write anew the entities and relations on which the two differ."""
    named = before.canonical.keys() | after.canonical.keys()
    moved = {id for id in named if before.of(id) != after.of(id)}
    changed = {id for id in named if before.all_of(id) != after.all_of(id)}
    changed |= {id for id in before.entities.keys() | after.entities.keys() if before.entities.get(id) != after.entities.get(id)}
    turned = {key for key in before.claims.keys() | after.claims.keys() if before.claims.get(key) != after.claims.get(key)}
    # What was set right to stand for an entity that has moved moves with it.
    fixes = {key: j for known in (before, after) for key, j in known.claims.items()}
    turned |= {key for key, j in fixes.items() if moved & {text for name, text in j.judgement.value if name in ENDS}}
    touched = {c.id: c for c in _claims(work, moved, {key: fixes[key].judgement.right for key in turned})}
    ends = {id for c in touched.values() for known in (before, after) for id in _ends(known.claim(c))}
    writing.dress(work, after, changed | moved | ends, before)
    keys = [
        {"id": c.id, "key": folding.group_key(after.claim(c))}
        for c in touched.values()
        if folding.group_key(before.claim(c)) != folding.group_key(after.claim(c))
    ]
    work.batches(judgements.SET_KEYS, keys)
    writing.refold(work, [known.claim(c) for c in touched.values() for known in (before, after)], after)
    writing.dress(work, after, changed | moved, before)
    writing.count(work, changed | moved | ends)


def _ends(claim: Claim) -> tuple[str, str]:
    return claim.subject, claim.object


def _claims(work: Work, moved: Iterable[str], turned: dict[str, str]) -> Iterable[Claim]:
    ids = sorted(moved)
    if ids:
        for statement in (judgements.CLAIMS_OF_ENTITIES, judgements.CLAIMS_OF_OUTLETS):
            for row in work.rows(statement, ids=ids):
                yield records.claim(row["claim"])
    articles = {one for article in set(turned.values()) for one in (article, *versions.ids_of_series(work, article))}
    for article in sorted(articles):
        for row in work.rows(claims.OF_ARTICLE, id=article):
            claim = records.claim(row["claim"])
            if not turned.keys().isdisjoint(reading_keys(claim)):
                yield claim


# proposals


def propose(work: Work, proposed: Iterable[Judgement]) -> int:
    """Keep what may be one until somebody decides; returns how many are new. What is decided is not asked again."""
    writing._touch(work)
    return writing.propose(work, proposed)


def count_proposed(work: Work) -> int:
    row = work.row(judgements.COUNT_PROPOSED)
    return row["n"] if row else 0


def proposed(work: Work, limit: int) -> tuple[Judgement, ...]:
    """The likeliest first; those whose entities are one by now are left out."""
    known = history.known(work)
    found = [history.proposal(row["proposal"]) for row in work.rows(judgements.PROPOSED, limit=limit)]
    seen: dict[tuple[str, str], Judgement] = {}
    for judgement in found:
        key = pair(known.of(judgement.left), known.of(judgement.right))
        if key[0] != key[1] and key not in known.decided:
            seen.setdefault(key, judgement)
    return tuple(seen.values())


def proposal(work: Work, judgement: Judgement, neighbours: int = 8, sentences: int = 3) -> Proposal | None:
    """A proposal with the evidence of both sides; None when one of them is gone."""
    known = history.known(work)
    ids = [known.of(judgement.left), known.of(judgement.right)]
    stored = {row["id"]: row["entity"] for row in work.rows(entities.GET, ids=sorted(set(ids)))}
    if len(stored) < 2:
        return None
    around = {row["id"]: row["others"] for row in work.rows(judgements.NEIGHBOURS, ids=sorted(ids))}
    both = sorted(set(around.get(ids[0], ())) & set(around.get(ids[1], ())))
    said = contexts(work, ids)
    told = {id for context in said.values() for id in (*context.countries, *(post.of for post in context.posts))}
    wanted = sorted({id for others in around.values() for id in others} | told)
    nodes = {row["id"]: row["entity"] for row in work.rows(entities.GET, ids=wanted)} if wanted else {}
    sides = []
    for id in ids:
        near = sorted((nodes[o] for o in around.get(id, ()) if o in nodes), key=lambda n: (-(n.get("degree") or 0), n["id"]))
        quoted = work.rows(judgements.SENTENCES, ids=list(known.all_of(id)), limit=sentences)
        texts = tuple(dict.fromkeys((row["sentence"], row["language"] or "und") for row in quoted))
        degree, context = stored[id].get("degree") or 0, said.get(id, Context())
        about = {one: records.entity(nodes[one]) for one in (*context.countries, *(p.of for p in context.posts)) if one in nodes}
        sides.append(Side(records.entity(stored[id]), degree, tuple(map(records.entity, near[:neighbours])), texts, context, about))
    shared = tuple(records.entity(nodes[id]) for id in both if id in nodes)
    return Proposal(judgement, sides[0], sides[1], shared)


def reading_of(work: Work, claim_id: str) -> tuple[str, str] | None:
    """The reading key of a claim as it was read, and its article."""
    row = work.row(claims.GET, id=claim_id)
    return (reading_key(found), found.article) if row and (found := records.claim(row["claim"])) else None


def everybody(work: Work, after: str, limit: int) -> tuple[Entity, ...]:
    """Entities by id, from the one after ``after`` on: to walk over all of them."""
    return tuple(records.entity(row["entity"]) for row in work.rows(judgements.EVERYBODY, after=after, limit=limit))


def contexts(work: Work, ids: Sequence[str]) -> dict[str, Context]:
    """The countries and offices of each, by id; those of which neither is known are left out."""
    found: dict[str, Context] = {}
    for row in work.rows(judgements.CONTEXTS, ids=list(ids)) if ids else ():
        countries = frozenset((row["other"],) if row["kind"] == "Country" else ())
        years = [int(text[:4]) if text else None for text in (row["first"], row["last"])]
        role = row["role"] or ("leader" if row["type"] == "LEADS" else "")
        posts = (Post(office(role) or plain(role), row["other"], *years),) if role else ()
        found[row["id"]] = found.get(row["id"], Context()) | Context(countries, posts)
    return found


def neighbours(work: Work, ids: Sequence[str]) -> dict[str, frozenset[str]]:
    """What each stands in a relation with, by id; those without any are left out."""
    if not ids:
        return {}
    return {row["id"]: frozenset(row["others"]) for row in work.rows(judgements.NEIGHBOURS, ids=list(ids))}


__all__ = ["CLAIM_VERDICTS", "NOTHING", "Proposal", "Side", "judge", "propose", "proposed", "restore"]
