"""What each choice of a filter would leave of a picture, so that a reader sees it before choosing.

Which relations a question finds is left to ``graph.store.reading``, the statements to ``graph.queries.relations``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph.filters import GraphFilter
from graph.model import Claim, Relation
from graph.ontology import RELATION_TYPES
from graph.queries import articles, relations
from graph.results import Choices
from graph.store import history, ranking, reading
from graph.store.connection import Row, Work
from graph.store.timeline import QUESTIONS

_EVERY = GraphFilter()
_SPEAKERS = 300
# A relation as known on a day, the claims behind it, the outlets that published them.
_Behind = tuple[Relation, tuple[Claim, ...], frozenset[str]]


def choices(work: Work, scope: str, ids: Sequence[str], filter: GraphFilter) -> Choices:
    """``scope`` is everywhere, around or between ``ids``. Each part is counted under all parts of the filter but its own."""
    known = history.known(work)
    where: dict[str, Any] = {} if scope == "everywhere" else {"ids": sorted(set(map(known.of, ids)))}
    filter = replace(filter.limited(), outlets=tuple(map(known.of, filter.outlets)), speakers=tuple(map(known.of, filter.speakers)))

    kinds = ranking.kinds(work) if scope == "everywhere" and filter.known_on is None else None
    at_least: set[str] = set()

    def rows(name: str, part: str) -> list[Row]:
        rest = _without(filter, part)
        if kinds is not None:
            if (told := _of_kinds(work, name, kinds, rest)) is not None:
                return told
            if (within := ranking.reach(kinds, rest)) is not None:
                at_least.update((part,) if part else ("families", "relations", "statuses"))
                return ranking.counted(work, name, rest, reading._parameters(rest), within)
        question = relations.of_origin(QUESTIONS[scope]) if rest.languages or rest.articles else QUESTIONS[scope]
        return work.rows(question[name], **where, **reading._parameters(rest))

    if filter.known_on is not None:
        return _as_known(work, rows, filter)

    def named(part: str) -> list[tuple[Any, int]]:
        return [(row["name"], row["n"]) for row in rows(part, "min_sources" if part == "sources" else part)]

    # One answer serves for all three as long as none of them narrows.
    narrows = filter.families or filter.relations or filter.statuses
    whole = [] if narrows else rows("kinds", "")
    families, types, statuses = (
        [(row["type"], row["status"], row["n"]) for row in (rows("kinds", part) if narrows else whole) if row["type"] in RELATION_TYPES]
        for part in ("families", "relations", "statuses")
    )
    return Choices(
        types=_table(named("types")),
        families=_table((RELATION_TYPES[type_].family, n) for type_, _, n in families),
        relations=_table((type_, n) for type_, _, n in types),
        statuses=_table((status, n) for _, status, n in statuses),
        outlets=_table(named("outlets")),
        speakers=_table(named("speakers")),
        languages=_table(named("languages")),
        sources=_table(named("sources")),
        dates=_table(("unknown" if unknown else "known", n) for unknown, n in named("dates")),
        at_least=frozenset("sources" if part == "min_sources" else part for part in at_least),
    )


def _of_kinds(work: Work, name: str, kinds: Sequence[ranking.Kind], filter: GraphFilter) -> list[Row] | None:
    """The rows of a question about all relations where what is kept of their kinds answers it; None where it does not."""
    if name == "types" and ranking.narrows_nothing(filter):
        return [{"name": type_, "n": n} for type_, n in ranking.joined(work).items()]
    if name not in ("kinds", "sources", "dates") or not ranking.counts(filter):
        return None
    passing = [kind for kind in kinds if kind.passes(filter)]
    if name == "kinds":
        return [{"type": kind.type, "status": kind.status, "n": kind.number} for kind in passing]
    if name == "sources":
        return [{"name": max(kind.sources, kind.disputing), "n": kind.number} for kind in passing]
    return [{"name": not kind.dated, "n": kind.number} for kind in passing]


def _without(filter: GraphFilter, part: str) -> GraphFilter:
    return replace(filter, **{part: getattr(_EVERY, part)}) if part else filter


def _as_known(work: Work, rows: Callable[[str, str], list[Row]], filter: GraphFilter) -> Choices:
    """The same of relations that are folded anew from what was known on a day."""
    folded: dict[GraphFilter, list[_Behind]] = {}

    def kept(part: str) -> list[_Behind]:
        rest = _without(filter, part)
        if rest not in folded:
            folded[rest] = reading.behind_as_known(work, rows("known", part), rest)
        return folded[rest]

    def count(part: str, names: Callable[[_Behind], Iterable[Any]]) -> dict[Any, int]:
        return _table((name, 1) for one in kept(part) for name in set(names(one)))

    ends = {end for relation, _, _ in kept("types") for end in (relation.subject, relation.object)}
    nodes = reading.found_entities(work, ends)
    speakers = Counter(count("speakers", lambda one: (c.speaker for c in one[1] if c.speaker)))
    read = {c.article for _, claims, _ in kept("languages") for c in claims}
    languages = {row["id"]: row["language"] for row in work.rows(articles.LANGUAGES, ids=sorted(read))}
    return Choices(
        types=_table((node["type"], 1) for node in nodes.values()),
        families=count("families", lambda one: (RELATION_TYPES[one[0].type].family,)),
        relations=count("relations", lambda one: (one[0].type,)),
        statuses=count("statuses", lambda one: (one[0].status,)),
        outlets=count("outlets", lambda one: one[2]),
        speakers=_table(speakers.most_common(_SPEAKERS)),
        languages=count("languages", lambda one: (languages.get(c.article) for c in one[1])),
        sources=count("min_sources", lambda one: (max(one[0].sources, one[0].disputing_sources),)),
        dates=count("dates", lambda one: ("known" if one[0].valid_from or one[0].valid_to else "unknown",)),
    )


def _table(pairs: Iterable[tuple[Any, int]] | Mapping[Any, int]) -> dict[Any, int]:
    """The sum of each name, in the order of names; what has no name is left out."""
    found: Counter[Any] = Counter()
    for name, n in pairs:
        if name is not None:
            found[name] += n
    return dict(sorted(found.items()))
