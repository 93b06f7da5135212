"""Config + Shelves + cycle → Effort: results and effort by channel over the last complete cycles, and campaigns.

A cycle is complete when it is over and settled, and every day of its costs and of each channel's results is known. The
window ends where a series breaks: a declared break, other costs or another formula than in its last cycle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.config.schema import Config
from reportgen.kpis.aggregate import ZERO
from reportgen.kpis.breaks import declared
from reportgen.kpis.campaigns import campaigns
from reportgen.kpis.effort_costs import joined, spent
from reportgen.kpis.effort_results import Results
from reportgen.kpis.effort_shares import last_shares
from reportgen.kpis.select import META_NETWORKS, SOCIAL_GROUP
from reportgen.kpis.shelves import Shelves
from reportgen.kpis.spans import before
from reportgen.kpis.state import final_on
from reportgen.model.effort import Barrier, ChannelEffort, Delivered, Effort, EffortSeries, EffortUnit
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue

MOST_CYCLES = 12
LOOKED_AT = 24  # cycles before this one in which as many complete ones are looked for


def effort(config: Config, catalogue: Catalogue, shelves: Shelves, cycle: Cycle, as_of: date) -> Effort:
    """Of each objective whose result adds up over cycles: its series in money and, where all hours name a channel, in
    hours. An objective with a cycle of its own is looked at in the report's."""
    every = [Results(config, catalogue, shelves, objective, cycle) for objective in config.objectives]
    counted = [results for results in every if results.adds_up]
    series = [found for results in counted for found in _Channels(config, results, cycle, as_of).all()]
    shares = last_shares(config, catalogue, shelves, counted, cycle, as_of)
    return Effort(tuple(series), shares, tuple(campaigns(config, catalogue, shelves, cycle)))


@dataclass(frozen=True, slots=True)
class _Row:
    """A cycle's effort and results by channel; a result that is not known is not there. ``left``: effort of none."""

    cycle: Cycle
    efforts: Mapping[str, Decimal]
    results: Mapping[str, Decimal]
    left: Decimal

    def known(self, channel: str) -> bool:
        """Whether the channel was counted, or had nothing that could have brought results."""
        return channel in self.results or not self.efforts.get(channel)


@dataclass(frozen=True, slots=True)
class _Channels:
    """One objective's way from figures to series."""

    config: Config
    results: Results
    cycle: Cycle
    as_of: date

    def all(self) -> Iterator[EffortSeries]:
        forms: tuple[Delivered, ...] = ("paid", "organic") if self._told_apart() else ("all",)
        for form in forms:
            found = self._series("currency", form)
            if found is not None:
                yield found
        hours = self._series("hours", forms[-1])
        if hours is not None and not hours.barrier:
            yield hours

    def _told_apart(self) -> bool:
        """Whether there is spending, and of each channel that has it the results are known by delivery."""
        last = next(self._complete(), None)
        if last is None:
            return False
        given = spent(self.results.shelf, last, delivery="paid").by_channel
        paid = sorted(channel for channel, amount in given.items() if amount)
        both: tuple[Delivered, ...] = ("paid", "organic")
        told = (self.results.of(channel, last, form) is not None for channel in paid for form in both)
        return bool(paid) and all(told)

    def _complete(self) -> Iterator[Cycle]:
        """Cycles that are over and settled, since the last declared break, the latest first."""
        cycle = before(self.cycle) if self.cycle.running else self.cycle
        first = self.results.shelf.index.first
        breaks = declared(self.config, self.results.tree, self.results.shelf)
        since = max((row.day for row in breaks if row.day < self.cycle.stop), default=date.min)
        for _ in range(LOOKED_AT):
            if first is None or cycle.start < max(first, since):
                return
            if final_on(self.results.settle_days, cycle, self.as_of) is None:
                yield cycle
            cycle = before(cycle)

    def _series(self, unit: EffortUnit, form: Delivered) -> EffortSeries | None:
        """None where nothing is spent, or no channel's results are counted."""
        rows = self._rows(unit, form)
        given = {channel for row in rows for channel, amount in row.efforts.items() if amount}
        measured = sorted(given.intersection(channel for row in rows for channel in row.results))
        window = [row for row in rows if all(row.known(channel) for channel in measured)][:MOST_CYCLES][::-1]
        channels = [item for channel in measured if (item := self._channel(channel, window)) is not None]
        if not channels:
            return None
        return EffortSeries(
            self.results.objective.id,
            self.results.name,
            unit,
            tuple(row.cycle for row in window),
            tuple(channels),
            form,
            self.results.names,
            tuple(sorted(given.difference(measured))),
            self._barrier(window),
        )

    def _rows(self, unit: EffortUnit, form: Delivered) -> list[_Row]:
        """Cycles whose costs are whole, back to the first one that stands on other series than the latest, which comes
        first."""
        found: list[_Row] = []
        basis = None
        for cycle in self._complete():
            given = spent(self.results.shelf, cycle, unit, form)
            here = given.basis, self.results.basis(cycle)
            basis = basis or here
            if here != basis:
                break
            if given.whole:
                names = sorted(SOCIAL_GROUP & {*given.by_channel, *self.results.channels()})
                brought = {name: value for name in names if (value := self.results.of(name, cycle, form)) is not None}
                found.append(_Row(cycle, given.by_channel, brought, given.left))
        if any("meta" in row.efforts for row in found):
            return [replace(row, efforts=joined(row.efforts), results=joined(row.results)) for row in found]
        return found

    def _channel(self, channel: str, window: Sequence[_Row]) -> ChannelEffort | None:
        share = self.results.objective.cost_share
        results = tuple(row.results.get(channel, ZERO) for row in window)
        efforts = tuple(row.efforts.get(channel, ZERO) * (Decimal(1) if share is None else share) for row in window)
        if not any(efforts) or min((*results, *efforts)) < 0:  # below zero: no count that a logarithm could be taken of
            return None
        fit = self.results.audience_fit(channel, window[-1].cycle)
        return ChannelEffort(channel, results, efforts, self._is_fixed(channel), fit)

    def _is_fixed(self, channel: str) -> bool:
        fixed = {row.channel for row in self.config.channels if row.fixed}
        return channel in fixed or (channel == "meta" and bool(fixed & META_NETWORKS))

    def _barrier(self, window: Sequence[_Row]) -> Barrier:
        if any(row.left for row in window):
            return "not_allocated"
        return "several_attributions" if len(self.results.attributions) > 1 else ""
