"""A second opinion on each figure of both samples: what plain SQL finds in the raw files (tests/samples/golden.sql)."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen.config.load import load_config
from reportgen.model.scorecard import KpiScore
from reportgen.pipeline import Measured, measure
from tests.samples import golden

EXPECTED: dict[str, Any] = json.loads((Path(golden.__file__).parent / "expected.json").read_text("utf-8"))
DOUBLE = 1e-14  # SQL divides in doubles, Decimal to 28 digits


@pytest.fixture(scope="module", params=sorted(golden.CYCLES))
def measured(request: pytest.FixtureRequest, checkout: Path) -> Measured:
    client = EXPECTED[request.param]
    loaded = load_config(checkout / "configs" / f"{request.param}.yaml")
    return measure(loaded, client["cycle"], date.fromisoformat(client["as_of"]))


def told(measured: Measured) -> dict[str, Any]:
    found: dict[str, Any] = EXPECTED[measured.config.stem]
    return found


def kpis(measured: Measured) -> Iterator[KpiScore]:
    return (kpi for objective in measured.scorecard.objectives for kpi in objective.kpis)


def figures(kpi: KpiScore) -> tuple[Decimal | None, ...]:
    """Of the cycle, the previous one and the one a year ago."""
    compared = (kpi.current, kpi.previous.value, kpi.year_ago.value)
    return tuple(value.value if value else None for value in compared)


def same(found: Decimal | None, wanted: float | None) -> bool:
    """Whole numbers and cents to the digit; quotients to a double's last place."""
    if found is None or wanted is None:
        return found is wanted is None
    if found == round(found, 2):
        return found == Decimal(str(wanted))
    return math.isclose(found, wanted, rel_tol=DOUBLE)


def test_the_cycles_compared_are_those_of_the_second_opinion(measured: Measured) -> None:
    card = measured.scorecard
    assert card.year_ago is not None
    cycle, as_of, *others = golden.CYCLES[measured.config.stem]
    assert [card.cycle.id, card.previous.id, card.year_ago.id] == [cycle, *others]
    assert card.as_of.isoformat() == as_of


def test_every_figure_of_the_scorecard_is_what_plain_sql_finds(measured: Measured) -> None:
    wanted = told(measured)
    found = {kpi.id: figures(kpi) for kpi in kpis(measured)}
    unknown = {name for name in found if name not in wanted["kpis"]}
    assert unknown == {name for name, state in wanted["states"].items() if state == "not_measured"}
    wrong = {
        f"{name} {when}": (figure, wanted["kpis"][name][when])
        for name in found.keys() - unknown
        for when, figure in zip(golden.WHEN, found[name], strict=True)
        if not same(figure, wanted["kpis"][name][when])
    }
    assert wrong == {}
    assert len(found) > 10


def test_every_state_is_the_one_told_and_what_is_not_measured_has_no_figure(measured: Measured) -> None:
    states = told(measured)["states"]
    assert {kpi.id: kpi.current.state for kpi in kpis(measured)} == {
        kpi.id: states.get(kpi.id, "ok") for kpi in kpis(measured)
    }
    assert all(set(figures(kpi)) == {None} for kpi in kpis(measured) if kpi.current.state == "not_measured")


def test_the_cost_lines_add_up_to_the_full_cost(measured: Measured) -> None:
    lines, wanted = measured.scorecard.costs, told(measured)["kpis"]
    assert same(sum((line.amount for line in lines), Decimal(0)), wanted["total_cost"]["value"])
    assert same(sum((line.previous or Decimal(0) for line in lines), Decimal(0)), wanted["total_cost"]["previous"])
    spend = next(line for line in lines if line.kind == "ad_spend")
    if "ad_spend" in wanted:
        assert same(spend.amount, wanted["ad_spend"]["value"])
        assert same(spend.previous, wanted["ad_spend"]["previous"])


def test_the_history_too_is_what_plain_sql_finds(measured: Measured, checkout: Path) -> None:
    """Every earlier cycle of every KPI, not only the two that the report prints."""
    names, rows = golden.tables(golden.load(checkout / "configs" / "data"), measured.config.stem.replace("-", "_"))
    by_cycle = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
    compared = 0
    for kpi in kpis(measured):
        for value in kpi.history if kpi.id in names else ():
            wanted = by_cycle[value.cycle.id][kpi.id]
            assert same(value.value, None if wanted is None else float(wanted)), (kpi.id, value.cycle.id)
            compared += 1
    assert compared > 90


@pytest.mark.parametrize(
    "change", [lambda value: value + 1, lambda value: value * Decimal("1.0000001"), lambda value: -value]
)
def test_the_comparison_sees(change: Callable[[Decimal], Decimal], measured: Measured) -> None:
    for kpi in kpis(measured):
        if kpi.current.value:
            assert not same(change(kpi.current.value), told(measured)["kpis"][kpi.id]["value"]), kpi.id
