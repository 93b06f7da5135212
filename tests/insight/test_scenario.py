"""More money, how many new customers: algorithms §9, example J."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reportgen.insight.scenario import scenario
from reportgen.model.relations import Acquired
from reportgen.periods import CycleSpec, cycle_of

CYCLES = tuple(cycle_of(CycleSpec("month"), date(2026, month, 1)) for month in (8, 9, 10))


def given(cost: str, customers: str, more: str = "1000") -> Acquired:
    return Acquired(Decimal(more), CYCLES, Decimal(cost), Decimal(customers))


def test_example_j_a_thousand_more_brings_about_24_customers_19_to_30() -> None:
    found = scenario(given("2100", "50"))
    assert found.cac == 42
    assert found.cac_low == pytest.approx(Decimal("33.2"), abs=Decimal("0.05"))
    assert found.cac_high == pytest.approx(Decimal("53.9"), abs=Decimal("0.05"))
    assert [round(end or 0) for end in (found.low, found.base, found.high)] == [19, 24, 30]
    assert found.cycles == 3


def test_under_ten_customers_there_is_no_scenario_but_their_number() -> None:
    assert scenario(given("2100", "9")).base is None
    assert scenario(given("2100", "9")).customers == 9
    assert scenario(given("2100", "10")).base is not None


def test_customers_that_cost_nothing_have_no_cost_each() -> None:
    assert scenario(given("0", "50")).base is None


def test_what_a_single_cycle_cost_is_no_estimate() -> None:
    one, two = (replace(given("2100", "50"), cycles=CYCLES[-n:]) for n in (1, 2))
    assert (scenario(one).base, scenario(one).cycles) == (None, 1)
    assert scenario(two).base is not None
