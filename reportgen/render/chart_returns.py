"""A return a row: what sales give solid, what a declared value adds hatched after it, the low and the high end of the
whole as a whisker. Names and values stand over their bars, the whisker's ends under it, ticks (of losses alone) at the
foot.
"""

from __future__ import annotations

from reportgen.model.chart import ChartSpec
from reportgen.render.chart_canvas import Canvas
from reportgen.render.chart_layout import SMALL, VALUE, Look, Scale, cut, label_width, number, text_width
from reportgen.render.palette import Palette

_BAR, _LANE = 14.0, 10.0  # a bar; where solid and hatched parts would cover each other, each of its lanes
_HEAD, _TOP, _UNDER, _BETWEEN = 3.0, 13.0, 13.0, 16.0  # over the first row; name; whisker's labels; to the next row
_EDGE = 0.6  # half a line's width
_CAP = 4.5  # half a whisker's end
_APART = 8.0  # between two texts of a line
_FOOT, _MARK = 14.0, 3.0  # of the ticks' labels; a tick


def returns_height(spec: ChartSpec) -> float:
    """The drawing's height in points."""
    rows = [
        _TOP + _bar_height(spec, index) + (_UNDER if _range(spec, index) else 0.0)
        for index in range(len(spec.categories))
    ]
    return _HEAD + sum(rows) + _BETWEEN * (len(rows) - 1) + 2 + (_FOOT if spec.ticks else 0.0)


def draw_returns(canvas: Canvas, spec: ChartSpec, look: Look) -> None:
    low, high = _reach(spec)
    across = Scale(low, high, _EDGE, canvas.width - _EDGE)
    top = canvas.height - _HEAD
    for index in range(len(spec.categories)):
        upper = top - _TOP
        foot = upper - _bar_height(spec, index)
        _draw_bar(canvas, spec, index, across, upper, look.palette)
        _heading(canvas, spec, index, look, across, upper + 4.5)
        canvas.line([(across(0), upper + 1.5), (across(0), foot - 1.5)], look.palette.ink, 0.7)
        ends = _range(spec, index)
        if ends:
            _whisker(canvas, across, ends, foot + (_LANE if _crossing(spec, index) else _BAR) / 2, look.palette)
            _end_labels(canvas, spec, index, look, across, foot - 10.5)
        top = foot - (_UNDER if ends else 0.0) - _BETWEEN
    if spec.ticks:
        _axis(canvas, spec, look, across)


def _range(spec: ChartSpec, index: int) -> tuple[float, float] | None:
    pair = spec.ranges[index] if index < len(spec.ranges) else None
    return None if pair is None else (float(pair[0]), float(pair[1]))


def _parts(spec: ChartSpec, index: int) -> tuple[float | None, float | None]:
    """Where the solid part ends, and where the whole does; None for what has no value or no declared part."""
    known = {series.role: series.values[index] for series in spec.series}
    solid, declared = known.get("current"), known.get("declared")
    if declared is None:
        return (None if solid is None else float(solid)), None
    return (None if solid is None else float(solid)), float(solid or 0) + float(declared)


def _reach(spec: ChartSpec) -> tuple[float, float]:
    count = len(spec.categories)
    ends = [end for index in range(count) for end in _parts(spec, index) if end is not None]
    ends += [end for index in range(count) for end in _range(spec, index) or ()]
    ends += [number(tick.value) for tick in spec.ticks]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    return (low, high) if high > low else (low, low + 1)


def _crossing(spec: ChartSpec, index: int) -> bool:
    """Whether the declared part goes back over the solid one: after a loss, or a declared loss after a gain."""
    solid, whole = _parts(spec, index)
    return solid is not None and whole is not None and solid * (whole - solid) < 0


def _bar_height(spec: ChartSpec, index: int) -> float:
    """Of parts in lanes of their own also the whisker has one: on a short hatched part neither would be seen."""
    if not _crossing(spec, index):
        return _BAR
    return (3 if _range(spec, index) else 2) * _LANE


