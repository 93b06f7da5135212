"""Earlier cycles as reported → figures for cycles of which today's files tell less, and what was reported otherwise.

A figure counts only for the same objective, KPI, cycle, unit and currency. One of another formula or other series is
used, but never compared with or judged: it then stands before a series break.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from reportgen.config.schema import Config
from reportgen.display import default_precision, rounded
from reportgen.kpis.figure import Outcome
from reportgen.model.archive import Restatement, SetChange
from reportgen.model.delivery import ArchivedFigure, CycleRecord
from reportgen.model.scorecard import Coverage, State
from reportgen.periods import Cycle, cycle_of

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Kpi


@dataclass(frozen=True, slots=True)
class Archive:
    """One KPI of one objective, as reported: each closed cycle's figure."""

    kpi: Kpi
    figures: tuple[ArchivedFigure, ...] = ()

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
        if kept is None or kept.value is None or not _tells_less(outcome, kept):
            return outcome
        return self._outcome(kept, now)

    def restated(self, history: Sequence[tuple[Cycle, Outcome]]) -> Iterator[Restatement]:
        """The figures that today's files give otherwise, by the same formula from the same series."""
        for cycle, outcome in history:
            kept = self.of(cycle)
            if kept is None or kept.value is None or outcome.value is None or outcome.archived:
                continue
            alike = (kept.formula, kept.series) == (self.kpi.texts[outcome.alternative], series(outcome))
            if alike and self._shown(kept.value) != self._shown(outcome.value):
                yield Restatement(cycle, kept.value, outcome.value)

    def _shown(self, value: Decimal) -> Decimal:
        """As far as it is displayed."""
        scaled = value * 100 if self.kpi.unit == "percent" else value
        return rounded(scaled, default_precision(self.kpi.unit, value))

    def _outcome(self, kept: ArchivedFigure, now: Outcome) -> Outcome:
        choices, basis = now.choices, now.basis
        if kept.formula != self.kpi.texts[now.alternative]:
            choices = ((self.kpi.id, -1),)
        elif kept.series != series(now):
            basis = frozenset({(kept.series, "")})
        return Outcome(
            None,
            kept.value,
            cast("State", kept.state),
            kept.cause,
            coverage=Coverage(*kept.coverage),
            small_base=kept.small_base,
            choices=choices,
            basis=basis,
            archived=kept,
        )


def archive(records: Sequence[CycleRecord], config: Config, objective: str, kpi: Kpi) -> Archive:
    """``records`` are oldest first: of several figures of a cycle the last reported counts."""
    found = {
        (figure.start, figure.end): figure
        for record in records
        for figure in record.figures
        if (figure.objective, figure.kpi, figure.unit) == (objective, kpi.id, kpi.unit)
        and (figure.until is None or figure.until >= figure.end)
        and (figure.unit != "currency" or record.currency == config.currency)
    }
    return Archive(kpi, tuple(found.values()))


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
    then = {figure.kpi for figure in last.figures}
    if (cycle.start, cycle.end) != (last.start, last.end) or now == then:
        return None
    return SetChange(cycle, tuple(sorted(now - then)), tuple(sorted(then - now)))


def _tells_less(outcome: Outcome, kept: ArchivedFigure) -> bool:
    """Whether today's files have no row of the cycle, or cover less of it than those of then."""
    if outcome.value is None:
        return outcome.state == "missing"
    now, then = outcome.coverage.share, Coverage(*kept.coverage).share
    return now is not None and then is not None and now < then
