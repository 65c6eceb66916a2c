"""Writing what articles bring, or undoing it, inside one transaction, relations folded anew.

Each function is the whole body of a transaction and may run more than once. What a relation is,
is left to ``graph.folding``; which relations change to ``graph.store.relating``; opening transactions to
``graph.store.connection``. Over 300 lines: what one transaction changes must be seen together.

Articles that were not stored before are written together, in as many statements as one takes. Those that change what
is stored go one by one, and touch only what differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph import folding
from graph.identity import NOTHING, Identity, corrected, pair, with_sentences
from graph.model import Article, Claim, Contribution, Entity, Judgement
from graph.queries import articles, claims, entities, judgements, life
from graph.results import DeleteReport, WriteReport
from graph.store import history, reading, records, relating, versions
from graph.store.connection import Row, Work
from graph.store.relating import recount as count
from graph.store.relating import refold as refold
from graph.store.remembered import Remembered

__all__ = ["Brought", "Unchanged", "count", "delete", "dress", "propose", "refold", "stored", "write"]

_SAME = WriteReport("unchanged", 0, 0, 0)
# So many letters of several articles go to the server at once.
_TEXT = 1_000_000


class Unchanged(Exception):  # no error: it only rolls the transaction back
    """What was to be written is stored just so already."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What an article brings, with its digest."""

    contribution: Contribution
    digest: str

    @classmethod
    def of(cls, contribution: Contribution) -> Brought:
        return cls(contribution, records.digest(contribution))


def stored(work: Work, brought: Sequence[Brought]) -> bool:
    """Whether all of them are stored just so already."""
    digests = _digests(work, brought)
    return all(digests.get(b.contribution.article.id) == b.digest for b in brought)


def _digests(work: Work, brought: Sequence[Brought]) -> dict[str, str | None]:
    return {row["id"]: row["digest"] for row in work.rows(articles.DIGESTS, ids=sorted({b.contribution.article.id for b in brought}))}


def write(work: Work, brought: Sequence[Brought], seen: Remembered) -> list[WriteReport]:
    """One report for each. Raises Unchanged when all are stored just so already."""
    today = seen.begin(work)
    digests = _digests(work, brought)
    if all(digests.get(b.contribution.article.id) == b.digest for b in brought):
        raise Unchanged
    fresh, came = [], set(digests)
    for place, each in enumerate(brought):
        article = each.contribution.article
        covered = any(withdrawal.covers(article) for withdrawal in seen.withdrawals(work))
        if article.id not in came and not article.series and not covered:
            fresh.append(place)
        came.add(article.id)
    reports = dict(zip(fresh, _write_fresh(work, [brought[place] for place in fresh], seen), strict=True)) if fresh else {}
    return [reports.get(place) or _write_one(work, each, seen, today) for place, each in enumerate(brought)]


def _write_fresh(work: Work, brought: Sequence[Brought], seen: Remembered) -> list[WriteReport]:
    """Articles that are not stored, each of one version, none withdrawn."""
    contributions = [replace(c, claims=with_sentences(c.article, c.claims)) for c in (each.contribution for each in brought)]
    known = seen.known(work)
    counted = [
        [(claim, known.claim(claim)) for claim in {claim.id: claim for claim in contribution.claims}.values()]
        for contribution in contributions
    ]
    rows = relating.wanted(c for both in counted for _, c in both)
    groups = seen.groups(work, rows, known)
    changes, written = relating.Changes(), []
    for contribution, both in zip(contributions, counted, strict=True):
        article = contribution.article
        told = {"story": article.story, "outlet": article.outlet, "since": None}
        where = relating.origin(told, article.id, known)
        for claim, counts in both:
            group = groups[folding.group_key(counts)]
            before = group.weight()
            if known.counts(claim):
                relating.include(group, counts, where)
            else:
                group.told[claim.id] = None
            seen.grown(before, group)
        written.append({folding.group_key(counts) for _, counts in both})
    number = []
    settled: set[str] = set()
    # Each relation is told of the last article that changes it.
    for keys in reversed(written):
        before = changes.relations()
        for key in sorted(keys - settled):
            relating.settle(groups[key], changes)
        settled |= keys
        number.append(changes.relations() - before)
    number.reverse()
    new = _unite(work, [c.entities for c in contributions], seen, changes.degrees)
    _write_articles(work, contributions, [each.digest for each in brought], seen)
    named = {e.id for c in contributions for e in c.entities}
    _dress(work, known, named | changes.degrees.keys(), seen)
    made = [
        {"props": records.claim_properties(claim, folding.group_key(counts), changes.points.get(claim.id))}
        for both in counted
        for claim, counts in both
    ]
    seen.exactly(work, claims.CREATE, made)
    _join_voices(work, [claim for both in counted for claim, _ in both])
    relating.write(work, changes, seen, {row["props"]["id"] for row in made})
    relating.recount(work, changes.loops)
    seen.drop(changes.loops)
    propose(work, (p for c in contributions for p in c.proposed), known)
    return [WriteReport("new", len(both), new[n], number[n]) for n, both in enumerate(counted)]


