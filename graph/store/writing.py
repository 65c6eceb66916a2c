"""Writing one article's contribution, or undoing it, inside one transaction, relations folded anew.

Each function is the whole body of a transaction and may run more than once. What a relation is,
is left to ``graph.folding``; opening transactions to ``graph.store.connection``.
Over 300 lines: what one transaction changes must be seen together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from graph import folding
from graph.identity import NOTHING, Identity, corrected, pair, with_sentences
from graph.model import Article, Claim, Contribution, Judgement, Relation
from graph.queries import articles, claims, entities, judgements, life, relations, schema
from graph.results import DeleteReport, WriteReport
from graph.store import history, records, versions
from graph.store.connection import Row, Work


class Unchanged(Exception):  # no error: it only rolls the transaction back
    """The article is stored just so already."""


def is_stored(work: Work, contribution: Contribution) -> bool:
    found = work.row(articles.DIGEST, id=contribution.article.id)
    return found is not None and found["digest"] == records.digest(contribution)


def write(work: Work, contribution: Contribution) -> WriteReport:
    """Raises Unchanged when the same contribution is stored already."""
    today = _touch(work)
    article_id = contribution.article.id
    before = work.row(articles.DIGEST, id=article_id)
    if before is not None and before["digest"] == records.digest(contribution):
        raise Unchanged
    article = _kept(work, contribution.article)
    contribution = replace(contribution, article=article, claims=with_sentences(article, contribution.claims))
    old = {claim.id: claim for claim in _claims_of(work, article_id)} if before else {}
    brought_before = {row["id"] for row in work.rows(articles.BROUGHT_IDS, id=article_id)} if before else set()
    if before:
        work.run(articles.LOOSEN, id=article_id)
    new_entities = _unite(work, contribution, brought_before)
    work.run(articles.WRITE, id=article_id, props=records.article_properties(contribution))
    _hang_up(work, contribution)
    new = {claim.id: claim for claim in contribution.claims}
    gone = [_withdrawn(claim, today) for claim in old.values() if claim.id not in new]
    _write_claims(work, [*new.values(), *gone], old)
    touched = [*old.values(), *new.values()]
    turned: set[str] = set()
    if versions.enter(work, contribution.article):
        rewound, turned = versions.reclock(work, article_id)
        touched += rewound
    written = _refold(work, touched)
    brought = {e.id for e in contribution.entities}
    orphans = (brought_before - brought) | turned
    _settle(work, {id for c in touched for id in (c.subject, c.object)} | brought_before | brought | turned, orphans)
    propose(work, contribution.proposed)
    changed = sum(old.get(claim.id) != claim for claim in new.values()) + sum(old[claim.id] != claim for claim in gone)
    return WriteReport("changed" if before else "new", changed, new_entities, written)


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
    before = _existing(work, counted)
    work.run(claims.DELETE_OF_ARTICLE, id=article_id)
    work.run(articles.DELETE, id=article_id)
    rewound, turned = versions.reclock(work, others[0]) if others else ([], set())
    _refold(work, [*old, *rewound])
    after = _existing(work, counted)
    touched = brought | turned | {id for c in (*old, *rewound) for id in (c.subject, c.object, c.speaker, *c.via) if id}
    entities_gone = _settle(work, touched, touched)
    return DeleteReport(1, len(old), entities_gone, len(before.keys() - after.keys()))


def _kept(work: Work, article: Article) -> Article:
    """The article with what was noted of it when it first came: its series, its day, its run."""
    found = work.row(life.BOOKKEEPING, id=article.id)
    if found is None:
        return article
    since = found["since"].to_native() if found["since"] else article.since
    return replace(article, series=found["series"] or article.series, since=since, run=found["run"] or article.run)


def _touch(work: Work) -> date:
    """Make this the only writer, and ask the store's clock for the day."""
    row = work.row(schema.TOUCH_STORE)
    if row is None:
        work.run(schema.MAKE_STORE)
        row = work.row(schema.TOUCH_STORE)
    assert row is not None  # it was just made
    today: date = row["today"].to_native()
    return today


