"""Leads followed to their contract → the form of a KPI's figure, and the day on which a cohort is mature (§4.3)."""

from __future__ import annotations

from datetime import date, timedelta

from reportgen.config.schema import Config
from reportgen.kpis.tree import Tree, leaves
from reportgen.model.scorecard import Form
from reportgen.periods import Cycle

WON = "won_leads"  # dated by the lead's creation, so that each cycle's leads are followed
RATE = "lead_conversion_rate"


def form(kpi: str, tree: Tree | None) -> Form:
    """``cohort``: of the leads created in the cycle those that were won; ``same_cycle``: customers and leads of the
    same days, whoever they are.
    """
    measures = {leaf.measure for leaf in leaves(tree)} if tree is not None else set()
    if WON in measures:
        return "cohort"
    return "same_cycle" if kpi == RATE and measures else ""


def mature_on(config: Config, made: Form, cycle: Cycle, as_of: date) -> date | None:
    """The first day on which the cycle's last leads have had their time; None where it has come, or is not known."""
    if made != "cohort" or config.sales_cycle_days is None:
        return None
    mature = cycle.stop + timedelta(days=config.sales_cycle_days)
    return mature if as_of < mature else None
