"""Views → what one result costs and a customer is worth, and the way to break-even."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import reduce

from reportgen.document import cells
from reportgen.document.asides import lifetime
from reportgen.document.chart_axis import categories, heads, number_format, points, ticks
from reportgen.document.money import amount, decimals, found, measured, money_view, unit
from reportgen.document.view import View, Views
from reportgen.document.wording import Part, capital, join, lowered, sentences
from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.model.report import Cell, Column, Panel, Row, Table
from reportgen.model.returns import Cumulative
from reportgen.model.scorecard import Value
from reportgen.model.text import Figure, Text

COSTS_OF_ONE = ("cac", "media_cac", "cost_per_lead", "media_cpl")
WORTH_OF_ONE = ("clv", "clv_to_cac", "cac_payback")
MOST_POINTS = 25


def units_panel(report: Views) -> Panel | None:
    """What a customer, a lead and other results cost, and what a customer is worth; None without any."""
    words, rows = report.words, [_unit_row(view, name) for view, name in _units(report)]
    if not rows:
        return None
    heads = ["current", *(name for name in ("previous", "year_ago") if name in report.compared)]
    columns = [Column("name", words.text("kpis.head.name")), *(Column(h, report.head(h), "right") for h in heads)]
    if "previous" in report.compared:
        columns.insert(3, Column("change", words.text("kpis.head.change"), "right"))
    title = _units_title(report)
    table = Table("units", (), title, tuple(columns), tuple(rows))
    cycle = Figure("cycle.current", report.cycle, "cycle")
    return Panel(
        title, words.text("returns.units.subtitle", cycle=cycle), table, (), (*_full_cost(report), *_worth(report))
    )


def _full_cost(report: Views) -> Iterator[Text]:
    """Where a cost per result bears all of the cost, because its objective declares no share."""
    whole = {objective.id for objective in report.config.objectives if objective.cost_share is None}
    if any(objective in whole for objective, _, _ in found(report).per_result):
        yield report.words.text("returns.units.full_cost")


def _worth(report: Views) -> Iterator[Text]:
    """Over how long, and by which method, a customer's worth is counted: of the first KPI that stands on it."""
    view = next((view for name in WORTH_OF_ONE if (view := measured(report, name))), None)
    if view is not None:
        yield report.words.text("speaker.defined", kpi=view.name, definition=sentences(*lifetime(view)))


def units_note(report: Views) -> Text:
    """The same in one line, without what an objective's table has: *coût d’acquisition client 56,49 € ; …*."""
    words, known = report.words, {view.score.id for view in report.kpis.values() if not view.period.own}
    units = [(view, name) for view, name in _units(report) if view.score.id not in known]
    told = [words.text("alt.pair", name=lowered(name), value=unit_text(view)) for view, name in units]
    if not told:
        return sentences(*_worth(report))
    line = join(capital(reduce(lambda a, b: words.text("headline.and", first=a, second=b), told)), ".")
    return sentences(line, *_worth(report))


def _units(report: Views) -> Iterator[tuple[View, Text]]:
    for name in COSTS_OF_ONE:
        if view := measured(report, name):
            yield view, view.name
    for objective, names, score in found(report).per_result:
        view = money_view(report, score)
        view.id = f"returns.cost_per_result_of_{objective}"
        result = report.words.name(names, f"result.{objective}")
        yield view, report.words.text("returns.units.each", result=result)
    for name in WORTH_OF_ONE:
        if view := measured(report, name):
            yield view, view.name


def _unit_row(view: View, name: Text) -> Row:
    row = [Cell(name), Cell(unit_text(view), strong=not cells.is_small(view))]
    if "previous" in view.report.compared:
        row += [Cell(cells.then_text(view, "previous") or cells.DASH), cells.change_cell(view, words=False)]
    if "year_ago" in view.report.compared:
        row.append(Cell(cells.then_text(view, "year_ago") or cells.DASH))
    return Row(tuple(row))


def unit_text(view: View) -> Text:
    """The figure; on too few cases their number and *base < 10* in its place."""
    return cells.small_words(view) or (view.value,)


