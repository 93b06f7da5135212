"""A formula with its numbers: KPIs inside KPIs by their parts, never a name where a number belongs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.display import Display
from reportgen.document.formula_text import formula_text
from reportgen.document.view import Views
from reportgen.document.wording import Words
from reportgen.insight.decide import decide
from reportgen.model.scorecard import Coverage, Input, KpiScore
from reportgen.vocabulary.catalogue import catalogue
from tests.document.build import config, kpi, objective, scorecard

PARTS = {"gross_revenue": 120, "tax": 20, "shipping": 10, "refunds": 5}


def told(score: KpiScore) -> str:
    card = scorecard(objective("sales", "Title", "Role", score))
    settings = config(card, "en_GB")
    views = Views(settings, catalogue(), card, decide(settings, card), Words("en_GB"), Display("en_GB", "EUR"))
    text = Display("en_GB", "EUR").text(formula_text(views.kpis["sales", score.id]))
    return text.replace("\N{NO-BREAK SPACE}", " ").replace(".00", "").replace("€", "")


def score(name: str, selection: str, **others: float) -> KpiScore:
    """A KPI that stands on the parts of revenue under a selection, a margin of 38 % and other inputs."""
    inputs = {f"{part}[{selection}]": float(value) for part, value in PARTS.items()}
    made = kpi(name, [0.1], inputs={**inputs, **{key.replace("__", ""): value for key, value in others.items()}})
    margin = Input("margin", "config", "percent", Decimal("0.38"), Coverage(0, 0))
    money = [replace(leaf, unit="currency") for leaf in made.current.inputs]
    return replace(made, current=replace(made.current, inputs=(*money, margin)))


def test_a_product_inside_a_formula_is_shown_by_its_factors() -> None:
    found = told(score("roi_sales", "channel=social", ad_spend=30, tool_cost=2))
    assert found == "(((120 − 20 − 10 − 5) × 38%) − (30 + 2)) ÷ (30 + 2)"


def test_a_selection_reaches_the_parts_of_a_product() -> None:
    found = told(score("roi_paid", "channel=social, delivery=paid", ad_spend=30))
    assert found == "(((120 − 20 − 10 − 5) × 38%) − 30) ÷ 30"


def test_a_sum_leaves_out_the_kinds_of_cost_that_nobody_gives() -> None:
    made = kpi("total_cost", [0.1], inputs={"ad_spend": 30.0, "tool_cost": 2.0})
    money = tuple(replace(leaf, unit="currency") for leaf in made.current.inputs)
    assert told(replace(made, current=replace(made.current, inputs=money))) == "30 + 2"


def test_a_product_without_one_of_its_factors_keeps_its_name() -> None:
    whole = score("roi_sales", "channel=social", ad_spend=30)
    inputs = tuple(leaf for leaf in whole.current.inputs if leaf.expression != "margin")
    assert told(replace(whole, current=replace(whole.current, inputs=inputs))).startswith("(Attributed gross margin −")
