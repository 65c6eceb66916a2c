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
        "python -m ingest extract SOURCE… --out FOLDER writes what is found to files and needs no store.",
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="go on: read files as they are put into the folders, and addresses at an interval, until stopped",
    )
    parser.add_argument(
        "--interval",
        metavar="MINUTES",
        type=_minutes,
        default=15.0,
        help="with --watch: how long until an address is asked again (default 15)",
    )
    parser.add_argument("--afresh", action="store_true", help="give all items of feeds, also those that are in the store already")
    parser.add_argument("--dry-run", action="store_true", help="write nothing; say what would be added, changed and ended")
    add_workers(parser)
    parser.add_argument("--if-empty", action="store_true", help="do nothing when the store holds articles already")
    return parser


def add_workers(parser: argparse.ArgumentParser) -> None:
    """Who extracts; what is not given stays as the settings say."""
    who = parser.add_mutually_exclusive_group()
    who.add_argument(
        "--workers",
        metavar="N",
        type=_number_of_workers,
        default=None,
        help="processes that extract; 0: this one (default: this one, and for larger runs one for each processor; WASL_WORKERS)",
    )
    who.add_argument("--cluster", metavar="ADDRESS", help="Dask scheduler whose workers extract, e.g. tcp://localhost:8786 (WASL_CLUSTER)")


def extract_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "python -m ingest extract", "Write the entities and relations of each article to FOLDER/NAME.json; no store is needed."
    )
    parser.add_argument("--out", required=True, metavar="FOLDER", help="where the files go; made where it is missing")
    return parser


def again_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest again",
        description="Read the stored texts again with the extractor in force, show what that changes, and write it once that is confirmed.",
        epilog="Exit code: 0 all read, 1 some refused, 2 nothing attempted or broken off.",
    )
    parser.add_argument("--extractor", metavar="NAME", help="only articles with claims of this extractor, e.g. rules (default: any)")
    parser.add_argument(
        "--extractor-version", metavar="RANGE", help="only articles with claims of these versions, e.g. '<2' (default: any)"
    )
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--json", action="store_true", help="print the difference and the report as JSON")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    add_workers(parser)
    return parser


def explain_parser() -> argparse.ArgumentParser:
    return _parser(
        "python -m ingest explain",
        "Print how each article is read, sentence by sentence: mentions, claims with speaker and status, and what was refused and why.",
        "No store is needed and nothing is written. Exit code: 0 all read, 1 some refused, 2 nothing attempted.",
    )


def _parser(program: str, what: str, more: str = "") -> argparse.ArgumentParser:
    kinds = ", ".join(suffix for reader in readers.READERS for suffix in reader.suffixes)
    parser = argparse.ArgumentParser(prog=program, description=what, epilog=more)
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="SOURCE",
        help=f"a file ({kinds}), a folder, which is read to its depth, a pattern, an address of a page or feed (http, https), or - for standard input",
    )
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


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1.0
    if not 1 <= minutes <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of minutes, one or more")
    return minutes


def _number_of_workers(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 1024):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def _megabytes(text: str) -> int:
    try:
        size = float(text)
    except ValueError:
        size = -1.0
    if not 0 < size <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of megabytes")
    return int(size * 1e6)
