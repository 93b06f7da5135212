"""ChartSpec → SVG at its final size, text kept as text.

The geometry is reckoned in points in the modules beside this one, one for each kind of chart; matplotlib draws it,
without pyplot, global state or clock, so that the same chart gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reportgen.errors import RenderError
from reportgen.model.chart import ChartSpec
from reportgen.render.chart_bars import draw_bars
from reportgen.render.chart_bridge import bridge_height, draw_bridge
from reportgen.render.chart_canvas import Canvas, own_settings
from reportgen.render.chart_columns import draw_columns
from reportgen.render.chart_funnel import draw_funnel, funnel_height
from reportgen.render.chart_layout import Look
from reportgen.render.chart_returns import draw_returns, returns_height
from reportgen.render.chart_trend import draw_trend
from reportgen.render.palette import Palette

if TYPE_CHECKING:
    from reportgen.display import Display

WIDTH, HEIGHT = 323.15, 159.0  # points: eight columns of the page; an objective's chart

PANEL_HEIGHT = 144.0  # a chart in a panel, where its rows do not make it higher or lower

_KINDS: dict[str, Callable[[Canvas, ChartSpec, Look], None]] = {
    "trend": draw_trend,
    "columns": draw_columns,
    "bars": draw_bars,
    "bridge": draw_bridge,
    "returns": draw_returns,
    "funnel": draw_funnel,
    "indexed": draw_trend,
    "bullet": draw_bars,
}


def chart_svg(
    spec: ChartSpec, display: Display, palette: Palette, width: float = WIDTH, height: float = HEIGHT
) -> bytes:
    """``width`` and ``height`` in points. Raises RenderError for a kind of chart that has no drawing here."""
    draw = _KINDS.get(spec.kind)
    if draw is None:
        raise RenderError(f"chart '{spec.id}': the PDF has no drawing for a chart of kind '{spec.kind}'")
    with own_settings():
        canvas = Canvas(width, height)
        draw(canvas, spec, Look(display, palette))
        return canvas.svg()


def panel_height(spec: ChartSpec, display: Display, palette: Palette, width: float, close: bool = False) -> float:
    """How high a chart is in a panel of ``width`` (points): as its rows need, where it has some. ``close``: where the
    page is full."""
    if spec.kind == "bridge":
        return bridge_height(spec, Look(display, palette), width, close)
    if spec.kind == "returns":
        return returns_height(spec)
    return funnel_height(spec) if spec.kind == "funnel" else PANEL_HEIGHT
