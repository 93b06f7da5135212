"""Views → the deck's slides of campaigns and of the decisions that are asked for."""

from __future__ import annotations

from reportgen.config.schema_learning import Ask
from reportgen.document.asks import amount
from reportgen.document.effort_campaigns import campaigns_panel
from reportgen.document.paging import paged
from reportgen.document.slide_objective import source_line
from reportgen.document.speaker import plain_notes
from reportgen.document.view import Views
from reportgen.document.wording import capital, sentences
from reportgen.model.report import Cell, Column, Row, Slide, Table
from reportgen.model.text import Figure

_HEADS = ("decision", "amount", "deadline", "owner")


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
        section=panel.subtitle,
        source=source_line(report, panel.notes[0] if panel.notes else (), []),
        notes=plain_notes(report, panel.title, sentences(*panel.notes)),
        group=report.words.string("deck.group.money"),
    )
    return paged(base, panel.body, list(panel.body.rows))


def ask_slides(report: Views) -> list[Slide]:
    """A row a decision, in the config's order; a column that none fills is left out."""
    given, words = report.config.asks, report.words
    if not given:
        return []
    rows = [_row(report, ask, f"ask.{number}") for number, ask in enumerate(given, start=1)]
    kept = [place for place in range(len(_HEADS)) if any(row[place].text for row in rows)]
    columns = tuple(
        Column(
            _HEADS[place], words.text(f"asks.head.{_HEADS[place]}"), "right" if _HEADS[place] == "amount" else "left"
        )
        for place in kept
    )
    title = capital(words.text("asks.title", len(given), number=words.number(len(given), "asks.number")))
    base = Slide(
        id="asks",
        layout="table",
        title=title,
        section=words.text("learning.deck.section"),
        notes=plain_notes(report, title),
        group=words.string("learning.deck.section"),
    )
    body = [Row(tuple(row[place] for place in kept)) for row in rows]
    return paged(base, Table("asks", (), title, columns, ()), body)


def _row(report: Views, ask: Ask, name: str) -> tuple[Cell, ...]:
    words = report.words
    return (
        Cell(words.own(ask.decision.rstrip(" ."), f"{name}.decision"), strong=True),
        Cell((amount(ask.amount, name),) if ask.amount is not None else ()),
        Cell((Figure(f"{name}.deadline", ask.deadline, "date"),) if ask.deadline is not None else ()),
        Cell(words.own(ask.owner, f"{name}.owner") if ask.owner is not None else ()),
    )