def _claims_of(work: Work, article_id: str) -> list[Claim]:
    """With their own clocks."""
    return [records.own_claim(row["claim"]) for row in work.rows(claims.OF_ARTICLE, id=article_id)]


def _withdrawn(claim: Claim, today: date) -> Claim:
    return claim if claim.known_to else replace(claim, known_to=max(today, claim.known_from))


def _unite(work: Work, contribution: Contribution, before: set[str]) -> int:
    """Write the entities, keeping what other articles said of them; returns how many are new."""
    brought = {e.id: e for e in contribution.entities}
    stored = {row["id"]: row["entity"] for row in work.rows(entities.GET, ids=sorted(brought))}
    # What this article said before it changed must not stay: such entities are made from the others' words.
    known = _from_contributions(work, before & stored.keys())
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for id, entity in sorted(brought.items()):
        knowledge = records.Knowledge.of(entity)
        other = known.get(id)
        if id in stored and id not in before and not stored[id].get("dormant"):
            other = records.Knowledge.stored(stored[id])
        if other is not None:
            other.unite(knowledge)
            knowledge = other
        knowledge.degree = stored[id].get("degree") or 0 if id in stored else 0
        properties = knowledge.properties()
        if properties != stored.get(id):
            rows[knowledge.type].append({"id": id, "props": properties})
    for type_, batch in sorted(rows.items()):
        work.batches(entities.WRITE[type_], batch)
    return len(brought.keys() - stored.keys())


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


def _hang_up(work: Work, contribution: Contribution) -> None:
    id = contribution.article.id
    for start in range(0, len(rows := records.mention_rows(contribution.mentions)), 2_000):
        work.run(articles.MENTION, id=id, rows=rows[start : start + 2_000])
    rows = [{"entity": e.id, "props": records.brought_properties(e, n)} for n, e in enumerate(contribution.entities)]
    for start in range(0, len(rows), 2_000):
        work.run(articles.BRING, id=id, rows=rows[start : start + 2_000])
    if contribution.article.outlet:
        work.run(articles.PUBLISH, id=id, outlet=contribution.article.outlet)


def _write_claims(work: Work, wanted: Sequence[Claim], old: Mapping[str, Claim]) -> None:
    changed = [c for c in sorted(wanted, key=lambda c: c.id) if old.get(c.id) != c]
    known = history.known(work)
    work.batches(claims.WRITE, [{"id": c.id, "props": records.claim_properties(c, folding.group_key(known.claim(c)))} for c in changed])

    def joints(claim: Claim) -> tuple[object, ...]:
        return claim.subject, claim.object, claim.speaker, claim.via

    loose = [c for c in changed if c.id not in old or joints(old[c.id]) != joints(c)]
    if again := [c.id for c in loose if c.id in old]:
        work.run(claims.LOOSEN, ids=again)
    work.batches(claims.JOIN, [{"id": c.id, "subject": c.subject, "object": c.object, "article": c.article} for c in loose])
    work.batches(claims.JOIN_SPEAKER, [{"id": c.id, "entity": c.speaker} for c in loose if c.speaker])
    work.batches(claims.JOIN_VIA, [{"id": c.id, "entity": e, "position": n} for c in loose for n, e in enumerate(c.via)])


def _groups(touched: Iterable[Claim]) -> list[Row]:
    """The groups that the claims belong to, with the ends of their relations."""
    rows = {}
    for claim in touched:
        subject, object_ = folding.ends(claim)
        key = folding.group_key(claim)
        rows[key] = {"key": key, "subject": subject, "object": object_}
    return [rows[key] for key in sorted(rows)]


def _existing(work: Work, touched: Iterable[Claim]) -> dict[str, Row]:
    groups = _groups(touched)
    found = [row for start in range(0, len(groups), 500) for row in work.rows(relations.OF_KEYS, rows=groups[start : start + 500])]
    return {row["relation"]["id"]: row for row in found}


