"""Key figures → the strip of the summary: one native table of names, values, changes, statuses. Lengths are EMU.

One table, not boxes: values and statuses stay on a line whatever wraps above them, and a screen reader gets headers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportgen.errors import RenderError
from reportgen.model.report import KeyFigure
from reportgen.model.text import figures
from reportgen.render.deck_grid import Border, Box, Grid, Layout, shortened_to
from reportgen.render.deck_style import EMU_PER_PT, HAIRLINE, STRIP_LINE, STRIP_NAME, STRIP_VALUE, STRIP_WORDS, Style
from reportgen.render.deck_text import Paragraph, Words, height

_SPANS = {1: (12,), 2: (6, 6), 3: (4, 4, 4), 4: (3, 3, 3, 3), 5: (3, 3, 2, 2, 2), 6: (2,) * 6}
_COLUMNS, _GUTTER = 12, 180_000


def strip(
    key_figures: Sequence[KeyFigure], words: Words, room: tuple[int, int], where: str, spill: Callable[[str], None]
) -> Layout:
    """The strip in ``room`` (width, height); names that are too long are cut at a word and ``spill`` takes the whole.

    Raises RenderError, naming ``where`` and the text, when a value does not fit.
    """
    wide, high = room
    widths = [round((wide + _GUTTER) * span / _COLUMNS) for span in _SPANS[len(key_figures)]]
    widths[-1] = wide - sum(widths[:-1])
    values = _value_style(key_figures, words, widths, where)
    for size in STRIP_LINE.steps:
        grid = _grid(key_figures, words, values, replace(STRIP_LINE, steps=(size,)))
        if all(_on_one_line(box, wide) for row in grid[2:] for box, wide in zip(row, widths, strict=True)):
            break
    names = grid[0]
    for lines in (None, 3, 2, 1):
        cut = tuple(shortened_to(box, 0, wide, lines) for box, wide in zip(names, widths, strict=True))
        grid = (cut, *grid[1:])
        heights = tuple(_height(row, widths) for row in grid)
        if sum(heights) <= high:
            for old, new in zip(names, cut, strict=True):
                if old != new:
                    spill(old.paragraphs[0].text)
            return Layout(grid, 0, tuple(widths), heights)
    excess = (sum(heights) - high) / EMU_PER_PT
    raise RenderError(f"{where}: the key figures are {excess:.0f} pt too high at their smallest size")


def _height(row: Sequence[Box], widths: Sequence[int]) -> int:
    return int(max(box.height(0, wide) for box, wide in zip(row, widths, strict=True))) + 1


def _value_style(key_figures: Sequence[KeyFigure], words: Words, widths: Sequence[int], where: str) -> Style:
    """One size for all values: the first step at which each stands on its line."""
    boxes = [_value(item, words, STRIP_VALUE, last=item is key_figures[-1]) for item in key_figures]
    for step in range(len(STRIP_VALUE.steps)):
        wide = [(box, room) for box, room in zip(boxes, widths, strict=True) if box.natural(step) > room]
        if not wide:
            return replace(STRIP_VALUE, steps=(STRIP_VALUE.size(step),))
    box, room = wide[0]
    excess = (box.natural(step) - room) / EMU_PER_PT
    raise RenderError(f"{where}: the value '{box.paragraphs[0].text}' is {excess:.0f} pt too wide at its smallest size")


def _on_one_line(box: Box, wide: int) -> bool:
    room = (wide - box.margins[0] - box.margins[2]) / EMU_PER_PT
    one = sum(height((p,), box.styles, 0, 10_000) for p in box.paragraphs)
    return sum(height((p,), box.styles, 0, room) for p in box.paragraphs) <= one


def _grid(key_figures: Sequence[KeyFigure], words: Words, values: Style, lines: Style) -> Grid:
    last = len(key_figures) - 1
    names, numbers, changes, statuses = [], [], [], []
    for place, item in enumerate(key_figures):
        right = 0 if place == last else 126_000
        names.append(
            Box((Paragraph(words.runs(item.name)),), (STRIP_NAME,), anchor="b", above=Border(1),
                margins=(0, 72_000, 0 if place == last else _GUTTER, 0))
        )  # fmt: skip
        numbers.append(_value(item, words, values, place == last))
        change = tuple(Paragraph(runs) for runs in (words.cell(item.change), words.aside(item.change)) if runs)
        changes.append(Box(change, (lines,), anchor="t", margins=(0, 18_000, right, 0)))
        status = tuple(Paragraph(runs) for runs in (words.cell(item.status), words.aside(item.status)) if runs)
        statuses.append(
            Box(status, (lines,), anchor="t", below=Border(0.5, HAIRLINE), margins=(0, 45_000, right, 72_000))
        )
    return tuple(names), tuple(numbers), tuple(changes), tuple(statuses)


def _value(item: KeyFigure, words: Words, style: Style, last: bool) -> Box:
    """A figure large; words in its place ("not measured") in the size of text."""
    margins = (0, 0, 0 if last else 54_000, 0)
    runs = words.runs(item.value)
    if not any(figures(item.value)):
        return Box((Paragraph(runs),), (STRIP_WORDS,), anchor="ctr", margins=margins)
    return Box((Paragraph(runs),), (style,), anchor="b", margins=margins, rigid=True)
