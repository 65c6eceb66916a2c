"""What a person hands over to be read, kept in a folder of its own until it is in the graph; bounded in number and size.

Reading it is left to ``explorer.intake``.
"""

from __future__ import annotations

import secrets
import shutil
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from explorer import connection
from graph.errors import InputError
from ingest.document import MAX_BYTES

MOST_FILES, MOST_BYTES = 200, 100_000_000
_LONGEST_NAME = 120
_LONGEST_ADDRESS = 2_000
# What a stopped server left behind is kept so long, in seconds.
_LEFT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Given:
    """Sources as ``ingest.pipeline.read`` takes them, and what to call them. ``folder`` holds uploads, and goes when they are done.

    ``outlet``, ``published`` and ``language`` (ISO 639-1) stand for articles that do not say; None = not known.
    """

    sources: tuple[str, ...]
    label: str
    folder: Path | None = None
    outlet: str | None = None
    published: date | None = None
    language: str | None = None

    def place(self, text: str) -> str:
        """A place as a person knows it: without the folder of the upload."""
        return text.removeprefix(f"{self.folder}/") if self.folder else text

    def drop(self) -> None:
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class About:
    """What a person says of the articles that do not say it themselves; empty text and None = not known."""

    title: str = ""
    outlet: str = ""
    published: date | None = None
    language: str | None = None


def text(words: str, about: About) -> Given:
    """Pasted words as one article. Raises InputError where there are none, or too many."""
    if not words.strip():
        raise InputError("text", "there is no text.", "Paste an article first.")
    title = " ".join(about.title.split())
    name = _name(title[:60] or " ".join(words.split()[:6]))
    if title:
        quoted = title.replace("\\", "\\\\").replace('"', '\\"')
        words = f'---\ntitle: "{quoted}"\n---\n{words}'
    return _given([(f"{name}.txt", words.encode("utf-8", "replace"))], title or name, about)


def files(held: Iterable[tuple[str, bytes]], about: About) -> Given:
    """Dropped files: name and content of each. Raises InputError where they are none, too many or too large."""
    kept = list(held)
    if not kept:
        raise InputError("files", "no file was chosen.", "Drop one first.")
    return _given(kept, kept[0][0] if len(kept) == 1 else f"{kept[0][0]} + {len(kept) - 1}", about)


def address(given: str, about: About | None = None) -> Given:
    """The address of a page or feed. Raises InputError where it is none: a path would be read from this machine."""
    wanted = given.strip()
    try:
        parts = urlsplit(wanted)
        good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or len(wanted) > _LONGEST_ADDRESS or any(c.isspace() or unicodedata.category(c) in ("Cc", "Cs") for c in wanted):
        raise InputError(wanted[:100] or "address", "this is no address.", "It begins with http:// or https://.")
    said = about or About()
    return Given((wanted,), wanted, None, said.outlet.strip() or None, said.published, said.language)


def _given(held: list[tuple[str, bytes]], label: str, about: About) -> Given:
    if len(held) > MOST_FILES:
        raise InputError(label, f"these are {len(held)} files; {MOST_FILES} are taken at once.", "Use python -m ingest for a folder.")
    if sum(len(content) for _, content in held) > MOST_BYTES or any(len(content) > MAX_BYTES for _, content in held):
        limits = f"{MAX_BYTES // 1_000_000} MB a file, {MOST_BYTES // 1_000_000} MB at once"
        raise InputError(label, f"this is too large ({limits}).", "Use python -m ingest for more.")
    folder = connection.settings().home / "intake" / secrets.token_hex(8)
    try:
        folder.mkdir(parents=True, mode=0o700)
        taken: set[str] = set()
        for name, content in held:
            path = folder / _own(_name(name), taken)
            path.write_bytes(content)
    except OSError as exc:
        shutil.rmtree(folder, ignore_errors=True)
        raise InputError(label, f"it cannot be kept under {folder.parent} ({exc.strerror}).", "Make room there.") from exc
    return Given((str(folder),), label, folder, about.outlet.strip() or None, about.published, about.language)


def _name(text: str) -> str:
    """A file's name without a path, and without what a file system or a terminal may trip over; its ending stays."""
    bare = text.replace("\\", "/").rpartition("/")[2]
    clean = "".join(c if c.isalnum() or c in " ._-()" else "_" for c in unicodedata.normalize("NFC", bare)).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = clean, "", ""
    # The file system counts bytes, of which an Arabic letter takes two.
    return (stem.encode()[:_LONGEST_NAME].decode(errors="ignore") or "article") + dot + ending


def _own(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    own, number = name, 2
    while own.casefold() in taken:
        own, number = f"{stem}-{number}{dot}{ending}", number + 1
    taken.add(own.casefold())
    return own


def sweep() -> None:
    """Drop what a server that was stopped left behind, a day later."""
    folder = connection.settings().home / "intake"
    for left in folder.iterdir() if folder.is_dir() else ():
        try:
            if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue
