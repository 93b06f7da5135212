"""What ad platforms claim → findings where it is more than what shop, CRM or analytics count (domain §2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.kpis.aggregate import ZERO, Line, days_between
from reportgen.kpis.select import Shelf
from reportgen.kpis.spans import ordinals
from reportgen.kpis.tree import Leaf
from reportgen.model.facts import Finding
from reportgen.periods import Cycle


def exceeding(shelf: Shelf, cycle: Cycle) -> Iterator[Finding]:
    """One for each measure of which the platforms' claims in the cycle are more than there is in all.

    Their sum is a bound that shows double counting: it is told nowhere. What is known of some days only says nothing.
    """
    lo, hi = ordinals(cycle)
    for measure in sorted(shelf.measures):
        claims = [line for line in shelf.index.lines(measure) if line.key.claimed_by and line.kind == "flow"]
        whole = _whole(shelf, _neutral(shelf, measure, claims), lo, hi) if claims else None
        if whole is None:
            continue
        total, source = whole
        if sum((line.total(lo, hi, days_between(lo, hi)) for line in claims), ZERO) > total:
            found = Finding("claims_exceed", "notice", source, measures=(measure,), numbers=(("total", total),))
            yield replace(found, start=cycle.start, end=cycle.stop)


def _neutral(shelf: Shelf, measure: str, claims: list[Line]) -> str:
    """What the claims are held against: the same measure; of conversions that have amounts, which are purchases, the
    orders."""
    buying = {line.key.claimed_by for line in shelf.index.lines("gross_revenue") if line.key.claimed_by}
    purchases = measure == "conversions" and {line.key.claimed_by for line in claims} <= buying
    return "orders" if purchases and shelf.has("orders") else measure


def _whole(shelf: Shelf, measure: str, lo: int, hi: int) -> tuple[Decimal, str] | None:
    """The neutral total of all channels and its source; None where it is not known of every day."""
    parts = shelf.find(Leaf(measure, "all"), lo, hi).parts.values()
    sources = sorted({line.source for part in parts for line in part.lines})
    if not sources or any(part.mask != days_between(lo, hi) for part in parts):
        return None
    return sum((part.total(part.mask) for part in parts), ZERO), sources[0]
