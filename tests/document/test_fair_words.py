"""What a figure does not bear out is not said: poor comparisons, changes that no one can see, running cycles."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.model.report import Objective
from reportgen.model.scorecard import Coverage, Delta, KpiScore
from tests.document.build import kpi, report
from tests.document.test_states import STEADY, one, row, said, tile


def poor_year() -> KpiScore:
    """Leads whose year before rests on a third of its days."""
    score = kpi("leads", [*STEADY, 132], 120)
    assert score.year_ago.value is not None
    before = replace(score.year_ago.value, state="partial", coverage=Coverage(1, 3))
    return replace(score, year_ago=replace(score.year_ago, value=before, delta=Delta("withheld", reason="coverage")))


def test_a_poor_figure_of_the_year_before_bears_a_note_and_stands_in_no_sentence() -> None:
    made = report(one(poor_year()))
    block = made.pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert (said(made, row(made)["year_ago"].text), row(made)["year_ago"].reference) == ("118", "a")
    assert said(made, block.table.notes[0]) == "a Oct. 2025 : couverture de 33 %."
    assert "118" not in " ".join(said(made, text) for text in block.commentary)
    slide = next(slide for slide in made.slides if slide.layout == "objective")
    assert "118" not in " ".join(said(made, part) for key in slide.key_figures for part in (key.value, key.change.text))


def test_a_whole_figure_of_the_year_before_bears_no_note() -> None:
    made = report(one(kpi("leads", [*STEADY, 132], 120)))
    assert row(made)["year_ago"].reference == ""


def test_a_change_between_two_figures_that_read_the_same_is_stable() -> None:
    made = report(one(kpi("engagement_rate", [0.0385, 0.0394], 0.04), "community"))  # 3.85 and 3.94: both 3.9
    assert (said(made, tile(made).value), said(made, tile(made).previous)) == ("3,9 %", "sept. : 3,9 %")
    assert (said(made, tile(made).change.text), tile(made).change.sign) == ("stable", "none")
    assert Decimal("0.0394") - Decimal("0.0385") > Decimal("0.0005")  # what would print as +0,1 pt
