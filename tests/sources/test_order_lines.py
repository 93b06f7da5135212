"""Order lines: each at its product's margin, together the order's own revenue; what they lack is told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.config.schema_money import ProductMargins
from reportgen.model.facts import Facts, Sales, Sample, Sold
from reportgen.sources.order_lines import Margins, _shares, together
from tests.sources.build import Folder, findings

SHOP = {"name": "shop", "path": "orders*.csv"}
HEADER = (
    "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Refunded Amount,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Vendor,Lineitem discount,Billing Name\n"
)
# Goods 144 (72 + 2 × 36 at 20 % inside), 24 off the order, no shipping: total 120, tax 20, net 100.
ORDER = (
    "#1,paid,EUR,120.00,0.00,20.00,120.00,24.00,2026-10-01,0.00,1,Lamp,72.00,LAMP-1,Acme,0.00,Ada Example\n"
    "#1,,,,,,,,2026-10-01,,2,Bulb,36.00,BULB-7,Lux,0.00,\n"
)
SKU = {"by": "sku", "each": {"LAMP-1": "50%", "bulb*": "20%"}}


def read(folder: Folder, text: str, **margin: object) -> Facts:
    return folder.write("orders.csv", HEADER + text).read(SHOP, **({"margin": margin} if margin else {}))


def earned(facts: Facts) -> dict[str, Decimal | None]:
    return {f.key.measure: f.sales.earned if f.sales else None for f in facts.series}


def sold(facts: Facts) -> dict[str, tuple[Decimal, Decimal]]:
    lines = [item for f in facts.series if f.sales for item in f.sales.sold]
    return {item.product: (item.revenue, item.quantity) for item in lines}


def test_each_line_counts_at_its_own_margin_by_hand(folder: Folder) -> None:
    """Lamp 72/144 and bulbs 72/144 of 100 net: 50 each; 50 % of the one, 20 % of the other: 25 + 10 = 35."""
    facts = read(folder, ORDER, **SKU)
    found = earned(facts)
    assert (found["gross_revenue"], found["tax"], found["shipping"], found["refunds"]) == (42, 7, 0, 0)
    assert 42 - 7 == 35
    assert sold(facts) == {"Lamp": (50, 1), "Bulb": (50, 2)}
    assert [finding.kind for finding in facts.findings] == []


def test_the_orders_own_revenue_stays_whatever_its_lines_say(folder: Folder) -> None:
    plain, by_sku = read(folder, ORDER), read(folder, ORDER, **SKU)
    assert [f.value for f in plain.series] == [f.value for f in by_sku.series]
    assert set(earned(plain).values()) == {None}


def test_a_refund_of_the_order_falls_on_its_lines_in_proportion(folder: Folder) -> None:
    """Half of 120 back, 50 net: 25 net of each product, and 17.50 of margin."""
    facts = read(folder, ORDER.replace("2026-10-01,0.00,1", "2026-10-01,60.00,1"), **SKU)
    assert sold(facts) == {"Lamp": (25, 1), "Bulb": (25, 2)}
    found = earned(facts)
    assert found["refunds"] == Decimal("17.5")


def test_a_lines_own_discount_is_its_own(folder: Folder) -> None:
    """Bulbs 72 − 24 = 48: lamp 60, bulbs 40 net of 100; 30 + 8 = 38."""
    facts = read(folder, ORDER.replace("Lux,0.00", "Lux,24.00"), **SKU)
    assert sold(facts) == {"Lamp": (60, 1), "Bulb": (40, 2)}
    found = earned(facts)
    assert (found["gross_revenue"] or 0) - (found["tax"] or 0) == 38
    assert findings(facts, "order_lines_differ") == []


def test_the_vendor_or_the_name_may_tell_the_margin(folder: Folder) -> None:
    for by, each in (("vendor", {"acme": "50%", "LUX": "20%"}), ("product", {"La*": "50%", "Bulb": "20%"})):
        assert earned(read(folder, ORDER, by=by, each=each))["gross_revenue"] == 42


def test_lines_without_a_margin_take_the_default_and_are_counted(folder: Folder) -> None:
    facts = read(folder, ORDER, by="sku", each={"LAMP-1": "50%"}, default="40%")
    assert earned(facts)["gross_revenue"] == 54  # (25 + 20) of 100, of 120
    (finding,) = findings(facts, "line_margins_default")
    assert (dict(finding.numbers), dict(finding.names)) == ({"rows": 1, "lines": 2}, {"product": "Bulb"})


def test_without_a_default_the_margin_is_not_known_and_the_revenue_is(folder: Folder) -> None:
    facts = read(folder, ORDER, by="sku", each={"LAMP-1": "50%"})
    assert earned(facts)["gross_revenue"] is None
    assert sold(facts) == {"Lamp": (50, 1), "Bulb": (50, 2)}
    (finding,) = findings(facts, "line_margins_missing")
    assert finding.severity == "notice"


def test_a_gift_needs_no_margin(folder: Folder) -> None:
    facts = read(folder, ORDER + "#1,,,,,,,,2026-10-01,,1,Sticker,0.00,GIFT,Lux,0.00,\n", **SKU)
    assert earned(facts)["gross_revenue"] == 42


@pytest.mark.parametrize(("default", "kind"), [({"default": "40%"}, "no_order_lines_default"), ({}, "no_order_lines")])
def test_a_file_without_such_lines_is_told(folder: Folder, default: dict[str, str], kind: str) -> None:
    without = HEADER.replace("Lineitem sku", "Lineitem code")
    folder.write("orders.csv", without + ORDER)
    facts = folder.read(SHOP, margin={**SKU, **default})
    assert earned(facts)["gross_revenue"] is None
    assert [finding.kind for finding in facts.findings] == [kind]


def test_lines_that_come_to_another_amount_are_told_and_the_order_counts(folder: Folder) -> None:
    facts = read(folder, ORDER.replace("24.00,2026", "0.00,2026"), **SKU)
    (finding,) = findings(facts, "order_lines_differ")
    assert (finding.place.row, dict(finding.numbers)) == (2, {"rows": 1})
    assert sold(facts) == {"Lamp": (50, 1), "Bulb": (50, 2)}


def test_a_later_export_takes_back_what_the_lines_said(folder: Folder) -> None:
    folder.write("orders_a.csv", HEADER + ORDER)
    facts = folder.write("orders_b.csv", HEADER + ORDER.replace("paid", "voided")).read(SHOP, margin=SKU)
    assert (set(earned(facts).values()), sold(facts)) == ({Decimal(0)}, {})


def test_nothing_of_a_buyer_is_in_the_lines(folder: Folder) -> None:
    facts = read(folder, ORDER.replace("Bulb", "Bulb for ada@example.org"), **SKU)
    assert "ada" not in repr(facts).casefold()
    assert set(sold(facts)) == {"Lamp", "…"}


def test_the_whole_name_comes_first_then_the_longest_beginning() -> None:
    each = {"Lamp*": Decimal("0.1"), "Lamp XL*": Decimal("0.2"), "lamp xl red": Decimal("0.3")}
    margins = Margins(ProductMargins(by="product", each=each))
    names = ("LAMP  XL red", "Lamp XL blue", "Lampshade", "Bulb", "")
    assert [margins.of(name) for name in names] == [Decimal("0.3"), Decimal("0.2"), Decimal("0.1"), None, None]


def test_orders_of_a_day_are_added_and_one_unknown_makes_the_day_unknown() -> None:
    lamp = Sales(Decimal(3), (Sold("Lamp", Decimal(9), Decimal(1)),))
    both = together([lamp, Sales(Decimal(1), (Sold("Bulb", Decimal(2), Decimal(4)), *lamp.sold))])
    assert both == Sales(Decimal(4), (Sold("Bulb", Decimal(2), Decimal(4)), Sold("Lamp", Decimal(18), Decimal(2))))
    assert together([lamp, None]) == Sales(None, lamp.sold)
    assert together([None, Sample(Decimal(3))]) is None


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=9), st.integers(0, 10**9))
def test_shares_add_up_to_the_order(amounts: list[int], net: int) -> None:
    whole = Decimal(net) / 1000
    shares = _shares([Decimal(amount) / 100 for amount in amounts], whole)
    assert sum(shares) == (whole if any(amounts) else 0)
    assert all(share >= 0 for share in shares)
