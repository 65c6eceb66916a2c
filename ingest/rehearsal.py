"""A store that only says what it would do: reads come from the real one, writes stay here and are compared with it.

The run itself is ``ingest.pipeline.Run``, the same as for a real one; how changes are told is left to ``ingest.difference``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from graph.identity import Identity, with_sentences
from graph.life import Scope, Withdrawal, address_key
from graph.model import Article, Contribution, Entity
from graph.results import LifeReport, WriteReport
from ingest.difference import Change, Difference, changes, revised, same

# How many of the written contributions are kept to be read again; an earlier one counts as it is stored.
_KEPT = 2_000


class Readable(Protocol):
    """What is asked of the real store."""

    def contribution(self, article_id: str) -> Contribution | None: ...

    def entities(self, ids: Sequence[str]) -> tuple[Entity, ...]: ...

    def current_at(self, url: str | None, source: str | None) -> tuple[Article, ...]: ...

    def current_of(self, series: str) -> Article | None: ...

    def within(self, container: str, limit: int) -> tuple[Article, ...]: ...

    def withdrawals(self) -> tuple[Withdrawal, ...]: ...

    def identity(self) -> Identity: ...


class Rehearsal:
    """``difference`` says what the writes so far would change. Small but for one id for each new entity and changed relation."""

    def __init__(self, store: Readable) -> None:
        self.difference = Difference()
        self._store = store
        self._written: OrderedDict[str, Contribution] = OrderedDict()
        self._new: set[str] = set()
        self._judged: Identity | None = None

    def contribution(self, article_id: str) -> Contribution | None:
        return self._written.get(article_id) or self._store.contribution(article_id)

    def current_at(self, url: str | None, source: str | None) -> tuple[Article, ...]:
        address = address_key(url)
        written = [c.article for c in reversed(self._written.values())]
        here = [a for a in written if (address_key(a.url) == address if address else a.source == source)]
        return (*here, *self._store.current_at(url, source))

    def current_of(self, series: str) -> Article | None:
        written = (c.article for c in reversed(self._written.values()))
        return next((a for a in written if a.series == series), None) or self._store.current_of(series)

    def write_all(self, contributions: Sequence[Contribution]) -> tuple[WriteReport, ...]:
        return tuple(map(self.write, contributions))

    def write(self, contribution: Contribution) -> WriteReport:
        """What writing it would do. Raises StoreError where the real store cannot be read."""
        before = self.contribution(contribution.article.id)
        if same(before, contribution):
            return WriteReport("unchanged", 0, 0, 0)
        found = self._changes(before, contribution)
        brought = {self._known().of(entity.id) for entity in contribution.entities} - self._new
        new = brought - {entity.id for entity in self._store.entities(sorted(brought))}
        groups = len(self.difference.touched)
        self.difference.add(found)
        self.difference.entities += len(new)
        self._new |= new
        self._written[contribution.article.id] = contribution
        if len(self._written) > _KEPT:
            self._written.popitem(last=False)
        return WriteReport("changed" if before else "new", len(found), len(new), len(self.difference.touched) - groups)

    def within(self, container: str, limit: int) -> tuple[Article, ...]:
        return self._store.within(container, limit)

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        return self._store.withdrawals()

    def withdraw(self, scope: Scope, by: str, why: str = "") -> LifeReport:
        """What withdrawing an article would end; nobody withdraws more than that in a run."""
        return self._turned("withdraw", scope)

    def restore(self, scope: Scope, by: str, why: str = "") -> LifeReport:
        return self._turned("restore", scope)

    def _turned(self, act: str, scope: Scope) -> LifeReport:
        current = self.current_of(scope.value)
        held = self.contribution(current.id if current else scope.value)
        if held is None:
            return LifeReport(act, scope, 0, 0, 0, 0)
        counted = self._counted(held)
        nothing = replace(counted, claims=())
        found = changes(counted, nothing) if act == "withdraw" else changes(nothing, counted)
        self.difference.add(found)
        return LifeReport(act, scope, 1, len(found), 0, 0)

    def _changes(self, before: Contribution | None, contribution: Contribution) -> tuple[Change, ...]:
        """What would count otherwise than today, judgements, versions and withdrawals considered."""
        article = contribution.article
        if any(w.act == "withdraw" and w.restored_on is None and w.covers(article) for w in self._store.withdrawals()):
            return ()
        after = self._counted(contribution)
        current = (self.current_of(article.series) or self._article(article.series)) if article.series else None
        if current is None or current.id == article.id:
            return changes(self._counted(before) if before else None, after)
        former = self.contribution(current.id)
        # One that is dated before the current version is filed before it, and changes nothing that counts today.
        if before is not None or former is None or _day(article) < _day(current):
            return ()
        return revised(self._counted(former), after)

    def _article(self, id: str) -> Article | None:
        found = self.contribution(id)
        return found.article if found else None

    def _counted(self, contribution: Contribution) -> Contribution:
        """Its claims as they count by what people judged, with the entities that they join then."""
        known = self._known()
        read = with_sentences(contribution.article, contribution.claims)
        claims = tuple(known.claim(claim) for claim in read if known.counts(claim))
        brought = {entity.id for entity in contribution.entities}
        joined = {end for claim in claims for end in (claim.subject, claim.object)} - brought
        more = self._store.entities(sorted(joined)) if joined else ()
        return replace(contribution, claims=claims, entities=(*contribution.entities, *more))

    def _known(self) -> Identity:
        if self._judged is None:
            self._judged = self._store.identity()
        return self._judged


def _day(article: Article) -> date:
    return article.since or article.published or date.min
