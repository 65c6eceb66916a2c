"""Reads PDF files with a text layer: one file, one report. Scanned pages hold pictures, not words, and are refused.

The layout is taken apart by ``pdf_lines.py`` in a process of its own, whose time and memory are limited:
a hostile file ends that process, never the run. Recognising letters in pictures is left to other programs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputError
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import front_matter, source, text

SUFFIXES = (".pdf",)
# No report has more pages; what does is cut there, and a notice says so.
MAX_PAGES = 300
SECONDS = 90.0
# Share of letters without a meaning (fonts without a map to Unicode) beyond which the text is worth nothing.
_MAX_UNMAPPED = 0.05
_PROGRAM = Path(__file__).with_name("pdf_lines.py")


def is_pdf(head: bytes) -> bool:
    """Whether a file that begins like this is a PDF, whatever its name."""
    return b"%PDF-" in head[:1024]


def read(path: Path, options: ReadOptions) -> Iterator[Document | InputError]:
    """The report in the file, or why there is none."""
    try:
        yield from documents(source.read_bytes(path, options.max_bytes), str(path), path.stem)
    except InputError as error:
        yield error


def documents(data: bytes, place: str, name: str = "", seconds: float = SECONDS) -> Iterator[Document]:
    """``read`` for a file at hand. ``seconds`` is the most that it may take. Raises InputError for a file without a report."""
    if not data:
        raise InputError(place, "is empty (no bytes).", "Fetch it again, or leave it out.")
    if not is_pdf(data):
        raise InputError(place, "is no PDF, whatever its name says.", "Save it again, or its text as a .txt file.")
    found = _taken_apart(data, place, seconds)
    body, pages = str(found["text"]), int(str(found["pages"]))
    letters = sum(c.isalpha() for c in body)
    if not letters:
        raise InputError(place, f"has no text layer: its {pages} pages are pictures.", "Run a program for OCR over it first.")
    if int(str(found["unmapped"])) > _MAX_UNMAPPED * letters:
        raise InputError(place, "its letters cannot be told: its fonts have no map to Unicode.", "Run a program for OCR over it first.")
    notes = []
    if pictures := int(str(found["pictures"])):
        notes.append(f"{pictures} of {pages} pages have no text layer and were not read.")
    if pages > MAX_PAGES:
        notes.append(f"only the first {MAX_PAGES} of {pages} pages were read.")
    if unmapped := int(str(found["unmapped"])):
        notes.append(f"{unmapped} letters cannot be told (their font has no map); they read U+FFFD.")
    notes += [f"{doubt}." for doubt in source.doubts(body)]
    described = Document(body, place, title=front_matter.one_line(_title(found)), notices=tuple(Notice(place, note) for note in notes))
    yield text.completed(described, {}, name)


def _title(found: dict[str, object]) -> str | None:
    """The title that the file gives itself, where it is one: programs put file names and "untitled" there."""
    title = str(found.get("title") or "").strip()
    dull = title.lower().endswith((".doc", ".docx", ".indd", ".qxd", ".pdf", ".html")) or title.lower().startswith(
        ("untitled", "microsoft word")
    )
    return title if title and not dull and len(title.split()) >= 3 else None


def _taken_apart(data: bytes, place: str, seconds: float) -> dict[str, object]:
    # -I: neither the environment nor the folder of the file decides what is imported.
    command = [sys.executable, "-I", str(_PROGRAM), str(MAX_PAGES), str(int(seconds) + 5)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - our own program
    except subprocess.TimeoutExpired as exc:
        raise InputError(place, f"took longer than {seconds:g} s to take apart.", "Split it, or save its text as a .txt file.") from exc
    try:
        found = json.loads(done.stdout)
    except ValueError as exc:
        cause = "is a PDF that cannot be taken apart (it needs too much memory, or is broken)."
        raise InputError(place, cause, "Print it to a new PDF, or save its text as a .txt file.") from exc
    if "refused" in found:
        raise InputError(place, str(found["refused"]), "Print it to a new PDF, or save its text as a .txt file.")
    return dict(found)
