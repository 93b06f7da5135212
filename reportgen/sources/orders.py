"""An order's cells → orders, gross_revenue, tax, shipping, refunds, so that revenue = gross − tax − shipping − refunds.

Amounts as an orders export gives them: Total is what was charged, after discounts, with shipping and tax.

- **tax** is the Taxes column, the tax contained in Total, whether the shop's prices include it or it is put on top.
- **shipping** is net of tax. Where Subtotal + Shipping = Total, prices contain the tax, and shipping is scaled by
  (Total − Taxes) / Total; where the tax is put on top, the column is net already.
- **refunds** are net of tax by the same share of the order, and never more than the order's goods: what is refunded
  beyond them is shipping, which is out of revenue already.

Example: goods 108, shipping 12, 20 % tax inside: Total 120, Taxes 20. Tax 20, shipping 10, revenue 90. A refund of 60
is 50 net: revenue 40. A refund of all 120 is 100 net, held to the goods' 90: revenue 0.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from reportgen.config.schema import RevenueBasis
from reportgen.sources.values import STEP
from reportgen.vocabulary.tags import Tags, plain_tags

_CENT = Decimal("0.01")
_YES = frozenset({"true", "t", "yes", "y", "1"})
_INCLUDED = re.compile(r"^included\s+(\d+(?:[.,]\d+)?)\s*%$")
_NOTE = re.compile(r"^\s*([^:]+?)\s*:\s*(.*?)\s*$")
_TEST_PAYMENT = re.compile(r"bogus|for testing|\btest\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amounts:
    """An order's amounts as they stand in the file, in the report's currency; all but the total may be absent."""

    total: Decimal
    subtotal: Decimal | None = None
    shipping: Decimal | None = None
    taxes: Decimal | None = None
    refunded: Decimal | None = None


def net_parts(amounts: Amounts, basis: RevenueBasis | None) -> dict[str, Decimal]:
    """Measure id → value, in the report's currency. ``basis`` overrides the tax column and the shipping."""
    total = amounts.total
    tax = _tax(amounts, basis)
    share = (total - tax) / total if total else Decimal(0)
    shipping = amounts.shipping or Decimal(0)
    if basis is not None and basis.shipping == "out":
        shipping = Decimal(0)
    elif _contained(amounts):
        shipping = held(shipping * share)
    goods = max(total - tax - shipping, Decimal(0))
    refunds = min(held((amounts.refunded or Decimal(0)) * share), goods)
    return {"orders": Decimal(1), "gross_revenue": total, "tax": tax, "shipping": shipping, "refunds": refunds}


def with_shipping(amounts: Amounts, taxes_included: bool) -> Amounts:
    """The amounts of an order whose export has no shipping: it is what the total holds above the goods, and above the
    tax where the goods' prices don't include it."""
    if amounts.subtotal is None:
        return amounts
    goods = amounts.subtotal + (Decimal(0) if taxes_included else amounts.taxes or Decimal(0))
    return replace(amounts, shipping=max(amounts.total - goods, Decimal(0)))


def stated_parts(
    revenue: Decimal, basis: RevenueBasis, given: Container[str], net_of_refunds: bool
) -> dict[str, Decimal]:
    """What a declared ``revenue_basis`` says of a revenue that comes as one figure: tax, shipping, refunds.

    ``given``: measures that the table has columns for; they are left to these. A basis that points to columns (tax:
    column, shipping: in) says nothing by itself. ``net_of_refunds``: the figure has refunds taken off already.
    """
    parts: dict[str, Decimal] = {}
    if basis.tax.strip().casefold() != "column":
        parts["tax"] = _tax(Amounts(revenue), basis)
    if basis.shipping == "out":
        parts["shipping"] = Decimal(0)
    if net_of_refunds:
        parts["refunds"] = Decimal(0)
    return {name: value for name, value in parts.items() if name not in given}


def nothing() -> dict[str, Decimal]:
    """The parts of an order that does not count: zeros, so that a later export takes back what an earlier one said."""
    return dict.fromkeys(("orders", "gross_revenue", "tax", "shipping", "refunds"), Decimal(0))


def _tax(amounts: Amounts, basis: RevenueBasis | None) -> Decimal:
    rule = basis.tax.strip().casefold() if basis is not None else "column"
    if rule == "excluded":
        return Decimal(0)
    match = _INCLUDED.match(rule)
    if match:
        rate = Decimal(match[1].replace(",", "."))
        return held(amounts.total * rate / (100 + rate))
    return amounts.taxes or Decimal(0)


def _contained(amounts: Amounts) -> bool:
    """Whether the prices contain the tax: subtotal and shipping already make the total."""
    if amounts.subtotal is None or not amounts.taxes:
        return False
    return abs(amounts.subtotal + (amounts.shipping or 0) - amounts.total) <= _CENT


def held(value: Decimal) -> Decimal:
    """As exactly as sums are kept."""
    return value.quantize(STEP, ROUND_HALF_UP)


def is_yes(text: str) -> bool:
    """Whether a cell says yes."""
    return text.strip().casefold() in _YES


def is_test(payment: str, tags: str) -> bool:
    """Whether an order is the shop's own trial: a test gateway, or the tag ``test``."""
    return bool(_TEST_PAYMENT.search(payment)) or "test" in {tag.strip().casefold() for tag in tags.split(",")}


@lru_cache(maxsize=8192)
def tags_of_notes(notes: str) -> Tags:
    """An order's note attributes (a line each: ``utm_source: facebook``, or a page with a query) → its tags."""
    tags: dict[str, str] = {}
    for line in notes.splitlines():
        match = _NOTE.match(line)
        if match is None:
            continue
        name, value = match[1].casefold().lstrip("_"), match[2]
        if name.startswith("utm_"):
            tags.setdefault(name, value)
        elif "utm_" in value:
            for key, values in parse_qs(urlsplit(value).query).items():
                tags.setdefault(key.casefold(), values[0])
    return plain_tags(tags.get("utm_source", ""), tags.get("utm_medium", ""), tags.get("utm_campaign", ""))
