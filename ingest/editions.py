"""Whether an article that was read is the next version of a stored one, and since when that version counts.

The rule, in this order:

1. The same text is the same article, and changes nothing.
2. Another text at the **same address** (``graph.life.address_key``: without fragment, tracking, ``www.``;
   a site's front page is no address of an article) is a version of the article there.
3. Where no address is known: another text in the **same file or item** (``Article.source``), of the same
   outlet as far as both are known, is a version when the texts share some of their wording. A file that
   holds something else every day is no edition. Lines and rows of a file move when others are put in:
   which of its former ones a new one stands for is left to ``ingest.containers``. An address that rows bear
   is one that they cite, and makes them no version of anything.
4. An old version's text again, from where the current one was read, is the newest version (the edit was
   taken back); from anywhere else it is a late copy of the old version, and changes nothing.

A version counts from its own date where that is later than the date of the one before, else from the
day of the run; one with an earlier date is filed before it. What becomes of the claims is left to ``graph.life``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.life import address_key
from graph.model import Article, Contribution, article_id
from ingest.containers import Containers, container_of, is_rows, shared
from ingest.recognition import Found, merged

# An edit leaves at least this share of the shorter text's runs of three words; another report on the same matter leaves some names.
_SHARED = 0.2


def placed(read: Found, found: Found, before: Contribution | None, shelf: Containers, today: date) -> tuple[Found, Contribution | None]:
    """The article among its versions. ``read`` is it as it was read, ``found`` as recognised, ``before`` what is stored under its id.

    ``shelf`` knows the file that is just read, if it holds many reports, and the store.
    """
    store, article = shelf.store, found.article
    if before is None:
        former = _former(article, shelf)
        if former is None:
            return found, None
        shelf.follow(former)
        return replace(found, article=_next(article, former, today)), None
    if before.article.series is None:
        return found, before
    current = store.current_of(before.article.series)
    if current is None or current.id == article.id:
        return found, before
    if article_id(current.text) == article_id(article.text):
        stored = store.contribution(current.id)
        if stored is not None:
            return merged(replace(read, article=replace(read.article, id=current.id)), stored), stored
    published = read.article.published
    earlier = published is not None and current.published is not None and published < current.published
    if _from_there(read.article, current, shelf) and not earlier:
        shelf.follow(current)
        # The same words once more: an article of its own, after the one that it replaces.
        again = replace(read.article, id=article_id(f"{read.article.text}\n{current.id}"))
        return replace(read, article=_next(again, current, today)), None
    return found, before


def _former(article: Article, shelf: Containers) -> Article | None:
    """The stored article of which a new one is the next version."""
    if is_rows(article.source):
        return shelf.former(article)
    if address_key(article.url) is not None:
        return next((a for a in shelf.store.current_at(article.url, None) if a.id != article.id and not is_rows(a.source)), None)
    if container_of(article.source) is not None:
        return shelf.former(article)
    there = shelf.store.current_at(None, article.source)
    return next((a for a in there if a.id != article.id and _is_edition(article, a)), None)


def _is_edition(article: Article, stored: Article) -> bool:
    if article.source is None or (article.outlet and stored.outlet and article.outlet != stored.outlet):
        return False
    return shared(article.text, stored.text) >= _SHARED


def _from_there(article: Article, current: Article, shelf: Containers) -> bool:
    """Whether an article was read from where the current version was."""
    file = container_of(article.source)
    if file is None or (address_key(article.url) is not None and not is_rows(article.source)):
        return current.source == article.source
    return container_of(current.source) == file and shelf.is_gone(current)


def _next(article: Article, former: Article, today: date) -> Article:
    own = article.published if article.published is not None and article.published <= today else None
    since = today
    if (own is not None and former.published is not None and own < former.published) or (
        own is not None and own != former.published and own >= (former.since or own)
    ):
        since = own
    return replace(article, series=former.series or former.id, since=since, story=former.story)
