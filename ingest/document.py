"""What a reader hands over: one report as found in its source, before it is an ``Article``.

Naming it by content and giving it its outlet's id is left to ``ingest.pipeline``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.settings import FetchSettings
from ingest.draft import Draft
from ingest.visits import Receipt

# The largest source that is read, in bytes, unless the caller says otherwise (25 MB).
MAX_BYTES = 25_000_000


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was changed or doubted while the input was still taken; ``place`` as in ``InputError``."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Document:
    """One report as read.

    ``text`` is what will be stored: the characters of the source with line ends as ``\\n`` and
    without a byte-order mark, otherwise untouched, so that offsets mean the same everywhere.
    ``place`` says where it was read from (path, path:line or URL). ``outlet`` is the outlet's
    name as written. ``language`` is a declared ISO 639-1 code. None = the source does not say.
    ``draft`` holds what structured data claim by themselves; None = the words are to be read.
    ``receipts`` are to be settled (``ingest.visits``) once the document is written, so that its feed need not give it again.
    ``feed`` is the address of the feed that gave it, or the file; None = it came by itself.
    """

    text: str
    place: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None
    notices: tuple[Notice, ...] = ()
    draft: Draft | None = None
    receipts: tuple[Receipt, ...] = ()
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """``max_bytes``: a source larger than this is refused (bytes, before and after decompression).

    ``fetching``: how addresses are asked; None = as the settings say. ``visits``: the file that remembers what was read
    from which address; None = nothing is remembered, and feeds give all their items.
    """

    max_bytes: int = MAX_BYTES
    fetching: FetchSettings | None = None
    visits: Path | None = None
