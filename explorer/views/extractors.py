"""Who made the claims of an article: each extractor with what it found, alone or with others, for people to compare.

Where a claim names its extractors is left to ``graph.model``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.text import say
from explorer.views.legend import Json
from graph.model import Claim

_RULES = "rules"


def extractors(claims: Iterable[Claim], lang: str) -> list[Json]:
    """Every extractor of the claims, the rules first, with how many claims it made, alone or with others."""
    counted: dict[str, list[int]] = {}
    for claim in claims:
        for name in claim.makers:
            every = counted.setdefault(name, [0, 0])
            every[0] += 1
            every[1] += len(claim.makers) == 1
    order = sorted(counted, key=lambda name: (not name.startswith(_RULES), name))
    return [{"id": name, "label": label(name, lang), "claims": counted[name][0], "alone": counted[name][1]} for name in order]


def label(maker: str, lang: str) -> str:
    """Name and version of an extractor for people: the model's own name stays as it is."""
    name, _, version = maker.partition("/")
    kind, _, model = name.partition(":")
    if kind == _RULES:
        name = say(lang, "extractorRules")
    elif model:
        name = say(lang, "extractorModel", name=model)
    return f"{name} {version}".strip()


def agreeing(claims: Sequence[Claim]) -> frozenset[str]:
    """The claims that more than one extractor makes: the very same, or the same of the same ends in a sentence that overlaps."""
    found: set[str] = set()
    by_saying: dict[tuple[str, str, str, bool], list[Claim]] = {}
    for claim in claims:
        if len(claim.makers) > 1:
            found.add(claim.id)
        by_saying.setdefault((claim.subject, claim.relation, claim.object, claim.negated), []).append(claim)
    for group in by_saying.values():
        for one in group:
            for other in group:
                if set(one.makers) != set(other.makers) and one.start < other.end and other.start < one.end:
                    found |= {one.id, other.id}
    return frozenset(found)
