"""The way to a target + the figure so far → Pace: what was due by now, and where it leads (algorithms §3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.config.schema import Thresholds
from reportgen.model.scorecard import Better
from reportgen.model.targets import Pace, PaceStatus

LEAST_DAYS = 7
EVENTS = 30  # last year's curve of fewer is chance


@dataclass(frozen=True, slots=True)
class Way:
    """``elapsed`` of ``days`` days. ``last_year`` is the share of last year's figure that had come by then, if known.

    ``begun`` is where a level (or a target with ``from``) began; flows begin at nothing. ``steady``: the target itself
    is due all along, as a rate's.
    """

    elapsed: int
    days: int
    curve: Literal["linear", "last_year"] = "linear"
    last_year: Decimal | None = None
    begun: Decimal = Decimal(0)
    steady: bool = False

    @property
    def enough(self) -> bool:
        """Whether a quarter of the way is over, at least seven days."""
        return self.elapsed >= LEAST_DAYS and 4 * self.elapsed >= self.days

    @property
    def linear(self) -> Decimal:
        return Decimal(self.elapsed) / self.days


def pace(way: Way, value: Decimal, goal: Decimal, better: Better, thresholds: Thresholds, whole: bool) -> Pace:
    """``whole``: nothing is missing of the figure; else it is held against nothing."""
    asked = way.curve == "last_year"
    share = way.last_year if asked and way.last_year is not None else way.linear
    due = goal if way.steady else way.begun + (goal - way.begun) * share
    measured = _pace(value - way.begun, due - way.begun, better, way.begun != 0)
    judged = way.enough and whole
    return Pace(
        value=value,
        elapsed=way.elapsed,
        days=way.days,
        due=due,
        share=None if way.steady else share,
        pace=measured,
        status=_status(measured, value, due, better, thresholds) if judged else None,
        curve="last_year" if asked and way.last_year is not None else "linear",
        fallback=asked and way.last_year is None and not way.steady,
        projection=_projection(way, value) if judged and not way.steady else None,
    )


def _pace(come: Decimal, due: Decimal, better: Better, from_somewhere: bool) -> Decimal | None:
    """1 = as due. A way that leads down from somewhere is measured as one that leads up: by how far it has come."""
    if from_somewhere:
        return come / due if due else None
    if due <= 0 or better == "neutral":
        return None
    if better == "lower":
        return due / come if come > 0 else None
    return come / due


def _status(
    measured: Decimal | None, value: Decimal, due: Decimal, better: Better, thresholds: Thresholds
) -> PaceStatus | None:
    if measured is None:
        return "ahead" if better == "lower" and 0 <= value < due else None
    if measured >= thresholds.met:
        return "ahead"
    return "on_pace" if measured >= thresholds.close else "behind"


def _projection(way: Way, value: Decimal) -> tuple[Decimal, Decimal]:
    """The end of the way at today's pace, by both curves; low first."""
    shares = [way.linear] if way.last_year is None else [way.linear, way.last_year]
    ends = sorted(way.begun + (value - way.begun) / share for share in shares)
    return ends[0], ends[-1]
