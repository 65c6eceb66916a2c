"""An extractor small enough to check by eye, and a store in memory that keeps what it is given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graph.errors import StoreAuthError, StoreFull, StoreUnavailable, WaslError
from graph.life import Scope, Withdrawal, address_key
from graph.model import Article, Contribution, Name
from graph.results import ArticlePage, ArticleSummary, LifeReport, WriteReport
from ingest.draft import Draft, DraftClaim, DraftEntity

COUNTRIES = {
    "Russia": ("country:RU", "en"),
    "Kazakhstan": ("country:KZ", "en"),
    "Armenia": ("country:AM", "en"),
    "روسيا": ("country:RU", "ar"),
    "أرمينيا": ("country:AM", "ar"),
}


class CountriesMeet:
    """Finds the countries above by their names, and "A met B" in a sentence as a claim."""

    name, version = "stand-in", "1"
    countries = COUNTRIES

    def __call__(self, article: Article) -> Draft:
        if "explode" in article.text:
            raise ValueError("boom\x1b[31m")
        spans: dict[str, list[tuple[int, int]]] = {}
        names: dict[str, list[Name]] = {}
        for word, (key, language) in self.countries.items():
            for found in re.finditer(word, article.text):
                spans.setdefault(key, []).append(found.span())
                names.setdefault(key, []).append(Name(word, language))
        entities = tuple(
            DraftEntity(key, "Country", tuple(dict.fromkeys(names[key])), tuple(sorted(at)), known=key) for key, at in spans.items()
        )
        claims = []
        for found in re.finditer(r"(\w+) met (\w+)[^.\n]*\.", article.text):
            if found[1] in self.countries and found[2] in self.countries:
                one, other = self.countries[found[1]][0], self.countries[found[2]][0]
                claims.append(DraftClaim(one, "MET", other, *found.span(), *found.span(), confidence=0.9))
        return Draft(entities, tuple(claims))


class MemoryStore:
    """What ``ingest`` needs of a store. ``away`` is how many of the next calls find nobody there."""

    def __init__(self) -> None:
        self.held: dict[str, Contribution] = {}
        self.away = 0
        self.writes = 0

    def _answer(self) -> None:
        if self.away:
            self.away -= 1
            raise StoreUnavailable("The store at bolt://test does not answer. Start it.")

    def write(self, contribution: Contribution) -> WriteReport:
        self._answer()
        before = self.held.get(contribution.article.id)
        if before == contribution:
            return WriteReport("unchanged", 0, 0, 0)
        self.writes += 1
        self.held[contribution.article.id] = contribution
        return WriteReport("changed" if before else "new", len(contribution.claims), len(contribution.entities), len(contribution.claims))

    def write_all(self, contributions: Sequence[Contribution]) -> tuple[WriteReport | WaslError, ...]:
        found: list[WriteReport | WaslError] = []
        for contribution in contributions:
            try:
                found.append(self.write(contribution))
            except (StoreUnavailable, StoreAuthError, StoreFull):
                raise
            except WaslError as error:
                found.append(error)
        return tuple(found)

    def contribution(self, article_id: str) -> Contribution | None:
        self._answer()
        return self.held.get(article_id)

    def article(self, article_id: str) -> Article | None:
        found = self.contribution(article_id)
        return found.article if found else None

    def stories(self, after: str = "", limit: int = 2_000) -> tuple[tuple[str, str | None], ...]:
        self._answer()
        found = sorted((c.article.id, c.article.story) for c in self.held.values() if c.article.id > after)
        return tuple(found[:limit])

    def today(self) -> date:
        return date.today()

    def current_at(self, url: str | None, source: str | None) -> tuple[Article, ...]:
        self._answer()
        address = address_key(url)
        held = [c.article for c in self.held.values()]
        here = [a for a in held if (address_key(a.url) == address if address else a.source == source)]
        return tuple(a for a in here if self.current_of(a.series or a.id) in (a, None))

    def within(self, container: str, limit: int) -> tuple[Article, ...]:
        self._answer()
        held = [c.article for c in self.held.values() if (c.article.source or "").startswith(f"{container}:")]
        return tuple(replace(a, text="") for a in held if a.series is None or self.current_of(a.series) == a)[:limit]

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        return ()

    def withdraw(self, scope: Scope, by: str, why: str = "") -> LifeReport:
        raise NotImplementedError

    def restore(self, scope: Scope, by: str, why: str = "") -> LifeReport:
        raise NotImplementedError

    def current_of(self, series: str) -> Article | None:
        versions = [c.article for c in self.held.values() if c.article.series == series]
        return max(versions, key=lambda a: a.since or date.min) if versions else None

    def articles(self, text: str = "", language: str | None = None, offset: int = 0, limit: int = 50) -> ArticlePage:
        self._answer()
        items = [ArticleSummary(replace(c.article, text=""), len(c.mentions), len(c.claims)) for c in self.held.values()]
        return ArticlePage(tuple(items[offset : offset + limit]), len(items))
