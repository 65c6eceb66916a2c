"""Reads JSON Lines: one object a line, one report an object; a bad line is refused and the next one read.

What the keys mean is left to ``ingest.readers.front_matter``; ``text`` holds the report.
"""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator, Mapping
from io import BufferedReader
from pathlib import Path

from graph.errors import InputError
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import front_matter, source, text
from ingest.readers.encoding import Undecodable, decode

SUFFIXES = (".jsonl", ".ndjson")
_TEXT_KEYS = ("text", "body", "content")
_CHUNK = 65_536


def read(path: Path, options: ReadOptions) -> Iterator[Document | InputError]:
    """The reports in the file, line by line. The limit of size holds for each line, not for the file."""
    try:
        with source.opened(path) as file:
            head = file.peek(64)[:64]
            if kind := source.media_type(head):
                yield InputError(str(path), f"is {kind}, not JSON Lines.", "Unpack or convert it first.")
                return
            empty = True
            if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                # Its lines do not end in one byte; the limit of size holds for the whole file then.
                decoded, _ = source.as_text(source.read_bytes(path, options.max_bytes), str(path))
                file = io.BufferedReader(io.BytesIO(decoded.text.encode("utf-8", "surrogatepass")))
            for number, line in lines(file, options.max_bytes):
                place = f"{path}:{number}"
                if line is None:
                    empty = False
                    yield InputError(
                        place, f"the line is longer than the limit of {options.max_bytes / 1e6:g} MB.", "Raise it with --max-mb."
                    )
                elif line.strip():
                    empty = False
                    yield _report(line, place)
            if empty:
                yield InputError(str(path), "is empty.", "Fetch it again, or leave it out.")
    except InputError as error:
        yield error


def lines(file: BufferedReader, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1; None for one longer than ``limit`` bytes, of which no more than that is kept."""
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def _report(line: bytes, place: str) -> Document | InputError:
    try:
        decoded = decode(line)
        record = json.loads(decoded.text)
    except Undecodable as exc:
        return InputError(place, f"the encoding cannot be told: {exc}.", "Save the file as UTF-8.")
    except json.JSONDecodeError as exc:
        cut = "" if line.endswith(b"\n") else "; the file ends inside a value, it may have been cut off"
        return InputError(f"{place}:{exc.colno}", f"is not valid JSON ({exc.msg}{cut}).", "Write one JSON object a line.")
    except (RecursionError, ValueError) as exc:  # nested without end; a number of thousands of digits
        return InputError(place, f"is no JSON that can be read ({type(exc).__name__}).", "Write one JSON object a line.")
    if not isinstance(record, dict):
        return InputError(place, "is not a JSON object.", 'Write one object a line, with a key "text".')
    values = {str(key).lower(): value for key, value in record.items() if isinstance(value, str) and value.strip()}
    body = next((values[key] for key in _TEXT_KEYS if key in values), None)
    if body is None:
        return InputError(place, "has no text.", 'Put the report\'s words under the key "text".')
    body, damaged = _whole(body)
    body = body.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if source.is_blank(body):
        return InputError(place, "its text is empty (white space only).", "Fetch it again, or leave it out.")
    notes = [*decoded.notes, *source.doubts(body)]
    if damaged:
        notes.append(f"{damaged} halves of characters (lone surrogates) in the text; they read U+FFFD")
    described: Mapping[str, str] = {key: _whole(value)[0] for key, value in values.items() if key not in _TEXT_KEYS}
    plain = Document(body, place, notices=tuple(Notice(place, f"{note}.") for note in notes))
    return text.completed(front_matter.describe(plain, described), described)


def _whole(words: str) -> tuple[str, int]:
    """The words with lone surrogates, which no store takes, as U+FFFD; and how many there were."""
    count = sum("\ud800" <= c <= "\udfff" for c in words)
    return ("".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in words), count) if count else (words, 0)
