"""What time does to a figure: no counterpart a year before, still to be corrected, a benchmark that has aged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reportgen.insight.decide import decide
from reportgen.kpis.benchmark import is_old
from reportgen.model.scorecard import BenchmarkScore
from tests.kpis.build import OCTOBER, SEPTEMBER, config, every_day, facts, key, kpi, scorecard

LEADS = facts(every_day(key("leads"), 4, (SEPTEMBER[0], OCTOBER[1])))
RATE = facts(
    every_day(key("impressions"), 1000), every_day(key("reactions"), 30), every_day(key("comments"), 10)
)  # 40 of 1,000


def settling(as_of: date, days: int = 10, **row: Any) -> Any:
    sources = [{"name": "data", "path": "data.csv", "settle_days": days}]
    settings = config({"kpi": "leads", "target": 124, **row}, sources=sources, objective={"due": "2026-12-31"})
    made = scorecard(settings, LEADS, as_of=as_of)
    return made.objectives[0].kpis[0], made.sources[0], decide(settings, made)


def test_a_figure_inside_its_sources_settle_days_says_when_it_is_final() -> None:
    score, source, _ = settling(date(2026, 11, 10))
    assert (score.settles, source.settles, source.settled) == (date(2026, 11, 11), date(2026, 11, 11), False)


def test_a_figure_that_may_still_move_has_no_verdict_and_nothing_is_proposed_on_it() -> None:
    _, _, insights = settling(date(2026, 11, 10))
    decision = insights.objectives[0].decision
    assert (decision.choice, decision.rule, decision.reason) == ("no_proposal", 1, "not_settled")
    assert insights.verdict("aim", "leads").kind == "none"


def test_once_settled_nothing_is_marked() -> None:
    score, source, insights = settling(date(2026, 11, 11))
    assert (score.settles, source.settles, source.settled) == (None, None, True)
    assert insights.objectives[0].decision.reason == "met"


def test_week_53_has_no_year_before_and_no_change_against_it() -> None:
    data = facts(every_day(key("leads"), 4, (date(2025, 12, 1), date(2027, 1, 4))))
    made = scorecard(config("leads", cycle="week"), data, "2026-W53", as_of=date(2027, 1, 5))
    score = made.objectives[0].kpis[0]
    assert made.year_ago is None
    assert score.current.value == 28
    assert (score.year_ago.cycle, score.year_ago.value, score.year_ago.delta.kind) == (None, None, "none")


def test_days_from_a_29_february_have_no_year_before() -> None:
    data = facts(every_day(key("leads"), 4, (date(2027, 1, 1), date(2028, 4, 1))))
    settings = config("leads", cycle={"days": 10, "from": "2028-02-29"})
    made = scorecard(settings, data, "2028-02-29", as_of=date(2028, 4, 1))
    assert made.year_ago is None
    assert made.objectives[0].kpis[0].current.value == 40
    assert scorecard(settings, data, "2028-03-10", as_of=date(2028, 4, 1)).year_ago is not None


@pytest.mark.parametrize(
    ("dated", "old"),
    [
        ("2025-05", False),  # ends on 31 May 2025, eighteen months before 30 November 2026
        ("2025-04", True),
        ("2025-05-22", False),
        ("2025-05-21", True),
        ("2025", False),
        ("2024", True),
    ],
)
def test_a_benchmark_is_old_after_eighteen_months(dated: str, old: bool) -> None:
    assert is_old(dated, date(2026, 11, 22)) == old
    assert benchmark(date=dated).old == old


def benchmark(**given: Any) -> BenchmarkScore:
    row = {"value": "3%", "source": "Panel", "date": "2026-03", **given}
    found = kpi(config({"kpi": "engagement_rate", "benchmark": row}), RATE).benchmark
    assert found is not None
    return found


def test_a_benchmark_of_the_same_formula_is_compared() -> None:
    same = benchmark(formula="interactions / impressions")
    assert (same.definition, same.standing) == ("same", "better")
    assert benchmark(formula="engagement_rate", value="5%").standing == "worse"
    assert benchmark(formula="engagement_rate", value="4%").standing == "equal"


def test_a_benchmark_of_another_definition_or_of_an_unknown_one_has_no_status() -> None:
    other = benchmark(formula="interactions / reach")
    assert (other.definition, other.standing) == ("different", None)
    assert benchmark(formula="interactions rapportées à la portée").definition == "different"
    assert (benchmark().definition, benchmark().standing) == ("unknown", None)


def test_less_than_a_benchmark_is_better_where_lower_is_better() -> None:
    row = {
        "kpi": "cost_per_lead",
        "benchmark": {"value": 20, "source": "P", "date": "2026", "formula": "cost_per_lead"},
    }
    score = kpi(config(row, costs={"agency": 1240}), LEADS)
    assert (score.current.value, score.benchmark.standing) == (Decimal(10), "better")  # type: ignore[union-attr]
