"""Views → the heat map of posts by weekday and part of the day: for the PDF a panel, for the deck a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.document.content_words import group_name
from reportgen.document.view import Views
from reportgen.model.content import PARTS, GroupVerdict, Part, Slot
from reportgen.model.report import Cell, Column, Panel, Row, Table
from reportgen.model.text import Figure, Text

MOST_OBJECTIVES = 2  # with more of them the heat map of the PDF gives way; the deck's own rule sees to its slide
HOURS = 6  # of a part of the day
BOUNDS = (0.70, 0.88, 1.14, 1.43)  # between the five shades: around 1 the middle one, where chance leaves most cells


def slots(report: Views) -> tuple[Slot, ...]:
    """Those of parts of the day with a post; empty where there is nothing for a heat map."""
    insight = report.insights.content
    given = insight.slots if insight is not None else ()
    parts = {slot.part for slot in given if slot.posts}
    return tuple(slot for slot in given if slot.part in parts) if any(slot.index for slot in given) else ()


def heat_panel(report: Views) -> Panel | None:
    if not slots(report) or len(report.scorecard.objectives) > MOST_OBJECTIVES:
        return None
    return Panel(heat_title(report), report.words.text("content.heat.heading"), heat_table(report))


def heat_title(report: Views) -> Text:
    """The part of the day that clearly does best; else that none does, after the format that does."""
    for question in ("part", "format"):
        best = _best(report, question)
        if best is not None:
            ratio = Figure(f"content.{question}.{best.name}.ratio", Decimal(str(best.ratio)), "ratio", 1)
            if question == "part":
                when = report.words.text(f"content.heat.when.{best.name}")
                return report.words.text("content.heat.clear", when=when, ratio=ratio)
            return report.words.text("content.heat.format", name=group_name(report, best), ratio=ratio)
    return report.words.text("content.heat.open")


def _best(report: Views, question: str) -> GroupVerdict | None:
    """The group that is clearly above the rest, by most."""
    insight = report.insights.content
    groups = insight.groups if insight else ()
    above = [row for row in groups if row.question == question and row.clear and row.ratio > 1]
    return max(above, key=lambda row: row.ratio, default=None)


def heat_table(report: Views) -> Table:
    """A row for each part of the day with a post."""
    words, given = report.words, slots(report)
    heads = [Column("part", words.text("content.heat.head.part"))]
    heads += [Column(f"d{day}", words.text(f"content.heat.head.short.d{day}"), "right") for day in range(7)]
    rows = []
    for part in (*PARTS[1:], PARTS[0]):
        held = [slot for slot in given if slot.part == part]
        if held:
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
