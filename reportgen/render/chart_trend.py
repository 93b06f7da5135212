"""Lines over cycles, with the usual range as a band and the target as a dashed line."""

from __future__ import annotations

from decimal import Decimal

from reportgen.model.chart import ChartSpec, PointLabel, Role, Series
from reportgen.render.band import band_corners
from reportgen.render.chart_canvas import Canvas, Point
from reportgen.render.chart_layout import (
    FOOT,
    GAP,
    LINE,
    RAISE,
    SMALL,
    VALUE,
    Look,
    Scale,
    apart,
    draw_breaks,
    draw_cycles,
    label_style,
    last,
    level,
    number,
    span,
    spread,
    text_colour,
    text_width,
)
from reportgen.render.palette import Palette

_INSET = 7.0  # from the plot's edge to the first and the last point


def draw_trend(canvas: Canvas, spec: ChartSpec, look: Look) -> None:
    ends = [label for label in spec.labels if _at_end(spec, label)]
    ticks = [(number(tick.value), look.display.figure(tick)) for tick in spec.ticks]
    left = max((text_width(text, SMALL) + 9 for _, text in ticks), default=0.0)
    right = canvas.width - max((look.label_width(label) + GAP + 1 for label in ends), default=0.0)
    low, high = span(spec)
    pad = 0.0 if spec.from_zero and low == 0 else 0.04 * (high - low)
    vertical = Scale(low - pad, high + 0.04 * (high - low), FOOT + 5, canvas.height - 6)
    across = spread(len(spec.categories), left + _INSET, right - _INSET)
    pairs = [
        None if pair is None else (vertical(float(pair[0])), vertical(float(pair[1])))
        for pair in spec.band[-len(across) :]
    ]
    for corners in band_corners(across, pairs, (left, right)):
        canvas.area(corners, look.palette.band)
    _ground(canvas, spec, ticks, vertical, (left, right), look.palette)
    for series in reversed(spec.series):
        _line(canvas, spec, series, across, vertical, (left, right), look.palette)
    _end_labels(canvas, spec, ends, vertical, right + GAP, look)
    for label in spec.labels:
        if label not in ends:  # inside the plot a label stands above its point
            x, y = across[label.point or 0], vertical(level(spec, label)) + 5
            canvas.text(x, y, look.words(label.text), text_colour(label.role, look.palette), SMALL, anchor="center")
    draw_breaks(canvas, spec, across, look)
    draw_cycles(canvas, spec, across, look)


def _at_end(spec: ChartSpec, label: PointLabel) -> bool:
    return label.level is not None or label.point is None or label.point == last(spec)


def _ground(
    canvas: Canvas,
    spec: ChartSpec,
    ticks: list[tuple[float, str]],
    vertical: Scale,
    edges: tuple[float, float],
    palette: Palette,
) -> None:
    """Grid and its labels, and the line at zero where the axis starts there, or at what all series begin with."""
    left, right = edges
    for value, text in ticks:
        y = vertical(value)
        canvas.line([(left, y), (right, y)], palette.rule, 0.4)
        canvas.text(0, y - RAISE * SMALL, text, palette.grey, SMALL)
    start = Decimal(0) if spec.from_zero else spec.base
    if start is not None:
        canvas.line([(left, vertical(float(start))), (right, vertical(float(start)))], palette.ink, 0.7)


def _line(
    canvas: Canvas,
    spec: ChartSpec,
    series: Series,
    across: list[float],
    vertical: Scale,
    edges: tuple[float, float],
    palette: Palette,
) -> None:
    points: list[Point] = [
        (x, None if value is None else vertical(float(value))) for x, value in zip(across, series.values, strict=True)
    ]
    if series.role == "target":
        canvas.line(_target(points, edges), palette.ink, 0.8, dashes=(3, 2))
        return
    current = series.role == "current"
    for place in sorted(spec.breaks, reverse=True):  # no line leads from one series to another
        points.insert(place, (across[place], None))
    colour, width = _colour(series.role, palette), 2.0 if current else 1.2
    whole = points[:-1] if current and spec.running else points
    canvas.line(whole, colour, width)
    if whole is not points:  # the way to a cycle that still runs
        canvas.line(points[-2:], colour, width, dashes=(3, 2))
    if current and points and points[-1][1] is not None:
        canvas.dot(points[-1][0], points[-1][1], 2.5, palette.current, ring=0.9)
        if spec.running:
            canvas.dot(points[-1][0], points[-1][1], 1.3, "#FFFFFF", ring=0.0)


def _target(points: list[Point], edges: tuple[float, float]) -> list[Point]:
    """A target that is the same in all cycles runs from edge to edge of the plot; another follows its points, and a
    single point becomes a line around it."""
    known = [(x, y) for x, y in points if y is not None]
    levels = {round(y, 3) for _, y in known}
    if len(levels) == 1 and len(known) in (1, len(points)):
        start = edges[0] if len(known) == len(points) else known[0][0] - 2 * _INSET
        return [(start, known[0][1]), (edges[1], known[0][1])]
    return points


def _colour(role: Role, palette: Palette) -> str:
    colours: dict[Role, str] = {"current": palette.current, "year_ago": palette.previous, "other": palette.grey}
    return colours.get(role, palette.previous)


def _end_labels(
    canvas: Canvas, spec: ChartSpec, labels: list[PointLabel], vertical: Scale, x: float, look: Look
) -> None:
    """Names and values to the right of the plot, moved apart where they would touch."""
    wanted = [vertical(level(spec, label)) for label in labels]
    places = apart(wanted, LINE, low=FOOT + VALUE / 2, high=canvas.height - VALUE / 2)
    for label, y in zip(labels, places, strict=True):
        size, weight = label_style(label)
        canvas.text(x, y - RAISE * size, look.words(label.text), text_colour(label.role, look.palette), size, weight)
