"""Sentences that a search found, cut at the words that were searched for, so that no offset reaches JavaScript."""

from __future__ import annotations

from explorer.services import SentenceList
from explorer.text import direction
from explorer.views.evidence import article
from explorer.views.legend import Json
from graph.results import SentenceHit


def sentences(found: SentenceList, lang: str) -> Json:
    """``total`` counts the articles that hold the words."""
    return {
        "hits": [
            {
                "article": article(hit.article, lang, found.outlets),
                "dir": direction(hit.article.language),
                "parts": [list(part) for part in parts(hit)],
                "claim": hit.claim,
                "at": f"{hit.start}-{hit.end}",
            }
            for hit in found.page.items
        ],
        "total": found.page.total,
    }


def parts(hit: SentenceHit) -> tuple[tuple[str, bool], ...]:
    """The sentence in order; True for the words that were searched for."""
    text = hit.article.text[hit.start : hit.end]
    cuts: list[tuple[str, bool]] = []
    at = 0
    for start, end in hit.marks:
        cuts += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple(part for part in (*cuts, (text[at:], False)) if part[0])
