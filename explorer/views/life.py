"""What became of an article, as the reader takes it: copies of its text, versions, withdrawals, and what one text changed of another.

The text with its claims is left to ``explorer.views.reading``.
"""

from __future__ import annotations

from explorer.services import Edit, LifeOf, Outlets
from explorer.text import direction, say
from explorer.views.drawing import iso, node
from explorer.views.evidence import article as article_json
from explorer.views.legend import Json, drawn_status, relation_label
from graph.life import Scope
from graph.model import Claim
from graph.results import Version
from graph.story import Member, pieces


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
        "status": drawn_status(claim), "statusLabel": say(lang, f"claimStatus.{claim.status}"), "negated": claim.negated,
    }  # fmt: skip
