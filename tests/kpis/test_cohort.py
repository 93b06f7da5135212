"""Leads followed to their contract: a cohort is judged when its last leads have had the time of a sales cycle."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reportgen.insight.decide import decide
from reportgen.model.scorecard import KpiScore
from tests.kpis.build import OCTOBER, SEPTEMBER, config, every_day, facts, key, kpi, scorecard

BOTH = (SEPTEMBER[0], OCTOBER[1])
LEADS = every_day(key("qualified_leads"), 4, BOTH)
WON = every_day(key("won_leads"), 1, BOTH)
CUSTOMERS = every_day(key("new_customers"), 1, BOTH)
RATE = {"kpi": "lead_conversion_rate", "target": "50%"}


def rate(as_of: date, *rows: Any, **more: Any) -> KpiScore:
    return kpi(config(RATE, **more), facts(LEADS, *rows), as_of=as_of)


def test_the_first_formula_is_labelled_as_a_cohort_and_the_second_as_of_the_same_cycle() -> None:
    assert rate(date(2026, 11, 5), WON, CUSTOMERS).form == "cohort"
    assert rate(date(2026, 11, 5), CUSTOMERS).form == "same_cycle"
    assert kpi(config("leads"), facts(every_day(key("leads"), 1, BOTH))).form == ""


@pytest.mark.parametrize(("as_of", "mature"), [(date(2026, 11, 29), False), (date(2026, 12, 1), True)])
def test_a_cohort_is_judged_once_the_sales_cycle_has_passed(as_of: date, mature: bool) -> None:
    """Thirty days after the end of October is 1 December."""
    score = rate(as_of, WON, sales_cycle_days=30)
    assert score.target is not None
    assert score.settles == (None if mature else date(2026, 12, 1))
    assert score.target.status == ("missed" if mature else None)
    assert (score.previous.delta.kind, score.previous.delta.reason) == (
        ("stable", "") if mature else ("withheld", "cohort")
    )


def test_nothing_is_proposed_on_a_cohort_that_is_not_mature() -> None:
    settings = config(RATE, sales_cycle_days=90)
    made = scorecard(settings, facts(LEADS, WON), as_of=date(2026, 11, 5))
    assert decide(settings, made).objectives[0].decision.reason == "not_settled"


def test_without_a_sales_cycle_and_in_the_other_form_it_is_judged_at_once() -> None:
    early = date(2026, 11, 5)
    assert rate(early, WON).settles is None
    assert rate(early, CUSTOMERS, sales_cycle_days=30).settles is None
