"""Pages + Theme → all that the HTML refers to: fonts, signs, bars, charts, flag and logo."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import sha256

from reportgen.display import Display
from reportgen.model.chart import ChartSpec
from reportgen.model.report import Objective, Panels, Tiles
from reportgen.render import marks
from reportgen.render.chart_svg import WIDTH, chart_svg
from reportgen.render.fonts import current
from reportgen.render.logo import Logo
from reportgen.render.pages import BesideTiles, Evidence, Page
from reportgen.render.panels import chart_size, panel_rows
from reportgen.render.press import SCHEME, Asset
from reportgen.render.theme import Theme

PAPERS: dict[str, dict[str, str]] = {
    "A4": {
        "size": "A4",
        "width": "210mm",
        "side": "18mm",
        "half": "342pt",
        "chart": "159",
        "chart_low": "144",
        "chart_lowest": "129",
    },
    "Letter": {
        "size": "Letter",
        "width": "8.5in",
        "side": "20.95mm",
        "half": "322pt",
        "chart": "150",
        "chart_low": "135",
        "chart_lowest": "120",
    },
}
LOWER = {"lower": "chart_low", "lowest": "chart_lowest"}
"""The styles in which the objectives' charts are lower, with the name of their height."""
_SVG = "image/svg+xml"
_TEXT = 493.23  # points: the text's width, 174 mm; narrower tables show as much of a rule as they are wide
_PICTURE = re.compile(rb"(data:(image/(?:png|jpeg));base64,([A-Za-z0-9+/=]+))")


def assets(sections: tuple[Page, ...], theme: Theme, display: Display) -> dict[str, Asset | Callable[[], Asset]]:
    """By the path of its ``asset:`` address. A chart is drawn when a page asks for it: one of its heights is used."""
    palette = theme.palette
    found: dict[str, Asset | Callable[[], Asset]] = {
        f"font/{face.asset}": ("font/ttf", face.data()) for face in current().faces
    }
    flag = f'<rect width="9" height="6" fill="{palette.brand}"/>'
    drawings = {"flag.svg": marks.svg(flag, 9, 6)}
    for name, colour, thickness in (("", palette.rule, 0.35), ("-ink", palette.ink, 0.5)):
        stroke = f'<path d="M0 {thickness / 2:g}H{_TEXT:g}" stroke="{colour}" stroke-width="{thickness:g}"/>'
        drawings[f"rule{name}.svg"] = marks.svg(stroke, _TEXT, thickness)
    side = f'<path d="M.25 0V{_TEXT:g}" stroke="{palette.ink}" stroke-width=".5"/>'
    drawings["rule-side.svg"] = marks.svg(side, 0.5, _TEXT)
    for sign in marks.SIGNS:
        drawings[f"sign/{sign}.svg"] = marks.svg(marks.sign_shape(sign, palette), 7, 7)  # type: ignore[arg-type]
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Tiles | BesideTiles):
                drawings |= _bars(block.tiles if isinstance(block, BesideTiles) else block, theme)
            for spec, width, height in _charts(block, theme, display):
                found[drawing_name((spec, width, height))] = partial(_chart, spec, theme, display, width, height)
    found |= {name: (_SVG, drawing.encode()) for name, drawing in drawings.items()}
    if theme.logo is not None:
        found |= _logo("logo", theme.logo)
    if theme.agency is not None and theme.agency.logo is not None:
        found |= _logo("agency", theme.agency.logo)
    return found


def _chart(spec: ChartSpec, theme: Theme, display: Display, width: float, height: float) -> Asset:
    return _SVG, chart_svg(spec, display, theme.palette, width, height)


def _logo(name: str, logo: Logo) -> dict[str, Asset]:
    """The logo, and the pictures that an SVG holds as assets of their own, because nothing else is fetched."""
    pictures = _PICTURE.findall(logo.data) if logo.media_type == _SVG else []
    data, found = logo.data, {}
    for number, (address, media_type, content) in enumerate(pictures):
        data = data.replace(address, f"{SCHEME}{name}/{number}".encode(), 1)
        found[f"{name}/{number}"] = media_type.decode(), b64decode(content)
    return {name: (logo.media_type, data), **found}


def _charts(block: object, theme: Theme, display: Display) -> Iterator[tuple[ChartSpec, float, float]]:
    """A block's charts with their width and height in points."""
    if isinstance(block, Objective | Evidence | BesideTiles) and block.chart is not None:
        for height in ("chart", *LOWER.values()):
            yield block.chart, WIDTH, float(PAPERS[theme.paper][height])
    if isinstance(block, Panels):
        for panel in (panel for row in panel_rows(block, display) for panel in row):
            if panel.chart is not None:
                yield from {
                    (panel.chart, *chart_size(panel, display, theme.palette, close)): None for close in (False, True)
                }


def _bars(block: Tiles, theme: Theme) -> Mapping[str, str]:
    return {
        drawing_name(("bar", tile.bar)): marks.svg(
            marks.bar_shape(tile.bar, theme.palette), marks.TILE_WIDTH, marks.BAR_HEIGHT
        )
        for tile in block.tiles
        if tile.has_bar
    }


def drawing_name(content: object) -> str:
    """The address of a drawing is made of what it shows: ids of the config's may hold anything."""
    return f"drawing/{sha256(repr(content).encode()).hexdigest()[:16]}.svg"
