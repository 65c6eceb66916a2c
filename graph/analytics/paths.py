"""What joins entities: paths, common neighbours and the smallest picture that holds them, on a bounded subgraph.

Asking for the surroundings is left to the caller, who hands it in as a function; which relations count is the filter's word.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graph.model import Entity, Relation, Subgraph

Around = Callable[[Sequence[str]], Subgraph]
MOST_RELATIONS = 20_000
MOST_PATHS = 50
MOST_HOPS = 8
# Ids of one question: the store folds and orders what it finds, and a longer list gives a later first answer.
_BATCH = 400


class Cancelled(Exception):
    """A person ended the search."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """``hops``: most relations of a path, 1..8. ``seconds``: when to stop looking. ``cancelled`` says whether a person has ended it."""

    hops: int = 4
    seconds: float = 20.0
    cancelled: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class Joined:
    """What was found. ``paths`` are runs of entity ids, shortest first, then most sourced; empty where nothing joins them.

    ``subgraph`` holds what the paths consist of. ``bounded``: not everything within reach was looked at, so a shorter
    or another path may exist. ``apart`` are those of the entities that nothing joins to the first.
    """

    subgraph: Subgraph
    paths: tuple[tuple[str, ...], ...] = ()
    bounded: bool = False
    apart: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reached:
    """Mutable on purpose: what a search has gathered so far."""

    entities: dict[str, Entity]
    relations: dict[str, Relation]
    degrees: dict[str, int]
    bounded: bool = False

    def take(self, found: Subgraph) -> None:
        self.entities.update((e.id, e) for e in found.entities)
        self.relations.update((r.id, r) for r in found.relations)
        self.degrees.update(found.degrees)
        self.bounded = self.bounded or found.truncated


def paths(around: Around, ends: tuple[str, str], bounds: Bounds, *, every: bool) -> Joined:
    """The shortest path between two entities, or all of that length (``every``, 50 at most), whatever the direction of its relations.

    Raises Cancelled.
    """
    first, last = ends
    reached = _reach(around, [first], [last], bounds)
    graph = _graph(reached.relations.values())
    if first == last or first not in graph or last not in graph:
        return Joined(Subgraph(), bounded=reached.bounded, apart=() if first == last else (last,))
    try:
        length = nx.shortest_path_length(graph, first, last)
    except nx.NetworkXNoPath:
        length = bounds.hops + 1
    if length > bounds.hops:
        return Joined(Subgraph(), bounded=reached.bounded, apart=(last,))
    # More are looked at than are given, so that the best sourced are among those given.
    found = [tuple(path) for path in itertools.islice(nx.all_shortest_paths(graph, first, last), MOST_PATHS * 20)]
    found.sort(key=lambda path: (-min((graph.edges[pair]["sources"] for pair in itertools.pairwise(path)), default=0), path))
    kept = tuple(found[: MOST_PATHS if every else 1])
    return Joined(_part(reached, kept), kept, reached.bounded or (every and len(found) > len(kept)))


def common(around: Around, ids: Sequence[str], bounds: Bounds) -> Joined:
    """The entities that stand in a relation with every one of ``ids``, as paths of three. Raises Cancelled."""
    reached = _Reached({}, {}, {})
    for id in ids:
        _ask(around, [id], reached, bounds, time.monotonic() + bounds.seconds)
    graph = _graph(reached.relations.values())
    shared = set.intersection(*(set(graph.adj[id]) if id in graph else set() for id in ids)) - set(ids)
    found = tuple((a, other, b) for other in sorted(shared) for a, b in itertools.pairwise(ids))
    return Joined(_part(reached, found), found, reached.bounded, () if shared else tuple(ids[1:]))


def joining(around: Around, ids: Sequence[str], bounds: Bounds) -> Joined:
    """A small picture in which all ``ids`` hang together: shortest paths, joined as in a spanning tree (Mehlhorn 1988).

    Raises Cancelled.
    """
    reached = _reach(around, [ids[0]], list(ids[1:]), bounds)
    graph = _graph(reached.relations.values())
    near = nx.node_connected_component(graph, ids[0]) if ids[0] in graph else {ids[0]}
    together = [id for id in ids if id in near]
    apart = tuple(id for id in ids if id not in near)
    if len(together) < 2:
        return Joined(Subgraph(), bounded=reached.bounded, apart=apart)
    tree = nx.algorithms.approximation.steiner_tree(graph.subgraph(near), together, method="mehlhorn")
    kept = tuple(tuple(pair) for pair in sorted(tuple(sorted(edge)) for edge in tree.edges))
    return Joined(_part(reached, kept), kept, reached.bounded, apart)


def _reach(around: Around, start: list[str], goals: list[str], bounds: Bounds) -> _Reached:
    """Grow rings round all ends, the smaller ring first, until they touch or the hops are used up."""
    reached = _Reached({}, {}, {})
    until = time.monotonic() + bounds.seconds
    rings = [[id] for id in (*start, *goals)]
    seen = [{id} for id in (*start, *goals)]
    depth = 0
    # Two rings that have each grown by half meet in the middle; with more ends every one must reach far enough.
    while depth < bounds.hops:
        growing = [n for n, ring in enumerate(rings) if ring]
        if not growing:
            break
        if len(rings) == 2:
            growing = [min(growing, key=lambda n: len(rings[n]))]
        for n in growing:
            for id in _ask(around, rings[n], reached, bounds, until):
                seen[n].add(id)
            graph = _graph(reached.relations.values())
            rings[n] = sorted({other for id in rings[n] if id in graph for other in graph.adj[id]} - seen[n] - set(rings[n]))
            seen[n].update(rings[n])
        depth += 1 if len(rings) == 2 else 2
        graph = _graph(reached.relations.values())
        first = start[0]
        if first in graph and set(goals) <= set(nx.node_connected_component(graph, first)):
            break
        if len(reached.relations) >= MOST_RELATIONS or time.monotonic() > until:
            reached.bounded = True
            break
    return reached


def _ask(around: Around, ids: Sequence[str], reached: _Reached, bounds: Bounds, until: float) -> set[str]:
    """Take in the surroundings of ``ids``; returns those that were asked for."""
    asked: set[str] = set()
    for at in range(0, len(ids), _BATCH):
        if bounds.cancelled():
            raise Cancelled
        if at and (len(reached.relations) >= MOST_RELATIONS or time.monotonic() > until):
            reached.bounded = True
            break
        reached.take(around(ids[at : at + _BATCH]))
        asked.update(ids[at : at + _BATCH])
    return asked


def _graph(relations: Iterable[Relation]) -> nx.Graph[str]:
    """Undirected; between two entities the best sourced relation counts. A relation of an entity to itself joins nothing."""
    graph: nx.Graph[str] = nx.Graph()
    for relation in sorted(relations, key=lambda r: r.id):
        if relation.subject == relation.object:
            continue
        known = graph.get_edge_data(relation.subject, relation.object, {"sources": -1})["sources"]
        graph.add_edge(relation.subject, relation.object, sources=max(known, relation.sources), weight=1)
    return graph


def _part(reached: _Reached, found: Iterable[Sequence[str]]) -> Subgraph:
    """The entities on the paths, and every relation between neighbours on one."""
    pairs = {frozenset(pair) for path in found for pair in itertools.pairwise(path)}
    ids = {id for pair in pairs for id in pair}
    relations = tuple(sorted((r for r in reached.relations.values() if frozenset((r.subject, r.object)) in pairs), key=lambda r: r.id))
    entities: Mapping[str, Entity] = reached.entities
    return Subgraph(
        tuple(entities[id] for id in sorted(ids)),
        relations,
        False,
        len(ids),
        len(relations),
        {id: reached.degrees.get(id, 0) for id in sorted(ids)},
    )
