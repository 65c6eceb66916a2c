"""Groups and rules of colour and size: what is folded, counted, told apart, undone and told to Python.

Over 300 lines: groups, colours and sizes are rules of one picture.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import expect

from explorer import theme
from explorer.state import ExplorerState
from explorer.views.moments import time
from tests.browser import canvas_world
from tests.browser.desk import BOXES, Desk, moved, overlapping

pytestmark = pytest.mark.browser
KINDS = Counter(e[1] for e in canvas_world.ENTITIES)
PERSONS = [e[0] for e in canvas_world.ENTITIES if e[1] == "Person"]


def styled(lang: str = "en", *, color: str = "type", size: str = "degree", group: str | None = None, **more: Any) -> dict[str, Any]:
    data = canvas_world.drawing(lang, **more)
    for n, edge in enumerate(data["edges"]):
        edge |= {"confidence": 0.4 + (n % 7) / 10, "known": f"2022-01-{n % 20 + 1:02d}"}
    return data | {"style": {"color": color, "size": size, "group": group, "opened": []}}


def choose(desk: Desk, choice: str) -> None:
    desk.page.locator('[data-tool="style"]').click()
    desk.page.locator(f'[data-choice="{choice}"]').click()
    desk.frame()


def fills(desk: Desk) -> dict[str, str]:
    found: dict[str, str] = desk.page.evaluate(
        "() => Object.fromEntries([...__wasl.current.shownItems].map(([id, item]) => [id, item.fill]))"
    )
    return found


def test_grouping_by_type_folds_counts_moves_nothing_and_is_undone(desk: Desk) -> None:
    desk.draw(styled(only={"kz", "ru", "csto", "tok", "put", "coup"}))
    before, relations = desk.positions(), desk.page.evaluate("() => __wasl.edges().length")
    choose(desk, "group:type")
    assert desk.shown() == ["coup", "csto", "group:type:Country", "group:type:Person"]
    assert moved(before, desk.positions()) == 0
    # The members are still drawn: only folded.
    assert len(desk.drawn()) == 6
    groups = desk.page.evaluate("() => __wasl.current.scene().counts.map((one) => one.text)")
    assert sorted(groups) == ["2", "2"]
    bundles = desk.page.evaluate("() => [...__wasl.current.shownEdges.values()].filter((one) => one.relations)")
    assert {frozenset((b["source"], b["target"])) for b in bundles} == {
        frozenset(("group:type:Country", "csto")), frozenset(("group:type:Country", "group:type:Person")),
    }  # fmt: skip
    within = desk.page.evaluate("() => [...__wasl.current.groups.values()].flatMap((one) => one.inner)")
    single = desk.page.evaluate("() => [...__wasl.current.shownEdges.values()].filter((one) => !one.relations).length")
    assert sum(len(b["relations"]) for b in bundles) + len(within) + single == relations
    assert sorted(within) == ["c1", "c2"]
    desk.page.locator('[data-tool="undo"]').click()
    desk.frame()
    assert desk.positions() == before
    desk.page.locator('[data-tool="redo"]').click()
    assert len(desk.shown()) == 4


def test_nothing_overlaps_in_a_grouped_picture_and_every_group_is_named(desk: Desk) -> None:
    for group in ("type", "community", "country"):
        desk.clear()
        desk.draw(styled("ar", group=group))
        desk.page.wait_for_function("() => __wasl.current.groups.size > 2")
        desk.frame()
        boxes = desk.page.evaluate(BOXES)
        assert overlapping(boxes["discs"]) == [], group
        assert overlapping(boxes["labels"]) == [], group
        assert len(boxes["labels"]) == len(boxes["discs"]), group


def test_one_line_stands_for_the_relations_between_two_groups_and_tells_them(desk: Desk) -> None:
    desk.draw(styled(group="type"))
    bundle = desk.page.evaluate("() => [...__wasl.current.shownEdges.values()].find((one) => one.status === 'mixed')")
    statuses = Counter(r[4] for r in canvas_world.RELATIONS if r[0] in bundle["relations"])
    assert bundle["statuses"] == dict(statuses)
    assert len(statuses) > 1
    assert bundle["sources"] == max(r[5] for r in canvas_world.RELATIONS if r[0] in bundle["relations"])
    desk.page.evaluate("id => __wasl.current.selection.pickEdge(id)", bundle["id"])
    rows = desk.page.locator(".wasl-panel [data-relation]")
    expect(rows).to_have_count(len(bundle["relations"]))
    expect(desk.page.locator(".wasl-panel")).to_contain_text("at least")
    rows.first.click()
    expect(desk.page.locator(".wasl-fact")).to_be_visible()


def test_a_double_click_opens_one_group_and_leaves_the_others(desk: Desk) -> None:
    desk.draw(styled(group="type"))
    before = desk.positions()
    desk.page.locator(".wasl-stage").dblclick(position=before["group:type:Person"])
    desk.page.wait_for_function("() => !__wasl.current.groups.has('group:type:Person')")
    desk.frame()
    assert set(PERSONS) <= set(desk.shown())
    assert "group:type:Country" in desk.shown()
    assert moved(before, desk.positions()) == 0
    desk.page.wait_for_function("() => window.sent.some(([name, value]) => name === 'view' && value.style.opened.length)")
    assert desk.sent("view")[-1]["style"] == {"color": "type", "size": "degree", "group": "type", "opened": ["Person"]}
    assert desk.page.locator('[data-tool="undo"]').get_attribute("title") == "Undo: Opened the group Person"
    desk.page.locator('[data-tool="undo"]').click()
    assert "group:type:Person" in desk.shown()


def test_by_keyboard_and_for_screen_readers_a_group_is_walked_to_told_and_opened(desk: Desk) -> None:
    desk.draw(styled(group="type"))
    listed = desk.page.locator(".wasl-quiet[role=region] li")
    expect(listed.filter(has_text="Group of 8 entities: Person")).to_have_count(1)
    stage = desk.page.locator(".wasl-stage")
    stage.focus()
    desk.page.evaluate("() => __wasl.current.selection.pick(['group:type:Person'])")
    expect(desk.page.locator(".wasl-panel h2")).to_have_text("Person")
    expect(desk.page.locator(".wasl-panel [data-member]")).to_have_count(8)
    stage.press("u")
    assert set(PERSONS) <= set(desk.shown())
    expect(desk.page.locator(".wasl-panel")).to_be_hidden()
    # The rules themselves by keyboard alone.
    desk.page.locator('[data-tool="style"]').focus()
    desk.page.keyboard.press("Enter")
    desk.page.locator('[data-choice="group:"]').focus()
    desk.page.keyboard.press("Enter")
    assert sorted(desk.shown()) == desk.drawn()


def test_countries_come_from_the_server_and_the_rest_says_so(desk: Desk) -> None:
    desk.draw(styled())
    choose(desk, "group:country")
    desk.page.wait_for_function("() => __wasl.current.groups.has('group:country:kz')")
    groups = desk.page.evaluate(
        "() => Object.fromEntries([...__wasl.current.groups].map(([id, own]) => [__wasl.current.groupLabel(own), own.members.length]))"
    )
    homes = Counter(canvas_world.COUNTRY_OF.values())
    assert groups == {
        "Kazakhstan": homes["kz"],
        "Russia": 2,
        "Belarus": 2,
        "no country known": len(canvas_world.ENTITIES) - sum(homes.values()),
    }


def test_communities_are_the_same_in_whatever_order_the_graph_comes(desk: Desk) -> None:
    data = styled(group="community")
    desk.draw(data)
    first = desk.page.evaluate("() => [...__wasl.current.groups].map(([id, own]) => [id, own.members])")
    desk.clear()
    desk.draw(data | {"nodes": data["nodes"][::-1], "edges": data["edges"][::-1]})
    again = desk.page.evaluate("() => [...__wasl.current.groups].map(([id, own]) => [id, own.members])")
    assert sorted(first) == sorted(again)
    assert len(first) > 2
    # A community is named after its heart, which is in it.
    assert all(id.removeprefix("group:community:") in members for id, members in first)


@pytest.mark.parametrize("ground", theme.THEMES)
def test_colours_of_a_rule_are_those_of_the_palette_and_the_legend_counts_and_hides_them(desk: Desk, ground: str) -> None:
    desk.draw(styled(theme=ground, color="community"))
    known = {getattr(c, ground) for c in (*theme.CATEGORIES, theme.UNTOLD, theme.UNKNOWN)}
    seen = Counter(fills(desk).values())
    assert set(seen) <= known
    assert len(seen) > 2
    keys = desk.page.locator("[data-rule=community] [data-key]")
    counts = [int(text) for text in keys.locator(".n").all_inner_texts()]
    assert sorted(counts) == sorted(seen.values())
    before = desk.positions()
    keys.first.click()
    desk.frame()
    assert len(desk.shown()) == len(canvas_world.ENTITIES) - counts[0]
    assert moved(before, desk.positions()) == 0
    desk.page.locator('[data-tool="undo"]').click()
    assert desk.positions() == before


def test_properties_colour_by_steps_and_say_what_is_not_known(desk: Desk) -> None:
    ramp = [c.light for c in theme.RAMP]
    desk.draw(styled(color="dispute"))
    found = fills(desk)
    assert found["naz"] == ramp[4], "its one relation is disputed"
    assert found["cn"] == ramp[0]
    choose(desk, "color:confidence")
    assert set(fills(desk).values()) <= {*ramp, theme.UNKNOWN.light}
    choose(desk, "color:seen")
    assert len(set(fills(desk).values())) > 2
    desk.clear()
    bare = canvas_world.drawing("en") | {"style": {"color": "seen", "size": "degree", "group": None, "opened": []}}
    for edge in bare["edges"]:
        edge.pop("known", None)
    desk.draw(bare)
    assert set(fills(desk).values()) == {theme.UNKNOWN.light}
    expect(desk.page.locator("[data-rule=seen]")).to_contain_text("not known")


def test_sizes_follow_their_rule_and_the_card_says_the_number(desk: Desk) -> None:
    desk.draw(styled())
    before = desk.positions()
    sizes = "() => Object.fromEntries([...__wasl.current.shownItems].map(([id, item]) => [id, item.size]))"
    for rule in ("betweenness", "pagerank", "sources"):
        choose(desk, f"size:{rule}")
        size = desk.page.evaluate(sizes)
        assert max(size, key=size.get) in ("kz", "csto"), rule
        assert size["daily"] < size["kz"]
        assert moved(before, desk.positions()) == 0
    choose(desk, "size:betweenness")
    desk.page.locator(".wasl-stage").hover(position=desk.positions()["kz"])
    expect(desk.page.locator(".wasl-card")).to_contain_text("Betweenness: 0.")
    expect(desk.page.locator(".wasl-legend")).to_contain_text("Size: Betweenness")


def test_rules_are_told_to_python_and_an_echo_changes_nothing(desk: Desk) -> None:
    data = styled()
    desk.draw(data)
    choose(desk, "color:country")
    choose(desk, "group:type")
    desk.page.wait_for_function("() => window.sent.some(([name, value]) => name === 'view' && value.style.group === 'type')")
    told = desk.sent("view")[-1]["style"]
    assert told == {"color": "country", "size": "degree", "group": "type", "opened": []}
    choose(desk, "group:")
    desk.feed(data | {"style": told})
    desk.frame()
    assert desk.page.evaluate("() => __wasl.current.groups.size") == 0
    # What Python wishes by itself is followed.
    desk.feed(data | {"style": {"color": "type", "size": "sources", "group": "community", "opened": []}})
    desk.page.wait_for_function("() => __wasl.current.groups.size > 1")


def test_hiding_a_group_hides_what_it_holds_and_keeping_it_keeps_that(desk: Desk) -> None:
    desk.draw(styled(group="type"))
    desk.page.evaluate("() => __wasl.current.changes.hide(['group:type:Person'])")
    assert not set(PERSONS) & set(desk.drawn())
    desk.page.evaluate("() => __wasl.current.changes.undo()")
    desk.page.evaluate("() => __wasl.current.changes.keepOnly(['group:type:Outlet'])")
    assert set(desk.drawn()) == {"agency", "daily", "kz"}
    assert KINDS["Outlet"] == 2


def test_an_address_that_groups_by_country_waits_for_the_countries(desk: Desk) -> None:
    desk.draw(styled(group="country", color="country"))
    desk.page.wait_for_function("() => __wasl.current.groups.size > 2")
    desk.frame()
    first = desk.positions()
    desk.clear()
    # A picture that can ask nothing has them with it, and is the same.
    known = canvas_world.answer("countries", {"id": [e[0] for e in canvas_world.ENTITIES]})[1]
    names = {"kz": "Kazakhstan", "ru": "Russia", "by": "Belarus"}
    desk.draw(styled(group="country", color="country") | {"api": None, "countries": known | {"names": names}})
    assert moved(first, desk.positions()) == 0
    assert desk.shown() == sorted(first)


def test_on_a_phone_a_grouped_picture_opens_whole(phone: Desk) -> None:
    phone.draw(styled("ar", group="community"))
    window = phone.page.locator(".wasl-stage").bounding_box()
    assert window
    discs = phone.page.evaluate(BOXES)["discs"]
    assert len(discs) > 2
    assert all(disc["x"] >= 0 and disc["x"] + disc["w"] <= window["width"] for disc in discs)
    assert all(disc["y"] >= 0 and disc["y"] + disc["h"] <= window["height"] for disc in discs)


def test_a_selected_group_is_told_and_opens_where_an_address_names_it(desk: Desk) -> None:
    data = styled(group="type")
    desk.draw(data)
    desk.click("group:type:Person")
    expect(desk.page.locator(".wasl-panel h2")).to_have_text("Person")
    desk.page.wait_for_function("() => window.sent.some(([name, value]) => name === 'view' && value.selected.node === 'group:type:Person')")
    # A line between two groups is a selection like any other.
    bundle = desk.page.evaluate("() => [...__wasl.current.shownEdges.values()].find((one) => one.relations).id")
    desk.page.evaluate("id => __wasl.current.selection.pickEdge(id)", bundle)
    desk.page.wait_for_function("id => window.sent.some(([name, value]) => name === 'view' && value.selected.edge === id)", arg=bundle)
    # With another rule that line is gone, and what told of it too.
    choose(desk, "group:")
    expect(desk.page.locator(".wasl-panel")).to_be_hidden()
    # Countries are asked for first; until they are there, nobody is told that nothing is selected.
    desk.clear()
    desk.draw(styled(group="country") | {"selected": {"node": "group:country:kz", "edge": None}})
    expect(desk.page.locator(".wasl-panel h2")).to_have_text("Kazakhstan")
    assert desk.page.evaluate("() => [...__wasl.current.selection.focus.picked]") == ["group:country:kz"]
    assert all(view["selected"]["node"] == "group:country:kz" for view in desk.sent("view"))
    desk.clear()
    desk.draw(styled(group="type") | {"selected": {"node": None, "edge": bundle}})
    expect(desk.page.locator(".wasl-panel [data-relation]").first).to_be_visible()


def compared(desk: Desk, lang: str, **styles: Any) -> None:
    """Two days are compared in which everything stays but four relations."""
    data = styled(lang, **styles)
    became = {"c1": "new", "c2": "gone", "o1": "new", "o2": "changed", "o3": "gone"}
    edges = [edge | {"change": became.get(edge["id"], "same")} for edge in data["edges"]]
    edges = [edge | ({"was": {"role": None}} if edge["change"] == "changed" else {}) for edge in edges]
    days = {"before": "2022-01-05", "after": "2022-01-20"}
    answer = {key: data[key] for key in ("nodes", "totals", "truncated")} | days | {"clock": "known", "edges": edges}
    desk.page.route("**/api/compare*", lambda route: route.fulfill(json=answer))
    desk.draw(data | {"time": time(ExplorerState(lang=lang, compare="known:2022-01-05:2022-01-20"), True)})
    desk.page.wait_for_function("() => __wasl.current.views.clocks.compared")
    desk.frame()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_compared_days_mark_bundled_lines_and_groups_by_what_they_hold(desk: Desk, lang: str) -> None:
    compared(desk, lang, group="type")
    marks = desk.page.evaluate("() => __wasl.current.views.comparison.marks()")
    held = {
        frozenset(mark["id"].removeprefix("group:").split(" ")) if not mark["group"] else mark["id"]: (mark["counts"], mark["whole"])
        for mark in marks
    }
    assert held == {
        # Offices of persons in countries: one new, one gone, one changed among others; calls are within the group of persons.
        frozenset(("group:type:Country", "group:type:Person")): ([["new", 1], ["gone", 1], ["changed", 1]], False),
        "group:type:Person": ([["new", 1], ["gone", 1]], False),
    }
    # Each is written in its colour: on the middle of the line and above the group.
    signs = """() => {
      const net = __wasl.current, { canvas, context } = net.ink, ratio = canvas.width / canvas.clientWidth;
      const [line] = net.views.comparison.marks(), [a, b, c, d] = net.stage.curve(net.shownEdges.get(line.id));
      const at = { x: (a.x + 3 * b.x + 3 * c.x + d.x) / 8, y: (a.y + 3 * b.y + 3 * c.y + d.y) / 8 };
      const { data } = context.getImageData((at.x - 60) * ratio, (at.y - 27) * ratio, 120 * ratio, 16 * ratio);
      const seen = new Set();
      for (let i = 0; i < data.length; i += 4) seen.add('#' + [...data.slice(i, i + 3)].map((n) => n.toString(16).padStart(2, '0')).join(''));
      return Object.entries(net.data.time.changes).filter(([, one]) => seen.has(one.light.toLowerCase())).map(([kind]) => kind);
    }"""
    assert desk.page.evaluate(signs) == ["new", "gone", "changed"]
    desk.page.evaluate("() => __wasl.current.selection.pickEdge(__wasl.current.views.comparison.marks()[0].id)")
    expect(desk.page.locator(".wasl-panel .wasl-changes li")).to_have_count(3)
    expect(desk.page.locator(".wasl-panel [data-relation] .wasl-change")).to_have_count(3)


COVERED = """() => {
  const { legend, shownItems, stage } = __wasl.current, box = legend.element.getBoundingClientRect(), room = stage.element.getBoundingClientRect();
  return [...shownItems.values()].filter(({ id, size }) => {
    const at = stage.project(id), r = stage.pixels(size) * 0.9, x = room.x + at.x, y = room.y + at.y;
    return (x + r > box.left && x - r < box.right && y + r > box.top && y - r < box.bottom) || at.y + r > room.height || at.x < r || at.x + r > room.width;
  }).map(({ id }) => id);
}"""
PLACES = "() => JSON.stringify([...__wasl.current.placement.positions].filter(([id]) => !id.startsWith('group:')))"


@pytest.mark.parametrize("choice", ["color:dispute", "color:country", "group:country", "group:type"])
def test_the_legend_of_another_rule_covers_nothing_that_was_in_view(desk: Desk, choice: str) -> None:
    desk.draw(styled("ar", height=620))
    assert desk.page.evaluate(COVERED) == []
    places = desk.page.evaluate(PLACES)
    choose(desk, choice)
    desk.page.wait_for_function("() => !__wasl.current.camera.keeping")
    desk.still()
    assert desk.page.evaluate(COVERED) == []
    # Only the view gave way: in the plane everything stands where it stood.
    assert desk.page.evaluate(PLACES) == places


def test_who_has_looked_closer_is_not_moved_by_another_rule(desk: Desk) -> None:
    desk.draw(styled("en", height=620))
    desk.page.evaluate("() => __wasl.current.stage.sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 0.4 })")
    desk.frame()
    camera = desk.page.evaluate("() => __wasl.camera()")
    choose(desk, "color:dispute")
    desk.still()
    assert desk.page.evaluate("() => __wasl.camera()") == camera
