"""A campaign's cost and results + its reference cost → CampaignVerdict (algorithms §7)."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt

from reportgen.model.effort import CampaignChoice, CampaignVerdict

_Z = 1.645  # 90 %, two-sided


def byar(results: float) -> tuple[float, float]:
    """90 % interval of the mean of a count, by Byar's approximation (Breslow & Day 1987, 2.10)."""
    low = 0.0 if results == 0 else max(0.0, results * (1 - 1 / (9 * results) - _Z / (3 * sqrt(results))) ** 3)
    more = results + 1
    return low, more * (1 - 1 / (9 * more) + _Z / (3 * sqrt(more))) ** 3


def against_reference(name: str, cost: Decimal, results: Decimal, reference: Decimal) -> CampaignVerdict:
    """``cost`` in report currency, ``results`` ≥ 0, ``reference`` the cost of one result that is still worth it."""
    low, high = byar(float(results))
    cheapest = cost / Decimal(high)
    dearest = cost / Decimal(low) if low > 0 else None
    choice: CampaignChoice = "cannot_tell"
    if reference < cheapest:
        choice = "stop_or_redo"
    elif dearest is not None and reference > dearest:
        choice = "pursue"
    return CampaignVerdict(name, cost, results, reference, cheapest, dearest, choice)
