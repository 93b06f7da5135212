"""Moments written with any offset fall on the client's own days, on both sides of a change of the clock."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.config.schema import Config
from reportgen.kpis.evaluate import evaluate
from reportgen.periods import cycle_of
from reportgen.sources.read import read_sources
from reportgen.vocabulary.catalogue import catalogue
from tests.properties.world import WEEK, law

SUMMER, WINTER = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)  # both are Sundays
AS_OF = date(2026, 11, 22)
CONFIG = Config.model_validate(
    {
        "version": 1, "client": "Clock", "locale": "en_GB", "currency": "EUR", "timezone": "Europe/Paris",
        "cycle": "week",
        "sources": [
            {
                "name": "crm", "path": "crm.csv", "sparse": True, "channel": "linkedin",
                "columns": {"day": "at", "leads": {"value": 1}},
            }
        ],
        "objectives": [{"id": "aim", "family": "leads", "title": "T", "role": "R", "kpis": [{"kpi": "leads"}]}],
    }
)  # fmt: skip


def local_day(moment: datetime) -> date:
    """In Paris, by hand: one hour ahead of UTC, two from the last Sunday of March to that of October."""
    return (moment + timedelta(hours=2 if SUMMER <= moment < WINTER else 1)).date()


@pytest.mark.parametrize("change", [SUMMER, WINTER])
@law(6)
@example({42}, 0)  # the first half-hour of the summer's Monday, still Sunday by winter's clock
@given(st.sets(st.integers(-60, 60), min_size=1, max_size=24), st.integers(-11, 11))
def test_the_week_of_a_clock_change_has_all_its_leads_in_whatever_offset_they_are_written(
    change: datetime, half_hours: set[int], offset: int
) -> None:
    moments = [change + timedelta(minutes=30 * n) for n in sorted({-48, *half_hours})]
    week = cycle_of(WEEK, date(change.year, change.month, change.day))
    with tempfile.TemporaryDirectory() as folder:
        zone = timezone(timedelta(hours=offset))
        lines = [f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S %z}" for moment in moments]
        (Path(folder) / "crm.csv").write_text("\n".join(["at", *lines, ""]), encoding="utf-8")
        card = evaluate(CONFIG, catalogue(), read_sources(CONFIG, Path(folder), AS_OF), week, AS_OF)
    right = sum(week.start <= local_day(moment) < week.stop for moment in moments)
    assert card.objectives[0].kpis[0].current.value == right
