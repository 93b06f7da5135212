"""What was spent and what came of it. Amounts are in report currency, rates natural (0.14 = 14 %), None = not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportgen.model.scorecard import CostLine, KpiScore, Names
from reportgen.model.targets import BudgetScore
from reportgen.model.text import Unit
from reportgen.periods import Cycle


@dataclass(frozen=True, slots=True)
class StaffTime:
    """The hours worked at one hourly rate, in the cycle and in those compared with."""

    rate: Decimal
    hours: Decimal
    previous: Decimal
    year_ago: Decimal | None


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What a KPI of an objective may cost, and how much of it is spent: ``score`` stands beside ``value``."""

    objective: str
    kpi: str
    names: Names
    unit: Unit
    value: Decimal | None
    score: BudgetScore


@dataclass(frozen=True, slots=True)
class Bridge:
    """From what came in to what is left: ``start`` less the ``costs`` (kind, amount; the largest first) is ``rest``.

    All on the days that both sides share, so that it adds up. ``on_revenue``: no margin is declared, so that revenue
    stands in its place.
    """

    start: Decimal
    costs: tuple[tuple[str, Decimal], ...]
    rest: Decimal
    on_revenue: bool = False


@dataclass(frozen=True, slots=True)
class ValuedResult:
    """Results that are worth money beside the sales: how many count, and what one of them is worth.

    ``bought`` are those left out of ``count``, since the margin has them already (domain §2.10).
    """

    result: str
    names: Names
    count: Decimal
    bought: Decimal
    low: Decimal
    base: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class ChannelReturn:
    """What a channel cost and brought. Channel "": what belongs to none of them; of the total row as well.

    ``cac_base``: (found, needed) where too few customers stand behind the CAC. ``results`` are in the order of
    ``ChannelReturns.results``.
    """

    channel: str
    cost: Decimal | None
    revenue: Decimal | None
    revenue_per_cost: Decimal | None
    net: Decimal | None
    customers: Decimal | None
    cac: Decimal | None
    cac_base: tuple[int, int] | None
    results: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class ChannelReturns:
    """The channels, the most profitable column first, what is left over, and the whole: rows and rest add up to it.

    ``results``: the objectives' results that channels are credited with, each by its id and names. ``unallocated``:
    costs of all channels that nothing divides, so that no channel bears its full cost.
    """

    rows: tuple[ChannelReturn, ...]
    rest: ChannelReturn | None
    total: ChannelReturn
    results: tuple[tuple[str, Names], ...]
    unallocated: bool = False


@dataclass(frozen=True, slots=True)
class CumulativePoint:
    """Since the start up to the end of a cycle: what was spent, the margin, and the results' worth (base) beside it."""

    cycle: Cycle
    cost: Decimal
    margin: Decimal
    valued: Decimal | None


@dataclass(frozen=True, slots=True)
class Cumulative:
    """Cost and return of an objective since its start (or since the first cycle with data, if later).

    ``break_even``: the cycle from which on the margin has covered the cost without a break; None: not yet.
    ``wide_break_even``: the same with valued results; both None where it is not so, or nothing is valued.
    """

    objective: str
    since: date
    points: tuple[CumulativePoint, ...]
    break_even: Cycle | None
    wide_break_even: Cycle | None
    on_revenue: bool = False


@dataclass(frozen=True, slots=True)
class Returns:
    """Investment and return of one cycle. ``kpis`` are those of money that can be given, or that say why they can't;
    ``per_result``: the cost of what an objective counts, by its id. Their histories hold the current cycle alone.
    """

    cycle: Cycle
    costs: tuple[CostLine, ...]
    staff: tuple[StaffTime, ...]
    budgets: tuple[BudgetLine, ...]
    kpis: tuple[KpiScore, ...]
    per_result: tuple[tuple[str, Names, KpiScore], ...]
    bridge: Bridge | None
    valued: tuple[ValuedResult, ...]
    channels: ChannelReturns | None
    cumulative: Cumulative | None
    uncounted: tuple[tuple[str, str], ...] = ()  # kinds of cost that the total lacks, each with the cause

    def kpi(self, name: str) -> KpiScore | None:
        """A KPI that has a figure; None otherwise."""
        return next((kpi for kpi in self.kpis if kpi.id == name and kpi.current.value is not None), None)
