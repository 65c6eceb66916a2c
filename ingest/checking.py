"""What is believed of a draft: each claim stands on its words, fits the ontology, or is refused with its reason.

Where drafts come from is left to the extractors, writing to ``graph.store``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.model import Article, Claim, Contribution, Entity, Mention, Name, claim_id
from graph.names import plain
from graph.ontology import ENTITY_TYPES, RELATION_TYPES, STATUSES, fits
from ingest.draft import Draft, DraftClaim, DraftEntity, Spent
from ingest.report import RefusedClaim
from ingest.resolution import Resolution

# Enough of an unnamed or inflected word to find it again in its text.
_STEM = 4
# Arabic letters in the shapes that old PDFs copy out.
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be stored, and what was refused; the rest is what the draft says of itself."""

    contribution: Contribution
    refused: tuple[RefusedClaim, ...] = ()
    notes: tuple[str, ...] = ()
    failed: str | None = None
    spent: Spent | None = None


class _Refused(Exception):
    """This claim is not believed; the message is the reason, without names, so that reasons can be counted."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with what an extractor made of it (``extractor``: name/version).

    ``known_from`` is the day on which its claims became known; ``known_before`` maps the ids of
    claims that are stored already to their day, which stays.
    """

    article: Article
    draft: Draft
    resolved: Resolution
    extractor: str
    known_from: date
    known_before: Mapping[str, date] = field(default_factory=dict)


def check(reading: Reading) -> Checked:
    """Keep what holds. Never raises for a bad draft: whatever does not hold is among ``refused``."""
    article, draft = reading.article, reading.draft
    entities = {entity.id: _clean(entity) for entity in reading.resolved.entities}
    refused = [RefusedClaim(_place(article), r.why, _shown(r.words or _cut(article.text, r.start, r.end))) for r in draft.refused]
    types: dict[str, str] = {}
    mentions: set[Mention] = set()
    for entity in draft.entities:
        why = _entity_fault(entity, reading, entities)
        if why is not None:
            refused.append(RefusedClaim(_place(article), why, _shown(" ".join(n.text for n in entity.names[:1]) or entity.key)))
            continue
        types[entity.key] = entities[reading.resolved.ids[entity.key]].type
        mentions |= {Mention(article.id, start, end, reading.resolved.ids[entity.key]) for start, end in entity.spans}
    claims: dict[str, Claim] = {}
    for draft_claim in draft.claims:
        try:
            claim = _claim(draft_claim, reading, types)
        except _Refused as exc:
            refused.append(RefusedClaim(_place(article), str(exc), _shown(_cut(article.text, draft_claim.start, draft_claim.end))))
            continue
        claims[claim.id] = _surer(claim, claims.get(claim.id))
    used = {m.entity for m in mentions}
    kept = tuple(entity for identity, entity in sorted(entities.items()) if identity in used)
    ordered = tuple(sorted(claims.values(), key=lambda c: (c.start, c.cue_start, c.id)))
    here = {entity.id for entity in kept}
    proposed = tuple(p for p in reading.resolved.proposed if {p.left, p.right} <= here)
    contribution = Contribution(article, kept, tuple(sorted(mentions)), ordered, proposed)
    return Checked(contribution, tuple(refused), draft.notes, draft.failed, draft.spent)


def _surer(claim: Claim, other: Claim | None) -> Claim:
    """The one of the higher confidence; where two extractors made the same claim, it is both's."""
    if other is None:
        return claim
    taken = claim if claim.confidence > other.confidence else other
    makers = dict.fromkeys((*other.extractor.split(), *claim.extractor.split()))
    return replace(taken, extractor=" ".join(makers))


def _entity_fault(entity: DraftEntity, reading: Reading, entities: Mapping[str, Entity]) -> str | None:
    """Why an entity is not believed, None when it is."""
    text = reading.article.text
    identity = reading.resolved.ids.get(entity.key)
    if identity is None or identity not in entities:
        return "entity was not resolved"
    if entities[identity].type not in ENTITY_TYPES:
        return "entity of a type that the ontology does not have"
    if not entities[identity].names:
        return "entity without a name"
    if not entity.spans or not all(_holds_words(text, start, end) for start, end in entity.spans):
        return "mention is not in the text"
    if entity.named and entity.known is None and not any(_grounded(name, entity.spans, text) for name in entity.names):
        return "name is not in the text"
    return None


