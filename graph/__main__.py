"""The graph's command line: ``python -m graph query 'MATCH …'`` and ``python -m graph status``.

Standard output carries the answer alone, messages go to standard error. Exit code 0: answered;
1: the query could not be answered; 2: the store is away or the settings or arguments are wrong.
Filling the graph is left to ``python -m ingest``.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from graph import life_commands, settings
from graph.errors import QueryError, QuerySyntaxError, WaslError
from graph.exchange import judgements
from graph.exchange.graphml import graphml
from graph.filters import GraphFilter
from graph.results import QueryResult, StoreStatus
from graph.store import GraphStore

# A spreadsheet runs a cell that begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


def main(arguments: Sequence[str] | None = None) -> int:
    # Where the locale is not UTF-8, Python hands out other bytes as half characters.
    words = [os.fsencode(word).decode("utf-8", "replace") for word in (sys.argv[1:] if arguments is None else arguments)]
    options = _parser().parse_args(words)
    text: str = getattr(options, "cypher", "")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Names are in four scripts, whatever the terminal's own encoding; a lone surrogate must not end the answer.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    try:
        with GraphStore.open(settings.load()) as store:
            if options.command == "status":
                status = store.status()
                sys.stdout.write(json.dumps(asdict(status), ensure_ascii=False) + "\n" if options.json else _status_text(status))
                return 0
            if options.command in life_commands.COMMANDS:
                return life_commands.run(store, options)
            if options.command == "graphml":
                return _graphml(store, options.file, options.limit)
            if options.command == "judgements":
                return _judgements(store, options.act, options.file)
            text = sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text
            result = store.query(text, dict(options.param))
            _FORMATS[options.format](result)
            if result.truncated:
                print(f"Only the first {len(result.rows):,} rows are shown; WASL_QUERY_ROWS sets how many.", file=sys.stderr)
    except QueryError as exc:
        print(_query_message(exc, text), file=sys.stderr)
        return 1
    except WaslError as exc:
        print(exc, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever reads has read enough, as `head` does.
        sys.stderr.close()
        return 0
    except OSError as exc:
        if exc.filename is None:
            raise
        print(f"{exc.filename}: {exc.strerror}. Name a file that can be opened.", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m graph", description="Ask the graph.")
    commands = parser.add_subparsers(dest="command", required=True)
    query = commands.add_parser("query", help="answer a statement in Cypher, on the reader's account")
    query.add_argument("cypher", help="the statement, or - to read it from standard input")
    query.add_argument("--param", action="append", default=[], type=_parameter, metavar="NAME=VALUE", help="a parameter; JSON, else text")
    query.add_argument("--format", choices=list(_FORMATS), default="table")
    life_commands.add(commands)
    status = commands.add_parser("status", help="say which server answers and how much it holds")
    status.add_argument("--json", action="store_true")
    drawn = commands.add_parser("graphml", help="write the best sourced relations to a file for Gephi, yEd, Cytoscape or networkx")
    drawn.add_argument("file", help="a path, or - for standard output")
    drawn.add_argument("--limit", type=int, choices=range(1, 5001), default=5000, metavar="N", help="most relations, up to 5000 (default)")
    judged = commands.add_parser("judgements", help="write the judgements to a file, or take them in, as JSON Lines")
    judged.add_argument("act", choices=("export", "import"))
    judged.add_argument("file", help="a path, or - for standard output and input")
    return parser


def _graphml(store: GraphStore, file: str, limit: int) -> int:
    found = store.overview(GraphFilter(limit=limit))
    written = graphml(found)
    if file == "-":
        sys.stdout.write(written.decode("utf-8"))
    else:
        with open(file, "wb") as out:
            out.write(written)
    if found.truncated:
        print(f"Only {len(found.relations):,} of {found.total_relations:,} relations are in it: the best sourced.", file=sys.stderr)
    return 0


def _judgements(store: GraphStore, act: str, file: str) -> int:
    """Write the history to a file, or take one in. 1: some lines were refused."""
    if act == "export":
        lines = judgements.lines(store.judgements())
        if file == "-":
            sys.stdout.writelines(lines)
        else:
            with open(file, "w", encoding="utf-8", newline="") as out:
                out.writelines(lines)
        return 0
    with contextlib.nullcontext(sys.stdin.buffer) if file == "-" else open(file, "rb") as source:
        found, unread = judgements.read(source, "standard input" if file == "-" else file)
    added, refused = store.take_in(found)
    for error in (*unread, *refused):
        print(error, file=sys.stderr)
    print(f"{len(added):,} taken in, {len(found) - len(added) - len(refused):,} were here, {len(unread) + len(refused):,} refused")
    return 1 if unread or refused else 0


def _parameter(text: str) -> tuple[str, Any]:
    """``NAME=VALUE``; the value is read as JSON where it is JSON, else it is text. Whole numbers must fit 64 bits."""
    name, sign, value = text.partition("=")
    if not sign or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r}: expected NAME=VALUE, e.g. --param name=Kazakhstan or --param ids='[1, 2]'")
    try:
        read = json.loads(value)
    except ValueError as exc:
        if value[:1] in ("[", "{"):
            raise argparse.ArgumentTypeError(f"{name}: the list or object is not JSON ({exc})") from exc
        return name, value
    if isinstance(read, int) and not isinstance(read, bool) and not -(2**63) <= read < 2**63:
        raise argparse.ArgumentTypeError(f"{name}: {value} does not fit into 64 bits")
    return name, read


def _query_message(error: QueryError, text: str) -> str:
    if isinstance(error, QuerySyntaxError) and error.line is not None and error.column is not None:
        lines = text.split("\n")
        if 0 < error.line <= len(lines):
            return f"{error}\n{lines[error.line - 1]}\n{' ' * (error.column - 1)}^"
    return str(error)


def _status_text(status: StoreStatus) -> str:
    where = f"{status.address} (embedded)" if status.embedded else status.address
    rows = [
        ("server", status.server),
        ("address", where),
        *((k, f"{v:,}") for k, v in status.counts.items()),
        ("revision", status.revision),
    ]
    return "".join(f"{name:<10} {value}\n" for name, value in rows)


def _json(result: QueryResult) -> None:
    """A list of objects, one a row."""
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    sys.stdout.write(json.dumps(rows, ensure_ascii=False, allow_nan=False, indent=1) + "\n")


def _csv(result: QueryResult) -> None:
    """RFC 4180, UTF-8; what a spreadsheet would take for a formula gets an apostrophe before it."""
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(map(_cell, result.columns))
    writer.writerows([_cell(value) for value in row] for row in result.rows)


def _cell(value: Any) -> Any:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    text = _text(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _table(result: QueryResult) -> None:
    """Columns in the width that their cells take on a terminal; long cells are cut."""
    if not result.columns:
        print("no rows", file=sys.stderr)
        return
    rows = [[_short(name) for name in result.columns], *([_short(_text(value)) for value in row] for row in result.rows)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["─" * width for width in widths])
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    print(f"{len(result.rows):,} rows in {result.seconds:.2f} s", file=sys.stderr)


def _short(text: str) -> str:
    # Control characters would move the terminal's cursor, or do worse.
    shown = "".join(sign if unicodedata.category(sign)[0] != "C" or sign == "\u200c" else " " for sign in text)
    return shown if len(shown) <= _WIDEST else shown[: _WIDEST - 1] + "…"


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.category(sign) in ("Mn", "Me", "Cf") for sign in text)


_FORMATS = {"table": _table, "json": _json, "csv": _csv}


if __name__ == "__main__":
    sys.exit(main())
