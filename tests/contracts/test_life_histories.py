"""Random histories of writing, editing, withdrawing, restoring and erasing: the graph is the one made anew from what remains."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.filters import GraphFilter
from graph.life import Scope
from graph.model import Contribution, Entity, PartialDate
from graph.store import GraphStore
from tests import world
from tests.conftest import wipe
from tests.contracts.test_life import plain_digest

pytestmark = pytest.mark.store

OUTLETS = (world.WIRE, world.POST, world.DAILY)
START = date(2022, 1, 1)
SAYINGS = ("member", "entered", "denied", "met")


def says(number: int, edition: int, said: tuple[str, ...]) -> Contribution:
    """Version ``edition`` of article ``number``, which says these things."""
    sentences = {
        "member": "Kazakhstan is a member of the Steppe Treaty Organization.",
        "entered": "The peacekeepers entered Kazakhstan.",
        "denied": "It is not so that peacekeepers came into Kazakhstan.",
        "met": "Tokayev met Omar al-Idrisi.",
    }
    text = f"Article {number}, version {edition}. " + " ".join(sentences[s] for s in said)
    first = world.article(f"Article {number}, version 0.", OUTLETS[number % 3], START)
    of = world.article(text, OUTLETS[number % 3], START + timedelta(edition), url=f"https://x.example/{number}")
    if edition:
        of = replace(of, series=identity(number, 0), since=START + timedelta(edition))
    of = replace(of, id=identity(number, edition), title=first.title)
    made = []
    for s in said:
        ends: tuple[Entity, str, Entity] = {
            "member": (world.KAZAKHSTAN, "MEMBER_OF", world.PACT),
            "entered": (world.FORCE, "ENTERED", world.KAZAKHSTAN),
            "denied": (world.FORCE, "ENTERED", world.KAZAKHSTAN),
            "met": (world.PRESIDENT, "MET", world.SPOKESMAN),
        }[s]
        more: dict[str, Any] = {"negated": s == "denied"}
        if s == "met":
            more["valid_from"] = PartialDate(2022, 1, 1 + number)
        made.append(world.claim(of, sentences[s], sentences[s].split()[1], ends[0], ends[1], ends[2], **more))
    return world.contribution(of, tuple(made))


def identity(number: int, edition: int) -> str:
    return f"{number:016x}{edition:016x}"


NUMBERS = st.integers(0, 3)
SAID = st.lists(st.sampled_from(SAYINGS), min_size=1, max_size=3, unique=True).map(tuple)
ACTS = st.one_of(
    st.tuples(st.just("write"), NUMBERS, SAID),
    st.tuples(st.just("edit"), NUMBERS, SAID),
    st.tuples(st.sampled_from(("withdraw", "restore", "erase")), NUMBERS, st.just(())),
    st.tuples(st.sampled_from(("withdraw outlet", "restore outlet")), st.integers(0, 2), st.just(())),
)


class Model:
    """What should remain: the versions of each article, and the withdrawals in force."""

    def __init__(self) -> None:
        self.articles: dict[int, list[tuple[str, ...]]] = {}
        self.withdrawn: set[Scope] = set()

    def scope(self, act: str, number: int) -> Scope:
        return Scope("outlet", OUTLETS[number].id) if act.endswith("outlet") else Scope("article", identity(number, 0))

    def standing(self) -> list[Contribution]:
        found = []
        for number, editions in sorted(self.articles.items()):
            if self.scope("", number) in self.withdrawn or Scope("outlet", OUTLETS[number % 3].id) in self.withdrawn:
                continue
            found += [says(number, edition, said) for edition, said in enumerate(editions)]
        return found


def current(store: GraphStore) -> list[Any]:
    """All that counts today: relations with all that is folded into them but the past, and each one's evidence."""
    found = []
    for relation in store.overview(GraphFilter(limit=500)).relations:
        evidence = [(e.claim, e.article.id, e.supports, e.independent) for e in store.evidence(relation.id)]
        found.append((relation, evidence))
    degrees = store.overview(GraphFilter(limit=500)).degrees
    return [*sorted(found, key=lambda pair: pair[0].id), degrees]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(ACTS, min_size=3, max_size=9))
def test_graph_after_a_history_is_the_one_made_from_what_remains(
    store: GraphStore, history: list[tuple[str, int, tuple[str, ...]]]
) -> None:
    wipe(store)
    model = Model()
    for act, number, said in history:
        editions = model.articles.get(number, [])
        if act == "write" and not editions:
            store.write(says(number, 0, said))
            model.articles[number] = [said]
        elif act == "edit" and editions:
            store.write(says(number, len(editions), said))
            model.articles[number] = [*editions, said]
        elif act in ("withdraw", "withdraw outlet"):
            scope = model.scope(act, number)
            meant = any(scope in (model.scope("", n), Scope("outlet", OUTLETS[n % 3].id)) for n in model.articles)
            if meant:
                store.withdraw(scope, "test")
                model.withdrawn.add(scope)
            else:
                with pytest.raises(InputError):
                    store.withdraw(scope, "test")
        elif act in ("restore", "restore outlet") and model.scope(act, number) in model.withdrawn:
            store.restore(model.scope(act, number), "test")
            model.withdrawn.discard(model.scope(act, number))
        elif act == "erase" and editions:
            store.erase(model.scope("", number), "test")
            del model.articles[number]
    after = current(store)
    wipe(store)
    for contribution in model.standing():
        store.write(contribution)
    scratch = current(store)
    assert [pair[0] for pair in after[:-1]] == [pair[0] for pair in scratch[:-1]]
    assert after[:-1] == scratch[:-1]
    assert {id: n for id, n in after[-1].items() if n} == {id: n for id, n in scratch[-1].items() if n}


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(NUMBERS, min_size=2, max_size=4, unique=True), said=st.lists(SAID, min_size=8, max_size=8), which=st.integers(0, 2))
def test_restoring_gives_back_every_node_and_relationship(
    store: GraphStore, numbers: list[int], said: list[tuple[str, ...]], which: int
) -> None:
    wipe(store)
    for at, number in enumerate(numbers):
        store.write(says(number, 0, said[at]))
        if at % 2:
            store.write(says(number, 1, said[at + 4]))
    before = plain_digest(store)
    scopes = [Scope("outlet", OUTLETS[which].id), Scope("article", identity(numbers[0], 0))]
    done = []
    for scope in scopes:
        if scope.kind == "article" or any(n % 3 == which for n in numbers):
            store.withdraw(scope, "test")
            done.append(scope)
    for scope in done:
        store.restore(scope, "test")
    assert plain_digest(store) == before
