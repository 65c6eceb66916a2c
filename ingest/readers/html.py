"""Reads a web page that was saved as a file: its main text and what it says of itself.

The text is what a visitor of the page sees: scripts, styles, comments and hidden parts are taken
out before ``trafilatura`` looks for the article. Fetching pages is left to other readers.
"""

from __future__ import annotations

import html as entities
import logging
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml import html as markup
from lxml.html import HtmlElement

from graph.errors import InputError
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import front_matter, source, text
from ingest.readers.encoding import Decoded

SUFFIXES = (".html", ".htm", ".xhtml")
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE
)
_UNSEEN = ("script", "style", "template", "noscript", "svg", "iframe", "object")
_ESCAPED = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
# Its warnings are about pages, not about the program; what matters is told below.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def is_page(head: bytes) -> bool:
    """Whether a file that begins like this is a web page, whatever its name."""
    return _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def read(path: Path, options: ReadOptions) -> Iterator[Document | InputError]:
    """The report on the page, or why there is none."""
    try:
        data = source.read_bytes(path, options.max_bytes)
        declared = _DECLARED.search(data[:4096])
        decoded, notices = source.as_text(data, str(path), declared[1].decode("ascii") if declared else None)
        yield _report(decoded, path, notices)
    except InputError as error:
        yield error


def _report(decoded: Decoded, path: Path, notices: tuple[Notice, ...]) -> Document:
    import trafilatura  # here, because it takes a third of a second that no other reader needs

    place = str(path)
    tree = _seen(decoded.text, place)
    found = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        # A date is taken where the page's head names it, never guessed from the text.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(found, trafilatura.settings.Document) or source.is_blank(body := _unescaped(found.text or "")):
        raise InputError(place, "no article text was found on the page.", "Save the article's own page, or its text as a .txt file.")
    values = {
        key: value
        for key, value in {
            "title": found.title, "outlet": found.sitename, "published": found.date, "url": found.url, "language": tree.get("lang"),
        }.items()
        if isinstance(value, str) and value.strip()
    }  # fmt: skip
    described = front_matter.describe(Document(body, place, notices=notices), {k: _unescaped(v) for k, v in values.items()})
    return text.completed(described, values, path.stem)


def _seen(page: str, place: str) -> HtmlElement:
    """The page as a tree without what no visitor sees. Raises InputError for what is no page."""
    # A declaration of encoding inside a text that is decoded already only confuses the parser.
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page.replace("\x00", ""), count=1)
    try:
        tree: HtmlElement = markup.document_fromstring(page)
    except (etree.LxmlError, ValueError, RecursionError) as exc:
        raise InputError(
            place, f"is no page that can be read ({type(exc).__name__}).", "Save the page again, or its text as a .txt file."
        ) from exc
    for comment in list(tree.iter(etree.Comment, etree.ProcessingInstruction)):
        _drop(comment)
    for element in list(tree.iter(*_UNSEEN)):
        _drop(element)
    for element in list(tree.iter(etree.Element)):
        style = element.get("style") or ""
        if element.get("hidden") is not None or element.get("aria-hidden") == "true" or _HIDING.search(style):
            _drop(element)
    return tree


def _drop(element: etree._Element) -> None:
    """Take the element out and leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _unescaped(words: str) -> str:
    """Undo entities that were escaped twice (``&amp;#39;`` on the page), as editors' systems leave them."""
    for _ in range(2):
        if not _ESCAPED.search(words):
            break
        words = entities.unescape(words)
    return words.replace("\r\n", "\n").replace("\r", "\n")
