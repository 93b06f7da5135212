"""ChartSpec → a native chart: what each kind shows, where its plot stands, which points are labelled. Lengths are
points.

python-pptx places the chart and keeps its workbook; its own chart XML is replaced, because it has negative axis ids,
leaves open what programs then read differently, and reaches neither a target line over columns nor labels point by
point. The plot's place is set from measured labels, so that PowerPoint and LibreOffice agree. Labels are linked to
the values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from reportgen.model.chart import ChartSpec, Series
from reportgen.model.text import Figure, Unit
from reportgen.render import chart_pptx_band as band
from reportgen.render import chart_pptx_bridge as bridge
from reportgen.render import chart_pptx_bullet as bullet
from reportgen.render import chart_pptx_returns as returns
from reportgen.render import chart_workbook as book
from reportgen.render import chart_xml as xml
from reportgen.render.chart_layout import apart
from reportgen.render.chart_pptx_stack import floats
from reportgen.render.chart_workbook import SheetColumn
from reportgen.render.chart_xml import LABEL, Label, Plot, SeriesData
from reportgen.render.deck_measure import Span, width, wrap
from reportgen.render.deck_style import CURRENT, LINE_HEIGHT, PAGE, PREVIOUS, SOFT, TEXT
from reportgen.render.deck_text import Words

_TALLEST_SLOT = 110.0
_THICKEST = 44.0  # a bar; where there are few, the room between them grows
_WIDEST_GAP = 500  # percent of a bar: the schema's limit
_CATEGORY_STEPS = (12.0, 11.0, 10.5, 9.5, 9.0)
_AIR = 14.0  # beside an end label: the marker and the programs' own distance
_OVER_LINE = 6.0  # between a target's line and the value above it
_BESIDE = 4.0  # between a column and the target's label at its side
_SLOT = 0.92  # of a category's slot: programs keep the rest free between names, and break a word that has no room
_NEAR = 15.0  # between the middles of two end labels
_LINE = LABEL * LINE_HEIGHT


class Chart:
    """One chart in a frame of ``size`` (width, height). ``columns`` are its workbook's, the drawn ones first; before
    them stand ``texts``: the axis' labels, and beside labels that it thins every cycle's name."""

    def __init__(self, spec: ChartSpec, words: Words, size: tuple[float, float]) -> None:
        self.spec, self.words, self.size = spec, words, size
        self.categories = tuple("\n".join(words.plain(line) for line in lines) for lines in spec.categories)
        points = tuple(map(words.plain, spec.points))
        self.texts = (points, self.categories) if points not in ((), self.categories) else (self.categories,)
        self.names = tuple(words.plain(series.name) for series in spec.series)
        self.unit: Unit = "count" if spec.unit == "currency" else spec.unit  # the heading names the currency
        self.format = words.display.number_format(self.unit, spec.precision, spec.scale)
        self.bars = [n for n, series in enumerate(spec.series) if series.role != "target"]
        self.targets = [n for n, series in enumerate(spec.series) if series.role == "target"]
        plain = tuple(
            SheetColumn(name, floats(series.values), self.format)
            for name, series in zip(self.names, spec.series, strict=True)
        )
        made = {"trend": band.columns, "bridge": bridge.columns, "returns": returns.columns}.get(spec.kind)
        self.columns = made(spec, plain, words) if made else plain

    def content(self, language: str) -> str:
        """The children of ``c:chartSpace`` down to ``c:txPr``."""
        kinds: dict[str, Callable[[], tuple[Plot, str]]] = {
            "trend": self._trend,
            "columns": self._columns,
            "bars": self._across,
            "funnel": self._across,
            "bridge": lambda: bridge.drawn(self),
            "returns": lambda: returns.drawn(self),
            "indexed": self._trend,
            "bullet": lambda: bullet.drawn(self),
        }
        plot, parts = kinds[self.spec.kind]()
        return xml.chart_space(plot, self.size, parts, language)

    def workbook(self, created: date) -> bytes:
        return book.workbook(self.texts, self.columns, created)

    # -- kinds ---------------------------------------------------------------------------------------------------------

    def _trend(self) -> tuple[Plot, str]:
        """Lines over cycles; end labels name the series, so there is no legend."""
        least, most, step = self._scale()
        left = max((width(self.words.plain((tick,)), LABEL) for tick in self.spec.ticks), default=20.0) + 10
        ends = {n: point for n in range(len(self.names)) if (point := self._last(n)) is not None}
        right = max((self.label_width(n, point, named=True) for n, point in ends.items()), default=0.0) + _AIR
        plot = self.plot(left, right, 10.0, least, most)
        drops = self._end_drops(plot, ends)
        order = [*self.bars, *self.targets]
        lines = "".join(self._line(n, place, plot, drop=drops.get(n, 0.0)) for place, n in enumerate(order))
        axis = xml.value_axis(plot, self._tick_format(), across=False, step=step)
        return plot, band.drawn(self, plot) + xml.line_chart(lines) + self.category_axis(plot) + axis

    def _columns(self) -> tuple[Plot, str]:
        """Columns over cycles from zero: one series against its target, or the current beside the previous."""
        paired, slots = len(self.bars) > 1, max(len(self.categories), 1)
        gap, overlap = (60, 0) if paired else (45, 100)
        group = len(self.bars) / (len(self.bars) + gap / 100)  # of a slot
        reach = group / 2 if self._target_covered() else 0.0  # slots from the target's last point to its label
        right = self._target_margin(slots, reach)
        flat = self.plot(6.0, right, 4.0, min(self._least(), 0.0), 0.0)
        room = (2 if paired else 1) * _LINE + 4
        most = max(self._greatest(), 0.0) * flat.high / max(flat.high - room, 1.0) or 1.0
        plot = Plot(flat.left, flat.top, flat.wide, flat.high, flat.least, most)
        order = sorted(self.bars, key=self._is_current)
        column = plot.wide / slots * group / max(len(order), 1)
        labels = self._paired_labels(order, column) if paired else self._single_labels(order, plot, column)
        columns = "".join(self._bar(n, place, labels[n]) for place, n in enumerate(order))
        shift = (reach * plot.wide / slots + _BESIDE) / self.size[0] if reach else 0.0
        lines = "".join(self._line(n, len(order) + place, plot, shift) for place, n in enumerate(self.targets))
        chart = xml.bar_chart("col", columns, gap, overlap) + (xml.line_chart(lines) if lines else "")
        return plot, chart + self.category_axis(plot) + xml.value_axis(plot, self.format, across=False)

    def _across(self) -> tuple[Plot, str]:
        """Bars by category, the current above the previous; the first category's labels name the two."""
        left = self.names_beside()
        order = sorted(self.bars, key=self._is_current, reverse=True)
        wide = self.size[0] - left - 4
        most = self.longest(order, wide, named=len(order) > 1)
        plot = Plot(left, 4.0, wide, self.height_across(), min(self._least(), 0.0), most)
        named = [Label("outEnd", named=True, separator=self.words.colon, point=0)] if len(order) > 1 else []
        bars = "".join(
            self._bar(n, place, _weighted([Label("outEnd"), *named], bold=self._is_current(n)))
            for place, n in enumerate(order)
        )
        return plot, xml.bar_chart("bar", bars, self.gap(plot, len(order)), 0) + self.axes_across(plot)

    # -- scales and margins --------------------------------------------------------------------------------------------

    def _scale(self) -> tuple[float, float, float | None]:
        """The value axis of a line chart: ends and step. It begins at a tick, or programs count from elsewhere."""
        ticks = [tick.value for tick in self.spec.ticks if isinstance(tick.value, Decimal)]
        if len(ticks) < 2:
            return min(self._least(), 0.0), self._greatest() * 1.15 or 1.0, None
        step = ticks[1] - ticks[0]
        below = max(ceil((ticks[0] - Decimal(repr(self._least()))) / step), 0)
        least = float(ticks[0] - below * step)
        most = self._greatest()
        return least, max(float(ticks[-1]), most + 0.04 * (most - least)), float(step)

    def _target_covered(self) -> bool:
        """Whether a last column, or the value over it, reaches the target's label, which then goes beside it."""
        clear = self._greatest() * (2 * _LINE + 4) / self.size[1]
        lasts = [
            value
            for n in self.targets
            for bar in self.bars
            if (value := self.spec.series[bar].values[-1]) is not None
            and (target := self.spec.series[n].values[-1]) is not None
            and float(value) > float(target) - clear
        ]
        return bool(lasts)

    def _target_margin(self, slots: int, reach: float) -> float:
        """Right of the columns, for the part of the target's label that goes beyond the last one's half slot."""
        ends = [(n, point) for n in self.targets if (point := self._last(n)) is not None]
        label = max((self.label_width(n, point, named=True, bold=False) for n, point in ends), default=0.0)
        return max(label + _AIR - (0.5 - reach) * (self.size[0] - label) / slots, 6.0) if ends else 6.0

    def longest(self, order: Sequence[int], wide: float, named: bool) -> float:
        """The value at the plot's right edge, so that every bar and the label after it fit."""
        most = 0.0
        for n in order:
            for point, value in enumerate(self.spec.series[n].values):
                if value is not None:
                    label = self.label_width(n, point, named=named and point == 0) + 14
                    most = max(most, float(value) * wide / max(wide - label, 1.0))
        return most or 1.0

    def plot(self, left: float, right: float, top: float, least: float, most: float) -> Plot:
        """A plot with its category labels below."""
        wide = self.size[0] - left - right
        slot = wide / max(len(self.categories), 1)
        size = self.category_size(slot)
        lines = (
            sum(len(wrap((Span(line),), size, slot * _SLOT)) for line in text.split("\n")) for text in self.categories
        )
        return Plot(left, top, wide, self.size[1] - top - max(lines, default=1) * size * LINE_HEIGHT - 8, least, most)

    def category_size(self, slot: float) -> float:
        """The size at which the widest word of a category fits its slot."""
        fitting = (size for size in _CATEGORY_STEPS if self.names_fit(slot, size))
        return next(fitting, _CATEGORY_STEPS[-1])

    def names_fit(self, slot: float, size: float) -> bool:
        """Whether no word of a category is wider than its slot."""
        return all(width(word, size) <= slot * _SLOT for text in self.categories for word in text.split())

    def category_axis(self, plot: Plot) -> str:
        return xml.category_axis(self.category_size(plot.wide / max(len(self.categories), 1)), across=False)

    def names_beside(self) -> float:
        """The room left of bars for the categories' names, which wrap beyond two fifths of the chart."""
        widest = max((width(text.replace("\n", " "), LABEL) for text in self.categories), default=0.0)
        return min(widest, self.size[0] * 0.4) + 10

    def height_across(self) -> float:
        """Of the plot: few bars stand together under the heading."""
        return min(self.size[1] - 8, _TALLEST_SLOT * max(len(self.categories), 1))

    def axes_across(self, plot: Plot) -> str:
        size = self.category_size((plot.left - 10) / _SLOT)
        return xml.category_axis(size, across=True) + xml.value_axis(plot, self.format, across=True)

    def gap(self, plot: Plot, bars: int, least: int = 50) -> int:
        """Between the categories of bars, in percent of a bar, of which there are so many in each."""
        slot = plot.high / max(len(self.categories), 1)
        return min(max(round((slot / _THICKEST - bars) * 100), least), _WIDEST_GAP)

    def _tick_format(self) -> str:
        tick = self.spec.ticks[0] if self.spec.ticks else None
        if tick is None:
            return self.format
        return self.words.display.number_format(self.unit, tick.precision, tick.scale)

    def _known(self) -> list[float]:
        edges = [float(edge) for pair in self.spec.band if pair is not None for edge in pair]
        return edges + [float(value) for series in self.spec.series for value in series.values if value is not None]

    def _greatest(self) -> float:
        return max(self._known(), default=0.0)

    def _least(self) -> float:
        return min(self._known(), default=0.0)

    def _last(self, series: int) -> int | None:
        known = [n for n, value in enumerate(self.spec.series[series].values) if value is not None]
        return known[-1] if known else None

    # -- labels --------------------------------------------------------------------------------------------------------

    def _is_current(self, series: int) -> bool:
        """The second line of an indexed pair is another thing, not another cycle."""
        role = self.spec.series[series].role
        return role == "current" or (role == "other" and self.spec.kind != "indexed")

    def shown(self, value: Decimal) -> str:
        """A value as its number format shows it."""
        figure = Figure("", value, self.unit, self.spec.precision, scale=self.spec.scale)
        return self.words.plain((figure,))

    def label_width(self, series: int, point: int, named: bool, bold: bool = True) -> float:
        value = self.spec.series[series].values[point]
        text = self.shown(value) if value is not None else ""
        return width(f"{self.names[series]}{self.words.colon}{text}" if named else text, LABEL, bold)

    def _single_labels(self, order: Sequence[int], plot: Plot, column: float) -> dict[int, list[Label]]:
        """In the columns where they are wide enough; else over the first and the last two; of numbers wider than a
        column and what is free beside it over the last alone."""
        labels: dict[int, list[Label]] = {}
        for n in order:
            known = [point for point, value in enumerate(self.spec.series[n].values) if value is not None]
            widest = max((self.label_width(n, point, named=False) for point in known), default=0.0)
            slot = plot.wide / max(len(self.categories), 1)
            if widest <= column:
                labels[n] = self._centred(n, known, plot)
            else:
                few = {*known[:1], *known[-2:]} if widest <= slot else {*known[-1:]}
                labels[n] = [
                    Label("outEnd", bold=point == known[-1], point=point, drop=-self._lift(n, point, plot))
                    for point in sorted(few)
                ]
        return labels

    def _lift(self, series: int, point: int, plot: Plot) -> float:
        """How far a value over its column is raised, in heights of the chart: above a target's line through it."""
        top = plot.up(float(self.spec.series[series].values[point] or 0))
        lines = [plot.up(target) for target in self._targets_at(point)]
        struck = [line for line in lines if top < line < top + _LINE + 4]
        return (max(struck) + _OVER_LINE - top) / self.size[1] if struck else 0.0

    def _targets_at(self, point: int) -> list[float]:
        values = [self.spec.series[target].values[point] for target in self.targets]
        return [float(value) for value in values if value is not None]

    def _struck(self, series: int, known: Sequence[int], plot: Plot) -> bool:
        """Whether a target's line runs through a value in the middle of its column, and would not at the foot."""
        foot, values = plot.up(0.0), self.spec.series[series].values
        heights = {point: plot.up(float(values[point] or 0)) - foot for point in known}
        lines = [(heights[point], plot.up(target) - foot) for point in known for target in self._targets_at(point)]
        at_foot = any(line < 2 * _LINE for _, line in lines)
        return not at_foot and any(line < high and abs(high / 2 - line) < _LINE for high, line in lines)

    def _centred(self, series: int, known: Sequence[int], plot: Plot) -> list[Label]:
        """Inside each column, light on a dark one, at the foot where the target's line would strike them; over a column
        that is too low for it, or hatched."""
        where = "inBase" if self._struck(series, known, plot) else "ctr"
        item, labels = self.spec.series[series], [Label(where)]
        for point in known:
            value = item.values[point]
            dark = item.highlight in (point, None)
            low = value is None or abs(plot.up(float(value)) - plot.up(0.0)) < 1.5 * _LINE
            hatched = self.spec.running and point == len(self.categories) - 1
            if low or hatched:
                labels.append(Label("outEnd", bold=dark, point=point))
            elif dark:
                labels.append(Label(where, PAGE, bold=True, point=point))
        return labels

    def _paired_labels(self, order: Sequence[int], column: float) -> dict[int, list[Label]]:
        """Over the columns; the first pair is named too where the names are no wider than the columns."""
        fits = all(width(self.names[n], LABEL, self._is_current(n)) <= column * 1.15 for n in order)
        named = [Label("outEnd", named=True, separator="\n", point=0)] if fits else []
        return {n: _weighted([Label("outEnd"), *named], bold=self._is_current(n)) for n in order}

    def _end_drops(self, plot: Plot, ends: dict[int, int]) -> dict[int, float]:
        """How far each end label, right of its point, stands below it: those that are near are moved apart."""
        heights = {n: plot.up(float(self.spec.series[n].values[point] or 0)) for n, point in ends.items()}
        placed = apart(list(heights.values()), _NEAR, 0.0, plot.high)
        return {n: height - place for (n, height), place in zip(heights.items(), placed, strict=True)}

    def _line_labels(self, series: int, plot: Plot, shift: float, drop: float) -> list[Label]:
        """The last point with the series' name; of the actual the first one too, on the side the line leaves free, but
        never among the names of the cycles."""
        item, last, current = self.spec.series[series], self._last(series), self._is_current(series)
        if last is None:
            return []
        colour, down = CURRENT if current else TEXT, drop / self.size[1]
        labels = [Label("r", colour, bold=current, named=True, point=last, shift=shift, drop=down)]
        known = [(n, value) for n, value in enumerate(item.values) if value is not None]
        if current and len(known) > 1:
            below = known[1][1] >= known[0][1] and plot.up(float(known[0][1])) > 1.5 * _LINE
            labels.append(Label("b" if below else "t", CURRENT, point=known[0][0]))
        return labels

    # -- series --------------------------------------------------------------------------------------------------------

    def data(self, place: int) -> SeriesData:
        """A column of the workbook as a series."""
        column, count, texts = self.columns[place], len(self.categories), len(self.texts)
        return SeriesData(
            index=place,
            name=column.name,
            name_ref=book.head(texts + place),
            categories=self.categories,
            categories_ref=book.cells(texts - 1, count),
            values=column.values,
            values_ref=book.cells(texts + place, count),
            number_format=column.number_format,
        )

    def _bar(self, series: int, order: int, labels: Sequence[Label]) -> str:
        """Older values light; the highlighted one, or a current series without a highlight, dark."""
        highlight = self.spec.series[series].highlight
        colour = CURRENT if self._is_current(series) and highlight is None else PREVIOUS
        own = [] if highlight is None else [(highlight, self._highlighted(highlight))]
        return xml.bar_series(self.data(series), order, xml.filled(colour), labels, own)

    def _highlighted(self, point: int) -> str:
        """The current cycle's column, hatched while it runs."""
        runs = self.spec.running and point == len(self.categories) - 1
        return xml.hatched(CURRENT) if runs else xml.filled(CURRENT)

    def _line(self, series: int, order: int, plot: Plot, shift: float = 0.0, drop: float = 0.0) -> str:
        """The actual heavy with markers, the target dashed, others thin and light."""
        item = self.spec.series[series]
        line, marker = (PREVIOUS, 1.75, False), ("none", 0)
        if item.role == "target":
            line, marker = (TEXT, 1.25, True), _target_marker(item)
        elif self._is_current(series):
            line, marker = (CURRENT, 2.75, False), ("circle", 7)
        elif item.role == "other":
            line = (SOFT, 1.75, False)
        breaks = () if item.role == "target" else self.spec.breaks
        running = len(self.categories) - 1 if self.spec.running and self._is_current(series) else None
        labels = self._line_labels(series, plot, shift, drop)
        return xml.line_series(self.data(series), order, line, marker, labels, breaks, running)


def _weighted(labels: Sequence[Label], bold: bool) -> list[Label]:
    return [replace(label, bold=bold) for label in labels]


def _target_marker(item: Series) -> tuple[str, int]:
    """A target that stands at one point alone needs a mark to be seen."""
    return ("dash", 20) if sum(value is not None for value in item.values) == 1 else ("none", 0)


def fill_chart(chart: Any, drawn: Chart, language: str, created: date) -> None:
    """Our content and our workbook put into a chart that python-pptx has placed."""
    from pptx.oxml import parse_xml

    root = chart._chartSpace
    external = next(child for child in root if child.tag.endswith("}externalData"))
    for child in list(root):
        root.remove(child)
    for child in parse_xml(f"<c:content {xml.NAMESPACES}>{drawn.content(language)}</c:content>"):
        root.append(child)
    root.append(external)
    chart.part.chart_workbook.update_from_xlsx_blob(drawn.workbook(created))
