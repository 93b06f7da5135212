"""Attainment and status (domain §3.3)."""

from datetime import date
from decimal import Decimal

import pytest

from reportgen.config.schema import Target, Thresholds
from reportgen.kpis.targets import attained, points, status
from reportgen.model.scorecard import Coverage
from tests.kpis.build import OCTOBER, SEPTEMBER, config, every_day, facts, key, kpi, on

BOTH = (SEPTEMBER[0], OCTOBER[1])


def judge(value, target, better="higher", start=None, level=False, tolerance=None):
    goal = Target(value=Decimal(target), tolerance=None if tolerance is None else Decimal(tolerance))
    begun = None if start is None else Decimal(start)
    attainment = attained(Decimal(value), goal, better, begun, level)
    return attainment, status(Decimal(value), goal, better, attainment, Thresholds(), level)


@pytest.mark.parametrize(
    ("value", "target", "more", "attainment", "reached"),
    [
        ("140", "140", {}, "1", "met"),
        ("126", "140", {}, "0.9", "close"),
        ("125", "140", {}, "0.892857", "missed"),
        ("139.99", "140", {}, "0.999929", "close"),  # never rounded up to met
        ("21", "18", {"better": "lower"}, "0.857143", "missed"),  # not 21 / 18 = 117 %
        ("15", "18", {"better": "lower"}, "1.2", "met"),
        ("0", "18", {"better": "lower"}, None, "met"),
        ("10250", "10400", {"start": "9800", "level": True}, "0.75", "missed"),  # not 98.6 %
        ("10450", "10400", {"start": "10500", "level": True}, "1.004808", "met"),  # it was there before
        ("10250", "10400", {"level": True}, None, None),
        ("50", "40", {"better": "lower", "start": "60"}, "0.5", "missed"),
        ("0.02", "0", {}, None, "met"),
        ("-0.01", "0", {}, None, "missed"),
        ("-0.01", "0", {"tolerance": "0.02"}, None, "close"),
        ("-0.03", "0", {"tolerance": "0.02"}, None, "missed"),
        ("-0.05", "-0.03", {"better": "lower"}, None, "met"),
        ("500", "400", {"better": "neutral"}, None, None),
        ("-5", "10", {}, "-0.5", "missed"),
    ],
)
def test_attainment_and_status(value, target, more, attainment, reached):
    found, state = judge(value, target, **more)
    assert state == reached
    assert found is None if attainment is None else round(found, 6) == Decimal(attainment)


def scored(name, data, target, period="2026-10", as_of=date(2026, 11, 22), **more):
    return kpi(config({"kpi": name, "target": target}, **more), data, period, as_of=as_of)


def test_a_level_is_judged_on_the_way_from_its_opening():
    rows = [on("2026-09-30", key("followers"), 9800), on("2026-10-31", key("followers"), 10250)]
    score = scored("audience", facts(rows), 10400)
    assert (score.target.attainment, score.target.status, score.target.start) == (Decimal("0.75"), "missed", 9800)
    assert score.level


def test_a_level_with_a_date_is_judged_from_the_objectives_start():
    rows = [on(f"2026-{m:02d}-28", key("followers"), 9000 + 100 * m) for m in range(1, 11)]
    aim = {"start": date(2026, 3, 1), "due": date(2026, 12, 31)}
    target = scored("audience", facts(rows), 10200, objective=aim).target
    assert (target.start, target.attainment, target.by) == (9200, Decimal("0.8"), date(2026, 12, 31))


def test_a_running_cycle_has_an_attainment_and_no_status():
    rows = every_day(key("leads"), 10, BOTH)
    target = scored("leads", facts(rows), 140, "current", as_of=date(2026, 10, 20)).target
    assert (target.attainment > 1, target.status) == (True, None)


def test_a_figure_that_is_not_ok_has_no_status():
    partial = scored("leads", facts(every_day(key("leads"), 10, but=(1,))), 140).target
    assert (partial.attainment, partial.status) == (Decimal(300) / 140, None)
    missing = scored("leads", facts(every_day(key("leads"), 10, SEPTEMBER), every_day(key("posts"), 1)), 140).target
    assert (missing.attainment, missing.status) == (None, None)


def test_a_cumulative_target_counts_since_the_objectives_start():
    rows = every_day(key("leads"), 1, (date(2026, 1, 1), date(2026, 11, 1)))
    goal = {"value": 122, "mode": "cumulative", "by": date(2026, 12, 31)}
    target = scored("leads", facts(rows), goal, objective={"start": date(2026, 9, 1)}).target
    assert (target.attainment, target.status) == (1, None)  # 61 of 122, due in 61 of 122 days
    whole = scored("leads", facts(rows), goal).target
    assert whole.attainment == Decimal(304) / 122  # without a start: the fiscal year
    late = scored("leads", facts(rows), {**goal, "by": date(2026, 10, 31)}, objective={"start": date(2026, 9, 1)})
    assert late.target.status == "missed"


