"""What was tried and what it did, and the way from awareness to loyalty: verdicts and figures. No sentences."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.model.insights import Verdict
    from reportgen.model.scorecard import KpiScore

Side = Literal["a", "b", ""]
Outcome = Literal["worked", "did_not", "cannot_tell"]
Doubt = Literal[
    "", "too_early", "too_little_history", "confounded", "not_measured", "within_chance", "shared", "void"
]  # fmt: skip

FUNNEL = "funnel-steps"
"""Whose the figures of the funnel are, in their ids; with a hyphen, as no objective of a config has."""


@dataclass(frozen=True, slots=True)
class Trial:
    """An action that concerns the cycle, with its KPI on its channel.

    ``first`` is the first whole cycle since its start. ``others``: what the ``untouched`` channels had together in each
    cycle of the KPI's history; empty without any.
    """

    action: str
    objective: str
    kpi: KpiScore
    first: Cycle
    untouched: tuple[str, ...] = ()
    others: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """How many there are at a step, and the share of those at the step before; None at the first."""

    id: str
    count: KpiScore
    rate: KpiScore | None = None


@dataclass(frozen=True, slots=True)
class Learning:
    """What was tried and the way to sales, in figures."""

    trials: tuple[Trial, ...] = ()
    funnel: tuple[FunnelStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """A KPI's mean per cycle after an action less that before it, in the KPI's unit, with its natural limits.

    ``control``: judged on the ratio to untouched channels; ``difference`` … ``high`` are then log ratios.
    """

    before: float
    after: float
    n_before: int
    n_after: int
    difference: float
    low: float
    high: float
    control: bool = False


@dataclass(frozen=True, slots=True)
class ActionVerdict:
    """Whether an action did what it was to do (algorithms §8). ``criterion`` is the difference asked for, None where
    the action has none. ``doubt`` says why nobody can tell; "" beside a clear outcome. ``control`` is the same
    effect on the ratio to channels that no action touched, where there are any."""

    action: str
    outcome: Outcome
    doubt: Doubt = ""
    effect: Effect | None = None
    criterion: float | None = None
    control: Effect | None = None


@dataclass(frozen=True, slots=True)
class SplitVerdict:
    """An A/B test read once: the difference B − A of two rates with its 95 % interval. ``better``: a, b or "" where the
    interval holds zero."""

    test: str
    rate_a: float
    rate_b: float
    difference: float
    low: float
    high: float
    better: Side
    doubt: Doubt = ""


@dataclass(frozen=True, slots=True)
class Lessons:
    """The verdicts on actions, split tests and the funnel's step rates (by step; ``weakest`` = the earliest whose rate
    shows an adverse signal, "" without one)."""

    actions: tuple[ActionVerdict, ...] = ()
    tests: tuple[SplitVerdict, ...] = ()
    steps: tuple[tuple[str, Verdict], ...] = ()
    weakest: str = ""


NOTHING_TRIED = Lessons()
