"""A headless Chromium for measurements that reaches this machine alone, and a server for a folder of pages."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Route, sync_playwright

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")


def program() -> str:
    """The path of Chromium. Raises RuntimeError when there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise RuntimeError("Chromium was not found; install it (Debian: apt-get install chromium)")
    return found


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program(), args=list(ARGUMENTS))
        try:
            yield launched
        finally:
            launched.close()


def spent() -> Mapping[str, float]:
    """Seconds of processor time of each kind of Chromium's processes under this one: ``renderer`` (script, layout, canvas) and
    ``gpu-process`` (WebGL and putting the page together). Unlike the time on the wall, it hardly depends on what else runs.

    Empty on a system without /proc.
    """
    tick = os.sysconf("SC_CLK_TCK")
    parents: dict[int, list[tuple[int, float]]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # ended in the meantime
        parents.setdefault(int(rest[1]), []).append((int(path.parent.name), (int(rest[11]) + int(rest[12])) / tick))
    found: Counter[str] = Counter()
    waiting = [os.getpid()]
    while waiting:
        for pid, seconds in parents.get(waiting.pop(), ()):
            waiting.append(pid)
            try:
                kind = re.search(r"--type=([\w-]+)", Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace"))
            except OSError:
                continue
            if kind:
                found[kind[1]] += seconds
    return found


def only_here(route: Route) -> None:
    """Let requests to this machine through, refuse all others."""
    if route.request.url.startswith("http://127.0.0.1:"):
        route.continue_()
    else:
        route.abort()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the files of a folder on a free loopback port; yields the address, ending in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
