"""Config + Shelves + cycle → Returns: cost by kind, ROI, what results are worth, channels, the way to break-even.

Every figure is the catalogue's own KPI, computed by the engine of the objective that lists it, else of the first of a
family that it suits. What no source and no setting gives is left out; what is there but can't be attributed stays, with
its cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.config.schema import Config, Objective
from reportgen.config.schema import Kpi as KpiSettings
from reportgen.kpis.aggregate import ZERO, days_between
from reportgen.kpis.archive import archive, costs_as_reported
from reportgen.kpis.costs import COST_KINDS, Accrual, hours_by_rate
from reportgen.kpis.engines import Engines
from reportgen.kpis.match import UnavailableError, ground
from reportgen.kpis.returns_channels import channel_returns
from reportgen.kpis.returns_time import cumulative
from reportgen.kpis.score import Scoring
from reportgen.kpis.select import Shelf
from reportgen.kpis.shelves import Shelves
from reportgen.kpis.spans import ordinals
from reportgen.kpis.tree import Leaf, Operation, Worth, nodes
from reportgen.model.delivery import RETURNS, CycleRecord
from reportgen.model.returns import Bridge, BudgetLine, Returns, StaffTime, ValuedResult
from reportgen.model.scorecard import CostLine, KpiScore, Names, ObjectiveScore
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue

MONEY = (
    "total_cost", "revenue", "gross_margin", "net_return", "revenue_per_cost", "roi_sales", "roi_full", "roi_paid",
    "cac", "media_cac", "cost_per_lead", "media_cpl", "roas", "clv", "clv_revenue", "clv_to_cac", "cac_payback",
)  # fmt: skip
TOLD_WHEN_MISSING = frozenset({"no_rows", "no_attribution", "no_common_part", "claims", "not_allocated"})
"""Causes of a figure that was to be expected: its absence is said. By all others nobody has asked for it."""

EXPOSURE = frozenset({"input", "activity", "output", "out-take"})  # what is seen and liked has its own costs: CPM, CPE


def returns(
    config: Config,
    catalogue: Catalogue,
    shelves: Shelves,
    cycle: Cycle,
    as_of: date,
    scores: Sequence[ObjectiveScore],
    records: Sequence[CycleRecord] = (),
) -> Returns | None:
    """None where nothing is spent, and nothing comes in. ``scores``: the objectives, for their budgets; ``records``:
    earlier cycles as reported."""
    engines = Engines(config, catalogue, shelves)
    cycle = _scoring(engines, engines.owner("net_return"), "net_return", cycle, as_of).settled().cycle
    found = [_scored(engines, engines.owner(name), name, cycle, as_of, records) for name in MONEY]
    kpis = tuple(kpi for kpi in found if kpi.current.value is not None or kpi.current.cause in TOLD_WHEN_MISSING)
    total = next((kpi for kpi in found if kpi.id == "total_cost"), None)
    costs = costs_as_reported(records, config, tuple(cost_lines(shelves.common, cycle)), total)
    budgets = tuple(_budgets(scores))
    if not costs and not budgets and not any(kpi.current.value for kpi in kpis):
        return None
    return Returns(
        cycle,
        tuple(sorted(costs, key=lambda line: -line.amount)),
        tuple(_staff(config, cycle)),
        budgets,
        kpis,
        tuple(_per_result(engines, cycle, as_of, records)),
        _bridge(kpis),
        tuple(_valued(engines, cycle)),
        channel_returns(engines, shelves.common, cycle),
        cumulative(engines, cycle),
        tuple(_uncounted(shelves.common, cycle)),
    )


def _scoring(engines: Engines, objective: Objective, name: str, cycle: Cycle, as_of: date) -> Scoring:
    settings, engine = KpiSettings(kpi=name), engines.of(objective)
    return Scoring(engines.config, objective, settings, engines.catalogue.kpis[name], engine, cycle, as_of, earlier=0)


def _scored(
    engines: Engines,
    objective: Objective,
    name: str,
    cycle: Cycle,
    as_of: date,
    records: Sequence[CycleRecord],
    of: str = "",
) -> KpiScore:
    """``of``: the objective whose result it is of, where it is of one alone."""
    scoring = _scoring(engines, objective, name, cycle, as_of)
    kept = archive(records, engines.config, f"{RETURNS}{of}", scoring.kpi) if records else None
    return replace(scoring, archive=kept).score(False)


def cost_lines(shelf: Shelf, cycle: Cycle) -> Iterator[CostLine]:
    """The kinds that are named, in the order of the full cost; a kind without a row in the cycle is left out."""
    year_ago = cycle.year_ago()
    for measure in COST_KINDS:
        if shelf.has(measure):
            amount = _cost(shelf, measure, cycle)
            if amount is not None:
                then = _cost(shelf, measure, year_ago) if year_ago is not None else None
                yield CostLine(measure, amount, _cost(shelf, measure, cycle.previous()), then)


def _uncounted(shelf: Shelf, cycle: Cycle) -> Iterator[tuple[str, str]]:
    """Kinds whose rows fall on the cycle but can't be cut to it, so that the total lacks them; with the cause."""
    for measure in COST_KINDS:
        parts = shelf.find(Leaf(measure, "social"), *ordinals(cycle)).parts.values()
        if any(part.cause == "crosses_cycle" for part in parts):
            yield measure, "crosses_cycle"


