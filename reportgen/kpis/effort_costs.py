"""Shelf + cycle → Spent: what each channel was given in a cycle, in money or hours, and whether that is all known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.kpis.aggregate import ZERO, days_between
from reportgen.kpis.costs import COST_KINDS
from reportgen.kpis.select import META_NETWORKS, Shelf
from reportgen.kpis.spans import ordinals
from reportgen.kpis.tree import Leaf
from reportgen.model.effort import Delivered, EffortUnit
from reportgen.periods import Cycle

# What is paid for: the platforms' price, and the work on ads (as the catalogue's paid_cost has it).
_PAID = (
    Leaf("ad_spend", "social"),
    Leaf("staff_cost", "social", activity="advertising"),
    Leaf("agency_fees", "social", activity="advertising"),
)
_ALL = tuple(Leaf(measure, "social") for measure in COST_KINDS)


@dataclass(frozen=True, slots=True)
class Spent:
    """``left``: what no channel bears, because nothing divides it. ``whole``: every day of it is known. ``basis``: the
    series that sources gave it by, so that cycles with others are told apart."""

    by_channel: Mapping[str, Decimal]
    left: Decimal
    whole: bool
    basis: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Sum:
    """``own``: named for a channel; ``common``: of all channels; ``loose``: ad spend of which nobody knows the channel,
    which is never divided."""

    own: Mapping[str, Decimal]
    common: Decimal
    loose: Decimal
    whole: bool
    basis: frozenset[tuple[str, str]]

    def without(self, part: _Sum) -> _Sum:
        own = {channel: amount - part.own.get(channel, ZERO) for channel, amount in self.own.items()}
        return replace(self, own=own, common=self.common - part.common, loose=self.loose - part.loose)


def spent(shelf: Shelf, cycle: Cycle, unit: EffortUnit = "currency", delivery: Delivered = "all") -> Spent:
    """Ad spend belongs where it was paid for; what all channels share is divided by the report's key (domain §2.9),
    work on ads among the channels that had ads."""
    if unit == "hours":
        return _divided(shelf, _sum(shelf, (Leaf("staff_hours", "social"),), cycle), cycle)
    if delivery == "all":
        return _divided(shelf, _sum(shelf, _ALL, cycle), cycle)
    paid = _sum(shelf, _PAID, cycle)
    if delivery == "paid":
        return _divided(shelf, paid, cycle, frozenset(channel for channel, amount in paid.own.items() if amount))
    return _divided(shelf, _sum(shelf, _ALL, cycle).without(paid), cycle)


def joined(values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """By channel, Meta's networks as one: their ads may be known together alone."""
    result: dict[str, Decimal] = {}
    for channel, value in values.items():
        name = "meta" if channel in META_NETWORKS else channel
        result[name] = result.get(name, ZERO) + value
    return result


def _sum(shelf: Shelf, leaves: Sequence[Leaf], cycle: Cycle) -> _Sum:
    lo, hi = ordinals(cycle)
    own: dict[str, Decimal] = {}
    shared = {True: ZERO, False: ZERO}  # whether it is ad spend → what is named for no channel
    whole, basis = True, set()
    for leaf in leaves:
        for channel, part in shelf.find(leaf, lo, hi).parts.items():
            amount = part.total(part.mask)
            if channel:
                own[channel] = own.get(channel, ZERO) + amount
            else:
                shared[leaf.measure == "ad_spend"] += amount
            if part.read:
                basis.add((leaf.measure, channel))
                whole = whole and part.mask == days_between(lo, hi)
    return _Sum(own, shared[False], shared[True], whole, frozenset(basis))


def _divided(shelf: Shelf, given: _Sum, cycle: Cycle, among: frozenset[str] | None = None) -> Spent:
    """``among``: the channels that share; None: all that the key knows."""
    _, shares = shelf.shares(*ordinals(cycle))
    kept = {channel: share for channel, share in shares.items() if among is None or channel in among}
    parts = sum(kept.values(), ZERO)
    by_channel = dict(given.own)
    for channel, share in kept.items() if given.common else ():
        by_channel[channel] = by_channel.get(channel, ZERO) + given.common * share / parts
    return Spent(by_channel, given.loose if parts else given.loose + given.common, given.whole, given.basis)
