"""How an article was read, sentence by sentence: mentions, clauses, claims, and what was refused or left lying.

The reading itself is left to the extractors: whatever draft they make is explained, and an extractor that
offers ``workings(article)`` shows its steps as well. Printing is left to ``ingest.__main__``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from graph.model import Article
from ingest.draft import Draft, DraftClaim, Extractor
from ingest.engine.sentences import sentences


@dataclass(frozen=True, slots=True)
class Working:
    """One step of a reader at ``text[start:end]``: ``kind`` ("clause", "refused", "idle" …) and what it came to."""

    start: int
    end: int
    kind: str
    said: str


@runtime_checkable
class Shows(Protocol):
    """An extractor that can show its steps, in the order of the text."""

    def workings(self, article: Article) -> tuple[Working, ...]: ...


def explain(article: Article, extractor: Extractor) -> Iterator[str]:
    """The lines of an explanation. Pure, as the extractor is.

    Each sentence, then what stands in it: ``mention``, ``claim`` (with its cue, speaker, status, confidence)
    and the extractor's own steps; a sentence without a claim says so. Refusals come with their reason.
    """
    draft = extractor(article)
    steps = extractor.workings(article) if isinstance(extractor, Shows) else ()
    names = {entity.key: entity.names[0].text for entity in draft.entities}
    yield f"{article.title or 'untitled'} ({article.language}, {article.published or 'no date'}): {len(draft.claims)} claims, {len(draft.entities)} entities"
    for note in draft.notes:
        yield f"note: {note}"
    if draft.failed is not None:
        yield f"not read: {draft.failed}"
    for number, sentence in enumerate(sentences(article.text), start=1):
        yield ""
        yield f"{number}. {' '.join(article.text[sentence.start : sentence.end].split())}"
        yield from _mentions(article.text, draft, (sentence.start, sentence.end))
        for step in steps:
            if sentence.start <= step.start < sentence.end and step.kind == "clause":
                yield f"   clause   {step.said}"
        claims = [claim for claim in draft.claims if sentence.start <= claim.start < sentence.end]
        for claim in claims:
            yield f"   claim    {_claim(article.text, claim, names)}"
        if not claims:
            yield "   claim    none"
        for step in steps:
            if sentence.start <= step.start < sentence.end and step.kind != "clause":
                yield f"   {step.kind:8} {step.said}"
        if not any(step.kind == "refused" for step in steps):
            for refusal in draft.refused:
                if sentence.start <= refusal.start < sentence.end:
                    yield f"   refused  «{article.text[refusal.start : refusal.end]}»: {refusal.why}"


def _mentions(text: str, draft: Draft, span: tuple[int, int]) -> Iterator[str]:
    here = [(start, end, entity) for entity in draft.entities for start, end in entity.spans if span[0] <= start < span[1]]
    for start, end, entity in sorted(here, key=lambda found: found[:2]):
        told = f" = {entity.names[0].text}" if entity.names[0].text != text[start:end] else ""
        yield f"   mention  {text[start:end]}{told} ({entity.type}{', ' + entity.known if entity.known else ''})"


def _claim(text: str, claim: DraftClaim, names: dict[str, str]) -> str:
    said = [names[claim.subject], "NOT " + claim.relation if claim.negated else claim.relation, names[claim.object]]
    if claim.role:
        said.append(f"as «{claim.role}»")
    if claim.quantity:
        said.append(f"so many: «{claim.quantity}»")
    said.append(f"[{claim.status}, {claim.confidence:.2f}] by «{text[claim.cue_start : claim.cue_end]}»")
    if claim.speaker is not None:
        said.append("says " + " ← ".join([names.get(claim.speaker, claim.speaker), *(names.get(key, key) for key in claim.via)]))
    if claim.valid_from is not None or claim.valid_to is not None:
        said.append(f"held {claim.valid_from or '…'} to {claim.valid_to or '…'}")
    if claim.said_on is not None:
        said.append(f"said on {claim.said_on}")
    return "; ".join([" ".join(said[:3]), *said[3:]])
