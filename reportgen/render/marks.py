"""Small drawings set by hand as SVG: signs of status and verdict, sparkline, target bar. Sizes in points.

They are too many and too small for a charting library: a hand-set mark costs a hundredth of one.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model.report import Sign, Spark
from reportgen.render.band import band_corners
from reportgen.render.palette import Palette

TILE_WIDTH = 153.07  # 54 mm
SPARK_WIDTH, SPARK_NARROW, SPARK_HEIGHT = 70.0, 48.0, 24.0
BAR_HEIGHT = 9.0
BAR_MOST = 1.3  # the tile's full width, in targets
_DOT, _RING = 2.2, 0.7

_DISC = '<circle cx="3.5" cy="3.5" r="3.4" fill="{0}"/>'
_RINGED = '<circle cx="3.5" cy="3.5" r="2.85" fill="none" stroke="{0}" stroke-width="1.1"/>'
_SIGNS: dict[str, str] = {
    "met": _DISC,
    "close": _RINGED + '<path d="M3.5 .1A3.4 3.4 0 0 0 3.5 6.9Z" fill="{0}"/>',
    "missed": '<circle cx="3.5" cy="3.5" r="2.75" fill="none" stroke="{0}" stroke-width="1.3"/>',
    "signal": '<path d="M3.5 0L7 3.5L3.5 7L0 3.5Z" fill="{0}"/>',
    "usual": '<path d="M.2 2.05H6.8M.2 4.95H6.8" stroke="{0}" stroke-width="1" fill="none"/>',
    "unknown": '<path d="M0 3.5H7" stroke="{0}" stroke-width="1.1" stroke-dasharray="1.6 1.1" fill="none"/>',
    "up": '<path d="M3.5 .4L7 6.6H0Z" fill="{0}"/>',
    "down": '<path d="M3.5 6.6L0 .4H7Z" fill="{0}"/>',
    "flat": '<path d="M.5 3.5H6.5" stroke="{0}" stroke-width="1.1" fill="none"/>',
}
SIGNS = tuple(_SIGNS)


def sign_shape(sign: Sign, palette: Palette) -> str:
    """The sign inside a square of 7 points. Only the three states have a colour."""
    colour = {"met": palette.met, "close": palette.close, "missed": palette.missed}.get(sign, palette.ink)
    return _SIGNS[sign].format(colour)


def svg(content: str, width: float, height: float) -> str:
    """A whole SVG file around a drawing."""
    size = f'width="{width:g}pt" height="{height:g}pt" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{content}</svg>'


def spark_shape(spark: Spark, palette: Palette, width: float = SPARK_WIDTH) -> str:
    """The last cycles as a line over the usual range. Its scale spans data and band, not zero; the end point has room
    to stand at the very edge of the scale."""
    known = [value for value in spark.values if value is not None]
    if not known:
        return ""
    reach = [*known, *(edge for pair in spark.band if pair for edge in pair)]
    low, high = min(reach), max(reach)
    inset = _DOT + _RING
    room = SPARK_HEIGHT - 2 * inset

    def y(value: float) -> float:
        return SPARK_HEIGHT - inset - ((value - low) / (high - low) if high > low else 0.5) * room

    step = (width - 2 * inset) / max(len(spark.values) - 1, 1)
    across = [inset + step * i for i in range(len(spark.values))]
    points = [None if value is None else (x, y(value)) for x, value in zip(across, spark.values, strict=True)]
    pairs = [None if pair is None else (y(pair[0]), y(pair[1])) for pair in spark.band]
    shape = ""
    for corners in band_corners(across, pairs, (0.0, width)):
        path = "M" + "L".join(f"{x:.2f} {height:.2f}" for x, height in corners) + "Z"
        shape += f'<path d="{path}" fill="{palette.band}"/>'
    shape += f'<path d="{_path(points)}" fill="none" stroke="{palette.current}" stroke-width="1"/>'
    end = points[-1]
    if end is not None:
        colours = f'fill="{palette.current}" stroke="#FFFFFF" stroke-width="{_RING}"'
        shape += f'<circle cx="{end[0]:.2f}" cy="{end[1]:.2f}" r="{_DOT + _RING / 2:g}" {colours}/>'
    return shape


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    """A gap lifts the pen; a point between two gaps becomes a short dash."""
    parts: list[str] = []
    padded = [None, *points, None]
    for before, point, after in zip(padded, points, padded[2:], strict=False):
        if point is None:
            continue
        x, y = point
        if before is None:
            parts.append(f"M{x if after else x - 1:.2f} {y:.2f}")
        if before is not None or after is None:
            parts.append(f"L{x if before else x + 1:.2f} {y:.2f}")
    return "".join(parts)


def bar_shape(share: float | None, palette: Palette, width: float = TILE_WIDTH) -> str:
    """The target as an outline from zero, the value as a solid bar inside it. The full width is always 1.3 targets, so
    that tiles can be compared; a longer bar ends in an open arrowhead."""
    target, half = width / BAR_MOST, BAR_HEIGHT / 2
    outline = f'x=".35" y=".35" width="{target - 0.7:.2f}" height="{BAR_HEIGHT - 0.7:g}"'
    shape = f'<rect {outline} fill="none" stroke="{palette.ink}" stroke-width=".7"/>'
    if share is None or share <= 0:
        return shape
    over = share > BAR_MOST
    length = width - 4 if over else target * share
    shape += f'<rect x="0" y="{half - 2:g}" width="{length:.2f}" height="4" fill="{palette.current}"/>'
    if over:
        head = f"M{width - 4.5:.2f} .6L{width - 0.8:.2f} {half:g}L{width - 4.5:.2f} {BAR_HEIGHT - 0.6:g}"
        shape += f'<path d="{head}" fill="none" stroke="{palette.current}" stroke-width="1.2"/>'
    return shape
