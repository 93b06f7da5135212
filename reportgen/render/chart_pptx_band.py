"""The usual range behind a native trend: for each cycle a floating column as wide as its slot, so that cycles without a
range stay free. An area could not leave them out.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.model.chart import ChartSpec
from reportgen.render import chart_xml as xml
from reportgen.render.chart_pptx_stack import Pair, stack
from reportgen.render.chart_workbook import SheetColumn
from reportgen.render.chart_xml import LABEL, Label, Plot
from reportgen.render.deck_measure import width
from reportgen.render.deck_style import LINE_HEIGHT, RANGE, SOFT
from reportgen.render.deck_text import Words

if TYPE_CHECKING:
    from reportgen.render.chart_pptx import Chart

_CLEAR = 3.0  # between the name and a line
_FIRST_LABEL = 22.0  # beside the first point stands its value
_LINE = LABEL * LINE_HEIGHT


def columns(spec: ChartSpec, plain: tuple[SheetColumn, ...], words: Words) -> tuple[SheetColumn, ...]:
    """The lines' columns, then the band's: its foot and its height. A band shorter than the lines belongs to their
    end."""
    spans = _spans(spec)
    if not any(spans):
        return plain
    name = words.plain(spec.band_name)
    return plain + stack(spans, name or plain[0].name, plain[0].number_format, seen=name)


def _spans(spec: ChartSpec) -> list[Pair]:
    count = len(spec.categories)
    return [None] * (count - len(spec.band)) + list(spec.band)[-count:]


def drawn(chart: Chart, plot: Plot) -> str:
    """``c:barChart`` to be set before the lines; empty where there is no range. Its name stands in it, where no line
    goes through."""
    places = range(len(chart.spec.series), len(chart.columns))
    bars = []
    for place in places:
        fill = xml.UNSEEN if place == places[0] else xml.filled(RANGE)
        bars.append(xml.bar_series(chart.data(place), place, fill, _name(chart, plot) if place == places[1] else ()))
    return xml.bar_chart("col", "".join(bars), 0, 100, "stacked") if bars else ""


def _name(chart: Chart, plot: Plot) -> list[Label]:
    """The band's name at the first cycle where it stands free of the lines, at the band's foot or head; none if there
    is no such cycle."""
    slot = plot.wide / max(len(chart.categories), 1)
    half = width(chart.words.plain(chart.spec.band_name), LABEL) / 2 + _CLEAR
    for point, span in enumerate(_spans(chart.spec)):
        across = (point + 0.5) * slot - half, (point + 0.5) * slot + half
        clear = across[0] >= slot / 2 + _FIRST_LABEL and across[1] <= plot.wide
        if span is None or min(span) < 0 or not clear or not chart.spec.band_name:
            continue
        low, high = plot.up(float(min(span))), plot.up(float(max(span)))
        for place, foot in (("inBase", low), ("inEnd", high - _LINE)):
            upward = foot - _CLEAR, foot + _LINE + _CLEAR
            if high - low > _LINE and not _touched(chart.spec, plot, across, upward):
                return [Label(place, SOFT, named=True, valued=False, point=point)]
    return []


def _touched(spec: ChartSpec, plot: Plot, across: tuple[float, float], upward: tuple[float, float]) -> bool:
    """Whether a line comes into this part of the plot; a line between two points counts with all its height."""
    slot = plot.wide / max(len(spec.categories), 1)
    first, last = int(across[0] / slot - 0.5), int(across[1] / slot + 0.5)
    for series in spec.series:
        heights = [None if value is None else plot.up(float(value)) for value in series.values]
        for one, other in pairwise(heights[max(first, 0) : last + 1]):
            ends = [end for end in (one, other) if end is not None]
            if ends and min(ends) < upward[1] and max(ends) > upward[0]:
                return True
    return False
