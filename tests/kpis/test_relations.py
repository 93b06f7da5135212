"""The weeks of a declared pair: complete ones of both sides without a gap; and what new customers have cost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from reportgen.model.relations import Acquired, WeeklyPair
from tests.kpis.build import config, every_day, facts, key, on, own, scorecard

YEARS = (date(2025, 1, 1), date(2026, 11, 1))
LEADS, SHOWN = key("leads"), key("impressions")
PAIR = [{"x": "impressions", "y": "leads"}]


def pair(*rows: Any, **more: Any) -> WeeklyPair:
    (found,) = scorecard(config("leads", relations=PAIR, **more.pop("settings", {})), facts(*rows), **more).relations
    return found


def test_the_weeks_are_the_complete_ones_that_both_have() -> None:
    found = pair(every_day(SHOWN, 10, YEARS), every_day(LEADS, 1, (date(2025, 3, 5), YEARS[1])))
    assert found.weeks[0] == date(2025, 3, 10)  # the Monday after
    assert found.weeks[-1] == date(2026, 10, 19)  # October ends on a Saturday
    assert {later - first for first, later in zip(found.weeks, found.weeks[1:], strict=False)} == {timedelta(days=7)}
    assert set(found.x.values) == {Decimal(70)}
    assert set(found.y.values) == {Decimal(7)}
    assert len(found.x.values) == len(found.y.values) == len(found.weeks)
    assert found.x.counted


def test_a_missing_day_ends_the_series_because_gaps_are_not_filled() -> None:
    rows = [row for row in every_day(SHOWN, 10, YEARS) if row.start != date(2026, 3, 4)]
    assert pair(rows, every_day(LEADS, 1, YEARS)).weeks[0] == date(2026, 3, 9)


def test_a_declared_break_ends_the_series() -> None:
    settings = {"breaks": [{"date": "2026-02-02", "of": "leads", "reason": "new form"}]}
    found = pair(every_day(SHOWN, 10, YEARS), every_day(LEADS, 1, YEARS), settings=settings)
    assert found.weeks[0] == date(2026, 2, 2)


def test_a_channel_that_joins_makes_another_series() -> None:
    rows = [*every_day(SHOWN, 10, YEARS), *every_day(key("impressions", "tiktok"), 10, (date(2026, 6, 1), YEARS[1]))]
    assert pair(sorted(rows, key=lambda row: (row.key, row.start)), every_day(LEADS, 1, YEARS)).weeks[0] == date(
        2026, 6, 1
    )


def test_weeks_that_may_still_be_corrected_do_not_count() -> None:
    settings = {"sources": [{"name": "data", "path": "data.csv", "settle_days": 3}]}
    rows = every_day(SHOWN, 10, YEARS), every_day(LEADS, 1, YEARS)
    early, late = (pair(*rows, settings=settings, period="2026-05", as_of=date(2026, 6, day)) for day in (3, 4))
    assert early.weeks[-1] == date(2026, 5, 18)
    assert late.weeks[-1] == date(2026, 5, 25)  # May ends on a Sunday


def test_the_week_in_which_the_cycle_ends_is_not_whole() -> None:
    found = pair(every_day(SHOWN, 10, YEARS), every_day(LEADS, 1, YEARS), period="2026-09")
    assert found.weeks[-1] == date(2026, 9, 21)  # September ends on a Wednesday


def test_monthly_files_have_no_weeks() -> None:
    months = [on(date(2026, month, 1), SHOWN, 300, days=30) for month in (9,)] + [on("2026-10-01", SHOWN, 310, days=31)]
    assert pair(months, every_day(LEADS, 1, YEARS)).weeks == ()


def test_events_are_the_weeks_that_they_touch_and_those_of_one_name_stand_together() -> None:
    sale = {"name": "Sale", "from": "2026-01-10", "to": "2026-01-12"}
    events = [sale, {"name": "Fair", "from": "2026-05-05"}, {**sale, "from": "2026-07-01", "to": "2026-07-01"},
              {"name": "Long ago", "from": "2020-01-01"}]  # fmt: skip
    found = pair(every_day(SHOWN, 10, YEARS), every_day(LEADS, 1, YEARS), settings={"events": events})
    touched = [[found.weeks[place] for place in places] for places in found.events]
    assert touched == [[date(2026, 1, 5), date(2026, 1, 12), date(2026, 6, 29)], [date(2026, 5, 4)]]


def test_a_kpi_of_the_clients_own_takes_the_social_part_off() -> None:
    words = own(other=("sessions[channel=all] - sessions[channel=social]", "count"))
    rows = [*every_day(key("sessions", "facebook"), 4, YEARS), *every_day(key("sessions", "search"), 9, YEARS)]
    settings = config("leads", relations=[{"x": "impressions", "y": "other"}])
    (found,) = scorecard(
        settings, facts(every_day(SHOWN, 10, YEARS), every_day(LEADS, 1, YEARS), rows), words=words
    ).relations
    assert set(found.y.values) == {Decimal(63)}


def acquired(*rows: Any, period: str = "2026-10", **more: Any) -> Acquired:
    settings = config("leads", scenario={"more": 1000}, costs={"ads": 70}, **more)
    found = scorecard(settings, facts(every_day(LEADS, 1, YEARS), *rows), period).acquired
    assert found is not None
    return found


def test_the_cost_of_new_customers_is_that_of_the_last_twelve_complete_cycles() -> None:
    found = acquired(every_day(key("new_customers"), 1, YEARS))
    assert [found.cycles[0].id, found.cycles[-1].id, len(found.cycles)] == ["2025-11", "2026-10", 12]
    assert (round(found.cost, 2), found.customers) == (840, 365)


def test_a_running_cycle_is_left_out() -> None:
    found = acquired(every_day(key("new_customers"), 1, (date(2026, 8, 1), date(2026, 11, 20))), period="2026-11")
    assert [cycle.id for cycle in found.cycles] == ["2026-08", "2026-09", "2026-10"]


def test_without_customers_of_any_source_nothing_is_known() -> None:
    assert acquired().cycles == ()


def test_where_no_scenario_is_asked_for_none_is_reckoned() -> None:
    assert scorecard(config("leads"), facts(every_day(LEADS, 1))).acquired is None
