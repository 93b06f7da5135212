"""Views of a report without targets → the objectives' table of page 1 and of the deck's summary: each main KPI's value,
changes and verdict, in place of statuses and decisions that nobody can tell.
"""

from __future__ import annotations

from reportgen.document import cells
from reportgen.document.view import Views
from reportgen.model.report import Cell, Column, Row, Table
from reportgen.model.scorecard import ObjectiveScore
from reportgen.model.text import Figure


def undecided(report: Views) -> bool:
    """Whether there is no target, so that the rule proposes nothing, and no person has decided either."""
    decided = any(found.decision.person_choice is not None for found in report.insights.objectives)
    return not report.targeted and not decided


def standings_table(report: Views, *, signs: bool = True) -> Table:
    """A row per objective. ``signs``: whether a sign stands before the verdict, as on the page."""
    words = report.words
    columns = [
        Column("objective", words.text("objectives.head.objective")),
        Column("kpi", words.text("objectives.head.kpi")),
        Column("current", words.text("objectives.head.value"), "right"),
    ]
    for name, cycle in report.compared.items():
        figure = Figure(f"cycle.{name}.short", cycle, "cycle_short")
        key = "change" if name == "previous" else "year_change"
        columns.append(Column(key, words.text("deck.head.against", cycle=figure), "right"))
    columns.append(Column("verdict", words.text("kpis.head.verdict")))
    rows = tuple(_row(report, objective, signs) for objective in report.scorecard.objectives)
    heading = words.text("objectives.heading_without", len(rows))
    return Table("standings", heading, heading, tuple(columns), rows, (words.text("objectives.without"),))


def _row(report: Views, objective: ObjectiveScore, signs: bool) -> Row:
    view = report.main(objective)
    verdict = cells.verdict_cell(view, "table")
    changes = [
        cells.change_cell(view, words=False) if name == "previous" else cells.year_change_cell(view)
        for name in report.compared
    ]
    return Row(
        (
            Cell(report.words.own(objective.title, f"objective.{objective.id}.title"), strong=not signs),
            Cell(view.name),
            Cell(cells.value_text(view), strong=view.measured),
            *changes,
            verdict if signs else Cell(verdict.text),
        ),
        leads_to=objective.id if signs else "",
    )
