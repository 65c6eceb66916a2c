"""The arguments of ``python -m ingest``, with their checks and help.

What is done with them is left to ``ingest.__main__``.
"""

from __future__ import annotations

import argparse
from datetime import date

from graph.ontology import LANGUAGES
from ingest import readers
from ingest.document import MAX_BYTES


def ingest_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "python -m ingest",
        "Read articles into the graph. Exit code: 0 all in, 1 some refused, 2 nothing attempted or broken off.",
        "python -m ingest extract PATH… --out FOLDER writes what is found to files and needs no store.",
    )
    parser.add_argument("--if-empty", action="store_true", help="do nothing when the store holds articles already")
    return parser


def extract_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "python -m ingest extract", "Write the entities and relations of each article to FOLDER/NAME.json; no store is needed."
    )
    parser.add_argument("--out", required=True, metavar="FOLDER", help="where the files go; made where it is missing")
    return parser


def _parser(program: str, what: str, more: str = "") -> argparse.ArgumentParser:
    kinds = ", ".join(suffix for reader in readers.READERS for suffix in reader.suffixes)
    parser = argparse.ArgumentParser(prog=program, description=what, epilog=more)
    parser.add_argument("paths", nargs="+", metavar="PATH", help=f"a file ({kinds}) or a folder, which is read to its depth")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--outlet", metavar="NAME", help="who published the articles that do not say")
    parser.add_argument(
        "--published",
        "--date",
        metavar="YYYY-MM-DD",
        type=_day,
        help="when the articles appeared that do not say; words like 'yesterday' count from it",
    )
    parser.add_argument("--language", choices=LANGUAGES, help="language of the articles that do not say; otherwise it is identified")
    parser.add_argument(
        "--max-mb", metavar="N", type=_megabytes, default=MAX_BYTES, help=f"refuse files larger than this (default {MAX_BYTES / 1e6:g})"
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        raise argparse.ArgumentTypeError(f"{text!r} is not a calendar date of the form YYYY-MM-DD") from exc


def _megabytes(text: str) -> int:
    try:
        size = float(text)
    except ValueError:
        size = -1.0
    if not 0 < size <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of megabytes")
    return int(size * 1e6)
