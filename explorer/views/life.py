"""What became of an article, as the reader takes it: copies of its text, versions, withdrawals, and what one text changed of another.

Which extractors made a claim is read here too; the text with its claims is left to ``explorer.views.reading``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.services import Edit, LifeOf, Outlets
from explorer.text import direction, say
from explorer.views.drawing import iso, node
from explorer.views.evidence import article as article_json
from explorer.views.legend import Json, relation_label
from graph.life import Scope
from graph.model import Claim
from graph.results import Version
from graph.story import Member, pieces

_RULES = "rules"


def life(found: LifeOf, article: str, lang: str) -> Json:
    """``story`` is None while the text has no copy, ``versions`` empty while there is one only; ``superseded``/``withdrawn`` as of today."""
    here = next((v for v in found.versions if v.article == article), None)
    members = found.story.members
    return {
        "withdrawn": [
            {"what": scope_label(w.scope, lang, found.named), "kind": w.scope.kind, "on": iso(w.on), "by": w.by, "why": w.why}
            for w in (here.withdrawals if here else ())
        ],
        "superseded": {"on": iso(here.superseded_on), "by": here.superseded_by} if here and here.superseded_on else None,
        "versions": [_version(v, article) for v in found.versions] if len(found.versions) > 1 else [],
        "story": {"members": [_member(m, article, lang) for m in members]} if len(members) > 1 else None,
    }


def _version(found: Version, article: str) -> Json:
    return {
        "id": found.article, "number": found.number, "title": found.title, "published": iso(found.published), "starts": iso(found.starts),
        "ended": iso(found.superseded_on), "here": found.article == article, "withdrawn": iso(found.withdrawn_on),
    }  # fmt: skip


def _member(found: Member, article: str, lang: str) -> Json:
    return {
        "id": found.article, "title": found.title, "outlet": found.outlet.name(lang) if found.outlet else None, "published": iso(found.published),
        "language": found.language, "dir": direction(found.language), "here": found.article == article, "stands": found.stands,
    }  # fmt: skip


def scope_label(scope: Scope, lang: str, named: Outlets) -> str:
    """What a withdrawal means, in words: the outlet's name, the source, the run. Foreign text."""
    value = named[scope.value].name(lang) if scope.kind == "outlet" and scope.value in named else scope.value
    return say(lang, "withdrawnArticle") if scope.kind == "article" else value


def edit(found: Edit, lang: str) -> Json:
    """``pieces`` are [kind, text]: both texts as one, word by word. ``ended``/``added`` are the claims that only one side makes."""
    return {
        "old": article_json(found.old, lang, found.named),
        "new": article_json(found.new, lang, found.named),
        "dir": direction(found.new.language),
        "language": found.new.language,
        "pieces": [[piece.kind, piece.text] for piece in pieces(found.old.text, found.new.text)],
        "ended": [_said(c, lang, found.named) for c in found.ended if _whole(c, found.named)],
        "added": [_said(c, lang, found.named) for c in found.added if _whole(c, found.named)],
    }


def _whole(claim: Claim, named: Outlets) -> bool:
    return claim.subject in named and claim.object in named


def _said(claim: Claim, lang: str, named: Outlets) -> Json:
    return {
        "subject": node(named[claim.subject], lang), "reads": relation_label(claim.relation, lang), "object": node(named[claim.object], lang),
        "status": claim.status, "statusLabel": say(lang, f"claimStatus.{claim.status}"), "negated": claim.negated,
    }  # fmt: skip


# Who made a claim.


def extractors(claims: Iterable[Claim], lang: str) -> list[Json]:
    """Every extractor of the claims, the rules first, with how many claims it made, alone or with others."""
    counted: dict[str, list[int]] = {}
    for claim in claims:
        names = claim.makers
        for name in names:
            every = counted.setdefault(name, [0, 0])
            every[0] += 1
            every[1] += len(names) == 1
    order = sorted(counted, key=lambda name: (not name.startswith(_RULES), name))
    return [{"id": name, "label": maker_label(name, lang), "claims": counted[name][0], "alone": counted[name][1]} for name in order]


def maker_label(maker: str, lang: str) -> str:
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
