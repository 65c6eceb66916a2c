"""Reads a web page that was saved as a file: its main text and what it says of itself.

The text is what a visitor of the page sees: scripts, styles, comments and hidden parts are taken
out before ``trafilatura`` looks for the article. Fetching pages is left to ``ingest.readers.url``.
"""

from __future__ import annotations

import html as entities
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as markup
from lxml.html import HtmlElement

from graph.errors import InputError
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import front_matter, json_ld, source, text

SUFFIXES = (".html", ".htm", ".xhtml")
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE
)
_UNSEEN = ("script", "style", "template", "noscript", "svg", "iframe", "object")
_BLOCKS = ("p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "td", "hr", "pre")
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
        yield document(source.read_bytes(path, options.max_bytes), str(path), name=path.stem)
    except InputError as error:
        yield error


def document(data: bytes, place: str, *, charset: str | None = None, name: str = "", url: str | None = None) -> Document:
    """The report on a page at hand.

    ``charset`` is what came with the bytes from outside (HTTP); it goes before what the page declares. ``name`` may hold a date.
    ``url`` is where the page was fetched; it counts where the page names no address of its own on the same host.
    Raises InputError for a page without a report.
    """
    declared = _DECLARED.search(data[:4096])
    decoded, notices = source.as_text(data, place, charset or (declared[1].decode("ascii") if declared else None))
    tree = _tree(decoded.text, place)
    said = json_ld.values(tree)
    report = _report(_seen(tree), place, name, (said, notices))
    return report if url is None else _from_address(report, url)


def visible(markup_: str, place: str) -> str:
    """All words of a piece of markup that a visitor sees, a line for each block. Raises InputError for what is no markup."""
    tree = _seen(_tree(markup_ if "<" in markup_ else f"<p>{markup_}</p>", place))
    for element in list(tree.iter("head", "nav", "footer")):
        _drop(element)
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
        if element.tag != "br":
            element.text = "\n" + (element.text or "")
    lines = (" ".join(line.split(" ")) for line in str(tree.text_content()).replace("\xa0", " ").split("\n"))
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _from_address(report: Document, url: str) -> Document:
    """The report with its address and outlet. What a page says of its address is believed on its own host only."""
    host, own = (urlsplit(address).hostname or "" for address in (url, report.url or ""))
    host, own = host.removeprefix("www."), own.removeprefix("www.")
    if own == host:
        return replace(report, outlet=report.outlet or host)
    # trafilatura gives the host of the named address for a site without a name.
    outlet = report.outlet if report.outlet and report.outlet.lower().removeprefix("www.") != own else host
    return replace(report, url=front_matter.web_address(url), outlet=outlet)


def _report(tree: HtmlElement, place: str, name: str, known: tuple[Mapping[str, str], tuple[Notice, ...]]) -> Document:
    import trafilatura  # here, because it takes a third of a second that no other reader needs

    said, notices = known
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
    values |= said
    if "published" in said and front_matter.day(said["published"]) is None and isinstance(found.date, str):
        values["published"] = found.date
    described = front_matter.describe(Document(body, place, notices=notices), {k: _unescaped(v) for k, v in values.items()})
    return text.completed(described, values, name)


def _tree(page: str, place: str) -> HtmlElement:
    """The page as a tree. Raises InputError for what is no page."""
    # A declaration of encoding inside a text that is decoded already only confuses the parser.
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page.replace("\x00", ""), count=1)
    try:
        tree: HtmlElement = markup.document_fromstring(page)
    except (etree.LxmlError, ValueError, RecursionError) as exc:
        raise InputError(
            place, f"is no page that can be read ({type(exc).__name__}).", "Save the page again, or its text as a .txt file."
        ) from exc
    return tree


def _seen(tree: HtmlElement) -> HtmlElement:
    """The same tree, without what no visitor sees."""
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
