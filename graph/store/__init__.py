"""GraphStore: the questions and the writes, over Bolt, for whichever server answers.

Which server that is, is left to ``graph.server``; Cypher to ``graph.queries``; the rest of this
package holds what stands behind each method: ``writing``, ``reading``, ``finding``, ``console``.
Over 300 lines, because it is one interface: each method is a few lines.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from types import TracebackType
from typing import Any

from graph.article_filter import ArticleFilter
from graph.errors import InputError, QueryError, StoreAuthError, StoreFull, StoreUnavailable, WaslError
from graph.filters import OVERVIEW_LIMIT, GraphFilter
from graph.identity import Identity
from graph.life import Scope, Withdrawal, address_key
from graph.model import Article, Claim, Contribution, Entity, Evidence, Judged, Judgement, Relation, Subgraph
from graph.moments import Moments
from graph.queries import articles, claims, relations, schema
from graph.queries import life as queries
from graph.results import (
    ArticlePage,
    ArticleReading,
    Choices,
    ClaimInHand,
    Context,
    DeleteReport,
    ErasurePreview,
    Facets,
    Hit,
    LifeReport,
    PlaceCount,
    Profile,
    QueryResult,
    RunCount,
    Schema,
    SentencePage,
    StoreStatus,
    Version,
    WithdrawalPreview,
    WriteReport,
)
from graph.settings import Settings
from graph.store import (
    correcting,
    counting,
    finding,
    history,
    judging,
    life,
    listing,
    places,
    ranking,
    reading,
    sentences,
    timeline,
    versions,
    writing,
)
from graph.store.connection import Connection, Work
from graph.store.console import Console
from graph.store.judging import Proposal
from graph.store.life import Told
from graph.store.remembered import Remembered, Stale
from graph.store.stopping import Stops
from graph.store.timeline import Difference
from graph.story import Story

__all__ = ["GraphStore"]

ANY_ARTICLE = ArticleFilter()


def _silent(_: int, __: int) -> None:
    """Nobody listens."""


class GraphStore:
    """One graph on one server; safe for threads, and beside other processes on the same data.

    Every method may raise StoreUnavailable, StoreAuthError or StoreError; writes StoreFull too.
    Where the embedded server was restarted in between, a method goes on by itself.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._console = Console(connection)
        self._stops = Stops()
        self._facets: tuple[int, Facets] | None = None
        self._remembered = Remembered()
        self._remembering = threading.Lock()

    @classmethod
    def open(cls, settings: Settings) -> GraphStore:
        """Connect, starting the embedded server where no other is named, and make what is missing of the schema.

        Raises StoreUnavailable, StoreAuthError (after one attempt) or ConfigurationError.
        """
        connection = Connection(settings)
        try:
            connection.open()
            store = cls(connection)
            store._make_schema()
        except BaseException:  # raised again: whatever ends the opening, an interrupt too, leaves no connection behind
            connection.close()
            raise
        return store

    def close(self) -> None:
        """Close the connections, and stop the embedded server if this process started it."""
        self._connection.close()

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _make_schema(self) -> None:
        found = self._connection.read(lambda work: work.row(schema.FIND_STORE))
        if found is not None and found["schema"] == schema.VERSION:
            return
        for statement in schema.INDEXES:
            self._connection.auto(statement)
        if not self._connection.address.embedded:
            for statement in schema.FULLTEXT:
                self._connection.auto(statement)
            self._connection.auto(schema.AWAIT)
        if found is not None and (found["schema"] or 0) < schema.RANKED:
            ranking.rebuild(self._connection.read, self._connection.write)
        # Last, so that its presence says that all of the schema is there.
        self._connection.write(_mark)

    # writes

    def write(self, contribution: Contribution) -> WriteReport:
        """Store what one article brings, all or nothing; what is stored so already changes nothing.

        The report counts what is new or different: claims (withdrawn ones too), entities, relations
        (removed ones too); all 0 when unchanged. Claims that the article made before and no longer
        makes stay as history, withdrawn on this day. ``article.outlet`` is the id of an entity.
        Raises InputError when an id is used that the contribution does not bring.
        """
        _check(contribution)
        try:
            (report,) = self._write([contribution])
        except QueryError as exc:
            if isinstance(exc.__cause__, UnicodeEncodeError | OverflowError):
                raise InputError(_place(contribution.article), str(exc), "Repair the text and read it again.") from exc
            raise
        return report

    def write_all(self, contributions: Sequence[Contribution]) -> tuple[WriteReport | WaslError, ...]:
        """``write`` for several articles, each all or nothing; what is wrong with one of them stands in its place.

        They go into one transaction, and where that fails one by one. Raises StoreUnavailable, StoreAuthError or
        StoreFull: what was written until then is stored, and the same call goes on from there.
        """
        try:
            for contribution in contributions:
                _check(contribution)
            return tuple(self._write(contributions))
        except (StoreUnavailable, StoreAuthError, StoreFull):
            raise
        except WaslError as exc:
            if len(contributions) == 1:
                return (exc,)
        return tuple(self._write_or_tell(contribution) for contribution in contributions)

    def _write_or_tell(self, contribution: Contribution) -> WriteReport | WaslError:
        try:
            return self.write(contribution)
        except (StoreUnavailable, StoreAuthError, StoreFull):
            raise
        except WaslError as exc:
            return exc

    def _write(self, contributions: Sequence[Contribution]) -> list[WriteReport]:
        brought = [writing.Brought.of(contribution) for contribution in contributions]
        if self._connection.read(lambda work: writing.stored(work, brought)):
            return [WriteReport("unchanged", 0, 0, 0)] * len(contributions)
        with self._remembering:
            for _ in range(2):
                try:
                    reports = self._connection.write(lambda work: writing.write(work, brought, self._remembered))
                except writing.Unchanged:
                    self._remembered.rolled_back()
                    return [WriteReport("unchanged", 0, 0, 0)] * len(contributions)
                except Stale:
                    self._remembered.forget()
                    continue
                self._remembered.keep()
                return reports
        raise AssertionError("nothing was remembered, so nothing can be stale")

    def delete_article(self, article_id: str) -> DeleteReport:
        """Take back all that only this article brought; relations that others carry too are folded anew."""
        try:
            return self._connection.write(lambda work: writing.delete(work, article_id))
        except writing.Unchanged:
            return DeleteReport(0, 0, 0, 0)

    def withdraw(self, scope: Scope, by: str, why: str = "", told: Told = _silent) -> LifeReport:
        """End what the articles of a scope claim, from this day on; the texts stay. Undone by ``restore``.

        An outlet stands for all that are judged the same as it on this day, also after a later split.
        While it is in force, articles of the scope that come later fall under it too. Done in steps, each whole
        for every article that it holds; ``told`` hears how many of how many are done. Broken off, the same
        call goes on. Raises InputError where no article is meant.
        """
        return life.withdraw(self._connection, scope, life.Word(by, why), told)

    def restore(self, scope: Scope, by: str, why: str = "", told: Told = _silent) -> LifeReport:
        """Take the withdrawals of this scope back; what had ended before stays ended. Raises InputError where there is none.

        For an outlet that was withdrawn only as one with another, it is that other's withdrawal, whole.
        """
        return life.restore(self._connection, scope, life.Word(by, why), told)

    def erase(self, scope: Scope, by: str, why: str = "", told: Told = _silent) -> LifeReport:
        """Delete the articles of a scope with everything that only they brought; that it was done stays noted. Raises InputError."""
        return life.erase(self._connection, scope, life.Word(by, why), told)

    # reads

    def withdrawal_preview(self, *scopes: Scope) -> WithdrawalPreview:
        """What a withdrawal of the scopes, all at once, would end today; nothing is changed."""
        return self._connection.read(lambda work: life.preview(work, scopes))

    def erasure_preview(self, scope: Scope) -> ErasurePreview:
        """What erasing the scope would delete today; nothing is changed."""
        return self._connection.read(lambda work: life.erasure(work, scope))

    def places(self) -> tuple[PlaceCount, ...]:
        """Sites, folders and files that current articles were read from, of each kind the 200 largest, as a source is withdrawn."""
        return self._connection.read(places.places)

    def feeds(self) -> tuple[PlaceCount, ...]:
        """The feeds through which current articles first came, the 200 largest."""
        return self._connection.read(places.feeds)

    def runs(self) -> tuple[RunCount, ...]:
        """The runs that brought what there is, the latest first."""
        return self._connection.read(lambda work: tuple(RunCount(row["run"], row["n"]) for row in work.rows(queries.RUNS)))

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """All withdrawals and erasures, those taken back too, in order of their day."""
        return self._connection.read(life.withdrawals)

    def versions(self, article_id: str) -> tuple[Version, ...]:
        """All versions of the article of which ``article_id`` is one, the first one first; empty for an unknown id."""
        return self._connection.read(lambda work: versions.versions(work, article_id))

    def current_at(self, url: str | None, source: str | None) -> tuple[Article, ...]:
        """The current versions that stand at an address or, where it names no page, were read from a source; the most revised first."""
        return tuple(self._connection.read(lambda work: versions.current_at(work, address_key(url), source)))

    def within(self, container: str, limit: int) -> tuple[Article, ...]:
        """The current versions that were read from a line or row of this file, withdrawn ones too; their texts are left out."""
        return tuple(self._connection.read(lambda work: versions.within(work, container, limit)))

    def story(self, article_id: str) -> Story | None:
        """The copies of the article's text, the earliest first, the article itself among them; None for an unknown id.

        ``graph.story.changes`` says what one copy changed of another.
        """
        return self._connection.read(lambda work: reading.story(work, article_id))

    def current_of(self, series: str) -> Article | None:
        """The current version of a series; None when there is none of that id."""
        return self._connection.read(lambda work: versions.current_of(work, series))

    def stories(self, after: str = "", limit: int = 2_000) -> tuple[tuple[str, str | None], ...]:
        """Article and story ids of all articles, superseded versions too, in order of id, from behind ``after``."""
        rows = self._connection.read(lambda work: work.rows(articles.STORIES, after=after, limit=limit))
        return tuple((row["id"], row["story"]) for row in rows)

    def today(self) -> date:
        """The day by the store's clock, which counts for what is known when."""
        row = self._connection.read(lambda work: work.row(schema.FIND_STORE))
        assert row is not None  # made at the opening
        day: date = row["today"].to_native()
        return day

    def status(self) -> StoreStatus:
        counts = self._connection.read(reading.counts)
        address = self._connection.address
        return StoreStatus(self._connection.server_name(), address.uri, address.embedded, counts, self.revision())

    def revision(self) -> int:
        """A number that grows with every write; 0 for an empty store."""
        row = self._connection.read(lambda work: work.row(schema.FIND_STORE))
        return row["revision"] if row else 0

    def facets(self) -> Facets:
        """Counts of what is current, for the whole graph."""
        revision = self.revision()
        if self._facets is None or self._facets[0] != revision:
            self._facets = (revision, self._connection.read(reading.facets))
        return self._facets[1]

    def article(self, article_id: str) -> Article | None:
        """The article with its text; None when there is none of that id."""
        return self._connection.read(lambda work: reading.article(work, article_id))

    def articles(self, narrow: ArticleFilter = ANY_ARTICLE, offset: int = 0, limit: int = 50) -> ArticlePage:
        """A page of the articles that pass, in the filter's order, with the number of all of them."""
        return self._connection.read(lambda work: listing.page(work, narrow, max(0, offset), max(0, limit)))

    def reading(self, article_id: str) -> ArticleReading | None:
        return self._connection.read(lambda work: reading.reading(work, article_id))

    def contribution(self, article_id: str) -> Contribution | None:
        """What the article brought, withdrawn claims too; to be written again after a deletion."""
        return self._connection.read(lambda work: reading.contribution(work, article_id))

    def entities(self, ids: Sequence[str]) -> tuple[Entity, ...]:
        """In the order of ``ids``; unknown ids are left out."""
        return self._connection.read(lambda work: reading.named(work, ids))

    def search(self, text: str, types: Sequence[str] = (), limit: int = 10, *, exact: bool = False) -> tuple[Hit, ...]:
        """Entities by name in any script they are known in, best first; the last word may be unfinished.

        ``exact``: only by a name that holds the words as they are written, without typing errors or other scripts.
        """
        return self._connection.read(lambda work: finding.search(work, text, types, limit, exact=exact))

    def sentences(self, text: str, limit: int = 50) -> SentencePage:
        """Sentences of any article that hold all the words of ``text`` in any spelling, of the best matching articles."""
        return self._connection.read(lambda work: sentences.search(work, text, limit))

    def overview(self, filter: GraphFilter) -> Subgraph:
        """The best sourced relations of the whole graph: ``OVERVIEW_LIMIT`` of them unless the filter has a limit."""
        return self._connection.read(lambda work: reading.subgraph(work, relations.EVERYWHERE, filter.limited(OVERVIEW_LIMIT)))

    def neighbourhood(self, ids: Sequence[str], filter: GraphFilter, direction: str | None = None) -> Subgraph:
        """The relations that touch one of ``ids``, best sourced first, cut at the filter's limit with the true total.

        ``direction`` is ``out`` (``ids`` are the subjects), ``in`` (the objects) or None (either).
        """
        question = {"out": relations.OUT_OF, "in": relations.IN_TO, None: relations.AROUND}[direction]
        return self._connection.read(lambda work: reading.subgraph(work, question, filter, ids=sorted(set(ids))))

    def between(self, ids: Sequence[str], filter: GraphFilter) -> Subgraph:
        """The relations that have both ends in ``ids``."""
        return self._connection.read(lambda work: reading.subgraph(work, relations.BETWEEN, filter, ids=sorted(set(ids))))

    def moments(self, scope: str, ids: Sequence[str], filter: GraphFilter) -> Moments:
        """When the relations of a question held, and when claims about them came and went.

        ``scope`` is ``everywhere`` (``ids`` is not looked at), ``around`` or ``between`` the ids. Of the filter's
        times only ``known_on`` narrows, and that only the spans.
        """
        return self._connection.read(lambda work: timeline.moments(work, scope, ids, filter))

    def choices(self, scope: str, ids: Sequence[str], filter: GraphFilter) -> Choices:
        """What each choice of the filter would leave of a question's relations; ``scope`` as for ``moments``."""
        return self._connection.read(lambda work: counting.choices(work, scope, ids, filter))

    def claims_of(self, relation_ids: Sequence[str]) -> tuple[tuple[str, Claim], ...]:
        """Pairs of relation id and claim for many relations at once, oldest known first; withdrawn claims too."""
        return self._connection.read(lambda work: timeline.claims_of(work, relation_ids))

    def said_elsewhere(self, relation_ids: Sequence[str], article_ids: Sequence[str]) -> frozenset[str]:
        """Of these relations, those behind which, on either side, a claim stands that none of these articles makes."""
        ids, known = sorted(set(relation_ids)), sorted(set(article_ids))
        rows = self._connection.read(lambda work: work.rows(claims.ELSEWHERE, ids=ids, articles=known)) if ids else []
        return frozenset(row["id"] for row in rows)

    def difference(self, scope: str, ids: Sequence[str], before: GraphFilter, after: GraphFilter) -> Difference:
        """What the same question gives by ``before`` and by ``after``, up to 5,000 relations each; ``scope`` as for ``moments``."""
        return self._connection.read(lambda work: timeline.difference(work, scope, ids, before, after))

    def relation(self, relation_id: str, known_on: date | None = None) -> Relation | None:
        """The relation of that id as known on a day (None = now), also by the id that it has on another day; None for an unknown id."""
        return self._connection.read(lambda work: reading.relation(work, relation_id, known_on))

    def evidence(self, relation_id: str, known_on: date | None = None) -> tuple[Evidence, ...]:
        """The claims behind a relation, in the order in which they were said; empty for an unknown id.

        ``known_on``: those that were known on that day, in the words of that day; None = now.
        """
        return self._connection.read(lambda work: reading.evidence(work, relation_id, known_on))

    def profile(self, entity_id: str, filter: GraphFilter) -> Profile | None:
        return self._connection.read(lambda work: reading.profile(work, entity_id, filter))

    # identity: what people judge

    def judge(self, *judgements: Judgement) -> tuple[Judged, ...]:
        """Add to the history, all or none, and write anew what it touches. Raises InputError for a contradiction."""
        return self._connection.write(lambda work: judging.judge(work, judgements))

    def take_in(self, judgements: Sequence[Judged]) -> tuple[tuple[Judged, ...], tuple[InputError, ...]]:
        """Add judgements from elsewhere; what is here already changes nothing. Returns the new ones, and why others are not."""
        return self._connection.write(lambda work: judging.restore(work, judgements))

    def judgements(self) -> tuple[Judged, ...]:
        """The whole history, oldest first."""
        return self._connection.read(history.history)

    def identity(self) -> Identity:
        """What the judgements in force say together."""
        return self._connection.read(history.known)

    def propose(self, proposed: Sequence[Judgement]) -> int:
        """Keep pairs that may be one until somebody decides; returns how many were kept."""
        return self._connection.write(lambda work: judging.propose(work, proposed))

    def proposed(self, limit: int = 200) -> tuple[Judgement, ...]:
        """Pairs that nobody has decided, the likeliest first."""
        return self._connection.read(lambda work: judging.proposed(work, limit))

    def proposal(self, judgement: Judgement) -> Proposal | None:
        """A pair with names, neighbours and sentences of both sides; None when one of the two is gone."""
        return self._connection.read(lambda work: judging.proposal(work, judgement))

    def reading_of(self, claim_id: str) -> tuple[str, str] | None:
        """What a correction of the claim is kept under (``graph.identity.reading_key``), and its article; None when it is gone."""
        return self._connection.read(lambda work: judging.reading_of(work, claim_id))

    def everybody(self, after: str = "", limit: int = 1_000) -> tuple[Entity, ...]:
        """Entities in order of id, from the one after ``after`` on; those that another one stands for are left out."""
        return self._connection.read(lambda work: judging.everybody(work, after, limit))

    def neighbours(self, ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """The ids that each stands in a relation with; those without any are left out."""
        return self._connection.read(lambda work: judging.neighbours(work, ids))

    def claim_in_hand(self, claim_id: str) -> ClaimInHand | None:
        """A claim as it was read and as it counts, with whom its article names; None when it is gone."""
        return self._connection.read(lambda work: correcting.in_hand(work, claim_id))

    def judged_claims(self, judged: Sequence[Judged]) -> dict[str, ClaimInHand]:
        """What the corrections of claims among the judgements are about, by the judgement's id; those whose claim is gone are left out."""
        return self._connection.read(lambda work: correcting.judged_claims(work, judged))

    def contexts(self, ids: Sequence[str]) -> dict[str, Context]:
        """The countries and offices of each; those of which neither is known are left out."""
        return self._connection.read(lambda work: judging.contexts(work, ids))

    # the console: the reader's account

    def query(self, text: str, parameters: Mapping[str, Any] | None = None, *, query_id: str | None = None) -> QueryResult:
        """Answer one reading statement within the limits of time (WASL_QUERY_TIMEOUT), rows (WASL_QUERY_ROWS) and 16 MB.

        ``query_id`` is the caller's name for it, by which ``cancel`` finds it. Raises one of the
        errors under QueryError.
        """
        return self._console.query(text, parameters or {}, query_id)

    def cancel(self, query_id: str) -> bool:
        """End a statement, or what ``stoppable`` named, that runs in this process; False when none of that name does."""
        stop = self._stops.end(query_id)
        if stop is not None and stop.sign is not None:
            self._console.end(stop.sign)
        return stop is not None or self._console.cancel(query_id)

    def stoppable(self, name: str) -> AbstractContextManager[None]:
        """Questions of this thread inside can be ended by ``cancel(name)``: they then raise QueryCancelled."""
        return self._stops.named(name)

    def schema(self) -> Schema:
        """Labels, relationship types and property keys in use, for completion."""
        return self._connection.read(reading.completion)


def _mark(work: Work) -> None:
    work.run(schema.MAKE_STORE)
    work.run(schema.SET_VERSION, version=schema.VERSION)


def _place(article: Article) -> str:
    return article.source or article.url or article.id


def _check(contribution: Contribution) -> None:
    """Refuse what would leave loose ends. Raises InputError that names the article and the id."""
    article = contribution.article
    place = _place(article)
    brought = {e.id for e in contribution.entities}
    named = {c.subject for c in contribution.claims} | {c.object for c in contribution.claims}
    named |= {id for c in contribution.claims for id in (c.speaker, *c.via) if id} | {m.entity for m in contribution.mentions}
    if article.outlet:
        named.add(article.outlet)
    if missing := sorted(named - brought):
        raise InputError(place, f"the entity {missing[0]!r} is used but not brought along.", "Add it to the contribution's entities.")
    for entity in contribution.entities:
        for scheme, _ in entity.external_ids:
            if not scheme or ":" in scheme:
                raise InputError(place, f"{scheme!r} cannot name a scheme of external ids.", "Use a word such as wikidata.")
    for claim in contribution.claims:
        if claim.article != article.id:
            raise InputError(place, f"claim {claim.id} belongs to article {claim.article!r}, not to {article.id!r}.")
