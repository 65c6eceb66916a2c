"""What an extractor returns: the article's own entities and claims, before they are resolved.

Offsets count characters of the article's text as stored. Turning local keys into stable
entity ids is left to ``ingest.resolution``, checking to ``ingest.pipeline``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from graph.model import Article, Name, PartialDate


@dataclass(frozen=True, slots=True)
class DraftEntity:
    """One entity as this article speaks of it.

    ``key`` is unique in the draft. ``names`` starts with the fullest name. ``spans`` are the
    (start, end) of each mention, in order; never empty. ``known`` is the key of the gazetteer's
    entry ("country:KZ"), None for what no list knows. ``named`` is False for an ordinary noun
    phrase ("protesters", "two cells"). ``head`` is the canonical head of such a phrase, and
    ``anchor`` the key of the entity that it belongs to or lies in, where the text says so.
    ``external_ids`` as in ``graph.model.Entity``, where the source itself gives them.
    """

    key: str
    type: str
    names: tuple[Name, ...]
    spans: tuple[tuple[int, int], ...]
    known: str | None = None
    named: bool = True
    head: str | None = None
    anchor: str | None = None
    external_ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A claim with local keys; the fields mean what they mean in ``graph.model.Claim``.

    ``extractor`` is who made it where a draft joins the work of several; None = whoever made the draft.
    """

    subject: str
    relation: str
    object: str
    start: int
    end: int
    cue_start: int
    cue_end: int
    status: str = "asserted"
    negated: bool = False
    role: str | None = None
    quantity: str | None = None
    speaker: str | None = None
    via: tuple[str, ...] = ()
    said_on: PartialDate | None = None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    confidence: float = 0.5
    extractor: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that was not taken: where, why, and its words where they stand nowhere in the text (span -1, -1)."""

    start: int
    end: int
    why: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Spent:
    """What asking a language model took. ``asked`` counts requests, ``remembered`` answers that needed none;
    ``cost`` is in the currency of the configured prices, 0 where none are set."""

    asked: int = 0
    remembered: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.asked + other.asked,
            self.remembered + other.remembered,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.cost + other.cost,
        )

    def __str__(self) -> str:
        told = f"{self.asked:,} requests, {self.remembered:,} answered from memory, {self.tokens_in:,} tokens in, {self.tokens_out:,} out"
        return told + (f", cost {self.cost:.4f}" if self.cost else "")


@dataclass(frozen=True, slots=True)
class Draft:
    """``notes`` are said in the report beside the article. ``failed`` says why nothing could be
    extracted; the article is stored all the same, without claims. None = it was read."""

    entities: tuple[DraftEntity, ...] = ()
    claims: tuple[DraftClaim, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    failed: str | None = None
    spent: Spent | None = None


class Extractor(Protocol):
    """Reads one article. Pure: the result depends on the article alone.

    ``name`` and ``version`` mark each claim, e.g. "rules" and "1".
    """

    name: str
    version: str

    def __call__(self, article: Article) -> Draft: ...
