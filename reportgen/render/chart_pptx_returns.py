"""Returns as native bars: what is measured solid, over what it makes with what is declared, hatched; the range of the
whole as an error bar with its ends' values under it. Lengths are points.

Both bars begin at zero and one covers the other, so that each is as long as the value that it says, whatever its sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import copysign
from typing import TYPE_CHECKING, Literal

from reportgen.model.chart import ChartSpec, Role
from reportgen.render import chart_xml as xml
from reportgen.render.chart_pptx_stack import floats, said_format, stretched
from reportgen.render.chart_workbook import SheetColumn
from reportgen.render.chart_xml import LABEL, Label, Plot
from reportgen.render.deck_measure import width
from reportgen.render.deck_style import CURRENT, LINE_HEIGHT, PAGE, SOFT
from reportgen.render.deck_text import Words

if TYPE_CHECKING:
    from reportgen.render.chart_pptx import Chart

Key = Literal["whole", "solid", "low", "high", "minus", "plus", "declared"]
Values = tuple[Decimal | None, ...]
_GAP = 110  # percent of a bar: the ends' values stand in it
_BESIDE = 4.0  # from a bar to its value, as programs set it
_LINE = LABEL * LINE_HEIGHT
_WHISKER = 1.25
_ENDS: tuple[Key, ...] = ("whole", "solid", "low", "high")


def columns(spec: ChartSpec, plain: tuple[SheetColumn, ...], words: Words) -> tuple[SheetColumn, ...]:
    """What `values` holds, under names that the series' own make up."""
    names = {series.role: column.name for series, column in zip(spec.series, plain, strict=True)}
    one, other = names.get("current", ""), names.get("declared", "")
    both = " + ".join(name for name in (one, other) if name)
    called: dict[Key, str] = {
        "whole": both, "solid": one, "low": f"{both} (<)", "high": f"{both} (>)", "minus": f"{both} (−)",
        "plus": f"{both} (+)", "declared": other,
    }  # fmt: skip
    form = said_format(spec, words)
    return tuple(SheetColumn(called[key], floats(found), form) for key, found in values(spec).items())


def values(spec: ChartSpec) -> dict[Key, Values]:
    """The whole (where something is declared or has a range), the measured part, both ends of the range, how far these
    are from the whole, the declared part; without those that have no value at all."""
    solid, declared = _of(spec, "current"), _of(spec, "declared")
    ranges = (*spec.ranges, *[None] * len(solid))[: len(solid)]
    low = tuple(pair[0] if pair else None for pair in ranges)
    high = tuple(pair[1] if pair else None for pair in ranges)
    whole = tuple(
        one if more is None and pair else None if more is None else (one or Decimal(0)) + more
        for one, more, pair in zip(solid, declared, ranges, strict=True)
    )
    found: dict[Key, Values] = {
        "whole": whole, "solid": solid, "low": low, "high": high, "minus": _apart(low, whole),
        "plus": _apart(whole, high), "declared": declared,
    }  # fmt: skip
    return {key: held for key, held in found.items() if key == "solid" or any(v is not None for v in held)}


def _of(spec: ChartSpec, role: Role) -> Values:
    found = next((series.values for series in spec.series if series.role == role), None)
    return (None,) * len(spec.categories) if found is None else found


def _apart(low: Sequence[Decimal | None], high: Sequence[Decimal | None]) -> Values:
    pairs = zip(low, high, strict=True)
    return tuple(None if one is None or other is None else other - one for one, other in pairs)


def drawn(chart: Chart) -> tuple[Plot, str]:
    return _Returns(chart).drawn()


