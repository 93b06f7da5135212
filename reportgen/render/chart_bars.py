"""Horizontal bars by category, the current cycle's with the previous one's under it, the target an outline."""

from __future__ import annotations

from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.render.chart_canvas import Canvas
from reportgen.render.chart_layout import (
    GAP,
    RAISE,
    VALUE,
    Look,
    Scale,
    cut,
    fitting_scale,
    label_style,
    level,
    role_of,
    span,
    text_width,
)
from reportgen.render.palette import Palette

_CURRENT, _BETWEEN, _PREVIOUS = 0.36, 0.05, 0.24  # in steps
_STEP = 31.2  # five bars fill the drawing; fewer do not grow fat
_WIDER = 2.4
_LEAST_NAMES, _MOST_NAMES = 83.6, 120.0  # width of the column of names
_BEHIND = ("previous", "other_previous", "year_ago")


def draw_bars(canvas: Canvas, spec: ChartSpec, look: Look) -> None:
    names = [" ".join(look.words(line) for line in lines) for lines in spec.categories]
    weights = [600 if index == spec.strong_category else 400 for index in range(len(names))]
    widest = max((text_width(name, VALUE, weight) for name, weight in zip(names, weights, strict=True)), default=0.0)
    left = min(max(widest + 10, _LEAST_NAMES), _MOST_NAMES)
    step = min(_STEP, (canvas.height - 3) / max(len(names), 1))
    top = canvas.height - 3
    across = _across(canvas, spec, look, left)
    for series in sorted(spec.series, key=lambda series: series.role == "target"):
        _series(canvas, series, across, top, step, look.palette)
    canvas.line([(across(0), top), (across(0), top - step * len(names))], look.palette.ink, 0.7)
    for index, (name, weight) in enumerate(zip(names, weights, strict=True)):
        y = _middle(top, step, index, current=True) - RAISE * VALUE
        canvas.text(0, y, cut(name, left - 8, weight), look.palette.ink, VALUE, weight)
    _labels(canvas, spec, look, across, top, step)


def _across(canvas: Canvas, spec: ChartSpec, look: Look, left: float) -> Scale:
    """The scale on which every bar and the label after it fit."""
    labels = [
        (_stands_after(spec, label), look.label_width(label) + GAP)
        for label in spec.labels
        if role_of(spec, label) != "target"
    ]
    return fitting_scale(span(spec), left, canvas.width, labels)


def _middle(top: float, step: float, index: int, current: bool) -> float:
    """Of a category's bar: the current cycle's, or the previous one's right under it."""
    inset = (1 - _CURRENT - _BETWEEN - _PREVIOUS) / 2
    offset = inset + (_CURRENT / 2 if current else _CURRENT + _BETWEEN + _PREVIOUS / 2)
    return top - step * (index + offset)


def _series(canvas: Canvas, series: Series, across: Scale, top: float, step: float, palette: Palette) -> None:
    behind = series.role in _BEHIND
    height = step * (_PREVIOUS if behind else _CURRENT)
    for index, value in enumerate(series.values):
        if value is None:
            continue
        middle, length = _middle(top, step, index, not behind), across(float(value)) - across(0)
        if series.role == "target":
            half, end = height / 2 + _WIDER, across(0) + length
            outline = [
                (across(0), middle + half),
                (end, middle + half),
                (end, middle - half),
                (across(0), middle - half),
            ]
            canvas.line([*outline], palette.ink, 0.8, sharp=True)
        else:
            canvas.rectangle(across(0), middle - height / 2, length, height, fill=_colour(series, index, palette))


def _colour(series: Series, index: int, palette: Palette) -> str:
    """The client's own row (``highlight``) in the data colours among others in greys."""
    own = series.highlight == index
    if series.role == "current":
        return palette.current
    if series.role == "other":
        return palette.current if own else palette.grey
    if series.role == "other_previous":
        return palette.previous if own else palette.year_ago
    return palette.previous if series.role == "previous" else palette.year_ago


def _labels(canvas: Canvas, spec: ChartSpec, look: Look, across: Scale, top: float, step: float) -> None:
    ends: dict[int, float] = {}  # where the current value's label ends, by category
    for label in sorted(spec.labels, key=lambda label: role_of(spec, label) == "target"):
        index, role = label.point or 0, role_of(spec, label)
        behind = role in _BEHIND
        size, weight = (VALUE, 600 if label.strong else 400) if role in ("current", "other") else label_style(label)
        middle = _middle(top, step, index, not behind)
        x = across(_stands_after(spec, label)) + 5
        if role == "target":
            x = max(ends.get(index, 0.0) + 10, x)
        elif not behind:
            ends[index] = x + text_width(look.words(label.text), size, weight)
        colour = look.palette.ink if role in ("current", "other") else look.palette.grey
        canvas.text(x, middle - RAISE * size, look.words(label.text), colour, size, weight)


def _stands_after(spec: ChartSpec, label: PointLabel) -> float:
    """The end of its bar; a current value that falls short of its target stands behind the outline's edge, not across
    it."""
    behind = role_of(spec, label) in (*_BEHIND, "target")
    targets = [series.values[label.point or 0] for series in spec.series if series.role == "target" and not behind]
    return max(level(spec, label), 0.0, *(float(value) for value in targets if value is not None))
