"""Effort and what it gave, by channel and by campaign: the series that kpis hands over, the verdicts of insight.

Amounts are in the unit of the effort (report currency, or hours); results are counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.periods import Cycle

EffortUnit = Literal["currency", "hours"]
NoMove = Literal["", "too_few_cycles", "too_few_channels", "usual"]
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
    """The channels that serve one objective by one result (a measure's id), over complete cycles, oldest first."""

    objective: str
    result: str
    unit: EffortUnit
    cycles: tuple[Cycle, ...]
    channels: tuple[ChannelEffort, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """A channel's part of the effort, and of each thing that is measured, in one cycle (0…1)."""

    channel: str
    effort: Decimal
    measured: tuple[tuple[str, Decimal], ...]  # interactions, sessions, results: those that have a figure


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

    ``inflation`` is F: what autocorrelation of the channels' yields adds to their standard errors.
    """

    objective: str
    result: str
    unit: EffortUnit
    cycles: tuple[Cycle, ...]
    channels: tuple[ChannelYield, ...]
    inflation: float = 1.0
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
