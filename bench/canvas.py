"""The network canvas beside a pyvis page with physics: first picture, settled picture, click to changed picture.

Both draw the same made-up graph in the same browser in one run, without a server behind them; what a
Streamlit rerun would add to either is not in these numbers. How each page is made stands in ``bench.pages``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page
from playwright.sync_api import TimeoutError as NotInTime

from bench import pages
from bench.chromium import browser, only_here, served, spent
from bench.timing import told

VIEW = {"width": 1280, "height": 800}
# Seconds that a page gets to settle, and a click to change the picture.
_SETTLE = 30.0
_CLICK = 2.0
# Seconds after which the clicks on one page are ended, however many are left.
_CLICKS = 15.0


@dataclass(frozen=True, slots=True)
class Subject:
    """One way of drawing: the name it goes by, its file, and the scripts that ask it (see ``bench.pages``)."""

    name: str
    file: str


def run(quick: bool) -> Iterator[str]:
    sizes, clicks = ((300,), 10) if quick else ((300, 1500, 10_000), 100)
    with tempfile.TemporaryDirectory(prefix="wasl-bench-") as folder, served(Path(folder)) as base, browser() as chromium:
        yield f"Chromium {chromium.version}, headless, software GL, {VIEW['width']} × {VIEW['height']}"
        yield (
            "first picture: from the start of loading the page to the first frame that shows the graph (in brackets: from mounting the "
            "component in it); settled: until nothing moves by itself any more; click: from the mouse button to the frame that shows the "
            "selection, on nodes all over the picture; pan: script time of a frame that moves the view; processor: what the page's process "
            "and the one that draws for it used until the first picture, and for each click with the pause after it"
        )
        for size in sizes:
            graph = pages.graph(size)
            for subject in (Subject("Wasl", pages.canvas(Path(folder), graph)), Subject("pyvis", pages.pyvis(Path(folder), graph))):
                yield f"{size} nodes, {len(graph.edges)} edges, {subject.name}: {measured(chromium, base, subject, clicks)}"


def measured(chromium: Browser, base: str, subject: Subject, clicks: int) -> str:
    page = chromium.new_context(viewport=VIEW).new_page()  # type: ignore[arg-type]  # a plain mapping does as well
    page.route("**/*", only_here)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error).splitlines()[0]))
    before = spent()
    try:
        try:
            page.goto(base + subject.file, wait_until="commit")
            page.wait_for_function("window.bench && window.bench.first !== null", timeout=_SETTLE * 1000)
        except NotInTime:
            return f"no picture within {_SETTLE:.0f} s; clicks not measured"
        first = page.evaluate("window.bench.first")
        loaded = used(before, spent())
        mounted = page.evaluate("window.bench.mounted")
        since = f" ({(first - mounted) / 1000:.2f} s)" if mounted is not None else ""
        try:
            page.wait_for_function("window.bench.settled !== null", timeout=max(1.0, _SETTLE * 1000 - first))
            settled = f"settled {page.evaluate('window.bench.settled') / 1000:.2f} s"
        except NotInTime:
            settled = f"still moving after {_SETTLE:.0f} s"
        frames = [step / 1000 for step in page.evaluate("window.bench.pan()")]
        before = spent()
        times, missed = clicked(page, clicks)
        each = used(before, spent(), len(times) + missed)
        lost = f" ({missed} clicks changed nothing within {_CLICK:.0f} s)" if missed else ""
        broken = f"; SCRIPT ERROR: {faults[0]}" if faults else ""
        return (
            f"first picture {first / 1000:.2f} s{since}, {settled}, pan {told(frames)}, click {told(times)}{lost}; "
            f"processor {loaded}, a click {each}{broken}"
        )
    except Error as error:
        return f"could not be measured: {str(error).splitlines()[0]}"
    finally:
        page.context.close()


def used(before: Mapping[str, float], after: Mapping[str, float], times: int = 1) -> str:
    """What each kind of process used in between, per time."""
    names = {"renderer": "page", "gpu-process": "graphics"}
    parts = [f"{name} {(after[kind] - before.get(kind, 0)) / max(1, times) * 1000:.0f} ms" for kind, name in names.items() if kind in after]
    return ", ".join(parts) or "not known here"


def clicked(page: Page, clicks: int) -> tuple[list[float], int]:
    """Seconds of the clicks that selected something, and how many did not."""
    times: list[float] = []
    missed = 0
    spent = 0.0
    for i in range(clicks):
        # Asked anew each time: what still moves stands elsewhere by now.
        targets = page.evaluate("window.bench.targets()")
        if spent > _CLICKS or not targets:
            break
        target = targets[i * len(targets) // clicks]
        page.evaluate("window.bench.arm()")
        page.mouse.click(target["x"], target["y"])
        try:
            page.wait_for_function("window.bench.changed !== null", timeout=_CLICK * 1000)
        except NotInTime:
            missed += 1
            spent += _CLICK
            continue
        times.append(page.evaluate("window.bench.changed") / 1000)
        spent += times[-1]
        # Nothing of one click may reach into the next: the picture rests first.
        page.evaluate("window.bench.rest()")
    return times, missed