def _units_title(report: Views) -> Text:
    """What one customer costs, else one lead; else what the table shows."""
    for name in ("cac", "cost_per_lead"):
        view = measured(report, name)
        if view is not None and not cells.is_small(view):
            return report.words.text(f"returns.units.{name}", cost=view.value)
    return report.words.text("returns.units.title")


def cumulative_panel(report: Views) -> Panel | None:
    """Cost and margin since the start, as two lines, under whether the one has covered the other."""
    cumulative = found(report).cumulative
    if cumulative is None:
        return None
    chart = _cumulative_chart(report, cumulative)
    return Panel(chart.title, chart.subtitle, chart, (), (_so_far(report, cumulative), *_wide_note(report, cumulative)))


def cumulative_note(report: Views) -> Text:
    """The same in two sentences, where there is no room for the lines; empty where it is not known."""
    cumulative = found(report).cumulative
    if cumulative is None:
        return ()
    return sentences(_so_far(report, cumulative), join(_covered(report, cumulative), "."))


def _so_far(report: Views, cumulative: Cumulative) -> Text:
    """*Depuis le 1er janvier 2025 : 76 805 € investis, 82 473 € de marge brute.*"""
    last, words = cumulative.points[-1], report.words
    precision = decimals(report, [last.cost, last.margin])
    parts: dict[str, Part] = {
        "cost": amount("cumulative.cost", last.cost, precision),
        "margin": amount("cumulative.margin", last.margin, precision),
        "since": Figure("returns.cumulative.since", cumulative.since, "date"),
    }
    basis = "revenue" if cumulative.on_revenue else "margin"
    return words.text(f"returns.cumulative.note.{basis}", **parts)


def _covered(report: Views, cumulative: Cumulative) -> Text:
    words, cycle = report.words, cumulative.break_even
    if cycle is None:
        return words.text("returns.cumulative.not_yet")
    return words.text("returns.cumulative.covered", cycle=words.cycle("since", cycle, "returns.break_even"))


def _wide_note(report: Views, cumulative: Cumulative) -> Iterator[Text]:
    """From when on margin and valued results together have covered the cost."""
    words, cycle = report.words, cumulative.wide_break_even
    if cumulative.points[-1].valued is None:
        return
    if cycle is None:
        yield words.text("returns.cumulative.wide_not_yet")
    else:
        yield words.text("returns.cumulative.wide", cycle=words.cycle("since", cycle, "returns.wide_break_even"))


def _cumulative_chart(report: Views, cumulative: Cumulative) -> ChartSpec:
    """One line: what the margin leaves over the cost, added up since the start; above zero the cost is covered."""
    words, row = report.words, cumulative.points[-MOST_POINTS:]
    view = money_view(report, next(kpi for kpi in found(report).kpis if kpi.id == "net_return"))
    left = tuple(point.margin - point.cost for point in row)
    shown = tuple(Value(point.cycle, point.margin, "ok") for point in row)
    low, high = min(Decimal(0), *left), max(Decimal(0), *left)
    scale, precision = number_format(view, max(abs(low), high))
    precision = precision if scale else decimals(report, left)
    figure = Figure("chart.cumulative.end", left[-1], "currency", precision, signed=True, scale=scale, bare=True)
    label = PointLabel((figure,), 0, len(row) - 1, role="current", strong=True)
    basis = "revenue" if cumulative.on_revenue else "margin"
    title, name = _covered(report, cumulative), words.text(f"returns.cumulative.left.{basis}")
    since = Figure("returns.cumulative.since", cumulative.since, "date")
    subtitle = words.text("returns.cumulative.subtitle", left=name, since=since, unit=unit(report, scale))
    told = words.text("returns.cumulative.alt", left=lowered(name), value=figure)
    return ChartSpec(
        id="chart.cumulative",
        kind="trend",
        title=title,
        subtitle=subtitle,
        categories=categories(view, shown),
        series=(Series(name, "current", left),),
        unit="currency",
        precision=precision,
        ticks=ticks(view, low, high, (scale, precision)),
        band=(),
        labels=(label,),
        from_zero=True,
        alt=sentences(join(told, "."), join(title, ".")),
        scale=scale,
        points=points(shown),
        heads=heads(words),
    )
