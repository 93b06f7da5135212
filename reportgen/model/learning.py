"""What was tried and what it did, and the way from awareness to loyalty: verdicts and figures. No sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["worked", "did_not", "cannot_tell"]
Doubt = Literal["", "too_early", "too_little_history", "confounded", "not_measured", "within_chance", "void"]


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
    the action has none. ``doubt`` says why nobody can tell; "" beside a clear outcome."""

    action: str
    outcome: Outcome
    doubt: Doubt = ""
    effect: Effect | None = None
    criterion: float | None = None


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
    better: Literal["a", "b", ""]
    doubt: Doubt = ""