def _grounded(name: Name, spans: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether each word of the name, endings aside, stands in the text, and one of them in a mention."""
    words = [word[:_STEM] for word in plain(_visible(name.text)).split()]
    whole, named = plain(_visible(text)), " ".join(plain(_visible(text[start:end])) for start, end in spans)
    return bool(words) and all(word in whole for word in words) and any(word in named for word in words)


def _claim(draft: DraftClaim, reading: Reading, types: Mapping[str, str]) -> Claim:
    article, ids = reading.article, reading.resolved.ids
    if not _holds_words(article.text, draft.start, draft.end):
        raise _Refused("evidence is not in the text")
    if not draft.start <= draft.cue_start < draft.cue_end <= draft.end:
        raise _Refused("cue lies outside the evidence")
    if draft.relation not in RELATION_TYPES:
        raise _Refused("relation that the ontology does not have")
    if draft.subject not in types or draft.object not in types:
        raise _Refused("an end is no entity of the text")
    if any(key not in types for key in (draft.speaker, *draft.via) if key is not None):
        raise _Refused("speaker or carrying outlet is no entity of the text")
    if not fits(draft.relation, types[draft.subject], types[draft.object]):
        raise _Refused(f"{draft.relation} does not join {types[draft.subject]} to {types[draft.object]}")
    subject, object_ = ids[draft.subject], ids[draft.object]
    if subject == object_:
        raise _Refused("both ends are the same entity")
    if draft.status not in STATUSES:
        raise _Refused("status that the ontology does not have")
    if not 0.0 <= draft.confidence <= 1.0:
        raise _Refused("confidence is not between 0 and 1")
    if draft.valid_from and draft.valid_to and draft.valid_from.first() > draft.valid_to.last():
        raise _Refused("ends before it begins")
    speaker = ids[draft.speaker] if draft.speaker is not None else None
    via = tuple(ids[key] for key in draft.via)
    role, quantity = _words(draft.role), _words(draft.quantity)
    identity = claim_id(
        article.id, draft.start, subject, draft.relation, object_, role, quantity, draft.negated, draft.status, speaker, " ".join(via)
    )
    return Claim(
        id=identity, article=article.id, subject=subject, relation=draft.relation, object=object_,
        start=draft.start, end=draft.end, cue_start=draft.cue_start, cue_end=draft.cue_end,
        status=draft.status, extractor=draft.extractor or reading.extractor, confidence=draft.confidence,
        known_from=reading.known_before.get(identity, reading.known_from),
        negated=draft.negated, role=role, quantity=quantity, speaker=speaker, via=via,
        said_on=draft.said_on, valid_from=draft.valid_from, valid_to=draft.valid_to,
    )  # fmt: skip


def _holds_words(text: str, start: int, end: int) -> bool:
    return 0 <= start < end <= len(text) and any(c.isalnum() for c in text[start:end])


def _clean(entity: Entity) -> Entity:
    """The entity with names that can be shown, compared and exported: NFC, one line, nothing that hides or reorders."""
    names = (replace(name, text=_shape(name.text)) for name in entity.names)
    return replace(entity, names=tuple(dict.fromkeys(name for name in names if name.text)))


def _shape(name: str) -> str:
    shapes = _FORMS.sub(lambda forms: unicodedata.normalize("NFKC", forms[0]), _visible(name))
    return " ".join(unicodedata.normalize("NFC", shapes).split())


def _visible(text: str) -> str:
    """Without control and format characters and damaged places; line ends become spaces."""
    return "".join(" " if c in "\n\t" else c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def _words(text: str | None) -> str | None:
    return " ".join(_visible(text).split()) or None if text is not None else None


def _cut(text: str, start: int, end: int) -> str:
    return text[max(0, start) : max(0, min(end, start + 200))] if start < len(text) else ""


def _shown(text: str) -> str:
    line = " ".join(_visible(text).split())
    return line if len(line) <= 120 else line[:119] + "…"


def _place(article: Article) -> str:
    return article.source or article.id
