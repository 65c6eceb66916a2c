"""Static pages that draw a made-up graph: with the canvas of the bundle, and with pyvis as it comes.

Each page offers ``window.bench``: ``first`` and ``settled`` (ms since the load began, None before),
``mounted`` (when the component was handed its data, None where that cannot be told),
``targets()`` (where to click), ``arm()`` before a click, ``changed`` (ms from the click to the frame
that shows it), ``rest()``, ``pan()`` (ms of script that each of 30 steps to the side took). Measuring is left to ``bench.canvas``.
"""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explorer.components import asset
from explorer.views.legend import legend

_SEED = 11
_KINDS = ("Person", "Country", "Organization", "Place", "Event", "ArmedForce")
_STATUSES = ("asserted", "asserted", "asserted", "claimed", "open", "disputed")
_WORDS = ("لجنة", "منظمة", "وزارة", "مجلس", "اتحاد", "حركة")

# What both pages share. A frame "shows" a change once the frame after its drawing has begun.
_BENCH = """
const shown = (then) => requestAnimationFrame(() => setTimeout(() => then(performance.now())));
let pressed = 0;
addEventListener("pointerdown", (event) => { pressed = event.timeStamp; }, true);
// Whether a click there reaches the picture and no panel above it.
const reaches = (stage) => ({ x, y }) =>
  x > 5 && y > 5 && x < innerWidth - 5 && y < innerHeight - 5 && stage.contains(document.elementFromPoint(x, y));
window.bench = {
  first: null, settled: null, changed: null, mounted: null, armed: false,
  arm() { this.changed = null; this.armed = true; },
  hit() { if (this.armed) { this.armed = false; shown((now) => { this.changed = now - pressed; }); } },
  rest: () => new Promise((done) => setTimeout(done, 320)),
  // Only the script is timed: what the graphics card, or what stands in for it, does later is not in it.
  pan() {
    return Array.from({ length: 30 }, (_one, i) => {
      const start = performance.now();
      this.step(i);
      return performance.now() - start;
    });
  },
};
"""
_CANVAS = """<!doctype html><html><head><meta charset="utf-8"><title>Wasl</title><style>body { margin: 0; }</style></head>
<body><div id="parent"></div><script type="module">
%(bench)s
const [wasl, data] = await Promise.all([import("./%(bundle)s"), fetch("./%(data)s").then((answer) => answer.json())]);
bench.mounted = performance.now();
wasl.network({ data, parentElement: document.getElementById("parent"), setStateValue() {}, setTriggerValue() {} });
const whole = () => {
  const network = window.__wasl.current;
  if (network?.ready && network.shownItems.size === data.nodes.length) {
    shown((now) => { bench.first = now; });
    // A large layout is shown while it unfolds.
    const still = () => (window.__wasl.arranging() ? requestAnimationFrame(still) : shown((now) => { bench.settled = now; }));
    still();
    let selected = "";
    network.stage.sigma.on("afterRender", () => {
      // What a user sees of a selection: the panel that names it.
      const is = document.querySelector(".wasl-panel:not([hidden]) h2")?.textContent ?? "";
      if (is && is !== selected) { selected = is; bench.hit(); }
    });
  } else requestAnimationFrame(whole);
};
whole();
bench.step = () => {
  const { sigma } = window.__wasl.current.stage;
  const { x } = sigma.getCamera().getState();
  sigma.getCamera().setState({ x: x + 0.002 });
  sigma.render();
};
bench.targets = () => {
  const stage = document.querySelector(".wasl-stage");
  const box = stage.getBoundingClientRect();
  return Object.values(window.__wasl.positions()).map(({ x, y }) => ({ x: x + box.left, y: y + box.top })).filter(reaches(stage));
};
</script></body></html>"""
_PYVIS = """<script type="text/javascript">
%(bench)s
network.once("afterDrawing", () => shown((now) => { bench.first = now; }));
network.once("stabilized", () => shown((now) => { bench.settled = now; }));
let waits = false;
network.on("selectNode", () => { waits = true; });
network.on("afterDrawing", () => { if (waits) { waits = false; bench.hit(); } });
bench.step = () => {
  const { x, y } = network.getViewPosition();
  network.moveTo({ position: { x: x + 4, y }, animation: false });
  network.redraw();
};
bench.targets = () => {
  const stage = document.getElementById("mynetwork");
  const box = stage.getBoundingClientRect();
  const seen = Object.values(network.getPositions()).map((at) => network.canvasToDOM(at));
  return seen.map(({ x, y }) => ({ x: x + box.left, y: y + box.top })).filter(reaches(stage));
};
</script>"""


