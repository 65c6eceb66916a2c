"""Reads WARC archives, compressed or not: each captured page that its server gave in full is a report.

Records of other kinds (requests, pictures, scripts) are passed over and counted. Reading the pages is left to ``ingest.readers.html``.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from graph.errors import InputError
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import html, source

SUFFIXES = (".warc", ".warc.gz")
_PAGES = ("text/html", "application/xhtml+xml")
_CHUNK = 65_536

Outcome = Document | InputError | Notice


def is_archive(head: bytes) -> bool:
    """Whether a file that begins like this is a WARC archive, whatever its name."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith((b"WARC/1.", b"WARC/0."))


def read(path: Path, options: ReadOptions) -> Iterator[Outcome]:
    """The pages in the archive, record by record. The limit of size holds for each page, not for the archive."""
    try:
        with source.opened(path) as file:
            yield from _records(file, str(path), options)
    except InputError as error:
        yield error


def documents(data: bytes, place: str, options: ReadOptions) -> Iterator[Outcome]:
    """``read`` for an archive at hand."""
    yield from _records(io.BytesIO(data), place, options)


def _records(file: BinaryIO, place: str, options: ReadOptions) -> Iterator[Outcome]:
    from warcio.archiveiterator import ArchiveIterator  # here, because few runs need them
    from warcio.exceptions import ArchiveLoadFailed

    pages = others = 0
    records = ArchiveIterator(file)
    number = 0
    while True:
        number += 1
        try:
            record = next(records)
            if record.rec_type not in ("response", "resource") or not _is_page(record):
                others += 1
                continue
            pages += 1
            yield _page(record, f"{place}#{number}", options)
        except StopIteration:
            break
        except InputError as error:
            yield error
        except (ArchiveLoadFailed, zlib.error, OSError, ValueError, AttributeError, EOFError) as exc:
            # Beyond a broken record nothing tells where the next one begins.
            reason = " ".join(str(exc).split())[:160] or type(exc).__name__
            yield InputError(
                f"{place}#{number}", f"the archive cannot be read from here on ({reason}).", "Fetch it again; what stands before it is in."
            )
            return
    if not pages:
        raise InputError(place, f"the archive holds no page ({others} other records).", "Give an archive of web pages.")


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    kind = (headers.get_header("content-type") if headers else record.rec_headers.get_header("content-type")) or ""
    status = headers.get_statuscode() if headers else "200"
    return kind.split(";")[0].strip().lower() in _PAGES and status == "200"


def _page(record: Any, place: str, options: ReadOptions) -> Outcome:
    stream, data = record.content_stream(), bytearray()
    while chunk := stream.read(_CHUNK):
        data += chunk
        if len(data) > options.max_bytes:
            raise source.too_large(place, len(data), options.max_bytes)
    expected = record.rec_headers.get_header("content-length") or ""
    raw = getattr(record.raw_stream, "limit", 0)
    if expected.isdigit() and isinstance(raw, int) and raw > 0:
        raise InputError(place, f"the page is cut off ({raw} bytes are missing).", "Fetch the archive again.")
    kind = (record.http_headers.get_header("content-type") if record.http_headers else "") or ""
    charset = kind.lower().partition("charset=")[2].strip(" \"';") or None
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    return html.document(bytes(data), place, charset=charset, url=address if address.startswith(("http://", "https://")) else None)
