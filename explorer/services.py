"""Cached questions: the only door from a page or route to the graph.

Each answer is a domain object or a Trouble that says why there is none. How an answer looks is
left to ``explorer.views``; statements of the console to ``explorer.console``.
Long, because it is the one door: each question is a few lines.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, cast

from explorer import connection
from explorer.connection import Trouble
from explorer.joining import Search
from graph.analytics import paths
from graph.analytics.paths import Joined
from graph.article_filter import ArticleFilter
from graph.errors import ConfigurationError, QueryError, StoreError
from graph.filters import GraphFilter
from graph.identity import Identity
from graph.life import saying
from graph.model import Article, Claim, Contribution, Entity, Evidence, Relation, Subgraph
from graph.moments import Moments
from graph.results import ArticlePage, ArticleReading, Choices, Facets, Hit, Profile, QueryResult, SentencePage, StoreStatus, Version
from graph.store import GraphStore
from graph.store.timeline import Difference
from graph.story import Member, Story

# Relations that one question of a search for paths may take.
_WIDEST = 5000
# Stories whose first copy is looked up for one relation; beyond that a repetition is said without naming it.
_STORIES = 60
# Entities by id.
Outlets = Mapping[str, Entity]


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, and the store's revision that it was asked at."""

    subgraph: Subgraph
    revision: int


@dataclass(frozen=True, slots=True)
class RelationEvidence:
    """A relation, its ends and its claims. ``relation`` is None when its claims fold to none any more.

    ``outlets`` are the entities that the articles name as their outlet, by id. ``earliest`` is the first copy of each
    story that has copies, by the story's id.
    """

    relation: Relation | None
    subject: Entity
    object: Entity
    items: tuple[Evidence, ...]
    outlets: Outlets
    earliest: Mapping[str, Member] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadingClaims:
    """An article's reading with its claims, and every entity that they name."""

    reading: ArticleReading
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class LifeOf:
    """What became of an article: the copies of its text, its versions, and who withdrew it. ``named`` are entities by id."""

    story: Story
    versions: tuple[Version, ...]
    named: Outlets


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an article's text: its life, and the relations behind which nothing but its text and copies of it stand."""

    life: LifeOf
    alone: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """Two texts, the one before and the one after, with the claims that only one of them makes."""

    old: Article
    new: Article
    ended: tuple[Claim, ...]
    added: tuple[Claim, ...]
    named: Outlets


@dataclass(frozen=True, slots=True)
class ProfileOf:
    profile: Profile
    outlets: Outlets


@dataclass(frozen=True, slots=True)
class ArticleList:
    page: ArticlePage
    outlets: Outlets


@dataclass(frozen=True, slots=True)
class SentenceList:
    page: SentencePage
    outlets: Outlets


