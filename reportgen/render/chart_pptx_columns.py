"""Columns over cycles → their plot, their labels and the target's line: all columns bear their value, as in one way
throughout a deck. Lengths are points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.render import chart_xml as xml
from reportgen.render.chart_xml import LABEL, Label, Plot
from reportgen.render.deck_measure import width
from reportgen.render.deck_style import LINE_HEIGHT, PAGE

if TYPE_CHECKING:
    from reportgen.render.chart_pptx import Chart

_AIR = 14.0  # beside the target's label: the line's end and the programs' own distance
_OVER_LINE = 6.0  # between a target's line and the value above it
_BESIDE = 4.0  # between a column and the target's label at its side
_APART = 3.0  # between two values over neighbouring columns
_GAPS = (45, 30, 20)  # percent of a column: narrower where the values then stand in the columns
_PAIRED_GAP = 60
_LINE = LABEL * LINE_HEIGHT


@dataclass(frozen=True, slots=True)
class Way:
    """How columns bear their values: inside, or over them; all, or the last alone; at ``size`` points."""

    inside: bool = False
    all: bool = True
    size: float = LABEL


WAYS = (Way(inside=True), Way(), Way(size=11), Way(size=10.5), Way(all=False))  # the best first


def common(charts: Iterable[Chart]) -> Way:
    """The best way in which the columns of all these charts can bear their values."""
    columns = [chart for chart in charts if chart.spec.kind == "columns" and len(chart.bars) == 1]
    return next(way for way in WAYS if all(_holds(chart, way) for chart in columns))


def _holds(chart: Chart, way: Way) -> bool:
    if not way.all:
        return True
    slot, reach = _slot(chart), 1 + _GAPS[-1] / 100
    return _widest(chart, way.size) <= (slot / reach if way.inside else slot - _APART)


def _widest(chart: Chart, size: float) -> float:
    values = (value for n in chart.bars for value in chart.spec.series[n].values if value is not None)
    return max((width(chart.shown(value), size, bold=True) for value in values), default=0.0)


def _slot(chart: Chart) -> float:
    return (chart.size[0] - _LEFT - _target_margin(chart, _reach(chart, _GAPS[0]))) / _slots(chart)


_LEFT = 6.0


def _slots(chart: Chart) -> int:
    return max(len(chart.categories), 1)


def drawn(chart: Chart) -> tuple[Plot, str]:
    """From zero: one series against its target, or the current beside the previous."""
    paired = len(chart.bars) > 1
    way = chart.way or common([chart])
    gap, overlap = (_PAIRED_GAP, 0) if paired else (_gap(chart, way), 100)
    reach = _reach(chart, gap)
    flat = chart.plot(_LEFT, _target_margin(chart, reach), 4.0, min(chart.least(), 0.0), 0.0)
    room = (2 if paired else 1) * _LINE + 4
    most = max(chart.greatest(), 0.0) * flat.high / max(flat.high - room, 1.0) or 1.0
    plot = Plot(flat.left, flat.top, flat.wide, flat.high, flat.least, most)
    order = sorted(chart.bars, key=chart.is_current)
    if paired:
        labels = _paired_labels(chart, order, plot.wide / _slots(chart) * _group(chart, gap) / len(order))
    else:
        labels = {n: _labels(chart, n, plot, way) for n in order}
    columns = "".join(chart.bar(n, place, labels[n]) for place, n in enumerate(order))
    shift = (reach * plot.wide / _slots(chart) + _BESIDE) / chart.size[0] if reach else 0.0
    lines = "".join(chart.line(n, len(order) + place, plot, shift) for place, n in enumerate(chart.targets))
    content = xml.bar_chart("col", columns, gap, overlap) + (xml.line_chart(lines) if lines else "")
    return plot, content + chart.category_axis(plot) + xml.value_axis(plot, chart.format, across=False)


def _gap(chart: Chart, way: Way) -> int:
    """Between columns, in percent of one: less where that gives their values room inside."""
    fitting = (gap for gap in _GAPS if _widest(chart, way.size) <= _slot(chart) / (1 + gap / 100))
    return next(fitting, _GAPS[-1]) if way.inside else _GAPS[0]


def _group(chart: Chart, gap: int) -> float:
    """The columns of a cycle, as a share of its slot."""
    return len(chart.bars) / (len(chart.bars) + gap / 100)


# -- the target --------------------------------------------------------------------------------------------------------


def _reach(chart: Chart, gap: int) -> float:
    """Slots from the target's last point to its label: beyond the last column where that, or its value, covers it."""
    clear = chart.greatest() * (2 * _LINE + 4) / chart.size[1]
    covered = any(
        value is not None and target is not None and float(value) > float(target) - clear
        for n in chart.targets
        for bar in chart.bars
        for value, target in [(chart.spec.series[bar].values[-1], chart.spec.series[n].values[-1])]
    )
    return _group(chart, gap) / 2 if covered else 0.0


