"""Small scorecards for the decision rule: monthly cycles that end in October 2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reportgen.config import schema
from reportgen.model.scorecard import Comparison, Delta, KpiScore, ObjectiveScore, Scorecard, Value
from reportgen.model.targets import TargetScore
from reportgen.periods import Cycle, CycleSpec, cycle_of

MONTH = CycleSpec("month")
OCTOBER = cycle_of(MONTH, date(2026, 10, 1))
NONE = Comparison(None, None, Delta("none"))
LEADS = [118, 124, 115, 121, 130, 119, 126, 122, 117, 125, 120, 123]  # example A of the algorithms


def cycles(n: int) -> list[Cycle]:
    found = [OCTOBER]
    while len(found) < n:
        found.append(found[-1].previous())
    return found[::-1]


def kpi(
    values: list[float | None],
    target: TargetScore | None = None,
    *,
    name: str = "leads",
    better: str = "higher",
    main: bool = True,
    weight: int = 1,
    level: bool = False,
) -> KpiScore:
    history = tuple(
        Value(cycle, None if v is None else Decimal(str(v)), "missing" if v is None else "ok")
        for cycle, v in zip(cycles(len(values)), values, strict=True)
    )
    attainments: tuple[Decimal | None, ...] = ()
    if target is not None and target.mode == "per_cycle":
        attainments = tuple(_attained(v.value, target.value, better) for v in history)
    elif target is not None:
        attainments = (None,) * (len(history) - 1) + (target.attainment,)
    return KpiScore(
        name, (("en", name),), (), "count", better, main, False, Decimal(weight), level,  # type: ignore[arg-type]
        history[-1], NONE, NONE, target, None, history, (), attainments,
    )  # fmt: skip


def _attained(value: Decimal | None, target: Decimal, better: str) -> Decimal | None:
    if value is None:
        return None
    return target / value if better == "lower" else value / target


def per_cycle(value: float, now: float, better: str = "higher") -> TargetScore:
    attained = _attained(Decimal(str(now)), Decimal(str(value)), better)
    return TargetScore(Decimal(str(value)), attained, None)


def scorecard(*kpis: KpiScore) -> Scorecard:
    objective = ObjectiveScore("leads", "leads", "Leads", "role", kpis)
    return Scorecard(OCTOBER, OCTOBER.previous(), OCTOBER.year_ago(), date(2026, 11, 5), "EUR", (objective,))


def config(*kpis: KpiScore, **objective: object) -> schema.Config:
    rows = [{"kpi": k.id, "weight": k.weight, "main": k.main} for k in kpis]
    return schema.Config.model_validate(
        {
            "version": 1, "client": "C", "locale": "en_GB", "currency": "EUR", "timezone": "Europe/Paris",
            "cycle": "month", "sources": [{"name": "s", "path": "s.csv"}],
            "objectives": [{"id": "leads", "family": "leads", "title": "t", "role": "r", "kpis": rows, **objective}],
        }
    )  # fmt: skip
