"""Values as large and as small as they come: what is printed of them can be read and fits."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from reportgen.display import Display
from reportgen.document.large import readable
from reportgen.model.text import Figure, figures
from tests.document.build import kpi, objective, report, scorecard

FR = Display("fr_FR", "EUR")
LARGEST = 98_765_432_109


def printed(name: str, values: list[float | None], target: float) -> list[str]:
    made = report(scorecard(objective("sales", "Titre", "Rôle.", kpi(name, values, target))))
    return [FR.figure(figure) for figure in figures(made) if figure.id.startswith(f"kpi.sales.{name}.")]


@pytest.mark.parametrize(("name", "shown"), [("revenue", "98 765,4 M€"), ("leads", "98 765,4 M")])
def test_no_figure_has_ten_digits_wherever_it_stands(name: str, shown: str) -> None:
    texts = printed(name, [LARGEST - 9 * 10**9, LARGEST], LARGEST + 10**9)
    assert shown in [text.replace("\u202f", " ").replace("\u00a0", " ") for text in texts]
    assert [text for text in texts if re.search(r"\d(?:[\u202f\u00a0]?\d){9}", text)] == []


def test_a_report_without_such_figures_is_left_as_it_is() -> None:
    made = report(scorecard(objective("sales", "Titre", "Rôle.", kpi("leads", [12, 13], 14))))
    assert readable(made) is made


def test_a_value_below_the_usual_decimals_does_not_read_as_zero() -> None:
    texts = printed("cost_per_lead", [0.00013, 0.00012], 0.00011)
    assert "0,00012\u00a0€" in texts
    assert "0,00\u00a0€" not in texts
    rate = Figure("rate", Decimal("0.00012"), "percent", 3)
    assert FR.figure(rate) == "0,012\u202f%"
