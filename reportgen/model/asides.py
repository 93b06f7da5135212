"""What stands beside a KPI's figure: the tone of mentions, the figure by each source that attributes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Tone:
    """The mentions that were rated, and how many of them neutral; None where nobody counts those."""

    rated: Decimal
    neutral: Decimal | None


@dataclass(frozen=True, slots=True)
class Attributed:
    """A figure where this source gives results to channels."""

    source: str
    value: Decimal
