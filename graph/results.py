"""What the store's questions return, beside the nouns of ``graph.model``.

Over 300 lines, half of them docstrings, because whoever asks the store looks them up in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.life import Scope, Withdrawal
from graph.model import Article, Claim, Entity, Evidence, Judged, Mention, Subgraph


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """``server`` is name and version; ``counts`` maps articles, entities, relations, claims, outlets to numbers.

    ``revision`` grows with every write: what is cached under it is never stale.
    """

    server: str
    address: str
    embedded: bool
    counts: dict[str, int]
    revision: int


@dataclass(frozen=True, slots=True)
class WriteReport:
    """``outcome`` is new, changed (claims differ from those stored before) or unchanged."""

    outcome: str
    claims: int
    entities: int
    relations: int


@dataclass(frozen=True, slots=True)
class DeleteReport:
    """What went with an article; all 0 when it was not there."""

    articles: int
    claims: int
    entities: int
    relations: int


@dataclass(frozen=True, slots=True)
class LifeReport:
    """What a withdrawal, restoration or erasure (``act``) did: articles meant; claims, entities and relations that it changed."""

    act: str
    scope: Scope
    articles: int
    claims: int
    entities: int
    relations: int


@dataclass(frozen=True, slots=True)
class WithdrawalPreview:
    """What a withdrawal of ``scopes`` would do: articles that count today, their claims, and the relations behind which nothing else
    stands (``ends``) or something does (``stays``). ``examples``: one claim of each relation that ends, 50 at most.
    """

    scopes: tuple[Scope, ...]
    articles: int
    claims: int
    ends: int
    stays: int
    examples: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """What erasing ``scope`` would delete: articles in all their versions, withdrawn ones too, all their claims, ``entities`` that
    nothing else speaks of, and the relations behind which no other claim stands or ever stood (``gone``) or one does (``stays``).

    ``examples``: one claim of each relation that goes, 50 at most. ``same``: outlets that are judged the same as the scope's,
    whose articles are not meant.
    """

    scope: Scope
    articles: int
    claims: int
    entities: int
    gone: int
    stays: int
    examples: tuple[Claim, ...] = ()
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """Where articles were read from, as a withdrawal names it: a site, a folder, a file or a feed; ``articles`` are current ones."""

    place: str
    articles: int


@dataclass(frozen=True, slots=True)
class RunCount:
    """A run that brought articles: its name, which sorts by time, and how many of them are current."""

    run: str
    articles: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article, ``number`` counting from 1. ``article`` is the id under which it is read.

    ``starts`` is the day on which it took the place of the one before, None = it is the first;
    ``superseded_on``/``superseded_by`` say when and by which article it was replaced, None = it is
    the current one. ``withdrawn_on`` is the day of the earliest of the ``withdrawals`` in force.
    """

    article: str
    number: int
    title: str | None
    published: date | None
    starts: date | None = None
    superseded_on: date | None = None
    superseded_by: str | None = None
    withdrawn_on: date | None = None
    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether its claims count today."""
        return self.superseded_on is None and self.withdrawn_on is None


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that a search found. ``matched`` is the name that matched, ``degree`` counts its relations."""

    entity: Entity
    matched: str
    degree: int
    score: float


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article without its text (``article.text`` is empty), with the number of its mentions and claims.

    ``withdrawn_on`` None = it counts. Lists hold the current version of each article. ``copies`` counts the current
    articles of its story, itself included; 1 = it stands alone.
    """

    article: Article
    mentions: int
    claims: int
    withdrawn_on: date | None = None
    copies: int = 1


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """``total`` counts all that matched; ``items`` are those of this page, in the order asked for."""

    items: tuple[ArticleSummary, ...]
    total: int


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence that holds the words searched for: ``article.text[start:end]``.

    ``marks`` are the words as (start, end) within the sentence. ``claim`` is one that the sentence makes; None = none.
    """

    article: Article
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class SentencePage:
    """``total`` counts the articles that hold the words, in one sentence or in several."""

    items: tuple[SentenceHit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class FamilyCount:
    """How many relations of a family set out from an entity (``outgoing``) or lead to it."""

    family: str
    outgoing: bool
    total: int


@dataclass(frozen=True, slots=True)
class OutletCount:
    """In how many of its articles an outlet mentions an entity, and how often. ``outlet`` is an entity's id; None = unknown."""

    outlet: str | None
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity with its relations (capped, most sourced first), the articles that mention it, and how often.

    ``families`` counts all its relations that pass the filter, ``outlets`` who mentions it most (20 at most),
    ``months`` how often it is mentioned in articles of each month, as ("2022-01", n), oldest first.
    """

    entity: Entity
    relations: Subgraph
    articles: tuple[ArticleSummary, ...]
    mentions: int
    families: tuple[FamilyCount, ...] = ()
    outlets: tuple[OutletCount, ...] = ()
    months: tuple[tuple[str, int], ...] = ()
    # Ids of the entities that it stands for, and how it was corrected, oldest first.
    also: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """An article with all that a reader needs: its mentions, the entities they name, and its relations.

    ``claims`` are those that stand, as they count after judgements; ``judged`` the corrections among them, by claim id.
    ``ended`` are those that count no more: the article was edited, withdrawn or read again. ``folded`` maps
    a claim's id to that of the relation that it is folded into.
    """

    article: Article
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    relations: Subgraph
    claims: tuple[Claim, ...] = ()
    judged: Mapping[str, Judged] = field(default_factory=dict)
    ended: tuple[Claim, ...] = ()
    folded: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer to a statement of the console.

    ``rows`` hold JSON-like Python values: None, bool, int, float, str, list, dict, dates as ISO text;
    nodes and relationships as dicts with ``"~labels"`` or ``"~type"``, ``"~start"``, ``"~end"``.
    ``subgraph`` holds the entities and relations among them. ``truncated``: more rows than the limit.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    subgraph: Subgraph
    seconds: float
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Facets:
    """How many entities of each type, relations of each family, type and status, and articles of each outlet there are.

    ``languages`` counts articles, ``speakers`` the claims of those who are heard most, by entity id.
    """

    types: dict[str, int] = field(default_factory=dict)
    families: dict[str, int] = field(default_factory=dict)
    relations: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    outlets: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    speakers: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choices:
    """What each choice of a filter would leave of a picture while all other parts of the filter stay as they are.

    ``types`` counts entities, all others relations. ``outlets`` and ``speakers`` are by entity id, the speakers those who
    are heard most; ``languages`` by ISO 639-1 code; ``sources`` by how many independent ones there are (or dispute it);
    ``dates`` by ``filters.DATED``. What would leave nothing is not there. ``at_least`` names the parts of which, in a very large
    graph, only the best sourced relations were counted: of each choice there may be more.
    """

    types: dict[str, int] = field(default_factory=dict)
    families: dict[str, int] = field(default_factory=dict)
    relations: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    outlets: dict[str, int] = field(default_factory=dict)
    speakers: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    sources: dict[int, int] = field(default_factory=dict)
    dates: dict[str, int] = field(default_factory=dict)
    at_least: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Schema:
    """For completion: labels, relationship types and property keys in use."""

    labels: tuple[str, ...]
    relationship_types: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimInHand:
    """A claim to be put right. ``read`` is as it was read, ``evidence`` as it counts; ``named`` are the entities that its article names.

    ``relation`` is the id of the one that it counts in; None where it counts in none.
    """

    read: Claim
    evidence: Evidence
    named: tuple[Entity, ...]
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """An office of a country or body, for comparing. ``office`` is a key of ``graph/offices.csv``, else the wording; ``of`` an entity's id.

    ``first`` and ``last`` are years, both inclusive; None = not known, or still held.
    """

    office: str
    of: str
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What tells an entity from others of its name: the countries (ids) that it belongs to or lies in, and the offices that it held."""

    countries: frozenset[str] = frozenset()
    posts: tuple[Post, ...] = ()

    def __or__(self, other: Context) -> Context:
        return Context(self.countries | other.countries, tuple(dict.fromkeys((*self.posts, *other.posts))))
