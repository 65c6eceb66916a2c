"""Layouts in a real browser: nothing overlaps from 2 to 60 entities, lines of one pair are apart, large ones are computed beside the page."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.browser import canvas_world
from tests.browser.desk import BOXES, Desk, overlapping

pytestmark = pytest.mark.browser

SIZES = (2, 3, 5, 8, 13, 21, 34, 60)
LAYOUTS = ("force", "concentric", "hierarchical", "circular")


def article_graph(size: int, lang: str = "ar") -> dict[str, Any]:
    """As reports give them: a few entities in many relations, some pairs joined more than once; the same at every call."""
    chance = random.Random(size)
    data = canvas_world.drawing(lang)
    rows = [
        data["nodes"][i % len(data["nodes"])] | {"id": f"n{i}", "label": f"{data['nodes'][i % len(data['nodes'])]['label']} {i}"}
        for i in range(size)
    ]
    ends = [(i, chance.randrange(max(1, i // 2))) for i in range(1, size)] + [
        (chance.randrange(size), chance.randrange(size)) for _ in range(size // 3)
    ]
    pairs = [(f"n{a}", f"n{b}") for a, b in ends if a != b]
    pairs += pairs[:: max(1, len(pairs) // 4)]
    base = data["edges"][0]
    edges = [
        base | {"id": f"e{k}", "source": a, "target": b, "status": ("asserted", "claimed", "disputed", "denied")[k % 4]}
        for k, (a, b) in enumerate(pairs)
    ]
    degree = {row["id"]: sum(row["id"] in pair for pair in pairs) for row in rows}
    nodes = [row | {"degree": degree[row["id"]]} for row in rows]
    return data | {"nodes": nodes, "edges": edges, "totals": {"entities": size, "relations": len(edges)}}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_overlaps_from_two_to_sixty_entities(desk: Desk, layout: str) -> None:
    for size in SIZES:
        data = article_graph(size) | {"layout": layout, "instance": f"{layout}-{size}"}
        desk.page.evaluate("document.getElementById('parent').replaceChildren()")
        desk.feed(data)
        desk.page.wait_for_function("n => __wasl.positions && Object.keys(__wasl.positions()).length === n", arg=size)
        desk.frame()
        boxes = desk.page.evaluate(BOXES)
        assert overlapping(boxes["discs"]) == [], size
        assert overlapping(boxes["labels"]) == [], size
        own = {f"{label['id']}" for label in boxes["labels"]}
        crossed = [(label["id"], disc["id"]) for label in boxes["labels"] for disc in boxes["discs"] if overlapping([label, disc])]
        assert crossed == [], (size, crossed)
        if size <= (34 if layout == "force" else 13):
            assert len(own) == size, f"{size - len(own)} of {size} have no name"


def test_lines_of_one_pair_are_apart(desk: Desk) -> None:
    data = canvas_world.drawing(only={"kz", "csto"})
    base = data["edges"][0]
    ways = [("kz", "csto"), ("csto", "kz"), ("kz", "csto"), ("csto", "kz"), ("kz", "csto")]
    desk.draw(data | {"edges": [base | {"id": f"p{i}", "source": a, "target": b} for i, (a, b) in enumerate(ways)]})
    middles = [desk.page.evaluate("id => __wasl.middle(id)", f"p{i}") for i in range(5)]
    gaps = [((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2) ** 0.5 for i, a in enumerate(middles) for b in middles[:i]]
    assert min(gaps) > 14


def test_a_large_layout_is_computed_beside_the_page_and_is_the_same_twice(fresh: Desk) -> None:
    fresh.page.evaluate("""() => {
      window.workers = 0;
      const Real = window.Worker;
      window.Worker = class extends Real { constructor(...all) { super(...all); window.workers++; } };
    }""")
    data = article_graph(520)
    done = "() => Object.keys(__wasl.positions()).length === 520 && !__wasl.arranging()"
    places = []
    for turn, nodes in enumerate((data["nodes"], data["nodes"][::-1])):
        fresh.page.evaluate("document.getElementById('parent').replaceChildren()")
        fresh.feed(data | {"nodes": nodes, "instance": f"large-{turn}"})
        fresh.page.wait_for_function(done)
        places.append(fresh.positions())
    assert fresh.page.evaluate("window.workers") == 1
    assert all(abs(places[0][i][axis] - places[1][i][axis]) < 0.01 for i in places[0] for axis in ("x", "y"))


def test_without_workers_the_page_computes_large_layouts_itself(fresh: Desk) -> None:
    fresh.page.evaluate("() => { window.Worker = class { constructor() { throw new Error('refused'); } }; }")
    fresh.feed(article_graph(520))
    fresh.page.wait_for_function("() => Object.keys(__wasl.positions()).length === 520 && !__wasl.arranging()")


def test_a_large_layout_can_be_stopped(desk: Desk) -> None:
    desk.feed(article_graph(2500))
    said = desk.page.wait_for_function("""() => {
      const note = document.querySelector(".wasl-note:not([hidden])"), button = note?.querySelector("button");
      if (!button || !__wasl.arranging()) return null;
      const said = note.textContent;
      button.click();
      return said;
    }""").json_value()
    assert "100%" not in said
    desk.page.wait_for_function("() => Object.keys(__wasl.positions()).length === 2500 && !__wasl.arranging()")


def test_what_was_dragged_is_pinned_keeps_its_place_in_a_new_layout_and_goes_back_by_undo(desk: Desk) -> None:
    desk.draw(canvas_world.drawing())
    before = desk.positions()
    stage = desk.page.locator(".wasl-stage").bounding_box()
    assert stage
    start = before["un"]
    desk.page.mouse.move(stage["x"] + start["x"], stage["y"] + start["y"])
    desk.page.mouse.down()
    desk.page.mouse.move(stage["x"] + start["x"] + 60, stage["y"] + start["y"] + 40, steps=6)
    desk.page.mouse.up()
    desk.page.wait_for_function("() => __wasl.current.placement.pinned.has('un')")
    place = desk.page.evaluate("() => __wasl.current.placement.positions.get('un')")
    desk.page.evaluate("() => __wasl.current.changes.arrange('concentric')")
    assert desk.page.evaluate("() => __wasl.current.placement.positions.get('un')") == place
    desk.page.evaluate("() => { __wasl.current.changes.undo(); __wasl.current.changes.undo(); }")
    desk.frame()
    assert desk.page.evaluate("() => __wasl.current.placement.pinned.size") == 0
    desk.page.evaluate("() => __wasl.current.camera.fit(0)")
    after = desk.page.evaluate("() => __wasl.current.placement.positions.get('un')")
    assert after != place
    # The keyboard pins as well.
    desk.page.evaluate("() => __wasl.current.selection.pick(['kz'])")
    desk.page.locator(".wasl-stage").focus()
    desk.page.keyboard.press("p")
    assert desk.page.evaluate("() => [...__wasl.current.placement.pinned]") == ["kz"]


def test_on_a_phone_a_crowd_opens_near_its_hub_large_enough_to_read(phone: Desk) -> None:
    data = article_graph(80)
    phone.feed(data)
    phone.page.wait_for_function("() => Object.keys(__wasl.positions()).length === 80 && !__wasl.arranging()")
    phone.frame()
    hub = max(data["nodes"], key=lambda node: node["degree"])["id"]
    size = phone.page.evaluate("id => __wasl.current.stage.pixels(__wasl.current.shownItems.get(id).size)", hub)
    at = phone.positions()[hub]
    room = phone.page.evaluate("() => __wasl.current.stage.room()")
    assert size > 10
    assert 0 < at["x"] < room["width"]
    assert 0 < at["y"] < room["height"]
    boxes = phone.page.evaluate(BOXES)
    assert overlapping(boxes["labels"]) == []
    # Its main entities have names, however many lesser ones crowd around them.
    named = phone.page.evaluate("""() => {
      const net = __wasl.current, { width, height } = net.stage.room();
      const named = new Set(net.scene().labels.map((l) => l.lines.join(" ")));
      const clear = (p) => p.x > 90 && p.x < width - 90 && p.y > 190 && p.y < height - 110;
      return [...net.shownItems.values()].filter((i) => clear(net.stage.project(i.id)))
        .sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1)).slice(0, 5).map((i) => named.has(i.lines.join(" ")));
    }""")
    assert named == [True] * 5


def test_a_layout_that_takes_time_ends_in_the_view_of_the_address(desk: Desk) -> None:
    camera = {"x": 0.4, "y": 0.6, "ratio": 0.3}
    desk.draw(article_graph(80) | {"camera": camera})
    desk.page.wait_for_function("() => __wasl.current.arrived && !__wasl.arranging()")
    assert desk.page.evaluate("() => __wasl.camera()") == camera
