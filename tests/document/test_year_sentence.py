"""The sentence on the year before says whose figure it tells where the sentence before it was of another KPI."""

from __future__ import annotations

import pytest

from reportgen.model.report import Objective, Report
from reportgen.model.scorecard import KpiScore
from tests.document.build import kpi, objective, report, scorecard
from tests.document.test_states import STEADY, said


def beside_the_chart(score: KpiScore, locale: str) -> str:
    """Of sessions that met their target, judged with a cost per click above its ceiling."""
    cost = kpi("cpc", [2.0] * 12 + [6.3], 3.5)
    made: Report = report(scorecard(objective("traffic", "Visites", "Rôle.", score, cost)), locale)
    block = next(block for page in made.pages for block in page.blocks if isinstance(block, Objective))
    return " ".join(said(made, text) for text in block.commentary)


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en_GB", "Sessions from social media rose 11.9% in a year (118 a year earlier)."),
        ("fr_FR", "Les visites issues des réseaux sociaux progressent de 11,9 % en un an (118 un an plus tôt)."),
    ],
)
def test_the_year_before_of_one_kpi_is_not_told_as_that_of_the_one_that_was_judged(locale: str, told: str) -> None:
    text = beside_the_chart(kpi("social_sessions", [*STEADY, 132], 120), locale)
    assert "6,30" in text or "6.30" in text
    assert told in text


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en_GB", "Sessions from social media a year earlier: 118."),
        ("fr_FR", "Les visites issues des réseaux sociaux un an plus tôt : 118."),
    ],
)
def test_a_year_without_a_change_names_its_kpi_as_well(locale: str, told: str) -> None:
    assert told in beside_the_chart(kpi("social_sessions", [*STEADY, 118], 110), locale)
