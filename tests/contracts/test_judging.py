"""Merging, splitting and correcting, asked of both real servers: what is taken back leaves no trace in the graph.

Over 300 lines: what merges must split again, shown side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.article_filter import ArticleFilter
from graph.errors import InputError
from graph.filters import GraphFilter
from graph.identity import in_force, reading_key
from graph.life import Scope
from graph.model import Claim, Contribution, Judged, Judgement, PartialDate, article_id, claim_id
from graph.results import Context, Post
from graph.store import GraphStore
from tests import world
from tests.conftest import wipe

pytestmark = pytest.mark.store

EVERYTHING = GraphFilter(limit=5000)
FORCE, PACT, TOKAYEV, SPOKESMAN = world.FORCE.id, world.PACT.id, world.PRESIDENT.id, world.SPOKESMAN.id


def graph_of(store: GraphStore) -> list[str]:
    """All nodes and relationships with all they hold, but for the history itself."""
    nodes = store._connection.read(
        lambda work: work.rows(
            "MATCH (n) WHERE NOT n:Store AND NOT n:Judgement AND NOT n:Judgements RETURN labels(n) AS labels, properties(n) AS properties"
        )
    )
    joints = store._connection.read(
        lambda work: work.rows("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS properties")
    )
    return sorted(repr((sorted(n["labels"]), sorted(n["properties"].items()))) for n in nodes) + sorted(
        repr((j["a"], j["type"], j["b"], sorted(j["properties"].items()))) for j in joints
    )


def word(verdict: str, left: str, right: str = "", why: str = "seen", **value: str) -> Judgement:
    return Judgement(left, right, verdict, "a reader", date(2026, 1, 1), why, tuple(value.items()))


def test_merged_entities_are_one_in_search_pictures_and_profile(told: GraphStore) -> None:
    told.judge(word("same", FORCE, PACT))
    assert told.identity().of(PACT) == told.identity().of(FORCE) == PACT
    (hit,) = told.search("Steppe Treaty")
    assert hit.entity.id == PACT
    assert {n.text for n in hit.entity.names} >= {"peacekeepers", "Steppe Treaty Organization"}
    ends = {end for r in told.overview(EVERYTHING).relations for end in (r.subject, r.object)}
    assert FORCE not in ends
    profile = told.profile(FORCE, EVERYTHING)
    assert profile is not None
    assert (profile.entity.id, profile.also) == (PACT, (FORCE,))
    assert {r.type for r in profile.relations.relations} == {"ENTERED", "MEMBER_OF"}
    assert [e.id for e in told.entities([PACT, FORCE])] == [PACT]
    assert {r.id for r in told.neighbourhood([FORCE], EVERYTHING).relations} == {r.id for r in profile.relations.relations}
    assert hit.degree == 2


def test_a_split_gives_back_what_was_there(told: GraphStore) -> None:
    before = graph_of(told)
    (merged,) = told.judge(word("same", FORCE, PACT))
    assert graph_of(told) != before
    told.judge(word("undo", merged.id))
    assert graph_of(told) == before
    assert [j.judgement.verdict for j in told.judgements()] == ["same", "undo"]


def test_a_later_word_on_a_pair_counts(told: GraphStore) -> None:
    before = graph_of(told)
    told.judge(word("same", FORCE, PACT))
    told.judge(word("different", PACT, FORCE))
    assert graph_of(told) == before


def test_a_contradiction_is_refused_and_changes_nothing(told: GraphStore) -> None:
    told.judge(word("same", FORCE, PACT), word("different", FORCE, TOKAYEV))
    before, revision = graph_of(told), told.revision()
    with pytest.raises(InputError, match="judged different"):
        told.judge(word("same", PACT, TOKAYEV))
    assert (graph_of(told), told.revision(), len(told.judgements())) == (before, revision, 2)


@pytest.mark.parametrize(
    "judgement",
    [
        word("same", FORCE, FORCE),
        word("same", FORCE, "person/nobody"),
        word("perhaps", FORCE, PACT),
        word("retype", FORCE, type="Spaceship"),
        word("rename", FORCE, name=" "),
        word("fix", "x", relation="LIKES"),
        word("fix", "x", valid_from="soon"),
        word("fix", "x", valid_from="2022", valid_to="2021-05"),
        word("fix", "x", speaker="person/nobody"),
        word("undo", "nothing"),
        replace(word("same", FORCE, PACT), by=" "),
    ],
)
def test_a_judgement_that_says_nothing_is_refused(told: GraphStore, judgement: Judgement) -> None:
    with pytest.raises(InputError):
        told.judge(judgement)
    assert told.judgements() == ()


def test_an_entity_is_renamed_retyped_and_gets_an_alias_until_that_is_taken_back(told: GraphStore) -> None:
    before = graph_of(told)
    made = told.judge(
        word("rename", FORCE, name="Steppe Force", language="en"),
        word("retype", FORCE, type="Organization"),
        word("alias", FORCE, name="القوة", language="ar"),
        word("unalias", FORCE, name="peacekeepers", language="en"),
    )
    (force,) = told.entities([FORCE])
    assert (force.name("en"), force.type) == ("Steppe Force", "Organization")
    assert "peacekeepers" not in {n.text for n in force.names}
    assert told.search("القوة")[0].entity.id == FORCE
    told.write(world.wire())
    changed = replace(world.wire(), claims=world.wire().claims[:2])
    told.write(changed)
    assert told.entities([FORCE])[0] == force
    told.write(world.wire())
    for judged in made:
        told.judge(word("undo", judged.id))
    assert graph_of(told) == before


def test_a_claim_marked_wrong_counts_no_more_even_when_it_is_read_again(told: GraphStore) -> None:
    before = graph_of(told)
    entered = next(c for c in world.wire().claims if c.relation == "ENTERED")
    relation = next(r for r in told.overview(EVERYTHING).relations if r.type == "ENTERED")
    assert entered.id in relation.supporting
    (made,) = told.judge(word("wrong", reading_key(entered), entered.article))
    after = next(r for r in told.overview(EVERYTHING).relations if r.type == "ENTERED")
    assert entered.id not in after.supporting
    shown = {item.claim.id: item.judged for item in told.evidence(after.id)}
    assert shown[entered.id] == made
    again = replace(entered, id=claim_id("another version"), status="asserted", extractor="world/2")
    told.write(replace(world.wire(), claims=tuple(again if c.id == entered.id else c for c in world.wire().claims)))
    after = next(r for r in told.overview(EVERYTHING).relations if r.type == "ENTERED")
    assert again.id not in after.supporting
    wipe(told)
    for contribution in world.all_three():
        told.write(contribution)
    assert graph_of(told) == before


def test_a_claim_is_put_right(told: GraphStore) -> None:
    before = graph_of(told)
    met = next(c for c in world.wire().claims if c.relation == "MET")
    made = told.judge(word("fix", reading_key(met), met.article, object=FORCE, relation="LEADS", negated="true"))
    relation = next(r for r in told.overview(EVERYTHING).relations if r.type == "LEADS")
    assert (relation.subject, relation.object, relation.status) == (TOKAYEV, FORCE, "denied")
    (item,) = told.evidence(relation.id)
    assert item.judged == made[0]
    assert item.claim.object == FORCE
    reading = told.reading(met.article)
    assert reading is not None
    assert reading.judged[met.id] == made[0]
    told.judge(word("same", FORCE, PACT))
    told.judge(word("undo", made[0].id))
    told.judge(word("undo", told.judgements()[1].id))
    assert graph_of(told) == before


def edited(contribution: Contribution, before: str) -> Contribution:
    """The next version of the article, with words put before its text: every sentence stands elsewhere."""
    article, far = contribution.article, len(before)
    moved = replace(article, id=article_id(before + article.text), text=before + article.text, series=article.id, since=date(2026, 3, 1))

    def claim(of: Claim) -> Claim:
        spans = {name: getattr(of, name) + far for name in ("start", "end", "cue_start", "cue_end")}
        return replace(of, id=claim_id("moved", of.id), article=moved.id, **spans)

    mentions = tuple(replace(m, article=moved.id, start=m.start + far, end=m.end + far) for m in contribution.mentions)
    return replace(contribution, article=moved, mentions=mentions, claims=tuple(map(claim, contribution.claims)))


def test_a_correction_holds_in_an_edited_article_in_which_the_sentence_moved(told: GraphStore) -> None:
    entered = next(c for c in world.wire().claims if c.relation == "ENTERED")
    met = next(c for c in world.wire().claims if c.relation == "MET")
    key, article = told.reading_of(entered.id) or ("", "")
    other, _ = told.reading_of(met.id) or ("", "")
    wrong, fixed = told.judge(word("wrong", key, article), word("fix", other, article, object=FORCE))
    told.write(edited(world.wire(), "Corrected on Tuesday.\n\n"))
    behind = {c for r in told.overview(EVERYTHING).relations for c in r.supporting}
    assert not behind & {entered.id, claim_id("moved", entered.id)}
    reading = told.reading(edited(world.wire(), "Corrected on Tuesday.\n\n").article.id)
    assert reading is not None
    assert reading.judged == {claim_id("moved", entered.id): wrong, claim_id("moved", met.id): fixed}
    assert next(c for c in reading.claims if c.id == claim_id("moved", met.id)).object == FORCE
    told.judge(word("undo", wrong.id))
    behind = {c for r in told.overview(EVERYTHING).relations for c in r.supporting}
    assert claim_id("moved", entered.id) in behind
    # A sentence with other words is another reading.
    text = world.wire().article.text
    changed = f"{text[: met.start]}Then{text[met.start + 4 :]}"
    later = edited(replace(world.wire(), article=replace(world.wire().article, text=changed)), "Once more. ")
    told.write(replace(later, article=replace(later.article, series=article, since=date(2026, 3, 2))))
    reading = told.reading(later.article.id)
    assert reading is not None
    assert reading.judged == {}


def test_a_correction_that_was_kept_by_place_still_holds(told: GraphStore) -> None:
    met = next(c for c in world.wire().claims if c.relation == "MET")
    assert reading_key(met) != (told.reading_of(met.id) or ("",))[0]
    (made,) = told.judge(word("wrong", reading_key(met), met.article))
    reading = told.reading(met.article)
    assert reading is not None
    assert reading.judged == {met.id: made}


def test_speaker_dates_office_and_quantity_are_put_right(told: GraphStore) -> None:
    before = graph_of(told)
    entered = next(c for c in world.wire().claims if c.relation == "ENTERED")
    key, article = told.reading_of(entered.id) or ("", "")
    value = {"speaker": SPOKESMAN, "quantity": "2,500 soldiers", "valid_from": "2022-01-06", "valid_to": "2022-01-19", "status": "claimed"}
    (made,) = told.judge(word("fix", key, article, **value))
    relation = next(r for r in told.overview(EVERYTHING).relations if entered.id in r.supporting)
    assert (str(relation.valid_from), str(relation.valid_to)) == ("2022-01-06", "2022-01-19")
    item = next(item for item in told.evidence(relation.id) if item.claim.id == entered.id)
    assert item.speaker is not None
    assert (item.speaker.id, item.claim.quantity, item.judged) == (SPOKESMAN, "2,500 soldiers", made)
    told.judge(word("fix", key, article, speaker="", quantity="", valid_from=""))
    again = next(c for c in (told.reading(article) or pytest.fail("gone")).claims if c.id == entered.id)
    assert (again.speaker, again.quantity, again.valid_from) == (None, None, None)
    for judged in reversed(in_force(told.judgements())):
        told.judge(word("undo", judged.id))
    assert graph_of(told) == before


def test_outlets_that_are_one_count_as_one_source(told: GraphStore) -> None:
    told.judge(word("same", world.WIRE.id, world.DAILY.id))
    relation = next(r for r in told.overview(EVERYTHING).relations if r.type == "MEMBER_OF")
    assert relation.sources == 1
    assert set(told.facets().outlets) == {min((world.WIRE.id, world.DAILY.id), key=len), world.POST.id}


@pytest.mark.parametrize("named", [world.WIRE.id, world.DAILY.id])
def test_withdrawing_an_outlet_takes_back_what_came_through_any_that_is_one_with_it(told: GraphStore, named: str) -> None:
    alone = _standing(told)
    (merged,) = told.judge(word("same", world.WIRE.id, world.DAILY.id))
    before, scope, other = _standing(told), Scope("outlet", named), ({world.WIRE.id, world.DAILY.id} - {named}).pop()
    shown = told.withdrawal_preview(scope)
    report = told.withdraw(scope, "a reader")
    assert (shown.articles, shown.claims) == (report.articles, report.claims) == (2, 5)
    assert [i.article.outlet for i in told.articles().items if i.withdrawn_on is None] == [world.POST.id]
    # Once more, under whichever id: the same withdrawal, and nothing left to end.
    assert [told.withdraw(Scope("outlet", id), "a reader").claims for id in (named, other)] == [0, 0]
    (noted,) = told.withdrawals()
    assert (noted.scope, noted.also) == (scope, (other,))
    # What comes later through the one that was not named falls under it.
    told.delete_article(world.daily().article.id)
    told.delete_article(world.wire().article.id)
    for contribution in (world.daily(), world.wire()):
        told.write(contribution)
    assert sum(i.withdrawn_on is not None for i in told.articles().items) == 2
    told.restore(scope, "a reader")
    assert _standing(told) == before
    # It keeps what was meant when it was made, and is taken back whole under either id.
    told.withdraw(scope, "a reader")
    told.judge(word("undo", merged.id))
    assert sum(i.withdrawn_on is not None for i in told.articles().items) == 2
    told.restore(Scope("outlet", other), "a reader")
    assert _standing(told) == alone
    # Now they are two, and one alone is meant; merging them later widens nothing.
    assert told.withdraw(scope, "a reader").articles == 1
    told.judge(word("same", world.WIRE.id, world.DAILY.id))
    assert sum(i.withdrawn_on is not None for i in told.articles().items) == 1
    assert told.withdraw(scope, "a reader").articles == 2
    told.restore(scope, "a reader")
    assert _standing(told) == before


def test_what_is_asked_of_a_merged_entity_is_asked_of_the_one_that_stands_for_it(told: GraphStore) -> None:
    told.judge(word("same", FORCE, PACT), word("same", world.WIRE.id, world.DAILY.id))
    for scope in ("around", "between"):
        both = [told.moments(scope, [id, world.KAZAKHSTAN.id], EVERYTHING) for id in (FORCE, PACT)]
        assert both[0] == both[1]
        assert both[0].spans
    narrowed = [told.moments("everywhere", [], replace(EVERYTHING, outlets=(id,))) for id in (world.WIRE.id, world.DAILY.id)]
    assert narrowed[0] == narrowed[1]
    assert narrowed[0].spans
    listed = [told.articles(ArticleFilter(outlet=id), 0, 10) for id in (world.WIRE.id, world.DAILY.id)]
    assert listed[0] == listed[1]
    assert {item.article.outlet for item in listed[0].items} == {world.WIRE.id, world.DAILY.id}


def test_judgements_are_taken_in_elsewhere_once_each(told: GraphStore) -> None:
    told.judge(word("same", FORCE, PACT), word("rename", TOKAYEV, name="Toqaev", language="en"))
    told.judge(word("undo", told.judgements()[1].id))
    history, graph = told.judgements(), graph_of(told)
    wipe(told)
    for contribution in world.all_three():
        told.write(contribution)
    added, refused = told.take_in(history)
    assert (len(added), refused) == (3, ())
    assert graph_of(told) == graph
    assert told.judgements() == history
    assert told.take_in(history) == ((), ())
    elsewhere = Judged("elsewhere", 1, history[0].at, word("different", FORCE, PACT))
    against = Judged("against", 2, history[0].at, word("same", PACT, "person/elsewhere"))
    bad = Judged("bad", 3, history[0].at, word("undo", "nowhere"))
    added, refused = told.take_in((against, bad))
    assert ([a.id for a in added], len(refused)) == (["against"], 1)
    assert told.take_in((elsewhere,))[0][0].id == "elsewhere"


def test_proposals_wait_until_somebody_decides(told: GraphStore) -> None:
    told.propose([word("unsure", FORCE, PACT), word("unsure", PACT, FORCE), word("unsure", SPOKESMAN, TOKAYEV)])
    assert len(told.proposed()) == 2
    shown = told.proposal(word("unsure", FORCE, PACT))
    assert shown is not None
    assert [e.id for e in shown.shared] == [world.KAZAKHSTAN.id]
    assert any("peacekeepers had entered" in text for text, _ in shown.left.sentences)
    (decided,) = told.judge(word("different", FORCE, PACT))
    assert [(p.left, p.right) for p in told.proposed()] == [(SPOKESMAN, TOKAYEV)]
    told.propose([word("unsure", FORCE, PACT)])
    assert len(told.proposed()) == 1
    told.judge(word("undo", decided.id))
    assert len(told.proposed()) == 2


def test_a_proposal_goes_with_its_entities(told: GraphStore) -> None:
    told.write(replace(world.wire(), proposed=(word("unsure", FORCE, PACT),), claims=world.wire().claims[:2]))
    assert len(told.proposed()) == 1
    for contribution in world.all_three():
        told.delete_article(contribution.article.id)
    assert graph_of(told) == []


def test_offices_and_countries_tell_entities_apart(told: GraphStore) -> None:
    held = replace(
        world.wire().claims[0], id=claim_id("held"), subject=TOKAYEV, relation="HOLDS_OFFICE", object=world.KAZAKHSTAN.id, role="president",
        status="asserted", negated=False, valid_from=PartialDate(2019, 3), valid_to=None,
    )  # fmt: skip
    told.write(replace(world.wire(), claims=(*world.wire().claims, held)))
    found = told.contexts([TOKAYEV, "nobody"])
    assert found == {TOKAYEV: Context(frozenset((world.KAZAKHSTAN.id,)), (Post("president", world.KAZAKHSTAN.id, 2019, None),))}
    assert told.contexts([]) == {}


# random histories

_IDS = sorted(world.ENTITIES)
_PAIRS = st.tuples(st.sampled_from(_IDS), st.sampled_from(_IDS)).filter(lambda p: p[0] != p[1])
_CLAIMS = [c for contribution in world.all_three() for c in contribution.claims]


def _fix(picked: tuple[int, str]) -> Judgement:
    claim = _CLAIMS[picked[0]]
    return word("fix", reading_key(claim), claim.article, object=picked[1], negated="true")


_SCOPES = [
    *(Scope("article", contribution.article.id) for contribution in world.all_three()),
    *(Scope("outlet", outlet.id) for outlet in (world.WIRE, world.POST, world.DAILY)),
]
# What is done with articles, and what is judged, in one history; each of these as often as the other.
_ARTICLES = st.one_of(
    st.builds(lambda n: ("write", n), st.integers(0, 3)),
    st.builds(lambda n: ("write", n), st.integers(0, 3)),
    st.builds(lambda n, k: ("edit", (n, k)), st.integers(0, 2), st.integers(1, 2)),
    st.builds(lambda n: ("delete", n), st.integers(0, 2)),
    st.builds(lambda act, scope: (act, scope), st.sampled_from(("withdraw", "restore", "erase")), st.sampled_from(_SCOPES)),
)
_WORDS = st.one_of(
    st.builds(lambda p: ("judge", word("same", *p)), _PAIRS),
    st.builds(lambda p: ("judge", word("different", *p)), _PAIRS),
    st.builds(lambda id: ("judge", word("rename", id, name="Another", language="en")), st.sampled_from(_IDS)),
    st.builds(lambda id: ("judge", word("alias", id, name="اسم آخر", language="ar")), st.sampled_from(_IDS)),
    st.builds(lambda id: ("judge", word("retype", id, type="Place")), st.sampled_from(_IDS)),
    st.builds(lambda n: ("judge", word("wrong", reading_key(_CLAIMS[n]), _CLAIMS[n].article)), st.integers(0, len(_CLAIMS) - 1)),
    st.builds(lambda p: ("judge", _fix(p)), st.tuples(st.integers(0, len(_CLAIMS) - 1), st.sampled_from(_IDS))),
    st.builds(lambda n: ("undo", n), st.integers(0, 5)),
)
_STEPS = st.one_of(_ARTICLES, _WORDS)


def _reports() -> Sequence[Contribution]:
    wire, post, daily = world.all_three()
    return wire, post, daily, replace(wire, article=replace(wire.article, outlet=world.POST.id), entities=(*wire.entities, world.POST))


def _edited(number: int, edition: int) -> Contribution:
    """A later version of a report: other words before the same ones, and one claim fewer for each edition."""
    report = _reports()[number]
    before = "Corrected. " * edition
    shift = len(before)
    article = replace(
        report.article, id=article_id(before + report.article.text), text=before + report.article.text,
        series=report.article.id, since=date(2022, 2, edition),
    )  # fmt: skip
    claims = tuple(
        replace(
            c,
            id=claim_id(article.id, c.id),
            article=article.id,
            start=c.start + shift,
            end=c.end + shift,
            cue_start=c.cue_start + shift,
            cue_end=c.cue_end + shift,
        )
        for c in report.claims[edition:]
    )
    mentions = tuple(replace(m, article=article.id, start=m.start + shift, end=m.end + shift) for m in report.mentions)
    return Contribution(article, report.entities, mentions, claims)


def _play(store: GraphStore, steps: Sequence[tuple[str, Any]]) -> None:
    for act, what in steps:
        try:
            if act == "write":
                store.write(_reports()[what])
            elif act == "edit":
                if store.article(_reports()[what[0]].article.id) is not None:
                    store.write(_edited(*what))
            elif act == "delete":
                store.delete_article(_reports()[what].article.id)
            elif act in ("withdraw", "restore", "erase"):
                getattr(store, act)(what, "a reader")
            elif act == "judge":
                store.judge(what)
            else:
                open_ = [j for j in store.judgements() if j.judgement.verdict != "undo"]
                if what < len(open_):
                    store.judge(word("undo", open_[what].id))
        except InputError:
            continue  # a contradiction, or an entity, article or withdrawal that is not there: refused whole


def _standing(store: GraphStore) -> list[str]:
    """The graph but for the notes of who withdrew what."""
    return [line for line in graph_of(store) if "Withdrawal" not in line and "COVERS" not in line]


def _from_scratch(store: GraphStore, remaining: Sequence[Contribution], withdrawn: Sequence[Scope]) -> None:
    wipe(store)
    for contribution in remaining:
        store.write(replace(contribution, claims=tuple(replace(c, known_to=None) for c in contribution.claims)))
    for scope in withdrawn:
        with suppress(InputError):  # nothing of it is left
            store.withdraw(scope, "a reader")


def _check(store: GraphStore, steps: Sequence[tuple[str, Any]]) -> None:
    wipe(store)
    _play(store, steps)
    graph, history = _standing(store), store.judgements()
    versions = (*_reports()[:3], *(_edited(n, k) for k in (1, 2) for n in range(3)))
    remaining = [held for of in versions if (held := store.contribution(of.article.id)) is not None]
    withdrawn = [scope for w in store.withdrawals() if w.act == "withdraw" and w.restored_on is None for scope in w.meant]
    # From scratch: what remains and what of it is withdrawn, then the whole history at once.
    _from_scratch(store, remaining, withdrawn)
    store.take_in(history)
    assert _standing(store) == graph
    # Everything taken back: what remains, as if nobody had ever judged.
    for judged in reversed(in_force(store.judgements())):
        store.judge(word("undo", judged.id))
    undone = _standing(store)
    _from_scratch(store, remaining, withdrawn)
    assert _standing(store) == undone


# What is done while outlets are one: nothing that stands of the outlets' own withdrawals may hang on that.
_OUTLETS = [outlet.id for outlet in (world.WIRE, world.POST, world.DAILY)]
_OUTLET_PAIRS = st.tuples(st.sampled_from(_OUTLETS), st.sampled_from(_OUTLETS)).filter(lambda p: p[0] != p[1])


def _labels(store: GraphStore) -> list[tuple[str, ...]]:
    """How the withdrawals are listed: by the names of all that each means, under those that stand for them today."""
    known = store.identity()
    return [tuple(sorted({known.of(scope.value) for scope in w.meant})) for w in store.withdrawals()]


def test_random_merges_and_splits_give_back_the_former_withdrawals(store: GraphStore) -> None:
    """Whatever was withdrawn, restored or erased before, and while outlets were one: all of it, notes and what they cover, is as it was."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.lists(st.one_of(_ARTICLES, _WORDS), min_size=2, max_size=8), st.lists(_OUTLET_PAIRS, min_size=1, max_size=3))
    def run(steps: list[tuple[str, Any]], merges: list[tuple[str, str]]) -> None:
        wipe(store)
        _play(store, [*[("write", n) for n in range(3)], *steps])
        graph, listed, withdrawals = graph_of(store), _labels(store), store.withdrawals()
        made = []
        for pair in merges:
            with suppress(InputError):  # judged different before, or one already
                made += store.judge(word("same", *pair))
        for judged in reversed(made):
            store.judge(word("undo", judged.id))
        assert (graph_of(store), _labels(store), store.withdrawals()) == (graph, listed, withdrawals)

    run()


def test_random_histories_leave_the_graph_of_what_remains(store: GraphStore) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.lists(_STEPS, min_size=4, max_size=14))
    def run(steps: list[tuple[str, Any]]) -> None:
        _check(store, steps)

    run()
