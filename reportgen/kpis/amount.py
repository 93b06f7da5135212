"""Ground → Figures: what each leaf of a formula comes to over the days that count, also with the rows' own margins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.kpis.aggregate import ZERO
from reportgen.kpis.match import Ground, UnavailableError
from reportgen.kpis.samples import pooled
from reportgen.kpis.select import Part
from reportgen.kpis.tree import Leaf
from reportgen.model.facts import Sample


@dataclass(frozen=True, slots=True)
class Margins:
    """What is left of sales: of a channel's its own share, of order lines (``by_line``) what the sources have worked
    out, of all else the ``default``; None where the config has none."""

    default: Decimal | None
    channels: Mapping[str, Decimal]
    by_line: bool

    def of(self, part: Part, mask: int, power: int) -> Decimal:
        """The part's sales times their margin (power 1) or divided by it (−1)."""
        if not self.by_line:
            return part.total(mask) * self.factor(part.channel, power)
        if power != 1:
            raise UnavailableError("margin_by_line")
        earned = part.earned(mask, self.default)
        if earned is None:
            raise UnavailableError("no_line_margin")
        return earned

    def factor(self, channel: str, power: int) -> Decimal:
        """The channel's margin, else the default's, to the power."""
        margin = self.channels.get(channel, self.default)
        if margin is None:
            raise UnavailableError("no_line_margin" if self.by_line else "no_margin")
        if power < 0 and not margin:
            raise UnavailableError("division_by_zero")
        return margin**power


class Figures(dict[Leaf, Decimal | None]):
    """Leaf → its figure; None where no day counts. ``samples``: the answers behind those that are scores; ``notes`` say
    how one was made where that must be told."""

    def __init__(self, ground: Ground | None = None, units: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._ground = ground
        self.samples: dict[Leaf, Sample] = {}
        self.notes: list[str] = ["common_part"] if ground is not None and ground.narrowed else []
        for leaf in ground.parts if ground is not None else ():
            self[leaf] = self._figure(leaf, units or {})

    def times(self, leaf: Leaf, margins: Margins, power: int) -> Decimal:
        """The flow with each row times its own margin (power 1) or divided by it (−1), then added up."""
        return sum((margins.of(part, mask, power) for part, mask in self._counted(leaf)), ZERO)

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
            return self._score(leaf, [part for part, _ in counted])
        if kind == "unique" and len(counted) > 1:
            if units[leaf.measure] != "count":
                raise UnavailableError("not_additive")
            self.notes.append("gross_unique")
        return sum((part.value for part, _ in counted if part.value is not None), ZERO)

    def _score(self, leaf: Leaf, parts: list[Part]) -> Decimal:
        mean, sample = pooled([(part.value or ZERO, part.sample) for part in parts])
        if sample is None:
            self.notes.append("unweighted")
        else:
            self.samples[leaf] = sample
        return mean
