"""Marks in points from the lower left corner → SVG bytes, text kept as text.

Written by hand: the places are reckoned by the modules beside this one, so that a plotting library would only serialise
them, at three tenths of the time of a whole report and with a cache of the machine's fonts in the user's home.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Literal

from reportgen.render.fonts import SANS
from reportgen.render.marks import svg

Point = tuple[float, float | None]  # y None = a gap in the line
Anchor = Literal["left", "center", "right"]
_ANCHORS: dict[Anchor, str] = {"left": "start", "center": "middle", "right": "end"}


class Canvas:
    """A drawing of ``width`` × ``height`` points. Later marks lie over earlier ones."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._marks: list[str] = []

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """From a corner; ``width`` and ``height`` may be negative."""
        left, top = min(x, x + width), self.height - max(y, y + height)
        size = f'width="{_n(abs(width))}" height="{_n(abs(height))}"'
        self._marks.append(f'<rect x="{_n(left)}" y="{_n(top)}" {size} fill="{fill}"/>')

    def area(self, corners: Sequence[tuple[float, float]], fill: str) -> None:
        """A filled shape without an edge."""
        self._marks.append(f'<path d="{self._path(corners)}Z" fill="{fill}"/>')

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
        path = "".join(self._path(_widened(run, width)) for run in _runs(points))
        if not path:
            return
        style = f'fill="none" stroke="{colour}" stroke-width="{_n(width)}"'
        style += f' stroke-linejoin="{"miter" if sharp else "round"}"'
        style += f' stroke-dasharray="{_n(dashes[0])} {_n(dashes[1])}"' if dashes else ""
        self._marks.append(f'<path d="{path}" {style}/>')

    def dot(self, x: float, y: float, radius: float, colour: str, ring: float) -> None:
        """A disc with a white ring around it."""
        place = f'cx="{_n(x)}" cy="{_n(self.height - y)}" r="{_n(radius + ring / 2)}"'
        self._marks.append(f'<circle {place} fill="{colour}" stroke="#FFFFFF" stroke-width="{_n(ring)}"/>')

    def text(
        self, x: float, y: float, text: str, colour: str, size: float, weight: int = 400, anchor: Anchor = "left"
    ) -> None:
        """``y`` is the baseline."""
        place = f'x="{_n(x)}" y="{_n(self.height - y)}" text-anchor="{_ANCHORS[anchor]}"'
        font = f'font-family="{SANS}" font-weight="{weight}" font-size="{_n(size)}"'
        self._marks.append(f'<text {place} {font} fill="{colour}">{escape(text)}</text>')

    def svg(self) -> bytes:
        return svg("".join(self._marks), self.width, self.height).encode()

    def _path(self, points: Sequence[tuple[float, float]]) -> str:
        return "M" + "L".join(f"{_n(x)} {_n(self.height - y)}" for x, y in points)


def _n(value: float) -> str:
    """A length to a thousandth of a point, never a negative zero."""
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".")


def _runs(points: Sequence[Point]) -> list[list[tuple[float, float]]]:
    """The points between two gaps, together."""
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in points:
        if y is not None:
            found[-1].append((x, y))
        elif found[-1]:
            found.append([])
    return [run for run in found if run]


def _widened(run: list[tuple[float, float]], width: float) -> list[tuple[float, float]]:
    """A single point as a dash of twice the line's width."""
    if len(run) > 1:
        return run
    x, y = run[0]
    return [(x - width, y), (x + width, y)]
