"""How long what an analyst asks takes as a graph grows, up to a million relations, on both servers.

What the graph is made of is left to ``bench.wide``. ``python -m bench.scale SERVER RELATIONS [SECONDS [CLAIMS]]`` measures one size.
Processor time is told beside the clock's: on a machine that does other things too it is what can be compared.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from bench import machine
from bench.questions import between
from bench.servers import SERVERS, fresh
from bench.timing import each, told
from bench.watching import spent
from bench.wide import SEED, Wide, beginnings
from graph.errors import WaslError
from graph.filters import GraphFilter
from graph.store import GraphStore

SIZES, QUICK = (50_000, 200_000, 1_000_000), (2_000,)
# Claims, with what hangs on them, are most of the work of filling a store, and only evidence and profiles look at them.
_CLAIMS = 100_000
_SECONDS = 300.0


def run(quick: bool) -> Iterator[str]:
    for server in SERVERS:
        for size in QUICK if quick else SIZES:
            yield from measured(server, size, _SECONDS, 3 if quick else 20)


def measured(server: str, size: int, seconds: float, times: int, claims: int = _CLAIMS) -> Iterator[str]:
    try:
        with fresh(server) as (_, store):
            lines: list[str] = []
            wide = Wide(size, claims)
            filled = wide.fill(store, seconds, lines.append)
            yield (
                f"{server}, {store.status().server}: {filled.relations:,} relations{'' if filled.complete else f' (of {size:,}: time was up)'}, "
                f"{filled.entities:,} entities, {filled.claims:,} claims as nodes in {filled.articles:,} articles; filled in {filled.seconds:.0f} s"
            )
            yield from asked(store, wide, times)
    except (WaslError, RuntimeError) as error:
        yield f"{server}, {size:,} relations: could not run: {error}"


def asked(store: GraphStore, wide: Wide, times: int) -> Iterator[str]:
    """Entities by their share of the relations, as a reader meets them: some much related, most not. Each question is told once it is answered."""
    chance = random.Random(SEED)
    met = [int(wide.size * chance.random() ** 3) for _ in range(times)]
    ids = [f"wide-{n}" for n in met]
    hub = ["wide-0"]
    whole = GraphFilter()
    drawn = store.overview(GraphFilter(limit=300)).relations
    little = max(1, times // 4)
    questions: dict[str, tuple[int, Callable[[int], object]]] = {
        "overview": (times, lambda _: store.overview(whole)),
        "overview of one family": (times, lambda _: store.overview(GraphFilter(families=("support",)))),
        "overview, disputed only": (times, lambda _: store.overview(GraphFilter(statuses=("disputed",)))),
        "overview, 3,000 relations": (little, lambda _: store.overview(GraphFilter(limit=3000))),
        "overview between countries": (little, lambda _: store.overview(GraphFilter(types=("Country",)))),
        "overview of one outlet": (little, lambda _: store.overview(GraphFilter(outlets=("wide-outlet-50",)))),
        "numbers beside the filter, whole graph": (little, lambda _: store.choices("everywhere", (), whole)),
        "numbers beside the filter, one entity": (times, lambda i: store.choices("around", [ids[i]], whole)),
        "expand: 25 of one family": (
            times,
            lambda i: store.neighbourhood([ids[i]], GraphFilter(families=("accusation",), limit=25), "out"),
        ),
        "network of one entity": (times, lambda i: store.neighbourhood([ids[i]], whole)),
        "network of the most related": (little, lambda _: store.neighbourhood(hub, whole)),
        "profile": (times, lambda i: store.profile(ids[i], whole)),
        "profile of the most related": (little, lambda _: store.profile(hub[0], whole)),
        "evidence": (times, lambda i: store.evidence(drawn[i * 7 % len(drawn)].id)),
        "shortest paths, 4 relations at most": (little, lambda i: between(store, ids[i], ids[-1 - i])),
    }
    for letters in (2, 3, 5):
        for language in ("ar", "en", "ru"):
            typed = [beginnings(wide.entity(n), letters)[language] for n in met]
            questions[f"suggestions, {letters} letters, {language}"] = (times, partial(searched, store, typed))
    for question, (number, act) in questions.items():
        try:
            act(0)  # the first call compiles the statement
            before = spent()
            taken = told(each(act, number))
            own, behind = (1000 * (after - then) / number for after, then in zip(spent(), before, strict=True))
            yield f"  {question}: {taken}; processor time of one: {own:.0f} ms here, {behind:.0f} ms in the server"
        except WaslError as error:
            yield f"  {question}: {error}"


def searched(store: GraphStore, typed: Sequence[str], i: int) -> object:
    return store.search(typed[i])


def main(arguments: list[str]) -> int:
    server, size = arguments[0], int(arguments[1].replace(",", "").replace("_", ""))
    seconds = float(arguments[2]) if len(arguments) > 2 else _SECONDS
    for line in (*machine.lines(), f"began     {time.strftime('%H:%M:%S')}"):
        print(line)
    claims = int(arguments[3]) if len(arguments) > 3 else _CLAIMS
    for line in measured(server, size, seconds, 20, claims):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
