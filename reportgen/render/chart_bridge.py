"""What is left of a total once its steps are taken: columns from the first to the last total, each step beginning where
the one before ended. Where names or values cannot stand over and under their columns, the same bridge lies in rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from reportgen.model.chart import ChartSpec
from reportgen.render.bridge import levels
from reportgen.render.chart_canvas import Canvas
from reportgen.render.chart_layout import (
    LINE,
    RAISE,
    VALUE,
    Look,
    Scale,
    fitting_scale,
    label_width,
    spread,
    text_width,
    wrapped,
)
from reportgen.render.palette import Palette

HEIGHT, CLOSE_HEIGHT = 144.0, 126.0  # in columns
_HALF, _MOST, _INSET = (
    0.3,
    16.0,
    4.0,
)  # half a column in steps, and at most; from the drawing's edge to the first column
_OVER, _ASCENT = 3.5, 6.0  # from a column to its value's baseline; from there to the figures' upper edge
_MOST_RAISED = 20.0  # a value farther from its column would belong to none
_WHITE, _THINNEST = 4.0, 0.7  # between two names; a step too small to be seen is a line
_ROW, _TALL_ROW, _BAR, _AFTER = 16.0, 23.0, 9.0, 5.0  # rows, their bars, from a bar to its value
_NAMES = 0.36  # of the width, at most, for the names of rows

Box = tuple[float, float, float, float]  # left, right, lower, upper


def bridge_height(spec: ChartSpec, look: Look, width: float, close: bool = False) -> float:
    """The drawing's height in points, as its names and values need it; lower where it is set closely."""
    if close and _columns(spec, look, width, CLOSE_HEIGHT) is not None:
        return CLOSE_HEIGHT
    if _columns(spec, look, width, HEIGHT) is not None:
        return HEIGHT
    return _row_height(_lines(spec, look, width)) * len(spec.categories) + 4


def draw_bridge(canvas: Canvas, spec: ChartSpec, look: Look) -> None:
    columns = _columns(spec, look, canvas.width, canvas.height)
    if columns is None:
        _draw_rows(canvas, spec, look)
    else:
        _draw_columns(canvas, spec, look, columns)


def _levels(spec: ChartSpec) -> list[tuple[float, float] | None]:
    return [None if span is None else (float(span[0]), float(span[1])) for span in levels(spec)]


def _next(bars: list[tuple[float, float] | None], index: int) -> int | None:
    """The next bar that has a value."""
    return next((place for place in range(index + 1, len(bars)) if bars[place] is not None), None)


def _bounds(spec: ChartSpec) -> tuple[float, float]:
    ends = [0.0, *(end for pair in _levels(spec) if pair is not None for end in pair)]
    low, high = min(ends), max(ends)
    return (low, high) if high > low else (low, low + 1)


def _name(spec: ChartSpec, look: Look, index: int) -> str:
    return " ".join(look.words(line) for line in spec.categories[index])


def _weight(spec: ChartSpec, index: int) -> int:
    return 600 if index in spec.totals else 400


def _fill(spec: ChartSpec, index: int, palette: Palette) -> str:
    return palette.current if index in spec.totals else palette.previous


# Columns


@dataclass(frozen=True, slots=True)
class _Columns:
    """How a bridge stands: the lines of each name, the scale upwards, the values' places (middle, baseline)."""

    names: list[list[str]]
    vertical: Scale
    places: list[tuple[float, float]]


def _across(spec: ChartSpec, width: float) -> tuple[list[float], float]:
    """The columns' middles, and half a column."""
    half = min(_HALF * width / max(len(spec.categories), 1), _MOST)
    return spread(len(spec.categories), _INSET + half, width - _INSET - half), half


def _columns(spec: ChartSpec, look: Look, width: float, height: float) -> _Columns | None:
    """None where names or values cannot stand beside each other. The more room is left above the columns, the more
    values can be raised over their neighbours."""
    names = _names(spec, look, width)
    if names is None:
        return None
    low, high = _bounds(spec)
    foot = 4 + LINE * max(map(len, names)) + (_ASCENT + 5 if low < 0 else 0.0)  # a value under a bar that hangs down
    for head in (0.0, LINE, 2 * LINE):
        vertical = Scale(low, high, foot, height - _ASCENT - _OVER - 2 - head)
        places = _values(spec, look, width, height, vertical)
        if places is not None:
            return _Columns(names, vertical, places)
    return None


def _names(spec: ChartSpec, look: Look, width: float) -> list[list[str]] | None:
    """The names' lines under their columns: one if all fit beside each other, else two; None where they do not fit."""
    across, _ = _across(spec, width)
    names = [(_name(spec, look, index), _weight(spec, index)) for index in range(len(across))]
    for lines in ([[name] for name, _ in names], [wrapped(name, width / len(across) - 4, w) for name, w in names]):
        widest = [max(text_width(line, VALUE, w) for line in rows) for rows, (_, w) in zip(lines, names, strict=True)]
        middles = [_within(x, w / 2, width) for x, w in zip(across, widest, strict=True)]
        edges = [(x - w / 2, x + w / 2) for x, w in zip(middles, widest, strict=True)]
        apart = all(after[0] - before[1] >= _WHITE for before, after in pairwise(edges))
        if apart and [" ".join(rows) for rows in lines] == [name for name, _ in names]:
            return lines
    return None


def _within(middle: float, reach: float, width: float) -> float:
    """The middle of what reaches so far to both sides, moved into the drawing."""
    return min(max(middle, reach), width - reach)


