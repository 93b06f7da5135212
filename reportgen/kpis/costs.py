"""The config's costs → accruals: an amount that falls evenly on the days of its period, between its dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportgen.config.schema import Config
from reportgen.config.schema_costs import CostRow, Staff
from reportgen.kpis.aggregate import ZERO, days_between
from reportgen.periods import CycleSpec, Kind, cycle_of

COST_KINDS: dict[str, str] = {
    "staff_cost": "staff",
    "agency_fees": "agency",
    "ad_spend": "ads",
    "tool_cost": "tools",
    "production_cost": "production",
    "creator_cost": "creators",
    "other_cost": "other",
}
"""Measure → its key under ``costs``, in the order in which the full cost adds them."""

COSTS = frozenset((*COST_KINDS, "staff_hours"))
_PERIODS: dict[str, Kind] = {"week": "week", "month": "month", "quarter": "quarter", "year": "year"}


@dataclass(frozen=True, slots=True)
class Accrual:
    """An amount ``per`` period: days ``[lo, hi)`` as ordinals, None = without end. ``once`` falls on all its days."""

    measure: str
    amount: Decimal
    per: str
    lo: int | None
    hi: int | None
    channel: str
    activity: str
    fiscal_year_start: int = 1

    def total(self, lo: int, hi: int, mask: int) -> Decimal:
        """What falls on the days of the mask of ``[lo, hi)``: exact for whole periods, else a share by days."""
        first, last = max(lo, self.lo or lo), min(hi, self.hi or hi)
        result = ZERO
        for start, end in self._periods(first, last):
            a, b = max(start, first), min(end, last)
            days = (mask >> (a - lo) & days_between(a, b)).bit_count()
            result += self.amount * days / (end - start)
        return result

    def _periods(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The periods that touch ``[first, last)``."""
        if first >= last:
            return
        if self.per == "once":
            if self.lo is not None:
                yield self.lo, self.hi or self.lo + 1
            return
        if self.per == "day":
            yield from ((day, day + 1) for day in range(first, last))
            return
        cycle = cycle_of(
            CycleSpec(_PERIODS[self.per], fiscal_year_start=self.fiscal_year_start), date.fromordinal(first)
        )
        while cycle.start.toordinal() < last:
            yield cycle.start.toordinal(), cycle.end.toordinal()
            cycle = cycle.next()


def accruals(config: Config) -> tuple[Accrual, ...]:
    """Every cost that the config names, and the staff's hours. A cost named with amount 0 is there, with 0."""
    found = []
    for measure, key in COST_KINDS.items():
        cost = getattr(config.costs, key)
        rows = () if cost is None else cost if isinstance(cost, tuple) else (cost,)
        for row in rows:
            if isinstance(row, Staff):
                found.append(_accrual(measure, row.hours * row.hourly_rate, row, config))
                found.append(_accrual("staff_hours", row.hours, row, config))
            else:
                flat = row if isinstance(row, CostRow) else CostRow(amount=row)
                found.append(_accrual(measure, flat.amount, flat, config))
    return tuple(found)


def hours_by_rate(config: Config) -> dict[Decimal, tuple[Accrual, ...]]:
    """The staff's hours, by what one of them costs."""
    staff = config.costs.staff
    found: dict[Decimal, tuple[Accrual, ...]] = {}
    for row in staff if isinstance(staff, tuple) else (staff,) if staff else ():
        hours = _accrual("staff_hours", row.hours, row, config)
        found[row.hourly_rate] = (*found.get(row.hourly_rate, ()), hours)
    return found


def _accrual(measure: str, amount: Decimal, row: Staff | CostRow, config: Config) -> Accrual:
    lo = row.start.toordinal() if row.start else None
    hi = row.end.toordinal() + 1 if row.end else None
    if row.per == "once" and lo is not None:
        hi = hi or lo + 1
    return Accrual(measure, amount, row.per, lo, hi, row.channel or "", row.activity or "", config.fiscal_year_start)
