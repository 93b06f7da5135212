"""Config + Shelves → Trials: each action's KPI on its channel, by cycle, beside the channels that nothing touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.config.schema import Config, Objective
from reportgen.config.schema import Kpi as KpiSettings
from reportgen.config.schema_learning import Action
from reportgen.kpis.expand import additive, flows_only
from reportgen.kpis.figure import Engine
from reportgen.kpis.score import Scoring
from reportgen.kpis.subject import of_channel
from reportgen.model.learning import Trial
from reportgen.model.scorecard import KpiScore
from reportgen.periods import Cycle, CycleSpec, cycle_of

if TYPE_CHECKING:
    from reportgen.kpis.shelves import Shelves
    from reportgen.vocabulary.catalogue import Catalogue, Kpi


def trials(config: Config, catalogue: Catalogue, shelves: Shelves, cycle: Cycle, as_of: date) -> Iterator[Trial]:
    """The actions that ran in the cycle, or whose cycles after reach into it; planned ones are none."""
    for action in config.actions:
        if action.start is None or action.kpi is None or not _concerns(action, cycle):
            continue
        objective, kpi = objective_of(config, action), catalogue.kpis[action.kpi]
        engine = shelves.engine(objective)
        settings = next((row for row in objective.kpis if row.kpi == kpi.id), KpiSettings(kpi=kpi.id))
        whole = Scoring(config, objective, settings, kpi, engine, cycle, as_of).settled()
        score = whole.score(False)
        untouched, others = _control(config, action, engine, kpi, score)
        if action.channel:
            formulas = tuple(of_channel(node, action.channel) for node in kpi.formulas)
            score = replace(whole, kpi=replace(kpi, formulas=formulas), engine=shelves.engine(objective)).score(False)
        first = _first(action.start, cycle.spec)
        yield Trial(action.id, objective.id, score, first, untouched, _at(others, score))


def objective_of(config: Config, action: Action) -> Objective:
    """The one that the action names, else the first that lists its KPI, else the first."""
    named = next((o for o in config.objectives if o.id == action.objective), None)
    listing = next((o for o in config.objectives if any(row.kpi == action.kpi for row in o.kpis)), None)
    return named or listing or config.objectives[0]


def _first(start: date, spec: CycleSpec) -> Cycle:
    """The first whole cycle since the start."""
    cycle = cycle_of(spec, start)
    return cycle if cycle.start == start else cycle.next()


def _concerns(action: Action, cycle: Cycle) -> bool:
    """Whether an action ran in the cycle, or is judged in it: two whole cycles since its start are needed for that."""
    if action.start is None or not _begun(action, cycle):
        return False
    judged = _first(action.start, cycle.spec).next()
    return action.end is None or action.end >= cycle.start or judged.start >= cycle.start


def _begun(action: Action, cycle: Cycle) -> bool:
    return action.status is None and action.start is not None and action.start < cycle.stop


def _control(
    config: Config, action: Action, engine: Engine, kpi: Kpi, score: KpiScore
) -> tuple[tuple[str, ...], dict[date, Decimal]]:
    """The other channels that no action touched, and what they had together by cycle; only where figures add up."""
    tree = engine.kpi(kpi, score.current.cycle).tree
    if action.channel is None or tree is None or not (additive(tree) and flows_only(tree, engine.kinds)):
        return (), {}
    begun = (other for other in config.actions if _begun(other, score.current.cycle))
    touched = {other.channel for other in begun if _together(action, other)}
    if None in touched:
        return (), {}
    cycles = [value.cycle for value in score.history]
    names, sums = [], dict.fromkeys((c.start for c in cycles), Decimal(0))
    for channel in sorted(row.channel for row in score.channels if row.channel not in touched):
        found = [engine.kpi(kpi, c, (("channel", channel),)) for c in cycles]
        values = [outcome.value for outcome in found if outcome.state == "ok"]
        if len(values) == len(cycles):
            names.append(channel)
            for c, value in zip(cycles, values, strict=True):
                sums[c.start] += value or Decimal(0)
    return tuple(names), sums if names else {}


def _together(one: Action, other: Action) -> bool:
    """Whether both run on some day; an action runs with itself."""
    if one.start is None or other.start is None:
        return False
    return (one.end is None or other.start <= one.end) and (other.end is None or one.start <= other.end)


def _at(others: dict[date, Decimal], score: KpiScore) -> tuple[Decimal | None, ...]:
    return tuple(others.get(value.cycle.start) for value in score.history) if others else ()
