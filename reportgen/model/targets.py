"""How far a target is reached, the way to it while it still runs, and how much of a budget is spent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.scorecard import Coverage, Status

CAP = Decimal("1.20")  # what an attainment counts at most in the objective's mean
PaceStatus = Literal["ahead", "on_pace", "behind"]


@dataclass(frozen=True, slots=True)
class Pace:
    """How the way to a target stands while it still runs (algorithms §3).

    ``value`` is the figure after ``elapsed`` of ``days`` days (settled ones), ``due`` the one that was due by then:
    ``share`` of the way, by the ``curve``; None where the target itself is due all along (rates, costs per result,
    scores). ``fallback``: last year's curve was asked for and can't be used. ``pace`` = value ÷ due, mirrored where
    less is better. ``status`` and ``projection`` (low, high: at today's pace) are None in the first days.
    """

    value: Decimal
    elapsed: int
    days: int
    due: Decimal
    share: Decimal | None
    pace: Decimal | None
    status: PaceStatus | None
    curve: Literal["linear", "last_year"] = "linear"
    fallback: bool = False
    projection: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class TargetScore:
    """A target and how far it is reached: ``attainment`` unrounded (1 = met), None where there is no score; of a
    cumulative target, while there is time left, of what was due by now.

    ``reached``: the figure that is held against it, of a cumulative target what has come together. ``coverage``: of a
    cumulative target of whose days some have no data, so that more may have come.
    """

    value: Decimal
    attainment: Decimal | None
    status: Status | None
    by: date | None = None
    mode: str = "per_cycle"
    start: Decimal | None = None
    pace: Pace | None = None
    reached: Decimal | None = None
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True)
class BudgetScore:
    """A budget of one cycle and the share of it that is spent; ``pace`` while the cycle runs. It has no score."""

    value: Decimal
    consumed: Decimal | None
    pace: Pace | None = None
