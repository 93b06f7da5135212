"""Cycles: their borders, names and relatives."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.errors import UsageError
from reportgen.periods import CycleSpec, cycle_of, last_complete, parse_period

MONTH, WEEK, QUARTER, HALF, YEAR = (CycleSpec(kind) for kind in ("month", "week", "quarter", "half", "year"))
DAYS = CycleSpec("days", 28, date(2026, 1, 5))
FISCAL = CycleSpec("quarter", fiscal_year_start=4)
SPECS = [MONTH, WEEK, QUARTER, HALF, YEAR, DAYS, FISCAL, CycleSpec("year", fiscal_year_start=7)]


@pytest.mark.parametrize(
    ("spec", "day", "start", "end", "name"),
    [
        (MONTH, date(2024, 2, 29), date(2024, 2, 1), date(2024, 3, 1), "2024-02"),
        (WEEK, date(2027, 1, 3), date(2026, 12, 28), date(2027, 1, 4), "2026-W53"),
        (QUARTER, date(2026, 8, 15), date(2026, 7, 1), date(2026, 10, 1), "2026-Q3"),
        (HALF, date(2026, 12, 31), date(2026, 7, 1), date(2027, 1, 1), "2026-H2"),
        (YEAR, date(2026, 5, 5), date(2026, 1, 1), date(2027, 1, 1), "2026"),
        (DAYS, date(2026, 2, 1), date(2026, 1, 5), date(2026, 2, 2), "2026-01-05"),
        (DAYS, date(2026, 1, 4), date(2025, 12, 8), date(2026, 1, 5), "2025-12-08"),
        (FISCAL, date(2026, 5, 5), date(2026, 4, 1), date(2026, 7, 1), "FY2027-Q1"),
        (FISCAL, date(2026, 2, 5), date(2026, 1, 1), date(2026, 4, 1), "FY2026-Q4"),
    ],
)
def test_a_day_lies_in_its_cycle(spec: CycleSpec, day: date, start: date, end: date, name: str) -> None:
    cycle = cycle_of(spec, day)
    assert (cycle.start, cycle.end, cycle.id) == (start, end, name)


def test_a_year_ago_keeps_the_same_kind_of_cycle() -> None:
    assert getattr(cycle_of(MONTH, date(2026, 10, 9)).year_ago(), "id", None) == "2025-10"
    assert getattr(cycle_of(WEEK, date(2026, 10, 9)).year_ago(), "id", None) == "2025-W41"
    assert getattr(cycle_of(DAYS, date(2026, 1, 5)).year_ago(), "start", None) == date(2025, 1, 6)
    thirty = CycleSpec("days", 30, date(2024, 2, 29))
    assert cycle_of(thirty, date(2024, 2, 29)).year_ago() is None  # no such date the year before


def test_week_53_has_no_counterpart() -> None:
    assert cycle_of(WEEK, date(2026, 12, 30)).year_ago() is None


def test_a_running_cycle_is_compared_with_as_many_days() -> None:
    october = cycle_of(MONTH, date(2026, 10, 1)).to_date(date(2026, 10, 17))
    assert (october.days, october.running) == (16, True)
    assert october.previous().stop == date(2026, 9, 17)
    assert getattr(october.year_ago(), "stop", None) == date(2025, 10, 17)


def test_thirty_days_of_march_meet_the_end_of_february() -> None:
    march = cycle_of(MONTH, date(2026, 3, 1)).to_date(date(2026, 3, 31))
    assert march.days == 30
    assert march.previous().stop == date(2026, 3, 1)


def test_to_date_never_includes_the_day_itself() -> None:
    cycle = parse_period("current", MONTH, date(2026, 10, 17))
    assert cycle.stop == date(2026, 10, 17)


@pytest.mark.parametrize("spec", SPECS)
@given(day=st.dates(date(2010, 1, 1), date(2040, 1, 1)))
def test_cycles_cover_time_without_gap_or_overlap(spec: CycleSpec, day: date) -> None:
    cycle = cycle_of(spec, day)
    assert cycle.start <= day < cycle.end
    assert cycle.previous().end == cycle.start
    assert cycle.next().start == cycle.end
    assert cycle.next().previous() == cycle
    assert cycle_of(spec, cycle.end - timedelta(days=1)) == cycle


@pytest.mark.parametrize("spec", SPECS)
@given(day=st.dates(date(2010, 1, 1), date(2039, 1, 1)))
def test_a_cycles_name_leads_back_to_it(spec: CycleSpec, day: date) -> None:
    cycle = cycle_of(spec, day)
    assert parse_period(cycle.id, spec, date(2045, 1, 1)) == cycle


def test_last_is_the_newest_that_has_ended() -> None:
    assert last_complete(MONTH, date(2026, 11, 1)).id == "2026-10"
    assert last_complete(MONTH, date(2026, 10, 31)).id == "2026-09"


@pytest.mark.parametrize(
    ("text", "spec", "message"),
    [
        ("2026-13", MONTH, "--period 2026-13: not a period. Write last, current or a period like 2026-10."),
        ("2026-Q3", MONTH, "--period 2026-Q3: this is a quarter; this config's cycle is a month. "
         "Write last, current or a period like 2026-10."),
        ("yesterday", QUARTER, "--period yesterday: not a period. Write last, current or a period like 2026-Q3."),
        ("2026-01-06", DAYS, "--period 2026-01-06: no cycle begins on 2026-01-06. Did you mean '2026-01-05'? "
         "Write last, current or a period like 2026-01-05."),
        ("2026-01-31", DAYS, "--period 2026-01-31: no cycle begins on 2026-01-31. Did you mean '2026-02-02'? "
         "Write last, current or a period like 2026-01-05."),
        ("2026-9", MONTH, "--period 2026-9: not a period. Did you mean '2026-09'? "
         "Write last, current or a period like 2026-10."),
        ("q3 2026", QUARTER, "--period q3 2026: not a period. Did you mean '2026-Q3'? "
         "Write last, current or a period like 2026-Q3."),
        ("2027-01", MONTH, "--period 2027-01: this cycle begins on 2027-01-01, not before the date 2026-11-22."),
        ("9999-12", MONTH, "--period 9999-12: not a period. Write last, current or a period like 2026-10."),
        ("lats", MONTH, "--period lats: not a period. Did you mean 'last'? "
         "Write last, current or a period like 2026-10."),
        ("2026-W54", WEEK, "--period 2026-W54: not a period. Write last, current or a period like 2026-W41."),
        ("last-month", QUARTER, "--period last-month: this config's cycle is a quarter. Write --period last."),
    ],
)  # fmt: skip
def test_a_wrong_period_says_what_would_be_right(text: str, spec: CycleSpec, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_period(text, spec, date(2026, 11, 22))
    assert str(caught.value) == message
