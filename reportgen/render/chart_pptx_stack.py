"""A span on the value axis → the parts that a stacked native chart draws it from; what bars of either sign share.

Positive and negative parts stack away from zero, each on its own side: a span that does not begin at zero stands on an
invisible foot, and one that crosses zero has a part on either side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.model.chart import ChartSpec
from reportgen.model.text import Figure
from reportgen.render.chart_workbook import SheetColumn
from reportgen.render.chart_xml import Plot
from reportgen.render.deck_text import Words

Pair = tuple[Decimal, Decimal] | None


@dataclass(frozen=True, slots=True)
class Parts:
    """``foot`` is not seen; ``above`` is the part over zero, ``below`` the negative part under it. None = no such
    part."""

    foot: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None


def parts(span: Pair) -> Parts:
    """The two ends, in either order."""
    if span is None:
        return Parts()
    low, high = min(span), max(span)
    if low >= 0:
        return Parts(low or None, high - low)
    if high <= 0:
        return Parts(high or None, None, low - high)
    return Parts(None, high, low)


def stack(spans: Sequence[Pair], name: str, number_format: str, seen: str = "") -> tuple[SheetColumn, ...]:
    """Columns of the workbook: the foot, the part over zero (``seen`` is its name where a label shows it), and the part
    under it where there is one."""
    made = [parts(span) for span in spans]
    columns = [
        SheetColumn(f"{name} (0)", floats([part.foot for part in made]), number_format),
        SheetColumn(seen or f"{name} (+)", floats([part.above for part in made]), number_format),
    ]
    if any(part.below is not None for part in made):
        columns.append(SheetColumn(f"{name} (−)", floats([part.below for part in made]), number_format))
    return tuple(columns)


def floats(values: Sequence[Decimal | None]) -> tuple[float | None, ...]:
    return tuple(None if value is None else float(value) for value in values)


def said_format(spec: ChartSpec, words: Words) -> str:
    """The number format of a chart's values: with their sign where its labels have one. The heading names the
    currency."""
    signed = any(part.signed for label in spec.labels for part in label.text if isinstance(part, Figure))
    unit = "count" if spec.unit == "currency" else spec.unit
    return words.display.number_format(unit, spec.precision, spec.scale, signed)


def stretched(
    plot: Plot, length: float, over: Iterable[tuple[float, float]], under: Iterable[tuple[float, float]]
) -> Plot:
    """The plot with its scale drawn together so far that what stands beyond bars fits: pairs of a value and the points
    of room that it needs ``over`` and ``under`` it, along an axis of ``length`` points."""
    span = plot.most - plot.least or 1.0
    high = max((room - (plot.most - value) / span * length for value, room in over), default=0.0)
    low = max((room - (value - plot.least) / span * length for value, room in under), default=0.0)
    unit = span / max(length - max(high, 0.0) - max(low, 0.0), 1.0)
    return replace(plot, least=plot.least - unit * max(low, 0.0), most=plot.most + unit * max(high, 0.0))
