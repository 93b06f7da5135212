"""ChartSpec → the content of a native chart's part, written whole in the schema's order. Lengths are points.

python-pptx places the chart and keeps its workbook; its own chart XML is replaced, because it has negative axis ids, leaves
defaults open that programs read differently, and reaches neither a target line over columns nor labels point by point.
Colours are theme slots, fonts the theme's. The plot's place is set by hand from measured labels, so that PowerPoint and
LibreOffice agree. Labels are linked to the values and follow when someone edits the workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from reportgen.model.report import ChartSpec, Figure, Series
from reportgen.render import chart_workbook as book
from reportgen.render.deck_measure import width
from reportgen.render.deck_style import CURRENT, GRIDLINE, HAIRLINE, LINE_HEIGHT, PAGE, PREVIOUS, TEXT
from reportgen.render.deck_text import Words

CATEGORY_AXIS, VALUE_AXIS = 111_111_111, 222_222_222
LABEL = 12.0
_CATEGORY_STEPS = (12.0, 11.0, 10.5)
_AIR = 14.0  # beside an end label: the marker and the programs' own distance
_NEAR = 15.0  # end labels closer than this are set above and below


@dataclass(frozen=True, slots=True)
class Plot:
    """The inner plot within the chart's frame (all points), and the value axis' ends."""

    left: float
    top: float
    wide: float
    high: float
    low: float
    top_value: float


@dataclass(frozen=True, slots=True)
class Label:
    """A data label: of one point, or of all points where ``point`` is None."""

    place: str
    colour: str = TEXT
    bold: bool = False
    named: bool = False
    separator: str = " "
    point: int | None = None


class Chart:
    """One chart in its frame, ``size`` = (width, height) in points."""

    def __init__(self, spec: ChartSpec, words: Words, size: tuple[float, float]) -> None:
        self.spec, self.words, self.size = spec, words, size
        self.categories = tuple("\n".join(words.plain(line) for line in lines) for lines in spec.categories)
        self.names = tuple(words.plain(series.name) for series in spec.series)
        self.format = words.display.number_format(spec.unit, spec.precision, spec.scale)
        self.bars = [n for n, series in enumerate(spec.series) if series.role != "target"]
        self.targets = [n for n, series in enumerate(spec.series) if series.role == "target"]

    # -- measures ------------------------------------------------------------------------------------------------------

    def shown(self, value: Decimal) -> str:
        """A value as its number format shows it."""
        figure = Figure("", value, self.spec.unit, self.spec.precision, scale=self.spec.scale, bare=self.spec.scale > 0)
        return self.words.plain((figure,))

    def label_width(self, series: int, point: int, named: bool, bold: bool = True) -> float:
        value = self.spec.series[series].values[point]
        text = self.shown(value) if value is not None else ""
        return width(f"{self.names[series]} {text}" if named else text, LABEL, bold)

    def greatest(self) -> float:
        return max((float(v) for series in self.spec.series for v in series.values if v is not None), default=0.0)

    def least(self) -> float:
        return min((float(v) for series in self.spec.series for v in series.values if v is not None), default=0.0)

    def category_size(self, slot: float) -> float:
        """The size at which the widest word of a category fits its slot."""
        parts = [part for category in self.categories for part in category.replace("\n", " ").split(" ")]
        fitting = (size for size in _CATEGORY_STEPS if max((width(p, size) for p in parts), default=0) <= slot)
        return next(fitting, _CATEGORY_STEPS[-1])

    def category_lines(self, slot: float, size: float) -> int:
        from reportgen.render.deck_measure import Span, wrap

        return max(
            (sum(len(wrap((Span(line),), size, slot)) for line in text.split("\n")) for text in self.categories),
            default=1,
        )

    def last_point(self, series: int) -> int | None:
        points = [n for n, value in enumerate(self.spec.series[series].values) if value is not None]
        return points[-1] if points else None

    def first_point(self, series: int) -> int | None:
        return next((n for n, value in enumerate(self.spec.series[series].values) if value is not None), None)

    # -- kinds ---------------------------------------------------------------------------------------------------------

    def xml(self, language: str) -> list[str]:
        """The children of ``c:chartSpace`` up to ``c:txPr``."""
        plot, content = {"trend": self.trend, "columns": self.columns, "bars": self.horizontal}[self.spec.kind]()
        frame_width, frame_height = self.size
        layout = (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{plot.left / frame_width:.5f}"/><c:y val="{plot.top / frame_height:.5f}"/>'
            f'<c:w val="{plot.wide / frame_width:.5f}"/><c:h val="{plot.high / frame_height:.5f}"/>'
            "</c:manualLayout></c:layout>"
        )
        nothing = "<a:noFill/><a:ln><a:noFill/></a:ln>"
        return [
            '<c:date1904 val="0"/>',
            f'<c:lang val="{language}"/>',
            '<c:roundedCorners val="0"/>',
            f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{layout}{content}<c:spPr>{nothing}</c:spPr></c:plotArea>'
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>',
            f"<c:spPr>{nothing}</c:spPr>",
            _text(LABEL, language=language),
        ]

    def trend(self) -> tuple[Plot, str]:
        """Lines over cycles; end labels name the series, so there is no legend."""
        ticks = [float(tick.value) for tick in self.spec.ticks if isinstance(tick.value, Decimal | int)]
        low = min(ticks[0] if ticks else 0.0, self.least())
        high = max(ticks[-1] if ticks else 0.0, self.greatest() * (1.04 if ticks else 1.15))
        tick_labels = [width(self.words.plain((tick,)), LABEL) for tick in self.spec.ticks]
        left = max(tick_labels, default=0.0) + 8
        ends = {n: point for n in range(len(self.names)) if (point := self.last_point(n)) is not None}
        right = max((self.label_width(n, point, named=True) for n, point in ends.items()), default=0.0) + _AIR
        plot = self._plot(left, right, 10.0, low, high)
        order = [*self.bars, *self.targets]
        places = self._end_places(plot, ends)
        lines = "".join(self._line(n, rank, places.get(n, "r")) for rank, n in enumerate(order))
        chart = f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{lines}<c:marker val="1"/>{_axes()}</c:lineChart>'
        step = ticks[1] - ticks[0] if len(ticks) > 1 else None
        tick_format = self._tick_format()
        axes = self._category_axis(plot) + self._value_axis(plot, shown=True, step=step, form=tick_format)
        return plot, chart + axes

    def columns(self) -> tuple[Plot, str]:
        """Columns over cycles: one series against its target, or current beside previous."""
        ends = {n: point for n in self.targets if (point := self.last_point(n)) is not None}
        right = max((self.label_width(n, p, named=True, bold=False) for n, p in ends.items()), default=0.0)
        slots = max(len(self.categories), 1)
        right = max(right + _AIR - 0.5 * (self.size[0] - right) / slots, 6.0) if ends else 6.0
        paired = len(self.bars) > 1
        room = 2 * LABEL * LINE_HEIGHT + 4 if paired else LABEL * LINE_HEIGHT
        plot = self._plot(6.0, right, 4.0, min(self.least(), 0.0), 0.0)
        top_value = self.greatest() * plot.high / max(plot.high - room, 1.0) or 1.0
        plot = Plot(plot.left, plot.top, plot.wide, plot.high, plot.low, top_value)
        order = sorted(self.bars, key=lambda n: self.spec.series[n].role in ("current", "other"))
        gap, overlap = (60, 0) if paired else (45, 100)
        bar = plot.wide / slots / (len(order) + gap / 100)
        labels = self._pair_labels(order, bar) if paired else {order[0]: self._centred_labels(order[0], plot)}
        bars = "".join(self._bar(n, rank, labels[n]) for rank, n in enumerate(order))
        chart = _bar_chart("col", bars, gap, overlap)
        if self.targets:
            lines = "".join(self._line(n, len(order) + rank, "r") for rank, n in enumerate(self.targets))
            chart += (
                f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{lines}<c:marker val="1"/>{_axes()}'
                "</c:lineChart>"
            )
        return plot, chart + self._category_axis(plot) + self._value_axis(plot, shown=False)

    def horizontal(self) -> tuple[Plot, str]:
        """Bars by category, the current above the previous; the first category names the series."""
        left = max((width(c.replace("\n", " "), LABEL) for c in self.categories), default=0.0)
        left = min(left, self.size[0] * 0.4) + 8
        order = sorted(self.bars, key=lambda n: self.spec.series[n].role not in ("current", "other"))
        named = len(order) > 1
        plot = Plot(left, 4.0, self.size[0] - left - 4, self.size[1] - 8, min(self.least(), 0.0), 0.0)
        plot = Plot(plot.left, plot.top, plot.wide, plot.high, plot.low, self._longest(order, plot, named))
        labels = {
            n: [
                Label("outEnd", bold=self._is_current(n)),
                *([Label("outEnd", bold=self._is_current(n), named=True, separator="  ", point=0)] if named else []),
            ]
            for n in order
        }
        bars = "".join(self._bar(n, rank, labels[n]) for rank, n in enumerate(order))
        chart = _bar_chart("bar", bars, 50, 0)
        axis = self._category_axis(plot, across=True)
        return plot, chart + axis + self._value_axis(plot, shown=False, across=True)

    def _longest(self, order: Sequence[int], plot: Plot, named: bool) -> float:
        """The value at the plot's right edge, so that every bar and the label after it fit."""
        most = 0.0
        for n in order:
            for point, value in enumerate(self.spec.series[n].values):
                if value is not None:
                    label = self.label_width(n, point, named and point == 0) + 12
                    most = max(most, float(value) * plot.wide / max(plot.wide - label, 1.0))
        return most or 1.0

    # -- labels --------------------------------------------------------------------------------------------------------

    def _is_current(self, series: int) -> bool:
        return self.spec.series[series].role in ("current", "other")

    def _centred_labels(self, series: int, plot: Plot) -> list[Label]:
        """Inside the column; a column too low for it, outside; the highlighted one bold on its dark fill."""
        labels = [Label("ctr")]
        for point, value in enumerate(self.spec.series[series].values):
            if value is None:
                continue
            inside = abs(float(value)) / (plot.top_value - plot.low) * plot.high > 1.5 * LABEL * LINE_HEIGHT
            dark = self._highlight(series) in (point, None)
            if not inside:
                labels.append(Label("outEnd", bold=dark, point=point))
            elif dark:
                labels.append(Label("ctr", PAGE, bold=True, point=point))
        return labels

    def _highlight(self, series: int) -> int | None:
        return self.spec.series[series].highlight

    def _pair_labels(self, order: Sequence[int], bar: float) -> dict[int, list[Label]]:
        named = all(width(self.names[n], LABEL, self._is_current(n)) <= bar * 1.15 for n in order)
        return {
            n: [
                Label("outEnd", bold=self._is_current(n)),
                *([Label("outEnd", bold=self._is_current(n), named=True, separator="\n", point=0)] if named else []),
            ]
            for n in order
        }

    def _end_places(self, plot: Plot, ends: dict[int, int]) -> dict[int, str]:
        """Where an end label stands: right of its point; where two are near, the upper above, the lower below."""

        def height(n: int) -> float:
            value = self.spec.series[n].values[ends[n]]
            assert value is not None
            return (float(value) - plot.low) / (plot.top_value - plot.low or 1.0) * plot.high

        ranked = sorted(ends, key=height)
        places = dict.fromkeys(ranked, "r")
        for lower, upper in zip(ranked, ranked[1:], strict=False):
            if height(upper) - height(lower) < _NEAR:
                places[upper] = "t"
                places[lower] = "b" if places[lower] == "r" else "r"
        return places

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _plot(self, left: float, right: float, top: float, low: float, high: float) -> Plot:
        """A plot with its category labels below."""
        wide = self.size[0] - left - right
        slot = wide / max(len(self.categories), 1)
        size = self.category_size(slot)
        below = self.category_lines(slot, size) * size * LINE_HEIGHT + 8
        return Plot(left, top, wide, self.size[1] - top - below, low, high)

    def _tick_format(self) -> str:
        tick = self.spec.ticks[0] if self.spec.ticks else None
        if tick is None:
            return self.format
        return self.words.display.number_format(tick.unit, tick.precision, tick.scale)

    def _bar(self, series: int, order: int, labels: Sequence[Label]) -> str:
        item = self.spec.series[series]
        highlight = item.highlight
        plain = CURRENT if self._is_current(series) and highlight is None else PREVIOUS
        point = (
            f'<c:dPt><c:idx val="{highlight}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{_filled(CURRENT)}</c:dPt>'
            if highlight is not None
            else ""
        )
        return (
            f'<c:ser>{self._head(series, order)}{_filled(plain)}<c:invertIfNegative val="0"/>{point}'
            f"{self._labels(labels)}{self._data(series)}</c:ser>"
        )

    def _line(self, series: int, order: int, end: str) -> str:
        """A line: the actual heavy with markers, the target dashed, others thin and light."""
        item = self.spec.series[series]
        target, current = item.role == "target", self._is_current(series)
        colour, points = (TEXT, 1.25) if target else (CURRENT, 2.75) if current else (PREVIOUS, 1.75)
        dash = '<a:prstDash val="dash"/>' if target else ""
        line = (
            f'<c:spPr><a:ln w="{round(points * 12_700)}" cap="rnd"><a:solidFill>{colour}</a:solidFill>{dash}<a:round/>'
            "</a:ln></c:spPr>"
        )
        marker = _marker(self._symbol(item), colour)
        return (
            f"<c:ser>{self._head(series, order)}{line}{marker}{self._labels(self._line_labels(series, end))}"
            f'{self._data(series)}<c:smooth val="0"/></c:ser>'
        )

    @staticmethod
    def _symbol(item: Series) -> tuple[str, int]:
        """Markers on the actual; a target that stands at one point alone needs one to be seen."""
        if item.role == "target":
            alone = sum(value is not None for value in item.values) == 1
            return ("dash", 20) if alone else ("none", 0)
        return ("circle", 7) if item.role in ("current", "other") else ("none", 0)

    def _line_labels(self, series: int, end: str) -> list[Label]:
        item, last = self.spec.series[series], self.last_point(series)
        if last is None:
            return []
        current = self._is_current(series)
        labels = [Label(end, CURRENT if current else TEXT, bold=current, named=True, point=last)]
        first = self.first_point(series)
        if current and first is not None and first != last:
            following = next(v for v in item.values[first + 1 :] if v is not None)
            value = item.values[first]
            rises = value is not None and following >= value
            labels.insert(0, Label("b" if rises else "t", CURRENT, point=first))
        return labels

    def _head(self, series: int, order: int) -> str:
        name = escape(self.names[series])
        return (
            f'<c:idx val="{series}"/><c:order val="{order}"/><c:tx><c:strRef><c:f>{book.name_ref(series)}</c:f>'
            f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        )

    def _data(self, series: int) -> str:
        count = len(self.categories)
        names = "".join(
            f'<c:pt idx="{n}"><c:v>{escape(text)}</c:v></c:pt>' for n, text in enumerate(self.categories) if text
        )
        values = "".join(
            f'<c:pt idx="{n}"><c:v>{float(value)!r}</c:v></c:pt>'
            for n, value in enumerate(self.spec.series[series].values)
            if value is not None
        )
        return (
            f'<c:cat><c:strRef><c:f>{book.categories_ref(count)}</c:f><c:strCache><c:ptCount val="{count}"/>{names}'
            f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>{book.values_ref(series, count)}</c:f><c:numCache>"
            f'<c:formatCode>{escape(self.format)}</c:formatCode><c:ptCount val="{count}"/>{values}</c:numCache>'
            "</c:numRef></c:val>"
        )

    def _labels(self, labels: Sequence[Label]) -> str:
        """``c:dLbls``: single points first, then the rule for all of them."""
        single = sorted((label for label in labels if label.point is not None), key=lambda label: label.point or 0)
        common = next((label for label in labels if label.point is None), None)
        points = "".join(f'<c:dLbl><c:idx val="{label.point}"/>{self._label(label)}</c:dLbl>' for label in single)
        rest = self._label(common) if common else _flags(value=False, named=False)
        return f"<c:dLbls>{points}{rest}</c:dLbls>"

    def _label(self, label: Label) -> str:
        separator = f"<c:separator>{label.separator}</c:separator>" if label.named else ""
        return (
            f'<c:numFmt formatCode={quoteattr(self.format)} sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln>'
            f'</c:spPr>{_text(LABEL, label.colour, label.bold, wrap=False)}<c:dLblPos val="{label.place}"/>'
            f"{_flags(value=True, named=label.named)}{separator}"
        )

    def _category_axis(self, plot: Plot, across: bool = False) -> str:
        """``c:catAx``: labels at the low end, upright, a hairline under columns, none beside bars."""
        slot = plot.left if across else plot.wide / max(len(self.categories), 1)
        size = self.category_size(slot)
        line = "<a:noFill/>" if across else f"<a:solidFill>{HAIRLINE}</a:solidFill>"
        return (
            f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling><c:orientation val="{"maxMin" if across else "minMax"}"/>'
            f'</c:scaling><c:delete val="0"/><c:axPos val="{"l" if across else "b"}"/>'
            '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="low"/><c:spPr><a:ln w="9525">{line}</a:ln></c:spPr>{_text(size, rotated=True)}'
            f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
            '<c:lblOffset val="60"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        )

    def _value_axis(
        self, plot: Plot, shown: bool, step: float | None = None, across: bool = False, form: str = ""
    ) -> str:
        """``c:valAx``: hidden where the points are labelled; a line chart shows it, with light gridlines."""
        grid = (
            f'<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill>{GRIDLINE}</a:solidFill></a:ln></c:spPr></c:majorGridlines>'
            if shown
            else ""
        )
        unit = f'<c:majorUnit val="{step!r}"/>' if step else ""
        between = "between"
        return (
            f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>'
            f'<c:max val="{plot.top_value!r}"/><c:min val="{plot.low!r}"/></c:scaling><c:delete val="{int(not shown)}"/>'
            f'<c:axPos val="{"b" if across else "l"}"/>{grid}'
            f'<c:numFmt formatCode={quoteattr(form or self.format)} sourceLinked="0"/><c:majorTickMark val="none"/>'
            '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
            f'{_text(LABEL, rotated=True)}<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="autoZero"/>'
            f'<c:crossBetween val="{between}"/>{unit}</c:valAx>'
        )


def _axes() -> str:
    return f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'


def _bar_chart(direction: str, bars: str, gap: int, overlap: int) -> str:
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{bars}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>{_axes()}</c:barChart>'
    )


