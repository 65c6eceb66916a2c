"""The command line of ingest: ``python -m ingest PATH…``, ``… extract``, ``… explain`` and ``… again``.

How articles get in is left to ``ingest.pipeline``; here stand the commands, with progress, messages
and exit codes. Over 300 lines, because every command of the package stands here.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn, TextIO

from tqdm import tqdm

from graph import settings
from graph.errors import InputError, WaslError
from ingest import again, readers
from ingest.annotation import annotation
from ingest.arguments import again_parser, explain_parser, extract_parser, ingest_parser
from ingest.document import Document, Notice, ReadOptions
from ingest.explanation import explain
from ingest.extractors import chosen
from ingest.interruption import Interruption
from ingest.pipeline import Done, Options, Run, article_of, failure, read, run_name, understand
from ingest.readers import watched
from ingest.rehearsal import Rehearsal
from ingest.report import Report, counted, how_far, printable
from ingest.reprints import Reprints
from ingest.worker import from_environment
from ingest.workers import Where, Workers, where

ALL_IN, SOME_REFUSED, STOPPED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 all in, 1 some refused, 2 nothing attempted or broken off."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    command, parser = _COMMANDS.get(given[0] if given else "", (_ingest, ingest_parser))
    args = parser().parse_args(given if command is _ingest else given[1:])
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
    if not (args.afresh or args.dry_run):
        options = replace(options, reading=replace(options.reading, visits=in_force.beside_store("visits")))
    with GraphStore.open(in_force) as store:
        if args.if_empty and (held := store.status().counts.get("articles", 0)):
            _say(f"The store holds {counted(held, 'article')} already; nothing was read.")
            return ALL_IN
        # The store's clock counts, so that what is known now is known at once, whatever this machine thinks.
        options = replace(options, today=store.today(), run=run_name())
        rehearsal = Rehearsal(store) if args.dry_run else None
        # Whoever watches wants each article in as it comes, not ahead of the next one.
        who = Where(0) if args.watch else where(in_force, args.workers, args.cluster)
        with (
            contextlib.closing(Reprints(in_force.beside_store("reprints"))) as reprints,
            Workers(options.extractor, who, partial(chosen, in_force) if who.cluster is None else from_environment) as workers,
        ):
            run = Run(rehearsal or store, reprints, options, interruption.sleep, workers)
            report = run.report
            report.run = options.run
            started = time.monotonic()
            try:
                reprints.refresh(store)
                if rehearsal is not None:
                    reprints.leave_file()
                    report.rehearsed = rehearsal.difference
                with _bar(args) as bar:
                    interruption.check()
                    for event in run.ingest(_sources(args, interruption)):
                        if isinstance(event, Done):
                            bar.update()
                        elif isinstance(event, InputError | Notice):
                            _say(_line(event), bar)
                        bar.set_postfix_str(_so_far(report), refresh=_due(bar))
                        interruption.check()
            except WaslError as error:
                report.stopped = how_far(report, str(error))
            except KeyboardInterrupt:
                # Watching has no other end: stopping it by hand is no break.
                report.stopped = None if args.watch else how_far(report, "Stopped by hand.")
            report.seconds = time.monotonic() - started
    if args.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
        if report.stopped:
            _say(report.stopped)
    else:
        for line in report.lines():
            print(printable(line))
    return report.exit_code


def _sources(args: argparse.Namespace, interruption: Interruption) -> Iterable[str]:
    """What was named, or with ``--watch`` what settles there, without end."""
    return watched.settled(args.paths, interruption.sleep, time.monotonic, 60 * args.interval) if args.watch else list(args.paths)


def _so_far(report: Report) -> str:
    return f"{counted(report.read, 'article')}, {report.failed:,} refused"


def _due(bar: tqdm[NoReturn]) -> bool:
    """Whether the bar was drawn long enough ago: a file may hold many articles, and each is an event."""
    return not bar.disable and time.time() - bar.last_print_t > bar.mininterval


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


# --- python -m ingest explain PATH… ---------------------------------------------------------------


def _explain(args: argparse.Namespace, interruption: Interruption) -> int:
    options, refused, read_in = _options(args), 0, 0
    for event in read(args.paths, options.reading):
        interruption.check()
        if isinstance(event, Document):
            found = article_of(event, options)
            for line in explain(found.article, options.extractor):
                print(printable(line))
            print()
            read_in += 1
        elif isinstance(event, InputError | Notice):
            refused += isinstance(event, InputError)
            _say(_line(event))
    return SOME_REFUSED if refused else ALL_IN if read_in else STOPPED


# --- python -m ingest again -----------------------------------------------------------------------


def _again(args: argparse.Namespace, interruption: Interruption) -> int:
    from graph.store import GraphStore

    in_force = settings.load()
    options = Options(chosen(in_force), date.today())
    wanted = again.Wanted(args.extractor, again.versions(args.extractor_version) if args.extractor_version else None)
    who = where(in_force, args.workers, args.cluster)
    recipe = partial(chosen, in_force) if who.cluster is None else from_environment
    written = False
    with GraphStore.open(in_force) as store, Workers(options.extractor, who, recipe) as workers:
        run = again.Again(store, options, workers, interruption.sleep)
        started = time.monotonic()
        with contextlib.closing(run):
            try:
                held = store.status().counts.get("articles", 0)
                _through(run.compare(wanted), args, held, interruption)
                if not args.json:
                    for line in run.difference.lines():
                        print(printable(line))
                changed = _waiting(run)
                if changed and (args.yes or _confirmed(f"Write this to {counted(changed, 'article')}?")):
                    written = True
                    _through(run.commit(), args, changed, interruption)
            except WaslError as error:
                run.report.stopped = how_far(run.report, str(error))
            except KeyboardInterrupt:
                run.report.stopped = how_far(run.report, "Stopped by hand.")
            run.report.seconds = time.monotonic() - started
    if args.json:
        print(
            json.dumps({**run.report.as_json(), "written": written, "difference": run.difference.as_json()}, ensure_ascii=False, indent=1)
        )
    else:
        if not written:
            print("Nothing was written." + (" With --yes it is." if _waiting(run) else ""))
        for line in run.report.lines():
            print(printable(line))
    return run.report.exit_code


def _waiting(run: again.Again) -> int:
    """How many articles would be changed."""
    return run.report.read - run.report.unchanged - run.report.failed


def _through(events: Iterator[InputError | None], args: argparse.Namespace, total: int, interruption: Interruption) -> None:
    """Go through a reading again, with a bar."""
    hidden = args.quiet or not sys.stderr.isatty()
    with tqdm(total=total, unit="article", file=sys.stderr, disable=hidden, dynamic_ncols=True) as bar:
        for refused in events:
            bar.update()
            if refused is not None:
                _say(_line(refused), bar)
            interruption.check()


def _confirmed(question: str) -> bool:
    """What a person at the terminal says; no where nobody is."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


_COMMANDS = {"extract": (_extract, extract_parser), "explain": (_explain, explain_parser), "again": (_again, again_parser)}


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
    endless = getattr(args, "watch", False)
    total = None if hidden or endless else sum(isinstance(found, Path | readers.Address) for found in readers.files(args.paths))
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
