"""Who says so: a relation's claims as the evidence panel takes them, each sentence cut at the words that carry it."""

from __future__ import annotations

from explorer.services import Outlets, RelationEvidence
from explorer.text import direction, say
from explorer.views.drawing import edge, iso, node
from explorer.views.extractors import label
from explorer.views.legend import Json, drawn_status, relation_family, relation_label
from graph.identity import WRONG
from graph.model import Article, Evidence, Judged


def evidence(found: RelationEvidence, lang: str) -> Json:
    return {
        "relation": edge(found.relation, lang) if found.relation else _bare(found, lang),
        "subject": node(found.subject, lang),
        "object": node(found.object, lang),
        "items": [item(i, lang, found) for i in found.items],
    }


def _bare(found: RelationEvidence, lang: str) -> Json:
    # The claims stand, but nothing folds from them now: the panel still says what they speak of.
    claim = found.items[0].claim
    return {
        "id": claim.relation, "source": found.subject.id, "target": found.object.id, "type": claim.relation,
        "family": relation_family(claim.relation), "label": relation_label(claim.relation, lang), "status": "denied",
        "sources": 0, "disputing": 0, "quantity": claim.quantity, "role": claim.role, "from": None, "to": None,
    }  # fmt: skip


def item(found: Evidence, lang: str, relation: RelationEvidence) -> Json:
    """One claim with its sentence as (before, cue, after): offsets do not cross to JavaScript."""
    claim, (start, end), outlets = found.claim, found.cue, relation.outlets
    return {
        "claim": claim.id,
        "supports": found.supports,
        "independent": found.independent,
        "sentence": [found.sentence[:start], found.sentence[start:end], found.sentence[end:]],
        "dir": direction(found.article.language),
        "speaker": node(found.speaker, lang) if found.speaker else None,
        "via": [node(outlet, lang) for outlet in found.via],
        "outlet": outlet(found.article, lang, outlets),
        "status": drawn_status(claim),
        "statusLabel": say(lang, f"claimStatus.{claim.status}"),
        "negated": claim.negated,
        "saidOn": iso(claim.said_on),
        "published": iso(found.article.published),
        "validFrom": iso(claim.valid_from),
        "validTo": iso(claim.valid_to),
        "quantity": claim.quantity,
        "role": claim.role,
        "confidence": claim.confidence,
        "extractor": " + ".join(label(maker, lang) for maker in claim.makers),
        "judgement": judgement(found.judged, lang),
        "reprint": reprint(found, lang, relation),
        "article": article(found.article, lang, outlets),
    }


def reprint(found: Evidence, lang: str, relation: RelationEvidence) -> Json | None:
    """The copy that was printed first where this article is a later one of the same text; None where it is the first or stands alone."""
    first = relation.earliest.get(found.article.story or found.article.id)
    if first is None or first.article == found.article.id:
        return None
    return {
        "id": first.article,
        "title": first.title,
        "outlet": first.outlet.name(lang) if first.outlet else None,
        "published": iso(first.published),
    }


def judgement(found: Judged | None, lang: str) -> Json | None:
    """How a person corrected a claim; None where nobody did. ``wrong`` = it counts nowhere."""
    if found is None:
        return None
    judged = found.judgement
    return {
        "verdict": judged.verdict,
        "label": say(lang, f"verdict.{judged.verdict}"),
        "by": judged.by,
        "on": found.at.date().isoformat(),
        "why": judged.why,
        "wrong": judged.verdict == WRONG,
    }


def article(found: Article, lang: str, outlets: Outlets) -> Json:
    return {
        "id": found.id,
        "title": found.title,
        "outlet": outlet(found, lang, outlets),
        "published": iso(found.published),
        "language": found.language,
    }


def outlet(found: Article, lang: str, outlets: Outlets) -> str | None:
    """The name of an article's outlet; the id itself when no such entity is known, None when the article has none."""
    named = outlets.get(found.outlet) if found.outlet else None
    return named.name(lang) if named else found.outlet
