"""Without a target, page 1 and the deck say what the main KPIs did; a column without one figure is left out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.model.report import Objective, Report, Table
from reportgen.model.scorecard import Scorecard
from reportgen.model.targets import Pace, TargetScore
from tests.document.build import kpi, objective, report, scorecard
from tests.document.test_states import said

HIGH = kpi("leads", [*[float(100 + 3 * (i % 3)) for i in range(12)], 131])
USUAL = kpi("orders", [*[float(200 + 3 * (i % 3)) for i in range(12)], 204])


def aims(*targets: float | None) -> Scorecard:
    given = zip((HIGH, USUAL), targets, strict=True)
    scores = [kpi(one.id, [float(v.value or 0) for v in one.history], target) for one, target in given]
    return scorecard(
        objective("leads", "Win leads", "Role.", scores[0]), objective("sales", "Sell", "Role.", scores[1])
    )


def page_table(made: Report) -> Table:
    return next(block for block in made.pages[0].blocks if isinstance(block, Table))


def kpi_columns(made: Report) -> list[str]:
    block = next(block for page in made.pages for block in page.blocks if isinstance(block, Objective))
    return [column.key for column in block.table.columns]


def test_without_a_target_the_objectives_are_told_by_value_change_and_verdict() -> None:
    made = report(aims(None, None), "en_GB")
    table = page_table(made)
    assert [[said(made, cell.text) for cell in row.cells] for row in table.rows] == [
        ["Win leads", "Leads", "131", "+23.6%", "+31.0%", "Favourable signal"],
        ["Sell", "Orders", "204", "−1.0%", "+2.0%", "Usual"],
    ]
    assert [said(made, note) for note in table.notes] == ["No target is set: no decision is proposed."]
    summary = next(slide for slide in made.slides if slide.id == "summary").table
    assert summary
    assert [column.key for column in summary.columns] == [column.key for column in table.columns]
    board = next(slide for slide in made.slides if slide.id == "scoreboard")
    assert said(made, board.title) == "One of two indicators stands out from the usual"


def test_where_one_objective_has_a_target_statuses_and_decisions_stand() -> None:
    table = page_table(report(aims(120, None), "en_GB"))
    assert [column.key for column in table.columns] == ["objective", "kpi", "attainment", "decision", "reason"]


def test_columns_of_targets_that_nobody_set_are_left_out() -> None:
    assert kpi_columns(report(aims(None, None)))[-2:] == ["verdict", "year_ago"]
    assert kpi_columns(report(aims(120, None)))[-2:] == ["target", "attainment"]


@pytest.mark.parametrize(("status", "last"), [("ahead", "Pace 105 %"), (None, "Target 140")])
def test_while_the_cycle_runs_the_pace_stands_where_the_attainment_will(status: str | None, last: str) -> None:
    way = Pace(Decimal(131), 16, 31, Decimal(125), Decimal("0.5"), Decimal("1.05"), status)  # type: ignore[arg-type]
    running = replace(HIGH, target=TargetScore(Decimal(140), None, None, pace=way))
    made = report(scorecard(objective("leads", "Win leads", "Role.", running)), "en_GB")
    block = next(block for page in made.pages for block in page.blocks if isinstance(block, Objective))
    head, cell = block.table.columns[-1].head, block.table.rows[0].cells[-1].text
    assert f"{said(made, head)} {said(made, cell)}".replace("%", " %") == last
