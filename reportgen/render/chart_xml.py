"""DrawingML fragments of a native chart, each with its children in the schema's order.

PowerPoint deletes a chart with one misplaced child, so the order is written here once. Colours are theme slots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from reportgen.render.deck_style import GRIDLINE, HAIRLINE, PAGE, TEXT

CATEGORY_AXIS, VALUE_AXIS = 111_111_111, 222_222_222
LABEL = 12.0  # points
NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
UPRIGHT = ' rot="0" vert="horz"'  # said, or programs turn long labels
_UNBROKEN = ' wrap="none"'
_UNTIED = (  # no line from a label that was moved back to its point; the older c:showLeaderLines is for pies
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)
UNSEEN = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
OUTLINE = f'<c:spPr><a:noFill/><a:ln w="12700"><a:solidFill>{TEXT}</a:solidFill></a:ln></c:spPr>'


@dataclass(frozen=True, slots=True)
class Plot:
    """The inner plot within the chart's frame (points), and the ends of the value axis."""

    left: float
    top: float
    wide: float
    high: float
    least: float
    most: float

    def up(self, value: float) -> float:
        """How far above the plot's foot a value stands, in points."""
        return (value - self.least) / (self.most - self.least or 1.0) * self.high


@dataclass(frozen=True, slots=True)
class Label:
    """A data label, of one point, or of all others where ``point`` is None. ``place`` is ``c:dLblPos``; ``named``
    puts the series' name before the value, with ``separator`` between. ``shift`` moves it right, in widths of the
    chart, ``drop`` down, in heights. ``number_format`` replaces the series' own. ``valued`` False: the name alone.
    ``size`` is in points."""

    place: str
    colour: str = TEXT
    bold: bool = False
    named: bool = False
    separator: str = " "
    point: int | None = None
    shift: float = 0
    drop: float = 0
    number_format: str = ""
    valued: bool = True
    size: float = LABEL


@dataclass(frozen=True, slots=True)
class SeriesData:
    """A series as its caches hold it: names and values with the workbook's references."""

    index: int
    name: str
    name_ref: str
    categories: tuple[str, ...]
    categories_ref: str
    values: tuple[float | None, ...]
    values_ref: str
    number_format: str

    def head(self, order: int) -> str:
        """``c:idx, c:order, c:tx``."""
        return (
            f'<c:idx val="{self.index}"/><c:order val="{order}"/><c:tx><c:strRef><c:f>{self.name_ref}</c:f><c:strCache>'
            f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(self.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        )

    def data(self) -> str:
        """``c:cat, c:val``."""
        names = _points([(n, escape(text)) for n, text in enumerate(self.categories) if text])
        count = f'<c:ptCount val="{len(self.categories)}"/>'
        return (
            f"<c:cat><c:strRef><c:f>{self.categories_ref}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
            f"<c:val>{self.numbers()}</c:val>"
        )

    def numbers(self) -> str:
        """``c:numRef``; a gap has no point."""
        values = _points([(n, repr(value)) for n, value in enumerate(self.values) if value is not None])
        return (
            f"<c:numRef><c:f>{self.values_ref}</c:f><c:numCache><c:formatCode>{escape(self.number_format)}"
            f'</c:formatCode><c:ptCount val="{len(self.values)}"/>{values}</c:numCache></c:numRef>'
        )


def _points(items: Sequence[tuple[int, str]]) -> str:
    return "".join(f'<c:pt idx="{place}"><c:v>{text}</c:v></c:pt>' for place, text in items)


def chart_space(plot: Plot, size: tuple[float, float], content: str, language: str) -> str:
    """The children of ``c:chartSpace`` down to ``c:txPr``: no title, no legend, gaps stay gaps, clear ground."""
    wide, high = size
    layout = (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{plot.left / wide:.5f}"/><c:y val="{plot.top / high:.5f}"/>'
        f'<c:w val="{plot.wide / wide:.5f}"/><c:h val="{plot.high / high:.5f}"/></c:manualLayout></c:layout>'
    )
    return (
        f'<c:date1904 val="0"/><c:lang val="{language}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{layout}{content}{UNSEEN}</c:plotArea>'
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{UNSEEN}{text(LABEL, language=language)}'
    )


def bar_chart(direction: str, series: str, gap: int, overlap: int, grouping: str = "clustered") -> str:
    """``c:barChart``; direction ``col`` or ``bar``; grouping ``clustered`` or ``stacked``."""
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>{_axis_ids()}</c:barChart>'
    )


