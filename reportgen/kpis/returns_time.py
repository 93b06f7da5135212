"""Engines + cycle → Cumulative: cost and return since the objective's start, and the cycle that broke even."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from reportgen.kpis.aggregate import ZERO
from reportgen.kpis.engines import Engines
from reportgen.kpis.expand import VALUED
from reportgen.kpis.spans import span
from reportgen.kpis.tree import leaves
from reportgen.model.returns import Cumulative, CumulativePoint
from reportgen.periods import Cycle, cycle_of

LEAST_CYCLES = 2


def cumulative(engines: Engines, cycle: Cycle) -> Cumulative | None:
    """Of the full cost and the margin, since the start of the objective that the sales belong to.

    Begins with that day, or with the first cycle that has both figures. None without a start, with a later cycle that
    lacks one of the two, or before the second cycle.
    """
    objective = engines.owner("net_return")
    if objective.start is None or objective.start >= cycle.stop:
        return None
    steps = [(whole, _of_cycle(engines, days)) for whole, days in _cycles(objective.start, cycle)]
    while steps and steps[0][1] is None:
        steps.pop(0)
    known = [(whole, figures) for whole, figures in steps if figures is not None]
    if len(known) < LEAST_CYCLES or len(known) < len(steps):
        return None
    points = _added(known)
    wide = points[-1].valued is not None
    return Cumulative(
        objective.id,
        max(objective.start, known[0][0].start),
        points,
        _break_even(points, lambda point: point.margin - point.cost),
        _break_even(points, lambda point: point.margin + (point.valued or ZERO) - point.cost) if wide else None,
        engines.config.margins is None,
    )


Figures = tuple[Decimal, Decimal, Decimal | None]


def _cycles(start: date, last: Cycle) -> Iterator[tuple[Cycle, Cycle]]:
    """The report's cycles since the start, each with its days that count: of the first one those from the start on."""
    cycle = cycle_of(last.spec, start)
    while cycle.start < last.start:
        yield cycle, span(start, cycle.end) if start > cycle.start else cycle
        cycle = cycle.next()
    yield last, span(start, last.stop) if start > last.start else last


def _of_cycle(engines: Engines, days: Cycle) -> Figures | None:
    """Cost, margin, and the worth of valued results, on the days that cost and margin share; None without both."""
    net = engines.kpi("net_return", days)
    if net.value is None or net.tree is None:
        return None
    cost = sum((net.figures.get(leaf) or ZERO for leaf in leaves(net.tree) if leaf.cost), ZERO)
    valued = None
    if engines.config.values:
        valued = engines.of(engines.owner("roi_full")).named(VALUED, (), days).value
    return cost, net.value + cost, valued


def _added(steps: Sequence[tuple[Cycle, Figures]]) -> tuple[CumulativePoint, ...]:
    """Step by step; the worth of results only where every cycle has it."""
    wide = all(figures[2] is not None for _, figures in steps)
    points, cost, margin, valued = [], ZERO, ZERO, ZERO
    for cycle, (spent, earned, worth) in steps:
        cost, margin, valued = cost + spent, margin + earned, valued + (worth or ZERO)
        points.append(CumulativePoint(cycle, cost, margin, valued if wide else None))
    return tuple(points)


def _break_even(points: Sequence[CumulativePoint], left: Callable[[CumulativePoint], Decimal]) -> Cycle | None:
    """The first cycle of those, up to the last, in all of which nothing is left to be covered."""
    found = None
    for point in reversed(points):
        if left(point) < 0:
            break
        found = point.cycle
    return found
