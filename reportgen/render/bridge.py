"""Where the bars of a bridge begin and end. Shared by the page's chart and the native one."""

from __future__ import annotations

from decimal import Decimal

from reportgen.model.chart import ChartSpec


def levels(spec: ChartSpec) -> tuple[tuple[Decimal, Decimal] | None, ...]:
    """Totals stand on zero, each step begins where the bar before ended. None = no value, which moves nothing."""
    found: list[tuple[Decimal, Decimal] | None] = []
    reached = Decimal(0)
    for index, value in enumerate(spec.series[0].values):
        if value is None:
            found.append(None)
            continue
        start = Decimal(0) if index in spec.totals else reached
        reached = start + value
        found.append((start, reached))
    return tuple(found)
