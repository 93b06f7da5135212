"""Where things stand in a chart: scales, label places, text widths. Points, counted upwards."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.model.chart import ChartSpec, PointLabel, Role
from reportgen.model.text import Text
from reportgen.render.bidi import line
from reportgen.render.fonts import SANS, printable, width
from reportgen.render.palette import Palette

if TYPE_CHECKING:
    from reportgen.display import Display
    from reportgen.render.chart_canvas import Canvas

VALUE, SMALL = 8.0, 7.5  # sizes of values and names; of the rest
GAP = 6.0  # between a mark and its label
LINE = 9.0  # from one line of a label to the next, and between two labels
RAISE = 0.33  # half a capital's height, in the text's size: sets a text's middle on a level
FOOT = 21.0  # from the lower edge to the plot: two lines of cycles' names stand below it


@dataclass(frozen=True, slots=True)
class Look:
    """What a drawing needs besides its ChartSpec."""

    display: Display
    palette: Palette

    def words(self, text: Text) -> str:
        return line(text, lambda part: printable(self.display.text((part,))))

    def label_width(self, label: PointLabel) -> float:
        size, weight = label_style(label)
        return text_width(self.words(label.text), size, weight)


@dataclass(frozen=True, slots=True)
class Scale:
    """Natural values → points: ``low``…``high`` are spread over ``start``…``stop``."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low
        return self.start + (value - self.low) / span * (self.stop - self.start) if span else self.start


def label_style(label: PointLabel) -> tuple[float, int]:
    """Size and weight of a direct label."""
    return (VALUE, 600) if label.strong else (SMALL, 400)


def text_width(text: str, size: float, weight: int = 400) -> float:
    return width(text, SANS, weight, size)


def label_width(look: Look, label: PointLabel) -> float:
    """Of a direct label in the size of values."""
    return text_width(look.words(label.text), VALUE, 600 if label.strong else 400)


def number(value: object) -> float:
    """A Figure's value as a place on an axis."""
    return float(value) if isinstance(value, Decimal | int | float) else 0.0


def span(spec: ChartSpec) -> tuple[float, float]:
    """The least and the greatest value drawn: series, band, ticks, labels on a level; zero where the axis starts."""
    found = [float(value) for series in spec.series for value in series.values if value is not None]
    found += [float(edge) for pair in spec.band if pair for edge in pair]
    found += [number(tick.value) for tick in spec.ticks]
    found += [float(label.level) for label in spec.labels if label.level is not None]
    if spec.from_zero:
        found.append(0.0)
    low, high = min(found, default=0.0), max(found, default=1.0)
    return (low, high) if high > low else (low - 1, high + 1)


def level(spec: ChartSpec, label: PointLabel) -> float:
    """The value at which a label stands; where its point is a gap, the nearest earlier value of its series."""
    if label.level is not None:
        return float(label.level)
    if label.series is None:
        return 0.0
    values = spec.series[label.series].values
    point = last(spec) if label.point is None else label.point
    known = [value for value in values[: point + 1] if value is not None]
    return float(known[-1]) if known else 0.0


def role_of(spec: ChartSpec, label: PointLabel) -> Role:
    """A label that belongs to a series has the series' role where it says none of its own."""
    if label.role == "current" and label.series is not None and not label.strong:
        return spec.series[label.series].role
    return label.role


def last(spec: ChartSpec) -> int:
    return len(spec.categories) - 1


def fitting_scale(
    bounds: tuple[float, float], left: float, canvas_width: float, labels: list[tuple[float, float]]
) -> Scale:
    """A scale across from ``left``, as wide as leaves room on the right for every label: (the value after which it
    stands, its width with its gap). ``bounds`` are the least and the greatest value; zero is always on the scale."""
    low, high = min(bounds[0], 0.0), max(bounds[1], 0.0)
    high = high if high > low else low + 1
    room = canvas_width - left - 1
    for value, taken in labels:
        share = (value - low) / (high - low)
        if share > 0:
            room = min(room, (canvas_width - left - 1 - taken) / share)
    return Scale(low, high, left, left + max(room, 40.0))


def spread(count: int, left: float, right: float) -> list[float]:
    """``count`` places from edge to edge; a single one stands at the right."""
    if count == 1:
        return [right]
    return [left + (right - left) * index / (count - 1) for index in range(count)]


def apart(wanted: list[float], distance: float, low: float, high: float) -> list[float]:
    """Places as near as can be to the wanted ones, in their order of height, at least ``distance`` apart and inside
    ``low``…``high`` while there is room. Neighbours that are too close share the shift, so that it is least."""
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    pools: list[tuple[float, int]] = []  # (sum of wanted places less their offsets, how many)
    for rank, index in enumerate(order):
        total, members = wanted[index] - rank * distance, 1
        while pools and pools[-1][0] / pools[-1][1] > total / members:
            before = pools.pop()
            total, members = total + before[0], members + before[1]
        pools.append((total, members))
    room = max(high - (len(wanted) - 1) * distance, low)
    starts = [min(max(total / members, low), room) for total, members in pools for _ in range(members)]
    result = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        result[index] = starts[rank] + rank * distance
    return result


def cut(words: str, most: float, weight: int = 400) -> str:
    """The words at the size of values, or as many of their letters as fit, with an ellipsis."""
    if text_width(words, VALUE, weight) <= most:
        return words
    while words and text_width(words + "…", VALUE, weight) > most:
        words = words[:-1]
    return words.rstrip() + "…"


def wrapped(words: str, most: float, weight: int = 400, lines: int = 2) -> list[str]:
    """The words at the size of values in at most so many lines, broken at spaces; what is left over is cut off with an
    ellipsis."""
    found = [""]
    pieces = words.split(" ")
    for index, piece in enumerate(pieces):
        longer = f"{found[-1]} {piece}".lstrip()
        if not found[-1] or text_width(longer, VALUE, weight) <= most:
            found[-1] = longer
        elif len(found) < lines:
            found.append(piece)
        else:
            found[-1] = " ".join([found[-1], *pieces[index:]])
            break
    return [cut(line, most, weight) for line in found]


def text_colour(role: Role, palette: Palette) -> str:
    """The series' colour where it can be read; grey for the paler ones."""
    return {"current": palette.current, "target": palette.ink}.get(role, palette.grey)


def draw_breaks(canvas: Canvas, spec: ChartSpec, across: list[float], look: Look) -> None:
    """A dashed line before each point that begins another series."""
    for point in spec.breaks:
        x = (across[point - 1] + across[point]) / 2
        canvas.line([(x, FOOT), (x, canvas.height)], look.palette.grey, 0.7, (2.0, 2.0))


def draw_cycles(canvas: Canvas, spec: ChartSpec, across: list[float], look: Look) -> None:
    """The cycles' names under the plot, on one baseline; the last one is the current cycle."""
    for index, (x, lines) in enumerate(zip(across, spec.categories, strict=True)):
        now = index == last(spec)
        for row, text in enumerate(lines):
            words = look.words(text)
            weight = 600 if now and row == 0 else 400
            half = text_width(words, SMALL, weight) / 2
            centre = min(max(x, half), canvas.width - half)
            colour = look.palette.ink if now else look.palette.grey
            canvas.text(centre, FOOT - 9.8 - row * LINE, words, colour, SMALL, weight, "center")
