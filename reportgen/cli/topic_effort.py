"""Effort by channel and campaigns → yields, their errors, the move that follows, and each campaign's cost and range."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.cli.explain_branch import Branch, Known
from reportgen.cli.explain_effort import evidence, window
from reportgen.cli.explain_tree import channel_name

if TYPE_CHECKING:
    from reportgen.model.effort import CampaignEffort, CampaignVerdict, Reallocation

CHOICES = {"pursue": "pursue", "stop_or_redo": "stop or redo", "cannot_tell": "cannot tell"}


def effort(known: Known) -> Iterator[Branch]:
    """A branch for each objective and unit of effort, and for each silent channel."""
    found = known.insights.effort
    for item in found.reallocations if found else ():
        yield Branch(
            f"{item.objective}: {window(known, item)}", tuple(evidence(known, item)), tuple(_move(known, item))
        )
    for one in found.silent if found else ():
        shares = (f"{name} {known.percent(share)}" for name, share in one.latest.measured)
        text = f"{known.percent(one.latest.effort)} of the effort; {', '.join(shares)}"
        yield Branch(f"{channel_name(one.channel)}: silent in the last three complete cycles", (text,))


def _move(known: Known, item: Reallocation) -> Iterator[Branch]:
    """The effort a cycle now and with the move, and what the trial has to bring."""
    move = item.move
    if move is None:
        return
    for row in item.channels:
        change = {move.donor: -move.amount, move.receiver: move.amount}.get(row.channel, Decimal(0))
        now = row.effort / len(item.cycles)
        then = known.any(now + change, item.unit)
        yield Branch(f"{channel_name(row.channel)}: {known.any(now, item.unit)} a cycle now, {then} with the move")
    whole = known.any(sum((row.effort for row in item.channels), Decimal(0)) / len(item.cycles), item.unit)
    yield Branch(f"all together: {whole} a cycle, now and with the move")
    donor = next(row for row in item.channels if row.channel == move.donor)
    least = known.number(float(move.amount) * (donor.rate or 0.0), 2, "count")
    yield Branch(f"criterion: at least {least} a cycle, which the amount brought on {channel_name(move.donor)}")


def campaigns(known: Known) -> Iterator[Branch]:
    """A branch for each campaign, in the config's order."""
    verdicts = {row.name: row for row in known.insights.effort.campaigns} if known.insights.effort else {}
    for row in known.scorecard.effort.campaigns if known.scorecard.effort else ():
        found = verdicts.get(row.name)
        choice = CHOICES[found.choice] if found else "not judged"
        yield Branch(f"{row.name}: {choice}", tuple(_campaign(known, row, found)))


def _campaign(known: Known, row: CampaignEffort, found: CampaignVerdict | None) -> Iterator[str]:
    if row.start is None or row.end is None:
        yield "no row of the data names it"
    else:
        yield f"from {known.display.day(row.start)} to before {known.display.day(row.end)}"
    kind = "all that it cost, as the config says" if row.full else "ad spend alone"
    yield f"cost {known.money(row.cost)}: {kind}" if row.cost is not None else "cost not known"
    whose = f", as {row.claimed_by} claims them" if row.claimed_by else ""
    count = "not known" if row.results is None else known.any(row.results, "count")
    yield f"results ({row.result}): {count}{whose}"
    if row.cost is not None and row.results:
        yield f"cost per result {known.money(row.cost / row.results)} = cost / results"
    if found:
        high = f"to {known.money(found.high)}" if found.high is not None else "without an upper end"
        yield f"90% {known.money(found.low)} {high}, the range of a count (Byar)"
    yield f"reference: one result may cost {known.money(row.reference)}"