def _cost(shelf: Shelf, measure: str, cycle: Cycle) -> Decimal | None:
    leaf = Leaf(measure, "social", spread=True)
    try:
        base = ground(leaf, shelf, *ordinals(cycle))
    except UnavailableError:
        return None
    return sum((part.total(base.masks[leaf][unit]) for unit, group in base.parts[leaf].items() for part in group), ZERO)


def _staff(config: Config, cycle: Cycle) -> Iterator[StaffTime]:
    """Most hours first; a rate that nobody worked at in the cycle is left out."""
    year_ago = cycle.year_ago()
    rows = [
        StaffTime(
            rate, _hours(rows, cycle), _hours(rows, cycle.previous()), _hours(rows, year_ago) if year_ago else None
        )
        for rate, rows in hours_by_rate(config).items()
    ]
    yield from sorted((row for row in rows if row.hours), key=lambda row: (-row.hours, row.rate))


def _hours(rows: Sequence[Accrual], cycle: Cycle) -> Decimal:
    lo, hi = ordinals(cycle)
    return sum((row.total(lo, hi, days_between(lo, hi)) for row in rows), ZERO)


def _budgets(scores: Sequence[ObjectiveScore]) -> Iterator[BudgetLine]:
    for objective in scores:
        for kpi in objective.kpis:
            if kpi.budget is not None:
                yield BudgetLine(objective.id, kpi.id, kpi.names, kpi.unit, kpi.current.value, kpi.budget)


def _per_result(
    engines: Engines, cycle: Cycle, as_of: date, records: Sequence[CycleRecord]
) -> Iterator[tuple[str, Names, KpiScore]]:
    """The cost of each lasting result, where no KPI of its objective says it; that of leads and customers is one."""
    for objective in engines.config.objectives:
        name = engines.result(objective)
        known = engines.catalogue.kpis.get(name)
        if any(_cost_of_one(engines, row.kpi) for row in objective.kpis):
            continue
        if objective.cycle is not None or name in ("", "leads", "new_customers") or (known and known.amec in EXPOSURE):
            continue
        score = _scored(engines, objective, "cost_per_result", cycle, as_of, records, objective.id)
        if score.current.value is not None:
            yield objective.id, engines.names(name), score


def _cost_of_one(engines: Engines, kpi: str) -> bool:
    known = engines.catalogue.kpis.get(kpi)
    return known is not None and any(text.startswith("total_cost") and "/" in text for text in known.texts)


def _bridge(kpis: Sequence[KpiScore]) -> Bridge | None:
    """Of the net gain's own inputs: they are of the days that margin and costs share, so that the bridge adds up."""
    net = next((kpi.current for kpi in kpis if kpi.id == "net_return"), None)
    if net is None or net.value is None:
        return None
    given = [(leaf.expression, leaf.value) for leaf in net.inputs if leaf.kind == "cost" and leaf.value]
    costs = tuple(sorted(given, key=lambda cost: -cost[1]))
    start = net.value + sum((amount for _, amount in costs), ZERO)
    on_revenue = any(leaf.expression == "margin" and leaf.value is None for leaf in net.inputs)
    return Bridge(start, costs, net.value, on_revenue or net.cause == "revenue_not_margin")


def _valued(engines: Engines, cycle: Cycle) -> Iterator[ValuedResult]:
    """Each valued result as it stands in the wider ROI, on that ROI's own days."""
    engine = engines.of(engines.owner("roi_full"))
    outcome = engines.kpi("roi_full", cycle)
    if outcome.value is None or outcome.tree is None:
        return
    for node in nodes(outcome.tree):
        match node:
            case Operation(op="*", left=counted, right=Worth(result=result, low=low, high=high) as worth):
                count, base = engine.part(counted, outcome, cycle), engine.part(worth, outcome, cycle)
                if count is not None and base is not None:
                    all_of = counted.left if isinstance(counted, Operation) and counted.op == "excess" else counted
                    bought = (engine.part(all_of, outcome, cycle) or ZERO) - count
                    names = engines.names(result)
                    yield ValuedResult(result, names, count, bought, low, base, high)
