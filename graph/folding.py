"""Folds claims into relations: pure, and the only place that decides what "disputed" means.

Where claims come from is left to ``ingest``, writing relations down to ``graph.store``, summing up one run to ``graph.runs``.

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

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from graph.model import Claim, Relation
from graph.names import plain
from graph.offices import office
from graph.runs import KEY_DIGITS, Interval, digest, interval, source
from graph.runs import Folded as Folded
from graph.runs import Origin as Origin
from graph.runs import Run as Run
from graph.runs import ends as ends
from graph.runs import independent_sources as independent_sources
from graph.runs import order_of_date as order_of_date

_UNKNOWN = Origin()


def group_key(claim: Claim) -> str:
    """128 bits of SHA-256, as hex, over what makes claims speak about the same relation."""
    subject, object_ = ends(claim)
    return digest(subject, claim.relation, object_, role_key(claim.role))


def key_prefix(relation_id: str) -> str:
    """What the keys of the relation's group begin with, whichever of its runs it is, on whatever day it was folded."""
    return relation_id[:KEY_DIGITS]


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
    relations = [relation for key, group in groups.items() for relation in Group(key, group, known).relations()]
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
        told = source(claim, origins.get(claim.article, _UNKNOWN))
        result.append(bool(heard & set(told)))
        heard.update(told)
    return tuple(result)


def _standing(claim: Claim) -> Claim:
    if claim.known_to is None:
        return claim
    return replace(claim, known_to=None)


class _Time:
    """The runs of claims that stand, or of claims that were withdrawn: dated ones in order, apart from each other."""

    def __init__(self) -> None:
        self.dated: list[Run] = []
        # Claims without a date, where they are a run of their own.
        self.undated: Run | None = None
        # Whether such claims have joined the one dated run.
        self._joined = False

    def all(self) -> list[Run]:
        return [*self.dated, self.undated] if self.undated else self.dated

    def add(self, claim: Claim, origin: Origin) -> Run | None:
        """Put the claim where it belongs. None: it changes what the claims before it belong to, and was not put in."""
        when = interval(claim)
        if when is None:
            return self._add_undated(claim, origin)
        low, high = self._overlapping(when)
        if high - low > 1 or (high == low and (self._joined or (self.undated is not None and not self.dated))):
            return None
        if high == low:
            self.dated.insert(low, Run())
        self.dated[low].add(claim, origin)
        return self.dated[low]

    def _add_undated(self, claim: Claim, origin: Origin) -> Run:
        if len(self.dated) == 1:
            run, self._joined = self.dated[0], True
        else:
            run = self.undated = self.undated or Run()
        run.add(claim, origin)
        return run

    def first_at(self, when: Interval) -> Run | None:
        """The first run that shares a day with the interval."""
        low, high = self._overlapping(when)
        return self.dated[low] if high > low else None

    def _overlapping(self, when: Interval) -> tuple[int, int]:
        return bisect_left(self.dated, when[0], key=_last), bisect_right(self.dated, when[1], key=_first)


def _first(run: Run) -> date:
    assert run.span is not None  # it is a dated one
    return run.span[0]


def _last(run: Run) -> date:
    assert run.span is not None  # it is a dated one
    return run.span[1]


class Group:
    """The claims of one group, folded; gives at any moment what ``fold`` gives of the same claims.

    Most claims can be added at no more cost than the first one. For one that makes others belong together, or apart,
    the group has to be made anew.
    """

    def __init__(self, key: str, claims: Iterable[Claim], origins: Mapping[str, Origin]) -> None:
        """``claims`` without repetition, all of group ``key``; ``origins`` as for ``fold``."""
        self._key = key
        self._current, self._past = _Time(), _Time()
        # In order of their start each claim meets one run at most; those without a date come last, when it is clear what there is.
        when = [(interval(claim), claim) for claim in claims]
        dated = sorted(((at, claim) for at, claim in when if at), key=lambda pair: (pair[0], pair[1].id))
        for claim in (*(claim for _, claim in dated), *(claim for at, claim in when if at is None)):
            if self.add(claim, origins.get(claim.article, _UNKNOWN)) is None:
                raise AssertionError(claim.id)

    def add(self, claim: Claim, origin: Origin) -> Run | None:
        """Put one more claim in; returns its run. None: it was not put in, the group must be made anew."""
        return (self._current if claim.known_to is None else self._past).add(claim, origin)

    def runs(self) -> list[tuple[Run, Folded | None]]:
        """Each run with the relation that it is; None where it is only the history of another one.

        A run and its relation are the same objects as before, where nothing of them has changed.
        """
        history, gone = self._places()
        found: list[tuple[Run, Folded | None]] = []
        taken: set[str] = set()
        for run in self._current.all():
            assert run.known_from is not None  # it has claims
            folded = run.folded(self._key, min(run.known_from, history.get(run, run.known_from)))
            found.append((run, folded))
            taken.add(folded.relation.id)
        for run in self._past.all():
            past = run.folded(self._key, run.known_from or date.max) if run in gone else None
            # A run of the past with the very start of a standing one would take its id; it is that one's history.
            found.append((run, past if past is not None and past.relation.id not in taken else None))
        return found

    def relations(self) -> list[Relation]:
        return [folded.relation for _, folded in self.runs() if folded is not None]

    def _places(self) -> tuple[dict[Run, date], set[Run]]:
        """Since when the withdrawn claims beside each standing run were known; and the withdrawn runs beside which nothing stands."""
        known: dict[Run, date] = {}
        gone: set[Run] = set()
        standing = self._current
        for run in self._past.all():
            if run.span is not None:
                place = standing.first_at(run.span)
            else:
                place = standing.undated or (standing.dated[0] if len(standing.dated) == 1 else None)
            if place is None:
                gone.add(run)
            elif run.known_from is not None:
                known[place] = min(run.known_from, known.get(place, run.known_from))
        return known, gone
