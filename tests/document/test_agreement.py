"""The notes say who agreed on the objectives, and when."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.document.build import kpi, objective, report, scorecard
from tests.document.test_states import STEADY
from tests.document.test_time_notes import lines

CARD = scorecard(
    objective("leads", "Leads", "A role.", kpi("leads", [*STEADY, 132], 140)),
    objective("sales", "Sales", "A role.", kpi("orders", [*STEADY, 132], 140)),
)


BOARD = {"agreed_by": "La direction", "agreed_on": date(2026, 1, 8)}


def told(leads: dict[str, Any], sales: dict[str, Any], locale: str = "en_GB") -> list[str]:
    made = report(CARD, locale, agreed={"leads": leads, "sales": sales})
    return [text for text in lines(made) if text.startswith("Objecti")]


def test_what_was_agreed_together_stands_in_one_line() -> None:
    assert told(BOARD, BOARD) == ["Objectives: agreed with La direction, 8 January 2026."]
    assert told(BOARD, BOARD, "fr_FR") == ["Objectifs : convenus avec La direction, le 8 janvier 2026."]


def test_objectives_agreed_otherwise_are_named_and_those_that_nobody_agreed_on_are_not() -> None:
    assert told(BOARD, {"agreed_by": "Sam"}) == [
        "Objectives: agreed with La direction, 8 January 2026 (Leads).",
        "Objectives: agreed with Sam (Sales).",
    ]
    assert told({}, {"agreed_by": "Sam", "agreed_on": date(2026, 2, 1)}) == [
        "Objectives: agreed with Sam, 1 February 2026 (Sales)."
    ]
    assert told({}, {}) == []