def _draw_bar(canvas: Canvas, spec: ChartSpec, index: int, across: Scale, upper: float, palette: Palette) -> None:
    """The hatched part begins where the solid one ends, in a lane of its own where they would cover each other."""
    solid, whole = _parts(spec, index)
    height = _LANE if _crossing(spec, index) else _BAR
    if whole is not None:
        start = across(solid or 0.0)
        foot = upper - (2 if _crossing(spec, index) else 1) * height
        canvas.hatched(start, foot, across(whole) - start, height, palette.current)
    if solid is not None:
        canvas.rectangle(across(0), upper - height, across(solid) - across(0), height, palette.current)


def _whisker(canvas: Canvas, across: Scale, ends: tuple[float, float], y: float, palette: Palette) -> None:
    """Dark on a white edge, so that it is seen on the solid part and between the strokes alike."""
    low, high = across(ends[0]), across(ends[1])
    for colour, width, more in (("#FFFFFF", 3.4, 1.1), (palette.ink, 1.2, 0.0)):
        canvas.line([(low - more, y), (high + more, y)], colour, width)
        for x in (low, high):
            canvas.line([(x, y - _CAP - more), (x, y + _CAP + more)], colour, width)


def _heading(canvas: Canvas, spec: ChartSpec, index: int, look: Look, across: Scale, y: float) -> None:
    """The name at the left edge; the value ends where the bar does, or follows the name."""
    labels = [label for label in spec.labels if label.level is None and (label.point or 0) == index]
    taken = sum(label_width(look, label) + _APART for label in labels)
    name = cut(" ".join(look.words(line) for line in spec.categories[index]), canvas.width - taken)
    canvas.text(0, y, name, look.palette.ink, VALUE)
    solid, whole = _parts(spec, index)
    longest = max(solid or 0.0, whole or 0.0)
    bar_end = across(longest) if longest > 0 else 0.0  # a loss ends where the name stands
    x = max(text_width(name, VALUE) + _APART, bar_end - sum(label_width(look, label) for label in labels))
    for label in labels:
        canvas.text(x, y, look.words(label.text), look.palette.ink, VALUE, 600 if label.strong else 400)
        x += label_width(look, label) + _APART


def _axis(canvas: Canvas, spec: ChartSpec, look: Look, across: Scale) -> None:
    """Of losses, which end left of zero: how far down they could reach. Without it the longest would fill the width."""
    places = [across(number(tick.value)) for tick in spec.ticks]
    canvas.line([(places[0], _FOOT - 2), (places[-1], _FOOT - 2)], look.palette.grey, 0.5)
    for tick, x in zip(spec.ticks, places, strict=True):
        words = look.display.figure(tick)
        half = text_width(words, SMALL) / 2
        canvas.line([(x, _FOOT - 2), (x, _FOOT - 2 - _MARK)], look.palette.grey, 0.5)
        canvas.text(min(max(x, half), canvas.width - half), 1.5, words, look.palette.grey, SMALL, anchor="center")


def _end_labels(canvas: Canvas, spec: ChartSpec, index: int, look: Look, across: Scale, y: float) -> None:
    """Each in the middle under its end, inside the drawing; two that would touch are moved apart."""
    labels = [label for label in spec.labels if label.level is not None and (label.point or _ranged(spec)) == index]
    labels.sort(key=lambda label: float(label.level or 0))
    halves = [text_width(look.words(label.text), SMALL) / 2 for label in labels]
    middles = [across(float(label.level or 0)) for label in labels]
    places, edge = [], canvas.width
    for half, middle in zip(reversed(halves), reversed(middles), strict=True):  # the high end first
        x = min(middle, edge - half)
        places.append(x)
        edge = x - half - _APART
    shift = max(0.0, halves[0] - places[-1]) if places else 0.0
    for label, x in zip(labels, reversed(places), strict=True):
        canvas.text(x + shift, y, look.words(label.text), look.palette.grey, SMALL, anchor="center")


def _ranged(spec: ChartSpec) -> int:
    """The first category with a range: that of labels which name no category."""
    return next((index for index in range(len(spec.categories)) if _range(spec, index)), 0)