def _write_one(work: Work, each: Brought, seen: Remembered, today: date) -> WriteReport:
    """An article that is stored in other words, is a version of another one, or falls under a withdrawal."""
    known, contribution = seen.known(work), each.contribution
    article_id = contribution.article.id
    found = work.row(articles.DIGEST, id=article_id)
    if found is not None and found["digest"] == each.digest:
        return _SAME
    before = reading.contribution(work, article_id) if found is not None else None
    article = _kept(work, contribution.article)
    contribution = replace(contribution, article=article, claims=with_sentences(article, contribution.claims))
    old = {claim.id: claim for claim in before.claims} if before else {}
    brought = {e.id: e for e in contribution.entities}
    brought_before = {e.id: e for e in before.entities} if before else {}
    anew = before is None or _hangings(before) != _hangings(contribution)
    # What this article said before it changed must not stay: such entities are made from the others' words.
    less = {id for id, said in brought_before.items() if id not in brought or not records.Knowledge.of(brought[id]).covers(said)}
    less -= _spoken_for(work, less, [article_id], seen)
    if before and anew:
        work.run(articles.LOOSEN, id=article_id)
    (new_entities,) = _unite(work, [[e for e in contribution.entities if brought_before.get(e.id) != e]], seen, {}, less & brought.keys())
    _write_articles(work, [contribution], [each.digest], seen, hang=anew)
    new = {claim.id: claim for claim in contribution.claims}
    gone = [_withdrawn(claim, today) for claim in old.values() if claim.id not in new]
    _write_claims(work, [*new.values(), *gone], old, known)
    touched = [claim for claim in (*new.values(), *gone) if old.get(claim.id) != claim]
    touched += [old[claim.id] for claim in touched if claim.id in old]
    if before and _origin(before.article) != _origin(contribution.article):
        touched += [*old.values(), *new.values()]
    turned: set[str] = set()
    if versions.enter(work, contribution.article):
        rewound, turned, ids = versions.reclock(work, article_id)
        touched += rewound
        turned -= _spoken_for(work, turned, ids, seen)
    written = refold(work, [known.claim(claim) for claim in touched], known, seen)
    orphans = turned | (less - brought.keys())
    named = {end for c in touched for end in (c.subject, c.object)} | brought_before.keys() | brought.keys() | turned
    _settle(work, named, orphans, known)
    seen.drop(named | {one for id in named for one in known.all_of(id)})
    propose(work, contribution.proposed, known)
    changed = sum(old.get(claim.id) != claim for claim in new.values()) + sum(old[claim.id] != claim for claim in gone)
    return WriteReport("changed" if before else "new", changed, new_entities, written)


def _hangings(contribution: Contribution) -> tuple[object, ...]:
    """What hangs on the article apart from its claims."""
    return contribution.entities, set(contribution.mentions), contribution.article.outlet


def _origin(article: Article) -> tuple[str, str | None]:
    """What tells the article's words from those of other sources."""
    return article.story or article.id, article.outlet


