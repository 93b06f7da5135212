"""Small scorecards by hand, for the documents' tests: values per KPI, the rest follows as the engine makes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.config import schema
from reportgen.display import default_precision, rounded
from reportgen.document.outline import compose
from reportgen.insight.decide import decide
from reportgen.model.report import Report
from reportgen.model.scorecard import (
    BenchmarkScore,
    ChannelScore,
    Comparison,
    Coverage,
    Delta,
    Input,
    KpiScore,
    ObjectiveScore,
    Scorecard,
    SourceScore,
    Trace,
    Value,
)
from reportgen.model.targets import TargetScore
from reportgen.periods import Cycle, CycleSpec, cycle_of
from reportgen.vocabulary.catalogue import Kpi, catalogue

MONTH, QUARTER = CycleSpec("month"), CycleSpec("quarter")
OCTOBER = cycle_of(MONTH, date(2026, 10, 1))
Q3 = cycle_of(QUARTER, date(2026, 7, 1))


def number(value: float | str | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def cycles(last: Cycle, count: int) -> list[Cycle]:
    found = [last]
    while len(found) < count:
        found.append(found[-1].previous())
    return found[::-1]


def delta(unit: str, now: Decimal | None, before: Decimal | None) -> Delta:
    """As domain §3.2 has it."""
    if now is None or before is None:
        return Delta("none")
    change = now - before
    if unit == "percent":
        return Delta("stable") if not rounded(change * 100, 1) else Delta("points", change)
    if unit == "score" or before < 0:
        return Delta("stable") if not rounded(change, default_precision(unit, now)) else Delta("absolute", change)
    if before == 0:
        return Delta("new" if now else "stable", change)
    relative = change / before
    return Delta("stable" if not rounded(relative * 100, 1) else "relative", change, relative)


def comparison(unit: str, now: Value, other: Value | None, cycle: Cycle | None) -> Comparison:
    return Comparison(cycle, other, delta(unit, now.value, other.value if other else None))


def target_score(row: Kpi, now: Decimal | None, target: float | None) -> TargetScore | None:
    if target is None:
        return None
    goal = Decimal(str(target))
    if now is None or row.better == "neutral":
        return TargetScore(goal, None, None)
    reached = goal / now if row.better == "lower" else now / goal
    status = "met" if reached >= 1 else "close" if reached >= Decimal("0.9") else "missed"
    return TargetScore(goal, reached, status)  # type: ignore[arg-type]


def kpi(
    name: str,
    values: list[float | None],
    target: float | None = None,
    *,
    last: Cycle = OCTOBER,
    main: bool = False,
    source: str = "shop",
    channels: dict[str, tuple[float | None, float | None]] | None = None,
    benchmark: BenchmarkScore | None = None,
    level: bool = False,
    inputs: dict[str, float] | None = None,
    **current: Any,
) -> KpiScore:
    """A catalogue KPI with these values, oldest first; ``current`` replaces fields of its current Value."""
    row = catalogue().kpis[name]
    trace = Trace(source, f"data/{source}.csv", "0" * 64, "", 2, 32, 31)
    history = []
    for cycle, raw in zip(cycles(last, len(values)), values, strict=True):
        leaves = (Input(name, "flow", row.unit, number(raw), Coverage(31, 31), (trace,)),)
        state = "missing" if raw is None else "ok"
        history.append(Value(cycle, number(raw), state, formula=row.texts[0], inputs=leaves, coverage=Coverage(31, 31)))
    if inputs:
        units = ("currency" if "cost" in key or "revenue" in key else "count" for key in inputs)
        leaves = tuple(
            Input(key, "flow", unit, number(value), Coverage(31, 31), (trace,))
            for (key, value), unit in zip(inputs.items(), units, strict=True)
        )
        current["inputs"] = leaves
    history[-1] = replace(history[-1], **current)
    known = {value.cycle.start: value for value in history}
    before, year = last.previous(), last.year_ago()
    goal = target_score(row, history[-1].value, target)
    reached = tuple(
        score.attainment if (score := target_score(row, value.value, target)) else None for value in history
    )  # fmt: skip
    return KpiScore(
        name, row.names, row.definitions, row.unit, row.better, main, False, Decimal(1), level, history[-1],
        comparison(row.unit, history[-1], known.get(before.start), before),
        comparison(row.unit, history[-1], known.get(year.start) if year else None, year),
        goal, benchmark, tuple(history),
        tuple(ChannelScore(c, number(now), number(then)) for c, (now, then) in (channels or {}).items()),
        reached if goal else (),
    )  # fmt: skip


def objective(name: str, title: str, role: str, *kpis: KpiScore) -> ObjectiveScore:
    first, *others = kpis
    return ObjectiveScore(name, name, title, role, (replace(first, main=True), *others))


def source(name: str, *measures: str, days: tuple[int, int] = (31, 31), **more: Any) -> SourceScore:
    state = "ok" if days[0] == days[1] else "partial"
    fields: dict[str, Any] = {"exported_on": date(2026, 11, 2), "state": state, "format": "", **more}
    return SourceScore(name, measures, (), Coverage(*days), **fields)


def scorecard(*objectives: ObjectiveScore, last: Cycle = OCTOBER, currency: str = "EUR", **more: Any) -> Scorecard:
    fields = {"as_of": date(2026, 11, 5), **more}
    return Scorecard(last, last.previous(), last.year_ago(), currency=currency, objectives=objectives, **fields)


def config(card: Scorecard, locale: str = "fr_FR", client: str = "Maison Lumière", **more: Any) -> schema.Config:
    own, agreed = more.pop("decisions", {}), more.pop("agreed", {})
    rows = [
        {
            "id": o.id, "family": o.family, "title": o.title, "role": o.role,
            "kpis": [{"kpi": k.id, "main": k.main} for k in o.kpis],
            **({"decision": own[o.id]} if o.id in own else {}), **agreed.get(o.id, {}),
        }
        for o in card.objectives
    ]  # fmt: skip
    return schema.Config.model_validate(
        {
            "version": 1, "client": client, "locale": locale, "currency": card.currency, "timezone": "Europe/Paris",
            "cycle": _cycle(card.cycle.spec), "fiscal_year_start": card.cycle.spec.fiscal_year_start,
            "sources": [{"name": "shop", "path": "shop.csv"}], "objectives": rows,
            **more,
        }
    )  # fmt: skip


def _cycle(spec: CycleSpec) -> object:
    return {"days": spec.days, "from": spec.anchor} if spec.kind == "days" else spec.kind


def report(card: Scorecard, locale: str = "fr_FR", **more: Any) -> Report:
    """The Report of a scorecard, with the verdicts and decisions of the rule."""
    settings = config(card, locale, **more)
    return compose(settings, catalogue(), card, decide(settings, card))
