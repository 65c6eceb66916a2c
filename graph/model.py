"""The nouns of the program: frozen dataclasses that every package speaks in.

Folding claims into relations is left to ``graph.folding``, storing to ``graph.store``,
the lists of types to ``graph.ontology``.
Over 300 lines, because a newcomer reads all nouns in one place; half of them are docstrings.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A calendar date known to the year, month or day (proleptic Gregorian, no time zone).

    ``month`` is None when only the year is known, ``day`` is None when only the month is.

    >>> PartialDate.parse("2022-01").last()
    datetime.date(2022, 1, 31)
    >>> str(PartialDate(2022, 1, 11))
    '2022-01-11'
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (ISO 8601). Raises ValueError for anything else."""
        parts = text.split("-")
        if len(parts[0]) != 4 or len(parts) > 3 or not all(p.isascii() and p.isdigit() for p in parts):
            raise ValueError(f"not a date of the form YYYY, YYYY-MM or YYYY-MM-DD: {text!r}")
        return cls(*map(int, parts))

    @classmethod
    def of(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        if self.day is not None:
            return Precision.DAY
        return Precision.MONTH if self.month is not None else Precision.YEAR

    def first(self) -> date:
        """The earliest day that the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def last(self) -> date:
        """The latest day that the date can mean, inclusive."""
        if self.day is not None:
            return self.first()
        year, month = (self.year, self.month + 1) if self.month and self.month < 12 else (self.year + 1, 1)
        if year > date.max.year:
            return date.max
        return date.fromordinal(date(year, month, 1).toordinal() - 1)

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name of an entity. ``language`` is an ISO 639-1 code, or ``und`` where it is not known."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Article:
    """One report as stored; offsets of mentions and claims count characters of ``text``.

    ``id`` comes from ``article_id``. ``published`` is the outlet's date; None when unknown.
    ``language`` is an ISO 639-1 code, or ``und``. ``story`` groups reprints: the id of the
    earliest article that carries the same text; None while the article stands alone.
    ``source`` says where it was read from (path or URL), for messages and withdrawal, ``run`` the
    run that first brought it, ``feed`` the address of the feed through which it first came; None = not known, or none. ``series`` joins the versions of an edited article:
    the id of the one seen first; None while there is one only. ``since`` is the day on which this
    version took the place of the one before; None = it is the one seen first.
    """

    id: str
    text: str
    language: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    story: str | None = None
    source: str | None = None
    series: str | None = None
    since: date | None = None
    run: str | None = None
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that can act or be acted upon. ``id`` is stable: merging never edits it.

    ``names`` starts with the preferred name of each language. ``external_ids`` are pairs of
    scheme and value, e.g. ``("wikidata", "Q232")``, ``("iso3166", "KZ")``.
    """

    id: str
    type: str
    names: tuple[Name, ...]
    external_ids: tuple[tuple[str, str], ...] = ()
    description: str | None = None

    def name(self, language: str | None = None) -> str:
        """The preferred name in ``language``, else in English, else the first one."""
        for wanted in (language, "en"):
            for name in self.names:
                if name.language == wanted:
                    return name.text
        return self.names[0].text


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """``article.text[start:end]`` names ``entity``: an invariant that ingest checks."""

    article: str
    start: int
    end: int
    entity: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The atom of truth: who says that something holds, where, and since when we know.

    ``id`` comes from ``claim_id``. ``subject``, ``object``, ``speaker`` and ``via`` are entity
    ids. ``speaker`` is who vouches; None = the article's own voice. ``via`` is the chain of
    outlets that carried the words, nearest to the article first; empty = the article itself
    heard the speaker. ``role`` is the office of HOLDS_OFFICE and LEADS, as worded.
    ``quantity`` is the wording with its number ("2030 جندياً"). ``status`` is one of
    ``graph.ontology.STATUSES``. ``start``/``end`` bound the evidence sentence, ``cue_start``/
    ``cue_end`` the words in it that carry the relation. ``said_on`` is the day on which the
    words were said. ``valid_from``/``valid_to`` bound when it held, both inclusive; None = not
    known or open. ``confidence`` lies in 0..1. ``known_from`` is the day on which the claim
    became known (the article's date, else the day of ingest), ``known_to`` the day on which it
    was withdrawn; None = it still stands. ``sentence`` is what the evidence sentence is known by in every version of
    its article, wherever it stands there: the store sets it, None before; it is no part of what the claim says.
    """

    id: str
    article: str
    subject: str
    relation: str
    object: str
    start: int
    end: int
    cue_start: int
    cue_end: int
    status: str
    extractor: str
    confidence: float
    known_from: date
    negated: bool = False
    role: str | None = None
    quantity: str | None = None
    speaker: str | None = None
    via: tuple[str, ...] = ()
    said_on: PartialDate | None = None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    known_to: date | None = None
    sentence: str | None = field(default=None, compare=False)

    @property
    def makers(self) -> tuple[str, ...]:
        """The extractors that made the claim, each as name/version; where several made the very same one, it is theirs together."""
        return tuple(self.extractor.split()) or (self.extractor,)


@dataclass(frozen=True, slots=True)
class Contribution:
    """All that one article brings, written in one transaction.

    ``proposed`` are judgements that a person may confirm; they change nothing until then.
    """

    article: Article
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    proposed: tuple[Judgement, ...] = ()


# How many claims of each side a stored relation lists; all of them point to it.
LISTED = 500


@dataclass(frozen=True, slots=True)
class Relation:
    """What claims say together about one subject, type, object, role and run of time.

    Derived by ``graph.folding.fold``, never edited by hand. ``status`` is the folded one:
    ``asserted``, ``open`` (planned, conditional, expected), ``claimed`` (alleged, claimed),
    ``denied``, or ``disputed`` (independent sources disagree). ``supporting`` and ``disputing``
    are claim ids in order of date; of a relation that the store holds, the first ``LISTED`` of each.
    ``sources`` counts independent sources of the supporting
    claims, ``disputing_sources`` those of the disputing ones. ``quantity`` is the wording of
    the latest supporting claim that has one. ``known_to`` is None while any claim stands.
    """

    id: str
    subject: str
    type: str
    object: str
    status: str
    supporting: tuple[str, ...]
    disputing: tuple[str, ...]
    sources: int
    disputing_sources: int
    known_from: date
    role: str | None = None
    quantity: str | None = None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    known_to: date | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's or rule's word on two entities, on one, on a claim, or on an earlier judgement.

    ``verdict`` is one of ``graph.identity.VERDICTS``. ``left`` and ``right`` are entity ids for a verdict on
    a pair (same, different, unsure); else ``left`` is an entity's id (rename, retype, alias, unalias), a
    claim's ``graph.identity.reading_key`` (fix, wrong) or a judgement's id (undo), and ``right`` says for
    people what that is. ``value`` holds what is set, as pairs of key and text. ``score`` lies in 0..1 and
    says how likely a rule holds it; a person's word has 1.
    """

    left: str
    right: str
    verdict: str
    by: str
    on: date
    why: str = ""
    value: tuple[tuple[str, str], ...] = ()
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement as it stands in the history. ``number`` counts from 1; ``at`` is the store's clock, UTC."""

    id: str
    number: int
    at: datetime
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Entities and the relations between them. ``truncated`` says that more exists than is here.

    ``total_entities``/``total_relations`` count all that matched before the cap; ``at_least``: of a very large graph, all among
    the best sourced relations, so there may be more. ``degrees`` maps an entity id to the number of its relations in the whole graph.
    """

    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    truncated: bool = False
    total_entities: int = 0
    total_relations: int = 0
    degrees: dict[str, int] = field(default_factory=dict)
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim together with all that a reader needs to judge it.

    ``sentence`` is ``article.text[claim.start:claim.end]``; ``cue`` the part of it that carries
    the relation, as (start, end) relative to ``sentence``. ``supports`` is False for a claim
    that disputes the relation. ``independent`` is False when the claim repeats a source
    that an earlier item already stands for (a reprint, the same speaker). ``judged`` is how a person
    corrected the claim; ``claim`` is as it counts then. One marked wrong counts nowhere.
    """

    claim: Claim
    article: Article
    sentence: str
    cue: tuple[int, int]
    supports: bool
    independent: bool
    subject: Entity
    object: Entity
    speaker: Entity | None = None
    via: tuple[Entity, ...] = ()
    judged: Judged | None = None


def article_id(text: str) -> str:
    """The id of an article: 128 bits of SHA-256 over its text, NFC-normalised and white space folded, as hex."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def claim_id(*parts: object) -> str:
    """The id of a claim: 128 bits of SHA-256 over the parts that make it what it is, as hex.

    Callers pass article id, start, subject, relation, object, role, quantity, negated, status,
    speaker, via: the same claim read again has the same id, so ingest is idempotent.
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:32]
