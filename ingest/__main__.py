"""The command line of ingest: ``python -m ingest PATH…`` and ``python -m ingest extract PATH… --out FOLDER``.

How articles get in is left to ``ingest.pipeline``; here stand arguments, progress, messages and exit codes.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn, TextIO

from tqdm import tqdm

from graph import settings
from graph.errors import InputError, WaslError
from ingest import readers
from ingest.annotation import annotation
from ingest.arguments import extract_parser, ingest_parser
from ingest.document import Document, Notice, ReadOptions
from ingest.extractors import chosen
from ingest.interruption import Interruption
from ingest.pipeline import Done, Options, Run, article_of, failure, read, understand
from ingest.report import Report, counted, printable
from ingest.reprints import Reprints

ALL_IN, SOME_REFUSED, STOPPED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 all in, 1 some refused, 2 nothing attempted or broken off."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    command = _extract if given[:1] == ["extract"] else _ingest
    parser = extract_parser() if command is _extract else ingest_parser()
    args = parser.parse_args(given[1:] if command is _extract else given)
    with Interruption() as interruption:
        try:
            return command(args, interruption)
        except WaslError as error:
            _say(str(error))
        except KeyboardInterrupt:
            _say("Stopped before anything was read. The same command starts again.")
    return STOPPED


# --- python -m ingest PATH… -----------------------------------------------------------------------


def _ingest(args: argparse.Namespace, interruption: Interruption) -> int:
    from graph.store import GraphStore  # here, so that ``extract`` needs no driver

    report, in_force, options = Report(), settings.load(), _options(args)
    with GraphStore.open(in_force) as store:
        if args.if_empty and (held := store.status().counts.get("articles", 0)):
            _say(f"The store holds {counted(held, 'article')} already; nothing was read.")
            return ALL_IN
        with contextlib.closing(Reprints(_signatures(in_force))) as reprints:
            run = Run(store, reprints, options, interruption.sleep)
            report = run.report
            started = time.monotonic()
            try:
                reprints.refresh(store)
                with _bar(args) as bar:
                    interruption.check()
                    for event in run.ingest(args.paths):
                        if isinstance(event, Done):
                            bar.update()
                        elif isinstance(event, InputError | Notice):
                            _say(_line(event), bar)
                        interruption.check()
            except WaslError as error:
                report.stopped = _how_far(report, str(error))
            except KeyboardInterrupt:
                report.stopped = _how_far(report, "Stopped by hand.")
            report.seconds = time.monotonic() - started
    if args.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
        if report.stopped:
            _say(report.stopped)
    else:
        for line in report.lines():
            print(printable(line))
    return report.exit_code


def _how_far(report: Report, why: str) -> str:
    return (
        f"{why.rstrip('.')}. The run was broken off: {counted(report.stored, 'article')} of it are in the store, nothing half; "
        "the same command goes on from there."
    )


def _signatures(in_force: settings.Settings) -> Path:
    """Where the signatures of the store in force are kept: a file for each store."""
    if in_force.neo4j_uri is None:
        return in_force.home / "reprints" / "embedded.sqlite"
    name = hashlib.sha256(f"{in_force.neo4j_uri}/{in_force.neo4j_database}".encode()).hexdigest()[:16]
    return in_force.home / "reprints" / f"{name}.sqlite"


# --- python -m ingest extract PATH… --out FOLDER --------------------------------------------------


def _extract(args: argparse.Namespace, interruption: Interruption) -> int:
    options, out, report = _options(args), Path(args.out), Report()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        _say(f"{out}: the folder cannot be made ({exc.strerror}). Name another one with --out.")
        return STOPPED
    taken: set[str] = set()
    started = time.monotonic()
    try:
        with _bar(args) as bar:
            for event in read(args.paths, options.reading):
                interruption.check()
                if isinstance(event, Done):
                    bar.update()
                    continue
                if isinstance(event, Document):
                    report.read += 1
                    problems = _annotate(event, options, _name(event, taken), out, report)
                else:
                    problems = [event]
                for problem in problems:
                    report.warn(problem) if isinstance(problem, Notice) else report.refuse(problem)
                    _say(_line(problem), bar)
    except KeyboardInterrupt:
        report.stopped = f"Stopped by hand: {counted(report.new, 'file')} written to {out}."
    except OSError as exc:
        report.stopped = (
            f"{out}: cannot be written ({exc.strerror}). {counted(report.new, 'file')} written before. Make room or name another folder."
        )
    report.seconds = time.monotonic() - started
    if args.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        _say(
            f"{counted(report.new, 'article')} read into {out}: {counted(report.claims, 'claim')}, "
            f"{counted(report.entities, 'entity', 'entities')}, {counted(report.failed, 'source')} refused, in {report.seconds:.1f} s."
        )
        for line in list(report.lines())[2:]:
            _say(line)
    return report.exit_code


def _annotate(document: Document, options: Options, name: str, out: Path, report: Report) -> list[Notice | InputError]:
    """Write one article's JSON; what was doubted or refused about it. Raises OSError when the file cannot be written."""
    try:
        found = article_of(document, options)
        checked = understand(found, options)
    except Exception as error:  # noqa: BLE001 - whatever an extractor does on one text must not end the others
        return [failure(document.place, error)]
    content = annotation(checked.contribution)
    text = json.dumps({"id": name, **content}, ensure_ascii=False, indent=1)
    (out / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    report.new += 1
    report.claims += len(content["relations"])
    report.entities += len(content["entities"])
    for refused in checked.refused:
        report.refuse_claim(refused)
    return list(found.notices)


def _name(document: Document, taken: set[str]) -> str:
    """The file's stem; with a number behind where another article has that name."""
    path, _, line = document.place.rpartition(":")
    stem = f"{Path(path).stem}-{line}" if path and line.isdigit() else Path(document.place).stem
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name)
    return name


# --- progress and messages ------------------------------------------------------------------------


def _options(args: argparse.Namespace) -> Options:
    return Options(
        extractor=chosen(settings.load()),
        today=date.today(),
        outlet=args.outlet,
        published=args.published,
        language=args.language,
        reading=ReadOptions(args.max_mb),
    )


@contextlib.contextmanager
def _bar(args: argparse.Namespace) -> Iterator[tqdm[NoReturn]]:
    """A bar over the files on standard error; silent where that is no terminal, with ``--quiet`` too."""
    hidden = args.quiet or not sys.stderr.isatty()
    total = None if hidden else sum(isinstance(found, Path) for found in readers.files(args.paths))
    with tqdm(total=total, unit="file", file=sys.stderr, disable=hidden, dynamic_ncols=True) as bar:
        yield bar


def _line(event: InputError | Notice) -> str:
    return ("refused: " if isinstance(event, InputError) else "note: ") + str(event)


def _say(text: str, bar: tqdm[NoReturn] | None = None) -> None:
    """One line on standard error, above the bar where there is one."""
    line = printable(text)
    if bar is None or bar.disable:
        print(line, file=sys.stderr)
    else:
        bar.write(line, file=sys.stderr)


def _unbreakable(stream: TextIO) -> None:
    """Never fail on a letter that the terminal's encoding lacks: print its escape instead."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    _unbreakable(sys.stdout)
    _unbreakable(sys.stderr)
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output went away (head, less)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = STOPPED
    sys.exit(code)