def _values(
    spec: ChartSpec, look: Look, width: float, height: float, vertical: Scale
) -> list[tuple[float, float]] | None:
    """Places over the columns, under a total that hangs below zero; None where one would stand too far away."""
    across, half = _across(spec, width)
    bars = [
        None if pair is None else (x - half, x + half, vertical(min(pair)), vertical(max(pair)))
        for x, pair in zip(across, _levels(spec), strict=True)
    ]
    taken, places = [bar for bar in bars if bar is not None], []
    taken.append((0.0, width, vertical(0) - 0.5, vertical(0) + 0.5))
    for label in spec.labels:
        index = label.point or 0
        bar, reach = bars[index], label_width(look, label) / 2
        x = _within(across[index], reach, width)
        hangs = index in spec.totals and bar is not None and bar[2] < vertical(0)
        wanted = vertical(0) + _OVER if bar is None else bar[2] - 3 - _ASCENT if hangs else bar[3] + _OVER
        y = _free(x - reach, x + reach, wanted, [box for box in taken if box is not bar])
        if y > min(wanted + (0 if hangs else _MOST_RAISED), height - _ASCENT):
            return None
        taken.append((x - reach, x + reach, y - 2, y + _ASCENT))
        places.append((x, y))
    return places


def _free(left: float, right: float, wanted: float, taken: list[Box]) -> float:
    """The lowest baseline from ``wanted`` up at which a value touches nothing."""
    y = wanted
    for lower, upper in sorted((box[2], box[3]) for box in taken if box[0] < right + _WHITE and box[1] > left - _WHITE):
        if lower < y + _ASCENT and upper + 2 > y:
            y = upper + 2
    return y


def _draw_columns(canvas: Canvas, spec: ChartSpec, look: Look, columns: _Columns) -> None:
    palette, vertical, bars = look.palette, columns.vertical, _levels(spec)
    across, half = _across(spec, canvas.width)
    for index, (x, pair) in enumerate(zip(across, bars, strict=True)):
        if pair is None:
            continue
        low, high = vertical(min(pair)), vertical(max(pair))
        canvas.rectangle(x - half, low, 2 * half, max(high - low, _THINNEST), _fill(spec, index, palette))
        if (following := _next(bars, index)) is not None:
            y = vertical(pair[1])
            canvas.line([(x + half, y), (across[following] - half, y)], palette.grey, 0.6)
    canvas.line([(0, vertical(0)), (canvas.width, vertical(0))], palette.ink, 0.7)
    for label, (x, y) in zip(spec.labels, columns.places, strict=True):
        canvas.text(x, y, look.words(label.text), palette.ink, VALUE, 600 if label.strong else 400, "center")
    first = LINE * (max(map(len, columns.names)) - 1) + 2.5
    for index, (x, lines) in enumerate(zip(across, columns.names, strict=True)):
        for row, line in enumerate(lines):
            reach = text_width(line, VALUE, _weight(spec, index)) / 2
            middle = _within(x, reach, canvas.width)
            canvas.text(middle, first - row * LINE, line, palette.ink, VALUE, _weight(spec, index), "center")


# Rows


def _lines(spec: ChartSpec, look: Look, width: float) -> list[list[str]]:
    """The names' lines beside their rows."""
    most = _NAMES * width
    return [wrapped(_name(spec, look, index), most, _weight(spec, index)) for index in range(len(spec.categories))]


def _row_height(lines: list[list[str]]) -> float:
    """One name on two lines makes all rows taller."""
    return _TALL_ROW if any(len(rows) > 1 for rows in lines) else _ROW


def _draw_rows(canvas: Canvas, spec: ChartSpec, look: Look) -> None:
    palette, names, bars = look.palette, _lines(spec, look, canvas.width), _levels(spec)
    step = _row_height(names)
    widths = [text_width(line, VALUE, _weight(spec, index)) for index, lines in enumerate(names) for line in lines]
    ends = [max(bars[label.point or 0] or (0.0,)) for label in spec.labels]
    taken = [(end, label_width(look, label) + _AFTER) for end, label in zip(ends, spec.labels, strict=True)]
    across = fitting_scale(_bounds(spec), max(widths) + 8, canvas.width, taken)
    middles = [canvas.height - 2 - step * (index + 0.5) for index in range(len(bars))]
    for index, (y, pair) in enumerate(zip(middles, bars, strict=True)):
        for row, line in enumerate(names[index]):
            baseline = y - RAISE * VALUE + LINE * ((len(names[index]) - 1) / 2 - row)
            canvas.text(0, baseline, line, palette.ink, VALUE, _weight(spec, index))
        if pair is None:
            continue
        start, stop = across(min(pair)), across(max(pair))
        canvas.rectangle(start, y - _BAR / 2, max(stop - start, _THINNEST), _BAR, _fill(spec, index, palette))
        if (following := _next(bars, index)) is not None:
            x = across(pair[1])
            canvas.line([(x, y - _BAR / 2), (x, middles[following] + _BAR / 2)], palette.grey, 0.6)
    canvas.line([(across(0), canvas.height - 2), (across(0), 2)], palette.ink, 0.7)
    for label, end in zip(spec.labels, ends, strict=True):
        y = middles[label.point or 0] - RAISE * VALUE
        canvas.text(across(end) + _AFTER, y, look.words(label.text), palette.ink, VALUE, 600 if label.strong else 400)
