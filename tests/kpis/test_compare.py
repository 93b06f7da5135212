"""Deltas by unit, and when they are withheld (domain §3.1, §3.2, §6)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.kpis.compare import changed
from tests.kpis.build import OCTOBER, SEPTEMBER, config, every_day, facts, key, kpi, on, sparse

BOTH = (SEPTEMBER[0], OCTOBER[1])


@pytest.mark.parametrize(
    ("now", "then", "unit", "kind", "absolute", "relative"),
    [
        ("0.047", "0.035", "percent", "points", "0.012", None),  # not +34 %
        ("0.03504", "0.035", "percent", "stable", "0.00004", None),
        ("0.02", "0", "percent", "points", "0.02", None),
        ("-0.05", "0.05", "percent", "points", "-0.10", None),
        ("112", "100", "count", "relative", "12", "0.12"),
        ("88", "100", "currency", "relative", "-12", "-0.12"),
        ("2.4", "2", "ratio", "relative", "0.4", "0.2"),
        ("1.141", "1.144", "ratio", "stable", "-0.003", None),
        ("100040", "100000", "count", "stable", "40", None),  # +0.0 %
        ("7", "0", "count", "new", "7", None),
        ("0", "0", "count", "stable", "0", None),
        ("-5", "0", "currency", "new", "-5", None),
        ("50", "-100", "currency", "absolute", "150", None),  # not −150 %
        ("-100", "-100", "currency", "stable", "0", None),
        ("4.3", "4.1", "score", "absolute", "0.2", None),  # not +4.9 %
        ("4.32", "4.31", "score", "stable", "0.01", None),
        ("4.1", "0", "score", "absolute", "4.1", None),
        ("1500.40", "1500.10", "currency", "stable", "0.30", None),
        ("150.40", "150.10", "currency", "relative", "0.30", None),
    ],
)
def test_deltas_by_unit(now, then, unit, kind, absolute, relative):
    found = changed(Decimal(now), Decimal(then), unit)
    assert (found.kind, found.absolute) == (kind, Decimal(absolute))
    if relative is not None:
        assert found.relative == Decimal(relative)


def test_a_change_that_a_currency_without_cents_does_not_show_is_none() -> None:
    now, then = Decimal("150.40"), Decimal("150.10")
    assert changed(now, then, "currency", currency="EUR").kind == "relative"
    assert changed(now, then, "currency", currency="JPY").kind == "stable"


def test_what_is_left_of_two_sums_changes_by_an_amount_and_not_by_a_percentage() -> None:
    found = changed(Decimal(1293), Decimal(76), "currency", balance=True)
    assert (found.kind, found.absolute, found.relative) == ("absolute", Decimal(1217), None)  # not +1 601 %
    assert changed(Decimal("76.40"), Decimal("76.40"), "currency", balance=True).kind == "stable"


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2), st.sampled_from(["percent", "score"]))
def test_an_absolute_change_swaps_its_sign_with_its_sides(a, b, unit):
    there, back = changed(a, b, unit), changed(b, a, unit)
    assert there.absolute == -back.absolute
    assert there.kind == back.kind


@given(st.decimals(1, 1000, places=2), st.decimals(1, 1000, places=2))
def test_relative_changes_there_and_back_make_one(a, b):
    there, back = changed(a, b, "count"), changed(b, a, "count")
    assert abs((1 + there.relative) * (1 + back.relative) - 1) < Decimal("1e-20")


def compare(name, data, period="2026-10", **more):
    return kpi(config(name, **more), data, period).previous


def test_no_delta_without_another_figure():
    found = compare("leads", facts(every_day(key("leads"), 1)))
    assert (found.value, found.delta.kind) == (None, "none")
    assert found.cycle.id == "2026-09"


def test_a_delta_is_withheld_where_coverage_differs_by_more_than_five_points():
    def previous(missing):
        rows = [*every_day(key("leads"), 1, SEPTEMBER, but=range(1, 1 + missing)), *every_day(key("leads"), 1)]
        return compare("leads", facts(rows)).delta

    assert previous(1).kind == "relative"  # 29 of 30: 3.3 points
    assert (previous(2).kind, previous(2).reason) == ("withheld", "coverage")  # 6.7 points


def test_a_delta_is_withheld_where_both_are_covered_badly():
    rows = every_day(key("leads"), 1, BOTH, but=range(1, 9))
    assert compare("leads", facts(rows)).delta.reason == "coverage"  # 73 % and 74 %


def test_cycles_of_different_formulas_are_not_compared():
    rows = [*every_day(key("interactions_given"), 9, BOTH), *every_day(key("reactions"), 1)]
    rows += every_day(key("impressions"), 100, BOTH)
    assert compare("interactions", facts(rows)).delta.reason == "formula_changed"
    assert compare("engagement_rate", facts(rows)).delta.reason == "formula_changed"  # also when it is inside


def test_a_new_network_or_component_is_a_break():
    rows = [*every_day(key("impressions"), 1, BOTH), *every_day(key("impressions", "tiktok"), 5)]
    assert compare("impressions", facts(rows)).delta.reason == "series_break"  # not +520 %
    parts = [*every_day(key("reactions"), 1, BOTH), *every_day(key("saves"), 5)]
    assert compare("interactions", facts(parts)).delta.reason == "series_break"


def test_the_first_visit_from_a_network_is_no_break():
    rows = [*every_day(key("sessions"), 1, BOTH), on("2026-10-09", key("sessions", "pinterest"), 4)]
    found = compare("social_sessions", facts(rows, feeds=sparse(rows, BOTH)))
    assert (found.delta.kind, found.delta.absolute) == ("relative", 5)


def test_a_small_base_on_either_side_hides_the_delta():
    rows = [on("2026-09-09", key("link_clicks"), 4), on("2026-10-09", key("link_clicks"), 40)]
    rows += [on("2026-09-09", key("impressions"), 1000), on("2026-10-09", key("impressions"), 1000)]
    assert compare("ctr", facts(rows, feeds=sparse(rows, BOTH))).delta.reason == "small_base"


def test_flows_carry_the_change_a_day_where_the_lengths_differ():
    delta = compare("leads", facts(every_day(key("leads"), 2, BOTH))).delta
    assert (delta.kind, delta.absolute) == ("relative", 2)
    assert delta.per_day == 0  # +3.3 % in the month, nothing in the day
    rate = [*every_day(key("link_clicks"), 5, BOTH), *every_day(key("impressions"), 100, BOTH)]
    assert compare("ctr", facts(rate)).delta.per_day is None


def test_a_running_cycle_is_compared_with_as_many_days():
    rows = every_day(key("leads"), 1, BOTH)
    found = kpi(config("leads"), facts(rows), "current", as_of=date(2026, 10, 11)).previous
    assert (found.value.value, found.cycle.stop) == (10, date(2026, 9, 11))  # not 30


def test_week_fifty_three_has_no_year_before():
    rows = every_day(key("leads"), 1, (date(2025, 12, 1), date(2027, 1, 10)))
    found = kpi(config("leads", cycle="week"), facts(rows), "2026-W53", as_of=date(2027, 1, 11)).year_ago
    assert (found.cycle, found.value, found.delta.kind) == (None, None, "none")


def test_the_other_figure_carries_its_own_inputs():
    found = compare("leads", facts(every_day(key("leads"), 1, BOTH)))
    assert [(i.expression, i.value) for i in found.value.inputs] == [("leads[channel=social]", 30)]


def test_history_ends_with_this_cycle_and_begins_with_the_first_whole_one():
    rows = every_day(key("leads"), 1, (date(2026, 6, 10), date(2026, 11, 1)))
    history = kpi(config("leads"), facts(rows)).history
    assert [(v.cycle.id, v.value) for v in history] == [
        ("2026-07", 31), ("2026-08", 31), ("2026-09", 30), ("2026-10", 31),
    ]  # fmt: skip


def test_history_reaches_back_thirty_six_cycles_and_keeps_its_gaps():
    long = every_day(key("leads"), 1, (date(2021, 1, 1), date(2026, 11, 1)))
    assert len(kpi(config("leads"), facts(long)).history) == 37
    rows = [*every_day(key("leads"), 1, (date(2026, 7, 1), date(2026, 8, 1))), *every_day(key("leads"), 1)]
    assert [v.value for v in kpi(config("leads"), facts(rows)).history] == [31, None, None, 31]


def test_weeks_reach_back_far_enough_to_be_held_against_those_of_a_year_before():
    long = every_day(key("leads"), 1, (date(2024, 1, 1), date(2026, 11, 1)))
    assert len(kpi(config("leads", cycle="week"), facts(long), "2026-W43").history) == 52 + 24 + 1


def test_the_history_of_a_running_cycle_is_of_whole_ones():
    rows = every_day(key("leads"), 1, BOTH)
    history = kpi(config("leads"), facts(rows), "current", as_of=date(2026, 10, 11)).history
    assert [v.value for v in history] == [30, 10]


def test_cycles_before_the_first_figure_are_no_history():
    rows = [*every_day(key("posts"), 1, (date(2026, 5, 1), OCTOBER[1])), *every_day(key("leads"), 1, BOTH)]
    assert [v.cycle.id for v in kpi(config("leads"), facts(rows)).history] == ["2026-09", "2026-10"]


def test_a_day_that_is_missing_lowers_no_change_a_day() -> None:
    """100 on each of 30 days of both months: October lacks one day, and is not 3.2 % less a day."""
    rows = facts(every_day(key("impressions"), 100, SEPTEMBER), every_day(key("impressions"), 100, but=[1]))
    assert kpi(config("impressions"), rows).previous.delta.per_day is None
