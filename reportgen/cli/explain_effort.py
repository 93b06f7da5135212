"""Explained → the evidence on effort: each channel's yield, θ, its error and p, and the move that follows or none.

It stands with the KPI that is the objective's result, and with its main KPI.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.cli.explain_shown import Numbers
from reportgen.cli.explain_tree import channel_name
from reportgen.document.view import Views
from reportgen.model.effort import ChannelYield, Move, Reallocation
from reportgen.model.insights import Insights
from reportgen.model.scorecard import KpiScore

REASONS = {
    "usual": "no move: the difference lies within the usual variation",
    "too_few_cycles": "not judged: fewer than six complete cycles",
    "too_few_channels": "not judged: fewer than two channels that may be moved have thirty results",
    "not_allocated": "not judged: some costs belong to no channel",
    "several_attributions": "not judged: several sources credit channels with results",
}
THOUSAND = 1000


def reallocations(insights: Insights, score: KpiScore) -> tuple[Reallocation, ...]:
    """Those that rest on the KPI; of a main KPI all of its objective."""
    given = insights.effort.reallocations if insights.effort else ()
    return tuple(item for item in given if score.main or item.result == score.id)


def effort_rows(shown: Numbers, report: Views, score: KpiScore) -> Iterator[tuple[str, str]]:
    """Each with its label."""
    for place, item in enumerate(reallocations(report.insights, score)):
        yield ("" if place else "Effort"), window(shown, item)
        yield from (("", text) for text in evidence(shown, item))


def evidence(shown: Numbers, item: Reallocation) -> Iterator[str]:
    """A line for each channel, what is not counted, and the move or why there is none."""
    yield from (_channel(shown, item, channel) for channel in item.channels)
    if item.unmeasured:
        yield f"results not counted on {', '.join(map(channel_name, item.unmeasured))}"
    yield _move(shown, item, item.move) if item.move else f"{REASONS[item.reason]} ({item.reason})"


def window(shown: Numbers, item: Reallocation) -> str:
    """What is compared over which cycles."""
    first, last = shown.cycle(item.cycles[0]), shown.cycle(item.cycles[-1])
    kind = "" if item.delivery == "all" else f", {item.delivery} alone"
    against = "full cost" if item.unit == "currency" else "hours"
    parts = [
        f"{item.result} by channel against {against}{kind}",
        f"{first} to {last}, K {shown.count(len(item.cycles))}",
    ]
    if item.df is not None:
        parts.append(f"F {shown.number(item.inflation, 2)}, df {shown.number(item.df, 1)}")
    return "; ".join(parts)


def _channel(shown: Numbers, item: Reallocation, channel: ChannelYield) -> str:
    effort = shown.any(channel.effort, item.unit)
    parts = [f"{channel_name(channel.channel)}: {shown.count(int(channel.results))} for {effort}"]
    if channel.rate is not None:
        ends = [] if channel.low is None or channel.high is None else [channel.low, channel.high]
        rates = [shown.number(value * THOUSAND, 1) for value in (channel.rate, *ends)]
        base = shown.any(Decimal(THOUSAND), item.unit)
        parts.append(f"{rates[0]} per {base}" + (f" ({rates[1]} to {rates[2]}, 80%)" if ends else ""))
    if channel.theta is not None and channel.error is not None and channel.p is not None:
        theta, error = shown.number(channel.theta, 3), shown.number(channel.error, 3)
        parts.append(f"θ {theta}, SE {error}, p {shown.p(channel.p)} (Holm)")
    else:
        parts.append("fixed" if channel.fixed else "not judged")
    return "; ".join(parts)


def _move(shown: Numbers, item: Reallocation, move: Move) -> str:
    amount = shown.any(move.amount, item.unit)
    low, base, high = (shown.number(value, 1, signed=True) for value in (move.low, move.base, move.high))
    kind = "move" if move.firm else "try for one cycle to move"
    ratio = f"ratio {shown.number(move.ratio, 2)}, p {shown.p(move.p)}"
    path = f"from {channel_name(move.donor)} to {channel_name(move.receiver)}"
    return f"{kind} {amount} a cycle {path}: {ratio}; results {low}, {base}, {high} a cycle"
