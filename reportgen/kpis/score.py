"""One KPI of one objective + the Engine → KpiScore: figure, comparisons, target, history, channels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.config.schema import Config, Objective, Target
from reportgen.config.schema import Kpi as KpiSettings
from reportgen.kpis.aggregate import Line
from reportgen.kpis.archive import Archive, series
from reportgen.kpis.asides import attributed, tone
from reportgen.kpis.benchmark import against
from reportgen.kpis.breaks import between, declared, shown
from reportgen.kpis.cohort import mature_on
from reportgen.kpis.compare import delta
from reportgen.kpis.expand import additive, flows_only
from reportgen.kpis.figure import Engine, Outcome
from reportgen.kpis.forms import form
from reportgen.kpis.goal import Goal, budget
from reportgen.kpis.inputs import inputs
from reportgen.kpis.lifetime import young
from reportgen.kpis.select import SOCIAL_GROUP
from reportgen.kpis.spans import before, ordinals, to_date
from reportgen.kpis.state import final_on
from reportgen.kpis.tree import Tree, leaves
from reportgen.model.scorecard import (
    BenchmarkScore,
    ChannelScore,
    Comparison,
    Delta,
    KpiScore,
    SeriesBreak,
    Value,
    YearToDate,
)
from reportgen.model.targets import TargetScore
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Kpi

HISTORY = 36  # earlier cycles, at least
JUDGED = 24  # cycles of which each is held against that of a year before


@dataclass(frozen=True, slots=True)
class Scoring:
    """One KPI of one objective on its way to a KpiScore. ``earlier``: how many cycles before this one are looked at;
    None: as many as a signal needs that allows for the season. ``archive``: earlier cycles as reported."""

    config: Config
    objective: Objective
    settings: KpiSettings
    kpi: Kpi
    engine: Engine
    cycle: Cycle
    as_of: date
    earlier: int | None = None
    archive: Archive | None = None

    def settled(self) -> Scoring:
        """Of a running cycle the days on which its sources no longer change; all of them where none is settled."""
        if not self.cycle.running:
            return self
        stop = min(self.cycle.stop, self.as_of - timedelta(days=self._settle_days))
        return replace(self, cycle=replace(self.cycle, until=stop)) if stop > self.cycle.start else self

    @property
    def _settle_days(self) -> int:
        return self.config.settle_days({line.source for line in self.lines()})

    def score(self, main: bool) -> KpiScore:
        now = self.engine.kpi(self.kpi, self.cycle)
        past = self._past()
        goal = self._goal()
        seen = (*self._breaks, *shown(past)) if not self.cycle.running else self._breaks
        finals = (final_on(self._settle_days, self.cycle, self.as_of), self._mature_on)
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
            previous=self._comparison(now, self.cycle, self.cycle.previous()),
            year_ago=self._comparison(now, self.cycle, self.cycle.year_ago()),
            target=self._target(goal, now) if goal else None,
            benchmark=self._benchmark(now),
            history=tuple(self._value(outcome, cycle, False) for cycle, outcome in past),
            channels=tuple(self._channels(now)),
            attainments=tuple(self._counted(goal, outcome, cycle) for cycle, outcome in past) if goal else (),
            targets=tuple(self._in_force(goal, outcome, cycle) for cycle, outcome in past) if goal else (),
            budget=budget(self.settings.budget, now, self.cycle, self.config) if self.settings.budget else None,
            ytd=self._year_to_date(goal) if "ytd" in self.config.compare else None,
            breaks=tuple(sorted((row for row in seen if row.day < self.cycle.stop), key=lambda row: row.day)),
            settles=max((day for day in finals if day), default=None),
            form=form(self.kpi.id, now.tree, self.engine.shelf) if now.value is not None else "",
            tone=tone(self, now),
            attributed=tuple(attributed(self, now)),
            series=series(now),
            restated=tuple(self._archive.restated(past[:-1])),
        )

    def lines(self) -> Iterator[Line]:
        """The series that the current figure stands on, or would stand on."""
        lo, hi = ordinals(self.cycle)
        for leaf in leaves(self._tree) if self._tree else ():
            for part in self.engine.shelf.find(leaf, lo, hi).parts.values():
                yield from part.lines

    @property
    def _archive(self) -> Archive:
        return self.archive or Archive(self.kpi)

    def _known(self, cycle: Cycle) -> Outcome:
        """The figure of a cycle before: by today's files, else as it was reported."""
        now = self.engine.kpi(self.kpi, self.cycle)
        return self._archive.known(self.engine.kpi(self.kpi, cycle), cycle, now)

    def _counted(self, goal: Goal, outcome: Outcome, cycle: Cycle) -> Decimal | None:
        """What the cycle counts in the objective's mean: by the target in force then, else by today's."""
        if outcome.archived is not None:
            return outcome.archived.counted
        then = self._in_force(goal, outcome, cycle)
        if then is not None:
            goal = replace(goal, target=goal.target.model_copy(update={"value": then}))
        return goal.points(outcome, cycle)

    def _in_force(self, goal: Goal, outcome: Outcome, cycle: Cycle) -> Decimal | None:
        """The target that an earlier cycle was reported with; None where no report tells one of the same kind."""
        kept = self._archive.of(cycle)
        if kept is None or (outcome.archived is None and kept.mode != goal.target.mode):
            return None
        return kept.target

    @property
    def _tree(self) -> Tree | None:
        return self.engine.kpi(self.kpi, self.cycle).tree

    @property
    def _breaks(self) -> tuple[SeriesBreak, ...]:
        return declared(self.config, self._tree, self.engine.shelf)

    @property
    def _level(self) -> bool:
        tree = self._tree
        kinds = self.engine.kinds
        return tree is not None and additive(tree) and {kinds[leaf.measure] for leaf in leaves(tree)} == {"level"}

    @property
    def _mature_on(self) -> date | None:
        return mature_on(self.config, form(self.kpi.id, self._tree, self.engine.shelf), self.cycle, self.as_of)

    def _target(self, goal: Goal, now: Outcome) -> TargetScore:
        """A cohort that is not mature has no status: what it lacks may still come."""
        score = goal.score(now, self.cycle)
        return replace(score, status=None) if self._mature_on else score

    def _goal(self) -> Goal | None:
        given = self.settings.target
        target = Target(value=given) if isinstance(given, Decimal) else given
        if target is None:
            return None
        return Goal(self.config, self.objective, self.kpi, self.engine, self._level, target)

    def _value(self, outcome: Outcome, cycle: Cycle, full: bool) -> Value:
        """``full``: with inputs and the rows they come from."""
        return Value(
            cycle,
            outcome.value,
            outcome.state,
            outcome.cause,
            outcome.alternative,
            outcome.archived.formula if outcome.archived else self.kpi.texts[outcome.alternative],
            inputs(outcome, self.engine) if full else (),
            outcome.coverage,
            outcome.small_base,
            outcome.low,
            outcome.high,
            outcome.sample,
            outcome.archived is not None,
        )

    def _comparison(self, now: Outcome, cycle: Cycle, other: Cycle | None, change: bool = False) -> Comparison:
        """``change``: what a level has gained in the cycles, not where it stands."""
        if other is None:
            return Comparison(None, None, Delta("none"))
        then = self._gained(other) if change else self._known(other)
        flow = now.tree is not None and flows_only(now.tree, self.engine.kinds)
        days = cycle.days, other.days
        balance = self.kpi.unit == "currency" and self.kpi.possible[0] is None
        tolerance = self.config.quality.coverage_tolerance
        moved = delta(
            now, then, self.kpi.unit, days, flow, tolerance, self._apart(other),
            balance=balance, currency=self.config.currency,
        )  # fmt: skip
        return Comparison(other, self._value(then, other, True) if then.value is not None else None, moved)

    def _apart(self, other: Cycle) -> str:
        """Why this cycle and another are not alike, whatever their figures; "" where they are."""
        if between(self._breaks, other, self.cycle):
            return "series_break"
        if self._mature_on:
            return "cohort"
        return "young_posts" if young(self.lines(), self.cycle, self.as_of) else ""

    def _gained(self, cycle: Cycle) -> Outcome:
        """A level's change since the cycle's opening; None where it had none."""
        outcome = self.engine.kpi(self.kpi, cycle)
        opening = self.engine.opening(self.kpi, cycle)
        if outcome.value is None:
            return outcome
        if opening is None:
            return replace(outcome, value=None, state="missing", cause="no_rows")
        return replace(outcome, value=outcome.value - opening)

    def _year_to_date(self, goal: Goal | None) -> YearToDate:
        year, before_it = to_date(self.config, self.cycle)
        outcome = self._gained(year) if self._level else self.engine.kpi(self.kpi, year)
        value = self._value(outcome, year, True)
        compared = self._comparison(outcome, year, before_it, self._level)
        return YearToDate(value, compared, goal.of_year(self.cycle) if goal else None)

    def _past(self) -> list[tuple[Cycle, Outcome]]:
        """Cycles from the first that lies wholly in the data and has a figure to this one, oldest first."""
        days, earlier = (self.engine.shelf.index.first, self._archive.first), self.earlier
        first = min((day for day in days if day is not None), default=None)
        if earlier is None:
            earlier = max(HISTORY, round(self.cycle.spec.per_year) + JUDGED)
        result = [(self.cycle, self.engine.kpi(self.kpi, self.cycle))]
        cycle = before(self.cycle)
        while len(result) <= earlier and first is not None and cycle.start >= first:
            result.append((cycle, self._known(cycle)))
            cycle = before(cycle)
        while len(result) > 1 and result[-1][1].value is None:
            result.pop()
        return result[::-1]

    def _channels(self, now: Outcome) -> Iterator[ChannelScore]:
        """Each social channel with a figure, the largest first."""
        if now.tree is None:
            return
        last = self.cycle.previous()
        kept = self._archive.of_channels(last, now) if self._known(last).archived else None
        rows = []
        for channel in sorted({*self._named(now.tree), *(kept or ())} & SOCIAL_GROUP):
            values = [self.engine.kpi(self.kpi, c, (("channel", channel),)).value for c in (self.cycle, last)]
            if kept is not None:  # as the figure itself, which they are the parts of
                values[1] = kept.get(channel)
            if values != [None, None]:
                rows.append(ChannelScore(channel, values[0], values[1]))
        yield from sorted(rows, key=lambda row: (row.value is None, -(row.value or 0), row.channel))

    def _named(self, tree: Tree) -> Iterator[str]:
        """The channels that a measure is known of, that costs are declared for, or that bear a part of them."""
        shelf = self.engine.shelf
        for leaf in leaves(tree):
            yield from (line.key.channel for line in shelf.index.lines(leaf.measure))
            if leaf.cost:
                yield from (cost.channel for cost in shelf.accruals if cost.measure == leaf.measure)
                yield from shelf.shares(*ordinals(self.cycle))[1]

    def _benchmark(self, now: Outcome) -> BenchmarkScore | None:
        given = self.settings.benchmark
        return against(given, now, self.kpi, self.as_of, self.cycle.running) if given else None
