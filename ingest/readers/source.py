"""Opens one file safely: regular files only, bounded, text rather than something else by its name.

Decoding is left to ``ingest.readers.encoding``, what the text means to the readers.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from graph.errors import InputError
from ingest.document import Notice
from ingest.readers.encoding import Decoded, Undecodable, decode

# First bytes of what is often met under a wrong name, with the media type to say (IANA).
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip (also DOCX, XLSX, EPUB)"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage (old Office)"),
    (b"\x7fELF", "application/x-elf"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
)
# Share of control bytes beyond which bytes are no text; a stray NUL in an article stays below it.
_MAX_CONTROLS = 0.05
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b") + b"\x7f"

# Read U+XXXX in messages: what reorders or hides letters, and what no text should hold.
BIDI_OVERRIDES = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """A regular file, open for reading.

    Raises InputError for what is missing, no regular file, or not readable. The file is looked at
    before it is opened, so that a pipe or device is never waited for.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise InputError(str(path), f"is a {_kind(mode)}, not a file.", "Give regular files; this one is never opened.")
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            yield file
    except OSError as exc:
        raise unreadable(path, exc) from exc
    except ValueError as exc:
        if "null" not in str(exc):
            raise
        raise InputError(repr(str(path)), "the name is not that of a file.", "Give the path of a file or folder.") from exc


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """All bytes of a regular file. Raises InputError as ``opened`` does, and for more than ``max_bytes``."""
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > max_bytes:
            raise too_large(str(path), size, max_bytes)
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:  # it grew meanwhile
        raise too_large(str(path), len(data), max_bytes)
    return data


def read_text(path: Path, max_bytes: int, declared: str | None = None) -> tuple[Decoded, tuple[Notice, ...]]:
    """The decoded text of a file, line ends as ``\\n``, and what was assumed or doubted about it.

    Raises InputError as ``read_bytes`` does, and for empty, binary and undecodable content.
    """
    data = read_bytes(path, max_bytes)
    return as_text(data, str(path), declared)


def as_text(data: bytes, place: str, declared: str | None = None) -> tuple[Decoded, tuple[Notice, ...]]:
    """``read_text`` for bytes already at hand."""
    if not data:
        raise InputError(place, "is empty (no bytes).", "Fetch it again, or leave it out.")
    if found := media_type(data):
        raise InputError(place, f"is {found}, not text.", "Convert it to text or HTML first.")
    try:
        decoded = decode(data, declared)
    except Undecodable as exc:
        raise InputError(place, f"the encoding cannot be told: {exc}.", "Save it as UTF-8.") from exc
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    controls = sum(text.count(chr(c)) for c in _CONTROLS)
    if controls > _MAX_CONTROLS * len(text):
        raise InputError(place, "is binary data (application/octet-stream), not text.", "Convert it to text or HTML first.")
    if is_blank(text):
        raise InputError(place, "is empty (white space only).", "Fetch it again, or leave it out.")
    notes = (*decoded.notes, *doubts(text))
    return Decoded(text, decoded.encoding, notes), tuple(Notice(place, f"{note}.") for note in notes)


def media_type(data: bytes) -> str | None:
    """The media type by the first bytes; None for what may be text."""
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            return name
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}[data[8:12]]
    if data[4:8] == b"ftyp":
        return "video/mp4"
    return None


def is_blank(text: str) -> bool:
    """Whether the text has nothing to read: only spaces, marks of direction and zero-width characters."""
    return not any(c.isprintable() and not c.isspace() for c in text)


def doubts(text: str) -> tuple[str, ...]:
    """What is odd about characters that are kept in the text: controls and overrides of direction, by code point."""
    found = sorted({c for c in set(text) if (c < " " and c not in "\t\n") or c == "\x7f" or "\x80" <= c <= "\x9f"})
    notes = []
    if found:
        notes.append(f"holds control characters ({_codes(found)}); they stay in the text and out of names")
    if overrides := sorted(set(text) & set(BIDI_OVERRIDES)):
        notes.append(f"holds controls of writing direction ({_codes(overrides)}); they stay in the text and out of names")
    return tuple(notes)


def _codes(characters: list[str]) -> str:
    return ", ".join(f"U+{ord(c):04X}" for c in characters[:8]) + (", …" if len(characters) > 8 else "")


def too_large(place: str, size: int, limit: int) -> InputError:
    return InputError(
        place, f"has {size / 1e6:.1f} MB, more than the limit of {limit / 1e6:g} MB.", "Split it, or raise the limit with --max-mb."
    )


def unreadable(path: Path, error: OSError) -> InputError:
    """The refusal for what the system would not open, with the reason in its words."""
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return InputError(str(path), "is a link to nothing.", "Mend or remove the link.")
        return InputError(str(path), "there is no such file or folder.", "Check the path.")
    if isinstance(error, PermissionError):
        return InputError(str(path), "cannot be read: permission denied.", "Allow this user to read it.")
    return InputError(str(path), f"cannot be read: {error.strerror or error}.", "Check the path and the disk.")


def _kind(mode: int) -> str:
    kinds = (
        (stat.S_ISFIFO, "named pipe"),
        (stat.S_ISSOCK, "socket"),
        (stat.S_ISCHR, "device"),
        (stat.S_ISBLK, "device"),
        (stat.S_ISDIR, "folder"),
    )
    return next((name for test, name in kinds if test(mode)), "special file")
