"""Panels → the rows in which they are set: two side by side on one line of heads, or one over the whole width.

Two panels whose figures do not fit six columns each are set one below the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.display import Display
from reportgen.model.chart import ChartSpec
from reportgen.model.report import Panel, Panels, Table
from reportgen.model.text import Emphasis, Text
from reportgen.render.chart_svg import panel_height
from reportgen.render.fonts import SANS, line_count, printable
from reportgen.render.palette import Palette
from reportgen.render.table_widths import HALF, PAGE, least_width, text_widths

_POINTS_PER_MM = 72 / 25.4
_LINE = 12.0
_MOST_ROWS = 30  # a longer table would not fit a page beside another panel
_WHOLE_ROWS = 8  # up to so many rows a table over the whole width is not broken


@dataclass(frozen=True, slots=True)
class SetPanel:
    """``notes``: paragraphs of notes that follow each other on the line; ``width`` in mm; ``head`` is the height of
    title and subtitle in points, that of the higher neighbour; ``ruled``: its words begin under a rule on the level of
    the neighbour's table head; ``breaks``: it may break over pages."""

    title: Text
    subtitle: Text
    table: Table | None
    chart: ChartSpec | None
    paragraphs: tuple[Text, ...]
    notes: tuple[tuple[Text, ...], ...]
    width: float
    head: float
    ruled: bool
    breaks: bool


def panel_rows(block: Panels, display: Display) -> tuple[tuple[SetPanel, ...], ...]:
    """The panels row by row, in their order. Three and more stand two by two."""
    found: list[tuple[SetPanel, ...]] = []
    for start in range(0, len(block.panels), 2):
        pair = block.panels[start : start + 2]
        if len(pair) == 2 and all(_fits_half(panel, display) for panel in pair):
            found.append(_set(pair, HALF, display))
        else:
            found += [_set((panel,), PAGE, display) for panel in pair]
    return tuple(found)


def chart_size(panel: SetPanel, display: Display, palette: Palette, close: bool = False) -> tuple[float, float]:
    """Width and height in points of the chart in a panel, where panels are set closely or not."""
    width = round(panel.width * _POINTS_PER_MM, 2)
    return width, panel_height(panel.chart, display, palette, width, close) if panel.chart else 0.0


def _fits_half(panel: Panel, display: Display) -> bool:
    table = panel.body
    if not isinstance(table, Table):
        return True
    return len(table.rows) <= _MOST_ROWS and least_width(table, text_widths(table, display)) <= HALF


def _set(panels: Sequence[Panel], width: float, display: Display) -> tuple[SetPanel, ...]:
    head = max(_head_height(panel, width, display) for panel in panels)
    tables = any(isinstance(panel.body, Table) for panel in panels)
    return tuple(
        SetPanel(
            *_head(panel),
            panel.body if isinstance(panel.body, Table) else None,
            panel.body if isinstance(panel.body, ChartSpec) else None,
            panel.paragraphs,
            _run_in(panel.notes),
            width,
            head,
            ruled=tables and panel.body is None,
            breaks=isinstance(panel.body, Table) and len(panels) == 1 and len(panel.body.rows) > _WHOLE_ROWS,
        )
        for panel in panels
    )


def _run_in(notes: tuple[Text, ...]) -> tuple[tuple[Text, ...], ...]:
    """Notes are one paragraph, so that a short one takes no line of its own; one with a lead begins another."""
    found: list[tuple[Text, ...]] = []
    for note in notes:
        led = bool(note) and isinstance(note[0], Emphasis)
        if found and not led:
            found[-1] = (*found[-1], note)
        else:
            found.append((note,))
    return tuple(found)


def _head(panel: Panel) -> tuple[Text, Text]:
    """Title and subtitle; a chart's own where the panel has none."""
    chart = panel.body if isinstance(panel.body, ChartSpec) else None
    return panel.title or (chart.title if chart else ()), panel.subtitle or (chart.subtitle if chart else ())


def _head_height(panel: Panel, width: float, display: Display) -> float:
    lines = 0
    for text, size, weight in zip(_head(panel), (10.5, 7.5), (600, 400), strict=True):
        words = printable(display.text(text))
        lines += line_count(words, SANS, weight, size, width * _POINTS_PER_MM) if words else 0
    return lines * _LINE
