"""The notes tell what concerns this report's cycle, and files that overlap without harm in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportgen.errors import NOWHERE
from reportgen.model.facts import Finding, Severity
from tests.document.build import kpi, objective, report, scorecard
from tests.document.test_method_notes import COLON, lines
from tests.document.test_states import STEADY


def _told(*findings: Finding) -> list[str]:
    card = scorecard(objective("leads", "Title", "Role", kpi("leads", [*STEADY, 121], 140)))
    return lines(report(replace(card, findings=findings), "en_GB"), "Data" + COLON["en_GB"])


def _overlap(source: str, severity: Severity = "info") -> Finding:
    numbers = (("days", Decimal(3)), ("changed", Decimal(0)))
    return Finding("overlap", severity, source, start=date(2026, 10, 1), end=date(2026, 10, 4), numbers=numbers)


def _untagged(start: date, end: date) -> Finding:
    return Finding("untagged", "info", "site", NOWHERE, ("sessions",), (), start, end, (("share", Decimal("15.2")),))


def test_files_of_several_sources_that_overlap_share_a_line() -> None:
    (told,) = _told(_overlap("instagram"), _overlap("shop"), _overlap("instagram"))
    assert told == "Files overlap (Instagram and Online shop); the newest is used."


def test_an_overlap_that_asks_for_a_look_keeps_its_days() -> None:
    told = _told(_overlap("instagram"), _overlap("shop"), _overlap("facebook", "notice"))
    assert [text.split()[0] for text in told] == ["Facebook:", "Files"]
    assert "1 Oct" in told[0]


def test_a_share_of_other_days_than_the_cycles_is_not_told() -> None:
    assert _told(_untagged(date(2025, 1, 1), date(2026, 1, 1))) == []
    (told,) = _told(_untagged(date(2026, 1, 1), date(2026, 11, 1)))
    assert "15.2" in told
