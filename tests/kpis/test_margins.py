"""Margins of single products multiply row by row, then add up (domain §2.8); the products that sold most."""

from decimal import Decimal

import pytest

from reportgen.model.facts import Sales, Sold
from tests.kpis.build import config, every_day, facts, key, kpi, on, own, scorecard

SKU = {"by": "sku", "each": {"LAMP-1": "50%"}}
COSTS = {"costs": {"tools": 1550}}  # 100 on the two days that have sales


def sale(day, amount, earned, channel="facebook", sold=()):
    sales = Sales(None if earned is None else Decimal(earned), sold)
    return [
        on(day, key("gross_revenue", channel), amount, sales=sales),
        *(on(day, key(name, channel), 0, sales=Sales(Decimal(0))) for name in ("tax", "shipping", "refunds")),
    ]


TWO_DAYS = facts(*sale("2026-10-01", 100, 50), *sale("2026-10-02", 300, 60))


def test_what_the_lines_earned_is_added_up_not_a_mean_margin_of_the_sales():
    margin = {**SKU, "default": "40%"}
    assert kpi(config("gross_margin", margin=margin), TWO_DAYS).current.value == 110  # not 400 × 40 %
    assert kpi(config("revenue", margin=margin), TWO_DAYS).current.value == 400
    assert kpi(config("roi_sales", margin=margin, **COSTS), TWO_DAYS).current.value == pytest.approx(Decimal("0.1"))


def test_sales_without_lines_take_the_default_or_are_not_measured():
    data = facts(*sale("2026-10-01", 100, 50), *sale("2026-10-02", 300, None))
    assert kpi(config("gross_margin", margin={**SKU, "default": "40%"}), data).current.value == 170
    unknown = kpi(config("gross_margin", margin=SKU), data).current
    assert (unknown.value, unknown.state, unknown.cause) == (None, "not_measured", "no_line_margin")
    assert kpi(config("roi_sales", margin=SKU, **COSTS), data).current.cause == "no_line_margin"  # never on revenue
    assert kpi(config("gross_margin", margin=SKU), TWO_DAYS).current.value == 110


def test_the_lines_margin_carries_into_what_is_made_of_it():
    """CLV: 400 / 4 orders = 100, 27.5 of margin; ÷ margin again it is the revenue."""
    twelve = [on("2026-10-01", key(f"{name}_12m"), n, days=31) for name, n in (("orders", 8), ("buyers", 4))]
    data = facts(*sale("2026-10-01", 100, 50), *sale("2026-10-02", 300, 60), on("2026-10-01", key("orders"), 4),
                 on("2026-10-02", key("orders"), 0), *twelve)  # fmt: skip
    found = kpi(config("clv", margin=SKU, customer_years=2), data).current
    assert found.value == Decimal("27.5") * 2 * 2
    assert kpi(config("clv_revenue", margin=SKU, customer_years=2), data).current.value == 400


def test_a_division_by_margins_of_products_is_not_given():
    words = own(worth=("revenue / margin", "currency"))
    assert kpi(config("worth", margin=SKU), TWO_DAYS, words=words).current.cause == "margin_by_line"


def test_the_margins_stand_among_the_inputs():
    inputs = kpi(config("gross_margin", margin={**SKU, "default": "40%"}), TWO_DAYS).current.inputs
    assert [(i.expression, i.value) for i in inputs if i.kind == "config"] == [
        ("margin", Decimal("0.4")), ("margin[sku=LAMP-1]", Decimal("0.5"))
    ]  # fmt: skip


def sold(*rows):
    return tuple(Sold(name, Decimal(revenue), Decimal(1)) for name, revenue in rows)


def test_the_five_products_that_social_networks_sold_most_of():
    names = sold(("A", 5), ("B", 9), ("C", 9), ("D", 1), ("E", 3), ("F", 2), ("G", 0))
    data = facts(
        *sale("2026-10-01", 29, 0, sold=names),
        *sale("2026-10-02", 4, 0, "instagram", sold=sold(("A", 6))),
        *sale("2026-10-02", 99, 0, "email", sold=sold(("Mail", 99))),
        *sale("2026-09-30", 99, 0, sold=sold(("Old", 99))),
        every_day(key("posts"), 1),
    )
    found = scorecard(config("revenue"), data).products
    assert [(p.name, p.revenue, p.quantity) for p in found] == [
        ("A", 11, 2), ("B", 9, 1), ("C", 9, 1), ("E", 3, 1), ("F", 2, 1)
    ]  # fmt: skip
    assert found[0].share == Decimal(11) / 35
    assert scorecard(config("revenue"), TWO_DAYS).products == ()


def test_a_product_of_which_more_was_paid_back_than_sold_leaves_the_others_their_shares():
    data = facts(*sale("2026-10-01", 0, 0, sold=sold(("A", 30), ("B", 10), ("C", -40))), every_day(key("posts"), 1))
    found = scorecard(config("revenue"), data).products
    assert [(p.name, p.share) for p in found] == [("A", Decimal("0.75")), ("B", Decimal("0.25"))]
