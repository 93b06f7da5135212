"""Investment and return → costs, the figures of money with their rows, the bridge, valued results, channels, time."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.cli.explain_branch import Branch, Known, compared, figure
from reportgen.cli.explain_tree import channel_name
from reportgen.cli.explain_words import CAUSES, SHARED_BY

if TYPE_CHECKING:
    from reportgen.model.returns import Bridge, ChannelReturn, ChannelReturns, Cumulative, Returns
    from reportgen.model.scorecard import Allocation, KpiScore

ZERO = Decimal(0)
ON_REVENUE = "no margin is declared: revenue stands in its place"


def returns(known: Known) -> Iterator[Branch]:
    """A branch for each part of the section, in its order."""
    found = known.scorecard.returns
    if found is None:
        return
    yield from _costs(known, found)
    if known.scorecard.allocation:
        yield _allocation(known, known.scorecard.allocation)
    yield Branch("Figures of money", (), tuple(_kpi(known, kpi.id, kpi) for kpi in found.kpis))
    if found.per_result:
        below = tuple(_kpi(known, f"cost per result of {name}", score) for name, _, score in found.per_result)
        yield Branch("What one result costs", (), below)
    if found.bridge:
        yield _bridge(known, found.bridge)
    yield from _valued(known, found)
    if found.channels:
        yield _channels(known, found.channels)
    if found.cumulative:
        yield _cumulative(known, found.cumulative)
    yield from _products(known)


def _costs(known: Known, found: Returns) -> Iterator[Branch]:
    rows = []
    for line in found.costs:
        then = "" if line.previous is None else f"; previous {known.money(line.previous)}"
        then += "" if line.previous is None else f", change {_signed(known, line.amount - line.previous)}"
        year = "" if line.year_ago is None else f"; year ago {known.money(line.year_ago)}"
        rows.append(Branch(f"{line.kind}: {known.money(line.amount)}{then}{year}"))
    for staff in found.staff:
        hours = [known.any(value, "hours") for value in (staff.hours, staff.previous)]
        year = "" if staff.year_ago is None else f", year ago {known.any(staff.year_ago, 'hours')}"
        rows.append(Branch(f"hours at {known.money(staff.rate)}: {hours[0]}; previous {hours[1]}{year}"))
    for kind, cause in found.uncounted:
        rows.append(Branch(f"{kind}: not in the total; {CAUSES[cause][0]} ({cause})"))
    for budget in found.budgets:
        share = "" if budget.score.consumed is None else f", {known.percent(budget.score.consumed)} of it"
        spent = "not known" if budget.value is None else f"{known.any(budget.value, budget.unit)}{share}"
        limit = known.any(budget.score.value, budget.unit)
        rows.append(Branch(f"budget of {budget.kpi} ({budget.objective}): {limit}; spent {spent}"))
    if rows:
        now, before, last = (_added(what, found) for what in ("amount", "previous", "year_ago"))
        change = "" if now is None or before is None else f", change {_signed(known, now - before)}"
        note = f"previous {known.money(before)}{change}; year ago {known.money(last)}"
        yield Branch(f"Costs: {known.money(now)}", (note,), tuple(rows))


def _signed(known: Known, value: Decimal) -> str:
    return known.number(value, 2, "currency", signed=True)


def _added(what: str, found: Returns) -> Decimal | None:
    given = [value for line in found.costs if (value := getattr(line, what)) is not None]
    return sum(given, ZERO) if given else None


def _allocation(known: Known, given: Allocation) -> Branch:
    shares = dict(given.shares)
    rows = []
    for line in given.costs:
        share = f"; its share {known.number(shares[line.channel], 1, 'percent')}" if line.channel in shares else ""
        direct, shared = known.money(line.direct), known.money(line.shared)
        whole = known.money(line.direct + line.shared)
        rows.append(Branch(f"{channel_name(line.channel)}: {whole} = named for it {direct} + shared {shared}{share}"))
    key = SHARED_BY[given.key] if given.key else "nothing: they belong to no channel"
    return Branch("Costs by channel", (f"shared costs are divided by {key}",), tuple(rows))


def _kpi(known: Known, name: str, score: KpiScore) -> Branch:
    value, more = score.current, []
    for label, other in (("previous", score.previous), ("year ago", score.year_ago)):
        told = compared(known, other, score.unit)
        more += [f"{label}: {told}"] if told else []
    if value.low is not None and value.high is not None:
        low, high = (known.any(end, score.unit) for end in (value.low, value.high))
        more.append(f"{low} to {high} as the results are worth least or most")
    if value.small_base:
        found, needed = map(known.count, value.small_base)
        more.append(f"small base: {found} where {needed} are needed")
    return figure(known, name, value, score.unit, more)


def _bridge(known: Known, bridge: Bridge) -> Branch:
    start = "revenue" if bridge.on_revenue else "gross margin"
    rows = [Branch(f"{start}: {known.money(bridge.start)}")]
    rows += [Branch(f"less {kind}: {known.money(amount)}") for kind, amount in bridge.costs]
    notes = ("on the days that both sides share", *([ON_REVENUE] if bridge.on_revenue else []))
    return Branch(f"Bridge: {known.money(bridge.rest)} is left", notes, tuple(rows))


def _valued(known: Known, found: Returns) -> Iterator[Branch]:
    rows, sums = [], [ZERO, ZERO, ZERO]
    for row in found.valued:
        worths = row.low, row.base, row.high
        sums = [total + row.count * worth for total, worth in zip(sums, worths, strict=True)]
        each, all_ = (", ".join(map(known.money, ends)) for ends in (worths, [row.count * one for one in worths]))
        bought = f"; {known.any(row.bought, 'count')} more are in the margin already" if row.bought else ""
        rows.append(
            Branch(f"{row.result}: {known.any(row.count, 'count')}{bought}", (f"worth each {each}; together {all_}",))
        )
    if rows:
        whole = ", ".join(map(known.money, sums))
        yield Branch(
            "Results that are worth money beside the sales", (f"low, base, high; all of them {whole}",), tuple(rows)
        )


def _channels(known: Known, given: ChannelReturns) -> Branch:
    results = [name for name, _ in given.results]
    rows = [Branch(channel_name(row.channel), tuple(_channel(known, row, results))) for row in given.rows]
    if given.rest:
        rows.append(Branch("no channel", tuple(_channel(known, given.rest, results))))
    rows.append(Branch("all together", tuple(_channel(known, given.total, results))))
    notes = (
        ("a part of the costs belongs to no channel, so that none bears its full cost",) if given.unallocated else ()
    )
    return Branch("What each channel cost and brought", notes, tuple(rows))


def _channel(known: Known, row: ChannelReturn, results: list[str]) -> Iterator[str]:
    yield f"cost {known.money(row.cost)}; revenue {known.money(row.revenue)}"
    yield f"revenue for each 1 spent {known.money(row.revenue_per_cost)}; margin less cost {known.money(row.net)}"
    customers = "—" if row.customers is None else known.any(row.customers, "count")
    cac = known.money(row.cac)
    if row.cac_base:
        found, needed = map(known.count, row.cac_base)
        cac += f" (small base: {found} where {needed} are needed)"
    yield f"new customers {customers}; CAC {cac}"
    shown = ["—" if value is None else known.any(value, "count") for value in row.results]
    if shown:
        yield "; ".join(f"{name} {value}" for name, value in zip(results, shown, strict=True))


def _cumulative(known: Known, given: Cumulative) -> Branch:
    rows = []
    for point in given.points:
        valued = "" if point.valued is None else f", valued results {known.money(point.valued)}"
        cost, margin = known.money(point.cost), known.money(point.margin)
        rows.append(Branch(f"to {known.cycle(point.cycle)}: cost {cost}, margin {margin}{valued}"))
    notes = [f"of {given.objective}, since {known.display.day(given.since)}"]
    even = "not yet" if given.break_even is None else f"from {known.cycle(given.break_even)} on"
    notes.append(f"the margin has covered the cost without a break: {even}")
    if given.wide_break_even is not None:
        notes.append(f"with valued results: from {known.cycle(given.wide_break_even)} on")
    notes += [ON_REVENUE] if given.on_revenue else []
    return Branch("Cumulative cost and return", tuple(notes), tuple(rows))


def _products(known: Known) -> Iterator[Branch]:
    rows = tuple(
        Branch(
            f"{row.name}: {known.money(row.revenue)}, {known.any(row.quantity, 'count')} sold; "
            f"{known.number(row.share, 1, 'percent')} of what the order lines tell"
        )
        for row in known.scorecard.products
    )
    if rows:
        yield Branch("Products that social networks sold most", (), rows)
