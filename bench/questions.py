"""How long the store's questions take on a made-up graph: search, neighbourhood, evidence, profile."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

from bench.servers import SERVERS, fresh
from bench.timing import each, told
from bench.world import SEED, World
from graph.analytics.paths import Bounds, Joined, paths
from graph.errors import WaslError
from graph.filters import GraphFilter
from graph.store import GraphStore

# Seconds after which writing ends, however much of the graph is there; the size that is printed is the one that was written.
_WRITING = 30.0


def run(quick: bool) -> Iterator[str]:
    entities, articles, times = (200, 40, 20) if quick else (2000, 800, 100)
    yield (
        f"made-up graph (seed {SEED}): {entities} entities, {articles} articles of {World.CLAIMS} claims each; "
        f"each question {times} times, each time about another entity or relation, one after the other"
    )
    for server in SERVERS:
        try:
            with fresh(server) as (_, store):
                yield from ask(server, store, World(entities, articles), times)
        except (WaslError, RuntimeError) as error:
            yield f"{server}: could not run: {error}"


def between(store: GraphStore, first: str, last: str) -> Joined:
    return paths(lambda ids: store.neighbourhood(ids, GraphFilter(limit=5000)), (first, last), Bounds(hops=4), every=True)


def ask(server: str, store: GraphStore, world: World, times: int) -> Iterator[str]:
    started = time.perf_counter()
    written = 0
    for contribution in world.contributions():
        written += store.write(contribution).claims
        if (seconds := time.perf_counter() - started) > _WRITING:
            break
    status = store.status()
    yield (
        f"{server}: {status.server}; {status.counts.get('entities', 0)} entities, {written} claims, {status.counts.get('relations', 0)} "
        f"relations, written at {status.counts.get('articles', 0) / seconds:.0f} articles/s"
    )
    chance = random.Random(SEED)
    whole = GraphFilter()
    drawn = store.overview(GraphFilter(limit=5000))
    if not drawn.relations:
        raise RuntimeError("the store holds no relation after writing")
    # Of what is drawn: by its share of the claims, as a reader would meet it.
    relations = [chance.choice(drawn.relations) for _ in range(times)]
    names = {e.id: e for e in drawn.entities}
    questions: dict[str, Callable[[int], object]] = {
        "search, English name": lambda i: store.search(names[relations[i].subject].name("en")),
        "search, half an Arabic name": lambda i: store.search(names[relations[i].subject].name("ar")[:5]),
        "neighbourhood (300 relations at most)": lambda i: store.neighbourhood([relations[i].subject], whole),
        "evidence of a relation": lambda i: store.evidence(relations[i].id),
        "words in sentences": lambda i: store.sentences(names[relations[i].object].name("en")),
        "all shortest paths, 4 relations at most": lambda i: between(store, relations[i].subject, relations[-1 - i].object),
        "profile": lambda i: store.profile(relations[i].object, whole),
    }
    for question, act in questions.items():
        act(0)  # the first call compiles the statement
        yield f"  {question}: {told(each(act, times))}"
