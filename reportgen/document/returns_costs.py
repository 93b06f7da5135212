"""Views → what was spent, by kind, and the bridge from the margin to what is left."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.display import added_up, rounded
from reportgen.document import cells
from reportgen.document.budgets import budget_texts
from reportgen.document.findings import listed
from reportgen.document.money import amount, column, decimals, found, reckoned, total, unit
from reportgen.document.view import Views
from reportgen.document.wording import cycle_kind, join, lowered, sentences
from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.model.report import Cell, Column, Panel, Row, Table
from reportgen.model.returns import Bridge, StaffTime
from reportgen.model.scorecard import CostLine
from reportgen.model.text import Figure, Text

CYCLES = ("previous", "year_ago")
MOST_RATES = 1  # beyond it the hours are told together
THOUSANDS = Decimal(10000)  # from here on a native chart shows thousands, whose labels need no separator
SAME = Decimal("0.01")  # of the total before: a change below it is none to speak of
LEAST_STEP = Decimal("0.07")  # of the highest bar: a native chart's label does not fit into a smaller one


def costs_panel(report: Views) -> Panel | None:
    """The costs by kind with their total; without costs the budgets alone, or None."""
    words, budgets = report.words, budget_texts(report)
    table = _Costs(report)
    if not table.lines:
        return Panel(words.text("returns.budgets"), (), None, budgets) if budgets else None
    cycle = words.cycle("of", report.cycle, "cycle.current")
    notes = (*_uncounted(report), *staff_texts(report), *budgets, *_not_measured(report))
    return Panel(table.message(), words.text("returns.costs.subtitle", cycle=cycle), table.made(), (), notes)


def _than(report: Views) -> Text:
    """*qu’en sept.*: the cycle before, without its year where its name alone is plain; as many days while it runs."""
    cycle, words = report.scorecard.previous, report.words
    if report.cycle.running:
        return words.text("returns.costs.than_same_days", cycle=words.cycle("in", cycle, "cycle.previous"))
    if cycle.spec.kind in ("days", "year"):
        return words.cycle("than", cycle, "cycle.previous")
    figure = Figure("cycle.previous.month", cycle, "month_short")
    return words.text(f"cycle.than.{cycle_kind(cycle)}", cycle=figure)


class _Costs:
    """The amounts as they are displayed, cycle by cycle."""

    def __init__(self, report: Views) -> None:
        self.report = report
        lines = found(report).costs
        self.lines = [line for line in lines if any((line.amount, line.previous, line.year_ago))]
        self.compared = [name for name in CYCLES if name in report.compared]
        given = {"current": [line.amount for line in self.lines]}
        shown: dict[str, list[Decimal | None]] = {name: list(rows) for name, rows in given.items()}
        shown["previous"] = [line.previous for line in self.lines]
        shown["year_ago"] = [line.year_ago for line in self.lines]
        self.precision = decimals(report, [total(rows) for rows in shown.values()])
        self.shown = {name: column(rows, self.precision) for name, rows in shown.items()}
        self.totals = {name: total(rows) for name, rows in self.shown.items()}

    def message(self) -> Text:
        """What the total did since the cycle before, and which of several kinds of cost did most of it."""
        words, report = self.report.words, self.report
        now, then = self.totals["current"], self.totals["previous"]
        figure = amount("cost.total.current", now, self.precision)
        if now is None or then is None or "previous" not in self.compared:
            when = words.cycle("in", report.cycle, "cycle.current")
            return words.text("returns.costs.alone", total=figure, cycle=when)
        if now == then or abs(now - then) < SAME * then:
            return words.text("returns.costs.same", total=figure)
        size = amount("cost.total.change.size", abs(now - then), self.precision)
        than = _than(report)
        way = "more" if now > then else "less"
        if len(self.lines) == 1:
            return words.text(f"returns.costs.{way}_plain", size=size, cycle=than)
        kind = words.text(f"returns.on.{self._mover(now > then)}")
        return words.text(f"returns.costs.{way}", size=size, cycle=than, kind=kind)

    def _mover(self, up: bool) -> str:
        """The kind that moved most in the direction of the total."""
        moves = [(self._change(place) or Decimal(0), line.kind) for place, line in enumerate(self.lines)]
        return max(moves, key=lambda move: move[0] if up else -move[0])[1]

    def _change(self, place: int) -> Decimal | None:
        now, then = self.shown["current"][place], self.shown["previous"][place]
        return None if now is None or then is None else now - then

    def made(self) -> Table:
        words = self.report.words
        columns = [
            Column("kind", words.text("returns.head.kind")),
            Column("current", self.report.head("current"), "right"),
        ]
        if "previous" in self.compared:
            columns.append(Column("previous", self.report.head("previous"), "right"))
            columns.append(Column("change", words.text("returns.head.change"), "right"))
        if "year_ago" in self.compared:
            columns.append(Column("year_ago", self.report.head("year_ago"), "right"))
        rows = [self._row(place, line) for place, line in enumerate(self.lines)]
        caption = words.text("returns.costs.subtitle", cycle=words.cycle("of", self.report.cycle, "cycle.current"))
        return Table("costs", (), caption, tuple(columns), (*rows, self._total()))

    def _row(self, place: int, line: CostLine) -> Row:
        name = self.report.words.text(f"returns.kind.{line.kind}")
        values = {cycle: rows[place] for cycle, rows in self.shown.items()}
        return Row(self._cells(f"cost.{line.kind}", name, values))

    def _total(self) -> Row:
        return Row(self._cells("cost.total", self.report.words.text("returns.total"), self.totals), "total")

    def _cells(self, id: str, name: Text, values: dict[str, Decimal | None]) -> tuple[Cell, ...]:  # noqa: A002
        made = [Cell(name), self._cell(f"{id}.current", values["current"])]
        if "previous" in self.compared:
            now, then = values["current"], values["previous"]
            change = None if now is None or then is None else now - then
            made += [self._cell(f"{id}.previous", then), self._cell(f"{id}.change", change, signed=True)]
        if "year_ago" in self.compared:
            made.append(self._cell(f"{id}.year_ago", values["year_ago"]))
        return tuple(made)

    def _cell(self, id: str, value: Decimal | None, *, signed: bool = False) -> Cell:  # noqa: A002
        return Cell(cells.DASH if value is None else (amount(id, value, self.precision, signed=signed),))


def staff_texts(report: Views, *, compared: bool = True) -> Iterator[Text]:
    """*Équipe (42 € l’heure) : 62 h ; 60 h en septembre 2026.*; of several rates the lowest and the highest."""
    words, staff = report.words, found(report).staff
    if len(staff) > MOST_RATES:
        ends = [min(row.rate for row in staff), max(row.rate for row in staff)]
        low, high = (_rate(f"staff.rate.{name}", rate) for name, rate in zip(("low", "high"), ends, strict=True))
        rate = words.text("returns.staff.rates", low=low, high=high)
        hours = [total([getattr(row, name) for row in staff]) for name in ("hours", "previous", "year_ago")]
        yield _hours(report, rate, hours if compared else hours[:1], "staff")
        return
    for number, row in enumerate(staff):
        yield _hours(
            report,
            (_rate(f"staff.{number}.rate", row.rate),),
            _worked(row)[: None if compared else 1],
            f"staff.{number}",
        )


def _rate(name: str, rate: Decimal) -> Figure:
    return amount(name, rate, 0 if rate == rate.to_integral_value() else 2)


def _worked(row: StaffTime) -> list[Decimal | None]:
    return [row.hours, row.previous, row.year_ago]


def _hours(report: Views, rate: Text, hours: list[Decimal | None], name: str) -> Text:
    words = report.words
    precision = 0 if all(value is None or value == value.to_integral_value() for value in hours) else 1

    def worked(what: str, value: Decimal) -> Figure:
        return Figure(f"returns.{name}.{what}", value, "hours", precision)

    text = words.text("returns.staff.hours", rate=rate, hours=worked("current", hours[0] or Decimal(0)))
    known = [(cycle, value) for cycle, value in zip(CYCLES, hours[1:], strict=False) if cycle in report.compared]
    then = [(cycle, value) for cycle, value in known if value is not None]
    if then and all(value == hours[0] for _, value in then):
        return words.text("returns.staff.same", text=text)
    told = [
        words.text(
            "alt.at",
            value=worked(cycle, value),
            cycle=words.cycle("in", report.compared[cycle], f"cycle.{cycle}", short=True),
        )
        for cycle, value in then
    ]
    return words.text("returns.staff.then", text=text, then=listed(report, told)) if told else join(text, ".")


def _uncounted(report: Views) -> Iterator[Text]:
    """*Le total ne compte pas : publicité (chiffres à cheval sur deux périodes).*"""
    words = report.words
    for kind, cause in found(report).uncounted:
        yield words.text(
            "returns.uncounted", kind=words.text(f"returns.kind.{kind}"), cause=words.text(f"cause.{cause}")
        )


def _not_measured(report: Views) -> Iterator[Text]:
    """Why there is no return beside the costs, where one was to be expected."""
    words = report.words
    missing = next((kpi for kpi in found(report).kpis if kpi.id == "net_return" and kpi.current.value is None), None)
    if missing is not None:
        key = f"cause.{missing.current.cause}"
        yield words.text("returns.not_measured", cause=words.text(key if words.has(key) else "cause.other"))


def bridge_panel(report: Views) -> Panel | None:
    """The chart under what is left; on revenue it says so."""
    bridge = found(report).bridge
    if bridge is None or not bridge.costs:
        return None
    chart = bridge_chart(report, reckoned(report, bridge))
    return Panel(chart.title, chart.subtitle, chart, (), _bridge_notes(report, bridge))


def _bridge_notes(report: Views, bridge: Bridge) -> tuple[Text, ...]:
    net = found(report).kpi("net_return")
    told = [report.words.text("returns.on_revenue")] if bridge.on_revenue else []
    if net is not None and net.current.cause == "common_part":
        told.append(report.words.text("notes.made.common_part"))
    return tuple(told)


def left_message(report: Views, bridge: Bridge) -> Text:
    """What is left once the costs are paid, or what lacks."""
    precision = decimals(report, [bridge.start, bridge.rest])
    rest = amount("rest.size", abs(bridge.rest), precision)
    key = "left" if bridge.rest > 0 else "lacks" if bridge.rest < 0 else "even"
    return report.words.text(f"returns.bridge.{key}.{_basis(bridge)}", rest=rest)


def _basis(bridge: Bridge) -> str:
    return "revenue" if bridge.on_revenue else "margin"


def bridge_chart(report: Views, bridge: Bridge, *, deck: bool = False) -> ChartSpec:
    """From the margin, cost by cost, to what is left. ``deck``: in a scale and with steps that native labels fit."""
    words = report.words
    top = max(abs(bridge.start), sum((cost for _, cost in bridge.costs), Decimal(0)))
    scale = 3 if deck and top >= THOUSANDS else 0
    precision = 1 if scale else decimals(report, [bridge.start, bridge.rest])
    steps = _merged(report, bridge, top) if deck else [(words.text(f"returns.bar.{k}"), k, v) for k, v in bridge.costs]
    costs = added_up([value for _, _, value in steps], precision - scale)
    rest = rounded(bridge.rest, precision - scale)  # so that it reads as in the table of channels; the start gives way
    start, *values = sum(costs, rest), *(-cost for cost in costs), rest
    basis = _basis(bridge)
    end = words.text("returns.bar.loss" if bridge.rest < 0 else "returns.bar.rest")
    names = [words.text(f"returns.bar.{basis}"), *(name for name, _, _ in steps), end]
    ids = ["start", *(kind for _, kind, _ in steps), "rest"]
    where = "deck" if deck else "page"
    figures = [
        Figure(f"returns.bridge.{where}.{name}", value, "currency", precision, scale=scale, bare=True)
        for name, value in zip(ids, (start, *values), strict=True)
    ]
    last = len(figures) - 1
    labels = tuple(PointLabel((f,), 0, n, strong=n in (0, last)) for n, f in enumerate(figures))
    title = left_message(report, bridge)
    told = [words.text("alt.pair", name=name, value=figure) for name, figure in zip(names, figures, strict=True)]
    cycle = Figure("cycle.current", report.cycle, "cycle")
    return ChartSpec(
        id=f"chart.bridge.{where}",
        kind="bridge",
        title=title,
        subtitle=words.text(f"returns.bridge.subtitle.{basis}", unit=unit(report, scale), cycle=cycle),
        categories=tuple((name,) for name in names),
        series=(Series(words.text("returns.bridge.series"), "current", (start, *values)),),
        unit="currency",
        precision=precision,
        ticks=(),
        band=(),
        labels=labels,
        from_zero=True,
        alt=sentences(join(words.text("returns.bridge.alt"), listed(report, told), "."), join(title, ".")),
        scale=scale,
        totals=(0, last),
        heads=(words.text("workbook.head.what"),),
    )


def _merged(report: Views, bridge: Bridge, top: Decimal) -> list[tuple[Text, str, Decimal]]:
    """The steps, those that are too small for a label of their own together: *Outils, production*."""
    words = report.words
    steps = [(words.text(f"returns.bar.{kind}"), kind, value) for kind, value in bridge.costs]
    few = sum(value < LEAST_STEP * top for _, _, value in steps)
    if not few or len(steps) < 2:
        return steps
    few = max(few, 2)
    kept, small = steps[:-few], steps[-few:]
    names = [name for name, _, _ in small]
    text = words.text("returns.bar.other_cost")
    if few == 2:
        text = words.text("list.comma", first=names[0], second=lowered(names[1]))
    return [*kept, (text, "others", sum((value for _, _, value in small), Decimal(0)))]
