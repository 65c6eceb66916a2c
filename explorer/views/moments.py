"""Time and place as the canvas takes them: bins of both clocks, what differs between two days, points on a map.

Counting is left to ``graph.moments``, asking to ``explorer.moving``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from explorer import theme
from explorer.belonging import Countries
from explorer.geography import Point
from explorer.moving import Compared, Moving
from explorer.state import ExplorerState
from explorer.views.drawing import edge, iso, node, parts, query_form
from explorer.views.legend import Json
from graph.comparing import Change
from graph.model import Claim
from graph.moments import MOST_BINS, Histogram, Moments, extent, heart, histogram
from graph.store.timeline import Difference


def axis(moments: Moments, first: date | None, last: date | None) -> Json:
    """The histogram of the first clock over a window, and every day on which the second one moves.

    Without a window it is that of ``graph.moments.heart``. ``extent`` is null where nothing is dated.
    """
    whole, middle = extent(moments), heart(moments)
    start, end = first or (middle[0] if middle else None), last or (middle[1] if middle else None)
    held: Histogram | None = histogram(moments, min(start, end), max(start, end)) if start and end else None
    came, went = dict(moments.came), dict(moments.went)
    return {
        "extent": [str(day) for day in whole] if whole else None,
        "unit": held.unit if held else "day",
        "bins": [[str(b.first), str(b.last), b.begin, b.rough, b.hold] for b in held.bins] if held else [],
        "undated": held.undated if held else sum(s.n for s in moments.spans),
        "known": [[str(day), came.get(day, 0), went.get(day, 0)] for day in sorted(came.keys() | went.keys())],
        "mostBins": MOST_BINS,
    }


def moment(moving: Moving, lang: str) -> Json:
    """The picture at one moment; ``whole`` where the canvas may choose among its times by itself."""
    return parts(moving.picture.subgraph, lang) | {"whole": moving.whole, "revision": moving.picture.revision}


def time(state: ExplorerState, whole: bool) -> Json:
    """The state of time and place that goes to the canvas and comes back from it."""
    return {
        "from": iso(state.filter.held_from),
        "to": iso(state.filter.held_to),
        "known": iso(state.filter.known_on),
        "dates": state.filter.dates,
        "compare": state.compare,
        "view": state.view,
        "lanes": state.lanes,
        "place": dict(zip(("x", "y", "ratio"), state.place, strict=True)) if state.place else None,
        "span": state.span,
        "whole": whole,
        "scope": query_form({"focus": list(state.focus), "drawn": list(state.drawn), "hidden": list(state.hidden)}),
        "focus": list(state.focus),
        "changes": {name: {"light": colour.light, "dark": colour.dark, "sign": sign} for name, (colour, sign) in theme.CHANGES.items()},
    }


def difference(found: Difference, compared: Compared, lang: str, hidden: Sequence[str]) -> Json:
    """Both sides in one picture; each edge says by ``change`` (new, gone, changed, same) what became of it, and how it ``was``."""
    gone = frozenset(hidden)
    c = found.comparison
    edges = [
        *(edge(r, lang) | {"change": "new"} for r in c.new),
        *(edge(r, lang) | {"change": "gone"} for r in c.gone),
        *(edge(change.after, lang) | {"change": "changed", "was": _was(change, lang)} for change in c.changed),
        *(edge(r, lang) | {"change": "same"} for r in c.same),
    ]
    edges = [e for e in edges if e["source"] not in gone and e["target"] not in gone]
    return {
        "clock": compared.clock,
        "before": str(compared.before),
        "after": str(compared.after),
        "nodes": [node(e, lang, found.degrees.get(e.id, 0)) for e in found.entities if e.id not in gone],
        "edges": edges,
        "totals": {"entities": len(found.entities), "relations": len(edges)},
        "truncated": found.truncated,
    }


def _was(change: Change, lang: str) -> Json:
    names = {"valid_from": "from", "valid_to": "to", "disputing_sources": "disputing"}
    before = edge(change.before, lang)
    return {names.get(aspect, aspect): before[names.get(aspect, aspect)] for aspect in change.aspects}


def places(points: Mapping[str, Point]) -> Json:
    return {"places": {id: {"lon": p.lon, "lat": p.lat, "basis": p.basis, "of": p.of} for id, p in points.items()}}


def countries(found: Countries, lang: str) -> Json:
    """Of each entity its country and the type of the relation that says so ("" = it is that country); names in ``lang``."""
    return {
        "of": {id: {"country": own.country, "by": own.by} for id, own in found.of.items()},
        "names": {e.id: e.name(lang) for e in found.named},
    }


def claims(found: Sequence[tuple[str, Claim]]) -> Json:
    """When each claim was said and became known, by relation; partial dates as ISO text."""
    by_relation: dict[str, list[Json]] = {}
    for relation, claim in found:
        by_relation.setdefault(relation, []).append(
            {
                "id": claim.id, "article": claim.article, "said": iso(claim.said_on), "known": str(claim.known_from),
                "withdrawn": iso(claim.known_to), "negated": claim.negated, "status": claim.status,
            }
        )  # fmt: skip
    return {"claims": by_relation}
