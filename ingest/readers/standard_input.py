"""Reads what is piped in (``-``): a text, page, letter, PDF or feed, by its content; one input, no more than the limit.

What the content means is left to the readers of files.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from graph.errors import InputError
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import eml, feed, html, pdf, source, text

NAME = "-"
_PLACE = "standard input"


def read(options: ReadOptions, stream: BinaryIO | None = None) -> Iterator[Document | InputError | Notice]:
    """The reports in the stream (None: standard input of the process), or why there are none."""
    try:
        data = (stream or sys.stdin.buffer).read(options.max_bytes + 1)
        if len(data) > options.max_bytes:
            raise source.too_large(_PLACE, len(data), options.max_bytes)
        head = data[:65_536]
        if feed.is_feed(head):
            yield from feed.items(data, feed.Origin(_PLACE))
        elif pdf.is_pdf(head):
            yield from pdf.documents(data, _PLACE)
        elif eml.is_message(head):
            yield from eml.documents(data, _PLACE)
        elif html.is_page(head):
            yield html.document(data, _PLACE)
        else:
            decoded, notices = source.as_text(data, _PLACE)
            yield text.document(decoded.text, Path(_PLACE), notices)
    except InputError as error:
        yield error
