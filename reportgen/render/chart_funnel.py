"""Steps on one linear scale from zero, the first on top: names flush left, bars, values after them."""

from __future__ import annotations

from reportgen.model.chart import ChartSpec, PointLabel
from reportgen.render.chart_canvas import Canvas
from reportgen.render.chart_layout import (
    LINE,
    RAISE,
    SMALL,
    VALUE,
    Look,
    fitting_scale,
    level,
    span,
    text_width,
    wrapped,
)

_STEP, _BAR, _GAP = 26.0, 13.0, 5.0
_NAMES = 0.38  # of the width, at most


def funnel_height(spec: ChartSpec) -> float:
    """The drawing's height in points."""
    return _STEP * len(spec.categories) + 4


def draw_funnel(canvas: Canvas, spec: ChartSpec, look: Look) -> None:
    names = [" ".join(look.words(line) for line in lines) for lines in spec.categories]
    weights = [600 if index == spec.strong_category else 400 for index in range(len(names))]
    widest = max((text_width(name, VALUE, weight) for name, weight in zip(names, weights, strict=True)), default=0.0)
    left = min(widest, _NAMES * canvas.width) + 10
    labels = [[label for label in spec.labels if (label.point or 0) == index] for index in range(len(names))]
    taken = [(level(spec, group[0]), sum(_width(look, label) + _GAP for label in group)) for group in labels if group]
    across = fitting_scale(span(spec), left, canvas.width, taken)
    for index, (name, weight, value) in enumerate(zip(names, weights, spec.series[0].values, strict=True)):
        middle = canvas.height - 2 - _STEP * (index + 0.5)
        lines = wrapped(name, left - 10, weight)
        for row, line in enumerate(lines):
            baseline = middle - RAISE * VALUE + LINE * ((len(lines) - 1) / 2 - row)
            canvas.text(0, baseline, line, look.palette.ink, VALUE, weight)
        if value is not None:
            length = across(float(value)) - across(0)
            canvas.rectangle(across(0), middle - _BAR / 2, max(length, 0.7), _BAR, look.palette.current)
        x = across(float(value or 0)) + _GAP
        for label in labels[index]:
            size, boldness = _style(label)
            colour = look.palette.ink if size == VALUE else look.palette.grey
            canvas.text(x, middle - RAISE * VALUE, look.words(label.text), colour, size, boldness)
            x += _width(look, label) + _GAP
    canvas.line([(across(0), canvas.height - 2), (across(0), 2)], look.palette.ink, 0.7)


def _style(label: PointLabel) -> tuple[float, int]:
    """A step's value; what a label of another role says beside it is small and grey."""
    return (SMALL, 400) if label.role != "current" else (VALUE, 600 if label.strong else 400)


def _width(look: Look, label: PointLabel) -> float:
    size, weight = _style(label)
    return text_width(look.words(label.text), size, weight)
