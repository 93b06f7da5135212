"""Running cycles: what was due by now and where it leads (algorithms §3), and what they are compared with."""

from datetime import date
from decimal import Decimal

import pytest

from reportgen.config.schema import Thresholds
from reportgen.kpis.pace import Way, pace
from tests.kpis.build import config, every_day, facts, key, kpi, on, scorecard, sparse

NOW = date(2026, 10, 17)  # sixteen of thirty-one days are over
SPOKEN = (date(2025, 9, 1), NOW)


def counted(*pairs, name="leads", **more):
    """Values by day, zero on all others."""
    rows = [on(day, key(name), value, **more) for day, value in pairs]
    return facts(rows, feeds=sparse(rows, SPOKEN))


EXAMPLE = [("2025-10-05", 61), ("2025-10-20", 69), ("2026-10-08", 70)]


def running(name, target, data, as_of=NOW, period="current", **more):
    return kpi(config({"kpi": name, "target": target}, **more), data, period, as_of=as_of).target


def paced(target, data, name="leads", as_of=NOW, **more):
    return running(name, target, data, as_of, **more).pace


def test_a_linear_way_of_sixteen_of_thirty_one_days():
    found = paced(140, counted(*EXAMPLE))
    assert (found.elapsed, found.days, found.share) == (16, 31, Decimal(16) / 31)
    assert (round(found.due, 1), round(found.pace, 2), found.status) == (Decimal("72.3"), Decimal("0.97"), "on_pace")
    assert [round(end) for end in found.projection] == [136, 149]  # from the linear to last year's way
    assert round(Decimal(70) / 140, 2) != round(found.pace, 2)  # not "50 % of the target"


def test_the_way_of_last_year():
    found = paced({"value": 140, "curve": "last_year"}, counted(*EXAMPLE))
    assert (round(found.share, 3), round(found.due, 1)) == (Decimal("0.469"), Decimal("65.7"))
    assert (round(found.pace, 2), found.status, found.fallback) == (Decimal("1.07"), "ahead", False)
    assert [round(end) for end in found.projection] == [136, 149]


def test_last_years_way_is_no_guide_with_few_events_or_a_gap():
    curve = {"value": 140, "curve": "last_year"}
    few = paced(curve, counted(("2025-10-05", 10), ("2025-10-20", 19), ("2026-10-08", 70)))
    assert (few.curve, few.fallback, few.share) == ("linear", True, Decimal(16) / 31)
    assert len(set(few.projection)) == 1
    enough = paced(curve, counted(("2025-10-05", 10), ("2025-10-20", 20), ("2026-10-08", 70)))
    assert (enough.curve, enough.fallback) == ("last_year", False)
    early = paced(curve, counted(("2025-10-05", 60), ("2026-10-08", 70)))
    assert (early.share, early.due) == (1, 140)  # all of it had come by then
    gap = [*every_day(key("leads"), 4, (date(2025, 10, 1), NOW), but=(3,))]
    assert paced(curve, facts(gap)).fallback
    assert paced(curve, counted(("2025-10-25", 60), ("2026-10-08", 70))).fallback  # nothing had come by then


def test_a_running_target_is_never_met_and_has_no_pace_once_it_is_over():
    found = running("leads", 60, counted(*EXAMPLE))
    assert (found.status, found.pace.status) == (None, "ahead")
    assert running("leads", 60, counted(*EXAMPLE), date(2026, 11, 2), "2026-10").pace is None


@pytest.mark.parametrize(
    ("day", "status", "projected"), [(7, None, False), (8, None, False), (9, "ahead", True), (17, "ahead", True)]
)
def test_the_first_quarter_of_a_cycle_says_nothing(day, status, projected):
    rows = every_day(key("leads"), 10, (date(2026, 10, 1), date(2026, 10, day)))
    found = paced(140, facts(rows), as_of=date(2026, 10, day))
    assert (found.status, found.projection is not None) == (status, projected)
    assert found.pace > 2


@pytest.mark.parametrize(
    ("elapsed", "days", "enough"), [(7, 28, True), (7, 29, False), (8, 32, True), (6, 14, False), (7, 7, True)]
)
def test_enough_is_a_quarter_and_seven_days(elapsed, days, enough):
    assert Way(elapsed, days).enough is enough


