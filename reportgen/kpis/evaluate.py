"""Config + catalogue + Facts + cycle → Scorecard: every KPI's figure, its comparisons, target and history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.config.schema import Config, Objective, Target
from reportgen.config.schema import Kpi as KpiSettings
from reportgen.errors import DataError
from reportgen.kpis.aggregate import Line
from reportgen.kpis.check import problems
from reportgen.kpis.compare import delta
from reportgen.kpis.costs import COST_KINDS
from reportgen.kpis.doubles import differing
from reportgen.kpis.expand import additive, flows_only
from reportgen.kpis.figure import Engine, Outcome, before
from reportgen.kpis.inputs import inputs
from reportgen.kpis.match import UnavailableError, ground
from reportgen.kpis.select import SOCIAL_GROUP, Shelf
from reportgen.kpis.shelves import Shelves
from reportgen.kpis.state import gate, source_scores, told
from reportgen.kpis.targets import attained, points, status
from reportgen.kpis.tree import Leaf, Tree, leaves
from reportgen.model.facts import Facts
from reportgen.model.scorecard import (
    BenchmarkScore,
    ChannelScore,
    Comparison,
    CostLine,
    Delta,
    KpiScore,
    ObjectiveScore,
    Scorecard,
    TargetScore,
    Value,
)  # fmt: skip
from reportgen.periods import Cycle, CycleSpec, cycle_of

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue, Kpi

HISTORY = 36  # earlier cycles


def evaluate(config: Config, catalogue: Catalogue, facts: Facts, cycle: Cycle, as_of: date) -> Scorecard:
    """The cycle's scorecard. Raises DataError with every KPI that no source serves, and a cycle without any row."""
    shelves = Shelves(config, catalogue, facts)
    found = (*problems(config, catalogue, facts, shelves.common, cycle), *shelves.problems)
    if found:
        raise DataError(found)
    work = [(objective, list(_work(config, catalogue, shelves, objective, cycle))) for objective in config.objectives]
    objectives = tuple(_objective(objective, kpis) for objective, kpis in work)
    used = {line for _, kpis in work for kpi in kpis if kpi.settings.role != "context" for line in kpi.lines()}
    sources = source_scores(config, facts, used, cycle, as_of)
    findings = (*told(facts.findings, cycle), *differing(shelves.common.index, used, cycle))
    scores = [kpi for objective in objectives for kpi in objective.kpis]
    return Scorecard(
        cycle,
        cycle.previous(),
        cycle.year_ago(),
        as_of,
        config.currency,
        objectives,
        tuple(_cost_lines(shelves.common, cycle)),
        sources,
        findings,
        gate(config, scores, sources, findings),
    )


def _work(config: Config, catalogue: Catalogue, shelves: Shelves, objective: Objective, cycle: Cycle) -> Iterator[_Kpi]:
    engine = shelves.engine(objective)
    for settings in objective.kpis:
        yield _Kpi(config, objective, settings, catalogue.kpis[settings.kpi], engine, cycle)


def _objective(objective: Objective, kpis: Sequence[_Kpi]) -> ObjectiveScore:
    main = next((k for k in objective.kpis if k.main), None)
    main = main or next((k for k in objective.kpis if k.role != "context"), objective.kpis[0])
    scores = tuple(kpi.score(kpi.settings is main) for kpi in kpis)
    return ObjectiveScore(objective.id, objective.family, objective.title, objective.role, scores)