def _filled(colour: str) -> str:
    return f"<c:spPr><a:solidFill>{colour}</a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>"


def _marker(symbol: tuple[str, int], colour: str) -> str:
    name, size = symbol
    if name == "none":
        return '<c:marker><c:symbol val="none"/></c:marker>'
    fill = f"<a:solidFill>{colour}</a:solidFill>"
    return (
        f'<c:marker><c:symbol val="{name}"/><c:size val="{size}"/><c:spPr>{fill}<a:ln w="9525">{fill}</a:ln></c:spPr>'
        "</c:marker>"
    )


def _flags(value: bool, named: bool) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(named)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def _text(
    size: float, colour: str = TEXT, bold: bool = False, rotated: bool = False, wrap: bool = True, language: str = ""
) -> str:
    """``c:txPr``. ``rotated``: rotation set to none, or programs turn long labels."""
    turn = ' rot="0" vert="horz"' if rotated else ""
    lines = "" if wrap else ' wrap="none"'
    tongue = f' lang="{language}"' if language else ' lang="en-GB"'
    return (
        f'<c:txPr><a:bodyPr{turn}{lines}/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="{int(bold)}">'
        f'<a:solidFill>{colour}</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:pPr><a:endParaRPr{tongue}/></a:p>'
        "</c:txPr>"
    )


def fill_chart(chart: object, drawn: Chart, language: str, created: object) -> None:
    """Our content and our workbook put into a chart that python-pptx has placed."""
    from datetime import date

    from pptx.oxml import parse_xml

    assert isinstance(created, date)
    root = chart._chartSpace  # type: ignore[attr-defined]
    external = root.find("{http://schemas.openxmlformats.org/drawingml/2006/chart}externalData")
    for child in list(root):
        root.remove(child)
    names = (
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    for child in parse_xml(f"<c:root {names}>{''.join(drawn.xml(language))}</c:root>"):
        root.append(child)
    root.append(external)
    blob = book.workbook(drawn.spec, drawn.categories, drawn.names, drawn.format, created)
    chart.part.chart_workbook.update_from_xlsx_blob(blob)  # type: ignore[attr-defined]
