"""Views → the slides *investment and return* and *channels*."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.config.schema_money import ProductMargins
from reportgen.display import rounded
from reportgen.document import cells
from reportgen.document.budgets import budget_texts
from reportgen.document.effort import proposal
from reportgen.document.figure_notes import margins_by_channel
from reportgen.document.money import amount, decimals, found, measured, reckoned
from reportgen.document.paging import paged_beside
from reportgen.document.returns_channels import channel_notes, channels_message, deck_chart, deck_table
from reportgen.document.returns_costs import bridge_chart, staff_texts
from reportgen.document.returns_products import products_note
from reportgen.document.returns_roi import one_brings, worth
from reportgen.document.returns_units import cumulative_note, unit_text
from reportgen.document.slide_objective import SOURCE_LENGTH, change_since, source_line
from reportgen.document.speaker import figures_notes, plain_notes
from reportgen.document.view import View, Views
from reportgen.document.wording import lowered, sentences
from reportgen.model.report import Cell, KeyFigure, Slide
from reportgen.model.returns import Bridge, ChannelReturns
from reportgen.model.text import Figure, Text

TITLE_LENGTH = 140
SHOWN = ("roi_sales", "roi_full", "net_return", "cac", "cost_per_lead", "clv_to_cac")
MOST_FIGURES = 3
MOST_TOLD = 2
MOST_ASSUMED = 3  # lines of the box that says what the wider ROI assumes


def returns_slides(report: Views) -> tuple[Slide, ...]:
    """As many of the two as there is something to show on."""
    if report.scorecard.returns is None:
        return ()
    return (*_investment(report), *_channels(report))


def _investment(report: Views) -> Iterator[Slide]:
    """Where margin and cost are known: the bridge, up to three figures, what the wider ROI assumes."""
    bridge, words = found(report).bridge, report.words
    if bridge is None or not bridge.costs:
        return
    bridge = reckoned(report, bridge)
    chart, title = bridge_chart(report, bridge, deck=True), _brought(report, bridge)
    heading, box = _box(report)
    yield Slide(
        id="returns",
        layout="objective",
        title=title,
        section=words.text("returns.title"),
        key_figures=tuple(_figures(report, bridge)),
        heading=chart.subtitle,
        chart=chart,
        decision_heading=heading,
        decision=box,
        source=source_line(report, sentences(*_source(report, bridge)), []),
        notes=figures_notes(report, title, _measured(report)),
        group=words.string("deck.group.money"),
    )


def _measured(report: Views) -> list[View]:
    return [view for kpi in found(report).kpis if (view := measured(report, kpi.id)) is not None]


def _brought(report: Views, bridge: Bridge) -> Text:
    """*10 500 € investis ont rapporté 14 400 € de marge brute, soit un gain net de 3 900 €*, and the ROI."""
    precision = decimals(report, [bridge.start, bridge.rest])
    cost, rest = (rounded(value, precision) for value in (bridge.start - bridge.rest, bridge.rest))
    roi = measured(report, "roi_sales")
    parts = {
        "cost": amount("deck.cost", cost, precision),
        "margin": amount("deck.margin", cost + rest, precision),
        "rest": amount("rest.size", abs(bridge.rest), precision),
    }
    basis = "revenue" if bridge.on_revenue else "margin"
    text = report.words.text(f"returns.deck.{'loss' if bridge.rest < 0 else 'gain'}.{basis}", **parts)
    if roi is None:
        return text
    return report.first_fit([report.words.text("returns.deck.with_roi", text=text, roi=roi.value), text], TITLE_LENGTH)


def _figures(report: Views, bridge: Bridge) -> Iterator[KeyFigure]:
    """The first three of those that are measured, the wider ROI with its range."""
    views = [(name, view) for name in SHOWN if (view := measured(report, name)) is not None]
    for name, view in views[:MOST_FIGURES]:
        current, words = view.score.current, report.words
        if current.low is not None and current.high is not None:
            low = Figure(f"{view.id}.low.bare", current.low, "percent", 1, bare=True)
            high = Figure(f"{view.id}.high.bare", current.high, "percent", 1, bare=True)
            value = words.text("returns.deck.range", value=view.value, low=low, high=high)
            yield KeyFigure(view.name, value, Cell(words.text("returns.deck.from_low_to_high")), Cell())
        elif name == "net_return":
            named = words.text("returns.bar.loss") if bridge.rest < 0 else view.name
            precision = decimals(report, [bridge.start, bridge.rest])
            yield KeyFigure(named, (amount("rest", bridge.rest, precision),), _change(view), Cell())
        else:
            yield KeyFigure(view.name, unit_text(view), _change(view), Cell())


def _change(view: View) -> Cell:
    """*+10,3 points sur sept. 2026*."""
    change = cells.change_cell(view, words=False)
    if change.sign not in ("up", "down") or "previous" not in view.report.compared:
        return Cell()
    return Cell(change_since(view, change.text), change.sign)


def _box(report: Views) -> tuple[Text, tuple[Text, ...]]:
    """What the wider ROI assumes; without it what one unit of money brings, the way to break-even, the budgets."""
    words, valued = report.words, found(report).valued
    if measured(report, "roi_full") is None or not valued:
        sales = measured(report, "roi_sales")
        told = [text for text in (cumulative_note(report), *budget_texts(report)) if text]
        return (one_brings(report, sales) if sales is not None else ()), tuple(told[:MOST_TOLD])
    lines = []
    for result in valued[:MOST_ASSUMED]:
        count = Figure(f"returns.valued.{result.result}.count", result.count, "count")
        name = words.name(result.names, result.result)
        ends = {end: worth(result, end) for end in ("low", "base", "high")}
        lines.append(words.text("returns.deck.assumed", result=lowered(name), number=count, **ends))
    sums = {end: sum((v.count * getattr(v, end) for v in valued), Decimal(0)) for end in ("low", "base", "high")}
    precision = decimals(report, list(sums.values()))
    figures = {end: amount(f"valued.sum.{end}", value, precision) for end, value in sums.items()}
    return words.text("returns.assumes.title"), (*lines, words.text("returns.deck.together", **figures))


def _source(report: Views, bridge: Bridge) -> Iterator[Text]:
    """The margin, that there is none, the hours."""
    words, margin, margins = report.words, report.config.margin, report.config.margins
    if bridge.on_revenue:
        yield words.text("returns.on_revenue")
    elif isinstance(margins, ProductMargins):
        yield words.text("returns.deck.margin_by_line")
    elif isinstance(margins, dict):
        yield words.text("returns.deck.margin", margin=margins_by_channel(report, margins))
    elif margin is not None:
        precision = 0 if (margin * 100) % 1 == 0 else 1
        share = Figure("config.margin", margin, "percent", precision)
        yield words.text("returns.deck.margin", margin=share)
    yield from staff_texts(report, compared=False)


def _channels(report: Views) -> Iterator[Slide]:
    given, words = found(report).channels, report.words
    chart = deck_chart(report, given) if given is not None else None
    if given is None or chart is None:
        return
    title, cycle = channels_message(report, given), Figure("cycle.current", report.cycle, "cycle")
    move, told = proposal(report) or ((), ())
    slide = Slide(
        id="channels",
        layout="chart_and_table",
        title=title,
        section=words.text("returns.deck.channels"),
        heading=chart.subtitle,
        chart=chart,
        table_heading=words.text("returns.channels.subtitle", cycle=cycle),
        table=deck_table(report, given),
        decision_heading=move,
        decision=told,
        source=_channels_source(report, given),
        notes=plain_notes(report, title, products_note(report)),
        group=words.string("deck.group.money"),
    )
    yield from paged_beside(slide)


def _channels_source(report: Views, given: ChannelReturns) -> Text:
    """The notes of the channels, as many as one line takes; how shared costs are divided, the last of them, stays."""
    notes = list(channel_notes(report, given))
    return report.first_fit([sentences(*notes[first:]) for first in range(len(notes))] or [()], SOURCE_LENGTH)
