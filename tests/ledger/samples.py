"""Records made by hand, as a report of leads would leave them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from reportgen.model.delivery import ArchivedFigure, CycleRecord

AT = datetime(2026, 11, 5, 6, 0, tzinfo=UTC)
PDF = ("lumiere-2026-10.pdf", "a" * 64)
DECK = ("lumiere-2026-10.pptx", "b" * 64)


def figure(value: str | None = "118.5", kpi: str = "leads", month: int = 10, **changes: object) -> ArchivedFigure:
    start = date(2026, month, 1)
    made = ArchivedFigure(
        objective="leads",
        kpi=kpi,
        cycle=f"2026-{month:02d}",
        start=start,
        end=next_month(start),
        until=None,
        value=None if value is None else Decimal(value),
        unit="count",
        formula="leads",
        series="leads=0",
        state="ok" if value is not None else "missing",
        coverage=(31, 31),
        target=Decimal(140),
        mode="per_cycle",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def record(month: int = 10, value: str | None = "118.5", **changes: object) -> CycleRecord:
    start = date(2026, month, 1)
    made = CycleRecord(
        client="lumiere",
        cycle=f"2026-{month:02d}",
        start=start,
        end=next_month(start),
        until=None,
        as_of=next_month(start) + timedelta(days=4),
        currency="EUR",
        gate="send",
        program="0.1.0",
        config_sha256="c" * 64,
        catalogue_sha256="d" * 64,
        inputs=(("data/facebook.csv", "e" * 64),),
        figures=(figure(value, month=month),),
        findings=(("overlap", "facebook"),),
        artifacts=(PDF, DECK),
        summary=("Un objectif sur deux est atteint.", "Leads : continuer"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
