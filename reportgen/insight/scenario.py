"""What new customers have cost → how many more so much more money brings, from low to high (algorithms §9)."""

from __future__ import annotations

from decimal import Decimal

from reportgen.insight.campaigns import byar
from reportgen.model.relations import Acquired, Scenario

LEAST = 10  # new customers: fewer say little about the next one's cost
LEAST_CYCLES = 2  # one alone may be as unlike the others as it likes


def scenario(given: Acquired) -> Scenario:
    """At constant returns; the range is that of a count (90 %, Byar). Money in report currency."""
    cost, count, cycles = given.cost, given.customers, len(given.cycles)
    if count < LEAST or cycles < LEAST_CYCLES or cost <= 0:
        return Scenario(given.more, count, cycles)
    low, high = (Decimal(repr(end)) for end in byar(float(count)))
    each = [cost / ends for ends in (count, high, low)]
    return Scenario(given.more, count, cycles, *each, *(given.more / one for one in (each[0], each[2], each[1])))
