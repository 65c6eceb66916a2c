"""A picture as one HTML file, made by pyvis, that opens without a network and asks nobody for anything.

Colours and words come from the caller; what is drawn is left to whoever asked for the Subgraph.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import networkx as nx
from pyvis.network import Network

from graph.model import Entity, Relation, Subgraph

# pyvis loads these even when it is told to put everything in line.
_LOADS = re.compile(r"<(script|link)\b[^>]*\b(?:src|href)\s*=\s*[\"'](?:https?:)?//[^>]*>(?:\s*</script>)?", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Whatever a library may still try, the browser asks nobody.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
)
_SHAPES = {"circle": "dot", "square": "square", "diamond": "diamond"}
_SPREAD = 150.0  # pixels between neighbours
_WIDER = 1.4  # labels are wider than high


@dataclass(frozen=True, slots=True)
class Mark:
    """How a type or status is drawn and named. ``shape`` is circle, square or diamond; ``dash`` None = solid."""

    colour: str
    label: str
    shape: str = "circle"
    dash: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """``direction`` is rtl or ltr; ``relation`` gives a relation type's reading. Types and statuses by their name."""

    lang: str
    direction: str
    title: str
    surface: str
    ink: str
    types: Mapping[str, Mark]
    statuses: Mapping[str, Mark]
    relation: Callable[[str], str]


def page(subgraph: Subgraph, look: Look) -> str:
    """The HTML file. Names are data in it, never markup."""
    network = Network(height="100vh", width="100%", directed=True, bgcolor=look.surface, font_color=look.ink, cdn_resources="in_line")
    network.toggle_physics(False)
    drawn = [r for r in subgraph.relations if {r.subject, r.object} <= {e.id for e in subgraph.entities}]
    places = _places(subgraph, drawn)
    for entity in subgraph.entities:
        _add_entity(network, entity, places[entity.id], subgraph.degrees.get(entity.id, 0), look)
    for relation in drawn:
        _add_relation(network, relation, look)
    return _finished(network.generate_html(), subgraph, look)


