"""What writing an article again would change: claims added, ended and changed, in numbers and with examples.

Writing is left to ``graph.store``; who asks is ``ingest.rehearsal`` (before a first run) and ``ingest.again``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from graph.folding import group_key
from graph.life import saying
from graph.model import Claim, Contribution

KINDS = ("added", "ended", "changed")
# What is kept as examples of each kind and relation, and altogether.
_EXAMPLES, _MOST = 20, 2_000


@dataclass(frozen=True, slots=True)
class Change:
    """One claim that would be added, ended or changed (``kind``), as people read it.

    ``subject`` and ``object`` are names, ``sentence`` the words that carry the claim, ``place`` its article's.
    """

    kind: str
    claim: Claim
    subject: str
    object: str
    sentence: str
    place: str


def changes(before: Contribution | None, after: Contribution) -> tuple[Change, ...]:
    """What the claims of an article would become; ``before`` is what is stored of it, None = nothing.

    When a claim became known, and who extracted it, is no change of what it says.
    """
    old = {c.id: c for c in before.claims if c.known_to is None} if before else {}
    new = {c.id: c for c in after.claims if c.known_to is None}
    names = {e.id: e.name(after.article.language) for side in (before, after) if side for e in side.entities}

    def change(kind: str, claim: Claim, said: Contribution) -> Change:
        sentence = said.article.text[claim.start : claim.end]
        place = said.article.source or said.article.id
        return Change(kind, claim, names.get(claim.subject, claim.subject), names.get(claim.object, claim.object), sentence, place)

    found = [change("added", new[id], after) for id in new if id not in old]
    found += [change("ended", old[id], before) for id in old if id not in new and before]
    found += [change("changed", new[id], after) for id in new if id in old and _said(old[id]) != _said(new[id])]
    return tuple(sorted(found, key=lambda c: (KINDS.index(c.kind), c.claim.start, c.claim.id)))


def revised(former: Contribution, after: Contribution) -> tuple[Change, ...]:
    """What the claims of an article would become when ``after`` takes the place of ``former``, its version so far.

    A claim that both make stays as it is, wherever in its text it stands.
    """
    theirs, ours = Counter(map(saying, _standing(former))), Counter(map(saying, _standing(after)))
    kept = replace(former, claims=tuple(c for c in _standing(former) if not ours[saying(c)]))
    made = replace(after, claims=tuple(c for c in _standing(after) if not theirs[saying(c)]))
    return (*changes(None, made), *changes(kept, replace(kept, claims=())))


def _standing(contribution: Contribution) -> list[Claim]:
    return [claim for claim in contribution.claims if claim.known_to is None]


def same(before: Contribution | None, after: Contribution) -> bool:
    """Whether all that the article brings is stored already, in whatever order."""
    if before is None or before.article != after.article:
        return False
    standing = {c for c in before.claims if c.known_to is None}
    return set(before.entities) == set(after.entities) and set(before.mentions) == set(after.mentions) and standing == set(after.claims)


def _said(claim: Claim) -> Claim:
    return replace(claim, known_from=claim.known_from.min, extractor="", confidence=0.0)


@dataclass(slots=True)
class Difference:
    """The changes of many articles. ``entities`` counts new ones; ``relations`` is filled by ``add``."""

    articles: int = 0
    entities: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: defaultdict[tuple[str, str], list[Change]] = field(default_factory=lambda: defaultdict(list))
    touched: set[str] = field(default_factory=set)
    kept: int = 0

    def add(self, found: tuple[Change, ...]) -> None:
        """Count one article's changes; the first of each kind and relation are kept as examples."""
        self.articles += bool(found)
        for change in found:
            key = (change.kind, change.claim.relation)
            self.counts[key] += 1
            self.touched.add(group_key(change.claim))
            if len(self.examples[key]) < _EXAMPLES and self.kept < _MOST:
                self.examples[key].append(change)
                self.kept += 1

    def total(self, kind: str) -> int:
        return sum(n for (what, _), n in self.counts.items() if what == kind)

    @property
    def relations(self) -> int:
        """How many relations (groups of claims) the changes touch."""
        return len(self.touched)

    def told(self) -> list[Change]:
        """The examples, kind by kind, the commonest relations first."""
        order = sorted(self.examples, key=lambda key: (KINDS.index(key[0]), -self.counts[key], key[1]))
        return [change for key in order for change in self.examples[key]]

    def as_json(self) -> dict[str, Any]:
        return {
            "articles": self.articles,
            "entities": self.entities,
            "relations": self.relations,
            **{kind: {relation: n for (what, relation), n in self.counts.most_common() if what == kind} for kind in KINDS},
            "examples": [
                {
                    "change": c.kind,
                    "claim": c.claim.id,
                    "subject": c.subject,
                    "relation": c.claim.relation,
                    "object": c.object,
                    "status": c.claim.status,
                    "negated": c.claim.negated,
                    "sentence": c.sentence,
                    "place": c.place,
                }
                for c in self.told()
            ],
        }

    def lines(self, examples: int = 3) -> Iterator[str]:
        """In words, a line at a time: totals, then each relation with so many examples."""
        totals = ", ".join(f"{self.total(kind):,} {kind}" for kind in KINDS)
        yield f"Claims: {totals}; {self.entities:,} new entities, {self.relations:,} relations touched, in {self.articles:,} articles."
        for key in sorted(self.examples, key=lambda key: (KINDS.index(key[0]), -self.counts[key], key[1])):
            kind, relation = key
            yield f"  {self.counts[key]:,} {kind}: {relation}"
            for c in self.examples[key][:examples]:
                sign = "not " if c.claim.negated else ""
                yield f"    {c.subject} – {sign}{relation} ({c.claim.status}) – {c.object}   {c.place}"
