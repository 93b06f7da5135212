"""Subject + Facts + cycle → Explanation: the figure's formula followed down to the rows of the files.

The figures are those of `evaluate`; the tree is read off the same expansion and the same common ground.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.kpis.evaluate import evaluate_kpis
from reportgen.kpis.expand import Scope
from reportgen.kpis.noting import NotingEngine
from reportgen.kpis.shelves import Shelves
from reportgen.kpis.steps import Explainer
from reportgen.model.delivery import CycleRecord
from reportgen.model.explanation import Explanation
from reportgen.model.facts import Facts
from reportgen.model.scorecard import Scorecard
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.kpis.subject import Subject


def explained(
    subject: Subject, facts: Facts, cycle: Cycle, as_of: date, records: Sequence[CycleRecord] = ()
) -> Explanation:
    """``records`` are earlier cycles as reported: of all channels together.

    Raises DataError as `evaluate` does, but not for the KPI's own want of a source: that is explained.
    """
    shelves = Shelves(subject.config, subject.scored, facts)
    scorecard = _scorecard(subject, facts, shelves, cycle, as_of, () if subject.channel else records)
    config, catalogue, kpi = subject.config, subject.catalogue, subject.kpi
    if scorecard is not None:  # of a running cycle the days that are settled
        cycle = next(score for score in scorecard.objectives[0].kpis if score.id == kpi.id).current.cycle
    shelf = shelves.of(subject.objective)
    engine = NotingEngine(Scope.of(config, catalogue, subject.objective), shelf, config.quality.min_base)
    outcome = engine.kpi(kpi, cycle, subject.selection)
    step = Explainer(engine, subject, cycle).root(outcome)
    return Explanation(
        kpi=kpi.id,
        names=kpi.names,
        definitions=kpi.definitions,
        unit=kpi.unit,
        better=kpi.better,
        source=kpi.source,
        formula="; else ".join(kpi.texts),
        objective=subject.objective.id,
        used_by=subject.used_by,
        channel=subject.channel,
        cycle=cycle,
        as_of=as_of,
        currency=config.currency,
        step=step,
        scorecard=scorecard,
    )


def _scorecard(
    subject: Subject, facts: Facts, shelves: Shelves, cycle: Cycle, as_of: date, records: Sequence[CycleRecord]
) -> Scorecard | None:
    try:
        return evaluate_kpis(subject.config, subject.scored, facts, shelves, cycle, as_of, records)
    except DataError as error:
        row = subject.config.objectives[0].kpis.index(subject.settings)
        own = f"objectives[0].kpis[{row}].kpi"
        rest = [p for p in error.problems if p.kind != "no_source" or p.place.key != own]
        if rest:
            raise DataError(rest) from None
        return None