class _Returns:
    """The chart in the making. ``beside``: a whole that its measured part would cover stands under it instead."""

    def __init__(self, chart: Chart) -> None:
        self.chart, self.values = chart, values(chart.spec)
        self.keys = list(self.values)
        pairs = zip(self.values.get("whole", ()), self.values["solid"], strict=False)
        self.beside = any(w is not None and s is not None and w * s > 0 and abs(w) < abs(s) for w, s in pairs)
        self.plot = self._plot()
        self.gap = chart.gap(self.plot, 2 if self.beside else 1, _GAP)

    def drawn(self) -> tuple[Plot, str]:
        bars = {"whole": xml.hatched(CURRENT), "solid": xml.filled(CURRENT)}
        if not self.beside:
            bars |= {"low": xml.UNSEEN, "high": xml.UNSEEN}
        series = [self._bar(key, fill) for key, fill in bars.items() if key in self.values]
        order = reversed(series) if self.beside else series  # the measured part first
        content = xml.bar_chart("bar", "".join(order), self.gap, 0 if self.beside else 100)
        return self.plot, content + self.chart.axes_across(self.plot)

    def _bar(self, key: Key, fill: str) -> str:
        place = self.keys.index(key)
        known = [n for n, value in enumerate(self.values[key]) if value is not None]
        makers = {"whole": self._whole, "solid": self._solid, "low": self._low, "high": self._high}
        whisker = ""
        if key == "whole" and "plus" in self.values:
            plus, minus = (self.chart.data(self.keys.index(side)) for side in ("plus", "minus"))
            whisker = xml.error_bars(plus, minus, _WHISKER)
        order = {"solid": 0, "whole": 1}[key] if self.beside else place
        return xml.bar_series(self.chart.data(place), order, fill, [makers[key](n) for n in known], error_bars=whisker)

    # -- scale ---------------------------------------------------------------------------------------------------------

    def _plot(self) -> Plot:
        chart, left = self.chart, self.chart.names_beside()
        ends = [0.0, *(float(v) for n in range(len(chart.categories)) for v in self._ends(n))]
        low, high = min(ends), max(ends)
        plot = Plot(left, 4.0, chart.size[0] - left - 4, chart.height_across(), low, high if high > low else low + 1)
        over: list[tuple[float, float]] = []
        under: list[tuple[float, float]] = []
        for n in range(len(chart.categories)):
            room = max(self._wide(key, n) for key in _ENDS) + 3 * _BESIDE
            for value in self._ends(n):
                (over if value >= 0 else under).append((float(value), room))
        return stretched(plot, plot.wide, over, under)

    def _ends(self, point: int) -> list[Decimal]:
        return [value for key in _ENDS if (value := self._at(key, point)) is not None]

    def _at(self, key: Key, point: int) -> Decimal | None:
        return self.values[key][point] if key in self.values else None

    def _wide(self, key: Key, point: int) -> float:
        value = self._at(key, point)
        return 0.0 if value is None else width(f"+{self.chart.shown(abs(value))}", LABEL, key in ("whole", "solid"))

    def _long(self, low: Decimal | None, high: Decimal | None) -> float:
        """The points between two values; nothing where one is missing."""
        if low is None or high is None:
            return 0.0
        return self.plot.wide * float(high - low) / (self.plot.most - self.plot.least)

    # -- labels --------------------------------------------------------------------------------------------------------

    def _solid(self, point: int) -> Label:
        """In its bar where another one follows it and there is room; else beside it, over the bar that follows."""
        value, whole = self._at("solid", point), self._at("whole", point)
        if whole is None or self.beside or (value and whole and value * whole < 0):
            return Label("outEnd", bold=True, point=point)
        if self._holds(point):
            return Label("inEnd", PAGE, bold=True, point=point)
        return Label("outEnd", bold=True, point=point, drop=-self._past_bar())

    def _holds(self, point: int) -> bool:
        """Whether the measured part is as long as its value is wide."""
        return abs(self._long(Decimal(0), self._at("solid", point))) >= self._wide("solid", point) + 3 * _BESIDE

    def _whole(self, point: int) -> Label:
        """Beyond its bar; where a range reaches over the bar's end, over the bar (under it, where two stand
        beside each other) and ending with it."""
        value, solid = self._at("whole", point) or Decimal(0), self._at("solid", point) or Decimal(0)
        if self._at("high", point) is None:
            return Label("outEnd", bold=True, point=point)
        back = self._wide("whole", point) + 2 * _BESIDE
        taken = 0.0 if self.beside or self._holds(point) else self._wide("solid", point) + 3 * _BESIDE
        begun = solid if solid * value > 0 else Decimal(0)
        shift = -back if abs(self._long(begun, value)) >= back + taken else -_BESIDE
        drop = self._past_bar() if self.beside else -self._past_bar()
        return Label("outEnd", bold=True, point=point, shift=self._shift(copysign(1, value) * shift), drop=drop)

    def _low(self, point: int) -> Label:
        """Under the bar, ending where the range begins."""
        beside = _BESIDE if (self._at("low", point) or 0) < 0 else -self._wide("low", point) - _BESIDE
        return self._end(point, beside)

    def _high(self, point: int) -> Label:
        """Under the bar, beginning where the range ends."""
        beside = self._wide("high", point) + _BESIDE if (self._at("high", point) or 0) < 0 else -_BESIDE
        return self._end(point, beside)

    def _end(self, point: int, shift: float) -> Label:
        return Label("outEnd", SOFT, point=point, shift=self._shift(shift), drop=self._past_bar())

    def _shift(self, points: float) -> float:
        return points / self.chart.size[0]

    def _past_bar(self) -> float:
        """From the middle of a bar to that of a value over or under it, in heights of the chart."""
        slot = self.plot.high / max(len(self.chart.categories), 1)
        return (slot / (1 + self.gap / 100) / 2 + _LINE / 2 + 2) / self.chart.size[1]
