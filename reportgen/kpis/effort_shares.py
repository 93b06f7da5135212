"""The last three cycles → Shares: each channel's part of the effort, and of what is measured (algorithms §6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.config.schema import Config
from reportgen.kpis.aggregate import ZERO
from reportgen.kpis.effort_costs import joined, spent
from reportgen.kpis.effort_results import Results
from reportgen.kpis.select import SOCIAL_GROUP
from reportgen.kpis.shelves import Shelves
from reportgen.kpis.spans import before
from reportgen.kpis.state import final_on
from reportgen.model.effort import Shares
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue

CYCLES = 3
ALWAYS = ("interactions", "social_sessions")


def last_shares(
    config: Config,
    catalogue: Catalogue,
    shelves: Shelves,
    results: Sequence[Results],
    cycle: Cycle,
    as_of: date,
) -> tuple[tuple[Shares, ...], ...]:
    """Oldest first. Empty where one of the three is not complete, or where costs belong to no channel."""
    first = config.objectives[0]
    every = {name: Results(config, catalogue, shelves, first, cycle, name) for name in ALWAYS}
    every = {name: found for name, found in every.items() if found.adds_up}
    for found in results:
        every.setdefault(_same(found.name), found)
    rows: list[tuple[Shares, ...]] = []
    cycle = before(cycle) if cycle.running else cycle
    settle = max((found.settle_days for found in every.values()), default=0)
    for _ in range(CYCLES):
        given = spent(shelves.common, cycle)
        if final_on(settle, cycle, as_of) is not None or not given.whole or given.left or not _total(given.by_channel):
            return ()
        rows.append(tuple(_shares(given.by_channel, every, cycle)))
        cycle = before(cycle)
    return tuple(rows[::-1])


def _same(name: str) -> str:
    """A measure of sessions and the KPI of social sessions are one thing here."""
    return "social_sessions" if name == "sessions" else name


def _total(values: Mapping[str, Decimal]) -> Decimal:
    return sum(values.values(), ZERO)


def _shares(efforts: Mapping[str, Decimal], every: Mapping[str, Results], cycle: Cycle) -> list[Shares]:
    """Each channel that has effort, by name."""
    together = "meta" in efforts
    efforts = joined(efforts) if together else efforts
    measured: dict[str, Mapping[str, Decimal]] = {}
    for name, results in every.items():
        channels = sorted(SOCIAL_GROUP & (efforts.keys() | results.channels()))
        values = {c: value for c in channels if (value := results.of(c, cycle)) is not None}
        measured[name] = joined(values) if together else values
    return [
        Shares(
            channel,
            amount / _total(efforts),
            tuple((n, v[channel] / _total(v)) for n, v in measured.items() if channel in v and _total(v) > 0),
        )
        for channel, amount in sorted(efforts.items())
        if amount
    ]
