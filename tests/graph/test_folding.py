"""Folding claims into relations: tables to read, and laws that hold for any claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import folding
from graph.folding import Group, Origin, fold, group_key
from graph.model import Claim, PartialDate, Relation
from graph.ontology import RELATION_STATUSES, STATUSES

DAY = date(2022, 1, 10)


def claim(id: str, **more: Any) -> Claim:
    values: dict[str, Any] = {
        "article": f"article of {id}",
        "subject": "a",
        "relation": "MEMBER_OF",
        "object": "b",
        "start": 0,
        "end": 10,
        "cue_start": 2,
        "cue_end": 4,
        "status": "asserted",
        "extractor": "test",
        "confidence": 0.5,
        "known_from": DAY,
    } | more
    return Claim(id=id, **values)


def dates(start: str | None = None, end: str | None = None) -> dict[str, PartialDate | None]:
    return {"valid_from": PartialDate.parse(start) if start else None, "valid_to": PartialDate.parse(end) if end else None}


def only(*claims: Claim, origins: dict[str, Origin] | None = None) -> Relation:
    (relation,) = fold(claims, origins)
    return relation


def test_nothing_folds_to_nothing() -> None:
    assert fold([]) == ()


def test_one_claim_is_one_relation() -> None:
    relation = only(claim("1", role="president", quantity="3", speaker="s", **dates("2020", "2021-05")))
    assert (relation.subject, relation.type, relation.object) == ("a", "MEMBER_OF", "b")
    assert (relation.role, relation.quantity, relation.status) == ("president", "3", "asserted")
    assert (relation.supporting, relation.disputing) == (("1",), ())
    assert (relation.sources, relation.disputing_sources) == (1, 0)
    assert (str(relation.valid_from), str(relation.valid_to)) == ("2020", "2021-05")
    assert (relation.known_from, relation.known_to, relation.confidence) == (DAY, None, 0.5)


@pytest.mark.parametrize(
    ("statuses", "folded"),
    [
        (("asserted",), "asserted"),
        (("announced",), "asserted"),
        (("alleged",), "claimed"),
        (("planned",), "open"),
        (("planned", "claimed"), "claimed"),
        (("alleged", "asserted", "expected"), "asserted"),
        (("conditional", "past"), "asserted"),
    ],
)
def test_asserted_beats_claimed_beats_open(statuses: tuple[str, ...], folded: str) -> None:
    assert only(*(claim(str(n), status=s) for n, s in enumerate(statuses))).status == folded


# Whether a held and a negated claim make a dispute, by who says them and where.
@pytest.mark.parametrize(
    ("held", "negated", "origins", "status"),
    [
        ({}, {}, {}, "disputed"),
        ({"speaker": "x"}, {"speaker": "y"}, {}, "disputed"),
        ({"speaker": "x"}, {"speaker": "x"}, {}, "asserted"),
        ({"article": "one"}, {"article": "one"}, {}, "asserted"),
        ({"article": "one", "speaker": "x"}, {"article": "one", "speaker": "y"}, {}, "asserted"),
        ({"article": "one"}, {"article": "two"}, {"two": Origin(story="one")}, "asserted"),
        ({"article": "one"}, {"article": "two"}, {"one": Origin(outlet="o"), "two": Origin(outlet="o")}, "asserted"),
        ({"article": "one"}, {"article": "two"}, {"one": Origin(outlet="o"), "two": Origin(outlet="p")}, "disputed"),
        ({"article": "one", "via": ("p", "o")}, {"article": "two"}, {"two": Origin(outlet="o")}, "asserted"),
        ({"article": "one", "speaker": "x"}, {"article": "two"}, {"one": Origin(outlet="o"), "two": Origin(outlet="o")}, "disputed"),
    ],
)
def test_disputed_needs_independent_sources(held: dict[str, Any], negated: dict[str, Any], origins: dict[str, Origin], status: str) -> None:
    relation = only(claim("1", **held), claim("2", negated=True, **negated), origins=origins)
    assert relation.status == status
    assert (relation.supporting, relation.disputing) == (("1",), ("2",))


def test_only_negated_is_denied() -> None:
    relation = only(claim("1", negated=True, quantity="5"), claim("2", negated=True))
    assert (relation.status, relation.sources, relation.disputing_sources, relation.quantity) == ("denied", 0, 2, None)


@pytest.mark.parametrize(
    ("sources", "count"),
    [
        ([("a1", None, None), ("a2", None, None)], 2),
        ([("a1", "x", None), ("a2", "x", None)], 1),
        ([("a1", "x", None), ("a1", "y", None)], 1),
        ([("a1", None, None), ("a2", None, "a1")], 1),
        ([("a1", None, None), ("a2", None, "a1"), ("a3", None, "a1"), ("a4", None, None)], 2),
        # The first and the third are linked through the second.
        ([("a1", "x", None), ("a2", "x", None), ("a2", "y", None), ("a3", "y", None)], 1),
    ],
)
def test_independent_sources(sources: list[tuple[str, str | None, str | None]], count: int) -> None:
    origins = {article: Origin(story) for article, _, story in sources}
    claims = [claim(str(n), article=article, speaker=speaker) for n, (article, speaker, _) in enumerate(sources)]
    assert only(*claims, origins=origins).sources == count


@pytest.mark.parametrize(
    ("relation", "intervals", "runs"),
    [
        # States: an end that is missing is open.
        ("LEADS", [("2019", "2020"), ("2021", "2022")], [("2019", "2020"), ("2021", "2022")]),
        ("LEADS", [("2019", "2020"), ("2020-06", "2022")], [("2019", "2022")]),
        ("LEADS", [("2019", None), ("2021", "2022")], [("2019", None)]),
        ("LEADS", [(None, "2020"), ("2021", None)], [(None, "2020"), ("2021", None)]),
        ("LEADS", [("2019", "2021"), ("2020", "2023"), ("2022", "2024")], [("2019", "2024")]),
        # Events and speech: one date is the day on which it happened.
        ("MET", [("2022-01-10", None), ("2022-03-01", None)], [("2022-01-10", "2022-01-10"), ("2022-03-01", "2022-03-01")]),
        ("MET", [("2022-01", None), ("2022-01-10", None)], [("2022-01", "2022-01")]),
        ("MET", [(None, "2022-01-10"), ("2022-01-10", None)], [("2022-01-10", "2022-01-10")]),
        # Undated claims join the only run there is, and stand apart beside several.
        ("MET", [(None, None), ("2022-01-10", None)], [("2022-01-10", "2022-01-10")]),
        ("MET", [(None, None), (None, None)], [(None, None)]),
        (
            "MET",
            [(None, None), ("2022-01-10", None), ("2022-03-01", None)],
            [(None, None), ("2022-01-10", "2022-01-10"), ("2022-03-01", "2022-03-01")],
        ),
    ],
)
def test_runs(relation: str, intervals: list[tuple[str | None, str | None]], runs: list[tuple[str | None, str | None]]) -> None:
    claims = [claim(str(n), relation=relation, **dates(*interval)) for n, interval in enumerate(intervals)]
    found = [(r.valid_from and str(r.valid_from), r.valid_to and str(r.valid_to)) for r in fold(claims)]
    assert sorted(found, key=str) == sorted(runs, key=str)


def test_symmetric_relations_are_one_from_both_ends() -> None:
    relation = only(claim("1", relation="MET", subject="b", object="a"), claim("2", relation="MET", subject="a", object="b"))
    assert (relation.subject, relation.object, relation.sources) == ("a", "b", 2)
    assert len(fold([claim("1", relation="ATTACKED", subject="b", object="a"), claim("2", relation="ATTACKED")])) == 2


def test_roles_part_relations_but_their_spelling_does_not() -> None:
    assert only(claim("1", role="Prime  Minister"), claim("2", role="prime minister")).role == "Prime  Minister"
    assert len(fold([claim("1", role="president"), claim("2", role="speaker"), claim("3")])) == 3


def test_quantity_is_the_latest_that_was_said() -> None:
    early = claim("1", quantity="100", said_on=PartialDate(2022, 1, 5))
    late = claim("2", quantity="2030", said_on=PartialDate(2022, 1, 9))
    later_but_silent = claim("3", said_on=PartialDate(2022, 1, 10))
    relation = only(late, later_but_silent, early)
    assert relation.quantity == "2030"
    assert relation.supporting == ("1", "2", "3")


def test_withdrawn_claims_do_not_count_beside_standing_ones() -> None:
    gone = claim("1", known_from=date(2022, 1, 1), known_to=date(2022, 1, 5), status="asserted")
    stands = claim("2", status="alleged")
    relation = only(gone, stands)
    assert (relation.supporting, relation.status, relation.sources) == (("2",), "claimed", 1)
    assert (relation.known_from, relation.known_to) == (date(2022, 1, 1), None)


def test_where_nothing_stands_the_relation_is_of_the_past() -> None:
    relation = only(claim("1", known_to=date(2022, 2, 1)), claim("2", known_to=date(2022, 3, 1)))
    assert (relation.supporting, relation.known_to) == (("1", "2"), date(2022, 3, 1))


def test_withdrawn_run_elsewhere_in_time_stays_apart() -> None:
    gone = claim("1", relation="MET", known_to=date(2022, 2, 1), **dates("2021-05-01"))
    stands = claim("2", relation="MET", **dates("2022-01-10"))
    assert {(r.supporting, r.known_to) for r in fold([gone, stands])} == {(("1",), date(2022, 2, 1)), (("2",), None)}


@pytest.mark.parametrize(("day", "ids"), [(9, ""), (10, "1"), (14, "1"), (15, "2"), (20, "2")])
def test_as_known_on(day: int, ids: str) -> None:
    claims = [claim("1", known_to=date(2022, 1, 15)), claim("2", known_from=date(2022, 1, 15))]
    known = folding.as_known_on(claims, date(2022, 1, day))
    assert "".join(c.id for c in known) == ids
    assert all(c.known_to is None for c in known)


def test_ids_are_stable() -> None:
    one = only(claim("1", **dates("2019")))
    two = only(claim("1", **dates("2019")), claim("2", negated=True), claim("3", status="planned", **dates("2020", "2021")))
    assert one.id == two.id


partial_dates = st.none() | st.builds(PartialDate, st.integers(2019, 2021), st.integers(1, 12) | st.none())
days = st.dates(date(2022, 1, 1), date(2022, 1, 6))
claims = st.lists(
    st.builds(
        Claim,
        id=st.uuids().map(str),
        article=st.sampled_from("pqr"),
        subject=st.sampled_from("ab"),
        relation=st.sampled_from(["MEMBER_OF", "MET", "ATTACKED"]),
        object=st.sampled_from("ab"),
        start=st.just(0),
        end=st.just(1),
        cue_start=st.just(0),
        cue_end=st.just(1),
        status=st.sampled_from(STATUSES),
        extractor=st.just("x"),
        confidence=st.floats(0, 1),
        known_from=days,
        negated=st.booleans(),
        role=st.sampled_from([None, "r", "R "]),
        quantity=st.sampled_from([None, "1", "2"]),
        speaker=st.sampled_from([None, "s", "t"]),
        via=st.sampled_from([(), ("o",), ("o", "u")]),
        valid_from=partial_dates,
        valid_to=partial_dates,
        known_to=st.none() | st.dates(date(2022, 2, 1), date(2022, 2, 5)),
    ),
    max_size=12,
)
origins = st.fixed_dictionaries({a: st.builds(Origin, st.sampled_from([None, "p"]), st.sampled_from([None, "o"])) for a in "pqr"})


@given(claims, origins, st.randoms())
def test_order_of_claims_does_not_matter(claims: list[Claim], origins: dict[str, Origin], random: Any) -> None:
    expected = fold(claims, origins)
    shuffled = claims[:]
    random.shuffle(shuffled)
    assert fold(shuffled, origins) == expected
    assert fold([*shuffled, *claims], origins) == expected


@given(claims, origins, st.lists(st.booleans(), min_size=12, max_size=12))
def test_adding_claims_one_by_one_gives_what_folding_all_gives(claims: list[Claim], origins: dict[str, Origin], looked: list[bool]) -> None:
    """Also where it is looked at in between, and whatever the order in which claims come."""
    groups: dict[str, Group] = {}
    came: dict[str, list[Claim]] = {}
    for claim, look in zip(claims, looked, strict=False):
        key = group_key(claim)
        came.setdefault(key, []).append(claim)
        group = groups.setdefault(key, Group(key, (), origins))
        if group.add(claim, origins[claim.article]) is None:
            groups[key] = Group(key, came[key], origins)
        if look:
            groups[key].runs()
    assert tuple(sorted((r for g in groups.values() for r in g.relations()), key=lambda r: r.id)) == fold(claims, origins)


def test_a_claim_of_the_same_time_is_added_without_making_the_group_anew() -> None:
    first = [claim(str(n), article=f"p{n}", **dates("2020")) for n in range(3)]
    group = Group(group_key(first[0]), first, {})
    before = group.relations()
    assert group.add(claim("x", **dates("2021")), Origin()) is not None
    assert group.add(claim("y"), Origin()) is not None, "without a date it joins the one run"
    assert group.add(claim("z", **dates("2010", "2011")), Origin()) is None, "then one more run sets it apart again"
    assert [r.id for r in group.relations()] == [r.id for r in before]
    assert len(group.relations()[0].supporting) == 5


@given(claims, origins)
def test_laws(claims: list[Claim], origins: dict[str, Origin]) -> None:
    relations = fold(claims, origins)
    assert len({r.id for r in relations}) == len(relations)
    by_id = {c.id: c for c in claims}
    counted = [id for r in relations for id in (*r.supporting, *r.disputing)]
    assert len(counted) == len(set(counted))
    assert {id for id in counted if by_id[id].known_to is None} == {c.id for c in claims if c.known_to is None}
    for relation in relations:
        assert relation.status in RELATION_STATUSES
        assert not any(by_id[id].negated for id in relation.supporting) and all(by_id[id].negated for id in relation.disputing)
        assert (relation.status == "denied") == (not relation.supporting)
        assert 0 < relation.sources + relation.disputing_sources <= len(relation.supporting) + len(relation.disputing)
        standing = {by_id[id].known_to is None for id in (*relation.supporting, *relation.disputing)}
        assert standing == {relation.known_to is None}


@given(claims, origins)
def test_reprint_adds_no_source_and_makes_no_dispute(claims: list[Claim], origins: dict[str, Origin]) -> None:
    """Every article once more, in another outlet, as the same story."""
    again = [replace(c, id=f"{c.id}'", article=f"{c.article}'") for c in claims]
    both = origins | {f"{a}'": Origin(origins[a].story or a, "another outlet") for a in origins}
    before = {r.id: r for r in fold(claims, origins)}
    after = {r.id: r for r in fold([*claims, *again], both)}
    assert before.keys() == after.keys()
    for id, relation in before.items():
        assert after[id].sources <= relation.sources
        assert after[id].status == relation.status