def _spoken_for(work: Work, named: set[str], ids: Sequence[str], seen: Remembered) -> set[str]:
    """Those of the entities that stay as they are, whichever of the articles stand: another one says of them the very same."""
    if not named:
        return set()
    awake = {id for id, node in seen.nodes(work, named).items() if not node.properties or not node.properties.get("dormant")}
    said: dict[str, bool] = {}
    for row in work.rows(entities.SPOKEN_FOR, articles=sorted(ids), ids=sorted(awake)):
        said[row["id"]] = said.get(row["id"], True) and row["spoken"]
    return {id for id, all_said in said.items() if all_said}


def delete(work: Work, article_id: str) -> DeleteReport:
    """Take back all that only this article brought. Raises Unchanged when it is not there."""
    _touch(work)
    if work.row(articles.DIGEST, id=article_id) is None:
        raise Unchanged
    old = _claims_of(work, article_id)
    others = [id for id in versions.ids_of_series(work, article_id) if id != article_id]
    brought = {row["id"] for row in work.rows(articles.BROUGHT_IDS, id=article_id)}
    known = history.known(work)
    counted = [known.claim(claim) for claim in old]
    before = relating.existing(work, counted)
    work.run(claims.DELETE_OF_ARTICLE, id=article_id)
    work.run(articles.DELETE, id=article_id)
    rewound, turned, _ = versions.reclock(work, others[0]) if others else ([], set(), [])
    refold(work, [known.claim(claim) for claim in (*old, *rewound)], known)
    after = relating.existing(work, counted)
    touched = brought | turned | {id for c in (*old, *rewound) for id in (c.subject, c.object, c.speaker, *c.via) if id}
    entities_gone = _settle(work, touched, touched, known)
    return DeleteReport(1, len(old), entities_gone, len(before - after))


def _kept(work: Work, article: Article) -> Article:
    """The article with what was noted of it when it first came: its series, its day, its run."""
    found = work.row(life.BOOKKEEPING, id=article.id)
    if found is None:
        return article
    since = found["since"].to_native() if found["since"] else article.since
    return replace(article, series=found["series"] or article.series, since=since, run=found["run"] or article.run, feed=found["feed"])


def _touch(work: Work) -> date:
    """Make this the only writer, and ask the store's clock for the day. What writers remember does not hold any more."""
    return Remembered().begin(work)


def _claims_of(work: Work, article_id: str) -> list[Claim]:
    """With their own clocks."""
    return [records.own_claim(row["claim"]) for row in work.rows(claims.OF_ARTICLE, id=article_id)]


def _withdrawn(claim: Claim, today: date) -> Claim:
    return claim if claim.known_to else replace(claim, known_to=max(today, claim.known_from))


def _unite(
    work: Work, brought: Sequence[Sequence[Entity]], seen: Remembered, degrees: Mapping[str, int], less: Collection[str] = ()
) -> list[int]:
    """Write what articles say of entities, keeping what others said of them; returns how many are new by each article.

    ``degrees`` says by how much the degree of entities changes, also of such that no article brings. Of those in ``less`` one
    of the articles says less than it did: they are made from what all say.
    """
    nodes = seen.nodes(work, {e.id for each in brought for e in each} | degrees.keys())
    others = _from_contributions(work, nodes.keys() & set(less))
    changed: dict[str, records.Knowledge] = {}
    new = []
    for each in brought:
        unknown = 0
        for entity in each:
            if entity.id in changed:
                changed[entity.id].unite(records.Knowledge.of(entity))
                continue
            node = nodes.get(entity.id)
            base: records.Knowledge | None = None
            if node is None:
                unknown += 1
            elif entity.id in less:
                base = others.get(entity.id)
            else:
                base = node.knowledge
            if base is None or base.dormant:
                changed[entity.id] = records.Knowledge.of(entity)
            elif entity.id in less or not base.covers(entity):
                changed[entity.id] = base.copy()
                changed[entity.id].unite(records.Knowledge.of(entity))
        new.append(unknown)
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for id, knowledge in sorted(changed.items()):
        node = nodes.get(id)
        knowledge.degree = ((node.properties or {}).get("degree") or 0 if node else 0) + degrees.get(id, 0)
        properties = knowledge.properties()
        if node is None or properties != node.properties:
            rows[knowledge.type].append({"id": id, "props": properties})
            seen.put(id, properties)
    for type_, batch in sorted(rows.items()):
        work.batches(entities.WRITE[type_], batch)
    moved = []
    for id, change in sorted(degrees.items()):
        node = nodes.get(id)
        if change and id not in changed and node is not None and node.properties is not None:
            degree = (node.properties.get("degree") or 0) + change
            moved.append({"id": id, "degree": degree})
            seen.put(id, node.properties | {"degree": degree})
    work.batches(entities.WRITE_DEGREE, moved)
    return new


