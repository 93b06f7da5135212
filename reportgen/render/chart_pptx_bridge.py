"""A bridge as stacked bars: totals stand on zero, each step begins where the bar before ended. Lengths are points.

Columns where their names fit below, else rows. A value stands in its bar where there is room; else after it, as the
label of a bar that is not seen and as long as the value, so that it stays linked to a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.model.chart import ChartSpec
from reportgen.render import chart_xml as xml
from reportgen.render.bridge import levels
from reportgen.render.chart_pptx_stack import floats, said_format, stack, stretched
from reportgen.render.chart_workbook import SheetColumn
from reportgen.render.chart_xml import LABEL, Label, Plot
from reportgen.render.deck_measure import Span, width, wrap
from reportgen.render.deck_style import CURRENT, LINE_HEIGHT, PAGE, PREVIOUS, TEXT
from reportgen.render.deck_text import Words

if TYPE_CHECKING:
    from reportgen.render.chart_pptx import Chart

_GAP = 35
_LINE = LABEL * LINE_HEIGHT
_AIR = 6.0  # around a value in its bar, and beyond one after it
_EDGE = 6.0  # beside the columns
_MOST_LINES = 3  # of a name under its column


def columns(spec: ChartSpec, plain: tuple[SheetColumn, ...], words: Words) -> tuple[SheetColumn, ...]:
    """The foot and the parts of the bars, the unseen bars that bear a value, and the values themselves."""
    (said,) = plain
    form = said_format(spec, words)
    said = SheetColumn(said.name, said.values, form)
    spans = levels(spec)
    after = [
        None if span is None or value is None else abs(value) if _over(span) else -abs(value)
        for span, value in zip(spans, spec.series[0].values, strict=True)
    ]
    return (*stack(spans, said.name, form), SheetColumn(f"{said.name} (±)", floats(after), form), said)


def _over(span: tuple[Decimal, Decimal]) -> bool:
    """Whether a value that has no room in the bar stands over it; under one that hangs from zero."""
    return max(span) > 0 or min(span) == 0


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the bridge stands: ``inside`` are the bars that hold their value."""

    plot: Plot
    across: bool
    inside: frozenset[int]


def drawn(chart: Chart) -> tuple[Plot, str]:
    frame = _frame(chart)
    last = len(chart.columns) - 2  # the unseen bars; the values after them are not drawn
    bars = [xml.bar_series(chart.data(0), 0, xml.UNSEEN, ())]
    totals = [(point, xml.filled(CURRENT)) for point in chart.spec.totals]
    for place in range(1, last):
        labels = [_inner(chart, point) for point in sorted(frame.inside) if _drawn_in(chart, place, point)]
        bars.append(xml.bar_series(chart.data(place), place, xml.filled(PREVIOUS), labels, totals))
    outer = [_outer(chart, n, last) for n in range(len(chart.categories)) if n not in frame.inside]
    outer = [label for label in outer if chart.columns[last].values[label.point or 0] is not None]
    bars.append(xml.bar_series(chart.data(last), last, xml.UNSEEN, outer))
    content = xml.bar_chart("bar" if frame.across else "col", "".join(bars), _GAP, 100, "stacked")
    if frame.across:
        return frame.plot, content + chart.axes_across(frame.plot)
    axis = xml.value_axis(frame.plot, chart.format, across=False)
    return frame.plot, content + chart.category_axis(frame.plot) + axis


# -- the frame ---------------------------------------------------------------------------------------------------------


def _frame(chart: Chart) -> _Frame:
    across = not _names_fit(chart)
    ends = [Decimal(0), *(end for span in levels(chart.spec) if span for end in span)]
    low, high = float(min(ends)), float(max(ends)) or float(not any(ends))
    plot = _plot(chart, across, low, high)
    inside = _inside(chart, plot, across)
    out = frozenset(range(len(chart.categories))) - inside
    return _Frame(_with_room(chart, plot, across, out), across, inside)


def _names_fit(chart: Chart) -> bool:
    """Whether each name stands under its column, on at most three lines, no word broken."""
    slot = (chart.size[0] - 2 * _EDGE) / max(len(chart.categories), 1)
    size = chart.category_size(slot)
    names = [line for text in chart.categories for line in text.split("\n")]
    lines = max((len(wrap((Span(name),), size, slot)) for name in names), default=0)
    return chart.names_fit(slot, size) and lines <= _MOST_LINES


def _plot(chart: Chart, across: bool, low: float, high: float) -> Plot:
    if not across:
        return chart.plot(_EDGE, _EDGE, 4.0, low, high)
    left = chart.names_beside()
    return Plot(left, 4.0, chart.size[0] - left - 4, chart.height_across(), low, high)


def _inside(chart: Chart, plot: Plot, across: bool) -> frozenset[int]:
    """The bars that hold their value: long and thick enough, and on one side of zero."""
    thick = (plot.high if across else plot.wide) / max(len(chart.categories), 1) / (1 + _GAP / 100)
    long = (plot.wide if across else plot.high) / (plot.most - plot.least or 1) * 0.9
    found = []
    for point, span in enumerate(levels(chart.spec)):
        if span is None or min(span) < 0 < max(span):
            continue
        text = _text_width(chart, point)
        need = (text + _AIR, _LINE) if across else (_LINE * 1.3, text + 2)
        if float(max(span) - min(span)) * long >= need[0] and thick >= need[1]:
            found.append(point)
    return frozenset(found)


def _with_room(chart: Chart, plot: Plot, across: bool, out: frozenset[int]) -> Plot:
    """Room for the values after their bars, at either end."""
    spans = [(point, span) for point, span in enumerate(levels(chart.spec)) if span is not None and point in out]
    needs = {point: (_text_width(chart, point) if across else _LINE) + _AIR for point, _ in spans}
    over = [(float(max(span)), needs[point]) for point, span in spans if _over(span)]
    under = [(float(min(span)), needs[point]) for point, span in spans if not _over(span)]
    return stretched(plot, plot.wide if across else plot.high, [*over, (plot.most, 2.0)], under)


# -- labels ------------------------------------------------------------------------------------------------------------


def _text_width(chart: Chart, point: int) -> float:
    value = chart.spec.series[0].values[point]
    return width(f"+{chart.shown(abs(value))}", LABEL, point in chart.spec.totals) if value is not None else 0.0


def _drawn_in(chart: Chart, place: int, point: int) -> bool:
    return chart.columns[place].values[point] is not None


def _format(chart: Chart, place: int, point: int) -> str:
    """The number format that shows what is said, where the bar is drawn with the other sign."""
    value, bar = chart.columns[-1].values[point] or 0, chart.columns[place].values[point] or 0
    return chart.words.display.turned(chart.columns[-1].number_format) if value * bar < 0 else ""


def _inner(chart: Chart, point: int) -> Label:
    total = point in chart.spec.totals
    place = next(n for n in range(1, len(chart.columns) - 2) if _drawn_in(chart, n, point))
    form = _format(chart, place, point)
    return Label("inEnd" if total else "ctr", PAGE if total else TEXT, bold=total, point=point, number_format=form)


def _outer(chart: Chart, point: int, place: int) -> Label:
    total = point in chart.spec.totals
    return Label("inBase", bold=total, point=point, number_format=_format(chart, place, point))
