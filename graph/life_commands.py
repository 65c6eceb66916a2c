"""The commands ``python -m graph withdraw|restore|erase|withdrawals``: arguments and what is told.

What they do is left to ``graph.store``. Exit code 0: done; 2: nothing was meant, or it broke off (the same command goes on).
"""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from dataclasses import asdict

from graph.life import SCOPES, Scope, Withdrawal
from graph.results import ErasurePreview
from graph.store import GraphStore

COMMANDS = ("withdraw", "restore", "erase", "withdrawals")
_HELP = {
    "withdraw": "end what an article or a whole source claims, from today on; the texts stay",
    "restore": "take a withdrawal back: everything is as before",
    "erase": "delete an article or a whole source with everything that only it brought",
}
_DONE = {"withdraw": "Withdrawn", "restore": "Restored", "erase": "Erased"}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the commands known."""
    for act, text in _HELP.items():
        parser = commands.add_parser(act, help=text)
        parser.add_argument("kind", choices=SCOPES, help="what VALUE is")
        parser.add_argument(
            "value",
            help="an article's id, an outlet's entity id, the beginning of a source (file, folder, address), a run's name, or a feed's address",
        )
        parser.add_argument("--why", default="", help="the reason, kept with it")
        parser.add_argument("--by", default=None, help="who says so; default: the user of this machine")
        parser.add_argument("--json", action="store_true")
        if act == "erase":
            parser.add_argument("--yes", action="store_true", help="do it without asking; what is erased cannot be restored")
    listed = commands.add_parser("withdrawals", help="list what was withdrawn, restored and erased, by whom and why")
    listed.add_argument("--json", action="store_true")


def run(store: GraphStore, options: argparse.Namespace) -> int:
    """Raises WaslError."""
    if options.command == "withdrawals":
        _list(store.withdrawals(), options.json)
        return 0
    scope = Scope(options.kind, options.value)
    if options.command == "erase" and not options.yes and not _agreed(store.erasure_preview(scope)):
        print("Nothing was erased. Say --yes to erase without being asked.", file=sys.stderr)
        return 2
    by = options.by or _user()
    report = getattr(store, options.command)(scope, by, options.why, _told)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if options.json:
        print(json.dumps(asdict(report), ensure_ascii=False))
    else:
        print(
            f"{_DONE[report.act]} {scope.kind} {scope.value}: {report.articles:,} articles, {report.claims:,} claims, "
            f"{report.entities:,} entities, {report.relations:,} relations changed."
        )
    return 0


def _agreed(found: ErasurePreview) -> bool:
    print(
        f"This deletes {found.articles:,} articles, {found.claims:,} claims, {found.entities:,} entities and {found.gone:,} relations for good; "
        f"{found.stays:,} relations stay with fewer claims.",
        file=sys.stderr,
    )
    if not sys.stdin.isatty():
        return False
    print(f"Erase {found.scope.kind} {found.scope.value} for good? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _told(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {of:,} articles", end="", file=sys.stderr, flush=True)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in the system's list, as in some containers
        return "unknown"


def _list(withdrawals: tuple[Withdrawal, ...], as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(w) for w in withdrawals], ensure_ascii=False, default=str))
        return
    for w in withdrawals:
        end = f", restored on {w.restored_on} by {w.restored_by}" if w.restored_on else ""
        why = f" ({w.why})" if w.why else ""
        print(f"{w.on} {w.act} {w.scope.kind} {' = '.join(scope.value for scope in w.meant)} by {w.by}{why}{end}")
