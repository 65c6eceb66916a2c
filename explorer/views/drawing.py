"""A Subgraph as the network canvas takes it.

Layout and drawing are left to ``explorer.components``, asking to ``explorer.services``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from explorer.state import Camera, ExplorerState
from explorer.views.legend import Json, legend, relation_family, relation_label
from graph.filters import GraphFilter
from graph.model import Entity, Relation, Subgraph
from graph.offices import label as office_label

OTHER = {"ar": "en", "en": "ar"}
# How the canvas names a group (``components/canvas/grouping.mjs``).
_GROUP = "group:"


@dataclass(frozen=True, slots=True)
class Style:
    """How a picture is drawn. ``height`` in pixels. ``api`` is the base of further questions; None = none may be asked.

    ``colour``, ``size``, ``group`` and ``opened`` are the rules of ExplorerState. ``countries`` is what
    ``explorer.views.moments.countries`` gives; None = the canvas asks for it by itself where it needs it.

    ``time`` is what ``explorer.views.moments.time`` gives; None = no clocks, no map.
    """

    lang: str
    theme: str
    height: int = 640
    layout: str = "force"
    camera: Camera | None = None
    node: str | None = None
    edge: str | None = None
    api: str | None = None
    time: Json | None = None
    colour: str = "type"
    size: str = "degree"
    group: str = ""
    opened: tuple[str, ...] = ()
    countries: Json | None = None

    @classmethod
    def of(cls, state: ExplorerState, theme: str, **more: Any) -> Style:
        """As a state draws its picture, selection and camera included."""
        return cls(
            state.lang, theme, layout=state.layout, camera=state.camera, node=state.node, edge=state.edge,
            colour=state.colour, size=state.size, group=state.group, opened=state.opened, **more,
        )  # fmt: skip


def node(entity: Entity, lang: str, degree: int = 0) -> Json:
    """``label`` is the name in ``lang``, ``alt`` the one in the other language, empty where it is the same."""
    label, alt = entity.name(lang), entity.name(OTHER[lang])
    return {"id": entity.id, "type": entity.type, "label": label, "alt": alt if alt != label else "", "degree": degree}


def edge(relation: Relation, lang: str) -> Json:
    return {
        "id": relation.id,
        "source": relation.subject,
        "target": relation.object,
        "type": relation.type,
        "family": relation_family(relation.type),
        "label": relation_label(relation.type, lang),
        "status": relation.status,
        "sources": relation.sources,
        "disputing": relation.disputing_sources,
        "quantity": relation.quantity,
        "role": office_label(relation.role, lang) if relation.role else None,
        "from": iso(relation.valid_from),
        "to": iso(relation.valid_to),
        "known": str(relation.known_from),
        "confidence": round(relation.confidence, 2),
    }


def iso(value: object) -> str | None:
    """A date or partial date as ISO 8601 text; None stays None."""
    return None if value is None else str(value)


def parts(subgraph: Subgraph, lang: str) -> Json:
    """``nodes``, ``edges``, ``totals``, ``truncated``: what the routes give and a drawing holds."""
    return {
        "nodes": [node(e, lang, subgraph.degrees.get(e.id, 0)) for e in subgraph.entities],
        "edges": [edge(r, lang) for r in subgraph.relations],
        "totals": {"entities": subgraph.total_entities, "relations": subgraph.total_relations, "atLeast": subgraph.at_least},
        "truncated": subgraph.truncated,
    }


def drawing(subgraph: Subgraph, style: Style, filter: GraphFilter, revision: int) -> Json:
    """All that the canvas needs to draw. A selection that is not in the picture is dropped."""
    drawn = parts(subgraph, style.lang)
    node_ids = {n["id"] for n in drawn["nodes"]}
    edge_ids = {e["id"] for e in drawn["edges"]}
    return {
        "lang": style.lang,
        "theme": style.theme,
        "height": style.height,
        **legend(style.lang),
        **drawn,
        "layout": style.layout,
        "style": {"color": style.colour, "size": style.size, "group": style.group or None, "opened": sorted(style.opened)},
        "countries": style.countries,
        "selected": {
            "node": style.node if style.node in node_ids or _grouped(style.node, style) else None,
            "edge": style.edge if style.edge in edge_ids or _grouped(style.edge, style) else None,
        },
        # Nothing is wished to be selected; what is selected may also be no part of the picture.
        "unselected": style.node is None and style.edge is None,
        "camera": dict(zip(("x", "y", "ratio"), style.camera, strict=True)) if style.camera else None,
        "api": style.api,
        "time": style.time,
        "query": query_form(filter.to_params()),
        "revision": revision,
    }


def _grouped(key: str | None, style: Style) -> bool:
    """Whether it is a group of the rule in force, or a line between such: which there are, the canvas alone knows."""
    return key is not None and bool(style.group) and key.startswith(_GROUP)


def query_form(params: Mapping[str, Any]) -> str:
    """Lists repeat the key, as in an address."""
    return urlencode(params, doseq=True)
