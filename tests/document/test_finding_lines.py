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
    names = (("kept", "b.csv"), ("replaced", "a.csv"))
    days = (date(2026, 10, 1), date(2026, 10, 4))
    return Finding("overlap", severity, source, start=days[0], end=days[1], numbers=numbers, names=names)


def _untagged(start: date, end: date) -> Finding:
    return Finding("untagged", "info", "site", NOWHERE, ("sessions",), (), start, end, (("share", Decimal("15.2")),))


def test_files_of_several_sources_that_overlap_share_a_line() -> None:
    (told,) = _told(_overlap("instagram"), _overlap("shop"), _overlap("instagram"))
    assert told == "Files overlap (Instagram and Online shop); the newest is used."


def test_an_overlap_that_asks_for_a_look_keeps_its_days() -> None:
    told = _told(_overlap("instagram"), _overlap("shop"), _overlap("facebook", "notice"))
    assert [text.split()[0] for text in told] == ["Facebook:", "Files"]
    assert "1 October" in told[0].replace("\u00a0", " ")


def test_a_share_of_other_days_than_the_cycles_is_not_told() -> None:
    assert _told(_untagged(date(2025, 1, 1), date(2026, 1, 1))) == []
    (told,) = _told(_untagged(date(2026, 1, 1), date(2026, 11, 1)))
    assert told.replace("\u00a0", " ").startswith(
        "Site: from 1 January to 31 October 2026, 15.2% of sessions carry no tag"
    )


def test_days_over_a_years_end_say_both_years() -> None:
    gap = Finding("missing_days", "info", "shop", NOWHERE, ("leads",), (), date(2018, 10, 25), date(2019, 1, 21))
    (line,) = _told(replace(gap, numbers=(("days", Decimal(88)),)))
    assert line.replace("\u00a0", " ").endswith("88 days missing, 25 October 2018 to 20 January 2019 (leads).")


def _rows(kind: str, rows: int, **more: object) -> Finding:
    return replace(Finding(kind, "info", "shop", numbers=(("rows", Decimal(rows)),)), **more)  # type: ignore[arg-type]


def test_rows_of_one_kind_and_source_are_told_together() -> None:
    (told,) = _told(_rows("ignored_future_rows", 1), _rows("ignored_future_rows", 4))
    assert told == "Online shop: 5 rows dated after the report’s date, ignored."
    assert len(_told(_rows("duplicate_rows", 1), _rows("duplicate_rows", 4, source="instagram"))) == 2


def test_what_every_export_of_a_running_cycle_lacks_is_told_once_with_its_sources() -> None:
    """Each source has such days and rows: a line each would fill half a page."""
    found = (
        _rows(kind, rows, source=source)
        for source, rows in (("shop", 1), ("instagram", 4))
        for kind in ("partial_last_day", "ignored_future_rows")
    )
    assert _told(*found) == [
        "Online shop and Instagram: the day of the export is incomplete and not counted.",
        "Online shop and Instagram: 5 rows dated after the report’s date, ignored.",
    ]


def test_what_can_not_be_added_up_is_told_once_with_how_many_more() -> None:
    first, second = (
        Finding("short_of_name", "info", "shop", start=date(2026, month, 1), end=date(2026, month, 7))
        for month in (8, 9)
    )
    (told,) = _told(first, second, first)
    assert told.startswith("Online shop: ")
    assert told.endswith(" One more such case.")
    (same,) = _told(first, first)
    assert not same.endswith("such case.")
