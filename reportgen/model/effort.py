"""Effort and what it gave, by channel and by campaign: the series that kpis hands over, the verdicts of insight.

Amounts are in the unit of the effort (report currency, or hours); results are counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reportgen.model.scorecard import Names
from reportgen.periods import Cycle

EffortUnit = Literal["currency", "hours"]
Delivered = Literal["all", "paid", "organic"]
Barrier = Literal["", "several_attributions", "not_allocated"]
NoMove = Literal["", "several_attributions", "not_allocated", "too_few_cycles", "too_few_channels", "usual"]
CampaignChoice = Literal["pursue", "stop_or_redo", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class ChannelEffort:
    """One channel's results and effort in each cycle of a window, oldest first. ``fixed``: its effort is not to be
    moved. ``audience_fit``: the share of its followers in the wanted audience, None where nobody knows.
    """

    channel: str
    results: tuple[Decimal, ...]
    efforts: tuple[Decimal, ...]
    fixed: bool = False
    audience_fit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class EffortSeries:
    """The channels that serve one objective by one result (a KPI's or measure's id, with its ``names``), over complete
    cycles, oldest first. Money is the objective's share of the full cost.

    ``delivery``: what was paid for and what was not stand apart where the data tell them apart. ``unmeasured``:
    channels that have effort, but of which nobody counts the results. ``barrier``: why channels can't be compared.
    """

    objective: str
    result: str
    unit: EffortUnit
    cycles: tuple[Cycle, ...]
    channels: tuple[ChannelEffort, ...]
    delivery: Delivered = "all"
    names: Names = ()
    unmeasured: tuple[str, ...] = ()
    barrier: Barrier = ""


@dataclass(frozen=True, slots=True)
class Shares:
    """A channel's part of the effort, and of each thing that is measured, in one cycle (0…1)."""

    channel: str
    effort: Decimal
    measured: tuple[tuple[str, Decimal], ...]  # interactions, sessions, each objective's results: with a figure


@dataclass(frozen=True, slots=True)
class CampaignEffort:
    """A campaign from its first day to the last one looked at: what it cost and what it brought, None = not known.

    ``full``: the cost is all that it cost, as the config says; else the ad spend. ``claimed_by``: the ad platform that
    alone tells of the results, which are its own claim.
    """

    name: str
    result: str
    names: Names
    reference: Decimal
    start: date | None
    end: date | None  # exclusive
    cost: Decimal | None
    results: Decimal | None
    full: bool = False
    claimed_by: str = ""


@dataclass(frozen=True, slots=True)
class Effort:
    """What kpis knows of effort: ``shares`` are those of the last three complete cycles, oldest first."""

    series: tuple[EffortSeries, ...] = ()
    shares: tuple[tuple[Shares, ...], ...] = ()
    campaigns: tuple[CampaignEffort, ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelYield:
    """Results per unit of effort over the window, with its 80 % interval; θ against the rest (log ratio), its standard
    error and its p-value after Holm. ``theta`` None: too few results to be judged.
    """

    channel: str
    results: Decimal
    effort: Decimal
    rate: float | None
    low: float | None = None
    high: float | None = None
    theta: float | None = None
    error: float | None = None
    p: float | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """Effort to be moved in each cycle and what it would bring, at returns that diminish. ``firm``: the low case is a
    gain as well; otherwise it is to be tried on one cycle."""

    donor: str
    receiver: str
    amount: Decimal
    low: float
    base: float
    high: float
    ratio: float
    p: float

    @property
    def firm(self) -> bool:
        return self.low > 0


@dataclass(frozen=True, slots=True)
class Reallocation:
    """What the effort of one objective gave by channel, and the proposal, if any (algorithms §6).

    ``inflation`` is F: what autocorrelation of the channels' yields adds to their standard errors; ``df`` the degrees
    of freedom that are left.
    """

    objective: str
    result: str
    unit: EffortUnit
    cycles: tuple[Cycle, ...]
    channels: tuple[ChannelYield, ...]
    delivery: Delivered = "all"
    names: Names = ()
    unmeasured: tuple[str, ...] = ()
    inflation: float = 1.0
    df: float | None = None
    move: Move | None = None
    reason: NoMove = ""


@dataclass(frozen=True, slots=True)
class Silent:
    """A channel that takes its part of the effort and gives little of all that is measured, three cycles in a row.
    ``latest`` are its shares in the last of them."""

    channel: str
    latest: Shares


@dataclass(frozen=True, slots=True)
class CampaignVerdict:
    """A campaign's cost per result against its reference cost (algorithms §7). ``low`` … ``high``: 90 % interval of the
    cost per result; ``high`` None: no upper end."""

    name: str
    cost: Decimal
    results: Decimal
    reference: Decimal
    low: Decimal
    high: Decimal | None
    choice: CampaignChoice


@dataclass(frozen=True, slots=True)
class EffortInsight:
    """What may be said of the effort: a Reallocation for each series, channels that are silent, campaigns' verdicts."""

    reallocations: tuple[Reallocation, ...] = ()
    silent: tuple[Silent, ...] = ()
    campaigns: tuple[CampaignVerdict, ...] = ()