def _refold(work: Work, touched: Sequence[Claim]) -> int:
    """Fold every group that the claims, as they were read, belong to anew; returns how many relations were written or removed."""
    known = history.known(work)
    return refold(work, [known.claim(claim) for claim in touched], known)


def refold(work: Work, touched: Sequence[Claim], known: Identity) -> int:
    """Fold the groups of the claims, as they count by ``known``, anew; returns how many relations were written or removed."""
    groups = _groups(touched)
    members: dict[str, Claim] = {}
    pointed: dict[str, str | None] = {}
    origins: dict[str, folding.Origin] = {}
    for start in range(0, len(groups), 500):
        for row in work.rows(claims.OF_KEYS, keys=[g["key"] for g in groups[start : start + 500]]):
            read = records.claim(row["claim"])
            pointed[read.id] = row["claim"].get("relation_id")
            outlet = row["outlet"] and known.of(row["outlet"])
            origins[read.article] = folding.Origin(row["story"], outlet, records._day(row["since"]))
            if known.counts(read):
                members[read.id] = known.claim(read)
    existing = _existing(work, touched)
    folded = {relation.id: relation for relation in folding.fold(members.values(), origins)}
    writes: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for id, row in existing.items():
        if id not in folded:
            writes["delete", row["type"]].append({"id": id, "subject": row["subject"], "object": row["object"]})
    for id, relation in folded.items():
        properties = _relation_properties(relation, members, origins)
        if id not in existing or existing[id]["relation"] != properties:
            act = "update" if id in existing else "create"
            writes[act, relation.type].append({"id": id, "subject": relation.subject, "object": relation.object, "props": properties})
    statements = {"delete": relations.DELETE, "update": relations.UPDATE, "create": relations.CREATE}
    for (act, type_), rows in sorted(writes.items()):
        work.batches(statements[act][type_], rows)
    points = {c: r.id for r in folded.values() for c in (*r.supporting, *r.disputing)}
    work.batches(claims.POINT, [{"id": c, "relation": points.get(c)} for c in sorted(pointed) if pointed[c] != points.get(c)])
    return sum(map(len, writes.values()))


def _relation_properties(relation: Relation, members: Mapping[str, Claim], origins: Mapping[str, folding.Origin]) -> records.Properties:
    behind = [members[id] for id in (*relation.supporting, *relation.disputing)]
    outlets = {origin.outlet for c in behind if (origin := origins[c.article]).outlet}
    speakers = {c.speaker for c in behind if c.speaker}
    return records.relation_properties(relation, folding.group_key(behind[0]), (o for o in outlets if o), speakers)


def _settle(work: Work, touched: set[str], perhaps_gone: set[str]) -> int:
    """Put right what hangs on changed relations: degrees, names left behind, entities that nothing speaks of any more."""
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
    known = history.known(work)
    dress(work, known, touched | perhaps_gone)
    count(work, touched | {known.of(id) for id in touched})
    return removed


def count(work: Work, ids: Iterable[str]) -> None:
    """Count the relations of the entities."""
    degrees = work.rows(entities.DEGREES, ids=sorted(ids))
    work.batches(entities.WRITE_DEGREE, degrees)


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


def propose(work: Work, proposed: Iterable[Judgement]) -> int:
    """Keep proposals that nobody has decided; returns how many are new or changed."""
    rows = {history.proposal_id(p.left, p.right): p for p in sorted(proposed, key=lambda p: p.score)}
    if not rows:
        return 0
    known = history.known(work)
    fresh = [p for p in rows.values() if known.of(p.left) != known.of(p.right) and pair(p.left, p.right) not in known.decided]
    work.batches(judgements.PROPOSE, [{"id": history.proposal_id(p.left, p.right), "props": history.proposal_properties(p)} for p in fresh])
    return len(fresh)
