"""The command line of the benchmarks; what is measured is left to the modules it names."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Sequence

from bench import machine
from graph.errors import WaslError

BENCHES = ("identity", "extraction", "ingestion", "questions", "scale", "canvas")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the named benches (all when none is named); returns 0, or 1 when one could not run."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Wasl on this machine.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones: {', '.join(BENCHES)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="the short form: small sizes, few repetitions")
    args = parser.parse_args(arguments)
    if unknown := sorted(set(args.names) - set(BENCHES)):
        parser.error(f"no bench is called {unknown[0]!r}; there are {', '.join(BENCHES)}")
    for line in machine.lines():
        print(line)
    failed = False
    for name in args.names or BENCHES:
        print(f"\n== {name} ==", flush=True)
        started = time.monotonic()
        try:
            for line in importlib.import_module(f"bench.{name}").run(args.quick):
                print(line, flush=True)
        except (WaslError, OSError, RuntimeError) as error:
            print(f"could not run: {error}", flush=True)
            failed = True
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
