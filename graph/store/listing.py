"""A page of the list of articles: narrowed, in order, with the number of all that pass.

Which articles pass is said by ``graph.article_filter``; one article's text and claims are left to ``graph.store.reading``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from graph.article_filter import ArticleFilter
from graph.queries import articles
from graph.results import ArticlePage, ArticleSummary
from graph.store import history
from graph.store.connection import Work
from graph.store.reading import summary
from graph.store.sentences import Words


def page(work: Work, narrow: ArticleFilter, offset: int, limit: int) -> ArticlePage:
    words = Words.of(narrow.find)
    parameters: dict[str, Any] = {
        "language": narrow.language,
        "outlets": list(history.known(work).all_of(narrow.outlet)) if narrow.outlet else None,
        "since": narrow.since,
        "until": narrow.until,
        "standing": None if narrow.life is None else narrow.life == "standing",
        "articles": _disputed(work) if narrow.disputed else None,
    }
    if words.question():
        parameters |= {"question": words.question(), "phrase": words.following()}
    count, items = articles.listing(bool(words.question()), narrow.once, narrow.order)
    total = work.row(count, **parameters)
    found = tuple(map(summary, work.rows(items, **parameters, offset=offset, limit=limit)))
    return ArticlePage(_with_copies(work, found), total["n"] if total else 0)


def _disputed(work: Work) -> list[str]:
    relations = [row["id"] for row in work.rows(articles.DISPUTED)]
    parts = (relations[start : start + 500] for start in range(0, len(relations), 500))
    return sorted({row["article"] for part in parts for row in work.rows(articles.BEHIND, ids=part)})


def _with_copies(work: Work, found: tuple[ArticleSummary, ...]) -> tuple[ArticleSummary, ...]:
    stories = sorted({one.article.story or one.article.id for one in found})
    copies = {(row["story"], row["id"]) for statement in articles.COPIES for row in work.rows(statement, stories=stories)}
    counted = Counter(story for story, _ in copies)
    return tuple(replace(one, copies=max(1, counted[one.article.story or one.article.id])) for one in found)
