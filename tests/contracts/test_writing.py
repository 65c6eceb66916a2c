"""Writing several articles at once, by several writers, on ever hotter relations: the graph is the one written singly by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.filters import GraphFilter
from graph.life import Scope
from graph.model import LISTED, Contribution, Entity, Judgement, Name
from graph.results import WriteReport
from graph.settings import Settings
from graph.store import GraphStore
from graph.store.connection import Work
from tests import world
from tests.conftest import wipe
from tests.contracts.test_life_histories import NUMBERS, OUTLETS, SAID, Model, current, identity, says

pytestmark = pytest.mark.store

WHOLE = GraphFilter(limit=500)


@pytest.fixture
def other(store: GraphStore, server_settings: Settings) -> Iterator[GraphStore]:
    """Another writer on the same data."""
    with GraphStore.open(server_settings) as opened:
        yield opened


WRITING = st.tuples(st.just("write"), st.booleans(), st.lists(st.tuples(NUMBERS, SAID), min_size=1, max_size=4))
ENDING = st.tuples(
    st.sampled_from(("withdraw", "restore", "erase")), st.booleans(), st.lists(st.tuples(NUMBERS, SAID), min_size=1, max_size=1)
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(st.one_of(WRITING, WRITING, ENDING), min_size=2, max_size=7))
def test_two_writers_in_turns_leave_the_graph_of_one(
    store: GraphStore, other: GraphStore, history: list[tuple[str, bool, list[tuple[int, tuple[str, ...]]]]]
) -> None:
    """Each with several articles at once, and with whatever it remembers of what the other has changed since."""
    wipe(store)
    model = Model()
    for act, which, meant in history:
        writer = other if which else store
        if act == "write":
            made = []
            for number, said in meant:
                editions = model.articles.setdefault(number, [])
                made.append(says(number, len(editions), said))
                editions.append(said)
            reports = writer.write_all(made)
            assert [r.outcome for r in reports if isinstance(r, WriteReport)] == ["new"] * len(made)
            continue
        number = meant[0][0]
        scope = Scope("article", identity(number, 0))
        if act == "withdraw" and number in model.articles:
            writer.withdraw(scope, "test")
            model.withdrawn.add(scope)
        elif act == "restore" and scope in model.withdrawn:
            writer.restore(scope, "test")
            model.withdrawn.discard(scope)
        elif act == "erase" and number in model.articles:
            writer.erase(scope, "test")
            del model.articles[number]
    after = current(store)
    wipe(store)
    for contribution in model.standing():
        store.write(contribution)
    scratch = current(store)
    assert after[:-1] == scratch[:-1]
    assert {id: n for id, n in after[-1].items() if n} == {id: n for id, n in scratch[-1].items() if n}


def test_what_another_judged_in_between_counts(store: GraphStore, other: GraphStore) -> None:
    """The writer remembers who stands for whom; a judgement makes it ask again."""
    store.write(says(0, 0, ("met",)))
    other.judge(Judgement(world.SPOKESMAN.id, world.PRESIDENT.id, "same", "test", date(2022, 1, 1)))
    store.write(says(1, 0, ("member",)))
    stand_in = other.identity().of(world.SPOKESMAN.id)
    text = "The spokesman entered Kazakhstan."
    of = world.article(text, world.WIRE, date(2022, 1, 3))
    store.write(world.contribution(of, (world.claim(of, text, "entered", world.SPOKESMAN, "ENTERED", world.KAZAKHSTAN),)))
    assert [r.subject for r in store.between([stand_in, world.KAZAKHSTAN.id], WHOLE).relations if r.type == "ENTERED"] == [stand_in]


def test_several_at_once_count_and_change_as_one_by_one(store: GraphStore) -> None:
    made = [says(n, 0, said) for n, said in enumerate([("member", "met"), ("entered", "member"), ("denied",), ("met", "member")])]
    reports = [report for report in store.write_all([*made, made[0]]) if isinstance(report, WriteReport)]
    at_once = current(store)
    assert [r.outcome for r in reports] == ["new", "new", "new", "new", "unchanged"]
    assert [r.claims for r in reports] == [2, 2, 1, 2, 0]
    assert store.write_all(made) == (WriteReport("unchanged", 0, 0, 0),) * 4
    wipe(store)
    singly = [store.write(one) for one in made]
    assert current(store) == at_once
    assert sum(r.entities for r in reports) == sum(r.entities for r in singly)


def test_one_bad_article_never_fails_those_beside_it(store: GraphStore) -> None:
    good, worse, last = (says(n, 0, ("member",)) for n in range(3))
    strange = replace(worse, entities=tuple(e for e in worse.entities if e.id != world.PACT.id))
    broken = replace(last, article=replace(last.article, title="half \ud800"))
    reports = store.write_all([good, strange, broken])
    assert isinstance(reports[0], WriteReport)
    assert [type(r) for r in reports[1:]] == [InputError, InputError]
    assert "not brought along" in str(reports[1])
    assert [a.article.id for a in store.articles().items] == [good.article.id]


def test_what_was_deleted_past_the_program_is_not_relied_on(store: GraphStore) -> None:
    """Somebody empties the database by hand, and leaves the store's own node."""
    for n in range(3):
        store.write(says(n, 0, ("member", "met")))
    store._connection.write(lambda work: work.run("MATCH (n) WHERE NOT n:Store DETACH DELETE n"))
    for n in range(2):
        store.write(says(n, 0, ("member", "met")))
    found = current(store)
    wipe(store)
    for n in range(2):
        store.write(says(n, 0, ("member", "met")))
    assert current(store) == found


