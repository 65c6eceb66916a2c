"""Sources into documents: which reader reads what. One file here per kind of source.

A reader is a callable from a path to an iterator of reports and refusals, with the suffixes that
it reads. It holds no more than one report in memory at a time and never raises for a bad one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import folder, html, jsonl, source, text

Outcome = Document | InputError | Notice


@dataclass(frozen=True, slots=True)
class Reader:
    """``suffixes`` are lower-case, with their dot."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, ReadOptions], Iterator[Document | InputError]]


READERS = (
    Reader("text", text.SUFFIXES, text.read),
    Reader("html", html.SUFFIXES, html.read),
    Reader("jsonl", jsonl.SUFFIXES, jsonl.read),
)


def files(sources: Iterable[str]) -> Iterator[Path | InputError | Notice]:
    """The files that the sources name, folders opened up, in the order given. An empty folder is an InputError."""
    for name in sources:
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


def read(path: Path, options: ReadOptions) -> Iterator[Document | InputError]:
    """The reports in one file, by the reader that its suffix names.

    A file without a suffix is read as text, and what is called text but is a web page as a page.
    """
    suffix = path.suffix.lower()
    if suffix in text.SUFFIXES or not suffix:
        yield from (html if _is_page(path) else text).read(path, options)
        return
    for reader in READERS:
        if suffix in reader.suffixes:
            yield from reader.read(path, options)
            return
    yield _unknown(path, options)


def _is_page(path: Path) -> bool:
    try:
        with source.opened(path) as file:
            return html.is_page(file.read(1024))
    except InputError:
        return False  # the reader says why


def _unknown(path: Path, options: ReadOptions) -> InputError:
    try:
        found = source.media_type(source.read_bytes(path, options.max_bytes)[:64])
    except InputError as error:
        return error
    kinds = ", ".join(s for reader in READERS for s in reader.suffixes)
    return InputError(
        str(path), f"there is no reader for {path.suffix} files" + (f" ({found})." if found else "."), f"What is read: {kinds}."
    )
