"""When the relations of a question held, when claims about them came and went, and what two moments differ in.

Statements are left to ``graph.queries``, bins to ``graph.moments``, differences to ``graph.comparing``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.comparing import Comparison, compare
from graph.filters import GraphFilter
from graph.model import Claim, Entity, PartialDate, Subgraph
from graph.moments import Moments, Span
from graph.queries import relations, timeline
from graph.store import history, reading, records
from graph.store.connection import Work

MOST = 5000
QUESTIONS = {"everywhere": relations.EVERYWHERE, "around": relations.AROUND, "between": relations.BETWEEN}


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, with every entity that a relation on either side joins. ``truncated``: one side held more than could be compared."""

    comparison: Comparison
    entities: tuple[Entity, ...]
    degrees: dict[str, int]
    truncated: bool


def moments(work: Work, scope: str, ids: Sequence[str], filter: GraphFilter) -> Moments:
    """``scope`` is everywhere, around or between ``ids``. The filter's own times do not narrow, but for ``known_on``."""
    known = history.known(work)
    outlets, speakers = (tuple(map(known.of, named)) for named in (filter.outlets, filter.speakers))
    asked = replace(filter, held_from=None, held_to=None, dates="", limit=MOST, outlets=outlets, speakers=speakers)
    where = {} if scope == "everywhere" else {"ids": sorted(set(map(known.of, ids)))}
    if asked.known_on is None and not asked.languages and not asked.articles:
        rows = work.rows(timeline.spans(QUESTIONS[scope]["total"]), **where, **reading._parameters(asked))
        spans = tuple(Span(_partial(row["first"]), _partial(row["last"]), row["n"]) for row in rows)
    else:
        found = _subgraph(work, scope, where, asked)
        counts = Counter((r.valid_from, r.valid_to) for r in found.relations)
        spans = tuple(Span(first, last, n) for (first, last), n in sorted(counts.items(), key=repr))
    came: Counter[date] = Counter()
    went: Counter[date] = Counter()
    for row in work.rows(timeline.CLAIMS[scope], **where, **reading._parameters(asked)):
        came[row["came"].to_native()] += row["n"]
        if row["went"] is not None:
            went[row["went"].to_native()] += row["n"]
    return Moments(spans, tuple(sorted(came.items())), tuple(sorted(went.items())))


def difference(work: Work, scope: str, ids: Sequence[str], before: GraphFilter, after: GraphFilter) -> Difference:
    """What the same question gives by the one filter and by the other."""
    where = {} if scope == "everywhere" else {"ids": sorted(set(ids))}
    old, now = (_subgraph(work, scope, where, replace(one, limit=MOST)) for one in (before, after))
    entities = {e.id: e for side in (old, now) for e in side.entities}
    return Difference(
        compare(old.relations, now.relations),
        tuple(entities[id] for id in sorted(entities)),
        old.degrees | now.degrees,
        old.truncated or now.truncated,
    )


def _subgraph(work: Work, scope: str, where: dict[str, list[str]], filter: GraphFilter) -> Subgraph:
    return reading.subgraph(work, QUESTIONS[scope], filter, **where)


def _partial(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def claims_of(work: Work, relation_ids: Sequence[str]) -> tuple[tuple[str, Claim], ...]:
    """Pairs of relation id and claim, oldest known first, at most ``MOST``; withdrawn claims too."""
    rows = work.rows(timeline.OF_RELATIONS, ids=sorted(set(relation_ids)), limit=MOST)
    return tuple((row["relation"], records.claim(row["claim"])) for row in rows)
