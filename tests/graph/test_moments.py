"""Bins of a time axis, and what two moments differ in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.comparing import compare
from graph.model import PartialDate, Relation
from graph.moments import Moments, Span, extent, heart, histogram

ENTRY = Relation("r1", "a", "ENTERED", "b", "claimed", ("c1",), (), 1, 0, date(2022, 1, 7), valid_from=PartialDate(2022, 1, 7))


def test_a_day_is_counted_in_its_bin_and_a_state_in_those_that_follow() -> None:
    spans = (Span(PartialDate(2022, 1, 2), PartialDate(2022, 1, 2), 3), Span(PartialDate(2022, 1, 1), PartialDate(2022, 1, 3), 1))
    bins = histogram(Moments(spans), date(2022, 1, 1), date(2022, 1, 4)).bins
    assert [(b.begin, b.hold) for b in bins] == [(1, 0), (3, 1), (0, 1), (0, 0)]


def test_a_year_is_spread_over_its_months_and_never_the_first_of_january() -> None:
    found = histogram(Moments((Span(PartialDate(2022), PartialDate(2022), 1),)), date(2021, 7, 1), date(2022, 12, 31))
    assert found.unit == "month"
    assert [b.begin for b in found.bins] == [0] * 18
    assert [b.rough for b in found.bins] == [0] * 6 + [1] * 12


def test_a_year_is_exact_in_bins_of_years() -> None:
    found = histogram(Moments((Span(PartialDate(1994), None, 2),)), date(1990, 1, 1), date(2022, 1, 1))
    assert found.unit == "year"
    assert [(b.first.year, b.begin, b.rough) for b in found.bins if b.begin or b.rough] == [(1994, 2, 0)]
    assert found.bins[-1].hold == 2


def test_relations_without_a_date_are_in_no_bin() -> None:
    found = histogram(Moments((Span(None, None, 5),)), date(2022, 1, 1), date(2022, 1, 2))
    assert found.undated == 5
    assert not any(b.begin or b.rough or b.hold for b in found.bins)


def test_one_old_relation_does_not_flatten_a_week_of_events() -> None:
    moments = Moments((Span(PartialDate(1994), None, 1), Span(PartialDate(2022, 1, 7), PartialDate(2022, 1, 7), 20)))
    assert extent(moments) == (date(1994, 1, 1), date(2022, 1, 7))
    assert heart(moments) == (date(2022, 1, 7), date(2022, 1, 7))
    assert heart(Moments()) is None


def test_dates_of_every_precision_are_ordered() -> None:
    spans = (Span(PartialDate(2022, 1, 7), None, 1), Span(PartialDate(2022), None, 1), Span(PartialDate(2022, 1), None, 1))
    assert heart(Moments(spans)) == (date(2022, 1, 1), date(2022, 12, 31))


def test_compare_tells_new_gone_and_changed() -> None:
    disputed = replace(ENTRY, status="disputed", disputing=("c2",), disputing_sources=1)
    other = replace(ENTRY, id="r2", type="MET")
    found = compare([ENTRY, other], [disputed, replace(other, id="r3", object="z")])
    assert [c.aspects for c in found.changed] == [("status", "disputing_sources")]
    assert [r.id for r in found.gone] == ["r2"]
    assert [r.id for r in found.new] == ["r3"]
    assert compare([ENTRY], [ENTRY]).same == (ENTRY,)


def test_a_corrected_start_is_a_change_and_no_new_relation() -> None:
    found = compare([ENTRY], [replace(ENTRY, id="r9", valid_from=PartialDate(2022, 1, 6))])
    assert [c.aspects for c in found.changed] == [("valid_from",)]
    assert not found.new and not found.gone
