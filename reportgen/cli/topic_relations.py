"""Pairs of KPIs → their correlation, its lag, and what speaks against chance; and what more money would bring."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.cli.explain_branch import Branch, Known
from reportgen.periods import CycleSpec, cycle_of

if TYPE_CHECKING:
    from reportgen.model.relations import Relation, Scenario, WeeklyPair

SEASONAL = 78  # weeks from which the season is taken off
STATES = {
    "together": "evolve together",
    "not_distinct": "no relation that chance would not make",
    "too_short": "not judged: fewer than 52 weeks",
}


def relations(known: Known) -> Iterator[Branch]:
    """A branch for each pair of the config."""
    for pair, found in zip(known.scorecard.relations, known.insights.relations, strict=True):
        yield Branch(f"{found.x}, {found.y}: {STATES[found.state]} ({found.state})", tuple(_pair(known, pair, found)))


def _pair(known: Known, pair: WeeklyPair, found: Relation) -> Iterator[str]:
    span = ""
    if pair.weeks:
        first, last = (known.cycle(cycle_of(CycleSpec("week"), week)) for week in (pair.weeks[0], pair.weeks[-1]))
        span = f", {first} to {last}"
    yield f"n {known.count(found.n)} complete weeks without a gap{span}"
    if found.r is None or found.p is None or found.adjusted is None:
        return
    season = "season, " if found.n >= SEASONAL else ""
    yield f"taken off both: trend, {season}{known.count(len(pair.events))} events, and what their own past tells"
    weeks = f"{known.count(found.lag)} {'week' if found.lag == 1 else 'weeks'}"
    when = f"{found.x} {weeks} before {found.y}" if found.lag else "lag 0, both in the same week"
    yield f"r {known.number(found.r, 2)}, the largest of nine lags: {when}"
    judged = known.count(sum(one.p is not None for one in known.insights.relations))
    yield f"p {known.p(found.p)}: how many of 999 series with the spectrum of {found.x} reach it (surrogates)"
    yield f"p {known.number(found.adjusted, 3)} by Holm over {judged} pairs; told from p 0.05 and r 0.25"
    if found.provisional:
        yield "provisional: fewer than 78 weeks, so the season is still in it"


def scenario(known: Known) -> Iterator[Branch]:
    """What a new customer has cost, and how many more so much money brings at that cost."""
    given, found = known.scorecard.acquired, known.insights.scenario
    if given is None or found is None:
        return
    customers = known.any(found.customers, "count")
    over = "no complete cycle"
    if given.cycles:
        first, last = known.cycle(given.cycles[0]), known.cycle(given.cycles[-1])
        over = f"{known.count(found.cycles)} complete cycles, {first} to {last}"
    inputs = (
        Branch(f"acquisition_cost: {known.money(given.cost)}", (over,)),
        Branch(f"new_customers: {customers}", (over,)),
    )
    more = known.money(found.more)
    if found.cac is None or found.base is None or found.low is None or found.high is None:
        yield Branch(f"{more} more: no figure", (_unestimated(found),), inputs)
        return
    cac, low, high = (known.money(value) for value in (found.cac, found.cac_low, found.cac_high))
    note = f"90% {low} to {high}, the range of a count of {customers} (Byar)"
    cost = Branch(f"cost of one: {cac}", ("= acquisition_cost / new_customers", note, *_alone(known)), inputs)
    brought = [known.number(value, 1, "count") for value in (found.low, found.base, found.high)]
    notes = (
        f"= {more} / cost of one, at constant returns",
        f"low {brought[0]}, high {brought[2]}: at the ends of its range",
    )
    yield Branch(f"{more} more: {brought[1]} new customers", notes, (cost,))


def _unestimated(found: Scenario) -> str:
    """Why there is no figure."""
    return "a single cycle" if found.cycles == 1 else "fewer than ten new customers, or nothing spent on them"


def _alone(known: Known) -> Iterator[str]:
    """What one cost in this cycle."""
    cac = known.scorecard.returns.kpi("cac") if known.scorecard.returns else None
    if cac is not None and cac.current.small_base is None:
        yield f"in {known.cycle(cac.current.cycle)} alone: {known.money(cac.current.value)}"
