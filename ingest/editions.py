"""Whether an article that was read is the next version of a stored one, and since when that version counts.

The rule, in this order:

1. The same text is the same article, and changes nothing.
2. Another text at the **same address** (``graph.life.address_key``: without fragment, tracking, ``www.``;
   a site's front page is no address of an article) is a version of the article there.
3. Where no address is known: another text in the **same file or item** (``Article.source``), of the same
   outlet as far as both are known, is a version when the texts share some of their wording. A file that
   holds something else every day is no edition, and neither is a line of a file, which moves when others
   are put in.
4. An old version's text again, from where the current one was read, is the newest version (the edit was
   taken back); from anywhere else it is a late copy of the old version, and changes nothing.

A version counts from its own date where that is later than the date of the one before, else from the
day of the run; one with an earlier date is filed before it. What becomes of the claims is left to ``graph.life``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Protocol

from graph.life import address_key
from graph.model import Article, Contribution, article_id
from graph.names import plain
from ingest.recognition import Found, merged

_LINE = re.compile(r":\d+$")
_RUN = 3
# An edit leaves at least this share of the shorter text's runs of three words; another report on the same matter leaves some names.
_SHARED = 0.2


class Library(Protocol):
    """What is asked of a store."""

    def contribution(self, article_id: str) -> Contribution | None: ...

    def current_at(self, url: str | None, source: str | None) -> tuple[Article, ...]: ...

    def current_of(self, series: str) -> Article | None: ...


def placed(read: Found, found: Found, before: Contribution | None, store: Library, today: date) -> tuple[Found, Contribution | None]:
    """The article among its versions. ``read`` is it as it was read, ``found`` as recognised, ``before`` what is stored under its id."""
    article = found.article
    if before is None:
        former = next((a for a in store.current_at(article.url, article.source) if a.id != article.id and _is_edition(article, a)), None)
        return (found if former is None else replace(found, article=_next(article, former, today))), None
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
    if current.source == read.article.source and not earlier:
        # The same words once more: an article of its own, after the one that it replaces.
        again = replace(read.article, id=article_id(f"{read.article.text}\n{current.id}"))
        return replace(read, article=_next(again, current, today)), None
    return found, before


def _is_edition(article: Article, stored: Article) -> bool:
    if address_key(article.url) is not None:
        return True  # found by its address
    if article.source is None or _LINE.search(article.source):
        return False
    if article.outlet and stored.outlet and article.outlet != stored.outlet:
        return False
    one, other = _runs(article.text), _runs(stored.text)
    return len(one & other) >= max(1, _SHARED * min(len(one), len(other)))


def _runs(text: str) -> set[str]:
    words = plain(text).split()
    return {" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}


def _next(article: Article, former: Article, today: date) -> Article:
    own = article.published if article.published is not None and article.published <= today else None
    since = today
    if (own is not None and former.published is not None and own < former.published) or (
        own is not None and own != former.published and own >= (former.since or own)
    ):
        since = own
    return replace(article, series=former.series or former.id, since=since, story=former.story)
