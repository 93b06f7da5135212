"""Cells as they are set → a native table's XML, and the room that a cell needs. Lengths are EMU unless said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.render import deck_measure as measure
from reportgen.render.deck_style import CELL, EMU_PER_PT, PAGE, TEXT, Style
from reportgen.render.deck_text import Paragraph, Run, height, paragraph_xml, shortened, spans

STYLE_ID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # No Style, No Grid
SIDE, ABOVE = 54_000, 36_000  # margins of a cell


@dataclass(frozen=True, slots=True)
class Border:
    """``points`` wide, in a DrawingML colour."""

    points: float
    colour: str = TEXT


_APART = Border(2, PAGE)  # between filled cells


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as it is set. ``rows`` > 1: merged downwards; ``columns`` > 1: to the right; ``covered``: by such a merge
    (v, h, or neither). ``rigid``: keeps one line. ``margins`` are left, top, right, bottom. ``fill``: a DrawingML
    colour, parted from its neighbours by the page."""

    paragraphs: tuple[Paragraph, ...] = ()
    styles: tuple[Style, ...] = (CELL,)
    align: str = "l"
    anchor: str = "ctr"
    above: Border | None = None
    below: Border | None = None
    margins: tuple[int, int, int, int] = (SIDE, ABOVE, SIDE, ABOVE)
    rows: int = 1
    columns: int = 1
    covered: str = ""
    rigid: bool = False
    fill: str = ""

    def height(self, step: int, wide: int) -> float:
        """The height it needs in a column so wide."""
        left, top, right, bottom = self.margins
        text = height(self.paragraphs, self.styles, step, (wide - left - right) / EMU_PER_PT)
        return text * EMU_PER_PT + top + bottom

    def natural(self, step: int) -> float:
        """The width of its longest paragraph on one line, margins included."""
        return self._sides() + EMU_PER_PT / 0.98 * max((self._line(p, step) for p in self.paragraphs), default=0)

    def least(self, step: int) -> float:
        """The width below which a word would not fit."""
        if self.rigid:
            return self.natural(step)
        longest = (
            measure.longest_word(spans(p.runs, self.styles[p.level]), self.styles[p.level].size(step))
            for p in self.paragraphs
        )
        return self._sides() + EMU_PER_PT / 0.98 * max(longest, default=0)

    def _sides(self) -> int:
        return self.margins[0] + self.margins[2]

    def _line(self, paragraph: Paragraph, step: int) -> float:
        style = self.styles[paragraph.level]
        return measure.spans_width(spans(paragraph.runs, style), style.size(step))


Grid = tuple[tuple[Box, ...], ...]


def shortened_to(box: Box, step: int, wide: int, lines: int | None) -> Box:
    """A text of more lines than these (None: any number), cut at a word. A figure or status has one line and stays."""
    if not box.paragraphs or box.rigid or lines is None:
        return box
    room = (wide - box.margins[0] - box.margins[2]) / EMU_PER_PT
    paragraph, style = box.paragraphs[0], box.styles[box.paragraphs[0].level]

    def fits(runs: Sequence[Run]) -> bool:
        return len(measure.wrap(spans(runs, style), style.size(step), room)) <= lines

    return box if fits(paragraph.runs) else replace(box, paragraphs=(Paragraph(shortened(paragraph.runs, fits)),))


@dataclass(frozen=True, slots=True)
class Layout:
    """A grid with the size that it was set at, its columns' widths and its rows' heights."""

    grid: Grid
    step: int
    widths: tuple[int, ...]
    heights: tuple[int, ...]

    @property
    def high(self) -> int:
        return sum(self.heights)

    def xml(self, language: str) -> str:
        """``a:tbl``."""
        columns = "".join(f'<a:gridCol w="{wide}"/>' for wide in self.widths)
        rows = "".join(
            f'<a:tr h="{high}">{"".join(_cell_xml(box, self.step, language) for box in row)}</a:tr>'
            for row, high in zip(self.grid, self.heights, strict=True)
        )
        return (
            f'<a:tbl><a:tblPr firstRow="1"><a:tableStyleId>{STYLE_ID}</a:tableStyleId></a:tblPr>'
            f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>"
        )


def _cell_xml(box: Box, step: int, language: str) -> str:
    """``a:tc``: borders left, right, top, bottom, then the fill, as the schema has it."""
    span = f' rowSpan="{box.rows}"' if box.rows > 1 else ""
    span += f' gridSpan="{box.columns}"' if box.columns > 1 else ""
    merged = "".join(f' {axis}Merge="1"' for axis in box.covered)
    side = {"r": "r", "c": "ctr"}.get(box.align, "")
    text = "".join(
        paragraph_xml(p, box.styles[p.level], step, language, explicit=True, align=side) for p in box.paragraphs
    )
    text = text or f'<a:p><a:endParaRPr lang="{language}" sz="1200"/></a:p>'
    left, top, right, bottom = box.margins
    borders = "".join(_line_xml(tag, border) for tag, border in _borders(box))
    ground = f"<a:solidFill>{box.fill}</a:solidFill>" if box.fill else "<a:noFill/>"
    return (
        f"<a:tc{span}{merged}><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody>"
        f'<a:tcPr marL="{left}" marR="{right}" marT="{top}" marB="{bottom}" anchor="{box.anchor}">'
        f"{borders}{ground}</a:tcPr></a:tc>"
    )


def _borders(box: Box) -> tuple[tuple[str, Border | None], ...]:
    if box.fill:
        return tuple((side, _APART) for side in ("lnL", "lnR", "lnT", "lnB"))
    return ("lnL", None), ("lnR", None), ("lnT", box.above), ("lnB", box.below)


def _line_xml(tag: str, border: Border | None) -> str:
    if border is None:
        return f'<a:{tag} w="0"><a:noFill/></a:{tag}>'
    wide = round(border.points * EMU_PER_PT)
    fill = f"<a:solidFill>{border.colour}</a:solidFill>"
    return f'<a:{tag} w="{wide}" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:{tag}>'
