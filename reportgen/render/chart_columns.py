"""One series over cycles as columns, the current one solid and dark, the target an outline around it."""

from __future__ import annotations

from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.render.chart_canvas import Canvas
from reportgen.render.chart_layout import (
    FOOT,
    RAISE,
    SMALL,
    Look,
    Scale,
    draw_breaks,
    draw_cycles,
    label_style,
    last,
    level,
    role_of,
    span,
    text_colour,
)
from reportgen.render.palette import Palette

_HALF = 0.34  # half a column, in steps
_WIDER = 2.2  # by which the target's outline stands out on either side
_TARGET_GAP = 5.0
_LEAST_RIGHT = 62.0  # columns end at the same place while the target's label is short


def draw_columns(canvas: Canvas, spec: ChartSpec, look: Look) -> None:
    beside = [label for label in spec.labels if role_of(spec, label) == "target"]
    reserve = max((look.label_width(label) + _TARGET_GAP + _WIDER for label in beside), default=0.0)
    right = canvas.width - max(reserve, _LEAST_RIGHT)
    low, high = span(spec)
    foot = FOOT + (12 if low < 0 else 0)
    vertical = Scale(min(low, 0.0), max(high, 0.0), foot, canvas.height - 12)
    step = right / len(spec.categories)
    across = [step * (index + 0.5) for index in range(len(spec.categories))]
    for series in spec.series:
        _series(canvas, series, across, step, vertical, look.palette, spec.running)
    canvas.line([(0, vertical(0)), (right, vertical(0))], look.palette.ink, 0.7)
    _values(canvas, spec, [label for label in spec.labels if label not in beside], across, vertical, look)
    for label in beside:
        x = across[_point(spec, label)] + _HALF * step + _WIDER + _TARGET_GAP
        y = vertical(level(spec, label)) - RAISE * SMALL
        canvas.text(x, y, look.words(label.text), look.palette.ink, SMALL)
    draw_breaks(canvas, spec, across, look)
    draw_cycles(canvas, spec, across, look)


def _point(spec: ChartSpec, label: PointLabel) -> int:
    return last(spec) if label.point is None else label.point


def _series(
    canvas: Canvas,
    series: Series,
    across: list[float],
    step: float,
    vertical: Scale,
    palette: Palette,
    running: bool,
) -> None:
    """Columns; of a target's series only the current cycle's, as an outline: it is this cycle that is judged. One that
    still runs is hatched."""
    zero = vertical(0)
    for index, value in enumerate(series.values):
        if value is None or (series.role == "target" and index < len(series.values) - 1):
            continue
        height, half = vertical(float(value)) - zero, _HALF * step
        x = across[index] - half
        if series.role == "target":
            left, right, top = x - _WIDER, x + 2 * half + _WIDER, zero + height
            canvas.line([(left, zero), (left, top), (right, top), (right, zero)], palette.ink, 0.8, sharp=True)
        elif running and index == len(series.values) - 1:
            canvas.hatched(x, min(zero, zero + height), 2 * half, abs(height), palette.current)
        else:
            canvas.rectangle(x, zero, 2 * half, height, fill=_colour(series, index, palette))


def _outline_top(spec: ChartSpec, vertical: Scale) -> float | None:
    """Where the target's outline around the current column ends; None without a target."""
    targets = [series.values[-1] for series in spec.series if series.role == "target"]
    return None if not targets or targets[0] is None else vertical(float(targets[0]))


def _colour(series: Series, index: int, palette: Palette) -> str:
    """Current solid; the cycle before it lighter; older ones paler still."""
    now = len(series.values) - 1 if series.highlight is None else series.highlight
    if index == now:
        return palette.current
    return palette.previous if index == now - 1 else palette.year_ago


def _values(
    canvas: Canvas, spec: ChartSpec, labels: list[PointLabel], across: list[float], vertical: Scale, look: Look
) -> None:
    """Values over their columns (under those that hang down). One that would touch its stronger neighbour is set above
    it."""
    taken: list[tuple[float, float, float]] = []  # left, right, baseline
    edge = _outline_top(spec, vertical)
    for label in sorted(labels, key=lambda label: not label.strong):
        size, weight = label_style(label)
        half = look.label_width(label) / 2
        x = max(across[_point(spec, label)], half)
        top = vertical(level(spec, label))
        y = top + 3.5 if top >= vertical(0) else top - 3 - 0.7 * size
        if edge is not None and _point(spec, label) == last(spec) and y - 3 < edge < y + size:
            y = edge + 3.5  # the target's outline would strike the value out
        for start, stop, baseline in taken:
            if x - half < stop + 2 and x + half > start - 2 and abs(baseline - y) < 8:
                y = baseline + 9 if label.strong or baseline + 9 < canvas.height - 6 else baseline - 9
        taken.append((x - half, x + half, y))
        colour = look.palette.ink if label.strong else text_colour(role_of(spec, label), look.palette)
        if edge is not None and _point(spec, label) == last(spec) and y < edge:
            _opened(canvas, x, y, half, across)  # the outline's sides would touch a value as wide as it is
        canvas.text(x, y, look.words(label.text), colour, size, weight, "center")


def _opened(canvas: Canvas, x: float, y: float, half: float, across: list[float]) -> None:
    """White under a value as wide as its column's outline, as far as the next column begins."""
    step = across[0] * 2
    wide = min(half + 1.5, (1 - _HALF) * step - 0.5)
    if wide > _HALF * step + _WIDER - 1.5:
        canvas.rectangle(x - wide, y - 1.5, 2 * wide, 8.5, "#FFFFFF")
