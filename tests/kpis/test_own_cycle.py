"""An objective's own, longer cycle: judged when it closes, running between, compared with as many days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

from reportgen.insight.decide import decide
from reportgen.model.facts import Facts
from reportgen.model.scorecard import Scorecard
from tests.kpis.build import config, every_day, facts, key, on, scorecard

YEAR = (date(2026, 1, 1), date(2027, 1, 1))
QUARTERLY = config(
    {"kpi": "leads", "target": 360},
    cycle="month",
    objective={"cycle": "quarter", "decide_after": 1, "due": "2026-12-31"},
)


def leads(*by_quarter: int) -> Facts:
    """So many leads on each day of the quarters of 2026."""
    starts = [date(2026, month, 1) for month in (1, 4, 7, 10)] + [date(2027, 1, 1)]
    spans = list(pairwise(starts))
    return facts(*(every_day(key("leads"), n, span) for n, span in zip(by_quarter, spans, strict=False)))


def card(period: str, data: Facts, as_of: date) -> Scorecard:
    return scorecard(QUARTERLY, data, period, as_of=as_of)


def test_when_the_own_cycle_closes_the_whole_quarter_is_compared_and_decided() -> None:
    made = card("2026-09", leads(3, 4, 5), date(2026, 10, 5))
    (objective,) = made.objectives
    (score,) = objective.kpis
    assert objective.own_cycle is not None
    assert (objective.own_cycle.id, objective.own_cycle.running, objective.closed) == ("2026-Q3", False, None)
    assert (score.current.value, score.previous.value.value) == (460, 364)  # type: ignore[union-attr, comparison-overlap]
    assert (score.target.attainment, score.target.status) == (Decimal(460) / 360, "met")  # type: ignore[union-attr]
    assert [value.cycle.id for value in score.history] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    (insight,) = decide(QUARTERLY, made).objectives
    assert (insight.decision.choice, insight.decision.reason, insight.closed) == ("continue", "met", None)
    assert made.cycle.id == "2026-09"


def test_between_the_objective_runs_and_is_compared_with_as_many_days_of_the_cycle_before() -> None:
    made = card("2026-08", leads(3, 4, 5), date(2026, 9, 5))
    (objective,) = made.objectives
    (score,) = objective.kpis
    assert objective.own_cycle is not None
    assert objective.own_cycle.running
    assert score.current.cycle.days == 62
    assert (score.current.value, score.previous.value.value) == (310, 62 * 4)  # type: ignore[union-attr, comparison-overlap]
    assert score.target is not None
    assert score.target.status is None
    assert score.target.pace is not None


def test_while_the_own_cycle_runs_nothing_is_decided_and_the_last_closed_decision_stays_quoted() -> None:
    made = card("2026-08", leads(3, 5, 5), date(2026, 9, 5))
    insights = decide(QUARTERLY, made)
    (insight,) = insights.objectives
    assert (insight.decision.choice, insight.decision.reason) == ("no_proposal", "running")
    assert (insight.attainment, insight.status) == (None, None)
    assert insights.verdict("aim", "leads").kind == "none"
    assert insight.closed is not None
    assert (insight.closed.decision.choice, insight.closed.status) == ("continue", "met")
    closed = made.objectives[0].closed
    assert closed is not None
    assert closed.own_cycle is not None
    assert (closed.own_cycle.id, closed.main.current.value) == ("2026-Q2", Decimal(455))


def test_a_cycle_before_all_data_is_not_quoted() -> None:
    made = card("2026-02", leads(3), date(2026, 3, 5))
    assert made.objectives[0].closed is None
    assert decide(QUARTERLY, made).objectives[0].closed is None


def test_an_objective_without_a_cycle_of_its_own_keeps_the_reports() -> None:
    made = scorecard(config("leads"), leads(3), "2026-02", as_of=date(2026, 3, 5))
    assert (made.objectives[0].own_cycle, made.objectives[0].closed) == (None, None)
    assert made.objectives[0].kpis[0].current.cycle.id == "2026-02"


def test_a_year_has_as_many_cycles_as_the_objective_has() -> None:
    """A yearly margin of a quarterly objective is four times the quarter's."""
    settings = config("customer_margin", margin="50%", objective={"cycle": "quarter", "family": "loyalty"})
    shop = [
        row
        for measure, value in (("gross_revenue", 10), ("tax", 0), ("shipping", 0), ("refunds", 0))
        for row in every_day(key(measure), value, (date(2026, 7, 1), date(2026, 10, 1)))
    ]
    base = [on("2026-06-30", key("customers"), 100), on("2026-09-30", key("customers"), 110)]
    made = scorecard(settings, facts(shop, base), "2026-09", as_of=date(2026, 10, 5))
    assert made.objectives[0].kpis[0].current.value == Decimal(920) / 100 * 4 / 2
