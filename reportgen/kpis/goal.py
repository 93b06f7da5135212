"""A KPI's target in one objective → what is reached of it, cycle by cycle, and the pace while time is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.config.schema import Config, Objective, Target
from reportgen.kpis.expand import additive, grows
from reportgen.kpis.figure import Engine, Outcome
from reportgen.kpis.pace import EVENTS, Way, pace
from reportgen.kpis.spans import a_year_before, cycles_in, fiscal_year, span
from reportgen.kpis.targets import attained, lies_ahead, points, status
from reportgen.kpis.tree import Tree, leaves
from reportgen.model.targets import BudgetScore, Pace, TargetScore
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Kpi


@dataclass(frozen=True, slots=True)
class Goal:
    """``level``: the KPI is a level, judged on the way from where it began."""

    config: Config
    objective: Objective
    kpi: Kpi
    engine: Engine
    level: bool
    target: Target

    def score(self, now: Outcome, cycle: Cycle) -> TargetScore:
        target, by, start = self.target, self._by, self._start(cycle)
        if target.mode == "cumulative":
            by = self._way(cycle).end - timedelta(days=1)
        value = self._reached(now, cycle)
        attainment = None
        if value is not None and now.small_base is None:
            attainment = attained(value, target, self.kpi.better, start, self.level)
        found = None
        if value is not None and not cycle.running and now.state == "ok" and now.small_base is None:
            found = status(value, target, self.kpi.better, attainment, self.config.thresholds, self.level)
            still = by is not None and cycle.stop <= by and (found != "met" or self.kpi.better == "lower")
            if (target.mode != "per_cycle" or self._dated) and still:
                found = None  # there is time left
        way = self._pace(now, cycle, start)
        if target.mode == "cumulative" and found is None and attainment is not None and way and way.pace is not None:
            attainment = way.pace  # of what was due by now
        since = self._since(cycle) if target.mode == "cumulative" else None
        coverage = since.coverage if since is not None and since.state == "partial" else None
        return TargetScore(target.value, attainment, found, by, target.mode, start, way, value, coverage)

    def points(self, outcome: Outcome, cycle: Cycle) -> Decimal | None:
        """What the cycle counts in the objective's mean, by today's target."""
        value = self._reached(outcome, cycle)
        if value is None or outcome.small_base is not None:
            return None
        better, level, start, thresholds = self.kpi.better, self.level, self._start(cycle), self.config.thresholds
        attainment = attained(value, self.target, better, start, level)
        spread = self._dated or self.target.mode == "cumulative"
        if attainment is not None and spread and (attainment < thresholds.met or better == "lower"):
            way = self._pace(outcome, cycle, start)
            if way is not None and way.pace is not None:  # due later: as far as was due by now
                return way.pace
        return points(value, self.target, better, attainment, thresholds, level)

    def of_year(self, cycle: Cycle) -> Decimal | None:
        """The fiscal year's target: that of a flow for each of its cycles, a rate's own; a level has none."""
        target, year = self.target, fiscal_year(self.config, cycle)
        if target.mode == "cumulative":
            return target.value if self._way(cycle).start == year.start else None
        if self.level or target.mode == "reach_by":
            return None
        tree = self.engine.kpi(self.kpi, cycle).tree
        if tree is None or not grows(tree, self.engine.kinds):
            return target.value
        count = cycles_in(year, cycle)
        return target.value * count if count else None

    @property
    def _by(self) -> date | None:
        return self.target.by or self.objective.due

    @property
    def _dated(self) -> bool:
        """Whether a level is on its way to a later date, not due in each cycle: its target's own, or the objective's
        where the way begins with the objective."""
        dated = self.target.by is not None or (self.target.start is None and self.objective.due is not None)
        return self.level and self.target.mode != "cumulative" and self.objective.start is not None and dated

    def _reached(self, outcome: Outcome, cycle: Cycle) -> Decimal | None:
        """The figure that is held against the target: the cycle's, or what has come together since the start."""
        if self.target.mode != "cumulative" or outcome.value is None:
            return outcome.value
        since = self._since(cycle)
        return since.value if since is not None else None

    def _since(self, cycle: Cycle) -> Outcome | None:
        """What has come together since the start; None before it."""
        way = self._way(cycle)
        stop = min(cycle.stop, way.end)  # what comes after the date is not in time
        return self.engine.kpi(self.kpi, span(way.start, stop)) if way.start < stop else None

    def _start(self, cycle: Cycle) -> Decimal | None:
        """Where the way to the target began: declared, for levels the opening; with ``by`` that of the objective."""
        if self.target.start is not None or not self.level:
            return self.target.start
        start = self.objective.start
        if self._by and start is not None:
            return self.engine.opening(self.kpi, span(start, start + timedelta(days=1)))
        return self.engine.opening(self.kpi, cycle)

    def _pace(self, now: Outcome, cycle: Cycle, start: Decimal | None) -> Pace | None:
        """None where no time is left, and where nothing is due by a day: people reached don't come in proportion."""
        whole = self._way(cycle)
        if not whole.start < cycle.stop < whole.end or self.kpi.better == "neutral":
            return None
        cumulative = self.target.mode == "cumulative"
        outcome = self.engine.kpi(self.kpi, span(whole.start, cycle.stop)) if cumulative else now
        begun = start if self.level or self.target.mode == "reach_by" else None
        if outcome.tree is None or outcome.value is None or (begun is None and not self._due_by_days(outcome.tree)):
            return None
        flowing = begun is None and grows(outcome.tree, self.engine.kinds)
        foot = begun if begun is not None and lies_ahead(self.target.value, begun, self.kpi.better) else None
        way = Way(
            (cycle.stop - whole.start).days,
            whole.days,
            self.target.curve,
            self._last_year(whole, cycle.stop) if flowing else None,
            foot or Decimal(0),
            steady=not flowing and foot is None,
        )
        fine = outcome.state == "ok" and outcome.small_base is None
        return pace(way, outcome.value, self.target.value, self.kpi.better, self.config.thresholds, fine)

    def _due_by_days(self, tree: Tree) -> bool:
        """Whether something is due of a figure that begins nowhere: a part of a flow, or all of a rate."""
        people = additive(tree) and any(self.engine.kinds[leaf.measure] == "unique" for leaf in leaves(tree))
        return not self.level and self.target.mode != "reach_by" and self.target.value > 0 and not people

    def _way(self, cycle: Cycle) -> Cycle:
        """The days that the target is for: the cycle's, or those to its date."""
        by = self._by
        if self.target.mode == "cumulative":
            year = fiscal_year(self.config, cycle)
            return span(self.objective.start or year.start, by + timedelta(days=1) if by else year.end)
        if by is not None and (self.target.mode == "reach_by" or self._dated):
            return span(self.objective.start or cycle.start, by + timedelta(days=1))
        return replace(cycle, until=None)

    def _last_year(self, way: Cycle, stop: date) -> Decimal | None:
        """The share of the year before's figure that had come by as many days; None where it is no guide."""
        before = way.year_ago() if way.spec == self.config.spec_of(self.objective) else a_year_before(way)
        if before is None:
            return None
        whole = self.engine.kpi(self.kpi, before)
        part = self.engine.kpi(self.kpi, replace(before, until=before.start + (stop - way.start)))
        if whole.value is None or part.value is None or (whole.state, part.state) != ("ok", "ok"):
            return None
        chance = self.kpi.unit == "count" and whole.value < EVENTS
        return part.value / whole.value if not chance and 0 < part.value <= whole.value else None


def budget(amount: Decimal, now: Outcome, cycle: Cycle, config: Config) -> BudgetScore:
    """Spend against the budget of the cycle: never a score."""
    if now.value is None:
        return BudgetScore(amount, None)
    running = None
    if cycle.running:
        way = Way(cycle.days, (cycle.end - cycle.start).days)
        running = pace(way, now.value, amount, "lower", config.thresholds, now.state == "ok")
    return BudgetScore(amount, now.value / amount, running)
