"""What was read out of one article, as JSON: its entities and relations with their evidence, without a store.

The form is that of annotated articles, so that it can be scored against them. Files are left to
``ingest.__main__``.
"""

from __future__ import annotations

from typing import Any

from graph.model import Claim, Contribution, Entity, Mention


def annotation(contribution: Contribution) -> dict[str, Any]:
    """A JSON object with the article's ``entities`` (those it mentions) and ``relations``; offsets count characters of its text.

    ``aliases`` hold every other name and every wording in the text. ``date`` is when the
    relation began or happened, null when not known.
    """
    text = contribution.article.text
    mentions: dict[str, list[Mention]] = {}
    for mention in contribution.mentions:
        mentions.setdefault(mention.entity, []).append(mention)
    return {
        "language": contribution.article.language,
        "published": str(contribution.article.published) if contribution.article.published else None,
        "entities": [_entity(e, mentions[e.id], text, contribution.article.language) for e in contribution.entities if e.id in mentions],
        "relations": [_relation(claim, text) for claim in contribution.claims],
    }


def _entity(entity: Entity, mentions: list[Mention], text: str, language: str) -> dict[str, Any]:
    own = [" ".join(text[m.start : m.end].split()) for m in mentions]
    name = entity.name(language)
    aliases = dict.fromkeys((*own, *(n.text for n in entity.names)))
    aliases.pop(name, None)
    return {
        "id": entity.id,
        "type": entity.type,
        "name": name,
        "aliases": list(aliases),
        "mentions": [{"start": m.start, "end": m.end} for m in mentions],
    }


def _relation(claim: Claim, text: str) -> dict[str, Any]:
    return {
        "subject": claim.subject,
        "predicate": claim.relation,
        "object": claim.object,
        "role": claim.role,
        "quantity": claim.quantity,
        "date": str(claim.valid_from) if claim.valid_from else None,
        "speaker": claim.speaker,
        "via": list(claim.via),
        "negated": claim.negated,
        "status": claim.status,
        "confidence": claim.confidence,
        "evidence": {"start": claim.start, "end": claim.end, "cue": text[claim.cue_start : claim.cue_end]},
    }
