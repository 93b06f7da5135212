"""Two series by the week and whether they evolve together; and what more money would bring. Values and verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.model.scorecard import Names


@dataclass(frozen=True, slots=True)
class WeeklySeries:
    """A KPI by the week. ``counted``: a count or an amount, whose changes are judged in proportion."""

    kpi: str
    names: Names
    values: tuple[Decimal, ...]
    counted: bool


@dataclass(frozen=True, slots=True)
class WeeklyPair:
    """Two KPIs in the same complete ISO weeks without a gap, oldest first. ``weeks`` are their Mondays; ``events``: of
    each declared event the weeks in which it was, as places among them."""

    x: WeeklySeries
    y: WeeklySeries
    weeks: tuple[date, ...]
    events: tuple[tuple[int, ...], ...] = ()


RelationState = Literal["too_short", "not_distinct", "together"]


@dataclass(frozen=True, slots=True)
class Relation:
    """Whether a pair evolves together (algorithms §5). ``r`` is the correlation of the cleaned series with x ``lag``
    weeks before y, the largest of nine lags; ``p`` its own, ``adjusted`` by Holm over all pairs judged; None where the
    pair is too short. ``provisional``: too few weeks to take the season off."""

    x: str
    y: str
    n: int
    state: RelationState
    provisional: bool = False
    lag: int = 0
    r: float | None = None
    p: float | None = None
    adjusted: float | None = None


@dataclass(frozen=True, slots=True)
class Acquired:
    """What the new customers of the last complete cycles have cost; without any cycle it is not measured."""

    more: Decimal
    cycles: tuple[Cycle, ...]
    cost: Decimal
    customers: Decimal


@dataclass(frozen=True, slots=True)
class Scenario:
    """How many new customers ``more`` money brings at constant returns (algorithms §9), with the acquisition cost of
    one and its 90 % range. None where the customers are too few: their number is then all that is told."""

    more: Decimal
    customers: Decimal
    cycles: int
    cac: Decimal | None = None
    cac_low: Decimal | None = None
    cac_high: Decimal | None = None
    base: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
