"""The notes tell what the calendar does to a comparison: events of one cycle alone, and another mix of weekdays."""

from __future__ import annotations

from datetime import date
from typing import Any

from reportgen.model.scorecard import Scorecard
from reportgen.periods import Cycle, CycleSpec, cycle_of
from tests.document.build import MONTH, OCTOBER, kpi, objective, report, scorecard
from tests.document.test_states import STEADY
from tests.document.test_time_notes import lines

MARCH = cycle_of(MONTH, date(2026, 3, 1))
EASTER = [{"name": "Easter", "from": "2025-04-20"}, {"name": "Easter", "from": "2026-04-05"}]


def card(last: Cycle) -> Scorecard:
    score = kpi("leads", [*STEADY, 132], 140, last=last)
    return scorecard(objective("leads", "Leads", "A role.", score), last=last)


def calendar(last: Cycle, locale: str = "en_GB", **more: Any) -> list[str]:
    made = report(card(last), locale, **more)
    return [
        text.partition(": " if locale == "en_GB" else " : ")[2] for text in lines(made) if text.startswith("Calend")
    ]


def test_an_event_of_one_of_two_compared_cycles_is_noted_and_of_both_is_not() -> None:
    """A fair every October; a sale of this September alone."""
    events = [
        {"name": "Fair", "from": "2025-10-30", "to": "2025-11-02"},
        {"name": "Fair", "from": "2026-10-30", "to": "2026-11-02"},
        {"name": "Sale", "from": "2026-09-10"},
    ]
    assert calendar(OCTOBER, events=events) == [
        "Fair falls in October 2026, not in September 2026.",
        "Sale falls in September 2026, not in October 2026.",
    ]


def test_a_movable_feast_is_noted_in_the_quarter_or_month_that_it_left() -> None:
    april, quarter = cycle_of(MONTH, date(2024, 4, 1)), cycle_of(CycleSpec("quarter"), date(2026, 4, 1))
    feast = [{"name": "Pâques", "from": "2024-03-31"}, {"name": "Pâques", "from": "2023-04-09"}]
    told = calendar(april, "fr_FR", events=feast)
    assert "Pâques : en mars 2024, pas en avril 2024." in told
    assert "Pâques : en avril 2023, pas en avril 2024." in told
    assert not any("in Q2 2025" in text for text in calendar(quarter, events=EASTER))


def test_the_last_day_of_an_event_counts() -> None:
    assert (
        calendar(OCTOBER, events=[{"name": "Sale", "from": "2026-09-20", "to": "2026-10-01"}], compare=["previous"])
        == []
    )


def test_a_weekday_mix_that_differs_by_two_days_is_noted() -> None:
    """February 2026 has 20 weekdays and 8 weekend days, March 22 and 9, March 2025 21 and 10."""
    assert calendar(MARCH) == ["22 weekdays and 9 weekend days in March 2026, 20 and 8 in February 2026."]
    assert calendar(OCTOBER) == []


def test_whole_weeks_have_one_mix() -> None:
    assert calendar(cycle_of(CycleSpec("week"), date(2026, 10, 7))) == []
