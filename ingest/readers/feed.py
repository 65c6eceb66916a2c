"""Reads RSS and Atom: an item is a report. From an address only new and changed items are given.

A feed from an address: an item that brings its whole text is taken as it is; for one with a summary alone its page is
fetched, and where that fails the summary is taken and a notice says so. A feed from a file: nothing is fetched, so
summaries are taken as they are, and the file gives all its items every time. Fetching is left to ``ingest.readers.url``.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat

from graph.errors import InputError
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import front_matter, html, source, text
from ingest.visits import Receipt, Visits

SUFFIXES = (".rss", ".atom", ".xml", ".rdf")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|RDF|channel)[\s>]")
_MAY_STAND_BEFORE = re.compile(rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL)
# A text of this many characters is an article rather than a teaser, when the feed calls it content.
_WHOLE = 400

Outcome = Document | InputError | Notice
FetchPage = Callable[[str], Document]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a feed comes from. ``address`` is the name under which it is remembered; None: a file, of which nothing is fetched or remembered.

    ``base`` is where it was found after redirects, against which its links are resolved. ``fetch`` gives the report on an item's page and raises InputError; ``charset`` is what HTTP declared.
    """

    place: str
    address: str | None = None
    base: str | None = None
    charset: str | None = None
    fetch: FetchPage | None = None
    visits: Visits | None = None


def is_feed(head: bytes) -> bool:
    """Whether a file that begins like this is a feed, whatever its name."""
    head = head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    before = _MAY_STAND_BEFORE.match(head)
    return _ROOT.match(head, before.end() if before else 0) is not None


def read(path: Path, options: ReadOptions) -> Iterator[Outcome]:
    """The items of the file, or why there are none."""
    try:
        data = source.read_bytes(path, options.max_bytes)
        yield from items(data, Origin(str(path)))
    except InputError as error:
        yield error


def items(data: bytes, origin: Origin) -> Iterator[Outcome]:
    """The items of a feed at hand, in its order. Raises InputError for what is no feed."""
    feed, doubts = _parsed(data, origin)
    yield from doubts
    entries = [(_key(entry), number, entry) for number, entry in enumerate(feed.entries, start=1)]
    if not entries:
        yield Notice(origin.place, "the feed has no items at present.")
    given: set[str] = set()
    address, visits = origin.address or "", origin.visits if origin.address else None
    for key, number, entry in entries:
        if key in given or (visits is not None and visits.is_settled(address, key)):
            continue
        given.add(key)
        outcome = _item(entry, number, feed.feed, origin)
        if isinstance(outcome, Document):
            outcome = replace(outcome, feed=origin.address or origin.place)
        if visits is not None and isinstance(outcome, Document):
            outcome = replace(outcome, receipts=(Receipt(visits.path, address, key),))
        elif visits is not None and isinstance(outcome, InputError) and _link(entry, feed.feed, origin) is None:
            visits.settle(address, key)  # it is told once; nothing more can come of it
        yield outcome


def keys(data: bytes, origin: Origin) -> tuple[str, ...]:
    """The keys of a feed's items, as ``Visits`` remembers them. Raises InputError for what is no feed."""
    return tuple(_key(entry) for entry in _parsed(data, origin)[0].entries)


def _parsed(data: bytes, origin: Origin) -> tuple[Any, tuple[Notice, ...]]:
    import feedparser  # here, because it is slow to load and few runs need it

    declared = _DECLARED.search(data[:400])
    if html.is_page(data[:4096]):
        raise InputError(origin.place, "is an HTML page, not a feed.", "Open it in a browser: a log-in may stand before the feed.")
    if not is_feed(data[:65_536]):
        raise InputError(origin.place, "is not a feed (RSS or Atom).", "Give the address or file of a feed.")
    decoded, doubts = source.as_text(data, origin.place, origin.charset or (declared[1].decode("ascii") if declared else None))
    # Both parsers get the same bytes, so that none sees what the other was not shown.
    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text, count=1).strip().encode("utf-8", "replace")
    _refuse_entities(plain, origin.place)
    headers = {"content-type": "application/xml; charset=utf-8"}
    if origin.base:
        headers["content-location"] = origin.base
    feed = feedparser.parse(io.BytesIO(plain), response_headers=headers)
    if not feed.entries and not feed.get("version"):
        raise InputError(origin.place, "is not a feed (RSS or Atom) that can be read.", "Give the address or file of a feed.")
    return feed, tuple(doubt for doubt in doubts if "U+" not in doubt.message)