def test_a_figure_with_a_gap_is_held_against_nothing():
    rows = every_day(key("leads"), 10, (date(2026, 10, 1), NOW), but=(4,))
    assert (paced(140, facts(rows)).status, paced(140, facts(rows)).projection) == (None, None)


def test_a_level_is_paced_on_the_way_from_its_opening():
    rows = [on("2026-09-30", key("followers"), 9800), on("2026-10-16", key("followers"), 10100)]
    found = paced(10420, facts(rows), "audience")
    assert (found.due, found.share) == (9800 + 620 * Decimal(16) / 31, Decimal(16) / 31)
    assert round(found.pace, 4) == round(Decimal(300) / (620 * Decimal(16) / 31), 4)  # 0.9375, not 10100 / 10120
    assert found.status == "on_pace"
    assert [round(end) for end in found.projection] == [round(9800 + 300 * 31 / 16)] * 2


@pytest.mark.parametrize(("now", "reached", "status"), [(10300, "1.03", "ahead"), (9500, "0.95", "on_pace")])
def test_a_level_that_only_has_to_be_held_is_due_all_along(now, reached, status):
    rows = [on("2026-09-30", key("followers"), 10400), on("2026-10-16", key("followers"), now)]
    found = paced(10000, facts(rows), "audience")
    assert (found.due, found.share, found.projection) == (10000, None, None)  # the way from 10,400 would lead down
    assert (found.pace, found.status) == (Decimal(reached), status)


def test_what_a_level_gains_comes_day_by_day():
    rows = [on("2026-09-30", key("followers"), 9800), on("2026-10-16", key("followers"), 9960)]
    found = paced(310, facts(rows), "net_new_followers")
    assert (found.due, found.pace, found.status) == (160, 1, "ahead")


def test_a_rate_and_a_cost_per_result_are_due_all_along():
    clicks = every_day(key("link_clicks"), 9, (date(2026, 10, 1), NOW))
    views = every_day(key("impressions"), 200, (date(2026, 10, 1), NOW))
    rate = paced("5%", facts(clicks, views), "ctr")
    assert (rate.due, rate.share, rate.pace, rate.projection) == (Decimal("0.05"), None, Decimal("0.9"), None)
    assert rate.status == "on_pace"
    leads = every_day(key("leads"), 1, (date(2026, 10, 1), NOW))
    cost = paced(18, facts(leads), "cost_per_lead", costs={"tools": {"amount": 20, "per": "day"}})
    assert (cost.pace, cost.status) == (Decimal("0.9"), "on_pace")  # 18 / 20, not 20 / 18


def test_people_reached_have_no_pace():
    rows = [on("2026-10-01", key("reach"), 4000, days=16)]
    found = running("reach", 5000, facts(rows))
    assert (found.attainment, found.pace) == (Decimal("0.8"), None)


def test_what_there_should_be_little_of_is_mirrored():
    way = Way(16, 32)
    few, many = (pace(way, Decimal(v), Decimal(40), "lower", Thresholds(), True) for v in (16, 25))
    assert (few.pace, few.status, many.pace, many.status) == (Decimal("1.25"), "ahead", Decimal("0.8"), "behind")
    none = pace(way, Decimal(0), Decimal(40), "lower", Thresholds(), True)
    assert (none.pace, none.status) == (None, "ahead")
    down = pace(Way(16, 32, begun=Decimal(100)), Decimal(80), Decimal(60), "lower", Thresholds(), True)
    assert (down.due, down.pace, down.status, down.projection) == (80, 1, "ahead", (60, 60))


def test_a_cumulative_target_is_paced_to_its_date():
    rows = every_day(key("leads"), 1, (date(2026, 1, 1), date(2026, 11, 1)))
    goal = {"value": 244, "mode": "cumulative", "by": date(2026, 12, 30)}
    found = running(
        "leads", goal, facts(rows), date(2026, 11, 5), "2026-10", objective={"start": date(2026, 9, 1)}
    ).pace
    assert (found.value, found.elapsed, found.days, found.due) == (61, 61, 121, 244 * Decimal(61) / 121)
    assert found.status == "behind"
    assert found.projection == (121, 121)
    over = {**goal, "by": date(2026, 10, 31)}
    assert (
        running("leads", over, facts(rows), date(2026, 11, 5), "2026-10", objective={"start": date(2026, 9, 1)}).pace
        is None
    )


