"""A KPI's tree → what its figure is labelled as, where one name stands for several ways to compute it (domain §4.3)."""

from __future__ import annotations

from reportgen.kpis.cohort import RATE, WON
from reportgen.kpis.select import Shelf
from reportgen.kpis.tree import Tree, leaves
from reportgen.model.scorecard import Form

OF_MEDIA_OR_ALL = frozenset({"cost_per_reach", "cpe"})


def form(kpi: str, tree: Tree | None, shelf: Shelf) -> Form:
    """``cohort``: of the leads created in the cycle those that were won; ``same_cycle``: customers and leads of the
    same days, whoever they are. ``media`` or ``full_cost``: what a cost per person or interaction bears.
    ``ads_only``: the full cost, of which nothing but ads is known. ``claimed``: on revenue as an ad platform tells it.
    """
    found = list(leaves(tree)) if tree is not None else []
    measures = {leaf.measure for leaf in found}
    costs = {leaf.measure for leaf in found if leaf.cost and shelf.has(leaf.measure)}
    if WON in measures:
        return "cohort"
    if kpi == RATE and measures:
        return "same_cycle"
    if kpi in OF_MEDIA_OR_ALL and measures:
        return "media" if costs == {"ad_spend"} else "full_cost"
    if costs == {"ad_spend"} and any(leaf.spread for leaf in found):
        return "ads_only"
    return "claimed" if kpi == "roas" and any(leaf.claimed_by for leaf in found) else ""
