"""Value + target → attainment and status (domain §3.3)."""

from __future__ import annotations

from decimal import Decimal

from reportgen.config.schema import Target, Thresholds
from reportgen.model.scorecard import Better, Status
from reportgen.model.targets import CAP


def lies_ahead(goal: Decimal, start: Decimal, better: Better) -> bool:
    """Whether there is a way from where a figure began to its target; else it has only to be held."""
    return goal < start if better == "lower" else goal > start


def attained(value: Decimal, target: Target, better: Better, start: Decimal | None, level: bool) -> Decimal | None:
    """1 = met; None where there is no score: neutral KPIs, targets of zero or less, a level that began nowhere.

    ``start`` is where a level, or a target with ``from``, began.
    """
    goal = target.value
    if better == "neutral":
        return None
    if start is not None and lies_ahead(goal, start, better):
        return (value - start) / (goal - start)
    if level and start is None:
        return None
    if goal <= 0 or (better == "lower" and value <= 0):
        return None
    return goal / value if better == "lower" else value / goal


def status(
    value: Decimal, target: Target, better: Better, attainment: Decimal | None, thresholds: Thresholds, level: bool
) -> Status | None:
    """Met, close or missed; without an attainment by the side of the target alone, close within its tolerance."""
    if attainment is not None:
        if attainment >= thresholds.met:
            return "met"
        return "close" if attainment >= thresholds.close else "missed"
    if better == "neutral" or (level and target.value > 0):
        return None
    short = value - target.value if better == "lower" else target.value - value
    if short <= 0:
        return "met"
    return "close" if target.tolerance is not None and short <= target.tolerance else "missed"


def points(
    value: Decimal, target: Target, better: Better, attainment: Decimal | None, thresholds: Thresholds, level: bool
) -> Decimal | None:
    """What a figure counts in the objective's mean: its attainment; without one its status (algorithms §2)."""
    reached = status(value, target, better, attainment, thresholds, level)
    if attainment is not None or reached is None:
        return attainment
    if better == "lower" and target.value > 0 and reached == "met":
        return CAP  # nothing at all of what there should be little of: an attainment without bound
    return {"met": Decimal(1), "close": thresholds.close, "missed": Decimal(0)}[reached]
