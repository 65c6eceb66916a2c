"""The versions of an article inside transactions: which one stands, and the clock in force of each one's claims.

What a clock is, is left to ``graph.life``; folding anew what changed to whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.life import Edition, clocks, places
from graph.model import Article, Claim
from graph.queries import articles, claims, life
from graph.results import Version
from graph.store import reading, records
from graph.store.connection import Row, Work


def _day(value: object) -> date | None:
    return records._day(value)


def _editions(rows: Iterable[Row]) -> list[Edition]:
    return [Edition(row["id"], _day(row["since"]), _day(row["published"]), row["number"], _day(row["withdrawn"])) for row in rows]


def reclock(work: Work, article_id: str) -> tuple[list[Claim], set[str], list[str]]:
    """Bring an article and its other versions in line with what is primary.

    Returns the claims whose clock changed, the entities that versions name which came to stand or ceased to, and those versions.
    """
    found = work.row(life.BOOKKEEPING, id=article_id)
    if found is None:
        return [], set(), []
    rows = work.rows(life.OF_SERIES, series=found["series"]) if found["series"] else work.rows(life.OF_ARTICLE, id=article_id)
    editions = _editions(rows)
    where = places(editions)
    stories = sorted({row["story"] for row in rows if row["story"]})
    touched: list[Claim] = []
    turned: list[str] = []
    stored: dict[str, list[tuple[Claim, Claim, bool]]] = {}
    for edition in editions:
        stored[edition.id] = [
            (records.own_claim(row["claim"]), records.claim(row["claim"]), "own_from" in row["claim"])
            for row in work.rows(claims.OF_ARTICLE, id=edition.id)
        ]
    wanted = clocks(editions, {id: [own for own, _, _ in both] for id, both in stored.items()})
    states, rewound = [], []
    for row in rows:
        place = where[row["id"]]
        if stories and row["story"] != stories[0]:
            touched += [current for _, current, _ in stored[row["id"]]]
            work.run(articles.SET_STORY, id=row["id"], story=stories[0])
            work.run(articles.SET_DIGEST, id=row["id"], digest=_digest(work, row["id"]))
        before = (row["number"], _day(row["starts"]), _day(row["superseded_on"]), row["superseded_by"], _day(row["stored_withdrawn"]))
        after = (place.number if len(rows) > 1 else None, place.starts, place.superseded_on, place.superseded_by, _day(row["withdrawn"]))
        if before != after:
            states.append(
                dict(zip(("version", "starts", "superseded_on", "superseded_by", "withdrawn_on"), after, strict=True)) | {"id": row["id"]}
            )
            if (before[2] or before[4]) != (after[2] or after[4]):
                turned.append(row["id"])
            if before[1] != after[1]:
                touched += [current for _, current, _ in stored[row["id"]]]
        for own, current, marked in stored[row["id"]]:
            clock = wanted[own.id]
            differs = clock != (own.known_from, own.known_to)
            if clock != (current.known_from, current.known_to) or differs != marked:
                rewound.append(
                    {
                        "id": own.id, "known_from": clock[0], "known_to": clock[1],
                        "own_from": own.known_from if differs else None, "own_to": own.known_to if differs else None,
                    }
                )  # fmt: skip
                touched.append(current)
    work.batches(life.WRITE_STATE, states)
    work.batches(life.RECLOCK, rewound)
    named = {row["id"] for row in work.rows(life.BROUGHT_BY, ids=turned)} if turned else set()
    return touched, named, turned


def _digest(work: Work, id: str) -> str:
    found = reading.contribution(work, id)
    assert found is not None  # its row was just read
    return records.digest(found)


def enter(work: Work, article: Article) -> bool:
    """Note what a written article belongs to: its series, and the withdrawals in force that cover it. Whether its clock needs a look."""
    found = work.row(life.BOOKKEEPING, id=article.id)
    if article.series and article.series != article.id:
        work.run(life.NAME_SERIES, series=article.series)
    covered = False
    for row in work.rows(life.IN_FORCE):
        withdrawal = records.withdrawal(row["withdrawal"])
        if withdrawal.covers(article):
            work.run(life.COVER, ids=[article.id], withdrawal=withdrawal.id)
            covered = True
    return covered or bool(article.series) or bool(found and found["series"])


def ids_of_series(work: Work, article_id: str) -> list[str]:
    """All versions, the given one among them; empty where there is one only."""
    found = work.row(life.BOOKKEEPING, id=article_id)
    return [row["id"] for row in work.rows(life.IDS_OF_SERIES, series=found["series"])] if found and found["series"] else []


def current_at(work: Work, address: str | None, source: str | None) -> list[Article]:
    """The current versions that stand at an address, or, where that is None, were read from a source."""
    if address is not None:
        rows = work.rows(life.CURRENT_BY_ADDRESS, address=address)
    else:
        rows = work.rows(life.CURRENT_BY_SOURCE, source=source) if source else []
    return [records.article(row["article"]) for row in rows]


def within(work: Work, container: str, limit: int) -> list[Article]:
    """The current versions that were read from a line or row of a file, without their texts."""
    rows = work.rows(life.WITHIN, prefix=f"{container}:", limit=limit)
    return [Article(row["id"], "", "und", outlet=row["outlet"], url=row["url"], source=row["source"], series=row["series"]) for row in rows]


def current_of(work: Work, series: str) -> Article | None:
    row = work.row(life.CURRENT_OF_SERIES, series=series)
    return records.article(row["article"]) if row else None


def versions(work: Work, article_id: str) -> tuple[Version, ...]:
    found = work.row(life.BOOKKEEPING, id=article_id)
    if found is None:
        return ()
    rows = work.rows(life.OF_SERIES, series=found["series"]) if found["series"] else work.rows(life.OF_ARTICLE, id=article_id)
    return tuple(
        Version(
            row["id"], row["number"] or 1, row["title"], _day(row["published"]), _day(row["starts"]), _day(row["superseded_on"]),
            row["superseded_by"], _day(row["withdrawn"]),
            tuple(records.withdrawal(w["withdrawal"]) for w in work.rows(life.OF_COVERED, id=row["id"])),
        )
        for row in rows
    )  # fmt: skip
