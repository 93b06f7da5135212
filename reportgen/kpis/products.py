"""Facts + cycle → the products that social networks sold most of, by net revenue, where order lines tell (seed 004)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.kpis.aggregate import ZERO
from reportgen.kpis.select import SOCIAL_GROUP, Shelf
from reportgen.kpis.spans import ordinals
from reportgen.model.facts import Sold
from reportgen.model.scorecard import ProductScore
from reportgen.periods import Cycle

MOST = 5
SALES = "gross_revenue"  # the measure beside which the order lines' net revenue stands


def top_products(shelf: Shelf, cycle: Cycle) -> tuple[ProductScore, ...]:
    """The first five with a net revenue above zero; equal ones by name. One of which more was paid back than sold is
    no part of the whole either."""
    sold = [(name, *found) for name, found in _sold(shelf, cycle).items() if found[0] > 0]
    whole = sum((revenue for _, revenue, _ in sold), ZERO)
    sold.sort(key=lambda row: (-row[1], row[0]))
    return tuple(ProductScore(name, revenue, many, revenue / whole) for name, revenue, many in sold[:MOST])


def _sold(shelf: Shelf, cycle: Cycle) -> dict[str, tuple[Decimal, Decimal]]:
    """Product → net revenue from social networks, and how many were sold."""
    totals: dict[str, tuple[Decimal, Decimal]] = {}
    for item in _lines(shelf, cycle):
        revenue, quantity = totals.get(item.product, (ZERO, ZERO))
        totals[item.product] = revenue + item.revenue, quantity + item.quantity
    return totals


def _lines(shelf: Shelf, cycle: Cycle) -> Iterator[Sold]:
    lo, hi = ordinals(cycle)
    for line in shelf.index.lines(SALES):
        if line.key.channel in SOCIAL_GROUP and not line.key.owner and not line.key.claimed_by and not line.key.of:
            for fact in line.facts(lo, hi):
                yield from fact.sales.sold if fact.sales else ()
