"""Attainment of targets as native bars on one scale: the target an outline from zero to 1, what is attained in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.render import chart_xml as xml
from reportgen.render.chart_xml import Label, Plot
from reportgen.render.deck_style import CURRENT

if TYPE_CHECKING:
    from reportgen.render.chart_pptx import Chart

_AIR = 6.0  # between a value and the outline that it stands behind
_BESIDE = 4.0  # between a bar's end and its label, as programs set it


def drawn(chart: Chart) -> tuple[Plot, str]:
    """The targets first, so that what is attained lies over them."""
    left = chart.names_beside()
    wide = chart.size[0] - left - 4
    most = chart.longest([*chart.targets, *chart.bars], wide, named=False)
    plot = Plot(left, 4.0, wide, chart.height_across(), 0.0, most)
    bars = [xml.bar_series(chart.data(n), place, xml.OUTLINE, ()) for place, n in enumerate(chart.targets)]
    for n in chart.bars:
        labels = [_label(chart, plot, point) for point in range(len(chart.categories))]
        bars.append(xml.bar_series(chart.data(n), len(bars), xml.filled(CURRENT), labels))
    return plot, xml.bar_chart("bar", "".join(bars), chart.gap(plot, 1), 100) + chart.axes_across(plot)


def _label(chart: Chart, plot: Plot, point: int) -> Label:
    """Beyond the bar; where that would be across the target's edge, behind it."""
    unit = plot.wide / (plot.most or 1.0)
    value = float(chart.spec.series[chart.bars[0]].values[point] or 0)
    target = float(chart.spec.series[chart.targets[0]].values[point] or 0)
    ends = value * unit + _BESIDE + chart.label_width(chart.bars[0], point, named=False) + _AIR
    shift = max(target - value, 0.0) * unit + _AIR if ends > target * unit and value < target else 0.0
    return Label("outEnd", bold=True, point=point, shift=shift / chart.size[0])
