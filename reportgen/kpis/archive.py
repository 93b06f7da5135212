"""Earlier cycles as reported → figures for cycles of which today's files tell less, and what was reported otherwise.

A figure counts only for the same objective, KPI, cycle, unit and currency. One of another formula or other series is
used, but never compared with or judged: it then stands before a series break.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from reportgen.config.schema import Config
from reportgen.display import default_precision, rounded
from reportgen.kpis.figure import Outcome
from reportgen.kpis.select import SOCIAL_GROUP
from reportgen.model.archive import Restatement, SetChange
from reportgen.model.delivery import COSTS, ArchivedFigure, CycleRecord, of_channel
from reportgen.model.scorecard import CostLine, Coverage, KpiScore, State
from reportgen.periods import Cycle, cycle_of

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Kpi


@dataclass(frozen=True, slots=True)
class Archive:
    """One KPI of one objective, as reported: each closed cycle's figure, and those for each channel."""

    kpi: Kpi
    figures: tuple[ArchivedFigure, ...] = ()
    by_channel: tuple[tuple[str, Archive], ...] = ()
    currency: str = ""

    @property
    def first(self) -> date | None:
        """The first day of the oldest figure."""
        return min((figure.start for figure in self.figures), default=None)

    def of(self, cycle: Cycle) -> ArchivedFigure | None:
        """The figure of a whole cycle."""
        if cycle.running:
            return None
        return next((found for found in self.figures if (found.start, found.end) == (cycle.start, cycle.end)), None)

    def known(self, outcome: Outcome, cycle: Cycle, now: Outcome) -> Outcome:
        """The cycle's figure by today's files; as it was reported where these tell less. ``now``: this cycle's."""
        kept = self.of(cycle)
        if kept is None or kept.value is None or not self._tells_less(outcome, kept, now):
            return outcome
        return self._outcome(kept, now)

    def of_channels(self, cycle: Cycle, now: Outcome) -> dict[str, Decimal | None]:
        """Channel → its part of a cycle's figure, of the same formula and from the same series alone."""
        kept = ((channel, archive.of(cycle)) for channel, archive in self.by_channel)
        return {channel: found.value for channel, found in kept if found and self._alike(found, now)}

    def restated(self, history: Sequence[tuple[Cycle, Outcome]]) -> Iterator[Restatement]:
        """The figures that today's files give otherwise, by the same formula from the same series."""
        for cycle, outcome in history:
            kept = self.of(cycle)
            if kept is None or kept.value is None or outcome.value is None or outcome.archived:
                continue
            if self._alike(kept, outcome) and self._shown(kept.value) != self._shown(outcome.value):
                yield Restatement(cycle, kept.value, outcome.value)

    def _tells_less(self, outcome: Outcome, kept: ArchivedFigure, now: Outcome) -> bool:
        """Whether today's files have no row of the cycle, cover less of it than those of then, or lack some of the
        series that this cycle's figure and that of then stand on."""
        if outcome.value is None:
            return outcome.state == "missing"
        today, then = outcome.coverage.share, Coverage(*kept.coverage).share
        if today is not None and then is not None and today < then:
            return True
        return self._alike(kept, now) and not self._alike(kept, outcome)

    def _alike(self, kept: ArchivedFigure, outcome: Outcome) -> bool:
        """Whether a figure is of the same formula and from the same series as it was then."""
        return (kept.formula, kept.series) == (self.kpi.texts[outcome.alternative], series(outcome))

    def _shown(self, value: Decimal) -> Decimal:
        """As far as it is displayed."""
        scaled = value * 100 if self.kpi.unit == "percent" else value
        return rounded(scaled, default_precision(self.kpi.unit, value, self.currency))

    def _outcome(self, kept: ArchivedFigure, now: Outcome) -> Outcome:
        choices, basis = now.choices, now.basis
        if kept.formula != self.kpi.texts[now.alternative]:
            choices = ((self.kpi.id, -1),)
        elif kept.series != series(now):
            basis = frozenset({(kept.series, "")})
        return Outcome(
            None,
            kept.value,
            cast("State", kept.state),  # the ledger keeps it as text
            kept.cause,
            coverage=Coverage(*kept.coverage),
            small_base=kept.small_base,
            choices=choices,
            basis=basis,
            archived=kept,
        )


def archive(records: Sequence[CycleRecord], config: Config, objective: str, kpi: Kpi) -> Archive:
    """``records`` are oldest first: of several figures of a cycle the last reported counts."""
    kept = _kept(records, config, objective, kpi.unit)
    channels = ((channel, kept.get(of_channel(kpi.id, channel))) for channel in sorted(SOCIAL_GROUP))
    by_channel = tuple((channel, Archive(kpi, found)) for channel, found in channels if found)
    return Archive(kpi, kept.get(kpi.id, ()), by_channel, config.currency)


def _kept(
    records: Sequence[CycleRecord], config: Config, objective: str, unit: str
) -> dict[str, tuple[ArchivedFigure, ...]]:
    """The figures of whole cycles, by the id under which they are kept."""
    found: dict[str, dict[tuple[date, date], ArchivedFigure]] = {}
    for record in records:
        if unit == "currency" and record.currency != config.currency:
            continue
        for figure in record.figures:
            whole = figure.until is None or figure.until >= figure.end
            if whole and (figure.objective, figure.unit) == (objective, unit):
                found.setdefault(figure.kpi, {})[figure.start, figure.end] = figure
    return {kpi: tuple(figures.values()) for kpi, figures in found.items()}


def costs_as_reported(
    records: Sequence[CycleRecord], config: Config, lines: Sequence[CostLine], total: KpiScore | None
) -> tuple[CostLine, ...]:
    """Costs by kind; of a cycle whose ``total`` is as reported, the kinds are too, so that they add up to it."""
    previous, year_ago = (
        comparison.value.cycle if comparison and comparison.value and comparison.value.archived else None
        for comparison in ((total.previous, total.year_ago) if total else (None, None))
    )
    kept = _kept(records, config, COSTS, "currency") if previous or year_ago else {}

    def of(line: CostLine, cycle: Cycle) -> Decimal | None:
        days = cycle.start, cycle.end
        return next((row.value for row in kept.get(line.kind, ()) if (row.start, row.end) == days), None)

    if previous:
        lines = [replace(line, previous=of(line, previous)) for line in lines]
    if year_ago:
        lines = [replace(line, year_ago=of(line, year_ago)) for line in lines]
    return tuple(lines)


def series(outcome: Outcome) -> str:
    """What makes figures one series: the alternatives chosen, and the leaves with their units and sources."""
    base = outcome.ground
    stands_on = {
        f"{leaf.expression} {unit} {line.source}"
        for leaf, units in (base.parts.items() if base else ())
        for unit, group in units.items()
        if (leaf.expression, unit) in outcome.basis
        for part in group
        if part.dense
        for line in part.lines
    }
    chosen = (f"{kpi}={number}" for kpi, number in outcome.choices)
    return "; ".join((*chosen, *sorted(stands_on)))


def kpis_changed(records: Sequence[CycleRecord], config: Config) -> SetChange | None:
    """The KPIs since the last report; None where they are the same, or there is none of the same kind of cycle."""
    if not records:
        return None
    last = records[-1]
    cycle = cycle_of(config.spec, last.start)
    now = {row.kpi for objective in config.objectives for row in objective.kpis}
    then = {figure.kpi for figure in last.figures if figure.listed}
    if (cycle.start, cycle.end) != (last.start, last.end) or now == then:
        return None
    return SetChange(cycle, tuple(sorted(now - then)), tuple(sorted(then - now)))
