"""Leads followed to their contract → the day on which a cohort is mature (domain §4.3)."""

from __future__ import annotations

from datetime import date, timedelta

from reportgen.config.schema import Config
from reportgen.model.scorecard import Form
from reportgen.periods import Cycle

WON = "won_leads"  # dated by the lead's creation, so that each cycle's leads are followed
RATE = "lead_conversion_rate"


def mature_on(config: Config, made: Form, cycle: Cycle, as_of: date) -> date | None:
    """The first day on which the cycle's last leads have had their time; None where it has come, or is not known."""
    if made != "cohort" or config.sales_cycle_days is None:
        return None
    mature = cycle.stop + timedelta(days=config.sales_cycle_days)
    return mature if as_of < mature else None
