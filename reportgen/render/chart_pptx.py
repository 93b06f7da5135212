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
from reportgen.render import chart_pptx_columns as columns
from reportgen.render import chart_pptx_returns as returns
from reportgen.render import chart_workbook as book
from reportgen.render import chart_xml as xml
from reportgen.render.chart_layout import apart
from reportgen.render.chart_pptx_stack import floats
from reportgen.render.chart_workbook import SheetColumn
from reportgen.render.chart_xml import LABEL, Label, Plot, SeriesData
from reportgen.render.deck_measure import Span, broken, width, wrap
from reportgen.render.deck_style import CURRENT, LINE_HEIGHT, PREVIOUS, SOFT, TEXT
from reportgen.render.deck_text import Words

_TALLEST_SLOT = 110.0
_THICKEST = 44.0  # a bar; where there are few, the room between them grows
_WIDEST_GAP = 500  # percent of a bar: the schema's limit
_CATEGORY_STEPS = (12.0, 11.0, 10.5, 9.5, 9.0)
_DRAWN = 0.72  # of the chart's width: the rest is for labels at the lines' ends
_AIR = 14.0  # beside an end label: the marker and the programs' own distance
_SLOT = 0.92  # of a category's slot: programs keep the rest free between names, and break a word that has no room
_NEAR = 15.0  # between the middles of two end labels
_NAME = 0.24  # of the chart's width: a longer name at a line's end is broken
_LINE = LABEL * LINE_HEIGHT