def _from_contributions(work: Work, ids: Iterable[str]) -> dict[str, records.Knowledge]:
    """Entities made from what the articles that stand say of them; none for those that no article speaks of.

    One that only withdrawn or superseded articles speak of is made from their words, and marked dormant.
    """
    made: tuple[dict[str, records.Knowledge], dict[str, records.Knowledge]] = ({}, {})
    asked = sorted(ids)
    # Asking about nothing costs the embedded server as much as asking about something.
    for row in work.rows(entities.CONTRIBUTIONS, ids=asked) if asked else ():
        if row["brought"] is None:
            continue
        knowledge = records.Knowledge.of(records.brought(row["id"], row["brought"]))
        knowledge.degree = row["entity"].get("degree") or 0
        knowledge.dormant = not row["stands"]
        side = made[bool(row["stands"])]
        if row["id"] in side:
            side[row["id"]].unite(knowledge)
        else:
            side[row["id"]] = knowledge
    return made[False] | made[True]


def _write_articles(work: Work, contributions: Sequence[Contribution], digests: Sequence[str], seen: Remembered, hang: bool = True) -> None:
    """The articles' nodes; with ``hang`` whom they mention, what they bring and who printed them."""
    made = [{"id": c.article.id, "props": records.article_properties(c, told)} for c, told in zip(contributions, digests, strict=True)]
    # One message must stay under the servers' limit, and texts go twice: as read, and as looked for.
    work.batches(articles.WRITE, made, 50 if sum(len(c.article.text) for c in contributions) < _TEXT else 1)
    if not hang:
        return
    work.batches(articles.MENTION, [row | {"id": c.article.id} for c in contributions for row in records.mention_rows(c.mentions)])
    brought = [
        {"id": c.article.id, "entity": e.id, "props": records.brought_properties(e, n)}
        for c in contributions
        for n, e in enumerate(c.entities)
    ]
    seen.exactly(work, articles.BRING, brought)
    work.batches(articles.PUBLISH, [{"id": c.article.id, "outlet": c.article.outlet} for c in contributions if c.article.outlet])


def _write_claims(work: Work, wanted: Sequence[Claim], old: Mapping[str, Claim], known: Identity) -> None:
    changed = [c for c in sorted(wanted, key=lambda c: c.id) if old.get(c.id) != c]
    work.batches(claims.WRITE, [{"id": c.id, "props": records.claim_properties(c, folding.group_key(known.claim(c)))} for c in changed])

    def joints(claim: Claim) -> tuple[object, ...]:
        return claim.subject, claim.object, claim.speaker, claim.via

    loose = [c for c in changed if c.id not in old or joints(old[c.id]) != joints(c)]
    if again := [c.id for c in loose if c.id in old]:
        work.run(claims.LOOSEN, ids=again)
    work.batches(claims.JOIN, [{"id": c.id, "subject": c.subject, "object": c.object, "article": c.article} for c in loose])
    _join_voices(work, loose)


def _join_voices(work: Work, made: Sequence[Claim]) -> None:
    """Join claims to those who speak in them, and to the outlets that carried their words."""
    work.batches(claims.JOIN_SPEAKER, [{"id": c.id, "entity": c.speaker} for c in made if c.speaker])
    work.batches(claims.JOIN_VIA, [{"id": c.id, "entity": e, "position": n} for c in made for n, e in enumerate(c.via)])