def test_a_cumulative_target_tells_how_many_of_its_days_have_data():
    rows = [
        *every_day(key("leads"), 2, SEPTEMBER, but=range(1, 16)),
        *every_day(key("leads"), 2),
        *every_day(key("leads"), 2, (date(2026, 8, 31), date(2026, 9, 1))),
    ]
    since = {"start": date(2026, 8, 31)}
    goal = {"value": 300, "mode": "cumulative", "by": date(2026, 12, 31)}
    holed = scored("leads", facts(rows), goal, objective=since).target
    assert (holed.reached, holed.coverage) == (94, Coverage(47, 62))
    rows += every_day(key("leads"), 2, SEPTEMBER, but=range(16, 31))
    assert scored("leads", facts(rows), goal, objective=since).target.coverage is None


def test_what_comes_after_its_date_does_not_count_towards_a_cumulative_target():
    rows = facts(every_day(key("leads"), 1, (date(2026, 1, 1), date(2026, 11, 1))))
    goal = {"value": 280, "mode": "cumulative", "by": date(2026, 9, 30)}
    aim = {"start": date(2026, 1, 1)}
    for period in ("2026-09", "2026-10"):  # October's 31 would make it 304
        found = kpi(config({"kpi": "leads", "target": goal}, objective=aim), rows, period).target
        assert (found.reached, found.attainment, found.status) == (273, Decimal("0.975"), "close")


def test_what_comes_together_counts_as_far_as_is_due_by_now():
    """Halfway in both: 61 of 122 in 61 of 122 days are all that was due, 61 of 200 are 61 % of it. The mean of the
    objective counts the very figure that is told of the KPI."""
    rows = every_day(key("leads"), 1, (date(2026, 1, 1), date(2026, 11, 1)))
    since = {"start": date(2026, 9, 1), "due": date(2026, 12, 31)}
    even = scored("leads", facts(rows), {"value": 122, "mode": "cumulative"}, objective=since)
    assert (even.attainments[-1], even.target.attainment, even.target.reached) == (1, 1, 61)
    late = scored("leads", facts(rows), {"value": 200, "mode": "cumulative"}, objective=since)
    assert late.attainments[-1] == late.target.attainment == Decimal("0.61")
    undated = scored("leads", facts(rows), {"value": 365, "mode": "cumulative"})
    assert (undated.target.by, undated.target.status) == (date(2026, 12, 31), None)  # the fiscal year's end


def test_earlier_cycles_are_held_against_todays_target():
    rows = every_day(key("leads"), 1, BOTH)
    score = scored("leads", facts(rows), 20)
    assert score.attainments == (Decimal(30) / 20, Decimal(31) / 20)
    assert scored("net_new_followers", _levels(9800, 9750, 9900), 0).attainments == (0, 1)


def _levels(*values):
    days = ("2026-08-31", "2026-09-30", "2026-10-31")
    rows = [on(day, key("followers"), value) for day, value in zip(days, values, strict=True)]
    return facts(rows, every_day(key("posts"), 1, BOTH))


def test_a_small_base_has_neither_attainment_nor_status():
    rows = [on("2026-10-05", key("link_clicks"), 3), on("2026-10-05", key("impressions"), 20)]
    target = scored("ctr", facts(rows), "5%").target
    assert (target.attainment, target.status) == (None, None)


def test_a_benchmark_is_handed_on():
    row = {"kpi": "leads", "benchmark": {"value": 12, "source": "Study", "date": "2026-03"}}
    score = kpi(config(row), facts(every_day(key("leads"), 1)))
    assert (score.benchmark.value, score.benchmark.source, score.benchmark.date) == (12, "Study", "2026-03")


def test_nothing_of_what_there_should_be_little_of_counts_as_the_cap():
    goal = Target(value=Decimal(18))
    assert points(Decimal(0), goal, "lower", None, Thresholds(), False) == Decimal("1.2")
    assert points(Decimal(0), Target(value=Decimal(0)), "higher", None, Thresholds(), False) == 1


def test_a_level_due_later_has_a_pace_and_no_status_and_both_say_the_same():
    rows = [on(f"2026-{m:02d}-28", key("followers"), 9000 + 100 * m) for m in range(1, 11)]
    aim = {"start": date(2026, 3, 1), "due": date(2026, 12, 31)}
    score = scored("audience", facts(rows), 10200, objective=aim)
    assert (score.target.status, score.target.pace.status) == (None, "on_pace")  # 80 % of the way, 245 of 306 days
    assert score.attainments[-1] == score.target.pace.pace  # as far as was due by now
    late = scored("audience", facts(rows), 11000, objective=aim)
    assert (late.target.status, late.target.pace.status) == (None, "behind")
    assert late.attainments[-1] == late.target.pace.pace < Decimal("0.9")


def test_a_level_from_a_declared_start_without_a_date_of_its_own_is_due_in_each_cycle():
    rows = [on("2026-09-30", key("followers"), 9800), on("2026-10-31", key("followers"), 10250)]
    aim = {"start": date(2026, 3, 1), "due": date(2026, 12, 31)}
    target = scored("audience", facts(rows), {"value": 10400, "from": 9800}, objective=aim).target
    assert (target.attainment, target.status, target.pace) == (Decimal("0.75"), "missed", None)
    own = {"value": 10400, "from": 9800, "by": date(2026, 12, 31)}
    target = scored("audience", facts(rows), own, objective=aim).target
    assert (target.status, target.pace.status) == (None, "on_pace")  # 75 % of the way in 245 of 306 days
