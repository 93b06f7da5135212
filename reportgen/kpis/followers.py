"""Followers by their level and by gains less losses → findings where the two differ (domain §6, 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from reportgen.kpis.aggregate import Line, days_between
from reportgen.kpis.select import Part, Shelf
from reportgen.kpis.spans import ordinals
from reportgen.kpis.tree import Leaf
from reportgen.model.facts import Finding
from reportgen.periods import Cycle

LEVEL, GAINED, LOST = "followers", "followers_gained", "followers_lost"


def unlike(shelf: Shelf, used: Iterable[Line], cycle: Cycle) -> Iterator[Finding]:
    """One for each network of which both are known on all days of the cycle, where a figure stands on either.

    The level's own change is the net; gains less losses only check it.
    """
    if not any(line.key.measure in (LEVEL, GAINED, LOST) for line in used):
        return
    lo, hi = ordinals(cycle)
    leaves = (Leaf(LEVEL, "social"), Leaf(LEVEL, "social", opening=True), Leaf(GAINED, "social"), Leaf(LOST, "social"))
    parts = [shelf.find(leaf, lo, hi).parts for leaf in leaves]
    for channel in sorted(set.intersection(*(set(found) for found in parts))):
        level, opening, gained, lost = (_whole(found[channel], lo, hi) for found in parts)
        if level is None or opening is None or gained is None or lost is None:
            continue
        if level - opening != gained - lost:
            numbers = (("level", level - opening), ("flows", gained - lost))
            source = parts[0][channel].lines[0].source
            yield Finding(
                "followers_differ",
                "info",
                source,
                measures=(LEVEL,),
                channels=(channel,),
                start=cycle.start,
                end=cycle.stop,
                numbers=numbers,
            )


def _whole(part: Part, lo: int, hi: int) -> Decimal | None:
    """The part's figure; None where a day is missing, or a level is not of the very last day."""
    if part.mask != days_between(lo, hi) or part.age:
        return None
    return part.total(part.mask) if part.kind == "flow" else part.value
