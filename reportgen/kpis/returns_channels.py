"""Engines + Shelf + cycle → ChannelReturns: what each channel cost and brought, and what is left over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reportgen.config.schema import Objective
from reportgen.display import rounded
from reportgen.kpis.aggregate import ZERO, days_between
from reportgen.kpis.allocate import allocation
from reportgen.kpis.engines import Engines
from reportgen.kpis.expand import SOCIAL_ONLY, Selection
from reportgen.kpis.select import SOCIAL_GROUP, Shelf
from reportgen.kpis.spans import ordinals
from reportgen.kpis.tree import Leaf
from reportgen.model.returns import ChannelReturn, ChannelReturns
from reportgen.model.scorecard import Allocation
from reportgen.periods import Cycle

MOST_RESULTS = 3
LEAST_CHANNELS = 2  # one channel alone is the whole, which the report tells already
SOCIAL = "social"  # the group of all social networks
CUSTOMERS = frozenset({"new_customers", "customers"})  # they have a column of their own
_LEVELS = ("impact", "outcome", "out-take", "output")


def channel_returns(engines: Engines, shelf: Shelf, cycle: Cycle) -> ChannelReturns | None:
    """None with fewer than two channels, or where nothing that they brought is known."""
    table = _Table(engines, allocation(shelf, cycle), cycle, _told_apart(shelf, cycle))
    rows = [row for channel in sorted(SOCIAL_GROUP) if _says(row := table.row(channel))]
    rows.sort(key=lambda row: (-(row.revenue or ZERO), *(-(count or ZERO) for count in row.results), -(row.cost or 0)))
    if len(rows) < LEAST_CHANNELS or not any(_earned(row) for row in rows):
        return None
    total = table.total()
    return ChannelReturns(tuple(rows), _rest(rows, total), total, table.results, table.unallocated)


class _Table:
    """The columns, filled in for one channel or for all of them."""

    def __init__(self, engines: Engines, costs: Allocation | None, cycle: Cycle, told_apart: bool) -> None:
        self._engines, self._cycle, self._spent = engines, cycle, costs is not None
        self._costs = {row.channel: row.direct + row.shared for row in costs.costs} if costs else {}
        self.unallocated = bool(costs and not costs.key and self._costs.get(""))
        net = engines.kpi("net_return", cycle)
        whole = net.ground is not None and net.state == "ok" and not net.ground.narrowed
        self._net = net.value if whole else None  # on a part of the days the columns would not add up
        self._told_apart = told_apart
        self._objectives = _counting(engines, cycle)
        self.results = tuple((name, engines.names(name)) for name in map(engines.result, self._objectives))

    def row(self, channel: str) -> ChannelReturn:
        selection = (("channel", channel),)
        cost = self._costs.get(channel, None if self.unallocated else ZERO) if self._spent else None
        revenue = self._earned("revenue", selection)
        earned = revenue  # without a margin it stands in, as in the ROI
        if self._engines.config.margins is not None:
            earned = self._earned("gross_margin", selection)
        net = None
        if earned is not None and cost is not None and self._net is not None and not self.unallocated:
            net = earned - cost
        return self._filled(channel, selection, cost, revenue, net)

    def _earned(self, kpi: str, selection: Selection) -> Decimal | None:
        """Zero where the shop tells channels apart and never names this one; None where it is not measured."""
        outcome = self._engines.kpi(kpi, self._cycle, selection)
        nothing = outcome.value is None and outcome.cause == "no_channel" and self._told_apart
        return ZERO if nothing else outcome.value

    def total(self) -> ChannelReturn:
        cost = sum(self._costs.values(), ZERO) if self._spent else None
        revenue = self._engines.kpi("revenue", self._cycle).value
        return self._filled("", (), cost, revenue, None if self.unallocated else self._net)

    def _filled(
        self, channel: str, selection: Selection, cost: Decimal | None, revenue: Decimal | None, net: Decimal | None
    ) -> ChannelReturn:
        borne = bool(cost) and not (channel and self.unallocated)  # the whole of what it cost is known
        cac = self._engines.kpi("cac", self._cycle, selection)
        per_cost = self._engines.kpi("revenue_per_cost", self._cycle, selection).value if revenue else revenue
        results = [self._engines.counted(o, self._cycle, selection or SOCIAL_ONLY).value for o in self._objectives]
        return ChannelReturn(
            channel,
            cost,
            revenue,
            per_cost if borne else None,
            net,
            self._engines.kpi("new_customers", self._cycle, selection).value,
            cac.value if borne else None,
            cac.small_base if borne else None,
            tuple(results),
        )


def _told_apart(shelf: Shelf, cycle: Cycle) -> bool:
    """Whether the shop tells channels apart all through the cycle, so that one which it never names sold nothing."""
    lo, hi = ordinals(cycle)
    silent = shelf.zeros(Leaf("gross_revenue", SOCIAL), lo, hi)
    return silent is not None and silent.mask == days_between(lo, hi)


def _counting(engines: Engines, cycle: Cycle) -> list[Objective]:
    """The objectives whose results are counted by channel, each result once: what is valued first, then the further
    along the chain the earlier.
    """
    valued = {value.result for value in engines.config.values}
    kept: dict[str, Objective] = {}
    for objective in engines.config.objectives:
        name = engines.result(objective)
        known = engines.catalogue.kpis.get(name) or engines.catalogue.measures.get(name)
        if known is None or known.unit != "count" or name in CUSTOMERS or name in kept:
            continue
        if engines.counted(objective, cycle, SOCIAL_ONLY).value is not None:
            kept[name] = objective

    def rank(name: str) -> tuple[bool, int]:
        kpi = engines.catalogue.kpis.get(name)
        level = kpi.amec if kpi is not None else None
        return name not in valued, _LEVELS.index(level) if level in _LEVELS else len(_LEVELS)

    return [kept[name] for name in sorted(kept, key=rank)][:MOST_RESULTS]


def _says(row: ChannelReturn) -> bool:
    return bool(row.cost) or _earned(row)


def _earned(row: ChannelReturn) -> bool:
    return any((row.revenue, row.customers, *row.results))


def _rest(rows: Sequence[ChannelReturn], total: ChannelReturn) -> ChannelReturn | None:
    """What the whole has beside the channels: costs that nothing divides, sales that no channel is named for."""
    results = tuple(_left(count, [row.results[place] for row in rows]) for place, count in enumerate(total.results))
    nets = [-(row.cost or ZERO) if row.net is None else row.net for row in rows]  # the whole bears such a cost as well
    rest = ChannelReturn(
        "",
        _left(total.cost, [row.cost for row in rows]),
        _left(total.revenue, [row.revenue for row in rows]),
        None,
        _left(total.net, nets),
        _left(total.customers, [row.customers for row in rows]),
        None,
        None,
        results,
    )
    return rest if any((rest.cost, rest.revenue, rest.net, rest.customers, *rest.results)) else None


def _left(total: Decimal | None, parts: Iterable[Decimal | None]) -> Decimal | None:
    """The total less its parts, to the cent; None where the total is not known."""
    return None if total is None else rounded(total - sum((part or ZERO for part in parts), ZERO), 2)
