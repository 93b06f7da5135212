"""Target + history → whether the rest of the target is within what the process usually produces (algorithms §2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from reportgen.insight.signals import Form, limits
from reportgen.model.scorecard import Better


@dataclass(frozen=True, slots=True)
class Plausibility:
    """``answer`` None = unknown. ``limit`` is what the required value R was held against, in R's unit."""

    answer: bool | None
    required: float
    limit: float | None = None


def plausible(
    values: Sequence[float | None], form: Form | None, *, required: float, k: int, per_year: int, better: Better
) -> Plausibility:
    """Whether ``required`` per cycle for ``k`` cycles is plausible.

    ``values``: the KPI's cycles in order, this one last (net changes for a level); ``form``: how this one is judged.
    The margin is h = f·s·√(1/k + 1/n), f = 3 below twelve values, else 2, over the judged values with this one.
    """
    if form is None or k > per_year:
        return Plausibility(None, required)
    series = (*form.before, form.x)
    found = limits(series)
    if found is None or found.n < 6:
        return Plausibility(None, required)
    h = (3 if found.n < 12 else 2) * found.s * sqrt(1 / k + 1 / found.n)
    side = -1 if better == "lower" else 1
    edge = found.centre + side * h
    if form.base is None:
        limit = edge
    else:
        expected = _year_ahead(values, form.logs, edge, k, per_year)
        if expected is None:
            return Plausibility(None, required)
        limit = expected / k
    return Plausibility(side * required <= side * limit, required, limit)


def _year_ahead(values: Sequence[float | None], logs: bool, edge: float, k: int, m: int) -> float | None:
    """The most (least) that the next ``k`` cycles may give together: last year's, moved by the edge."""
    t = len(values) - 1
    bases = [values[t + i - m] for i in range(1, k + 1)]
    known = [base for base in bases if base is not None]
    if len(known) < k:
        return None
    return sum(base * exp(edge) if logs else base + edge for base in known)
