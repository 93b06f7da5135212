"""A cycle's costs → what each channel cost: its own, and its part of the shared ones (domain §2.9).

Ad spend is never divided: what a platform was paid belongs where it was paid for.
"""

from __future__ import annotations

from decimal import Decimal

from reportgen.kpis.aggregate import ZERO
from reportgen.kpis.costs import COST_KINDS
from reportgen.kpis.select import Shelf
from reportgen.kpis.spans import ordinals
from reportgen.kpis.tree import Leaf
from reportgen.model.scorecard import Allocation, ChannelCost
from reportgen.periods import Cycle


def allocation(shelf: Shelf, cycle: Cycle) -> Allocation | None:
    """The cycle's full cost by channel, the dearest first; the channel "" is what can't be allocated. None: no cost."""
    lo, hi = ordinals(cycle)
    direct: dict[str, Decimal] = {}
    common = ZERO
    for measure in COST_KINDS:
        for channel, part in shelf.find(Leaf(measure, "social"), lo, hi).parts.items():
            amount = part.total(part.mask)
            if channel or measure == "ad_spend":
                direct[channel] = direct.get(channel, ZERO) + amount
            else:
                common += amount
    if not direct and not common:
        return None
    key, shares = shelf.shares(lo, hi)
    rows = [
        ChannelCost(channel, direct.get(channel, ZERO), common * shares.get(channel, ZERO))
        for channel in (direct.keys() | shares.keys()) - {""}
    ]
    rows.sort(key=lambda row: (-row.direct - row.shared, row.channel))
    left = ChannelCost("", direct.get("", ZERO), ZERO if key else common)
    return Allocation(
        key if common else "",
        tuple(sorted(shares.items())),
        (*rows, left) if left.direct or left.shared else tuple(rows),
    )
