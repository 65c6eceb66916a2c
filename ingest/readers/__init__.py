"""Sources into documents: which reader reads what. One file here per kind of source.

A reader is a callable from a path to an iterator of reports and refusals, with the suffixes that
it reads, and where its kind shows in the first bytes, how: the content goes before the name.
It holds no more than one report in memory at a time and never raises for a bad one.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from ingest.document import Document, Notice, ReadOptions
from ingest.public_address import is_address
from ingest.readers import eml, feed, folder, ftm, graphml, html, jsonl, pdf, relations_csv, source, standard_input, text, url, warc

Outcome = Document | InputError | Notice


@dataclass(frozen=True, slots=True)
class Reader:
    """``suffixes`` are lower-case, with their dot. ``holds`` tells by a file's first bytes (64 KiB) that it is of this kind; None: its name tells."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, ReadOptions], Iterator[Document | InputError | Notice]]
    holds: Callable[[bytes], bool] | None = None


READERS = (
    Reader("text", text.SUFFIXES, text.read),
    Reader("html", html.SUFFIXES, html.read),
    Reader("jsonl", jsonl.SUFFIXES, jsonl.read),
    Reader("feed", feed.SUFFIXES, feed.read, feed.is_feed),
    Reader("pdf", pdf.SUFFIXES, pdf.read, pdf.is_pdf),
    Reader("eml", eml.SUFFIXES, eml.read, eml.is_message),
    Reader("warc", warc.SUFFIXES, warc.read, warc.is_archive),
    Reader("urls", url.SUFFIXES, url.read_list),
    Reader("relations_csv", relations_csv.SUFFIXES, relations_csv.read),
    Reader("ftm", ftm.SUFFIXES, ftm.read),
    Reader("graphml", graphml.SUFFIXES, graphml.read),
)
# Kinds whose name promises nothing about the bytes of an article: a page or a text under such a name is read as one.
_BY_CONTENT = (*text.SUFFIXES, *html.SUFFIXES, *pdf.SUFFIXES, *eml.SUFFIXES, *warc.SUFFIXES, "")


@dataclass(frozen=True, slots=True)
class Address:
    """A source on the web, as given."""

    name: str

    def __str__(self) -> str:
        return self.name


def files(sources: Iterable[str]) -> Iterator[Path | Address | InputError | Notice]:
    """The files and addresses that the sources name, folders and patterns opened up, in the order given.

    An empty folder, and a pattern (``*``, ``?``, ``[``) that nothing fits, is an InputError.
    """
    for given in sources:
        if is_address(given):
            yield Address(given)
        else:
            yield from _files(_fitting(given))


def _fitting(name: str) -> list[str]:
    """What a pattern names, sorted, hidden files left out; a name that is there, or no pattern, is itself."""
    if not glob.has_magic(name) or os.path.lexists(name):
        return [name]
    return sorted(glob.glob(name, recursive=True)) or [name]


def _files(names: Iterable[str]) -> Iterator[Path | InputError | Notice]:
    for name in names:
        path = Path(name)
        try:
            is_folder = path.is_dir()
        except ValueError:  # a NUL in the name
            is_folder = False
        if not is_folder:
            yield path
            continue
        count = 0
        for found in folder.files(path):
            count += not isinstance(found, Notice)
            yield found
        if not count:
            kinds = ", ".join(suffix for reader in READERS for suffix in reader.suffixes)
            yield InputError(name, "the folder holds no articles.", f"Put files of these kinds into it: {kinds}.")


def read(found: Path | Address, options: ReadOptions) -> Iterator[Document | InputError | Notice]:
    """The reports in one file or at one address.

    Which reader reads a file is told by its content where that shows it, else by its suffix; a file without a suffix is read as text.
    """
    if isinstance(found, Address):
        yield from url.read(found.name, options)
    elif str(found) == standard_input.NAME:
        yield from standard_input.read(options)
    else:
        yield from _reader(found, _head(found))(found, options)


def _reader(path: Path, head: bytes) -> Callable[[Path, ReadOptions], Iterator[Document | InputError | Notice]]:
    suffix = path.suffix.lower()
    for reader in READERS:
        if reader.holds is not None and reader.holds(head):
            return reader.read
    if suffix in _BY_CONTENT and head and not source.media_type(head):
        return html.read if html.is_page(head) or suffix in html.SUFFIXES else text.read
    if suffix in jsonl.SUFFIXES and ftm.is_ftm(head):
        return ftm.read
    # The longest suffix that fits, so that "x.warc.gz" is an archive though ".gz" is none of ours.
    fitting = [(len(ending), reader) for reader in READERS for ending in reader.suffixes if path.name.lower().endswith(ending)]
    if fitting:
        return max(fitting, key=lambda pair: pair[0])[1].read
    return text.read if not suffix else lambda unknown, options: iter((_unknown(unknown, options),))


def _head(path: Path, size: int = 65_536) -> bytes:
    try:
        with source.opened(path) as file:
            return file.read(size)
    except InputError:
        return b""  # the reader says why


def _unknown(path: Path, options: ReadOptions) -> InputError:
    try:
        found = source.media_type(source.read_bytes(path, options.max_bytes)[:64])
    except InputError as error:
        return error
    kinds = ", ".join(s for reader in READERS for s in reader.suffixes)
    return InputError(
        str(path), f"there is no reader for {path.suffix} files" + (f" ({found})." if found else "."), f"What is read: {kinds}."
    )