def _target_margin(chart: Chart, reach: float) -> float:
    """Right of the columns, for the part of the target's label that goes beyond the last one's half slot."""
    ends = [(n, point) for n in chart.targets if (point := chart.last(n)) is not None]
    label = max((chart.label_width(n, point, named=True, bold=False) for n, point in ends), default=0.0)
    return max(label + _AIR - (0.5 - reach) * (chart.size[0] - label) / _slots(chart), _LEFT) if ends else _LEFT


def _targets_at(chart: Chart, point: int) -> list[float]:
    values = [chart.spec.series[target].values[point] for target in chart.targets]
    return [float(value) for value in values if value is not None]


# -- labels ------------------------------------------------------------------------------------------------------------


def _labels(chart: Chart, series: int, plot: Plot, way: Way) -> list[Label]:
    known = [point for point, value in enumerate(chart.spec.series[series].values) if value is not None]
    if way.inside:
        return _inside(chart, series, known, plot)
    shown = known if way.all else known[-1:]
    return [
        Label("outEnd", bold=point == known[-1], point=point, drop=-_lift(chart, series, point, plot), size=way.size)
        for point in shown
    ]


def _lift(chart: Chart, series: int, point: int, plot: Plot) -> float:
    """How far a value over its column is raised, in heights of the chart: above a target's line through it."""
    top = plot.up(float(chart.spec.series[series].values[point] or 0))
    lines = [plot.up(target) for target in _targets_at(chart, point)]
    struck = [line for line in lines if top < line < top + _LINE + 4]
    return (max(struck) + _OVER_LINE - top) / chart.size[1] if struck else 0.0


def _inside(chart: Chart, series: int, known: Sequence[int], plot: Plot) -> list[Label]:
    """Light on a dark column, at the foot where the target's line would strike them; over a column that is too low
    for it, or hatched."""
    where = "inBase" if _struck(chart, series, known, plot) else "ctr"
    item, labels = chart.spec.series[series], [Label(where)]
    for point in known:
        value = item.values[point]
        dark = item.highlight in (point, None)
        low = value is None or abs(plot.up(float(value)) - plot.up(0.0)) < 1.5 * _LINE
        hatched = chart.spec.running and point == len(chart.categories) - 1
        if low or hatched:
            drop = -_lift(chart, series, point, plot)
            labels.append(Label("outEnd", bold=dark, point=point, drop=drop))
        elif dark:
            labels.append(Label(where, PAGE, bold=True, point=point))
    return labels


def _struck(chart: Chart, series: int, known: Sequence[int], plot: Plot) -> bool:
    """Whether a target's line runs through a value in the middle of its column, and would not at the foot."""
    foot, values = plot.up(0.0), chart.spec.series[series].values
    heights = {point: plot.up(float(values[point] or 0)) - foot for point in known}
    lines = [(heights[point], plot.up(target) - foot) for point in known for target in _targets_at(chart, point)]
    at_foot = any(line < 2 * _LINE for _, line in lines)
    return not at_foot and any(line < high and abs(high / 2 - line) < _LINE for high, line in lines)


def _paired_labels(chart: Chart, order: Sequence[int], column: float) -> dict[int, list[Label]]:
    """Over the columns; the first pair is named too where the names are no wider than the columns."""
    fits = all(width(chart.names[n], LABEL, chart.is_current(n)) <= column * 1.15 for n in order)
    found = {}
    for n in order:
        bold = chart.is_current(n)
        named = [Label("outEnd", bold=bold, named=True, separator="\n", point=0)] if fits else []
        found[n] = [Label("outEnd", bold=bold), *named]
    return found