@dataclass(frozen=True, slots=True)
class Graph:
    """``nodes`` as (number, label, kind), ``edges`` as (from, to, status)."""

    nodes: tuple[tuple[int, str, str], ...]
    edges: tuple[tuple[int, int, str], ...]


def graph(size: int) -> Graph:
    """``size`` nodes with three edges each to earlier ones, often to those that have many: the same at every call."""
    chance = random.Random(_SEED)
    nodes = tuple((i, f"{chance.choice(_WORDS)} {i}", chance.choice(_KINDS)) for i in range(size))
    ends = [0]
    edges = []
    for i in range(1, size):
        for _ in range(3):
            other = chance.choice(ends) if chance.random() < 0.7 else chance.randrange(i)
            edges.append((i, other, chance.choice(_STATUSES)))
            ends += [i, other]
    return Graph(nodes, tuple(edges))


def canvas(folder: Path, made: Graph) -> str:
    """Write the canvas's page; returns its file name."""
    bundle = asset()
    shutil.copyfile(bundle.path, folder / bundle.name)
    size = len(made.nodes)
    (folder / f"{size}.json").write_text(json.dumps(_drawing(made), ensure_ascii=False), "utf-8")
    page = _CANVAS % {"bench": _BENCH, "bundle": bundle.name, "data": f"{size}.json"}
    (folder / f"canvas-{size}.html").write_text(page, "utf-8")
    return f"canvas-{size}.html"


def _drawing(made: Graph) -> dict[str, Any]:
    degree = dict.fromkeys(range(len(made.nodes)), 0)
    for source, target, _ in made.edges:
        degree[source] += 1
        degree[target] += 1
    more = {"type": "SUPPORTED", "family": "support", "label": "يدعم", "sources": 1, "disputing": 0, "quantity": None, "role": None}
    return {
        "lang": "ar", "theme": "light", "height": 780, **legend("ar"),
        "nodes": [{"id": str(i), "type": kind, "label": label, "alt": "", "degree": degree[i]} for i, label, kind in made.nodes],
        "edges": [
            {"id": f"r{n}", "source": str(source), "target": str(target), "status": status, "from": None, "to": None, **more}
            for n, (source, target, status) in enumerate(made.edges)
        ],
        "totals": {"entities": len(made.nodes), "relations": len(made.edges)}, "truncated": False, "layout": "force",
        "selected": {"node": None, "edge": None}, "camera": None, "api": None, "query": "", "revision": 1, "instance": "bench",
    }  # fmt: skip


def pyvis(folder: Path, made: Graph) -> str:
    """Write pyvis's page with its own settings (physics on, program in the page); returns its file name."""
    from pyvis.network import Network

    drawn = Network(height="780px", width="100%", directed=True, cdn_resources="in_line")
    for i, label, _ in made.nodes:
        drawn.add_node(i, label=label)
    for source, target, _ in made.edges:
        drawn.add_edge(source, target)
    html = drawn.generate_html(notebook=False)
    page = html.replace("</body>", _PYVIS % {"bench": _BENCH} + "</body>")
    if page == html:
        raise RuntimeError("pyvis made a page without an end; this release is not the one that was measured before")
    name = f"pyvis-{len(made.nodes)}.html"
    (folder / name).write_text(page, "utf-8")
    return name
