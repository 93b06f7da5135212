"""Series breaks: declared in the config or seen in the figures; no change and no history leads across one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reportgen.insight.decide import decide
from reportgen.model.facts import Fact, Facts
from reportgen.model.scorecard import KpiScore
from tests.kpis.build import config, every_day, facts, key, kpi, on, scorecard

WHY = "Impressions became views"
LONG = (date(2025, 1, 1), date(2026, 11, 1))


def impressions(*channels: str) -> Facts:
    return facts(*(every_day(key("impressions", channel), 10, LONG) for channel in channels))


def broken(data: Facts, day: str, measure: str = "impressions", **more: Any) -> KpiScore:
    row = {"date": day, "of": measure, "reason": WHY, **more}
    return kpi(config(measure, breaks=[row]), data)


@pytest.mark.parametrize(
    ("day", "previous", "year_ago"),
    [
        ("2026-11-01", "relative", "stable"),  # not yet
        ("2026-10-31", "withheld", "withheld"),  # within the cycle: its figure holds both
        ("2026-10-01", "withheld", "withheld"),
        ("2026-09-15", "withheld", "withheld"),  # within the cycle compared with
        ("2026-09-01", "relative", "withheld"),  # the month before is of the new series already
        ("2025-10-01", "relative", "stable"),
    ],
)
def test_no_change_is_given_across_a_declared_break(day: str, previous: str, year_ago: str) -> None:
    score = broken(impressions("instagram"), day)
    assert score.previous.delta.kind == previous
    assert score.year_ago.delta.kind == year_ago
    assert all(d.reason == "series_break" for d in (score.previous.delta, score.year_ago.delta) if d.kind == "withheld")


def test_a_break_of_one_channel_breaks_the_total_that_holds_it_and_no_other() -> None:
    data = impressions("instagram", "facebook")
    assert broken(data, "2026-10-01", channel="instagram").previous.delta.kind == "withheld"
    assert broken(data, "2026-10-01", channel="linkedin").previous.delta.kind == "relative"


def test_a_break_may_name_a_kpi_or_all_of_a_channel() -> None:
    data = facts(every_day(key("impressions"), 1000, LONG), every_day(key("reactions"), 40, LONG))
    rate = "engagement_rate"
    assert broken(data, "2026-10-01", rate).previous.delta.reason == "series_break"
    assert broken(data, "2026-10-01", rate, of="interactions").previous.delta.reason == "series_break"
    assert broken(data, "2026-10-01", rate, of=["reach", "reactions"]).previous.delta.reason == "series_break"
    assert broken(data, "2026-10-01", rate, of="reach").previous.delta.reason == ""
    assert broken(data, "2026-10-01", rate, of=None, channel="facebook").previous.delta.reason == "series_break"
    assert broken(data, "2026-10-01", rate, of=None, channel="linkedin").previous.delta.reason == ""


def test_the_breaks_of_a_figure_are_given_with_their_reason() -> None:
    (row,) = broken(impressions("instagram"), "2026-06-01").breaks
    assert (row.day, row.kind, row.reason) == (date(2026, 6, 1), "declared", WHY)
    assert broken(impressions("instagram"), "2026-11-01").breaks == ()


def test_no_history_leads_across_a_break() -> None:
    """Twenty-one earlier months are history enough; the four since June are not."""
    settings = config(
        {"kpi": "impressions", "target": 100}, breaks=[{"date": "2026-06-01", "of": "impressions", "reason": WHY}]
    )
    made = scorecard(settings, impressions("instagram"))
    assert decide(settings, made).verdict("aim", "impressions").kind == "too_little_history"
    plain = config({"kpi": "impressions", "target": 100})
    assert (
        decide(plain, scorecard(plain, impressions("instagram"))).verdict("aim", "impressions").kind
        != "too_little_history"
    )


def test_in_the_cycle_of_a_break_nothing_is_proposed() -> None:
    settings = config(
        {"kpi": "impressions", "target": 100}, breaks=[{"date": "2026-10-01", "of": "impressions", "reason": WHY}]
    )
    decision = decide(settings, scorecard(settings, impressions("instagram"))).objectives[0].decision
    assert (decision.choice, decision.rule, decision.reason) == ("no_proposal", 1, "series_break")


def test_a_network_that_joins_breaks_the_series_by_itself() -> None:
    """LinkedIn is measured from May on; before it the sum is another one."""
    later = (date(2026, 5, 1), LONG[1])
    data = facts(
        every_day(key("impressions", "facebook"), 10, LONG), every_day(key("impressions", "linkedin"), 5, later)
    )
    (row,) = kpi(config("impressions"), data).breaks
    assert (row.day, row.kind, row.reason) == (date(2026, 5, 1), "series_changed", "")


def test_a_formula_that_gives_way_to_another_breaks_the_series_by_itself() -> None:
    data = facts(
        every_day(key("inquiries"), 10, LONG),
        every_day(key("replied_inquiries"), 9, LONG),
        every_day(key("response_minutes"), Decimal(270), LONG),
        [row for month in (7, 8, 9, 10) for row in _median(month)],
    )
    (row,) = kpi(config("response_time"), data).breaks
    assert (row.day, row.kind) == (date(2026, 7, 1), "formula_changed")


def _median(month: int) -> list[Fact]:
    start, end = date(2026, month, 1), date(2026, month + 1, 1)
    return [on(start, key("response_minutes_median"), 25, days=(end - start).days)]
