"""Pages → the heights of their pieces, measured on one endless sheet, so that the sequence of pages can be reckoned.

As a printer's galley: set once, it shows how much room each piece takes, wherever the pages then break.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.model.report import Block, Definitions, Lines, Objective, Panels, Table
from reportgen.render.assets import LOWER, PAPERS
from reportgen.render.chart_svg import WIDTH
from reportgen.render.fonts import SANS, line_count, printable
from reportgen.render.html import Setting, html
from reportgen.render.pages import COLUMN, BesideTiles, Evidence, Page
from reportgen.render.panels import SetPanel, chart_size, panel_rows
from reportgen.render.press import Press

CLOSE_GAP, CLOSE_ROW = 6.0, 2.0  # points that a close setting takes from a gap and from each row of a table
_POINTS = 0.75  # one of the layout's pixels
_HEADED_ROWS, _LINE, _TERMS = 86.0, 20.0, 46.0  # what stays together at the beginning of a table, of lines, of terms
_BODY, _PARAGRAPH, _OVER_CHART = 12.0, 6.0, 3.0  # a line of text; white over a paragraph, over a chart
_DENSE = 8  # a table of more rows is set closely as it is

Places = Mapping[str, tuple[float, float]]  # upper and lower edge in points


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a section that breaks nowhere, or only after its ``least`` beginning. All in points; ``gap`` is what
    stands above it where it does not begin a page, ``saved`` what a close setting takes from its height, ``lowered``
    what lower charts and closer rows take from an objective, each by its style."""

    key: str
    section: str
    height: float = 0.0
    gap: float = 0.0
    least: float = 0.0
    saved: float = 0.0
    lowered: Mapping[str, float] = field(default_factory=dict)
    objective: bool = False
    leads: bool = False  # it begins its section, whose title is part of it


def measured(pages: tuple[Page, ...], setting: Setting, press: Press) -> tuple[Piece, ...]:
    """The pieces of ``pages`` in their order; none where a template of the client's own does not name them all."""
    style = f"{setting.style} galley low flowing".strip()
    document = press.lay_out(html(pages, replace(setting, style=style, galley=True)))
    places = {
        name: (top * _POINTS, bottom * _POINTS)
        for page in document.pages
        for name, (_, top, _, bottom) in page.anchors.items()
    }
    found: list[Piece] = []
    end = 0.0
    for piece, panels in _pieces(pages, setting):
        leads = not found or found[-1].section != piece.section
        own, head = places.get(piece.key), places.get(f"section-{piece.section}" if leads else piece.key)
        if own is None or head is None or len(document.pages) > 1:
            return ()
        height = own[1] - head[0]
        least = min(height, piece.least + own[0] - head[0]) if piece.least else height
        saved = _saved(panels, places, setting) if panels else piece.saved
        gap = head[0] - end if found else 0.0
        found.append(replace(piece, height=height, gap=gap, least=least, saved=saved, leads=leads))
        end = own[1]
    return tuple(found)


def first_page_height(pages: tuple[Page, ...], setting: Setting, press: Press) -> float:
    """How much room page 1 takes, in points."""
    style = f"{setting.style} galley".strip()
    (page,) = press.lay_out(html(pages[:1], replace(setting, style=style))).pages
    _, top, _, bottom = page.anchors[f"section-{pages[0].id}"]
    return float(bottom - top) * _POINTS


def _pieces(pages: tuple[Page, ...], setting: Setting) -> Iterator[tuple[Piece, dict[str, SetPanel]]]:
    """What the template names, without its height, and a row's panels by their names."""
    for page in pages:
        for number, block in enumerate(page.blocks):
            key = f"{page.id}-{number}"
            if not isinstance(block, Panels):
                piece = _piece(block, key, page.id)
                lowered = _lowered(block, setting) if isinstance(block, Objective) else {}
                yield replace(piece, lowered=lowered), {}
                continue
            for place, row in enumerate(panel_rows(block, setting.display)):
                line = f"{key}-row-{place}"
                panels = {f"{line}-{index}": panel for index, panel in enumerate(row)}
                yield Piece(line, page.id, least=_HEADED_ROWS if row[0].breaks else 0.0), panels


def _piece(block: Block | Evidence | BesideTiles, key: str, section: str) -> Piece:
    if isinstance(block, Objective):
        return Piece(f"objective-{block.id}", section, objective=True)
    if isinstance(block, Table):
        saved = CLOSE_ROW * len(block.rows) if len(block.rows) <= _DENSE else 0.0
        return Piece(key, section, least=_HEADED_ROWS, saved=saved)
    if isinstance(block, Lines | Definitions):
        return Piece(key, section, least=_LINE if isinstance(block, Lines) else _TERMS)
    return Piece(key, section)


def _lowered(block: Objective, setting: Setting) -> dict[str, float]:
    """What an objective loses with closer rows, and with a lower chart: less where the commentary beside it is the
    higher one."""
    rows = len(block.table.rows)
    closer = {"tight": CLOSE_ROW * rows} if rows <= _DENSE else {}
    if block.chart is None:
        return closer
    display, paper = setting.display, PAPERS[setting.theme.paper]
    lines = [line_count(printable(display.text(text)), SANS, 400, 9, COLUMN) for text in block.commentary]
    beside = _BODY * sum(lines) + _PARAGRAPH * (len(lines) - 1)
    title = line_count(printable(display.text(block.chart.title)), SANS, 600, 10.5, WIDTH)
    high, *low = (_BODY * (title + 1) + _OVER_CHART + float(paper[name]) for name in ("chart", *LOWER.values()))
    lower = {style: max(high, beside) - max(height, beside) for style, height in zip(LOWER, low, strict=True)}
    return closer | lower


def _saved(panels: Mapping[str, SetPanel], places: Places, setting: Setting) -> float:
    """What the row of panels loses in a close setting: the higher one of two decides."""
    heights = {key: places[key][1] - places[key][0] for key in panels if key in places}
    closer = [height - _saved_of(panels[key], setting) for key, height in heights.items()]
    return max(heights.values(), default=0.0) - max(closer, default=0.0)


def _saved_of(panel: SetPanel, setting: Setting) -> float:
    if panel.table is not None:
        return CLOSE_ROW * len(panel.table.rows)
    sizes = (chart_size(panel, setting.display, setting.theme.palette, close) for close in (False, True))
    (_, natural), (_, close) = sizes
    return natural - close
