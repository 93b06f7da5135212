"""ChartSpec: what a chart shows, in Texts and Figures, for the SVG and for the native chart alike."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.model.text import Figure, Text, Unit

Kind = Literal["trend", "columns", "bars", "bridge", "returns", "funnel", "indexed", "bullet"]
Role = Literal["current", "previous", "year_ago", "other", "other_previous", "target", "declared"]


@dataclass(frozen=True, slots=True)
class Series:
    """``values`` in natural units, None = gap. ``highlight`` is the point in the current colour where the rest is
    older."""

    name: Text
    role: Role
    values: tuple[Decimal | None, ...]
    highlight: int | None = None


@dataclass(frozen=True, slots=True)
class PointLabel:
    """A direct label: at the point of a series (both indices), or on a level of the value axis (``level``)."""

    text: Text
    series: int | None = None
    point: int | None = None
    level: Decimal | None = None
    role: Role = "current"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """One chart, for the SVG and for the native chart alike.

    trend: lines over cycles, with target (a series with role target), last year and the usual range of each cycle,
    ``band`` (empty = none), which ``band_name`` names in a native chart's workbook.
    columns: one series over cycles, ``highlight`` current, target as an outline around the current column.
    bars: horizontal bars by category, current beside previous, sorted.
    bridge: one series from a total to a total; ``totals`` are the indices of the bars that stand on zero, all others
    are signed steps.
    returns: a horizontal bar a category: the solid part (role current), then what is declared (role declared) hatched
    after it; ``ranges`` are the low and high ends of the whole, None where it has none.
    funnel: horizontal bars of one series on one linear scale, first step on top.
    indexed: two lines (roles current and other) that both begin at ``base``.
    bullet: a horizontal bar a category, what is attained of a target (1 = the target), which is outlined on each.
    ``categories`` are label lines per point (("oct.", "2025")); an empty tuple prints no label under that point.
    ``points`` are the whole names of cycles that an axis thins, for a native chart's workbook (empty = none); ``heads``
    say there what ``points``, then what ``categories`` are, or where there are no ``points`` what ``categories`` are.
    ``most``: the greatest value of the whole, where bars are a part of it, so that all parts are on one scale.
    ``ticks`` are the value axis' labels (line charts only). ``labels`` print in both renderers' own way: the PDF prints
    them all; a native chart prints values by number formats, signed where the labels' Figures are, and series' names.
    ``breaks`` are points before which the series was another: the PDF draws a line between, a native line has a gap
    there, the subtitle names the day. ``running``: the last point is of a cycle that still runs, so that its column is
    hatched, and the line to it dashed.
    """

    id: str
    kind: Kind
    title: Text
    subtitle: Text
    categories: tuple[tuple[Text, ...], ...]
    series: tuple[Series, ...]
    unit: Unit
    precision: int
    ticks: tuple[Figure, ...]
    band: tuple[tuple[Decimal, Decimal] | None, ...]
    labels: tuple[PointLabel, ...]
    from_zero: bool
    alt: Text
    scale: int = 0
    strong_category: int | None = None
    totals: tuple[int, ...] = ()
    ranges: tuple[tuple[Decimal, Decimal] | None, ...] = ()
    breaks: tuple[int, ...] = ()
    band_name: Text = ()
    base: Decimal | None = None
    running: bool = False
    points: tuple[Text, ...] = ()
    heads: tuple[Text, ...] = ()
    most: Decimal | None = None
