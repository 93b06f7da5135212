"""What a reader is told where a series breaks: why no change is given, since when, and in the chart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportgen.model.report import Lines, Objective, Report
from reportgen.model.scorecard import Delta, SeriesBreak
from tests.document.build import kpi, report
from tests.document.test_states import STEADY, one, said

WHY = "Les impressions deviennent des vues."


def made(day: date, reason: str = "") -> Report:
    score = replace(kpi("leads", [*STEADY, 132], 140), breaks=(SeriesBreak(day, "declared", WHY),))
    if reason:
        score = replace(score, previous=replace(score.previous, delta=Delta("withheld", reason=reason)))
    return report(one(score))


def block(found: Report) -> Objective:
    first = found.pages[1].blocks[0]
    assert isinstance(first, Objective)
    return first


def test_a_change_withheld_by_a_declared_break_says_why() -> None:
    found = made(date(2026, 10, 1), reason="series_break")
    assert said(found, block(found).table.notes[0]) == (
        "a Variation non calculée : rupture de série. Les impressions deviennent des vues."
    )


def test_the_notes_name_the_day_the_indicators_and_the_reason() -> None:
    found = made(date(2026, 6, 1))
    lines = [said(found, text) for b in found.pages[-1].blocks if isinstance(b, Lines) for text in b.lines]
    assert (
        "Rupture de série : le 1er juin 2026, pour les prospects : Les impressions deviennent des vues. "
        "Aucune variation n’est calculée de part et d’autre."
    ) in lines


def test_breaks_stand_by_day_not_by_the_months_digits() -> None:
    days = (date(2026, 10, 1), date(2026, 2, 1))
    score = replace(kpi("leads", [*STEADY, 132], 140), breaks=tuple(SeriesBreak(day, "declared", WHY) for day in days))
    found = report(one(score))
    lines = [said(found, text) for b in found.pages[-1].blocks if isinstance(b, Lines) for text in b.lines]
    told = [line.partition(", pour")[0] for line in lines if line.startswith("Rupture")]
    assert told == ["Rupture de série : le 1er février 2026", "Rupture de série : le 1er octobre 2026"]


def test_the_chart_marks_the_first_cycle_of_the_new_series() -> None:
    found = made(date(2026, 6, 1))
    chart = block(found).chart
    assert chart is not None
    assert chart.breaks == (8,)  # of October 2025 to October 2026 the ninth is June
    assert said(found, chart.subtitle) == "Prospects par mois ; rupture de série le 1er juin 2026"


def test_a_break_before_the_cycles_shown_marks_nothing() -> None:
    chart = block(made(date(2024, 6, 1))).chart
    assert chart is not None
    assert chart.breaks == ()
