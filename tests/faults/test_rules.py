"""Rules of figures that had no test of their own name: each fails for a fault that the other tests let pass or left
without a name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.config.schema import Target, Thresholds
from reportgen.display import rounded
from reportgen.insight.signals import verdict
from reportgen.kpis.compare import changed
from reportgen.kpis.targets import attained, status
from reportgen.model.facts import Feed
from reportgen.sources.orders import Amounts, net_parts
from tests.kpis.build import OCTOBER, config, every_day, facts, key, kpi
from tests.sources.build import Folder, total

ORDERS = "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem name,Cancelled at,Tags\n"
SHOP = {"name": "shop", "path": "orders.csv"}


def test_the_day_on_which_a_cycle_ends_belongs_to_the_next() -> None:
    days = (OCTOBER[0], date(2026, 11, 4))
    rows = facts(every_day(key("impressions"), 1, days))
    assert kpi(config("impressions"), rows).current.value == 31
    assert kpi(config("impressions"), rows, "2026-11", as_of=date(2026, 11, 4)).current.value == 3


def test_a_day_without_a_row_is_missing_in_a_dense_file() -> None:
    """The file speaks of all October and has no row of the fourth: thirty days are known, not thirty-one."""
    rows = every_day(key("impressions"), 10, but=(4,))
    spoken = [Feed(key("impressions"), "data", False, (OCTOBER,))]
    found = kpi(config("impressions"), facts(rows, feeds=spoken)).current
    assert (found.value, found.state, found.coverage.present) == (300, "partial", 30)


def test_a_half_is_rounded_away_from_zero() -> None:
    assert [rounded(Decimal(value), 0) for value in ("0.5", "2.5", "-2.5")] == [1, 3, -3]
    assert rounded(Decimal("0.125"), 2) == Decimal("0.13")


def test_a_rate_changes_by_points_and_not_by_percent_of_percent() -> None:
    delta = changed(Decimal("0.047"), Decimal("0.035"), "percent")
    assert (delta.kind, delta.absolute, delta.relative) == ("points", Decimal("0.012"), None)


def test_what_comes_from_zero_is_new_and_has_no_percentage() -> None:
    delta = changed(Decimal(7), Decimal(0), "count")
    assert (delta.kind, delta.absolute, delta.relative) == ("new", 7, None)


def test_from_a_negative_base_the_change_is_absolute_alone() -> None:
    delta = changed(Decimal(50), Decimal(-100), "currency")
    assert (delta.kind, delta.absolute, delta.relative) == ("absolute", 150, None)


def test_a_change_that_rounds_to_zero_is_no_rise() -> None:
    assert changed(Decimal(100040), Decimal(100000), "count").kind == "stable"
    assert changed(Decimal("1.144"), Decimal("1.141"), "ratio").kind == "stable"


@pytest.mark.parametrize(("value", "right"), [("21", "missed"), ("19", "close"), ("15", "met")])
def test_the_attainment_is_mirrored_where_lower_is_better(value: str, right: str) -> None:
    target = Target(value=Decimal(18))
    found = attained(Decimal(value), target, "lower", None, False)
    assert found == Decimal(18) / Decimal(value)
    assert status(Decimal(value), target, "lower", found, Thresholds(), False) == right


def test_a_value_has_no_part_in_its_own_limits() -> None:
    """Limits that were made with the outlier would be too wide to see it."""
    before = [100.0, 101.0, 99.0, 100.0, 101.0, 99.0, 100.0]
    low_high = [
        (found.low, found.high, found.kind)
        for x in (140.0, 400.0)
        for found in [verdict([*before, x], better="higher", per_year=12, season=False, counts=False, level=False)]
    ]
    assert low_high[0] == low_high[1]
    assert low_high[0][2] == "signal_good"


def test_shipping_and_refunds_are_taken_off_net_of_their_tax() -> None:
    """120 with 20 of tax inside: the shipping's 12 are 10 net, a refund of 60 is 50 net."""
    parts = net_parts(Amounts(*map(Decimal, ("120", "108", "12", "20", "60"))), None)
    assert (parts["shipping"], parts["refunds"]) == (10, 50)


def order(name: str, *, total_: str = "10", cancelled: str = "", tags: str = "") -> str:
    return f"{name},paid,EUR,{total_},0,0,{total_},2026-10-01 10:00:00 +0200,Lamp,{cancelled},{tags}\n"


def test_cancelled_orders_and_trials_do_not_count(tmp_path: Path) -> None:
    rows = order("#1") + order("#2", cancelled="2026-10-02 09:00") + order("#3", tags="test")
    read = Folder(tmp_path).write("orders.csv", ORDERS + rows).read(SHOP)
    assert (total(read, "orders"), total(read, "gross_revenue")) == (1, 10)
