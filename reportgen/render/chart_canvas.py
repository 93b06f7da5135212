"""Marks in points from the lower left corner → SVG bytes. The only user of matplotlib."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Literal

from reportgen.render.fonts import SANS, current, face

Point = tuple[float, float | None]  # y None = a gap in the line
Anchor = Literal["left", "center", "right"]
_HATCH = 4.0  # from one stroke to the next
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "reportgen",
    "path.simplify": False,
    "text.parse_math": False,
}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
logging.getLogger("matplotlib").setLevel(logging.ERROR)  # said at its import: a home without a place for its cache


@contextmanager
def own_settings() -> Iterator[None]:
    """matplotlib's own defaults and ours, whatever the machine's matplotlibrc says."""
    import matplotlib as mpl

    defaults: dict[Any, Any] = {
        key: value for key, value in mpl.rcParamsDefault.items() if not key.startswith("backend")
    }
    with mpl.rc_context({**defaults, **_SETTINGS}):
        yield


class Canvas:
    """A drawing of ``width`` × ``height`` points. Later marks lie over earlier ones."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / 72, height / 72))
        FigureCanvasSVG(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)
        self._order = 10

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """From a corner; ``width`` and ``height`` may be negative."""
        from matplotlib.patches import Rectangle

        style: dict[str, Any] = {"facecolor": fill, "edgecolor": "none"}
        self._axes.add_patch(Rectangle((x, y), width, height, **style, **self._common()))

    def area(self, corners: Sequence[tuple[float, float]], fill: str) -> None:
        """A filled shape without an edge."""
        from matplotlib.patches import Polygon

        style: dict[str, Any] = {"facecolor": fill, "edgecolor": "none"}
        self._axes.add_patch(Polygon(corners, closed=True, **style, **self._common()))

    def line(
        self,
        points: Sequence[Point],
        colour: str,
        width: float,
        dashes: tuple[float, float] | None = None,
        sharp: bool = False,
    ) -> None:
        """A line through the points; a point without a y is a gap, and a point between two gaps is a short dash.
        ``sharp`` corners are for outlines."""
        xs, ys = [x for x, _ in points], [float("nan") if y is None else y for _, y in points]
        style: dict[str, Any] = {"color": colour, "linewidth": width, "solid_capstyle": "butt"}
        style |= {"solid_joinstyle": "miter" if sharp else "round", "dash_capstyle": "butt"}
        if dashes is not None:  # matplotlib counts dashes in line widths
            style["linestyle"] = (0, tuple(length / width for length in dashes))
        self._axes.plot(xs, ys, **style, **self._common())
        for index in _lonely([y for _, y in points]):
            x, y = xs[index], ys[index]
            self._axes.plot([x - width, x + width], [y, y], **style, **self._common())

    def hatched(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A white rectangle with an outline and rising strokes: what is declared or expected, not counted. The strokes
        are reckoned, because a pattern of the drawing's language is not drawn alike everywhere."""
        self.rectangle(x, y, width, height, "#FFFFFF")
        left, right = min(x, x + width), max(x, x + width)
        strokes: list[Point] = []
        start = (left - height - y) // _HATCH * _HATCH + y  # strokes keep their places from one bar to the next
        while start < right:
            first, last = max(start, left), min(start + height, right)
            if last > first:
                strokes += [(first, y + first - start), (last, y + last - start), (last, None)]
            start += _HATCH
        if strokes:
            self.line(strokes, colour, 0.6)
        corners = [(left, y), (right, y), (right, y + height), (left, y + height), (left, y), (right, y)]
        self.line([*corners], colour, 0.7, sharp=True)

    def dot(self, x: float, y: float, radius: float, colour: str, ring: float) -> None:
        """A disc with a white ring around it."""
        from matplotlib.patches import Circle

        style = {"facecolor": colour, "edgecolor": "#FFFFFF", "linewidth": ring}
        self._axes.add_patch(Circle((x, y), radius + ring / 2, **style, **self._common()))

    def text(
        self, x: float, y: float, text: str, colour: str, size: float, weight: int = 400, anchor: Anchor = "left"
    ) -> None:
        """``y`` is the baseline."""
        from matplotlib.font_manager import FontProperties

        families = list(current().families(SANS))
        font = FontProperties(family=families, weight=weight, size=size, fname=face(SANS, weight).path)
        style: dict[str, Any] = {"color": colour, "fontproperties": font, "ha": anchor, "va": "baseline"}
        self._axes.text(x, y, text, **style, **self._common())

    def svg(self) -> bytes:
        buffer = BytesIO()
        with warnings.catch_warnings():  # on letters of other scripts: the page sets the text, not matplotlib
            warnings.simplefilter("ignore", UserWarning)
            self._figure.savefig(buffer, format="svg", transparent=True, metadata=_NO_METADATA)
        return buffer.getvalue()

    def _common(self) -> dict[str, Any]:
        self._order += 1
        return {"zorder": self._order, "clip_on": False}


def _lonely(values: list[float | None]) -> list[int]:
    """The places of values that have a gap or an end on both sides."""
    padded = [None, *values, None]
    return [i for i, value in enumerate(values) if value is not None and padded[i] is None and padded[i + 2] is None]