@dataclass(frozen=True, slots=True)
class _Kpi:
    """One KPI of one objective on its way to a KpiScore."""

    config: Config
    objective: Objective
    settings: KpiSettings
    kpi: Kpi
    engine: Engine
    cycle: Cycle

    def score(self, main: bool) -> KpiScore:
        now = self.engine.kpi(self.kpi, self.cycle)
        past = self._past()
        target = self._target()
        return KpiScore(
            id=self.kpi.id,
            names=self.kpi.names,
            definitions=self.kpi.definitions,
            unit=self.kpi.unit,
            better=self.kpi.better,
            main=main,
            context=self.settings.role == "context",
            weight=self.settings.weight,
            level=self._level,
            current=self._value(now, self.cycle, True),
            previous=self._comparison(now, self.cycle.previous()),
            year_ago=self._comparison(now, self.cycle.year_ago()),
            target=self._target_score(target, now) if target else None,
            benchmark=self._benchmark(),
            history=tuple(self._value(outcome, cycle, False) for cycle, outcome in past),
            channels=tuple(self._channels(now)),
            attainments=tuple(self._points(target, outcome, cycle) for cycle, outcome in past) if target else (),
        )

    def lines(self) -> Iterator[Line]:
        """The series that the current figure stands on, or would stand on."""
        lo, hi = self.cycle.start.toordinal(), self.cycle.stop.toordinal()
        for leaf in leaves(self._tree) if self._tree else ():
            for part in self.engine.shelf.find(leaf, lo, hi).parts.values():
                yield from part.lines

    @property
    def _tree(self) -> Tree | None:
        return self.engine.kpi(self.kpi, self.cycle).tree

    @property
    def _level(self) -> bool:
        tree = self._tree
        kinds = self.engine.kinds
        return tree is not None and additive(tree) and {kinds[leaf.measure] for leaf in leaves(tree)} == {"level"}

    def _value(self, outcome: Outcome, cycle: Cycle, full: bool) -> Value:
        """``full``: with inputs and the rows they come from."""
        return Value(
            cycle,
            outcome.value,
            outcome.state,
            outcome.cause,
            outcome.alternative,
            self.kpi.texts[outcome.alternative],
            inputs(outcome, self.engine) if full else (),
            outcome.coverage,
            outcome.small_base,
            outcome.low,
            outcome.high,
        )

    def _comparison(self, now: Outcome, cycle: Cycle | None) -> Comparison:
        if cycle is None:
            return Comparison(None, None, Delta("none"))
        then = self.engine.kpi(self.kpi, cycle)
        flow = now.tree is not None and flows_only(now.tree, self.engine.kinds)
        days = self.cycle.days, cycle.days
        change = delta(now, then, self.kpi.unit, days, flow, self.config.quality.coverage_tolerance)
        return Comparison(cycle, self._value(then, cycle, True) if then.value is not None else None, change)

    def _past(self) -> list[tuple[Cycle, Outcome]]:
        """Cycles from the first that lies wholly in the data and has a figure to this one, oldest first."""
        first = self.engine.shelf.index.first
        result = [(self.cycle, self.engine.kpi(self.kpi, self.cycle))]
        cycle = before(self.cycle)
        while len(result) <= HISTORY and first is not None and cycle.start >= first:
            result.append((cycle, self.engine.kpi(self.kpi, cycle)))
            cycle = before(cycle)
        while len(result) > 1 and result[-1][1].value is None:
            result.pop()
        return result[::-1]

    def _channels(self, now: Outcome) -> Iterator[ChannelScore]:
        """Each social channel with a figure, the largest first."""
        if now.tree is None:
            return
        shelf = self.engine.shelf
        named = {line.key.channel for leaf in leaves(now.tree) for line in shelf.index.lines(leaf.measure)}
        rows = []
        for channel in sorted(named & SOCIAL_GROUP):
            selection = (("channel", channel),)
            values = [self.engine.kpi(self.kpi, c, selection).value for c in (self.cycle, self.cycle.previous())]
            if values != [None, None]:
                rows.append(ChannelScore(channel, values[0], values[1]))
        yield from sorted(rows, key=lambda row: (row.value is None, -(row.value or 0), row.channel))

    def _benchmark(self) -> BenchmarkScore | None:
        given = self.settings.benchmark
        return BenchmarkScore(given.value, given.source, given.date) if given else None

    def _target(self) -> Target | None:
        given = self.settings.target
        return Target(value=given) if isinstance(given, Decimal) else given

    def _target_score(self, target: Target, now: Outcome) -> TargetScore:
        by = target.by or self.objective.due
        start = self._start(target, self.cycle)
        value = self._reached(target, now, self.cycle)
        attainment = None
        if value is not None and now.small_base is None:
            attainment = attained(value, target, self.kpi.better, start, self._level)
        reached = None
        if value is not None and self._judged(now):
            thresholds = self.config.thresholds
            reached = status(value, target, self.kpi.better, attainment, thresholds, self._level)
            if target.mode != "per_cycle" and by is not None and self.cycle.stop <= by and reached != "met":
                reached = None  # there is time left
        return TargetScore(target.value, attainment, reached, by, target.mode, start)

    def _judged(self, now: Outcome) -> bool:
        return not self.cycle.running and now.state == "ok" and now.small_base is None

    def _points(self, target: Target | None, outcome: Outcome, cycle: Cycle) -> Decimal | None:
        value = self._reached(target, outcome, cycle) if target else None
        if target is None or value is None or outcome.small_base is not None:
            return None
        better, level = self.kpi.better, self._level
        attainment = attained(value, target, better, self._start(target, cycle), level)
        return points(value, target, better, attainment, self.config.thresholds, level)

    def _reached(self, target: Target, outcome: Outcome, cycle: Cycle) -> Decimal | None:
        """The figure that is held against the target: the cycle's, or what has come together since the start."""
        if target.mode != "cumulative" or outcome.value is None:
            return outcome.value
        start = self.objective.start or _fiscal_start(self.config, cycle)
        if start >= cycle.stop:
            return None
        return self.engine.kpi(self.kpi, _days(start, cycle.stop)).value

    def _start(self, target: Target, cycle: Cycle) -> Decimal | None:
        """Where the way to the target began: declared, for levels the opening; with ``by`` that of the objective."""
        if target.start is not None or not self._level:
            return target.start
        start = self.objective.start
        if (target.by or self.objective.due) and start is not None:
            return self.engine.opening(self.kpi, _days(start, start + timedelta(days=1)))
        return self.engine.opening(self.kpi, cycle)


def _days(start: date, stop: date) -> Cycle:
    days = (stop - start).days
    return Cycle(CycleSpec("days", days, start), start, stop)


def _fiscal_start(config: Config, cycle: Cycle) -> date:
    return cycle_of(CycleSpec("year", fiscal_year_start=config.fiscal_year_start), cycle.start).start


def _cost_lines(shelf: Shelf, cycle: Cycle) -> Iterator[CostLine]:
    """The kinds that are named, in the order of the full cost; a kind without a row in the cycle is left out."""
    for measure in COST_KINDS:
        if shelf.has(measure):
            amount = _cost(shelf, measure, cycle)
            if amount is not None:
                yield CostLine(measure, amount, _cost(shelf, measure, cycle.previous()))


def _cost(shelf: Shelf, measure: str, cycle: Cycle) -> Decimal | None:
    leaf = Leaf(measure, "social", spread=True)
    try:
        base = ground(leaf, shelf, cycle.start.toordinal(), cycle.stop.toordinal())
    except UnavailableError:
        return None
    return sum(
        (part.total(base.masks[leaf][unit]) for unit, group in base.parts[leaf].items() for part in group), Decimal(0)
    )
