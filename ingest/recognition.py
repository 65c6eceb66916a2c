"""Whether an article that was read is one that is stored already, and what is then known of it.

Near copies, which are articles of their own in one story, are left to ``ingest.reprints``, edited texts to ``ingest.editions``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from graph.model import Article, Contribution, Entity, article_id
from ingest.document import Notice
from ingest.draft import Draft


@dataclass(frozen=True, slots=True)
class Found:
    """An article as read; ``outlet`` is the entity of ``article.outlet``, None where it is not known.

    ``draft`` is what the source claims by itself; None = the text is to be read.
    """

    article: Article
    outlet: Entity | None
    notices: tuple[Notice, ...] = ()
    draft: Draft | None = None


def recognise(found: Found, stored: Callable[[str], Contribution | None]) -> tuple[Found, Contribution | None]:
    """The article under its id, and what is stored under it (None: it is new). ``stored`` looks up a contribution by id.

    The id stands for the text. The same words published elsewhere (another address, another
    outlet) are an article of their own, whose id stands for text and place, so that no outlet is
    lost; both belong to one story.
    """
    article = found.article
    before = stored(article.id)
    if before is not None and (article.url, article.outlet) == (before.article.url, before.article.outlet):
        return merged(found, before), before  # the usual case, in one question
    elsewhere = article_id(f"{article.text}\n{article.url or article.outlet}")
    if (article.url or article.outlet) and (there := stored(elsewhere)) is not None:
        return merged(replace(found, article=replace(article, id=elsewhere)), there), there
    if before is None:
        return found, None
    if _elsewhere(article, before.article):
        return replace(found, article=replace(article, id=elsewhere)), None
    return merged(found, before), before


def _elsewhere(article: Article, stored: Article) -> bool:
    """Whether the same words stand at another address, or, where an address is not known, in another outlet."""
    if article.url and stored.url:
        return article.url != stored.url
    return bool(article.outlet and stored.outlet and article.outlet != stored.outlet)


def merged(found: Found, before: Contribution) -> Found:
    """What is known of an article read again: the same source may correct itself, another one only fills gaps.

    The text is the stored one too unless it is the same source's: texts of one id may differ in
    white space and normal form, and offsets point into one of them.
    """
    new, stored = found.article, before.article
    first, second = (new, stored) if new.source == stored.source else (stored, new)
    outlet = first.outlet or second.outlet
    article = replace(
        new,
        text=first.text,
        language=first.language,
        title=first.title or second.title,
        outlet=outlet,
        url=first.url or second.url,
        published=first.published or second.published,
        source=first.source or second.source,
        series=stored.series,
        since=stored.since,
        run=stored.run,
        feed=stored.feed,
    )
    known = {entity.id: entity for entity in before.entities} | ({found.outlet.id: found.outlet} if found.outlet else {})
    return replace(found, article=article, outlet=known.get(outlet or ""))
