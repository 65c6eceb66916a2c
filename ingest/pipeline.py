"""How articles get in: read, extract, resolve, check, write; one report.

::

    sources ─ read ─> Document ─ extract ─> Draft ─ resolve ─> Resolution ─ check ─> Contribution ─ write ─> store

Each step is a function below. Everything is a generator from end to end: a handful of articles is in memory
at a time. Those that come quickly are written together, each whole or not at all, and one that fails never fails another.
What each kind of source looks like is left to ``ingest.readers``, what a text says to
``ingest.extractors``, what is believed of it to ``ingest.checking``.
Over 300 lines, so that the five steps and the run that takes them are read in one place.
"""

from __future__ import annotations

import itertools
import logging
import secrets
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from graph.errors import InputError, QueryError, StoreAuthError, StoreError, StoreFull, StoreUnavailable, WaslError
from graph.life import address_key
from graph.model import Article, Contribution, article_id
from graph.ontology import LANGUAGES
from graph.results import WriteReport
from ingest import dateline, editions, readers, resolution, visits
from ingest.checking import Checked, Reading
from ingest.checking import check as check
from ingest.containers import Containers
from ingest.containers import Library as Contained
from ingest.difference import same
from ingest.document import Document, Notice, ReadOptions
from ingest.draft import Draft, Extractor
from ingest.language import identify
from ingest.legible import extracted
from ingest.outlet import outlet_entity
from ingest.recognition import Found, recognise
from ingest.report import Report
from ingest.reprints import Reprints
from ingest.resolution import Resolution
from ingest.workers import Broken, Early, Workers

T = TypeVar("T")

# How often a write is tried again that the store refused without being away, and 0.2, 0.4, 0.8 … seconds in between.
_STUMBLES = 5
# How many articles are written at once, of how many claims, mentions and thousands of letters together, and how many seconds apart they came.
TOGETHER, _WEIGHT, _QUICK = 20, 2_000, 0.5

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is given besides its sources.

    ``today`` is the clock's day. ``outlet``, ``published`` and ``language`` stand for articles
    whose source does not say; None = not known. ``patience`` is how many seconds a store that
    went away is waited for. ``upload`` is what places begin with that are no part of a source's name: the folder
    in which an upload was kept while it was read. ``run`` names the run, so that it can be withdrawn whole.
    """

    extractor: Extractor
    today: date
    outlet: str | None = None
    published: date | None = None
    language: str | None = None
    reading: ReadOptions = field(default_factory=ReadOptions)
    patience: float = 30.0
    upload: str = ""
    run: str | None = None


def run_name() -> str:
    """A new name for a run, to withdraw it whole; names sort by time (UTC)."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"


@dataclass(frozen=True, slots=True)
class Done:
    """A file or address was read to its end; what it held was told before."""

    path: Path | readers.Address


@dataclass(frozen=True, slots=True)
class Stored:
    """An article is in the store. ``outcome`` as in ``WriteReport``; ``entities`` are the ids that its claims join."""

    article: Article
    outcome: str
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """An article that is understood and waits to be written. ``known`` says that it is stored just so already."""

    document: Document
    checked: Checked
    known: bool

    @property
    def contribution(self) -> Contribution:
        return self.checked.contribution


Event = Stored | Done | Notice | InputError
Opened = tuple[Document | Event, Found | Exception | None]


class Store(Contained, Protocol):
    """What a run needs of a store: ``GraphStore``, or ``Rehearsal``, which only says what it would write."""

    def contribution(self, article_id: str) -> Contribution | None: ...

    def current_at(self, url: str | None, source: str | None) -> tuple[Article, ...]: ...

    def current_of(self, series: str) -> Article | None: ...

    def write(self, contribution: Contribution) -> WriteReport: ...

    def write_all(self, contributions: Sequence[Contribution]) -> Sequence[WriteReport | WaslError]: ...


# --- the five steps -------------------------------------------------------------------------------


def read(sources: Iterable[str], options: ReadOptions) -> Iterator[Document | Notice | InputError | Done]:
    """The reports in the sources, file by file; what cannot be read is an InputError in its place."""
    for found in readers.files(sources):
        yield from read_one(found, options)


def read_one(found: Path | readers.Address | InputError | Notice, options: ReadOptions) -> Iterator[Document | Notice | InputError | Done]:
    """The reports in one file or at one address; what is none of both is passed on."""
    if isinstance(found, InputError | Notice):
        yield found
        return
    yield from readers.read(found, options)
    yield Done(found)


