"""Config + Shelves → WeeklyPairs: the two KPIs of each declared relation, in the last complete ISO weeks of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.config.schema import Config, Objective
from reportgen.kpis.breaks import between, declared
from reportgen.kpis.figure import Engine, Outcome
from reportgen.kpis.spans import before
from reportgen.kpis.tree import leaves
from reportgen.model.relations import WeeklyPair, WeeklySeries
from reportgen.model.scorecard import Names
from reportgen.periods import Cycle, CycleSpec, cycle_of

if TYPE_CHECKING:
    from reportgen.kpis.shelves import Shelves
    from reportgen.vocabulary.catalogue import Catalogue, Kpi

WEEK = CycleSpec("week")
MOST_WEEKS = 261  # five years: older weeks say little about today's
COUNTED = frozenset({"count", "currency"})


@dataclass(frozen=True, slots=True)
class Week:
    """What a KPI was in a week, with all that makes two weeks comparable."""

    cycle: Cycle
    outcome: Outcome

    @property
    def value(self) -> Decimal | None:
        """Of a week that is known on all its days."""
        return self.outcome.value if self.outcome.state == "ok" else None


def weekly_pairs(
    config: Config, catalogue: Catalogue, shelves: Shelves, cycle: Cycle, as_of: date
) -> Iterator[WeeklyPair]:
    """In the config's order; a pair without a common complete week has none."""
    for pair in config.relations:
        sides = [_Side(config, catalogue.kpis[name], _engine(config, shelves, name)) for name in (pair.x, pair.y)]
        stop = min(side.settled(cycle.stop, as_of) for side in sides)
        rows = _common([side.back_from(stop) for side in sides])[::-1]
        weeks = tuple(row[0].cycle.start for row in rows)
        x, y = (side.series([row[place] for row in rows]) for place, side in enumerate(sides))
        yield WeeklyPair(x, y, weeks, tuple(_events(config, weeks)))


def _engine(config: Config, shelves: Shelves, kpi: str) -> Engine:
    """By the objective that lists the KPI, else the first."""
    listing: Objective | None = next((o for o in config.objectives if any(row.kpi == kpi for row in o.kpis)), None)
    return shelves.engine(listing or config.objectives[0])


def _common(sides: list[Iterator[Week]]) -> list[tuple[Week, Week]]:
    """The weeks before which neither side is cut short, newest first."""
    return list(zip(*sides, strict=False))[:MOST_WEEKS]


@dataclass(frozen=True, slots=True)
class _Side:
    config: Config
    kpi: Kpi
    engine: Engine

    def settled(self, stop: date, as_of: date) -> date:
        """The first day that does not count: of the cycle, or because the sources may still change it."""
        tree = self.engine.kpi(self.kpi, before(cycle_of(WEEK, stop))).tree
        measures = {leaf.measure for leaf in leaves(tree)} if tree is not None else set()
        sources = {line.source for name in measures for line in self.engine.shelf.index.lines(name)}
        return min(stop, as_of - timedelta(days=self.config.settle_days(sources)))

    def back_from(self, stop: date) -> Iterator[Week]:
        """The whole weeks before a day, newest first, to the first that is not complete or of another series."""
        cycle = cycle_of(WEEK, stop)  # the week of that day is not whole
        first, newest = self.engine.shelf.index.first, None
        while first is not None and (cycle := before(cycle)).start >= first:
            week = Week(cycle, self.engine.kpi(self.kpi, cycle))
            newest = newest or week
            if week.value is None or not self._alike(week, newest):
                return
            yield week

    def _alike(self, week: Week, newest: Week) -> bool:
        then, now = week.outcome, newest.outcome
        broken = declared(self.config, now.tree, self.engine.shelf)
        same = (then.choices, then.basis) == (now.choices, now.basis)
        return same and not between(broken, week.cycle, newest.cycle)

    def series(self, weeks: list[Week]) -> WeeklySeries:
        values = tuple(week.value for week in weeks if week.value is not None)
        names: Names = self.kpi.names
        return WeeklySeries(self.kpi.id, names, values, self.kpi.unit in COUNTED)


def _events(config: Config, weeks: tuple[date, ...]) -> Iterator[tuple[int, ...]]:
    """The weeks of each declared event, those of one name together; none for one outside of them all."""
    names = dict.fromkeys(event.name for event in config.events)
    for name in names:
        days = [(event.start, event.end or event.start) for event in config.events if event.name == name]
        places = [
            place
            for place, monday in enumerate(weeks)
            if any(start < monday + timedelta(days=7) and end >= monday for start, end in days)
        ]
        if places:
            yield tuple(places)
