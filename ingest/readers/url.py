"""Reads addresses: a page, feed, PDF, archive or text, by what comes back rather than by what the address looks like.

How addresses are asked is left to ``ingest.fetching``, what is remembered of them to ``ingest.visits``.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from graph import settings
from graph.errors import InputError
from ingest import public_address
from ingest.document import Document, Notice, ReadOptions
from ingest.fetching import Fetched, Fetcher, Known, fetcher
from ingest.readers import eml, feed, front_matter, html, pdf, source, text, warc
from ingest.visits import Receipt, Visits

# A list of addresses: one a line, lines that begin with # are notes.
SUFFIXES = (".urls",)
# How long a list that was not read to its end is taken up where it was, seconds.
_TAKEN_UP = 12 * 3600
_LONGEST = 4_000
_PAGE = "page"
_CALLED_FEED = re.compile(r"(?:[/._-](?:feeds?|rss|atom)(?:\.(?:php|aspx?))?/?|\.(?:rss|atom|xml|rdf))$", re.IGNORECASE)

Outcome = Document | InputError | Notice


def read(address: str, options: ReadOptions) -> Iterator[Outcome]:
    """The reports at the address, or why there are none. What did not change since it was stored is a Notice."""
    place = public_address.without_secrets(address)
    visits, problem = _visits(options)
    if problem is not None:
        yield problem
    try:
        address = str(public_address.parse(address))
        asked = _fetcher(options)
        fetched = asked.fetch(address, options.max_bytes, visits.known(address) if visits else None)
        if fetched.body is None:
            yield Notice(address, "has not changed since it was read.")
        elif feed.is_feed(fetched.body[:65_536]):
            yield from _feed(address, fetched, visits, options)
        elif html.is_page(fetched.body[:65_536]) and _feed_expected(fetched, address, visits):
            raise InputError(address, "is an HTML page, not a feed.", "Open it in a browser: a log-in may stand before the feed.")
        else:
            if visits:
                visits.answered(address, Known(fetched.etag, fetched.modified), (_PAGE,))
            receipts = (Receipt(visits.path, address, _PAGE),) if visits else ()
            for outcome in _documents(fetched, options):
                yield replace(outcome, receipts=receipts) if isinstance(outcome, Document) else outcome
    except InputError as error:
        yield error
    except sqlite3.Error as error:
        yield InputError(place, f"what was read of it cannot be remembered ({error}).", "Make room in the data folder; then again.")


def read_list(path: Path, options: ReadOptions) -> Iterator[Outcome]:
    """The reports at the addresses in a file, one a line.

    A list that was broken off is taken up where it was: within twelve hours, what is stored already is not asked for
    again, unless the whole list is; then it is read from its beginning.
    """
    try:
        decoded, notices = source.read_text(path, options.max_bytes)
        visits, problem = _visits(options)
        yield from notices
        if problem is not None:
            yield problem
        lines = [line.strip() for line in decoded.text.split("\n")]
        addresses = [(number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("#")]
        name = f"list:{path.resolve()}"
        done = visits.settled_since(name, time.time() - _TAKEN_UP) if visits else frozenset()
        if all(address in done for _, address in addresses):
            done = frozenset()
        for number, address in addresses:
            if address in done:
                continue
            if len(address) > _LONGEST or not public_address.is_address(address):
                yield InputError(f"{path}:{number}", "is no web address.", "Write one address a line, https://… .")
                continue
            for outcome in read(address, options):
                if visits and isinstance(outcome, Document):
                    outcome = replace(outcome, receipts=(*outcome.receipts, Receipt(visits.path, name, address)))
                yield outcome
    except InputError as error:
        yield error


def _feed(address: str, fetched: Fetched, visits: Visits | None, options: ReadOptions) -> Iterator[Outcome]:
    body = fetched.body or b""
    fetch: Callable[[str], Document] = lambda link: _page(link, options)  # noqa: E731 - one line, and typed
    origin = feed.Origin(address, address, fetched.address, fetched.charset, fetch, visits)
    if visits:
        visits.answered(address, Known(fetched.etag, fetched.modified), feed.keys(body, origin))
    yield from feed.items(body, origin)


def _feed_expected(fetched: Fetched, address: str, visits: Visits | None) -> bool:
    """Whether the address was a feed before, is called one, or is sent as one."""
    declared = fetched.media_type or ""
    if declared.endswith(("/rss+xml", "/atom+xml", "/rdf+xml", "/xml")):
        return True
    if _CALLED_FEED.search(address.partition("?")[0]):
        return True
    return visits is not None and visits.has_items(address, _PAGE)


def _page(link: str, options: ReadOptions) -> Document:
    """The one report at a feed item's address. Raises InputError where there is none, or more than one thing."""
    fetched = _fetcher(options).fetch(link, options.max_bytes)
    for outcome in _documents(fetched, options):
        if isinstance(outcome, Document):
            return outcome
        if isinstance(outcome, InputError):
            raise outcome
    raise InputError(link, "holds no report.", "Open it in a browser.")


def _documents(fetched: Fetched, options: ReadOptions) -> Iterator[Outcome]:
    body, place = fetched.body or b"", fetched.address
    head = body[:65_536]
    if pdf.is_pdf(head):
        yield from (_placed(outcome, place) for outcome in pdf.documents(body, place))
    elif warc.is_archive(head):
        yield from warc.documents(body, place, options)
    elif html.is_page(head) or (fetched.media_type in ("text/html", "application/xhtml+xml") and source.media_type(head) is None):
        yield html.document(body, place, charset=fetched.charset, url=place)
    elif eml.is_message(head) and fetched.media_type == "message/rfc822":
        yield from eml.documents(body, place)
    elif fetched.media_type is None or fetched.media_type.startswith("text/"):
        decoded, notices = source.as_text(body, place, fetched.charset)
        yield _placed(text.document(decoded.text, Path(place), notices), place)
    else:
        found = source.media_type(head) or fetched.media_type
        raise InputError(place, f"is {found}, for which there is no reader.", "Give the article's own page.")


def _placed(outcome: Outcome, place: str) -> Outcome:
    if not isinstance(outcome, Document):
        return outcome
    host = public_address.parse(place).host.removeprefix("www.")
    return replace(outcome, place=place, url=outcome.url or front_matter.web_address(place), outlet=outcome.outlet or host)


def _fetcher(options: ReadOptions) -> Fetcher:
    return fetcher(options.fetching if options.fetching is not None else settings.load().fetching)


def _visits(options: ReadOptions) -> tuple[Visits | None, Notice | None]:
    if options.visits is None:
        return None, None
    try:
        return Visits(options.visits), None
    except (OSError, sqlite3.Error) as error:
        return None, Notice(str(options.visits), f"cannot be used ({error}), so every item of a feed is read anew.")