def _settle(work: Work, touched: set[str], perhaps_gone: set[str], known: Identity) -> int:
    """Put right what hangs on changed articles: names left behind, entities that nothing speaks of any more."""
    removed = 0
    if perhaps_gone:
        rows: defaultdict[str, list[Row]] = defaultdict(list)
        for id, knowledge in _from_contributions(work, perhaps_gone).items():
            rows[knowledge.type].append({"id": id, "props": knowledge.properties()})
        for type_, batch in sorted(rows.items()):
            work.batches(entities.WRITE[type_], batch)
        found = work.row(entities.DELETE_ORPHANS, ids=sorted(perhaps_gone))
        removed = found["n"] if found else 0
        left = {row["id"] for row in work.rows(entities.GET, ids=sorted(perhaps_gone))} if removed else perhaps_gone
        if gone := sorted(perhaps_gone - left):
            work.run(judgements.FORGET, ids=gone)
    dress(work, known, touched | perhaps_gone)
    return removed


def _dress(work: Work, known: Identity, ids: set[str], seen: Remembered) -> None:
    """``dress``, and remember it."""
    judged = {id for id in ids if known.touches(id)}
    if judged:
        dress(work, known, judged)
        seen.drop({one for id in judged for one in (id, *known.all_of(id))})


def dress(work: Work, known: Identity, ids: Iterable[str], before: Identity = NOTHING) -> None:
    """Put on the entities' nodes what is judged of them, over what is their own, which each keeps for the day of a split.

    The node that stands for others bears all their names and is there as long as one of them is; the others
    keep their own and are found through it only. ``before`` is what was judged before, where that was more.
    """
    asked = sorted({one for id in ids for each in (known, before) if each.touches(id) for one in (id, *each.all_of(id))})
    wanted = sorted({one for id in asked for one in known.all_of(id)})
    if not wanted:
        return
    stored = {row["id"]: row["entity"] for row in work.rows(entities.GET, ids=wanted)}
    own = {id: records.Knowledge.stored(node) for id, node in stored.items() if not records.is_stand_in(node)}
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    lonely = []
    for id in wanted:
        group = known.all_of(id)
        degree = stored[id].get("degree") or 0 if id in stored else 0
        if known.of(id) != id:
            if id in own:
                rows[own[id].type].append({"id": id, "props": own[id].member_properties(known.of(id))})
            continue
        present = [own[one] for one in (id, *group) if one in own]
        if not present:
            lonely.append(id)
            continue
        if not any(known.touches(one) for one in group):
            rows[own[id].type].append({"id": id, "props": own[id].properties()})
            continue
        corrections = sorted((j for one in group for j in known.entities.get(one, ())), key=lambda j: j.number)
        entity = corrected(records.together(id, present), corrections)
        rows[entity.type].append({"id": id, "props": records.judged_properties(entity, own.get(id), present, degree)})
    for type_, batch in sorted(rows.items()):
        changed = [row for row in batch if row["props"] != stored.get(row["id"])]
        work.batches(entities.WRITE[type_], changed)
        if changed:
            work.run(judgements.RELABEL[type_], ids=[row["id"] for row in changed])
    if lonely:
        work.run(entities.DELETE_ORPHANS, ids=lonely)


def propose(work: Work, proposed: Iterable[Judgement], known: Identity | None = None) -> int:
    """Keep proposals that nobody has decided; returns how many are new or changed."""
    rows = {history.proposal_id(p.left, p.right): p for p in sorted(proposed, key=lambda p: p.score)}
    if not rows:
        return 0
    known = known or history.known(work)
    fresh = [p for p in rows.values() if known.of(p.left) != known.of(p.right) and pair(p.left, p.right) not in known.decided]
    work.batches(judgements.PROPOSE, [{"id": history.proposal_id(p.left, p.right), "props": history.proposal_properties(p)} for p in fresh])
    return len(fresh)