def extract(article: Article, extractor: Extractor) -> Draft:
    """The article's own entities and claims, under local keys; offsets point into the text as stored."""
    return extracted(article, extractor)


def resolve(article: Article, draft: Draft, today: date) -> Resolution:
    """The draft's entities under ids that other articles arrive at too."""
    return resolution.resolve(article, draft, today)


# ``check`` is ``ingest.checking.check``.


def write(store: Store, contributions: Sequence[Contribution]) -> Sequence[WriteReport | WaslError]:
    """All that each article brings, or nothing of it and in its place what is wrong with it."""
    return store.write_all(contributions)


# --- one article ----------------------------------------------------------------------------------


def article_of(document: Document, options: Options) -> Found:
    """The article that a document is, and what was doubted about it."""
    notices = list(document.notices)
    language = document.language or options.language
    if language is None or not (language.isascii() and language.isalpha() and 2 <= len(language) <= 3):
        language = identify(document.text)
    if language not in LANGUAGES and document.draft is None:
        which = "its language could not be told" if language == "und" else f"its language ({language}) has no extractor"
        notices.append(Notice(document.place, f"{which}; it is stored without claims. Supported: {', '.join(LANGUAGES)} (--language)."))
    published = document.published or options.published
    if published is not None and published > options.today:
        notices.append(Notice(document.place, f"the date {published} lies in the future; its claims count as known from today."))
    if document.draft is None and (wrong := dateline.impossible(document.text)):
        notices.append(Notice(document.place, f"no calendar has the date {', '.join(wrong)}; no day is taken from it."))
    outlet_name = document.outlet or options.outlet
    outlet = outlet_entity(outlet_name, language) if outlet_name else None
    article = Article(
        id=article_id(document.text),
        text=document.text,
        language=language,
        title=document.title,
        outlet=outlet.id if outlet else None,
        url=document.url,
        published=published,
        source=_storable(document.place.removeprefix(options.upload)),
        run=options.run,
        feed=_storable(document.feed.removeprefix(options.upload)) if document.feed else None,
    )
    return Found(article, outlet, tuple(notices), document.draft)


def understand(found: Found, options: Options, known_before: Mapping[str, date] = MappingProxyType({})) -> Checked:
    """Extract, resolve and check; a pure function of its arguments.

    ``known_before`` maps the ids of claims stored already to the day they became known; it
    counts where the article itself has no (past) date.
    """
    article = found.article
    draft = extract(article, options.extractor) if found.draft is None else found.draft
    resolved = resolve(article, draft, options.today)
    extractor = f"{options.extractor.name}/{options.extractor.version}"
    if article.published is not None and article.published <= options.today:
        reading = Reading(article, draft, resolved, extractor, article.published)
    else:
        reading = Reading(article, draft, resolved, extractor, options.today, known_before)
    checked = check(reading)
    brought = checked.contribution
    if found.outlet is None or any(entity.id == found.outlet.id for entity in brought.entities):
        return checked
    return replace(checked, contribution=replace(brought, entities=(*brought.entities, found.outlet)))


def _said(checked: Checked, report: Report) -> Iterator[Event]:
    """What the extractor says of its own reading: what it cost, its notes, and why an article stays without claims."""
    place = checked.contribution.article.source or checked.contribution.article.id
    if checked.spent is not None:
        report.spent += checked.spent
    for note in checked.notes:
        yield Notice(place, note)
    if checked.failed is not None:
        yield InputError(place, f"not extracted: {checked.failed}", "It is stored without claims; run the same command again later.")


def _refusal(place: str, error: Exception) -> InputError:
    """What is told of an article that did not go in. Raises the error where it concerns more than this article."""
    if isinstance(error, InputError):
        return error
    if isinstance(error, StoreError | QueryError):
        return InputError(place, f"the store did not take it: {error}", "Run the same command again.")
    if isinstance(error, WaslError):
        raise error
    return failure(place, error)


def failure(place: str, error: Exception) -> InputError:
    """The refusal for an article on which the program itself failed; the log has the trace."""
    _LOG.info("failed on %s", place, exc_info=error)
    kind = error.kind if isinstance(error, Broken) else type(error).__name__
    return InputError(place, f"the program failed on it ({kind}: {str(error)[:200]}).", "Please report this with the article.")


# --- a run ----------------------------------------------------------------------------------------


