"""Views → what each channel cost and brought: the table of the pages, the table and the bars of the deck."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.display import rounded
from reportgen.document import cells
from reportgen.document.findings import listed
from reportgen.document.many_channels import OTHERS, few_rows
from reportgen.document.method_notes import shared_costs
from reportgen.document.money import column, decimals, found, one, unit
from reportgen.document.view import Views
from reportgen.document.wording import capital, join, lowered, sentences
from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.model.report import Cell, Column, Panel, Row, Table
from reportgen.model.returns import ChannelReturn, ChannelReturns
from reportgen.model.text import Figure, Text, Unit
from reportgen.vocabulary.channels import NAMES

META = "meta"  # what Meta's ads files say of its networks together
MOST_RESULTS = 1  # columns of results beside money
MOST_TITLE = 90

Pick = Callable[[ChannelReturn], Decimal | None]


@dataclass(frozen=True, slots=True)
class _Part:
    """A column: ``adds`` = its cells add up to the total's; ``signed`` = a gain or a loss."""

    key: str
    head: Text
    pick: Pick
    unit: Unit
    adds: bool = True
    signed: bool = False


@dataclass(frozen=True, slots=True)
class _Amounts:
    """A column's amounts as displayed, the total last."""

    values: tuple[Decimal | None, ...]
    precision: int


def channels_panel(report: Views) -> Panel | None:
    """The table over the whole width; None without channels."""
    given = found(report).channels
    if given is None:
        return None
    words = report.words
    subtitle = words.text("returns.channels.subtitle", cycle=Figure("cycle.current", report.cycle, "cycle"))
    table = channel_table(report, given, _parts(report, given, MOST_RESULTS))
    return Panel(channels_message(report, given), subtitle, table, (), tuple(channel_notes(report, given)))


def _parts(report: Views, given: ChannelReturns, results: int) -> list[_Part]:
    """The columns that have a figure in some row; without revenue more results take its place."""
    words = report.words

    def head(key: str) -> Text:
        return words.text(f"returns.channels.head.{key}", one=one())

    money = [
        _Part("cost", head("cost"), lambda row: row.cost, "currency"),
        _Part("revenue", head("revenue"), lambda row: row.revenue, "currency"),
        _Part("revenue_per_euro", head("per_cost"), lambda row: row.revenue_per_cost, "currency", adds=False),
        _Part("margin", head(_net_key(report)), lambda row: row.net, "currency", signed=True),
        _Part("customers", head("customers"), lambda row: row.customers, "count"),
        _Part("cac", head("cac"), lambda row: row.cac, "currency", adds=False),
    ]
    counted = [
        _Part(
            "results" if not place else f"results_{place}",
            words.name(names, f"result.{name}"),
            lambda row, place=place: row.results[place],  # type: ignore[misc]
            "count",
        )
        for place, (name, names) in enumerate(given.results)
    ]
    kept = [part for part in money if any(part.pick(row) is not None for row in given.rows)]
    sold = any(part.key == "revenue" for part in kept)
    return [*kept, *counted[: results if sold else len(counted)]]


def _net_key(report: Views) -> str:
    bridge = found(report).bridge
    return "net_revenue" if bridge is not None and bridge.on_revenue else "net_margin"


def channel_table(report: Views, given: ChannelReturns, parts: Sequence[_Part]) -> Table:
    """A row a channel, what belongs to none of them, and the total, which the columns add up to as displayed."""
    words = report.words
    given = few_rows(given)
    rows = [*given.rows, *([given.rest] if given.rest is not None else [])]
    columns = [Column("channel", words.text("returns.channels.head.channel"))]
    body = [[Cell(channel_text(report, row.channel))] for row in rows]
    whole = [Cell(words.text("returns.total"))]
    money = [part for part in parts if part.adds and part.unit == "currency"]
    of_revenue = _net_key(report) == "net_revenue"
    cents = decimals(report, [part.pick(row) for part in money for row in (*rows, given.total)]) if of_revenue else None
    for part in parts:
        columns.append(Column(part.key, part.head, "right"))
        if cents is not None and part.key == "margin":
            amounts = _reckoned(rows, given.total, cents)
        else:
            amounts = _amounts(report, part, rows, given.total, cents)
        *shown, last = _column(report, part, rows, given.total, amounts)
        for cells_of_row, cell in zip(body, shown, strict=True):
            cells_of_row.append(cell)
        whole.append(last)
    caption = words.text("returns.channels.subtitle", cycle=Figure("cycle.current", report.cycle, "cycle"))
    made = [Row(tuple(row)) for row in body]
    return Table("channels", (), caption, tuple(columns), (*made, Row(tuple(whole), "total")))


