"""Effort by channel: what is set against what, over which cycles, and when it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.insight.effort import reallocate
from reportgen.model.effort import Effort, EffortSeries
from reportgen.model.facts import Fact, Facts
from reportgen.periods import CycleSpec, cycle_of
from tests.kpis.build import config, facts, key, on, scorecard, sparse

EXAMPLE = {
    "instagram": ("35 38 34 37 36 35 38 35", "900 950 920 940 930 920 960 930"),
    "linkedin": ("17 18 17 19 17 18 16 18", "500 510 490 520 510 500 510 510"),
    "facebook": ("10 9 11 9 10 8 11 10", "620 630 620 640 610 620 620 620"),
}
MONTHS = [date(2026, month, 1) for month in range(3, 11)]  # March to October


def monthly(measure: str, channel: str, values: str, **more: Any) -> list[Fact]:
    """A value a month, up to October."""
    numbers = values.split()
    rows = []
    for start, value in zip(MONTHS[-len(numbers) :], numbers, strict=True):
        days = (cycle_of(CycleSpec("month"), start).end - start).days
        rows.append(on(start, key(measure, channel, **more), value, days=days))
    return rows


def example(results: str = "leads") -> Facts:
    leads = [monthly(results, channel, counts) for channel, (counts, _) in EXAMPLE.items()]
    spend = [monthly("ad_spend", channel, amounts) for channel, (_, amounts) in EXAMPLE.items()]
    return facts(*leads, *spend)


def effort(data: Facts, period: str = "2026-10", **more: Any) -> Effort:
    found = scorecard(config("leads", **more), data, period).effort
    assert found is not None
    return found


def only(data: Facts, period: str = "2026-10", **more: Any) -> EffortSeries:
    (series,) = effort(data, period, **more).series
    return series


def table(series: EffortSeries) -> dict[str, tuple[int, int]]:
    return {item.channel: (int(sum(item.results)), int(sum(item.efforts))) for item in series.channels}


def test_the_worked_example_comes_from_the_files_figures() -> None:
    series = only(example())
    assert (series.result, series.unit, series.delivery, len(series.cycles)) == ("leads", "currency", "all", 8)
    assert table(series) == {"facebook": (78, 4980), "instagram": (288, 7450), "linkedin": (140, 4050)}
    move = reallocate(series).move
    assert move is not None
    assert (move.donor, move.receiver, move.amount) == ("facebook", "instagram", Decimal("124.50"))


def test_a_running_cycle_is_not_looked_at() -> None:
    series = only(facts(example().series, on("2026-11-03", key("leads", "facebook"), 4)), "current")
    assert [series.cycles[0].id, series.cycles[-1].id] == ["2026-03", "2026-10"]


def test_an_objectives_share_of_the_cost_is_its_effort() -> None:
    series = only(example(), objective={"cost_share": "40%"})
    assert table(series)["facebook"] == (78, 1992)
    move = reallocate(series).move
    assert move is not None
    assert move.amount == Decimal("49.80")


def test_a_declared_break_begins_the_window() -> None:
    breaks = [{"date": "2026-05-01", "of": "leads", "reason": "New form"}]
    assert only(example(), breaks=breaks).cycles[0].id == "2026-05"


def test_a_cycle_of_which_a_channel_is_not_known_is_left_out() -> None:
    data = example()
    gone = [
        fact
        for fact in data.series
        if (fact.key.measure, fact.key.channel, fact.start.month) != ("leads", "linkedin", 6)
    ]
    series = only(facts(gone))
    assert [cycle.id[-2:] for cycle in series.cycles] == ["03", "04", "05", "07", "08", "09", "10"]


def test_a_cycle_that_its_sources_may_still_change_is_left_out() -> None:
    sources = [{"name": "data", "path": "data.csv", "settle_days": 30}]
    assert only(example(), sources=sources).cycles[-1].id == "2026-09"


def test_costs_that_began_later_end_the_window() -> None:
    data = example()
    late = [f for f in data.series if not (f.key.measure == "ad_spend" and f.start.month < 5)]
    assert only(facts(late)).cycles[0].id == "2026-05"


def test_shared_costs_reach_channels_by_declared_shares() -> None:
    costs = {"tools": 100, "shares": {"facebook": "50%", "instagram": "50%"}}
    assert table(only(example(), costs=costs)) == {
        "facebook": (78, 5380), "instagram": (288, 7850), "linkedin": (140, 4050)
    }  # fmt: skip


def test_costs_that_nothing_divides_forbid_a_comparison() -> None:
    assert reallocate(only(example(), costs={"tools": 100})).reason == "not_allocated"


def test_results_credited_by_two_sources_are_not_compared() -> None:
    data = example()
    sources = [{"name": "data", "path": "data.csv"}, {"name": "crm", "path": "crm.csv"}]
    other = [
        on(f.start, f.key, f.value, days=(f.end - f.start).days, source="crm")
        if (f.key.measure, f.key.channel) == ("leads", "facebook")
        else f
        for f in data.series
    ]
    assert reallocate(only(facts(other), sources=sources)).reason == "several_attributions"


def test_hours_that_all_name_a_channel_are_a_series_of_their_own() -> None:
    staff = [
        {"hours": 10, "hourly_rate": 30, "channel": "facebook"}, {"hours": 5, "hourly_rate": 30, "channel": "instagram"}
    ]  # fmt: skip
    money, hours = effort(example(), costs={"staff": staff}).series
    assert table(money)["facebook"] == (78, 4980 + 8 * 300)
    assert (hours.unit, table(hours)) == ("hours", {"facebook": (78, 80), "instagram": (288, 40)})


def test_what_was_paid_for_stands_apart_where_visits_tell_it() -> None:
    paid = [monthly("leads", c, "6 6 6 6 6 6 6 6", delivery="paid") for c in ("facebook", "instagram")]
    organic = [monthly("leads", c, "4 4 4 4 4 4 4 4", delivery="organic") for c in ("facebook", "instagram")]
    spend = [monthly("ad_spend", c, "90 90 90 90 90 90 90 90") for c in ("facebook", "instagram")]
    staff = [{"hours": 2, "hourly_rate": 30, "channel": c} for c in ("facebook", "instagram")]
    first, second, *_ = effort(facts(*paid, *organic, *spend), costs={"staff": staff}).series
    assert (first.delivery, table(first)) == ("paid", {"facebook": (48, 720), "instagram": (48, 720)})
    assert (second.delivery, table(second)) == ("organic", {"facebook": (32, 480), "instagram": (32, 480)})


def test_search_and_mail_are_no_social_channels() -> None:
    more = [monthly("leads", c, "50 50 50 50 50 50 50 50") for c in ("search", "email")]
    paid = monthly("ad_spend", "paid_search", "70 70 70 70 70 70 70 70")
    series = only(facts(example().series, *more, paid))
    assert set(table(series)) == {"facebook", "instagram", "linkedin"}


def test_a_result_that_does_not_add_up_has_no_series() -> None:
    data = facts(example().series, example("followers").series)
    assert effort(data, objective={"result": "followers"}).series == ()


def test_metas_ads_are_set_against_its_networks_together() -> None:
    data = example()
    rows = [
        f
        for f in data.series
        if (f.key.measure, f.key.channel) not in {("ad_spend", "facebook"), ("ad_spend", "instagram")}
    ]
    meta = monthly("ad_spend", "meta", "1500 1500 1500 1500 1500 1500 1500 1500")
    assert table(only(facts(rows, meta))) == {"linkedin": (140, 4050), "meta": (366, 12000)}


def test_a_fixed_channel_is_told_and_a_rule_without_tags_is_none() -> None:
    channels = [{"channel": "instagram", "fixed": True}]
    series = only(example(), channels=channels)
    assert [item.channel for item in series.channels if item.fixed] == ["instagram"]
    move = reallocate(series).move
    assert move is not None
    assert move.receiver == "linkedin"


def test_a_known_audience_travels_with_its_channel() -> None:
    known = [on("2026-10-31", key("followers_profiled", "instagram"), 200)]
    wanted = [on("2026-10-31", key("followers_in_target", "instagram"), 50)]
    fits = {item.channel: item.audience_fit for item in only(facts(example().series, known, wanted)).channels}
    assert fits == {"facebook": None, "instagram": Decimal("0.25"), "linkedin": None}


def test_a_channel_whose_results_nobody_counts_is_named() -> None:
    series = only(facts(example().series, monthly("ad_spend", "tiktok", "80 80 80 80 80 80 80 80")))
    assert series.unmeasured == ("tiktok",)


def test_a_channel_without_a_row_in_a_sparse_list_has_brought_nothing() -> None:
    data = facts(example().series, monthly("ad_spend", "tiktok", "80 80 80 80 80 80 80 80"))
    feeds = sparse([f for f in data.series if f.key.measure == "leads"], (MONTHS[0], date(2026, 11, 1)))
    series = only(Facts(data.series, tuple(feeds), data.origins))
    assert table(series)["tiktok"] == (0, 640)


def test_shares_are_those_of_the_last_three_cycles() -> None:
    shares = effort(example()).shares
    assert len(shares) == 3
    facebook = next(item for item in shares[-1] if item.channel == "facebook")
    assert facebook.effort == Decimal(620) / 2060
    assert facebook.measured == (("leads", Decimal(10) / 63),)


def test_shares_need_three_whole_cycles_and_costs_by_channel() -> None:
    assert effort(example(), costs={"tools": 100}).shares == ()
    assert effort(example(), "2026-04").shares == ()


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 500), st.permutations(list(EXAMPLE)))
def test_scaling_all_efforts_changes_the_amount_alone_and_order_nothing(factor: int, order: list[str]) -> None:
    series = only(example())
    by_name = {item.channel: item for item in series.channels}
    scaled = tuple(
        replace(by_name[name], efforts=tuple(value * factor for value in by_name[name].efforts)) for name in order
    )
    plain, other = reallocate(series).move, reallocate(replace(series, channels=scaled)).move
    assert plain is not None
    assert other is not None
    assert (other.donor, other.receiver, other.amount) == (plain.donor, plain.receiver, plain.amount * factor)
    assert abs(other.base - plain.base) < 1e-9
    assert abs(other.p - plain.p) < 1e-9