def _places(subgraph: Subgraph, drawn: list[Relation]) -> dict[str, tuple[float, float]]:
    """Each connected part laid out by itself, the parts side by side on shelves, the largest first."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(e.id for e in subgraph.entities)
    graph.add_edges_from((r.subject, r.object) for r in drawn)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    width = max(_side(parts[0]) * _WIDER, 1.3 * math.sqrt(sum(_side(part) ** 2 for part in parts))) if parts else 0.0
    places: dict[str, tuple[float, float]] = {}
    x = y = shelf = 0.0
    for part in parts:
        size = _side(part)
        if x and x + size * _WIDER > width:
            x, y, shelf = 0.0, y + shelf, 0.0
        for id, (dx, dy) in _part(graph, part).items():
            places[id] = (x + (dx + 1) * size * _WIDER / 2, y + (dy + 1) * size / 2)
        x, shelf = x + size * _WIDER, max(shelf, size)
    return places


def _side(part: list[str]) -> float:
    """The height in pixels that a part is given."""
    return 1.2 * _SPREAD if len(part) < 3 else _SPREAD * (math.sqrt(len(part)) + 0.8)


def _part(graph: nx.Graph[str], part: list[str]) -> dict[str, tuple[float, float]]:
    """Places of one connected part within -0.8..0.8. Seeded: the same picture is the same file."""
    if len(part) < 3:
        return {id: (1.2 * place - 0.6 if len(part) == 2 else 0.0, 0.0) for place, id in enumerate(part)}
    laid = nx.spring_layout(graph.subgraph(part), seed=7, iterations=300 if len(part) < 500 else 40, k=4 / math.sqrt(len(part)))
    # Springs crowd what hangs on one hub: distances from the middle are evened out, then the room is filled.
    eased = {id: _eased(float(x), float(y)) for id, (x, y) in laid.items()}
    widest = max(max(abs(x) for x, _ in eased.values()), 1e-9)
    highest = max(max(abs(y) for _, y in eased.values()), 1e-9)
    return {id: (0.85 * x / widest, 0.85 * y / highest) for id, (x, y) in eased.items()}


def _eased(x: float, y: float) -> tuple[float, float]:
    radius = math.hypot(x, y)
    factor = radius**0.55 / radius if radius else 0.0
    return x * factor, y * factor


def _add_entity(network: Network, entity: Entity, place: tuple[float, float], degree: int, look: Look) -> None:
    mark = look.types.get(entity.type) or Mark(look.ink, entity.type)
    names = ", ".join(dict.fromkeys(name.text for name in entity.names))
    network.add_node(
        entity.id, label=isolated(entity.name(look.lang)), title=quoted(f"{isolated(names)}\n{isolated(mark.label)}"), color=mark.colour,
        shape=_SHAPES.get(mark.shape, "dot"), size=14 + 3 * math.log2(1 + degree), font={"size": 18, "color": look.ink, "strokeWidth": 4, "strokeColor": look.surface}, x=place[0], y=place[1], physics=False,
    )  # fmt: skip


def _add_relation(network: Network, relation: Relation, look: Look) -> None:
    mark = look.statuses.get(relation.status) or Mark(look.ink, relation.status)
    said = [look.relation(relation.type), relation.role, relation.quantity, mark.label, str(relation.sources)]
    network.add_edge(
        relation.subject, relation.object, label=isolated(look.relation(relation.type)), title=quoted(isolated(" · ".join(s for s in said if s))),
        color=mark.colour, width=1 + math.log2(1 + relation.sources), dashes=list(mark.dash) if mark.dash else False,
        font={"size": 13, "color": look.ink, "strokeWidth": 3, "strokeColor": look.surface},
    )  # fmt: skip


def isolated(text: str) -> str:
    """The text as one unit in its own direction, so that names beside it keep theirs.

    >>> isolated("Kazakhstan")
    'Kazakhstan'
    """
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return f"\u2067{text}\u2069"
        if kind == "L":
            break
    return text


def quoted(title: str) -> str:
    """A hover text that pyvis takes as text: it turns titles that hold "href" into markup."""
    return re.sub("href", "h\u2060ref", title, flags=re.IGNORECASE)


def _finished(html: str, subgraph: Subgraph, look: Look) -> str:
    html = _LOADS.sub("", _HEADING.sub("", _without_comments(html)))
    style = (
        f"html,body{{margin:0;height:100%;background:{look.surface};color:{look.ink};font:14px system-ui,sans-serif}}"
        "#mynetwork{border:0!important;float:none!important}.card{border:0}"
        "footer{position:fixed;inset-block-end:0;inset-inline:0;padding:.5rem 1rem;display:flex;flex-wrap:wrap;gap:.3rem 1rem;font-size:12px}"
        "footer i{display:inline-block;width:.7rem;height:.7rem;border-radius:50%;margin-inline-end:.3rem}footer b{display:inline-block;width:1.6rem;"
        "height:0;vertical-align:middle;margin-inline-end:.3rem}"
    )
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(look.title)}</title><style>{style}</style>'
    )
    html = re.sub(
        r"<html>\s*<head>\s*<meta charset=\"utf-8\">",
        lambda _: f'<!doctype html><html lang="{escape(look.lang)}"><head>{head}',
        html,
        count=1,
    )
    return html.replace("</body>", f"{_legend(subgraph, look)}</body>", 1) if html.count("</body>") == 1 else html + _legend(subgraph, look)


def _without_comments(html: str) -> str:
    # Only outside scripts: inside them the same signs are code.
    parts = re.split(r"(<script\b.*?</script>)", html, flags=re.DOTALL | re.IGNORECASE)
    return "".join(part if part.lower().startswith("<script") else _COMMENT.sub("", part) for part in parts)


def _legend(subgraph: Subgraph, look: Look) -> str:
    types = [look.types[t] for t in look.types if any(e.type == t for e in subgraph.entities)]
    statuses = [look.statuses[s] for s in look.statuses if any(r.status == s for r in subgraph.relations)]
    marks = "".join(f'<span><i style="background:{escape(m.colour)}"></i>{escape(m.label)}</span>' for m in types)
    lines = "".join(
        f'<span><b style="border-block-start:2px {"dashed" if m.dash else "solid"} {escape(m.colour)}"></b>{escape(m.label)}</span>'
        for m in statuses
    )
    return f'<footer dir="{escape(look.direction)}">{marks}{lines}</footer>'
