"""A store that only says what it would do: reads come from the real one, writes stay here and are compared with it.

The run itself is ``ingest.pipeline.Run``, the same as for a real one; how changes are told is left to ``ingest.difference``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

from graph.life import address_key
from graph.model import Article, Contribution, Entity
from graph.results import WriteReport
from ingest.difference import Difference, changes, same

# How many of the written contributions are kept to be read again; an earlier one counts as it is stored.
_KEPT = 2_000


class Readable(Protocol):
    """What is asked of the real store."""

    def contribution(self, article_id: str) -> Contribution | None: ...

    def entities(self, ids: Sequence[str]) -> tuple[Entity, ...]: ...

    def current_at(self, url: str | None, source: str | None) -> tuple[Article, ...]: ...

    def current_of(self, series: str) -> Article | None: ...


class Rehearsal:
    """``difference`` says what the writes so far would change. Small but for one id for each new entity and changed relation."""

    def __init__(self, store: Readable) -> None:
        self.difference = Difference()
        self._store = store
        self._written: OrderedDict[str, Contribution] = OrderedDict()
        self._new: set[str] = set()

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
        found = changes(before, contribution)
        brought = {entity.id for entity in contribution.entities} - self._new
        new = brought - {entity.id for entity in self._store.entities(sorted(brought))}
        groups = len(self.difference.touched)
        self.difference.add(found)
        self.difference.entities += len(new)
        self._new |= new
        self._written[contribution.article.id] = contribution
        if len(self._written) > _KEPT:
            self._written.popitem(last=False)
        return WriteReport("changed" if before else "new", len(found), len(new), len(self.difference.touched) - groups)
