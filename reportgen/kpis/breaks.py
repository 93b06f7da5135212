"""Breaks of a KPI's series: those that the config declares, and those that its own figures show (domain §3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reportgen.config.schema import Config
from reportgen.kpis.select import SOCIAL_GROUP, Shelf
from reportgen.kpis.tree import Chosen, Leaf, Operation, Tree
from reportgen.model.scorecard import SeriesBreak
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.kpis.figure import Outcome


def declared(config: Config, tree: Tree | None, shelf: Shelf) -> tuple[SeriesBreak, ...]:
    """Those of the config that concern a measure of the tree, by day."""
    found = [
        SeriesBreak(row.date, "declared", row.reason)
        for row in config.breaks
        if tree is not None and any(_concerns(row.channel, leaf, shelf) for leaf in _named(tree, row.names, not row.of))
    ]
    return tuple(sorted(found, key=lambda row: row.day))


def shown(history: Sequence[tuple[Cycle, Outcome]]) -> tuple[SeriesBreak, ...]:
    """The last day from which a KPI was computed by another formula, or on other series, than in the cycles before.

    ``history`` is oldest first and ends with the cycle of the report. Figures that are not whole tell nothing.
    """
    whole = [(cycle, outcome) for cycle, outcome in history if outcome.value is not None and outcome.state == "ok"]
    if not whole or whole[-1][0] != history[-1][0]:
        return ()
    now = whole[-1][1]
    for place in range(len(whole) - 2, -1, -1):
        then = whole[place][1]
        if then.choices != now.choices:
            return (SeriesBreak(whole[place + 1][0].start, "formula_changed"),)
        if then.basis != now.basis:
            return (SeriesBreak(whole[place + 1][0].start, "series_changed"),)
    return ()


def between(breaks: Iterable[SeriesBreak], then: Cycle, now: Cycle) -> bool:
    """Whether one falls after the earlier cycle's first day and before the end of the later one."""
    return any(then.start < row.day < now.stop for row in breaks)


def _named(tree: Tree, names: Sequence[str], inside: bool) -> Iterator[Leaf]:
    """The leaves that are named, or stand in a KPI that is; all of them where ``inside`` says so (costs left out)."""
    match tree:
        case Leaf(measure=measure):
            if measure in names or (inside and not tree.cost):
                yield tree
        case Operation(left=left, right=right):
            yield from _named(left, names, inside)
            yield from _named(right, names, inside)
        case Chosen(kpi=kpi, tree=inner):
            yield from _named(inner, names, inside or kpi in names)


def _concerns(channel: str | None, leaf: Leaf, shelf: Shelf) -> bool:
    """Whether the leaf counts something of the channel; None: of any."""
    if channel is None or leaf.group == channel:
        return True
    covered = leaf.group == "all" or (leaf.group == "social" and channel in SOCIAL_GROUP)
    return covered and any(line.key.channel == channel for line in shelf.index.lines(leaf.measure))
