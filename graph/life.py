"""What becomes of an article over time: its versions, its withdrawals, and since when its claims are known: pure.

Writing it down is left to ``graph.store.life``; whether two texts are versions of one article to ``ingest.editions``.

An article's own words bring claims with their *own* clock (known from, known to). What is stored as
``known_from``/``known_to`` is the clock *in force*: a claim ends when its version was superseded or
its article withdrawn, and a claim that the next version still makes is known since the first one
that made it. The one is always computed anew from the other, so taking back a withdrawal gives back
exactly the former state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from graph.model import Article, Claim

# What a withdrawal or erasure may name: an article's id, an outlet's, where articles were read from, a run, a feed.
SCOPES = ("article", "outlet", "source", "run", "feed")
_TRACKING = ("utm_", "fbclid", "gclid", "yclid", "mc_cid", "mc_eid")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles: ``kind`` is one of ``SCOPES``.

    ``value`` is an article's id (all its versions are meant), an outlet's entity id, the beginning
    of a source (a file, a folder, a page's address), a run's name, or the address of a feed: what first came through it,
    wherever its items stand.
    """

    kind: str
    value: str

    def __post_init__(self) -> None:
        if self.kind not in SCOPES:
            raise ValueError(f"no scope: {self.kind!r}")

    def covers(self, article: Article) -> bool:
        """Whether the article is meant; a source covers what lies in it, not what only begins with the same letters.

        >>> Scope("source", "/in/a").covers(Article("1", "", "en", source="/in/ab.txt"))
        False
        """
        if self.kind == "article":
            return self.value in (article.id, article.series)
        if self.kind == "outlet":
            return self.value == article.outlet
        if self.kind == "run":
            return self.value == article.run
        if self.kind == "feed":
            return self.value == article.feed
        return any(place is not None and lies_in(place, self.value) for place in (article.source, article.url))


def lies_in(place: str, beginning: str) -> bool:
    if not place.startswith(beginning):
        return False
    return len(place) == len(beginning) or beginning.endswith(("/", "\\")) or place[len(beginning)] in "/\\:#?"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A word on articles: ``act`` is withdraw or erase. ``on`` is the store's day.

    ``restored_on`` None: a withdrawal is in force, and articles of its scope that come later fall under it too.
    ``also`` holds the ids of the outlets that were judged the same as the scope's when it was made; empty for other kinds.
    """

    id: str
    act: str
    scope: Scope
    on: date
    by: str
    why: str = ""
    restored_on: date | None = None
    restored_by: str | None = None
    restored_why: str | None = None
    also: tuple[str, ...] = ()

    @property
    def meant(self) -> tuple[Scope, ...]:
        """The scope and those that are withdrawn with it."""
        return self.scope, *(Scope(self.scope.kind, value) for value in self.also)

    def covers(self, article: Article) -> bool:
        return any(scope.covers(article) for scope in self.meant)


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of an article. ``number`` is its place so far, None = it has just come.

    ``since`` is the day on which it took the place of the one before, None = it was the first seen.
    """

    id: str
    since: date | None
    published: date | None
    number: int | None
    withdrawn_on: date | None = None

    def day(self) -> date:
        return self.since or self.published or date.min


@dataclass(frozen=True, slots=True)
class Place:
    """Where a version stands: ``number`` counts from 1; ``starts`` None = it is the first; ``superseded_on`` None = it is the current one."""

    number: int
    starts: date | None
    superseded_on: date | None
    superseded_by: str | None


def places(editions: Sequence[Edition]) -> dict[str, Place]:
    """The versions of one article in order of their days, those of one day as they came."""
    ordered = sorted(editions, key=lambda e: (e.day(), e.number is None, e.number or 0, e.id))
    found = {}
    for n, edition in enumerate(ordered):
        following = ordered[n + 1] if n + 1 < len(ordered) else None
        found[edition.id] = Place(
            n + 1, edition.day() if n else None, following.day() if following else None, following.id if following else None
        )
    return found


Clock = tuple[date, date | None]


def clocks(editions: Sequence[Edition], claims: Mapping[str, Sequence[Claim]]) -> dict[str, Clock]:
    """Known from and known to of each claim as in force. ``claims`` holds those of each version with their own clocks."""
    result: dict[str, Clock] = {}
    withdrawn = {edition.id: edition.withdrawn_on for edition in editions}
    former: dict[tuple[object, ...], date] = {}
    for id, place in places(editions).items():
        made: dict[tuple[object, ...], date] = {}
        for claim in claims.get(id, ()):
            start = min(claim.known_from, former.get(saying(claim), claim.known_from))
            ends = [end for end in (claim.known_to, place.superseded_on, withdrawn[id]) if end is not None]
            result[claim.id] = (start, max(min(ends), start) if ends else None)
            if claim.known_to is None:
                made[saying(claim)] = min(start, made.get(saying(claim), start))
        former = made
    return result


def saying(claim: Claim) -> tuple[object, ...]:
    """What a claim says, wherever in its text: equal for a claim that the next version still makes."""
    return (
        claim.subject, claim.relation, claim.object, claim.role, claim.quantity, claim.status, claim.negated, claim.speaker, claim.via,
    )  # fmt: skip


def address_key(url: str | None) -> str | None:
    """The address as it names one page: without fragment, tracking and ``www.``; None for none and for a site's front page.

    >>> address_key("HTTPS://www.News.example:443/a/?utm_source=x#top")
    'news.example/a'
    """
    try:
        parts = urlsplit(url or "")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return None
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.lower().startswith(_TRACKING)])
    path = parts.path.rstrip("/")
    if not parts.hostname or not (path or query):
        return None
    return parts.hostname.removeprefix("www.") + port + path + (f"?{query}" if query else "")
