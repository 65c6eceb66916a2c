"""Reads plain text, with or without front matter: one file, one report.

Which files are given to it is left to ``ingest.readers``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from graph.errors import InputError
from ingest import dateline
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import front_matter, source

SUFFIXES = (".txt", ".text", ".md", ".markdown")


def read(path: Path, options: ReadOptions) -> Iterator[Document | InputError]:
    """The report in the file, or why there is none."""
    try:
        decoded, notices = source.read_text(path, options.max_bytes)
        yield document(decoded.text, path, notices)
    except InputError as error:
        yield error


def document(text: str, path: Path, notices: tuple[Notice, ...]) -> Document:
    """The report that a text holds. Raises InputError for a text that is front matter alone."""
    parts = front_matter.split(text, str(path))
    if source.is_blank(parts.body):
        raise InputError(str(path), "is empty below its front matter.", "Write the report's text below the second --- line.")
    return completed(front_matter.describe(Document(parts.body, str(path), notices=notices), parts.values), parts.values, path.stem)


def completed(described: Document, values: Mapping[str, str], name: str = "") -> Document:
    """The document with title and date from its own first lines (or ``name``) where ``values`` do not speak of them."""
    published = described.published
    if published is None and not front_matter.speaks_of("published", values):
        published = dateline.find(described.text, name)
    return replace(described, title=described.title or headline(described.text), published=published)


def headline(text: str) -> str | None:
    """The line that serves as a title: the first of four words or more among the first five, else the first; cut at 200 characters."""
    lines = [front_matter.one_line(line) for line in text[:4000].split("\n")]
    named = [line.lstrip("#* ") for line in lines if line][:5]
    if not named:
        return None
    title = next((line for line in named if len(line.split()) >= 4), named[0])
    return title if len(title) <= 200 else title[:200].rsplit(" ", 1)[0] + " …"