def _amounts(
    report: Views, part: _Part, rows: Sequence[ChannelReturn], total: ChannelReturn, cents: int | None
) -> _Amounts:
    """The amounts of a column, the total last; ``cents``: the decimals of amounts from which a reader reckons others,
    None where each column has its own."""
    values, whole = tuple(part.pick(row) for row in rows), part.pick(total)
    precision = decimals(report, [*values, whole]) if part.unit == "currency" else 0
    if part.key == "revenue_per_euro":
        precision = 2
    elif part.adds:
        precision = cents if part.unit == "currency" and cents is not None else precision
        values = column(values, precision)
        whole = None if whole is None else rounded(whole, precision)
    return _Amounts((*values, whole), precision)


def _reckoned(rows: Sequence[ChannelReturn], total: ChannelReturn, cents: int) -> _Amounts:
    """What is left of revenue, row by row as a reader reckons it of revenue and cost as displayed."""
    revenue = (*column([row.revenue for row in rows], cents), total.revenue)
    cost = (*column([row.cost for row in rows], cents), total.cost)
    values: list[Decimal | None] = []
    for row, came, went in zip((*rows, total), revenue, cost, strict=True):
        if row.net is None or came is None or went is None:
            values.append(row.net)
        else:
            values.append(rounded(came, cents) - rounded(went, cents))
    return _Amounts(tuple(values), cents)


def _column(
    report: Views, part: _Part, rows: Sequence[ChannelReturn], total: ChannelReturn, amounts: _Amounts
) -> list[Cell]:
    """The cells of a column, the total last."""
    ids = [f"{row.channel or 'rest'}.{part.key}" for row in rows] + [f"total.{part.key}"]
    figures = [
        Figure(f"returns.channel.{name}", value, part.unit, amounts.precision, signed=part.signed)
        for name, value in zip(ids, amounts.values, strict=True)
    ]
    made = []
    for row, figure in zip([*rows, total], figures, strict=True):
        small = row.cac_base if part.key == "cac" else None
        if figure.value is None and part.key == "revenue":
            made.append(Cell(report.words.text("state.not_measured"), tone="muted"))
        elif figure.value is None:
            made.append(Cell(cells.DASH))
        elif small is not None:
            needed = Figure(f"{figure.id}.needed", Decimal(small[1]), "count")
            made.append(Cell(report.words.text("verdict.small_base", needed=needed)))
        else:
            made.append(Cell((figure,)))
    return made


def channel_text(report: Views, channel: str) -> Text:
    """A channel as a reader calls it; what belongs to none of them."""
    if channel in ("", META, OTHERS):
        return report.words.text(f"returns.channels.{channel or 'rest'}")
    return report.words.name(NAMES.get(channel, (("en", channel),)), f"channel.{channel}")


def channels_message(report: Views, given: ChannelReturns) -> Text:
    """The channel that brings most per unit of money, and those that don't cover their cost; else the one with most
    results."""
    words = report.words
    best, losing = _best(given), _not_covered(given)
    if len(losing) == len(given.rows):
        number = words.number(len(losing), "returns.channels.losing")
        return words.text("returns.channels.all_losing", len(losing), number=number)
    if best is None or best in losing:
        return capital(_losing(report, losing) if losing else _most(report, given))
    first = words.text("returns.channels.best", channel=channel_text(report, best.channel))
    if not losing:
        return first
    both = words.text("headline.and", first=first, second=_losing(report, losing, too="_too"))
    return report.first_fit([both, first], MOST_TITLE)


def _not_covered(given: ChannelReturns) -> list[ChannelReturn]:
    return [row for row in given.rows if row.net is not None and row.net < 0 and row.revenue is not None]


def _best(given: ChannelReturns) -> ChannelReturn | None:
    """By revenue per unit of cost, among the channels with enough customers; None where fewer than two can be told."""
    counted = any(row.cac is not None for row in given.rows)
    rows = [
        row
        for row in given.rows
        if row.revenue_per_cost is not None and row.cac_base is None and (row.cac is not None or not counted)
    ]
    rows.sort(key=lambda row: -(row.revenue_per_cost or 0))
    return rows[0] if len(rows) > 1 and rows[0].revenue_per_cost != rows[1].revenue_per_cost else None


def _losing(report: Views, losing: Sequence[ChannelReturn], too: str = "") -> Text:
    """``too``: after a clause that speaks of costs already."""
    words = report.words
    if len(losing) <= 2:
        names = listed(report, [channel_text(report, row.channel) for row in losing])
    else:
        names = words.text("returns.channels.several", number=words.number(len(losing), "returns.channels.losing"))
    return words.text(f"returns.channels.losing{too}", len(losing), channels=names)


