"""Two Outcomes of a KPI → Delta, by unit; withheld where the two are not alike (domain §3.2, §6)."""

from __future__ import annotations

from decimal import Decimal

from reportgen.display import default_precision, rounded
from reportgen.kpis.figure import Outcome
from reportgen.model.scorecard import Delta

LEAST_COVERAGE = Decimal("0.80")


def delta(
    now: Outcome,
    then: Outcome | None,
    unit: str,
    days: tuple[int, int],
    flow: bool,
    tolerance: Decimal,
    apart: str = "",
    *,
    balance: bool = False,
    currency: str = "",
) -> Delta:
    """``days`` are the lengths of the two cycles; ``flow``: the figure adds up over days; ``apart``: why the cycles
    themselves are not alike (``series_break``, ``cohort``, ``young_posts``), else "".

    ``tolerance`` is the largest difference of coverage, as a share; ``balance`` and ``currency`` as of `changed`.
    """
    if then is None or now.value is None or then.value is None:
        return Delta("none")
    reason = apart or _withheld(now, then, tolerance)
    if reason:
        return Delta("withheld", reason=reason)
    per_day = None
    alike = now.coverage.share == then.coverage.share  # a day without a figure is no day of zero
    if flow and alike and days[0] != days[1] and all(days) and then.value > 0:
        per_day = now.value / days[0] / (then.value / days[1]) - 1
    return changed(now.value, then.value, unit, per_day, balance=balance, currency=currency)


def changed(
    now: Decimal,
    then: Decimal,
    unit: str,
    per_day: Decimal | None = None,
    *,
    balance: bool = False,
    currency: str = "",
) -> Delta:
    """The change between two figures that may be compared. ``balance``: what is left of two sums, which may be near
    zero or below it; a percentage of it says nothing. ``currency``: of amounts, which may have no cents."""
    absolute = now - then
    # Both values are shown with the decimals of the one shown first; the change is looked at with the same.
    small = rounded(absolute * 100 if unit == "percent" else absolute, default_precision(unit, now, currency)) == 0
    if unit == "percent":
        return Delta("stable" if small else "points", absolute)
    if unit == "score":
        return Delta("stable" if small else "absolute", absolute)
    if then == 0 and now != 0:
        return Delta("new", absolute)
    if then <= 0 or balance:
        return Delta("stable" if small else "absolute", absolute, per_day=per_day)
    relative = now / then - 1
    stable = small or rounded(relative * 100, default_precision("percent")) == 0
    return Delta("stable" if stable else "relative", absolute, relative, per_day)


def _withheld(now: Outcome, then: Outcome, tolerance: Decimal) -> str:
    if now.choices != then.choices:
        return "formula_changed"
    if now.basis != then.basis:
        return "series_break"
    shares = [Decimal(1) if o.coverage.share is None else o.coverage.share for o in (now, then)]
    if abs(shares[0] - shares[1]) > tolerance or min(shares) < LEAST_COVERAGE:
        return "coverage"
    return "small_base" if now.small_base or then.small_base else ""
