"""Many channels → the first of them, and the others together: as one row of a table, as one bar. Sums alone are made of
others; a ratio is one of their sums or none at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.model.returns import ChannelReturn, ChannelReturns
from reportgen.model.scorecard import ChannelScore

OTHERS = "others"
MOST_ROWS = 9
MOST_BARS = 7


def few_rows(given: ChannelReturns) -> ChannelReturns:
    """The rows stand in their order, the largest first; two or more beyond the first nine stand as one."""
    kept, small = given.rows[:MOST_ROWS], given.rows[MOST_ROWS:]
    return replace(given, rows=(*kept, _together(small))) if len(small) > 1 else given


def _together(rows: Sequence[ChannelReturn]) -> ChannelReturn:
    cost, revenue = _sum(row.cost for row in rows), _sum(row.revenue for row in rows)
    return ChannelReturn(
        OTHERS,
        cost,
        revenue,
        revenue / cost if revenue is not None and cost and _all_known(rows) else None,
        _sum(row.net for row in rows),
        _sum(row.customers for row in rows),
        None,  # what winning a customer cost is not all of the cost
        None,
        tuple(_sum(counts) for counts in zip(*(row.results for row in rows), strict=True)),
    )


def _all_known(rows: Sequence[ChannelReturn]) -> bool:
    return all(row.revenue is not None and row.cost is not None for row in rows)


def few_bars(channels: Sequence[ChannelScore]) -> list[ChannelScore]:
    """Of a count or an amount: the largest seven, then the others, however large they are together."""
    kept, small = list(channels[:MOST_BARS]), channels[MOST_BARS:]
    if len(small) < 2:
        return list(channels)
    previous = None if any(row.previous is None for row in small) else _sum(row.previous for row in small)
    return [*kept, ChannelScore(OTHERS, _sum(row.value for row in small), previous)]


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """Of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None
