"""An objective + its shelf → what a channel brought in a cycle, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.config.schema import Config, Objective
from reportgen.kpis.aggregate import ZERO, Line, days_between
from reportgen.kpis.expand import additive, flows_only
from reportgen.kpis.figure import Outcome
from reportgen.kpis.select import SOCIAL_GROUP
from reportgen.kpis.shelves import Shelves
from reportgen.kpis.spans import ordinals
from reportgen.kpis.tree import Leaf, Tree, leaves
from reportgen.model.effort import Delivered
from reportgen.model.scorecard import Names
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue

_NOTHING_THERE = frozenset({"no_channel", "no_delivery"})


class Results:
    """What an objective counts, or what ``name`` says: a KPI's or measure's id. ``cycle``: the report's."""

    def __init__(
        self, config: Config, catalogue: Catalogue, shelves: Shelves, objective: Objective, cycle: Cycle, name: str = ""
    ) -> None:
        self.objective = objective
        self.name = name or objective.result or catalogue.results.get(objective.family, "")
        self.shelf, self._engine = shelves.of(objective), shelves.engine(objective)
        self._config, self._catalogue = config, catalogue
        self._known = catalogue.kpis.get(self.name) or catalogue.measures.get(self.name)
        self.tree = self._outcome("social", cycle).tree if self._known else None

    @property
    def names(self) -> Names:
        return self._known.names if self._known else ()

    @property
    def adds_up(self) -> bool:
        """Whether it is a count that adds up over cycles and channels, so that effort can be set against it."""
        if self._known is None or self._known.unit != "count" or self.tree is None:
            return False
        return additive(self.tree) and flows_only(self.tree, self._engine.kinds)

    @property
    def measures(self) -> tuple[str, ...]:
        """Those that it is the sum of."""
        return tuple(dict.fromkeys(leaf.measure for leaf in leaves(self.tree))) if self.tree else ()

    def channels(self) -> frozenset[str]:
        """The social channels that it is ever counted on."""
        return frozenset(line.key.channel for line in self._lines()) & SOCIAL_GROUP

    def of(self, channel: str, cycle: Cycle, delivery: Delivered = "all") -> Decimal | None:
        """None where it is not known of every day; zero where nothing came, and the source would have said so."""
        outcome = self._outcome(channel, cycle, delivery)
        if outcome.value is not None:
            return None if outcome.state == "partial" else outcome.value
        return ZERO if outcome.tree is not None and self._silent(outcome.tree, cycle) else None

    def basis(self, cycle: Cycle) -> tuple[object, ...]:
        """What the social total of a cycle stands on; cycles with another one belong to another series."""
        outcome = self._outcome("social", cycle)
        return outcome.choices, outcome.basis

    @property
    def attributions(self) -> frozenset[str]:
        """The sources that give results to channels: analytics, shop, CRM. What networks count of themselves is not
        given by anybody."""
        given = {name for name in self.measures if self.shelf.measures[name].scope == "all"}
        return frozenset(line.source for line in self._lines() if line.key.measure in given)

    @property
    def settle_days(self) -> int:
        """Days in which one of the sources still changes its figures."""
        return self._config.settle_days({line.source for line in (*self._lines(), *self.shelf.index.lines("ad_spend"))})

    def audience_fit(self, channel: str, cycle: Cycle) -> Decimal | None:
        return self._engine.kpi(self._catalogue.kpis["audience_fit"], cycle, (("channel", channel),)).value

    def _outcome(self, channel: str, cycle: Cycle, delivery: Delivered = "all") -> Outcome:
        chosen = (("channel", channel),) if delivery == "all" else (("channel", channel), ("delivery", delivery))
        kpi = self._catalogue.kpis.get(self.name)
        if kpi is not None:
            return self._engine.kpi(kpi, cycle, chosen)
        return self._engine.named(self.name, chosen, cycle)

    def _lines(self) -> Iterator[Line]:
        """All series that it is counted by on social channels."""
        for measure in self.measures:
            for line in self.shelf.index.lines(measure):
                if line.key.channel in SOCIAL_GROUP and not line.key.claimed_by and not line.key.owner:
                    yield line

    def _silent(self, tree: Tree, cycle: Cycle) -> bool:
        """Whether nothing came from the channel although its source speaks of every day."""
        lo, hi = ordinals(cycle)
        return all(self._speaks(leaf, lo, hi) for leaf in leaves(tree))

    def _speaks(self, leaf: Leaf, lo: int, hi: int) -> bool:
        if self.shelf.find(leaf, lo, hi).cause not in _NOTHING_THERE:
            return False
        zeros = self.shelf.zeros(leaf, lo, hi)
        return zeros is not None and zeros.mask == days_between(lo, hi)
