"""Where nothing is judged (no targets, a running cycle), page 1 tells what says most, and its tiles fill their row."""

from __future__ import annotations

from reportgen.model.report import Tiles
from reportgen.model.scorecard import KpiScore
from tests.document.build import kpi, objective, report, scorecard
from tests.document.test_states import headline, said, several

LEADS = kpi("leads", [*[float(100 + 3 * (i % 3)) for i in range(12)], 131])  # +23.6 %, far above the usual
ENGAGEMENT = kpi("engagement_rate", [0.036, 0.039, 0.036, 0.039, 0.036, 0.039, 0.036, 0.039, 0.036, 0.037])
ORDERS = kpi("orders", [200, 290, 205, 285, 212, 290, 220, 285, 215])  # -24.6 %, as in every other month
VIEWS = kpi("impressions", [*[float(5000 + 30 * (i % 3)) for i in range(12)], 4400])  # -13.0 %, below the usual
LOW = kpi("impressions", [*[float(5000 + 30 * (i % 3)) for i in range(12)], 4000, 4100])  # up again, still below


def test_a_signal_goes_before_a_larger_move_within_the_usual() -> None:
    told = "Leads rose 23.6% to 131; impressions fell 13.0% to 4,400."
    assert headline(several(ORDERS, VIEWS, LEADS), "en_GB") == told
    assert headline(several(LEADS, ENGAGEMENT, VIEWS, ORDERS), "en_GB") == told


def test_a_large_move_is_told_rather_than_a_slight_one_the_smallest_by_its_points() -> None:
    assert headline(several(ENGAGEMENT, LEADS, kpi("orders", [220, 240])), "en_GB") == (
        "Leads rose 23.6% to 131; orders rose 9.1% to 240."
    )


def test_a_signal_of_another_kpi_goes_before_a_usual_variation_of_a_main_one() -> None:
    card = scorecard(objective("leads", "Leads", "Role.", ORDERS, VIEWS), objective("sales", "Sales", "Role.", LEADS))
    assert headline(card, "en_GB") == "Leads rose 23.6% to 131; impressions fell 13.0% to 4,400."


def test_a_signal_that_the_last_step_does_not_show_says_where_the_figure_stands() -> None:
    assert headline(several(LEADS, LOW), "en_GB") == (
        "Leads rose 23.6% to 131; impressions were below their usual range, at 4,100."
    )


def names(*scores: KpiScore) -> list[str]:
    made = report(scorecard(objective("leads", "Leads", "Role.", *scores)), "en_GB")
    return [said(made, t.name) for block in made.pages[0].blocks if isinstance(block, Tiles) for t in block.tiles]


def test_tiles_without_a_target_fill_the_row_that_has_begun_signals_first() -> None:
    assert names(LEADS) == ["Leads"]
    assert names(LEADS, ORDERS, VIEWS) == ["Leads", "Impressions", "Orders"]
    assert names(LEADS, ORDERS, ENGAGEMENT, VIEWS) == ["Leads", "Impressions", "Orders"]