def _refuse_entities(data: bytes, place: str) -> None:
    """Raises InputError for XML that declares entities: a few may mean gigabytes, or a file of this machine."""

    def declared(*_: object) -> None:
        raise InputError(place, "declares entities (in its DOCTYPE), which may be a bomb.", "Ask for a feed without them.")

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        # Not well-formed: feedparser's patient parser may still read it, and that one knows no entities of a DOCTYPE.
        if re.search(rb"<!ENTITY", data[: _first_item(data)]):
            declared()


def _first_item(data: bytes) -> int:
    found = re.search(rb"<(?:item|entry)[\s>]", data)
    return found.start() if found else len(data)


def _item(entry: Any, number: int, feed: Any, origin: Origin) -> Document | InputError:
    place = f"{origin.place}#{number}"
    link = _link(entry, feed, origin)
    title = front_matter.one_line(_shown(entry.get("title", ""), place).replace("\n", " "))
    named = f"item {title!r}" if title else f"item {number}"
    content = max((_shown(part.get("value", ""), place) for part in entry.get("content", ())), key=len, default="")
    summary = _shown(entry.get("summary", ""), place)
    body, notices = max(content, summary, key=len), []
    if origin.fetch is not None and link is not None and len(content) < _WHOLE:
        try:
            page = origin.fetch(link)
            return replace(
                page, title=page.title or title, published=page.published or _day(entry), outlet=page.outlet or _outlet(entry, feed)
            )
        except InputError as error:
            if source.is_blank(body):
                return error
            notices.append(
                Notice(place, f"only its summary is taken, because its page could not be ({error.place}: {error.cause.rstrip('.')}).")
            )
    if source.is_blank(body):
        return InputError(place, f"{named} has no text.", "Give the article's own address or file.")
    if entry.get("link") and link is None and not entry.get("guidislink"):
        notices.append(Notice(place, f"the link of {named} is no web address (http or https); it is left out."))
    published = _day(entry)
    if published is None and (words := front_matter.one_line(entry.get("published") or entry.get("updated"))):
        notices.append(Notice(place, f"{words!r} is no date that can be read; {named} is stored without one."))
    notices += [Notice(place, f"{doubt}.") for doubt in source.doubts(body)]
    language = str(entry.get("language") or feed.get("language") or "")
    return Document(
        body,
        place,
        title=title or text.headline(body),
        outlet=_outlet(entry, feed),
        published=published,
        language=re.split(r"[-_]", language)[0].lower() or None,
        url=link,
        notices=tuple(notices),
    )


def _shown(words: str, place: str) -> str:
    if not words.strip():
        return ""
    try:
        return html.visible(words, place)
    except InputError:
        return ""


def _link(entry: Any, feed: Any, origin: Origin) -> str | None:
    """The item's address, resolved against the feed's; None for what is not http(s)."""
    words = str(entry.get("link") or "").strip()
    if not words:
        return None
    try:
        return front_matter.web_address(urljoin(origin.base or str(feed.get("link") or ""), words))
    except ValueError:
        return None


def _outlet(entry: Any, feed: Any) -> str | None:
    """Who published it: in a collection of others' items the item says, otherwise the feed's title."""
    return front_matter.one_line((entry.get("source") or {}).get("title") or feed.get("title"))


def _day(entry: Any) -> date | None:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return date(*parsed[:3]) if parsed else None
    except (ValueError, TypeError):
        return None


def _key(entry: Any) -> str:
    """What an item is known by: its id or link with a hash of what it says, so that a changed one comes again, and two of one id are two."""
    says = "\n".join(
        [str(entry.get("title", "")), str(entry.get("summary", "")), *(str(c.get("value", "")) for c in entry.get("content", ()))]
    )
    name = str(entry.get("id") or entry.get("link") or "")
    return f"{name[:300]} {hashlib.sha256(says.encode('utf-8', 'replace')).hexdigest()[:24]}"
