"""KpiScore → its values in cycle order, as far as one series goes: None where there is none that may be judged."""

from __future__ import annotations

from decimal import Decimal

from reportgen.model.scorecard import KpiScore


def numbers(kpi: KpiScore) -> list[float | None]:
    """Whole figures since the last series break."""
    return [None if v.value is None or v.state != "ok" or kpi.broken(v.cycle) else float(v.value) for v in kpi.history]


def attainments(kpi: KpiScore) -> list[Decimal | None]:
    """What each cycle since the last series break attained; None where its figure was not whole."""
    if len(kpi.attainments) != len(kpi.history):
        return [None] * len(kpi.history)
    return [
        reached if v.state == "ok" and not kpi.broken(v.cycle) else None
        for v, reached in zip(kpi.history, kpi.attainments, strict=True)
    ]