def hot(number: int) -> Contribution:
    """An article of its own that says what all of them say."""
    text = f"Report {number}. Kazakhstan is a member of the Steppe Treaty Organization."
    of = world.article(text, OUTLETS[number % 3], date(2022, 1, 1) + timedelta(number))
    made = world.claim(of, "Kazakhstan is a member of the Steppe Treaty Organization.", "member", world.KAZAKHSTAN, "MEMBER_OF", world.PACT)
    return world.contribution(of, (made,))


def test_an_article_costs_the_same_however_hot_its_relations_are(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements, rows sent and rows read, of the tenth article and of the sixtieth, and of a new version of one of them."""
    spent = {"statements": 0, "read": 0, "sent": 0}
    rows, run = Work.rows, Work.run

    def counted(work: Work, statement: str, **given: Any) -> list[dict[str, Any]]:
        found = rows(work, statement, **given)
        spent["read"] += len(found)
        note(given)
        return found

    def silent(work: Work, statement: str, **given: Any) -> None:
        note(given)
        run(work, statement, **given)

    def note(given: dict[str, Any]) -> None:
        spent["statements"] += 1
        spent["sent"] += sum(len(value) for value in given.values() if isinstance(value, Sequence) and not isinstance(value, str))

    def cost(contribution: Contribution) -> dict[str, int]:
        spent.update(dict.fromkeys(spent, 0))
        store.write(contribution)
        return dict(spent)

    def edited(number: int) -> Contribution:
        made = hot(number)
        text = made.article.text + " More was said."
        of = replace(made.article, id=f"{made.article.id[:-1]}x", text=text, series=made.article.id, since=date(2022, 6, 1))
        return replace(made, article=of, claims=tuple(replace(c, id=f"{c.id[:-1]}x", article=of.id) for c in made.claims))

    monkeypatch.setattr(Work, "rows", counted)
    monkeypatch.setattr(Work, "run", silent)
    costs = [cost(hot(n)) for n in range(60)]
    assert costs[59] == costs[9]
    cost(edited(41))  # what it wrote is read again by whoever comes next
    assert cost(edited(50)) == cost(edited(20))
    relation = next(r for r in store.overview(WHOLE).relations if r.type == "MEMBER_OF")
    assert len(relation.supporting) == 60


def test_relation_of_very_many_claims_lists_the_first_of_them(store: GraphStore) -> None:
    for start in range(0, LISTED + 20, 40):
        store.write_all([hot(n) for n in range(start, min(start + 40, LISTED + 20))])
    relation = next(r for r in store.overview(WHOLE).relations if r.type == "MEMBER_OF")
    evidence = store.evidence(relation.id)
    assert len(evidence) == LISTED + 20, "all of them are its evidence"
    assert relation.supporting == tuple(e.claim.id for e in evidence)[:LISTED]
    last = store.reading(hot(LISTED + 19).article.id)
    assert last is not None
    assert set(last.folded.values()) == {relation.id}


def test_entity_is_known_by_what_others_say_when_a_version_ends(store: GraphStore) -> None:
    """A new version drops a name that another article gives too, and one that only it gave."""

    def named(number: int, edition: int, *names: str) -> Contribution:
        made = says(number, edition, ("member",))
        pact = Entity(world.PACT.id, "Organization", tuple(Name(name, "en") for name in names))
        return replace(made, entities=tuple(pact if e.id == pact.id else e for e in made.entities))

    store.write_all([named(0, 0, "Pact", "Alliance"), named(1, 0, "Pact"), named(2, 0, "Pact", "League")])
    store.write(named(0, 1, "Pact"))
    store.write(named(2, 1, "Pact", "League"))
    (pact,) = store.entities([world.PACT.id])
    assert {name.text for name in pact.names} == {"Pact", "League"}
