"""What earlier reports have to say about this one: figures reported otherwise, KPIs that came or went."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportgen.periods import Cycle


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure of an earlier cycle: as it was reported, and as today's files give it. They differ as displayed."""

    cycle: Cycle
    reported: Decimal
    restated: Decimal


@dataclass(frozen=True, slots=True)
class SetChange:
    """The KPIs (ids, sorted) that are new since the last report, of ``cycle``, and those that were in it alone."""

    cycle: Cycle
    added: tuple[str, ...]
    removed: tuple[str, ...]
