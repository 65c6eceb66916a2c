"""Folding groups of claims inside a transaction: which relations are written, which claims point to them, whose degree changes.

What a relation is, is left to ``graph.folding``; which claims changed to whoever calls; what need not be read
again to ``graph.store.remembered``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from graph import folding
from graph.identity import Identity
from graph.model import Claim
from graph.queries import claims, entities, relations
from graph.store import records
from graph.store.connection import Row, Work
from graph.store.ranking import Moves
from graph.store.remembered import Remembered, Stored, enter, origin, read_groups

_STATEMENTS = {"delete": relations.DELETE, "update": relations.UPDATE, "create": relations.CREATE}


@dataclass(slots=True)
class Changes:
    """What folding changed, still to be written.

    ``rows`` are those of relations by act and type; ``points`` maps claims to their relation; ``degrees`` says by how
    much the number of an entity's standing relations changes; those in ``loops`` are related to themselves and must be counted.
    ``moves`` is what changes in the order of all relations.
    """

    rows: defaultdict[tuple[str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))
    points: dict[str, str | None] = field(default_factory=dict)
    degrees: Counter[str] = field(default_factory=Counter)
    loops: set[str] = field(default_factory=set)
    moves: Moves = field(default_factory=Moves)

    def relations(self) -> int:
        return sum(map(len, self.rows.values()))

    def note(self, act: str, row: Row, before: Row | None, after: Row | None) -> None:
        """A relation is created, updated or deleted; ``before`` and ``after`` are what it holds, None where there is none."""
        self.rows[act, row["type"]].append(row)
        before, after = _standing(before), _standing(after)
        self.moves.note(row, before, after)
        if row["subject"] == row["object"]:
            self.loops.add(row["subject"])
        elif change := int(after is not None) - int(before is not None):
            self.degrees[row["subject"]] += change
            self.degrees[row["object"]] += change


def _standing(relation: Row | None) -> Row | None:
    return relation if relation is not None and relation.get("known_to") is None else None


def wanted(touched: Iterable[Claim]) -> dict[str, Row]:
    """The groups that the claims, as they count, belong to, with the ends of their relations."""
    rows = {}
    for claim in touched:
        subject, object_ = folding.ends(claim)
        key = folding.group_key(claim)
        rows[key] = {"key": key, "subject": subject, "object": object_}
    return rows


def existing(work: Work, touched: Iterable[Claim]) -> set[str]:
    """The ids of the relations of the groups that the claims, as they count, belong to."""
    rows = list(wanted(touched).values())
    batches = (rows[start : start + 500] for start in range(0, len(rows), 500))
    return {row["relation"]["id"] for batch in batches for row in work.rows(relations.OF_KEYS, rows=batch)}


def refold(work: Work, touched: Iterable[Claim], known: Identity, seen: Remembered | None = None) -> int:
    """Fold the groups of the claims, as they count by ``known``, anew; returns how many relations were written or removed.

    All that is primary is written already. ``seen`` None = nothing is remembered.
    """
    claims_ = list(touched)
    rows = wanted(claims_)
    if not rows:
        return 0
    if seen is None:
        groups = {group.key: group for group in read_groups(work, list(rows.values()), known, None)}
    else:
        refresh(work, rows, {claim.article for claim in claims_}, known, seen)
        groups = seen.groups(work, rows, known, frozenset(rows))
    changes = Changes()
    for group in groups.values():
        settle(group, changes)
    write(work, changes, seen)
    moved = [{"id": id, "change": change} for id, change in sorted(changes.degrees.items()) if change]
    work.batches(entities.CHANGE_DEGREE, moved)
    recount(work, changes.loops)
    if seen is not None:
        seen.drop([*changes.degrees, *changes.loops])
    return changes.relations()


def refresh(work: Work, rows: Collection[str], articles: Collection[str], known: Identity, seen: Remembered) -> None:
    """Bring remembered groups in line with what the articles say now."""
    kept = [key for key in rows if seen.has(key)]
    # What is marked wrong is no member: which article it is of is not remembered.
    unclear = [key for key in kept if seen.look(key).unclear()]
    for key in unclear:
        seen.drop_group(key)
    groups = {key: seen.look(key) for key in kept if key not in unclear}
    if not groups:
        return
    now: dict[str, list[Row]] = {key: [] for key in groups}
    for row in work.rows(claims.OF_ARTICLES, ids=sorted(articles)):
        if row["claim"]["key"] in now:
            now[row["claim"]["key"]].append(row)
    for key, group in groups.items():
        before = group.weight()
        _replace(group, now[key], articles, known)
        seen.grown(before, group)


def _replace(group: Stored, rows: Iterable[Row], articles: Collection[str], known: Identity) -> None:
    old = {id: claim for id, claim in group.members.items() if claim.article in articles}
    found = Stored(group.key)
    for row in rows:
        enter(found, row, known)
    gone = old.keys() - found.members.keys()
    same = all(
        found.members.get(id) == claim and found.told[id] == group.told[id] and found.origins[claim.article] == group.origins[claim.article]
        for id, claim in old.items()
        if id not in gone
    )
    if not gone and same and found.told.keys() == found.members.keys():
        for id, claim in found.members.items():
            if id not in old:
                include(group, claim, found.origins[claim.article], found.told[id])
        return
    for id in old:
        del group.members[id], group.told[id]
    group.members |= found.members
    group.told |= found.told
    group.origins |= found.origins
    group.group = None


def include(group: Stored, claim: Claim, origin: folding.Origin, told: str | None = None) -> None:
    """Put a claim, as it counts, into a group; ``told`` is the relation that its node points to."""
    group.members[claim.id] = claim
    group.origins[claim.article] = origin
    group.told[claim.id] = told
    if group.group is not None:
        run = group.group.add(claim, origin)
        if run is None:
            group.group = None
        else:
            group.fresh.append((claim.id, run))


def settle(group: Stored, changes: Changes) -> None:
    """Fold the group, and note what of it the store does not hold yet."""
    anew = group.group is None
    folded = group.group if group.group is not None else folding.Group(group.key, group.members.values(), group.origins)
    if anew:
        group.group, group.runs, group.fresh = folded, {}, []
    now: dict[str, folding.Folded] = {}
    points: dict[str, str | None] = dict.fromkeys(group.told) if anew else {}
    for run, relation in folded.runs():
        id = relation.relation.id if relation else None
        if relation is not None and id is not None:
            now[id] = relation
        if run not in group.runs or group.runs[run] != id:
            group.runs[run] = id
            points |= dict.fromkeys(run.claims(), id)
    points |= {id: group.runs[run] for id, run in group.fresh}
    group.fresh = []
    for id in [id for id in group.rows if id not in now]:
        row = group.rows.pop(id)
        changes.note("delete", row | {"id": id}, row["relation"], None)
    for id, found in now.items():
        if group.folded.get(id) is not found:
            _compare(group, found, changes)
    group.folded = now
    for claim, relation_id in points.items():
        if group.told[claim] != relation_id:
            group.told[claim] = changes.points[claim] = relation_id


def _compare(group: Stored, found: folding.Folded, changes: Changes) -> None:
    relation = found.relation
    properties = records.relation_properties(relation, group.key, found.outlets, found.speakers)
    before = group.rows.get(relation.id)
    if before is not None and before["relation"] == properties:
        return
    row = {"subject": relation.subject, "object": relation.object, "type": relation.type, "relation": properties}
    group.rows[relation.id] = row
    written = {"id": relation.id, "subject": relation.subject, "object": relation.object, "type": relation.type, "props": properties}
    changes.note("create" if before is None else "update", written, before["relation"] if before else None, properties)


def write(work: Work, changes: Changes, seen: Remembered | None = None, pointed: Collection[str] = ()) -> None:
    """Write the relations, and the pointers of all claims but those of ``pointed``, which were written with theirs."""
    for (act, type_), rows in sorted(changes.rows.items()):
        if seen is None or act == "delete":
            work.batches(_STATEMENTS[act][type_], rows)
        else:
            seen.exactly(work, _STATEMENTS[act][type_], rows)
    changes.moves.write(work)
    points = sorted((claim, relation) for claim, relation in changes.points.items() if claim not in pointed)
    work.batches(claims.POINT, [{"id": claim, "relation": relation} for claim, relation in points])


def recount(work: Work, ids: Iterable[str]) -> None:
    """Count the relations of the entities."""
    if asked := sorted(ids):
        work.batches(entities.WRITE_DEGREE, work.rows(entities.DEGREES, ids=asked))


__all__ = ["Changes", "existing", "include", "origin", "recount", "refold", "refresh", "settle", "wanted", "write"]
