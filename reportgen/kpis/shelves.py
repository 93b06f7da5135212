"""Config + catalogue + Facts → Shelves: one currency, the declared competitors alone, each objective's own source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.config.schema import Config, Objective
from reportgen.kpis.aggregate import Index
from reportgen.kpis.components import with_totals
from reportgen.kpis.costs import accruals
from reportgen.kpis.expand import Scope
from reportgen.kpis.figure import Engine
from reportgen.kpis.money import converted
from reportgen.kpis.select import Shelf
from reportgen.model.facts import Facts

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue


class Shelves:
    """``common`` serves all objectives but those that prefer a source of their own. ``problems``: of their making."""

    def __init__(self, config: Config, catalogue: Catalogue, facts: Facts) -> None:
        self._config, self._catalogue = config, catalogue
        given, self.problems = converted(config, catalogue.measures, with_totals(_compared_with(config, facts)))
        index = Index(given, catalogue.measures, [source.name for source in config.sources])
        self.common = Shelf(index, catalogue.measures, accruals(config), config.costs.shares)
        self._own: dict[str, Shelf] = {}

    def of(self, objective: Objective) -> Shelf:
        """Where two sources give one measure, the one that the objective names comes first."""
        source = objective.source
        if source is None:
            return self.common
        if source not in self._own:
            self._own[source] = self.common.preferring(source)
        return self._own[source]

    def engine(self, objective: Objective) -> Engine:
        scope = Scope.of(self._config, self._catalogue, objective)
        return Engine(scope, self.of(objective), self._config.quality.min_base)


def _compared_with(config: Config, facts: Facts) -> Facts:
    """Without competitors that the config does not name; all of them where it names none."""
    named = {competitor.name for competitor in config.competitors}
    if not named:
        return facts
    return replace(facts, series=tuple(f for f in facts.series if not f.key.owner or f.key.owner in named))
