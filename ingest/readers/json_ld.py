"""Reads what a web page says of its article in JSON-LD (schema.org): headline, publisher, date, language, address.

The page's text, and what its ``meta`` elements say, are left to ``ingest.readers.html``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

# https://schema.org/Article and its kinds that news sites use.
_KINDS = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
)
_MAX_LENGTH = 1_000_000
_MAX_NODES = 2_000


def values(tree: HtmlElement) -> dict[str, str]:
    """What the first article among the page's JSON-LD blocks says, under the keys of front matter; what is not said is missing.

    A block that is no JSON is passed over: it is for search engines, and the page stands without it.
    """
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        words = script.text or ""
        if len(words) > _MAX_LENGTH:
            continue
        try:
            data = json.loads(words, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            if any(kind in _KINDS for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return _said(node)
    return {}


def _nodes(data: object) -> Iterator[Mapping[str, object]]:
    """The objects of a block, outer ones first, so many at most."""
    waiting, count = [data], 0
    while waiting and count < _MAX_NODES:
        node = waiting.pop(0)
        count += 1
        if isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item") if key in node]
        elif isinstance(node, list):
            waiting += node[:_MAX_NODES]


def _said(node: Mapping[str, object]) -> dict[str, str]:
    found = {
        "title": _words(node.get("headline")) or _words(node.get("name")),
        "outlet": _name(node.get("publisher")),
        "published": _words(node.get("datePublished")) or _words(node.get("dateCreated")),
        "language": _name(node.get("inLanguage"), "alternateName"),
        "url": _words(node.get("url")) or _name(node.get("mainEntityOfPage"), "@id"),
    }
    if found["url"] and not found["url"].startswith(("http://", "https://")):
        found["url"] = None  # relative, or the name of a node: the page's own address is better
    return {key: value for key, value in found.items() if value}


def _name(value: object, key: str = "name") -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        return _words(value.get(key)) or _words(value.get("name"))
    return _words(value)


def _words(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.strip() or None if isinstance(value, str) else None
