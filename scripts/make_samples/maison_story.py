"""Maison Lumière's story as a table: ``maison_lumiere.csv`` → STORY, by month; and how results fall on networks."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from spread import FIRST

WEEK = (0.95, 0.95, 1.0, 1.0, 0.95, 1.05, 1.2)  # Monday first: people look at lamps on Sundays
AUTUMN = 24  # the row of STORY with which the autumn campaign begins
LEAD_SHARE = {"instagram": 0.66, "facebook": 0.14, "pinterest": 0.18, "linkedin": 0.02}
ORDER_SHARE = {"instagram": 0.70, "facebook": 0.12, "pinterest": 0.18}  # nobody buys from LinkedIn
SESSION_SHARE = {"instagram": 0.68, "facebook": 0.15, "pinterest": 0.155, "linkedin": 0.015}


def _story() -> tuple[dict[str, int], ...]:
    """By month: views in thousands, liveliness (interactions per thousand views), follows; the sessions, leads, orders
    and new customers that the networks bring; the sessions and orders that come otherwise."""
    with Path(__file__).with_name("maison_lumiere.csv").open(encoding="utf-8", newline="") as file:
        return tuple({key: int(value) for key, value in row.items() if key != "month"} for row in csv.DictReader(file))


STORY = _story()


def month_index(day: date) -> int:
    """Which row of STORY a day is in."""
    return (day.year - FIRST.year) * 12 + day.month - FIRST.month
