"""Config + Shelves → Engines: one for each objective, and which of them answers for a KPI that belongs to none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.config.schema import Config, Objective
from reportgen.kpis.expand import Selection
from reportgen.kpis.figure import Engine, Outcome
from reportgen.kpis.shelves import Shelves
from reportgen.model.scorecard import Names
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue


class Engines:
    def __init__(self, config: Config, catalogue: Catalogue, shelves: Shelves) -> None:
        self.config, self.catalogue = config, catalogue
        self._by_id = {objective.id: shelves.engine(objective) for objective in config.objectives}

    def owner(self, kpi: str) -> Objective:
        """The objective that lists the KPI, else the first of a family that it suits, else the first."""
        listed = [o for o in self.config.objectives if any(row.kpi == kpi for row in o.kpis)]
        suits = [o for o in self.config.objectives if o.family in self.catalogue.kpis[kpi].families]
        return (listed or suits or list(self.config.objectives))[0]

    def of(self, objective: Objective) -> Engine:
        return self._by_id[objective.id]

    def kpi(self, name: str, cycle: Cycle, selection: Selection = ()) -> Outcome:
        """A KPI's figure by the engine of its owner."""
        return self.of(self.owner(name)).kpi(self.catalogue.kpis[name], cycle, selection)

    def counted(self, objective: Objective, cycle: Cycle, selection: Selection) -> Outcome:
        """What the objective counts, of a selection of channels."""
        return self.of(objective).named(self.result(objective), selection, cycle)

    def result(self, objective: Objective) -> str:
        """What the objective counts: a KPI or a measure; "" where it counts nothing."""
        return objective.result or self.catalogue.results.get(objective.family, "")

    def names(self, name: str) -> Names:
        """Of a KPI or a measure."""
        known = self.catalogue.kpis.get(name) or self.catalogue.measures.get(name)
        return known.names if known is not None else ()