@lru_cache(maxsize=512)
def _answered(store: GraphStore, revision: int, question: str, arguments: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> Any:
    # The revision is part of the key: what is cached under it is never stale. Answers are frozen.
    del revision
    return getattr(store, question)(*arguments, **dict(named))


def _ask(question: str, *arguments: Any, **named: Any) -> Any:
    return connection.answered(lambda store: _answered(store, store.revision(), question, arguments, tuple(sorted(named.items()))))


def revision() -> int | Trouble:
    """Grows with every write."""
    return connection.answered(lambda store: store.revision())


def status() -> StoreStatus | Trouble:
    return cast("StoreStatus | Trouble", _ask("status"))


def facets() -> Facets | Trouble:
    return cast("Facets | Trouble", _ask("facets"))


def search(text: str, limit: int = 10, *, exact: bool = False) -> tuple[Hit, ...] | Trouble:
    """Entities by any of their names, in any script; ``exact``: only as it is written."""
    return cast("tuple[Hit, ...] | Trouble", _ask("search", text, (), limit, exact=exact) if text.strip() else ())


def sentences(text: str, limit: int = 50) -> SentenceList | Trouble:
    """Sentences of any article that hold the words."""
    page = cast("SentencePage | Trouble", _ask("sentences", text, limit))
    if isinstance(page, Trouble):
        return page
    outlets = _outlets(hit.article for hit in page.items)
    return outlets if isinstance(outlets, Trouble) else SentenceList(page, outlets)


def entities(ids: Sequence[str]) -> tuple[Entity, ...] | Trouble:
    return cast("tuple[Entity, ...] | Trouble", _ask("entities", tuple(ids)) if ids else ())


def _outlets(articles: Iterable[Article]) -> Outlets | Trouble:
    return named(a.outlet for a in articles if a.outlet)


def named(ids: Iterable[str]) -> Outlets | Trouble:
    """Each of the ids with the entity that stands for it; unknown ones are left out."""
    wanted = tuple(dict.fromkeys(ids))
    known = cast("Identity | Trouble", _ask("identity"))
    if isinstance(known, Trouble):
        return known
    found = entities(tuple(dict.fromkeys(map(known.of, wanted))))
    if isinstance(found, Trouble):
        return found
    by_id = {e.id: e for e in found}
    return {id: by_id[known.of(id)] for id in wanted if known.of(id) in by_id}


def neighbourhood(ids: Sequence[str], filter: GraphFilter, direction: str | None = None) -> Subgraph | Trouble:
    """The entities themselves, what stands in a relation with them, and the relations, most sourced first.

    ``direction``: ``out`` or ``in`` of the entities; None = either.
    """
    return cast("Subgraph | Trouble", _ask("neighbourhood", tuple(ids), filter, direction))


def between(ids: Sequence[str], filter: GraphFilter) -> Subgraph | Trouble:
    """Exactly these entities and the relations among them."""
    return cast("Subgraph | Trouble", _ask("between", tuple(ids), filter))


def join(search: Search, filter: GraphFilter) -> Joined | Trouble | None:
    """What joins the entities of the search through relations that pass the filter; None when a person ended it."""
    widest = replace(filter, limit=_WIDEST)

    def around(ids: Sequence[str]) -> Subgraph:
        store = connection.store()
        return cast("Subgraph", _answered(store, store.revision(), "neighbourhood", (tuple(ids), widest), ()))

    bounds = paths.Bounds(search.hops, cancelled=search.ended)
    try:
        if search.how == "common":
            return paths.common(around, search.ids, bounds)
        if search.how == "join":
            return paths.joining(around, search.ids, bounds)
        return paths.paths(around, (search.ids[0], search.ids[1]), bounds, every=search.how == "all")
    except paths.Cancelled:
        return None
    except (StoreError, ConfigurationError) as exc:
        return connection.trouble_of(exc)


def picture(focus: Sequence[str], drawn: Sequence[str], hidden: Sequence[str], filter: GraphFilter) -> Picture | Trouble:
    """What the network page draws: the drawn set, else what surrounds the focus, else the overview; less what is hidden."""
    now = revision()
    if isinstance(now, Trouble):
        return now
    answer: Subgraph | Trouble
    if drawn:
        answer = between(drawn, filter)
    elif focus:
        answer = neighbourhood(focus, filter)
    else:
        answer = cast("Subgraph | Trouble", _ask("overview", filter))
    alone = entities(drawn or focus)
    if isinstance(answer, Trouble):
        return answer
    if isinstance(alone, Trouble):
        return alone
    answer = joined(answer, alone)
    return Picture(without(answer, (*hidden, *_out_of(answer, filter, focus))), now)


def joined(subgraph: Subgraph, more: Sequence[Entity]) -> Subgraph:
    """The subgraph with entities beside it that no relation joins to it."""
    here = {e.id for e in subgraph.entities}
    added = tuple(e for e in more if e.id not in here)
    if not added:
        return subgraph
    total = max(subgraph.total_entities, len(here)) + len(added)
    return replace(subgraph, entities=subgraph.entities + added, total_entities=total)


def _out_of(subgraph: Subgraph, filter: GraphFilter, focus: Sequence[str]) -> tuple[str, ...]:
    """Entities of other types than the filter's that no relation holds in the picture."""
    if not filter.types:
        return ()
    held = {end for r in subgraph.relations for end in (r.subject, r.object)} | set(focus)
    return tuple(e.id for e in subgraph.entities if e.type not in filter.types and e.id not in held)


def without(subgraph: Subgraph, hidden: Sequence[str]) -> Subgraph:
    """The subgraph less these entities and their relations; the totals stay those of the question."""
    gone = set(hidden)
    if not gone:
        return subgraph
    return replace(
        subgraph,
        entities=tuple(e for e in subgraph.entities if e.id not in gone),
        relations=tuple(r for r in subgraph.relations if r.subject not in gone and r.object not in gone),
    )


def moments(scope: str, ids: Sequence[str], filter: GraphFilter) -> Moments | Trouble:
    """When the relations of a picture held and when claims about them came and went; ``scope`` as ``GraphStore.moments`` has it."""
    return cast("Moments | Trouble", _ask("moments", scope, tuple(ids), filter))


def choices(scope: str, ids: Sequence[str], filter: GraphFilter) -> Choices | Trouble:
    """What each choice of the filter would leave; ``scope`` as ``GraphStore.moments`` has it."""
    return cast("Choices | Trouble", _ask("choices", scope, tuple(ids), filter))


def claims_of(relation_ids: Sequence[str]) -> tuple[tuple[str, Claim], ...] | Trouble:
    """Pairs of relation id and claim, oldest known first."""
    return cast("tuple[tuple[str, Claim], ...] | Trouble", _ask("claims_of", tuple(relation_ids)) if relation_ids else ())


def difference(scope: str, ids: Sequence[str], before: GraphFilter, after: GraphFilter) -> Difference | Trouble:
    """What the same question gives by the one filter and by the other."""
    return cast("Difference | Trouble", _ask("difference", scope, tuple(ids), before, after))


def evidence(relation_id: str, known_on: date | None = None) -> RelationEvidence | Trouble | None:
    """Who says that a relation holds, as known on a day (None = now); None for an unknown relation."""
    items = cast("tuple[Evidence, ...] | Trouble", _ask("evidence", relation_id, known_on))
    if isinstance(items, Trouble):
        return items
    if not items:
        return None
    relation = cast("Relation | Trouble | None", _ask("relation", relation_id, known_on))
    if isinstance(relation, Trouble):
        return relation
    ends = {e.id: e for item in items for e in (item.subject, item.object)}
    subject, object_ = (relation.subject, relation.object) if relation else (items[0].subject.id, items[0].object.id)
    outlets = _outlets(item.article for item in items)
    if isinstance(outlets, Trouble):
        return outlets
    earliest = _earliest(dict.fromkeys(item.article.story or item.article.id for item in items))
    return earliest if isinstance(earliest, Trouble) else RelationEvidence(relation, ends[subject], ends[object_], items, outlets, earliest)


def _earliest(stories: Iterable[str]) -> dict[str, Member] | Trouble:
    found: dict[str, Member] = {}
    for id in itertools.islice(stories, _STORIES):
        story = cast("Story | Trouble | None", _ask("story", id))
        if isinstance(story, Trouble):
            return story
        if story is not None and len(story.members) > 1:
            found[id] = story.earliest
    return found


def profile(entity_id: str, filter: GraphFilter) -> ProfileOf | Trouble | None:
    """None for an unknown entity."""
    found = cast("Profile | Trouble | None", _ask("profile", entity_id, filter))
    if found is None or isinstance(found, Trouble):
        return found
    ids = [summary.article.outlet for summary in found.articles] + [count.outlet for count in found.outlets]
    outlets = named(id for id in ids if id)
    return outlets if isinstance(outlets, Trouble) else ProfileOf(found, outlets)


def articles(narrow: ArticleFilter, offset: int, limit: int) -> ArticleList | Trouble:
    """A page of the articles that pass, in the filter's order."""
    page = cast("ArticlePage | Trouble", _ask("articles", narrow, offset, limit))
    if isinstance(page, Trouble):
        return page
    outlets = _outlets(summary.article for summary in page.items)
    return outlets if isinstance(outlets, Trouble) else ArticleList(page, outlets)


def title(article_id: str) -> str | None:
    """The title of an article; None where it has none, or there is no such article."""
    found = cast("ArticleReading | Trouble | None", _ask("reading", article_id))
    return None if found is None or isinstance(found, Trouble) else found.article.title


def reading(article_id: str) -> ReadingClaims | Trouble | None:
    """An article with its mentions and its own claims; None for an unknown one."""
    answer = cast("ArticleReading | Trouble | None", _ask("reading", article_id))
    brought = cast("Contribution | Trouble | None", _ask("contribution", article_id))
    if isinstance(answer, Trouble):
        return answer
    if isinstance(brought, Trouble):
        return brought
    if answer is None or brought is None:
        return None
    every = {e.id: e for e in (*brought.entities, *answer.relations.entities, *answer.entities)}
    return ReadingClaims(answer, answer.claims, tuple(every.values()))


def life(article_id: str) -> LifeOf | Trouble | None:
    """None for an unknown article."""
    story = cast("Story | Trouble | None", _ask("story", article_id))
    versions = cast("tuple[Version, ...] | Trouble", _ask("versions", article_id))
    if story is None or isinstance(story, Trouble):
        return story
    if isinstance(versions, Trouble):
        return versions
    scopes = (w.scope for version in versions for w in version.withdrawals)
    found = named(scope.value for scope in scopes if scope.kind == "outlet")
    return found if isinstance(found, Trouble) else LifeOf(story, versions, found)


def edit(old: str, new: str) -> Edit | Trouble | None:
    """What one article says and the other does not; None where either is unknown."""
    known = cast("Identity | Trouble", _ask("identity"))
    both = [cast("Contribution | Trouble | None", _ask("contribution", id)) for id in (old, new)]
    if isinstance(known, Trouble):
        return known
    sides: list[tuple[Article, dict[Any, Claim]]] = []
    for one in both:
        if one is None or isinstance(one, Trouble):
            return one
        # By the article's own clock: what was withdrawn with it was still said by it.
        made = [known.claim(c) for c in one.claims if c.known_to is None]
        sides.append((one.article, {saying(c): c for c in made}))
    (before, earlier), (after, later) = sides
    ended = tuple(c for key, c in earlier.items() if key not in later)
    added = tuple(c for key, c in later.items() if key not in earlier)
    ids = [id for c in (*ended, *added) for id in (c.subject, c.object, c.speaker) if id]
    found = named([*ids, *(a.outlet for a in (before, after) if a.outlet)])
    return found if isinstance(found, Trouble) else Edit(before, after, ended, added, found)


def beside(found: ReadingClaims) -> Beside | Trouble | None:
    """None where the article is gone meanwhile."""
    lived = life(found.reading.article.id)
    if lived is None or isinstance(lived, Trouble):
        return lived
    relations = found.reading.relations.relations
    own = {member.article for member in lived.story.members} | {version.article for version in lived.versions}
    elsewhere = cast("frozenset[str] | Trouble", _ask("said_elsewhere", tuple(r.id for r in relations), tuple(sorted(own))))
    if isinstance(elsewhere, Trouble):
        return elsewhere
    return Beside(lived, tuple(r for r in relations if r.id not in elsewhere))


def answer(text: str, parameters: Mapping[str, Any]) -> QueryResult | QueryError | Trouble:
    """The answer to a dashboard's statement, on the reader's account. ``parameters`` are plain JSON values."""
    try:
        store = connection.store()
        return _queried(store, store.revision(), text, json.dumps(parameters, sort_keys=True))
    except QueryError as exc:
        return exc
    except (StoreError, ConfigurationError) as exc:
        return connection.trouble_of(exc)


@lru_cache(maxsize=128)
def _queried(store: GraphStore, revision: int, text: str, parameters: str) -> QueryResult:
    del revision
    return store.query(text, json.loads(parameters))


def retry() -> None:
    """A person asks to try again after trouble."""
    connection.retry()