class Chart:
    """One chart in a frame of ``size`` (width, height). ``columns`` are its workbook's, the drawn ones first; before
    them stand ``texts`` under their ``heads``: the axis' labels, and beside labels that it thins every cycle's name.
    ``way``: how all columns of the deck bear their values; None where this chart alone decides."""

    def __init__(
        self, spec: ChartSpec, words: Words, size: tuple[float, float], way: columns.Way | None = None
    ) -> None:
        self.spec, self.words, self.size, self.way = spec, words, size, way
        self.categories = tuple("\n".join(lines) for lines in self._axis())
        points = tuple(map(words.plain, spec.points))
        self.texts = (points, self.categories) if points not in ((), self.categories) else (self.categories,)
        self.heads = tuple(map(words.plain, spec.heads))
        self.names = tuple(self._name(words.plain(series.name)) for series in spec.series)
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
            "columns": lambda: columns.drawn(self),
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
        return book.workbook(self.texts, self.heads, self.columns, created)

    # -- kinds ---------------------------------------------------------------------------------------------------------

    def _trend(self) -> tuple[Plot, str]:
        """Lines over cycles; end labels name the series, so there is no legend."""
        least, most, step = self._scale()
        left = max((width(self.words.plain((tick,)), LABEL) for tick in self.spec.ticks), default=20.0) + 10
        ends = {n: point for n in range(len(self.names)) if (point := self.last(n)) is not None}
        right = max((self.label_width(n, point, named=True) for n, point in ends.items()), default=0.0) + _AIR
        plot = self.plot(left, right, 10.0, least, most)
        drops = self._end_drops(plot, ends)
        order = [*self.bars, *self.targets]
        lines = "".join(self.line(n, place, plot, drop=drops.get(n, 0.0)) for place, n in enumerate(order))
        axis = xml.value_axis(plot, self._tick_format(), across=False, step=step)
        return plot, band.drawn(self, plot) + xml.line_chart(lines) + self.category_axis(plot) + axis

    def _across(self) -> tuple[Plot, str]:
        """Bars by category, the current above the previous; the first category's labels name the two."""
        left = self.names_beside()
        order = sorted(self.bars, key=self.is_current, reverse=True)
        wide = self.size[0] - left - 4
        most = self.longest(order, wide, named=len(order) > 1)
        plot = Plot(left, 4.0, wide, self.height_across(), min(self.least(), 0.0), most)
        named = [Label("outEnd", named=True, separator=self.words.colon, point=0)] if len(order) > 1 else []
        bars = "".join(
            self.bar(n, place, _weighted([Label("outEnd"), *named], bold=self.is_current(n)))
            for place, n in enumerate(order)
        )
        return plot, xml.bar_chart("bar", bars, self.gap(plot, len(order)), 0) + self.axes_across(plot)

    def _name(self, name: str) -> str:
        """A series' name; in lines, where it stands at the end of one that would leave the plot no room."""
        ends = self.spec.kind in ("trend", "indexed")
        return broken(name, LABEL, self.size[0] * _NAME, bold=True) if ends else name

    # -- scales and margins --------------------------------------------------------------------------------------------

    def _scale(self) -> tuple[float, float, float | None]:
        """The value axis of a line chart: ends and step. It begins at a tick, or programs count from elsewhere."""
        ticks = [tick.value for tick in self.spec.ticks if isinstance(tick.value, Decimal)]
        if len(ticks) < 2:
            return min(self.least(), 0.0), self.greatest() * 1.15 or 1.0, None
        step = ticks[1] - ticks[0]
        below = max(ceil((ticks[0] - Decimal(repr(self.least()))) / step), 0)
        least = float(ticks[0] - below * step)
        most = self.greatest()
        return least, max(float(ticks[-1]), most + 0.04 * (most - least)), float(step)

    def longest(self, order: Sequence[int], wide: float, named: bool) -> float:
        """The value at the plot's right edge, so that every bar and the label after it fit; of a part of a whole, also
        those of the whole."""
        most = 0.0
        if self.spec.most is not None:
            label = width(self.shown(self.spec.most), LABEL, bold=True) + 14
            most = float(self.spec.most) * wide / max(wide - label, 1.0)
        for n in order:
            for point, value in enumerate(self.spec.series[n].values):
                if value is not None:
                    label = self.label_width(n, point, named=named and point == 0) + 14
                    most = max(most, float(value) * wide / max(wide - label, 1.0))
        return most or 1.0

    def _axis(self) -> list[list[str]]:
        """The categories' lines; of cycles in a narrow chart without their years, which would break within."""
        lines = [[self.words.plain(line) for line in given] for given in self.spec.categories]
        slot = self.size[0] * _DRAWN / max(len(lines), 1) * _SLOT
        years = (line for given in lines for line in given[1:])
        if self.spec.points and any(width(year, _CATEGORY_STEPS[-1]) > slot for year in years):
            return [given[:1] for given in lines]
        return lines

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

    def greatest(self) -> float:
        return max(self._known(), default=0.0)

    def least(self) -> float:
        return min(self._known(), default=0.0)

    def last(self, series: int) -> int | None:
        known = [n for n, value in enumerate(self.spec.series[series].values) if value is not None]
        return known[-1] if known else None

    # -- labels --------------------------------------------------------------------------------------------------------

    def is_current(self, series: int) -> bool:
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
        text = f"{self.names[series]}{self.words.colon}{text}" if named else text
        return max(width(line, LABEL, bold) for line in text.split("\n"))

    def _end_drops(self, plot: Plot, ends: dict[int, int]) -> dict[int, float]:
        """How far each end label, right of its point, stands below it: those that are near are moved apart."""
        heights = {n: plot.up(float(self.spec.series[n].values[point] or 0)) for n, point in ends.items()}
        lines = max((self.names[n].count("\n") for n in ends), default=0)
        placed = apart(list(heights.values()), _NEAR + lines * _LINE, 0.0, plot.high)
        return {n: height - place for (n, height), place in zip(heights.items(), placed, strict=True)}

    def _line_labels(self, series: int, plot: Plot, shift: float, drop: float) -> list[Label]:
        """The last point with the series' name; of the actual the first one too, on the side that the lines leave free,
        but never among the names of the cycles."""
        item, last, current = self.spec.series[series], self.last(series), self.is_current(series)
        if last is None:
            return []
        colour, down = CURRENT if current else TEXT, drop / self.size[1]
        labels = [Label("r", colour, bold=current, named=True, point=last, shift=shift, drop=down)]
        known = [(n, value) for n, value in enumerate(item.values) if value is not None]
        if current and len(known) > 1:
            below = self._label_below(series, known[0], rises=known[1][1] >= known[0][1], plot=plot)
            labels.append(Label("b" if below else "t", CURRENT, point=known[0][0]))
        return labels

    def _label_below(self, series: int, first: tuple[int, Decimal], *, rises: bool, plot: Plot) -> bool:
        """Whether a line's first value stands under its point: there where the line rises, unless another line runs
        through it on that side alone."""
        point, height = first[0], plot.up(float(first[1]))
        if height <= 1.5 * _LINE:
            return False
        others = [s.values[point] for n, s in enumerate(self.spec.series) if n != series]
        away = [plot.up(float(value)) - height for value in others if value is not None]
        over, under = (any(0 < way * apart < 1.5 * _LINE for apart in away) for way in (1, -1))
        return rises if over == under else over

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

    def bar(self, series: int, order: int, labels: Sequence[Label]) -> str:
        """Older values light; the highlighted one, or a current series without a highlight, dark."""
        highlight = self.spec.series[series].highlight
        colour = CURRENT if self.is_current(series) and highlight is None else PREVIOUS
        own = [] if highlight is None else [(highlight, self._highlighted(highlight))]
        return xml.bar_series(self.data(series), order, xml.filled(colour), labels, own)

    def _highlighted(self, point: int) -> str:
        """The current cycle's column, hatched while it runs."""
        runs = self.spec.running and point == len(self.categories) - 1
        return xml.hatched(CURRENT) if runs else xml.filled(CURRENT)

    def line(self, series: int, order: int, plot: Plot, shift: float = 0.0, drop: float = 0.0) -> str:
        """The actual heavy with markers, the target dashed, others thin and light."""
        item = self.spec.series[series]
        line, marker = (PREVIOUS, 1.75, False), ("none", 0)
        if item.role == "target":
            line, marker = (TEXT, 1.25, True), _target_marker(item)
        elif self.is_current(series):
            line, marker = (CURRENT, 2.75, False), ("circle", 7)
        elif item.role == "other":
            line = (SOFT, 1.75, False)
        breaks = () if item.role == "target" else self.spec.breaks
        running = len(self.categories) - 1 if self.spec.running and self.is_current(series) else None
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