class Run:
    """One run over sources into a store. ``report`` is up to date at any moment, also after a stop."""

    def __init__(
        self, store: Store, reprints: Reprints, options: Options, sleep: Callable[[float], None], workers: Workers | None = None
    ) -> None:
        """``sleep`` waits for so many seconds. ``workers`` extract; None = this process does. Whoever made them closes them."""
        self.report = Report()
        self._workers = workers or Workers(options.extractor)
        self._store, self._reprints, self._options, self._sleep = store, reprints, options, sleep
        self._containers = Containers(store, options.upload)
        # What waits, in the order in which it is told.
        self._queue: list[Ready | Done] = []

    def ingest(self, sources: Iterable[str]) -> Iterator[Event]:
        """Read the sources and write their articles, telling each event as it happens.

        Raises StoreUnavailable (after ``patience``), StoreAuthError or StoreFull; what was told as
        stored is stored, and the same call goes on from there.
        """
        for event in self._events(sources):
            self._count(event)
            yield event

    def _events(self, sources: Iterable[str]) -> Iterator[Event]:
        opened = (self._opened(event) for event in self._read(sources))
        before = 0.0
        for (told, found), early in self._workers.ahead(opened, _unread):
            if not isinstance(told, Document):
                if self._queue and isinstance(told, Done) and isinstance(told.path, Path):
                    self._queue.append(told)
                    continue
                yield from self._written()
                yield from self._ended(told)
                continue
            self.report.read += 1
            for event in self._take(told, found, early):
                # What was read before is told before.
                if not isinstance(event, Stored):
                    yield from self._written(but=told)
                yield event
            now = time.monotonic()
            # Where articles are slow to come, none waits for the next one.
            if now - before > _QUICK or len(self._waiting()) >= TOGETHER or self._weight() > _WEIGHT:
                yield from self._written()
            before = now
        yield from self._written()

    def _waiting(self) -> list[Contribution]:
        return [ready.contribution for ready in self._queue if isinstance(ready, Ready)]

    def _weight(self) -> int:
        return sum(len(waiting.claims) + len(waiting.mentions) + len(waiting.article.text) // 1_000 for waiting in self._waiting())

    def _read(self, sources: Iterable[str]) -> Iterator[Document | Event]:
        """The reports in the sources; a file of many is compared with what is stored of it before they are taken."""
        for found in readers.files(sources):
            if isinstance(found, Path):
                path, options = found, self._options.reading
                yield from (yield from self._patiently(lambda: self._containers.look(path, readers.read(path, options))))  # noqa: B023 - called at once
            yield from read_one(found, self._options.reading)

    def _ended(self, told: Event) -> Iterator[Event]:
        """A file was read to its end, and what it held is written: what a file of many holds no more is looked after."""
        if isinstance(told, Done) and isinstance(told.path, Path):
            path = told.path
            yield from (yield from self._patiently(lambda: self._containers.close(path)))
        yield told

    def _opened(self, event: Document | Event) -> Opened:
        if not isinstance(event, Document):
            return event, None
        try:
            return event, article_of(event, self._options)
        except Exception as error:  # noqa: BLE001 - told when it is this document's turn
            return event, error

    def _count(self, event: Event) -> None:
        if isinstance(event, InputError):
            self.report.refuse(event)
        elif isinstance(event, Notice):
            self.report.warn(event)

    def _take(self, document: Document, found: Found | Exception | None, early: Early | None) -> Iterator[Event]:
        try:
            if not isinstance(found, Found):
                raise found or TypeError(document.place)
            yield from found.notices
            yield from self._settle(document, found, early)
        except (StoreUnavailable, StoreAuthError, StoreFull):
            raise
        except Exception as error:  # noqa: BLE001 - whatever an extractor does on one text must not end the others
            yield _refusal(document.place, error)

    def _settle(self, document: Document, read_: Found, early: Early | None) -> Iterator[Event]:
        """Give the article its id and story, understand it, have it written."""
        if self._meets(read_.article):
            yield from self._written()
        known = yield from self._patiently(lambda: recognise(read_, self._store.contribution))
        found, before = yield from self._patiently(lambda: editions.placed(read_, *known, self._containers, self._options.today))
        copy = self._reprints.find(found.article)
        if copy is not None:
            found = replace(found, article=replace(found.article, story=copy.story))
        if found.draft is None:
            found = replace(found, draft=self._workers.draft(found.article, early, self._sleep))
        checked = understand(found, self._options, {c.id: c.known_from for c in before.claims} if before else {})
        contribution = checked.contribution
        if copy is not None and not copy.joined:
            member, story = copy.article, copy.story
            if any(waiting.article.id == member for waiting in self._waiting()):
                yield from self._written()
            yield from self._patiently(lambda: self._join(member, story))
        self._reprints.add(contribution.article)
        self._queue.append(Ready(document, checked, same(before, contribution)))

    def _meets(self, article: Article) -> bool:
        """Whether one that waits to be written may be the same article, or another version of it."""
        address, words = address_key(article.url), article_id(article.text)
        for waiting in (contribution.article for contribution in self._waiting()):
            if article_id(waiting.text) == words or (waiting.source == article.source and article.source is not None):
                return True
            if address is not None and address == address_key(waiting.url):
                return True
        return False

    def _written(self, but: Document | None = None) -> Iterator[Event]:
        """Write those that wait, and tell it of each; ``but`` the last of them where it is this document's."""
        last: list[Ready | Done] = [one for one in self._queue[-1:] if isinstance(one, Ready) and one.document is but]
        queue, self._queue = self._queue[: len(self._queue) - len(last)], last
        wanted = [one.contribution for one in queue if isinstance(one, Ready) and not one.known]
        reports: Iterator[WriteReport | WaslError | None] = iter(())
        try:
            if wanted:
                reports = iter((yield from self._patiently(lambda: write(self._store, wanted))))
        except WaslError:
            raise
        except Exception:  # noqa: BLE001 - whatever the program fails on in one article must not take the others along
            reports = itertools.repeat(None)
        for one in queue:
            if isinstance(one, Done):
                yield from self._ended(one)
            else:
                yield from self._told(one, WriteReport("unchanged", 0, 0, 0) if one.known else next(reports))

    def _told(self, ready: Ready, written: WriteReport | WaslError | None) -> Iterator[Event]:
        """``written`` is what came of writing it with others, None = nothing."""
        contribution = ready.contribution
        try:
            if isinstance(written, InputError):
                raise written
            if not isinstance(written, WriteReport):
                # By itself: what was wrong may have been another article's, or another run's.
                written = yield from self._patiently(lambda: self._store.write(contribution))
        except (StoreUnavailable, StoreAuthError, StoreFull):
            raise
        except Exception as error:  # noqa: BLE001 - as in _take
            self._reprints.forget(contribution.article.id)
            yield _refusal(ready.document.place, error)
            return
        self.report.count(contribution, written)
        for refused in ready.checked.refused:
            self.report.refuse_claim(refused)
        yield from _said(ready.checked, self.report)
        joined = dict.fromkeys(end for claim in contribution.claims for end in (claim.subject, claim.object))
        visits.settle(ready.document.receipts)
        yield Stored(contribution.article, written.outcome, tuple(joined))

    def _join(self, identity: str, story: str) -> None:
        """Put the stored article, of which another one is a copy, into the story too; its relations are folded anew."""
        stored = self._store.contribution(identity)
        if stored is None:  # deleted meanwhile; the story bears its id all the same
            self._reprints.forget(identity)
            return
        article = replace(stored.article, story=story)
        self._store.write(replace(stored, article=article))
        self._reprints.add(article)

    def _patiently(self, act: Callable[[], T]) -> Generator[Event, None, T]:
        """Do it. A store that went away is said and waited for; one that stumbled, as over another run, is asked again at once."""
        waited, pause, stumbles = 0.0, 1.0, 0
        while True:
            try:
                return act()
            except StoreUnavailable as error:
                if waited >= self._options.patience:
                    raise
                if not waited:
                    yield Notice("store", f"{error} Waiting up to {self._options.patience:g} s for it to come back.")
                self._sleep(pause)
                waited, pause = waited + pause, min(2 * pause, 8.0)
            except (StoreAuthError, StoreFull):
                raise
            except StoreError:
                stumbles += 1
                if stumbles > _STUMBLES:
                    raise
                self._sleep(0.1 * 2**stumbles)


def _unread(opened: Opened) -> Article | None:
    """The article whose words are still to be read, if any."""
    found = opened[1]
    return found.article if isinstance(found, Found) and found.draft is None else None


def _storable(text: str) -> str:
    """The text without lone surrogates (bytes of a file name that are no UTF-8), which no store takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
