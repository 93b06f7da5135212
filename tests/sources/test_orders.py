"""Shopify's orders: one order once, its money net, its channel from the tags, its buyers nowhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.config.schema import RevenueBasis
from reportgen.sources.orders import Amounts, net_parts, tags_of_notes
from tests.sources.build import Folder, by_day, feed, total

SHOP = {"name": "shop", "path": "orders*.csv"}
HEADER = (
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem name,"
    "Billing Name,Note Attributes,Cancelled at,Payment Method,Refunded Amount,Tags\n"
)
PARTS = ("orders", "gross_revenue", "tax", "shipping", "refunds")


def order(name: str, status: str, money: str, created: str, notes: str = "", end: str = ",Cards,0.00,") -> str:
    """``money``: subtotal, shipping, taxes, total."""
    return f'{name},ada@example.org,{status},EUR,{money},{created},Lamp,Ada Example,"{notes}",{end}\n'


def revenue(values: dict[str, Decimal]) -> Decimal:
    """Net revenue by its formula (domain 2.8)."""
    return values["gross_revenue"] - values["tax"] - values["shipping"] - values["refunds"]


def money(total_: str, subtotal: str, shipping: str, taxes: str, refunded: str = "0") -> Amounts:
    return Amounts(*(Decimal(value) for value in (total_, subtotal, shipping, taxes, refunded)))


def test_twenty_percent_inside_the_prices_by_hand() -> None:
    parts = net_parts(money("120", "108", "12", "20"), None)
    assert parts == {"orders": 1, "gross_revenue": 120, "tax": 20, "shipping": 10, "refunds": 0}
    assert revenue(parts) == 90
    assert revenue(net_parts(money("120", "108", "12", "20", "60"), None)) == 40
    assert revenue(net_parts(money("120", "108", "12", "20", "120"), None)) == 0


def test_a_tax_put_on_top_leaves_shipping_as_it_is() -> None:
    parts = net_parts(money("37.74", "30.00", "5.00", "2.74"), None)
    assert (parts["tax"], parts["shipping"], revenue(parts)) == (Decimal("2.74"), Decimal("5.00"), Decimal("30.00"))


def test_the_example_of_the_method_comes_out() -> None:
    """12,000 with 20 % inside, 800 shipping and 500 refunds, both net: 8,700."""
    parts = net_parts(money("12000", "11040", "960", "2000", "600"), None)
    assert (parts["shipping"], parts["refunds"], revenue(parts)) == (800, 500, 8700)


def test_a_declared_basis_overrides_the_columns() -> None:
    amounts = money("120", "108", "12", "0")
    assert net_parts(amounts, RevenueBasis(tax="included 20%", shipping="out"))["tax"] == 20
    assert net_parts(amounts, RevenueBasis(tax="excluded", shipping="out"))["shipping"] == 0


@given(st.integers(0, 10**6), st.integers(0, 10**4), st.integers(0, 25), st.integers(0, 10**6))
def test_net_revenue_is_never_below_zero_nor_above_the_total(goods: int, ship: int, rate: int, refund: int) -> None:
    total_ = Decimal(goods + ship) / 100
    tax = (total_ * rate / (100 + rate)).quantize(Decimal("0.01"))
    amounts = Amounts(total_, Decimal(goods) / 100, Decimal(ship) / 100, tax, min(Decimal(refund) / 100, total_))
    assert 0 <= revenue(net_parts(amounts, None)) <= total_


def test_an_order_counts_once_on_its_local_day_and_only_when_it_is_paid(folder: Folder) -> None:
    lines = [
        order("#1", "paid", "108.00,12.00,20.00,120.00", "2026-10-01 23:30:00 -0400"),
        "#1,ada@example.org,,,,,,,2026-10-01 23:30:00 -0400,Bulb,,,,,,\n",
        order("#2", "pending", "50.00,0.00,8.33,50.00", "2026-10-01 10:00:00 +0200"),
        order("#3", "voided", "50.00,0.00,8.33,50.00", "2026-10-01 10:00:00 +0200"),
        order("#4", "paid", "50.00,0.00,8.33,50.00", "2026-10-01 10:00:00 +0200", end="2026-10-02 09:00,Cards,0.00,"),
        order("#5", "paid", "50.00,0.00,8.33,50.00", "2026-10-01 10:00:00 +0200", end=",(for testing) Bogus,0.00,"),
        order("#6", "partially_refunded", "60.00,0.00,10.00,60.00", "2026-10-04 10:00:00 +0200", end=",Cards,12.00,"),
        order("#7", "partially_paid", "60.00,0.00,10.00,60.00", "2026-10-04 11:00:00 +0200"),
    ]
    facts = folder.write("orders.csv", HEADER + "".join(lines)).read(SHOP)
    assert by_day(facts, "orders") == {"2026-10-01": 0, "2026-10-02": 1, "2026-10-04": 2}
    assert {name: total(facts, name) for name in PARTS} == {
        "orders": 3,
        "gross_revenue": 240,
        "tax": 40,
        "shipping": 10,
        "refunds": 10,
    }
    assert {fact.key.channel for fact in facts.series} == {""}
    assert feed(facts, "orders").sparse


def test_note_attributes_give_the_channel(folder: Folder) -> None:
    lines = [
        order("#1", "paid", "10,0,0,10", "2026-10-01", "utm_source: instagram\nutm_medium: social"),
        order("#2", "paid", "20,0,0,20", "2026-10-01", "utm_source: google\nutm_medium: cpc"),
        order("#3", "paid", "30,0,0,30", "2026-10-01"),
        order("#4", "paid", "40,0,0,40", "2026-10-02", "gift: yes\nutm_source: leaflet"),
    ]
    facts = folder.write("orders.csv", HEADER + "".join(lines)).read({**SHOP, "channel_from": "note_attributes"})
    revenues = {fact.key.channel: fact.value for fact in facts.series if fact.key.measure == "gross_revenue"}
    assert revenues == {"instagram": 10, "paid_search": 20, "direct": 30, "other": 40}
    october = ((date(2026, 10, 1), date(2026, 10, 3)),)
    assert all(found.spans == october and found.sparse for found in facts.feeds)


def test_note_attributes_give_the_campaign_and_an_order_told_anew_under_another_counts_once(folder: Folder) -> None:
    sums, day = "100.00,0.00,0.00,100.00", "2026-10-{} 10:00:00 +0200"
    tagged = "utm_source: instagram\nutm_medium: cpc\nutm_campaign: {}"
    first = order("#1", "paid", sums, day.format("02"), tagged.format("Summer")) + order(
        "#2", "paid", sums, day.format("03"), tagged.format("ada@example.org")
    )
    later = order("#1", "paid", sums, day.format("02"), tagged.format("autumn"))
    folder.write("orders_2026-10-10.csv", HEADER + first).write("orders_2026-10-20.csv", HEADER + later)
    facts = folder.read({**SHOP, "path": "*.csv", "channel_from": "note_attributes"})
    orders = {
        (fact.key.channel, fact.key.campaign): fact.value for fact in facts.series if fact.key.measure == "orders"
    }
    assert orders == {("instagram", "autumn"): 1, ("instagram", ""): 1}
    assert total(facts, "gross_revenue") == 200


def test_a_landing_pages_query_counts_as_tags() -> None:
    source, medium, _ = tags_of_notes("landing_page: https://shop.example/?utm_source=facebook&utm_medium=cpc")
    assert (source, medium) == ("facebook", "cpc")


def test_an_order_of_two_exports_counts_once_as_the_later_one_says(folder: Folder) -> None:
    first = order("#1", "paid", "10,0,0,10", "2026-10-01") + order("#2", "paid", "20,0,0,20", "2026-10-02")
    second = order("#2", "paid", "20,0,0,20", "2026-10-02", end="2026-10-09,Cards,0,") + order(
        "#3", "paid", "30,0,0,30", "2026-10-03"
    )
    facts = folder.write("orders_a.csv", HEADER + first).write("orders_b.csv", HEADER + second).read(SHOP)
    assert by_day(facts, "gross_revenue") == {"2026-10-01": 10, "2026-10-02": 0, "2026-10-03": 30}


def test_nothing_of_a_buyer_gets_out(folder: Folder) -> None:
    text = HEADER + order("#1", "paid", "10,0,0,10", "2026-10-01")
    facts = folder.write("orders.csv", text).read(SHOP)
    assert "ada" not in repr(facts).casefold()
    (line,) = folder.write("orders.csv", text.replace("10,0,0,10", "10,0,0,ten")).problems(SHOP)
    assert line.startswith("orders.csv, row 2, column 'Total': '…' is not a number.")


@pytest.mark.parametrize("name", ["orders.csv"])
def test_an_order_in_another_currency_is_refused(folder: Folder, name: str) -> None:
    folder.write(name, HEADER + order("#1", "paid", "10,0,0,10", "2026-10-01"))
    (line,) = folder.problems(SHOP, currency="USD")
    assert line.startswith("orders.csv, row 2, column 'Currency': the amounts are in EUR, the report is in USD.")


def test_an_order_in_a_currency_with_a_rate_is_kept_in_it(folder: Folder) -> None:
    folder.write("orders.csv", HEADER + order("#1", "paid", "10,0,0,10", "2026-10-01"))
    rates = [{"from": "EUR", "date": "2026", "rate": Decimal("1.1")}]
    facts = folder.read(SHOP, currency="USD", rates=rates)
    assert total(facts, "gross_revenue", currency="EUR") == 10
    assert total(facts, "orders", currency="") == 1
