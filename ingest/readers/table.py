"""Opens a table of delimited text line by line, whatever its size: encoding, delimiter, broken rows told by their line.

What the columns mean is left to the readers of each format.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from graph.model import PartialDate
from ingest.document import ReadOptions
from ingest.readers import source
from ingest.readers.encoding import Undecodable, decode

# No name, sentence or note of a table is longer; more is a mistake of quoting.
LONGEST_CELL = 100_000
_HEAD = 65_536
_BIGGEST = 2**63


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the number of its first line in the file, from 1, and its cells without the space around them."""

    number: int
    cells: tuple[str, ...]


def lines(path: Path, options: ReadOptions, quoting: bool = True) -> Iterator[Line | InputError]:
    """The rows of the file that are not blank, its header among them; a row that cannot be read is refused alone.

    ``quoting`` False: tab-separated without quotes, as event data is. Raises InputError for a file that cannot be read at all.
    """
    with source.opened(path) as file:
        head = file.peek(_HEAD)[:_HEAD]
        if kind := source.media_type(head):
            raise InputError(str(path), f"is {kind}, not a table of text.", "Save it as CSV in UTF-8.")
        if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise InputError(str(path), "is binary data, not a table of text.", "Save it as CSV in UTF-8.")
        sample, encoding = _sample(path, head)
        stream = io.TextIOWrapper(file, encoding, errors="replace", newline="")
        if quoting:
            yield from _quoted(path, stream, _delimiter(sample), options)
        else:
            yield from _plain(path, stream, options)


def _sample(path: Path, head: bytes) -> tuple[str, str]:
    if not head.strip(b"\r\n\t ;,"):
        raise InputError(str(path), "is empty.", "Fetch it again, or leave it out.")
    whole = head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1] or head
    try:
        decoded = decode(whole)
    except Undecodable as exc:
        raise InputError(str(path), f"the encoding cannot be told: {exc}.", "Save it as UTF-8.") from exc
    if not decoded.text.strip("\r\n\t ;,\ufeff"):
        raise InputError(str(path), "is empty.", "Fetch it again, or leave it out.")
    name = decoded.encoding.lower()
    # These forms take the byte-order mark off by themselves.
    marked = {
        "ascii": "utf-8-sig",
        "utf-8": "utf-8-sig",
        "utf-16-le": "utf-16",
        "utf-16-be": "utf-16",
        "utf-32-le": "utf-32",
        "utf-32-be": "utf-32",
    }
    return decoded.text, marked.get(name, name)


def _delimiter(sample: str) -> str:
    first = sample.split("\n", 1)[0]
    return max((",", ";", "\t", "|"), key=first.count)


def _quoted(path: Path, stream: io.TextIOWrapper, delimiter: str, options: ReadOptions) -> Iterator[Line | InputError]:
    csv.field_size_limit(max(options.max_bytes, LONGEST_CELL))
    rows = csv.reader(stream, delimiter=delimiter)
    before = 0
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as exc:
            yield InputError(
                f"{path}:{before + 1}", f"is no row that can be read ({exc}).", "Look for a quotation mark that is not closed."
            )
            before = rows.line_num
            continue
        if any(cell.strip() for cell in cells):
            yield Line(before + 1, tuple(cell.strip() for cell in cells))
        before = rows.line_num


def _plain(path: Path, stream: io.TextIOWrapper, options: ReadOptions) -> Iterator[Line | InputError]:
    number = 0
    while line := stream.readline(options.max_bytes + 1):
        number += 1
        if len(line) > options.max_bytes:
            while (rest := stream.readline(_HEAD)) and not rest.endswith("\n"):
                pass
            yield InputError(
                f"{path}:{number}", f"the line is longer than the limit of {options.max_bytes / 1e6:g} MB.", "Raise it with --max-mb."
            )
        elif line.strip():
            yield Line(number, tuple(cell.strip() for cell in line.rstrip("\r\n").split("\t")))


def day(words: str) -> PartialDate | None:
    """The date in a cell, None for an empty one. Raises ValueError for what no calendar has."""
    return PartialDate.parse(words.split("T")[0].split(" ")[0]) if words else None


def quantity(words: str) -> str | None:
    """The quantity in a cell as worded; numbers must be ones that a graph can hold. Raises ValueError."""
    if not words:
        return None
    try:
        number = float(words.replace(",", "").replace("\u00a0", ""))
    except ValueError:
        return words
    if not abs(number) < _BIGGEST:  # NaN and infinity, too
        raise ValueError(words)
    return words
