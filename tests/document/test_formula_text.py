"""A formula with its numbers: KPIs inside KPIs by their parts, never a name where a number belongs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.display import Display
from reportgen.document.formula_text import formula_text
from reportgen.document.view import Views
from reportgen.document.wording import Words
from reportgen.insight.decide import decide
from reportgen.model.returns import Returns, ValuedResult
from reportgen.model.scorecard import Coverage, Input, KpiScore
from reportgen.vocabulary.catalogue import catalogue
from tests.document.build import config, kpi, objective, scorecard

PARTS = {"gross_revenue": 120, "tax": 20, "shipping": 10, "refunds": 5}


def told(score: KpiScore, *others: KpiScore, returns: Returns | None = None) -> str:
    card = replace(scorecard(objective("sales", "Title", "Role", score, *others)), returns=returns)
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


def test_a_formula_of_which_a_term_has_no_number_is_not_told() -> None:
    whole = score("roi_sales", "channel=social", ad_spend=30)
    inputs = tuple(leaf for leaf in whole.current.inputs if leaf.expression != "margin")
    assert told(replace(whole, current=replace(whole.current, inputs=inputs))) == ""


def amounts(net: float, margin: float, cost: float) -> tuple[KpiScore, ...]:
    given = (("net_return", net), ("gross_margin", margin), ("total_cost", cost))
    return tuple(kpi(name, [value]) for name, value in given)


def test_amounts_that_do_not_add_up_as_they_are_displayed_have_their_cents() -> None:
    assert told(*amounts(1810.44, 6498.88, 4688.44)) == "6,498.88 − 4,688.44"
    assert told(*amounts(6426, 33306, 26880)) == "33,306 − 26,880"


def test_valued_results_are_shown_by_their_counts_and_worths() -> None:
    valued = tuple(
        ValuedResult(name, (("en", name),), Decimal(count), Decimal(0), *map(Decimal, worths))
        for name, count, worths in (("downloads", 1000, (2, 4, 7)), ("event_signups", 112, (10, 20, 35)))
    )
    _, margin, cost = amounts(0, 33306, 26880)
    found = told(
        kpi("roi_full", [0.4714]),
        margin,
        cost,
        returns=Returns(margin.current.cycle, (), (), (), (), (), None, valued, None, None),
    )
    assert found == "(33,306 + (1,000 × 4 + 112 × 20) − 26,880) ÷ 26,880"