def _most(report: Views, given: ChannelReturns) -> Text:
    """*LinkedIn apporte 752 téléchargements sur 1 012*: the first result that has a channel ahead."""
    words, place = report.words, _ahead(given)
    if place is None:
        return words.text("returns.channels.plain")
    name, names = given.results[place]
    first = max(given.rows, key=lambda row: row.results[place] or 0)
    whole = all(row.results[place] is not None for row in given.rows)
    return words.text(
        "returns.channels.most" if whole else "returns.channels.most_measured",
        channel=channel_text(report, first.channel),
        result=lowered(words.name(names, f"result.{name}")),
        found=Figure(f"returns.channel.{first.channel}.most", first.results[place], "count"),
        total=Figure(f"returns.channel.total.most.{name}", given.total.results[place], "count"),
    )


def _ahead(given: ChannelReturns) -> int | None:
    """The place of the first result that the channels brought any of."""
    places = range(len(given.results))
    return next((n for n in places if given.total.results[n] and any(row.results[n] for row in given.rows)), None)


def _spoken_of(given: ChannelReturns) -> str:
    """The column of the result that the message counts; "" where it speaks of money."""
    place = None if _best(given) or _not_covered(given) else _ahead(given)
    return "" if place is None else f"results_{place}" if place else "results"


def channel_notes(report: Views, given: ChannelReturns) -> Iterator[Text]:
    """What the columns' abbreviations mean, and what no channel bears."""
    words = report.words
    columns = ("revenue", "cac") if any(row.revenue is not None for row in given.rows) else ()
    shown = [name for name in columns if any(getattr(row, name) is not None for row in given.rows)]
    if shown:
        yield sentences(*(words.text(f"returns.channels.abbreviations.{name}") for name in shown))
    small = next((row.cac_base for row in given.rows if row.cac is not None and row.cac_base is not None), None)
    if small is not None:
        needed = Figure("returns.channels.needed", Decimal(small[1]), "count")
        yield words.text("returns.channels.small", needed=needed)
    if unknown := [channel_text(report, row.channel) for row in given.rows if row.cost and _unmeasured(given, row)]:
        yield words.text("returns.channels.unmeasured", len(unknown), channels=listed(report, unknown))
    if given.unallocated:
        yield words.text("returns.channels.unallocated")
    key = shared_costs(report)
    if key:
        yield words.text("returns.channels.shared", by=key)


def _unmeasured(given: ChannelReturns, row: ChannelReturn) -> bool:
    return row.revenue is None and any(other.revenue is not None for other in given.rows)


def deck_table(report: Views, given: ChannelReturns) -> Table:
    """What has room on half a slide: the result that the title counts, cost, revenue per unit of money, gain, CAC;
    without revenue the results."""
    spoken = _spoken_of(given)
    parts = [part for part in _parts(report, given, len(given.results)) if part.key not in ("revenue", "customers")]
    money = [part for part in parts if not part.key.startswith("results")]
    if any(row.revenue is not None for row in given.rows):
        parts = [*(part for part in parts if part.key == spoken), *money]
    return channel_table(report, given, parts[:4])


def deck_chart(report: Views, given: ChannelReturns) -> ChartSpec | None:
    """What the title counts, by channel; of a title on money the revenue, else the first result; largest on top."""
    words, spoken = report.words, _spoken_of(given)
    keys = (spoken,) if spoken else ("revenue", "results")
    part = next((p for p in _parts(report, given, len(given.results)) if p.key in keys), None)
    rows = [row for row in few_rows(given).rows if part is not None and part.pick(row) is not None]
    if part is None or not rows:
        return None
    rows.sort(key=lambda row: (row.channel == OTHERS, -(part.pick(row) or 0)))
    values = [part.pick(row) or Decimal(0) for row in rows]
    scale = 3 if part.unit == "currency" and max(values) >= 10000 else 0
    precision = 1 if scale else 0
    shown = words.text("returns.channels.revenue") if part.key == "revenue" else part.head
    names = [channel_text(report, row.channel) for row in rows]
    figures = [
        Figure(f"returns.bars.{row.channel}", value, part.unit, precision, scale=scale, bare=True)
        for row, value in zip(rows, values, strict=True)
    ]
    told = [words.text("alt.pair", name=name, value=figure) for name, figure in zip(names, figures, strict=True)]
    subtitle = words.text("returns.channels.by", shown=shown)
    if part.unit == "currency":
        subtitle = words.text("chart.with_unit", text=subtitle, unit=unit(report, scale))
    title = channels_message(report, given)
    return ChartSpec(
        id="chart.channels",
        kind="bars",
        title=title,
        subtitle=subtitle,
        categories=tuple((name,) for name in names),
        series=(Series((Figure("cycle.current.short", report.cycle, "cycle_short"),), "current", tuple(values)),),
        unit=part.unit,
        precision=precision,
        ticks=(),
        band=(),
        labels=tuple(PointLabel((figure,), 0, n, strong=True) for n, figure in enumerate(figures)),
        from_zero=True,
        alt=sentences(join(words.text("alt.bars", kpi=shown), listed(report, told), "."), join(title, ".")),
        scale=scale,
        heads=(words.text("workbook.head.channel"),),
    )
