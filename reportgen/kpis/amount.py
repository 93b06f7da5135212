"""Ground → Figures: what each leaf of a formula comes to over the days that count, also with the channels' margins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.kpis.aggregate import ZERO
from reportgen.kpis.match import Ground, UnavailableError
from reportgen.kpis.select import Part
from reportgen.kpis.tree import Leaf

DEFAULT = "default"


class Figures(dict[Leaf, Decimal | None]):
    """Leaf → its figure; None where no day counts. ``notes`` say how one was made where that must be told."""

    def __init__(self, ground: Ground | None = None, units: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._ground = ground
        self.notes: list[str] = ["common_part"] if ground is not None and ground.narrowed else []
        for leaf in ground.parts if ground is not None else ():
            self[leaf] = self._figure(leaf, units or {})

    def times(self, leaf: Leaf, margins: Mapping[str, Decimal], power: int) -> Decimal:
        """The flow with each channel's part times its margin (power 1) or divided by it (−1), row by row."""
        return sum(
            (part.total(mask) * factor(part.channel, margins, power) for part, mask in self._counted(leaf)), ZERO
        )

    def _counted(self, leaf: Leaf) -> Iterator[tuple[Part, int]]:
        if self._ground is None:
            return
        masks = self._ground.masks[leaf]
        for unit, group in self._ground.parts[leaf].items():
            yield from ((part, masks[unit]) for part in group if masks[unit])

    def _figure(self, leaf: Leaf, units: Mapping[str, str]) -> Decimal | None:
        counted = list(self._counted(leaf))
        if not counted:
            return None
        kind = counted[0][0].kind
        if kind == "flow":
            return sum((part.total(mask) for part, mask in counted), ZERO)
        if kind == "score":
            self.notes += [] if any(part.weight is not None for part, _ in counted) else ["unweighted"]
            return _mean([part for part, _ in counted])
        if kind == "unique" and len(counted) > 1:
            if units[leaf.measure] != "count":
                raise UnavailableError("not_additive")
            self.notes.append("gross_unique")
        return sum((part.value for part, _ in counted if part.value is not None), ZERO)


def factor(channel: str, margins: Mapping[str, Decimal], power: int) -> Decimal:
    """The channel's margin, else the default's, to the power."""
    margin = margins.get(channel, margins[DEFAULT])
    if power < 0 and not margin:
        raise UnavailableError("division_by_zero")
    return margin**power


def _mean(parts: list[Part]) -> Decimal:
    """By sample size; unweighted where no part has one."""
    weighted = [part for part in parts if part.weight is not None]
    pairs = [(part.value or ZERO, part.weight or Decimal(1)) for part in weighted or parts]
    return sum((value * weight for value, weight in pairs), ZERO) / sum((weight for _, weight in pairs), ZERO)