def line_chart(series: str) -> str:
    """``c:lineChart``."""
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{_axis_ids()}'
        "</c:lineChart>"
    )


def _axis_ids() -> str:
    return f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'


def bar_series(
    data: SeriesData,
    order: int,
    fill: str,
    labels: Sequence[Label],
    own: Sequence[tuple[int, str]] = (),
    error_bars: str = "",
) -> str:
    """``c:ser`` of bars; ``fill`` is its ``c:spPr`` (`filled`, `hatched`, `UNSEEN`), ``own`` are bars with one of their
    own."""
    points = "".join(
        f'<c:dPt><c:idx val="{point}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{shape}</c:dPt>'
        for point, shape in own
    )
    return (
        f'<c:ser>{data.head(order)}{fill}<c:invertIfNegative val="0"/>{points}'
        f"{data_labels(labels, data.number_format)}{error_bars}{data.data()}</c:ser>"
    )


def error_bars(plus: SeriesData, minus: SeriesData, points: float) -> str:
    """``c:errBars`` with the ends that the workbook holds: how far each reaches on either side of its value."""
    line = f'<c:spPr><a:ln w="{round(points * 12_700)}"><a:solidFill>{TEXT}</a:solidFill></a:ln></c:spPr>'
    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{plus.numbers()}</c:plus><c:minus>{minus.numbers()}</c:minus>{line}</c:errBars>"
    )


def line_series(
    data: SeriesData,
    order: int,
    line: tuple[str, float, bool],
    marker: tuple[str, int],
    labels: Sequence[Label],
    breaks: Sequence[int] = (),
    running: int | None = None,
) -> str:
    """``c:ser`` of a line; ``line`` is colour, points, dashed; no line leads to the points of ``breaks``, a dashed one
    to the point ``running``, whose marker is hollow."""
    colour, points, dashed = line
    shape = _stroke(colour, points, dashed)
    own = {point: (_marker(marker, colour), UNSEEN) for point in breaks}
    if running is not None and running not in own:
        own[running] = (_marker(marker, colour, hollow=True), _stroke(colour, points, dashed=True))
    apart = "".join(
        f'<c:dPt><c:idx val="{point}"/>{mark}<c:bubble3D val="0"/>{stroke}</c:dPt>'
        for point, (mark, stroke) in sorted(own.items())
    )
    return (
        f"<c:ser>{data.head(order)}{shape}{_marker(marker, colour)}{apart}{data_labels(labels, data.number_format)}"
        f'{data.data()}<c:smooth val="0"/></c:ser>'
    )


def _stroke(colour: str, points: float, dashed: bool) -> str:
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return (
        f'<c:spPr><a:ln w="{round(points * 12_700)}" cap="rnd"><a:solidFill>{colour}</a:solidFill>{dash}<a:round/>'
        "</a:ln></c:spPr>"
    )


def filled(colour: str) -> str:
    return f"<c:spPr><a:solidFill>{colour}</a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>"


def hatched(colour: str) -> str:
    """Strokes on the page's colour, in an outline: what is assumed, beside what is measured."""
    return (
        f'<c:spPr><a:pattFill prst="wdUpDiag"><a:fgClr>{colour}</a:fgClr><a:bgClr>{PAGE}</a:bgClr></a:pattFill>'
        f'<a:ln w="9525"><a:solidFill>{colour}</a:solidFill></a:ln></c:spPr>'
    )


