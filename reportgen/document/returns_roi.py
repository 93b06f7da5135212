"""Views → the ROI on sales beside the wider one, and what the wider one assumes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.display import as_displayed, rounded
from reportgen.document.asides import attributions
from reportgen.document.findings import listed
from reportgen.document.money import amount, found, measured, one
from reportgen.document.view import View, Views
from reportgen.document.wording import capital, join, sentences
from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.model.report import Cell, Column, Panel, Row, Table
from reportgen.model.returns import ValuedResult
from reportgen.model.text import Figure, Text


def roi_panel(report: Views) -> Panel | None:
    """What one unit of money brings, over the bars of the ROI; None where none is measured."""
    sales = measured(report, "roi_sales")
    if sales is None:
        return None
    chart = roi_chart(report, sales)
    return Panel(chart.title, chart.subtitle, chart, (), tuple(_roi_notes(report)))


def one_brings(report: Views, sales: View) -> Text:
    """*1 € investi rapporte 1,48 € de marge brute*; where the cost is not covered *ne rapporte que*, where ads alone
    are counted *1 € de publicité*."""
    bridge, roi = found(report).bridge, _value(sales)
    brought = Figure("returns.one.brings", roi + 1, "currency", 2)
    basis = "revenue" if bridge is not None and bridge.on_revenue else "margin"
    key = "one" if rounded(roi, 2) >= 0 else "short"
    of = "_ads" if sales.score.form == "ads_only" else ""
    return report.words.text(f"returns.roi.{key}{of}.{basis}", one=one(), margin=brought)


def _roi_notes(report: Views) -> Iterator[Text]:
    bridge, paid = found(report).bridge, measured(report, "roi_paid")
    if bridge is not None and bridge.on_revenue:
        yield report.words.text("returns.on_revenue")
    if (sales := measured(report, "roi_sales")) is not None:
        yield from attributions(sales)
    if paid is not None:
        yield report.words.text("speaker.defined", kpi=paid.name, definition=join(paid.value, "."))


def roi_chart(report: Views, sales: View) -> ChartSpec:
    """The ROI on sales over the wider one; without valued results the one on sales over those of earlier cycles."""
    full = measured(report, "roi_full")
    words, title = report.words, one_brings(report, sales)
    if full is None:
        names, values = _over_time(sales)
        series: tuple[Series, ...] = (Series(sales.name, "current", tuple(values)),)
        ranges: tuple[tuple[Decimal, Decimal] | None, ...] = ()
    else:
        names, values = [sales.name, full.name], [_value(sales), _value(full)]
        solid = Series(sales.name, "current", (values[0], values[0]))
        added = values[1] - values[0]
        series = (solid, Series(words.text("returns.roi.declared"), "declared", (None, added)))
        low, high = full.score.current.low, full.score.current.high
        ranges = (None, None if low is None or high is None else (low, high))
    figures = [Figure(f"returns.roi.bar.{n}", value, "percent", 1, bare=True) for n, value in enumerate(values)]
    labels = [
        PointLabel(_labelled(report, f), len(series) - 1 if n else 0, n, strong=not n or bool(ranges))
        for n, f in enumerate(figures)
    ]
    labels += _ends(report, ranges)
    told = [
        words.text("alt.pair", name=name, value=replace(f, id=f"{f.id}.alt", bare=False))
        for name, f in zip(names, figures, strict=True)
    ]
    return ChartSpec(
        id="chart.returns",
        kind="returns",
        title=title,
        subtitle=words.text("returns.roi.subtitle.wide" if full is not None else "returns.roi.subtitle.sales"),
        categories=tuple((name,) for name in names),
        series=series,
        unit="percent",
        precision=1,
        ticks=_ticks([*values, *(end for pair in ranges if pair for end in pair)]),
        band=(),
        labels=tuple(labels),
        from_zero=True,
        alt=sentences(join(words.text("returns.roi.alt"), listed(report, told), "."), join(title, ".")),
        ranges=ranges,
        heads=(words.text("workbook.head.what"),),
    )


def _labelled(report: Views, figure: Figure) -> Text:
    """Under zero it is called a loss, so that a bar to the left is not taken for a gain."""
    return report.words.text("returns.roi.loss", value=figure) if as_displayed(figure) < 0 else (figure,)


def _value(view: View) -> Decimal:
    return view.score.current.value or Decimal(0)


def _over_time(sales: View) -> tuple[list[Text], list[Decimal]]:
    """The cycle and those compared with, as far as they have an ROI."""
    names: list[Text] = [capital((sales.period.figure("current"),))]
    values = [_value(sales)]
    for name, other in (("previous", sales.score.previous), ("year_ago", sales.score.year_ago)):
        if name in sales.report.compared and other.value is not None and other.value.value is not None:
            names.append(capital((sales.period.figure(name),)))
            values.append(other.value.value)
    return names, values


def _ticks(ends: list[Decimal]) -> tuple[Figure, ...]:
    """Where all is lost, the axis: from *−100*, nothing came back, to 0. Gains need none, for zero is at their left."""
    if max(ends) >= 0:
        return ()
    return tuple(Figure(f"returns.roi.tick.{n}", Decimal(n), "percent", bare=True) for n in (-1, 0))


def _ends(report: Views, ranges: tuple[tuple[Decimal, Decimal] | None, ...]) -> Iterator[PointLabel]:
    """*bas 78,5* and *haut 127,7* under the whisker of the wider ROI."""
    for point, pair in enumerate(ranges):
        for name, level in zip(("low", "high"), pair or (), strict=False):
            figure = Figure(f"returns.roi.bar.{name}", level, "percent", 1, bare=True)
            text = report.words.text(f"returns.roi.{name}", value=figure)
            yield PointLabel(text, None, point, level=level, role="other")


def assumes_panel(report: Views) -> Panel | None:
    """Each valued result with its count and its worths; None where nothing is valued, or there is no wider ROI."""
    full, valued = measured(report, "roi_full"), found(report).valued
    if full is None or not valued:
        return None
    words = report.words
    heads = ("result", "count", "low", "base", "high")
    columns = tuple(
        Column(head, words.text(f"returns.head.{head}"), "left" if head == "result" else "right") for head in heads
    )
    current = full.score.current
    ends = [full.of(current.low, "low"), full.value, full.of(current.high, "high")]
    whole = Row((Cell(words.text("returns.roi.wide")), Cell(), *(Cell((end,)) for end in ends)), "total")
    rows = [_valued_row(report, result) for result in valued]
    title = words.text("returns.assumes.title")
    table = Table("worths", (), title, columns, (*rows, whole))
    return Panel(title, words.text("returns.assumes.subtitle"), table, (), tuple(_assumed(report, valued)))


def _valued_row(report: Views, result: ValuedResult) -> Row:
    name = report.words.name(result.names, result.result)
    count = Figure(f"returns.valued.{result.result}.count", result.count, "count")
    worths = [worth(result, end) for end in ("low", "base", "high")]
    return Row((Cell(name), Cell((count,)), *(Cell((figure,)) for figure in worths)))


def worth(result: ValuedResult, end: str) -> Figure:
    """What one result is worth, in the low, the base or the high case; cents where one case has them."""
    whole = all(value == value.to_integral_value() for value in (result.low, result.base, result.high))
    return amount(f"valued.{result.result}.{end}", getattr(result, end), 0 if whole else 2)


def _assumed(report: Views, valued: tuple[ValuedResult, ...]) -> Iterator[Text]:
    """Whom the counts leave out, that the two ROI are not added, and that low and high are no interval."""
    words = report.words
    for result in valued:
        if result.bought:
            bought = Figure(f"returns.valued.{result.result}.bought", result.bought, "count")
            name = words.name(result.names, result.result)
            yield words.text("returns.assumes.bought", result.bought, result=name, bought=bought)
    yield words.text("returns.assumes.contains")
    yield words.text("returns.assumes.scenarios")
