"""The one-file picture asks nobody for anything, and names in it are never markup."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from graph.exchange.html import Look, Mark, isolated, page, quoted
from graph.model import Entity, Name, Relation, Subgraph

LOOK = Look(
    "ar",
    "rtl",
    "وصل",
    "#ffffff",
    "#000000",
    {"Person": Mark("#0858be", "شخص")},
    {"asserted": Mark("#7b8697", "واقع", dash=(3, 2))},
    lambda t: t.lower(),
)
HOSTILE = (
    '<img src=x onerror="window.__hit=1">',
    "</script><script>window.__hit=1</script>",
    '<a href="https://evil.example/x">href</a>',
    "{{ 7*7 }} {% raw %}",
    "\u2028\u2029\\u003c",
    "'; alert(1); '",
    "<!-- <script src='https://evil.example/a.js'></script> -->",
    "HREF=javascript:alert(1)",
)


def graph(names: tuple[str, ...]) -> Subgraph:
    people = tuple(Entity(f"p{i}", "Person", (Name(name, "en"),)) for i, name in enumerate(names))
    relations = tuple(
        Relation(f"r{i}", "p0", "MET", f"p{i}", "asserted", ("c",), (), 1, 0, date(2022, 1, 1), role=name, quantity=name)
        for i, name in enumerate(names)
        if i
    )
    return Subgraph(people, relations, total_entities=len(people), total_relations=len(relations))


class Loads(HTMLParser):
    """Collects what a browser would load, run or follow."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policy = ""
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given.get("content") or ""
        self.found += [
            f"{tag} {name}={value}" for name, value in attrs if name in ("src", "href", "action", "data", "poster", "srcset", "background")
        ]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def read(html: str) -> Loads:
    loads = Loads()
    loads.feed(html)
    return loads


@pytest.mark.parametrize("names", [HOSTILE, ("قاسم توكاييف", "Tokayev"), ("one",), ()], ids=["hostile", "plain", "one", "none"])
def test_the_file_loads_nothing_and_the_browser_is_told_so(names: tuple[str, ...]) -> None:
    html = page(graph(names), LOOK)
    loads = read(html)
    assert loads.found == []
    assert loads.handlers == []
    assert loads.policy.startswith("default-src 'none'")
    assert "connect-src" not in loads.policy, "falls back to 'none'"
    outside = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", outside)
    assert "<h1" not in outside


def test_names_are_data() -> None:
    html = page(graph(HOSTILE), LOOK)
    assert html.count("<script") == page(graph(("a", "b")), LOOK).count("<script")
    assert "window.__hit=1</script>" not in html
    assert 'onerror="window' not in html
    # pyvis turns hover texts that hold this word into markup.
    assert "div.popup" not in html


def test_names_and_words_are_all_there() -> None:
    html = page(graph(("قاسم توكاييف", "Tokayev")), LOOK)
    assert "\\u2067\\u0642\\u0627\\u0633\\u0645" in html or "\u2067قاسم" in html
    assert '<html lang="ar">' in html
    assert "<title>وصل</title>" in html
    assert "شخص" in html
    assert html.lower().startswith("<!doctype html>")


def test_the_same_picture_is_the_same_file() -> None:
    assert page(graph(("a", "b", "c", "d")), LOOK) == page(graph(("a", "b", "c", "d")), LOOK)


def test_types_and_statuses_that_nobody_described_are_drawn() -> None:
    strange = Subgraph(
        (Entity("x", "Comet", (Name("x", "en"),)),), (Relation("r", "x", "ORBITS", "x", "odd", (), (), 0, 0, date(2022, 1, 1)),)
    )
    assert "Comet" in page(strange, LOOK)


def test_a_relation_without_its_end_is_left_out() -> None:
    half = Subgraph(
        (Entity("x", "Person", (Name("x", "en"),)),), (Relation("r", "x", "MET", "gone", "asserted", (), (), 1, 0, date(2022, 1, 1)),)
    )
    assert "gone" not in page(half, LOOK)


def test_direction_goes_by_the_first_strong_letter() -> None:
    assert isolated("2030 جندياً") == "\u20672030 جندياً\u2069"
    assert isolated("CSTO (المنظمة)") == "CSTO (المنظمة)"
    assert isolated("2022") == "2022"
    assert "href" not in quoted("a Href b HREF").lower()
