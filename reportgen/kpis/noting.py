"""The Engine, which also remembers what it chose from, and answers for parts of a formula."""

from __future__ import annotations

from reportgen.kpis.expand import Scope
from reportgen.kpis.figure import Engine, Outcome
from reportgen.kpis.select import Shelf
from reportgen.kpis.spans import ordinals
from reportgen.kpis.tree import Chosen, Standing, Tree
from reportgen.model.explanation import Alternative
from reportgen.periods import Cycle
from reportgen.vocabulary.formula import Node


class NotingEngine(Engine):
    """For one explanation."""

    def __init__(self, scope: Scope, shelf: Shelf, least: int) -> None:
        super().__init__(scope, shelf, least)
        self._offered: dict[Chosen, tuple[Tree, ...]] = {}

    def _choose(self, kpi: str, trees: tuple[Tree, ...], lo: int, hi: int) -> Chosen:
        chosen = super()._choose(kpi, trees, lo, hi)
        self._offered[chosen] = trees
        return chosen

    def expanded(self, node: Node, cycle: Cycle) -> Outcome:
        """A formula that stands alone."""
        return self.outcome(self._expander(cycle).node(node), cycle)

    def alternatives(self, chosen: Chosen, texts: tuple[str, ...], cycle: Cycle) -> tuple[Alternative, ...]:
        """All formulas of the KPI that was chosen, each with why it is not the one."""
        lo, hi = ordinals(cycle)
        trees = self._offered.get(chosen, ())
        tried = [self._delivered(tree, lo, hi) for tree in trees] or [(0, "")] * len(texts)
        serves = not tried[chosen.alternative][1]
        rows = []
        for number, (text, (present, cause)) in enumerate(zip(texts, tried, strict=True)):
            why = cause
            if serves and number != chosen.alternative:
                why = "later" if number > chosen.alternative else cause or "less_coverage"
            rows.append(Alternative(text, number == chosen.alternative, why, present))
        return tuple(rows)

    def ranked(self, standing: Standing, cycle: Cycle) -> Outcome:
        """The figure of this cycle that a standing ranks."""
        return self.named(standing.name, standing.selection, cycle)