def _marker(marker: tuple[str, int], colour: str, hollow: bool = False) -> str:
    symbol, size = marker
    if symbol == "none":
        return '<c:marker><c:symbol val="none"/></c:marker>'
    edge, points = f"<a:solidFill>{colour}</a:solidFill>", 19_050 if hollow else 9525
    fill = f"<a:solidFill>{PAGE}</a:solidFill>" if hollow else edge
    shape = f'<c:spPr>{fill}<a:ln w="{points}">{edge}</a:ln></c:spPr>'
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/>{shape}</c:marker>'


def data_labels(labels: Sequence[Label], number_format: str) -> str:
    """``c:dLbls``: single points in order, then the rule for the others (none, where there is no such label)."""
    single = sorted((label for label in labels if label.point is not None), key=lambda label: label.point or 0)
    common = next((label for label in labels if label.point is None), None)
    points = "".join(f'<c:dLbl><c:idx val="{label.point}"/>{_label(label, number_format)}</c:dLbl>' for label in single)
    rest = _label(common, number_format) if common else _flags(value=False, named=False)
    return f"<c:dLbls>{points}{rest}{_UNTIED if any(map(_moved, single)) else ''}</c:dLbls>"


def _label(label: Label, number_format: str) -> str:
    separator = f"<c:separator>{label.separator}</c:separator>" if label.named else ""
    place = f'<c:x val="{label.shift:.5f}"/><c:y val="{label.drop:.5f}"/>'
    layout = f"<c:layout><c:manualLayout>{place}</c:manualLayout></c:layout>" if _moved(label) else ""
    return (
        f'{layout}<c:numFmt formatCode={quoteattr(label.number_format or number_format)} sourceLinked="0"/>{UNSEEN}'
        f'{text(label.size, label.colour, bold=label.bold, body=_UNBROKEN)}<c:dLblPos val="{label.place}"/>'
        f"{_flags(value=label.valued, named=label.named)}{separator}"
    )


def _moved(label: Label) -> bool:
    return label.shift != 0 or label.drop != 0


def _flags(value: bool, named: bool) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(named)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def category_axis(size: float, across: bool) -> str:
    """``c:catAx``: upright labels at the low end; a hairline under columns, none beside bars. ``across``: bars, the
    first category on top."""
    line = "<a:noFill/>" if across else f"<a:solidFill>{HAIRLINE}</a:solidFill>"
    return (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/>'
        f'<c:scaling><c:orientation val="{"maxMin" if across else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if across else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr><a:ln w="9525">{line}</a:ln></c:spPr>{text(size, body=UPRIGHT)}'
        f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="60"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def value_axis(plot: Plot, number_format: str, across: bool, step: float | None = None) -> str:
    """``c:valAx``: hidden, since the points are labelled; with a ``step`` shown, with light gridlines."""
    unit = f'<c:majorUnit val="{step!r}"/>' if step else ""
    grid = (
        f'<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill>{GRIDLINE}</a:solidFill></a:ln></c:spPr>'
        "</c:majorGridlines>"
        if step
        else ""
    )
    return (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{plot.most!r}"/><c:min val="{plot.least!r}"/></c:scaling><c:delete val="{int(not step)}"/>'
        f'<c:axPos val="{"b" if across else "l"}"/>{grid}'
        f'<c:numFmt formatCode={quoteattr(number_format)} sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{text(LABEL, body=UPRIGHT)}<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="autoZero"/>'
        f'<c:crossBetween val="between"/>{unit}</c:valAx>'
    )


def text(size: float, colour: str = TEXT, bold: bool = False, body: str = "", language: str = "en-GB") -> str:
    """``c:txPr`` in the theme's font; ``body`` are attributes of ``a:bodyPr``."""
    return (
        f'<c:txPr><a:bodyPr{body}/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="{int(bold)}">'
        f'<a:solidFill>{colour}</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:pPr>'
        f'<a:endParaRPr lang="{language}"/></a:p></c:txPr>'
    )
