"""Marks in points from the lower left corner → SVG bytes. The only user of matplotlib."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import Any, Literal

from reportgen.render.fonts import SANS, current

Point = tuple[float, float | None]  # y None = a gap in the line
Anchor = Literal["left", "center", "right"]
_HATCH = 4.0  # from one stroke to the next
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "path.simplify": False,
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
        from matplotlib.backends.backend_svg import RendererSVG

        self.width, self.height = width, height
        self._written = StringIO()
        self._renderer: Any = RendererSVG(  # type: ignore[no-untyped-call]
            width, height, self._written, metadata=_NO_METADATA
        )

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """From a corner; ``width`` and ``height`` may be negative."""
        self.area([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill)

    def area(self, corners: Sequence[tuple[float, float]], fill: str) -> None:
        """A filled shape without an edge."""
        from matplotlib.path import Path

        self._draw(Path([*corners, corners[0]], closed=True), fill)

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
        from matplotlib.path import Path

        state = self._renderer.new_gc()
        state.set_foreground(colour)
        state.set_linewidth(width)
        state.set_joinstyle("miter" if sharp else "round")
        state.set_dashes(0, dashes)
        whole = [(x, float("nan") if y is None else y) for x, y in points]
        self._draw(Path(whole), state=state)
        for index in _lonely([y for _, y in points]):
            x, y = whole[index]
            self._draw(Path([(x - width, y), (x + width, y)]), state=state)

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
        from matplotlib.path import Path

        state = self._renderer.new_gc()
        state.set_foreground("#FFFFFF")
        state.set_linewidth(ring)
        state.set_joinstyle("miter")
        self._draw(Path.circle((x, y), radius + ring / 2), colour, state)

    def text(
        self, x: float, y: float, text: str, colour: str, size: float, weight: int = 400, anchor: Anchor = "left"
    ) -> None:
        """``y`` is the baseline."""
        from matplotlib.font_manager import FontProperties
        from matplotlib.text import Text

        font = FontProperties(family=list(current().families(SANS)), weight=weight, size=size)
        state = self._renderer.new_gc()
        state.set_foreground(colour)
        self._renderer.draw_text(
            state, x, self.height - y, text, font, 0.0, mtext=Text(x, y, horizontalalignment=anchor)
        )

    def svg(self) -> bytes:
        self._renderer.finalize()
        return self._written.getvalue().encode()

    def _draw(self, path: Any, fill: str | None = None, state: Any = None) -> None:
        """``state`` is that of the line; None draws none."""
        from matplotlib.colors import to_rgb
        from matplotlib.transforms import IdentityTransform

        if state is None:
            state = self._renderer.new_gc()
            state.set_linewidth(0)
        self._renderer.draw_path(state, path, IdentityTransform(), None if fill is None else to_rgb(fill))


def _lonely(values: list[float | None]) -> list[int]:
    """The places of values that have a gap or an end on both sides."""
    padded = [None, *values, None]
    return [i for i, value in enumerate(values) if value is not None and padded[i] is None and padded[i + 2] is None]
