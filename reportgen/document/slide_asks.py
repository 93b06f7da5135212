"""Views → the deck's slide of campaigns, and the decisions asked for as rows that head the next actions."""

from __future__ import annotations

from reportgen.config.schema_learning import Ask
from reportgen.document.asks import amount
from reportgen.document.effort_campaigns import campaigns_panel
from reportgen.document.paging import paged
from reportgen.document.slide_objective import source_line
from reportgen.document.speaker import plain_notes
from reportgen.document.view import Views
from reportgen.document.wording import capital, join, sentences
from reportgen.model.report import Cell, Slide, Table
from reportgen.model.text import Figure, Text


def campaign_slides(report: Views) -> list[Slide]:
    """The campaigns against what a result may cost, where any is measured; the speaker has all notes."""
    panel = campaigns_panel(report)
    given = report.scorecard.effort.campaigns if report.scorecard.effort else ()
    known = any(row.cost is not None or row.results is not None for row in given)
    if panel is None or not isinstance(panel.body, Table) or not known:
        return []
    base = Slide(
        id="campaigns",
        layout="table",
        title=panel.title,
        section=report.words.text("workbook.sheet.campaigns"),
        source=source_line(report, sentences(join(panel.subtitle, "."), *panel.notes[:1]), []),
        notes=plain_notes(report, panel.title, sentences(*panel.notes)),
        group=report.words.string("deck.group.money"),
    )
    return paged(base, panel.body, list(panel.body.rows))


def ask_rows(report: Views) -> list[tuple[Cell, ...]]:
    """A row a decision, in the config's order, under the heads of the next actions: what is decided, that it is asked
    for, no objective, by whom, by when."""
    words = report.words
    return [
        (
            Cell(_decision(report, ask, f"ask.{number}"), strong=True),
            Cell(words.text("asks.heading", 1)),
            Cell(),
            Cell(words.own(ask.owner, f"ask.{number}.owner") if ask.owner is not None else ()),
            Cell(
                (Figure(f"ask.{number}.deadline.day", ask.deadline, "day_month"),) if ask.deadline is not None else ()
            ),
        )
        for number, ask in enumerate(report.config.asks, start=1)
    ]


def asks_title(report: Views) -> Text:
    """*Deux décisions sont attendues*; empty where none is."""
    count = len(report.config.asks)
    number = report.words.number(count, "asks.number")
    return capital(report.words.text("asks.title", count, number=number)) if count else ()


def _decision(report: Views, ask: Ask, name: str) -> Text:
    """With the amount after it."""
    decision = report.words.own(ask.decision.rstrip(" ."), f"{name}.decision")
    if ask.amount is None:
        return decision
    return report.words.text("asks.line", decision=decision, details=amount(ask.amount, name))