def test_a_level_with_a_date_is_paced_from_the_objectives_start():
    rows = [on(f"2026-{m:02d}-28", key("followers"), 9000 + 100 * m) for m in range(1, 11)]
    aim = {"start": date(2026, 3, 1), "due": date(2026, 12, 31)}
    found = running("audience", 10200, facts(rows), date(2026, 11, 5), "2026-10", objective=aim).pace
    assert (found.elapsed, found.days, found.due) == (245, 306, 9200 + 1000 * Decimal(245) / 306)
    assert found.status == "on_pace"


def test_neutral_figures_and_impossible_targets_have_no_pace():
    data = counted(("2026-10-08", 70))
    assert running("leads", 0, data).pace is None
    assert running("total_cost", 100, data, costs={"tools": 90}).pace is None


def test_a_budget_is_consumed_and_has_no_score():
    row = {"kpi": "total_cost", "budget": 1000}
    found = kpi(config(row, costs={"tools": 620}), counted(("2026-10-08", 1)), "current", as_of=NOW)
    assert found.budget.consumed == Decimal("0.32")  # 320 of 1 000 after 16 days
    assert (found.budget.pace.due, found.target) == (1000 * Decimal(16) / 31, None)
    assert found.budget.pace.pace == found.budget.pace.due / 320
    whole = kpi(config(row, costs={"tools": 620}), facts(every_day(key("leads"), 1)))
    assert (whole.budget.consumed, whole.budget.pace) == (Decimal("0.62"), None)


def test_a_running_cycle_is_compared_with_as_many_days_of_the_others():
    rows = every_day(key("leads"), 10, (date(2025, 9, 1), NOW))
    score = kpi(config("leads"), facts(rows), "current", as_of=NOW)
    assert (score.current.value, score.previous.value.value, score.year_ago.value.value) == (160, 160, 160)  # not 300
    assert score.previous.delta.kind == "stable"


def test_sources_that_still_change_end_the_days_that_are_compared():
    rows = every_day(key("leads"), 10, (date(2026, 9, 1), NOW))
    sources = [{"name": "data", "path": "data.csv", "settle_days": 3}]
    found = kpi(config({"kpi": "leads", "target": 310}, sources=sources), facts(rows), "current", as_of=NOW)
    assert (found.current.cycle.until, found.current.value) == (date(2026, 10, 14), 130)
    assert (found.previous.value.value, found.target.pace.elapsed, found.target.pace.pace) == (130, 13, 1)
    slow = [{**sources[0], "settle_days": 30}]  # nothing is settled yet: all there is, to date
    assert kpi(config("leads", sources=slow), facts(rows), "current", as_of=NOW).current.value == 160


def test_a_cycle_that_may_still_be_restated_is_marked_and_held_where_the_config_says_hold():
    rows = facts(every_day(key("leads"), 10))

    def card(day, gate, period="2026-10"):
        sources = [{"name": "data", "path": "data.csv", "settle_days": 5}]
        return scorecard(config("leads", sources=sources, quality={"gate": gate}), rows, period, as_of=day)

    assert card(date(2026, 10, 30), "hold", "current").sources[0].settled  # a running one is never compared unsettled
    early, late = date(2026, 11, 5), date(2026, 11, 6)
    assert [card(day, "send_with_notice").sources[0].settled for day in (early, late)] == [False, True]
    assert (card(early, "send_with_notice").gate, card(early, "hold").gate, card(late, "hold").gate) == (
        "send", "hold", "send"
    )  # fmt: skip


def test_a_rate_to_be_reached_by_a_date_is_due_in_part():
    clicks = every_day(key("link_clicks"), 12, (date(2026, 7, 1), date(2026, 10, 1)))
    views = every_day(key("impressions"), 400, (date(2026, 7, 1), date(2026, 10, 1)))
    goal = {"value": "4%", "from": "2%", "mode": "reach_by", "by": date(2026, 12, 31)}
    found = paced(
        goal, facts(clicks, views), "ctr", date(2026, 10, 2), period="2026-09", objective={"start": date(2026, 7, 1)}
    )
    assert (found.share, found.due) == (Decimal("0.5"), Decimal("0.03"))
    assert (found.pace, found.status) == (1, "ahead")


def test_a_year_of_followers_without_an_opening_has_no_pace():
    assert running("audience", 500, facts(on("2026-10-16", key("followers"), 100))).pace is None
