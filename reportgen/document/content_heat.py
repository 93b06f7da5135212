"""Views → the heat map of posts by weekday and part of the day: for the PDF a panel, for the deck a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.document.content_words import group_name
from reportgen.document.view import Views
from reportgen.model.content import PARTS, Part, Slot
from reportgen.model.report import Cell, Column, Panel, Row, Table
from reportgen.model.text import Figure, Text

MOST_OBJECTIVES = 3  # with more of them the heat map gives way
HOURS = 6  # of a part of the day
BOUNDS = (0.80, 0.95, 1.05, 1.20)  # between the five shades: around 1 the middle one


def slots(report: Views) -> tuple[Slot, ...]:
    """Empty where the report has no room for a heat map, or nothing for one."""
    insight = report.insights.content
    roomy = len(report.scorecard.objectives) <= MOST_OBJECTIVES
    given = insight.slots if insight is not None and roomy else ()
    return given if any(slot.index is not None for slot in given) else ()


def heat_panel(report: Views) -> Panel | None:
    if not slots(report):
        return None
    return Panel(heat_title(report), report.words.text("content.heat.heading"), heat_table(report, "short"))


def heat_title(report: Views) -> Text:
    """The part of the day that clearly differs most, or that none does."""
    words, insight = report.words, report.insights.content
    clear = [row for row in (insight.groups if insight else ()) if row.question == "part" and row.clear]
    best = max(clear, key=lambda row: row.ratio, default=None)
    if best is None or best.ratio <= 1:
        return words.text("content.heat.open")
    ratio = Figure(f"content.part.{best.name}.ratio", Decimal(str(best.ratio)), "ratio", 1)
    return words.text("content.heat.clear", name=group_name(report, best), ratio=ratio)


def heat_table(report: Views, days: str) -> Table:
    """A row for each part of the day with a post; ``days``: how weekdays are written, ``day`` or ``short``."""
    words, given = report.words, slots(report)
    heads = [Column("part", words.text("content.heat.head.part"))]
    heads += [Column(f"d{day}", words.text(f"content.heat.head.{days}.d{day}"), "right") for day in range(7)]
    rows = []
    for part in (*PARTS[1:], PARTS[0]):
        held = [slot for slot in given if slot.part == part]
        if any(slot.posts for slot in held):
            rows.append(Row((Cell(part_text(report, part)), *(_cell(report, slot) for slot in held))))
    return Table("heat", (), heat_title(report), tuple(heads), tuple(rows))


def part_text(report: Views, part: Part) -> Text:
    """*Matin, 6 à 12 h*."""
    start = PARTS.index(part) * HOURS
    ends = {"from": start, "to": start + HOURS}
    figures = {name: Figure(f"content.part.{part}.{name}", Decimal(hour), "count") for name, hour in ends.items()}
    return report.words.text(f"content.heat.part.{part}", **figures)


def _cell(report: Views, slot: Slot) -> Cell:
    """The index, the darker the higher; of too few posts their number alone."""
    if slot.index is None:
        return Cell(report.words.text("content.heat.cell", posts=_figure(slot, "posts", slot.posts)), tone="muted")
    return Cell((_figure(slot, "index", slot.index * 100),), shade=1 + sum(slot.index >= bound for bound in BOUNDS))


def _figure(slot: Slot, what: str, value: float) -> Figure:
    return Figure(f"content.slot.{slot.weekday}.{slot.part}.{what}", Decimal(str(value)), "count")


def best_slot(given: Sequence[Slot]) -> Slot:
    """The cell with the highest index; of equals the one with more posts, then the earlier one."""
    return max(given, key=lambda slot: (slot.index or 0.0, slot.posts, -slot.weekday))


def index_figure(slot: Slot) -> Figure:
    return _figure(slot, "index", (slot.index or 0.0) * 100)


def posts_figure(slot: Slot) -> Figure:
    return _figure(slot, "posts", slot.posts)
