"""Withdrawing, restoring and erasing articles and whole sources: claims get the clock in force, relations are folded anew.

Clocks and versions are left to ``graph.store.versions``, folding and settling to ``graph.store.writing``. A whole
source is done in batches, each a transaction in which every article is done whole; what was broken
off is finished by the same call. Withdrawing an outlet means all ids that are judged the same as it when that is done,
and keeps meaning just these whatever is merged or split later; erasing, which nobody can take back, means only the id named.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from graph.errors import InputError
from graph.life import Scope, Withdrawal
from graph.model import Article, Claim
from graph.queries import life
from graph.results import DeleteReport, ErasurePreview, LifeReport, WithdrawalPreview
from graph.store import history, records, writing
from graph.store.connection import Connection, Work
from graph.store.versions import reclock

# Articles of one transaction: an article brings some dozens of claims, and the embedded server bounds a transaction's time.
_BATCH = 20
# Ids of one question, and relations that a preview shows.
_PART = 500
_EXAMPLES = 50
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Word:
    """Who says so, and why."""

    by: str
    why: str = ""


def withdrawals(work: Work) -> tuple[Withdrawal, ...]:
    return tuple(records.withdrawal(row["withdrawal"]) for row in work.rows(life.WITHDRAWALS))


def preview(work: Work, scopes: Sequence[Scope]) -> WithdrawalPreview:
    """What counts today of the scopes together, and the relations behind which nothing else stands."""
    meant = _ids(work, *(one for scope in scopes for one in _same(work, _whole(work, scope))))
    rows = [row for batch in _parts(meant) for row in work.rows(life.STANDING_CLAIMS, ids=batch)]
    own = {row["claim"]["id"]: records.claim(row["claim"]) for row in rows}
    # Of each relation one claim to speak of it.
    touched = {row["claim"]["relation_id"]: own[row["claim"]["id"]] for row in rows if row["claim"].get("relation_id")}
    ending = _alone(work, life.STANDING_OF_RELATIONS, touched, own)
    standing = sum(row["n"] for batch in _parts(meant) for row in work.rows(life.COUNT_STANDING, ids=batch))
    examples = tuple(touched[id] for id in ending[:_EXAMPLES])
    return WithdrawalPreview(tuple(scopes), standing, len(own), len(ending), len(touched) - len(ending), examples)


def _alone(work: Work, statement: str, touched: Iterable[str], own: Collection[str]) -> list[str]:
    """The relations of ``touched`` that have no claim besides ``own``, sorted; ``statement`` gives the claims of relations."""
    others = {row["relation"] for batch in _parts(sorted(touched)) for row in work.rows(statement, ids=batch) if row["claim"] not in own}
    return sorted(set(touched) - others)


def erasure(work: Work, scope: Scope) -> ErasurePreview:
    """What erasing the scope would delete today."""
    whole = _whole(work, scope)
    meant = _ids(work, whole)
    own = {row["claim"]["id"]: row["claim"] for batch in _parts(meant) for row in work.rows(life.CLAIMS_OF, ids=batch)}
    touched = {row["relation_id"]: records.claim(row) for row in own.values() if row.get("relation_id")}
    gone = _alone(work, life.CLAIMS_OF_RELATIONS, touched, own)
    by_them = Counter[str]()
    for batch in _parts(meant):
        by_them.update({row["id"]: row["n"] for row in work.rows(life.SPEAKING, ids=batch)})
    by_all = {row["id"]: row["n"] for batch in _parts(sorted(by_them)) for row in work.rows(life.SPOKEN_OF, ids=batch)}
    entities = sum(by_all.get(id, 0) <= n for id, n in by_them.items())
    same = tuple(one.value for one in _same(work, whole)[1:])
    examples = tuple(touched[id] for id in gone[:_EXAMPLES])
    return ErasurePreview(scope, len(meant), len(own), entities, len(gone), len(touched) - len(gone), examples, same)


def _parts(ids: Sequence[str]) -> Iterator[list[str]]:
    return (list(ids[start : start + _PART]) for start in range(0, len(ids), _PART))


# whole sources


def withdraw(connection: Connection, scope: Scope, word: Word, told: Told) -> LifeReport:
    scope = connection.read(lambda work: _whole(work, scope))
    meant = connection.read(lambda work: _same(work, scope))
    if not connection.read(lambda work: _ids(work, *meant)):
        raise InputError(
            f"{scope.kind} {scope.value}", "no article of the store is meant.", "See what there is with `python -m graph query`."
        )
    found = connection.write(lambda work: _open(work, meant, word))
    ids = connection.read(lambda work: _ids(work, *found.meant))
    return _through(
        connection, _Task("withdraw", found, ids, lambda work, batch: work.run(life.COVER, ids=batch, withdrawal=found.id)), told
    )


def restore(connection: Connection, scope: Scope, word: Word, told: Told) -> LifeReport:
    scope = connection.read(lambda work: _whole(work, scope))
    reports = []
    for withdrawal, ids in connection.read(lambda work: _to_restore(work, scope)):
        if withdrawal.restored_on is None:
            connection.write(partial(_close, withdrawal=withdrawal, word=word))
        task = _Task(
            "restore",
            withdrawal,
            ids,
            partial(_uncover, withdrawal),
        )
        reports.append(_through(connection, task, told))
    if not reports:
        raise InputError(
            f"{scope.kind} {scope.value}", "no withdrawal of just this is in force.", "`python -m graph withdrawals` lists them."
        )
    return LifeReport(
        "restore", scope, *(sum(getattr(r, name) for r in reports) for name in ("articles", "claims", "entities", "relations"))
    )


def erase(connection: Connection, scope: Scope, word: Word, told: Told) -> LifeReport:
    scope = connection.read(lambda work: _whole(work, scope))
    ids = connection.read(lambda work: _ids(work, scope))
    if not ids:
        raise InputError(
            f"{scope.kind} {scope.value}", "no article of the store is meant.", "See what there is with `python -m graph query`."
        )
    connection.write(lambda work: _note(work, "erase", (scope,), word))
    total = DeleteReport(0, 0, 0, 0)
    for n, id in enumerate(ids):
        try:
            gone = connection.write(partial(writing.delete, article_id=id))
        except writing.Unchanged:  # somebody else was faster
            continue
        total = DeleteReport(*(getattr(total, f) + getattr(gone, f) for f in ("articles", "claims", "entities", "relations")))
        told(n + 1, len(ids))
    return LifeReport("erase", scope, total.articles, total.claims, total.entities, total.relations)


@dataclass(frozen=True, slots=True)
class _Task:
    act: str
    withdrawal: Withdrawal
    ids: Sequence[str]
    step: Callable[[Work, list[str]], None]


def _through(connection: Connection, task: _Task, told: Told) -> LifeReport:
    claims_ended = relations_touched = entities_turned = 0
    for start in range(0, len(task.ids), _BATCH):
        batch = list(task.ids[start : start + _BATCH])
        counts = connection.write(partial(_turn, task=task, batch=batch))
        claims_ended, entities_turned, relations_touched = (
            claims_ended + counts[0], entities_turned + counts[1], relations_touched + counts[2],
        )  # fmt: skip
        told(min(start + _BATCH, len(task.ids)), len(task.ids))
    return LifeReport(task.act, task.withdrawal.scope, len(task.ids), claims_ended, entities_turned, relations_touched)


def _turn(work: Work, task: _Task, batch: list[str]) -> tuple[int, int, int]:
    writing._touch(work)
    task.step(work, batch)
    touched: dict[str, Claim] = {}
    named: set[str] = set()
    for id in batch:
        changed, entities, _ = reclock(work, id)
        touched |= {claim.id: claim for claim in changed}
        named |= entities
    known = history.known(work)
    relations = writing.refold(work, [known.claim(claim) for claim in touched.values()], known)
    writing._settle(work, {end for c in touched.values() for end in (c.subject, c.object)} | named, named, known)
    return len(touched), len(named), relations


def _whole(work: Work, scope: Scope) -> Scope:
    """An article stands for all its versions."""
    if scope.kind != "article":
        return scope
    found = work.row(life.SERIES_OF, id=scope.value)
    return Scope("article", found["series"]) if found else scope


def _same(work: Work, scope: Scope) -> tuple[Scope, ...]:
    """The scope, and of an outlet all that are judged the same today."""
    if scope.kind != "outlet":
        return (scope,)
    return scope, *(Scope("outlet", id) for id in history.known(work).all_of(scope.value) if id != scope.value)


def _ids(work: Work, *scopes: Scope) -> list[str]:
    return sorted({id for scope in scopes for id in _of_scope(work, scope)})


def _of_scope(work: Work, scope: Scope) -> list[str]:
    found = []
    for row in work.rows(life.IN_SCOPE[scope.kind], value=scope.value):
        where = Article(
            row["id"],
            "",
            "und",
            outlet=row["outlet"],
            url=row["url"],
            source=row["source"],
            series=row["series"],
            run=row["run"],
            feed=row["feed"],
        )
        if scope.covers(where):
            found.append(row["id"])
    return found


def _open(work: Work, meant: Sequence[Scope], word: Word) -> Withdrawal:
    """The withdrawal in force that was made of this, else a new one; the first is the one that was named."""
    for row in work.rows(life.IN_FORCE):
        found = records.withdrawal(row["withdrawal"])
        # After a split it still means all that it was made of.
        if set(found.meant) == set(meant) or (found.scope == meant[0] and set(found.meant) >= set(meant)):
            return found
    return _note(work, "withdraw", meant, word)


def _to_restore(work: Work, scope: Scope) -> list[tuple[Withdrawal, list[str]]]:
    """With what they still cover: the withdrawals of the scope, else those of an outlet that was one with it."""
    found = [(w, _covered(w, work)) for w in withdrawals(work) if w.act == "withdraw" and scope in w.meant]
    left = [(w, ids) for w, ids in found if ids or w.restored_on is None]
    return [(w, ids) for w, ids in left if w.scope == scope] or left


def _note(work: Work, act: str, meant: Sequence[Scope], word: Word) -> Withdrawal:
    also = tuple(scope.value for scope in meant[1:])
    made = Withdrawal(uuid.uuid4().hex, act, meant[0], writing._touch(work), word.by, word.why, also=also)
    work.run(life.MAKE, props=records.withdrawal_properties(made))
    return made


def _covered(withdrawal: Withdrawal, work: Work) -> list[str]:
    return [row["id"] for row in work.rows(life.COVERED, withdrawal=withdrawal.id)]


def _uncover(withdrawal: Withdrawal, work: Work, batch: list[str]) -> None:
    work.run(life.UNCOVER, ids=batch, withdrawal=withdrawal.id)


def _close(work: Work, withdrawal: Withdrawal, word: Word) -> None:
    on = writing._touch(work)
    work.run(life.RESTORE, id=withdrawal.id, on=on, by=word.by, why=word.why)
