"""Table → a native table: measured columns and rows, hairlines, merged group cells. Lengths are EMU unless said.

Figures and statuses keep one line; names and reasons wrap. A short table stays airy and stops early: it is not
stretched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product

from reportgen.errors import RenderError
from reportgen.model.report import Cell, Column, Row, Table
from reportgen.render import deck_measure as measure
from reportgen.render.deck_grid import ABOVE, SIDE, Border, Box, Grid, Layout, shortened_to
from reportgen.render.deck_shades import SHADES
from reportgen.render.deck_style import EMU_PER_PT, HAIRLINE, HEAD_CELL
from reportgen.render.deck_text import NBSP, Paragraph, Run, Words

_AFTER_FIGURES = 198_000
_AIR = 108_000  # beside a column, where there is room
_TALLEST = 684_000
_STEPS = 3
_DISPENSABLE = ("by", "owner", "objective", "year_change", "verdict", "previous", "customers", "cost", "change")
_LIGHT = ("year_change", "verdict")  # they give way to names that would be cut


def grid_of(table: Table, words: Words, links: Sequence[str] = ()) -> Grid:
    """The boxes of a table, header first. ``links`` are relationship ids by row, or empty."""
    rows = [_head_row(table, words)]
    for number, row in enumerate(table.rows):
        link = links[number] if links else ""
        rows.append(_group_row(table, row, words) if row.kind == "group" else _body_row(table, row, words, link))
    return _merged(tuple(rows))


def _margins(columns: Sequence[Column], place: int) -> tuple[int, int, int, int]:
    column = columns[place]
    after_figures = place > 0 and column.align == "left" and columns[place - 1].align == "right"
    left = 0 if place == 0 else _AFTER_FIGURES if after_figures else SIDE
    return left, ABOVE, 0 if place == len(columns) - 1 else SIDE, ABOVE


def _head_row(table: Table, words: Words) -> tuple[Box, ...]:
    return tuple(
        Box(
            (Paragraph(words.runs(column.head)),), (HEAD_CELL,), _align(table, place), "b",
            below=Border(1), margins=_margins(table.columns, place),
        )
        for place, column in enumerate(table.columns)
    )  # fmt: skip


def _body_row(table: Table, row: Row, words: Words, link: str) -> tuple[Box, ...]:
    total = row.kind == "total"
    boxes = []
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        runs = words.cell(cell, bold=True if total else None)
        if link and place == 0:
            runs = tuple(replace(run, link=link) for run in runs)
        aside = words.aside(cell)
        shade = SHADES[cell.shade] if cell.shade else None
        if shade:
            runs = tuple(replace(run, colour=shade.ink, bold=shade.strong) for run in runs)
        boxes.append(
            Box(
                (Paragraph((*runs, Run(" "), *aside) if aside and runs else runs or aside),),
                fill=shade.ground if shade else "",
                align=_align(table, place),
                above=Border(1) if total else None,
                below=Border(0.5, HAIRLINE),
                margins=_margins(table.columns, place),
                rigid=column.align == "right" or _is_status(cell),
            )
        )
    return tuple(boxes)


def _align(table: Table, place: int) -> str:
    """The figures of a heat map stand in the middle of their cells."""
    return "c" if table.name == "heat" and place else table.columns[place].align[0]


def _is_status(cell: Cell) -> bool:
    return cell.sign in ("met", "close", "missed", "unknown")


def _group_row(table: Table, row: Row, words: Words) -> tuple[Box, ...]:
    count = len(table.columns)
    below, margins = Border(0.5, HAIRLINE), _margins(table.columns, 0)
    head = Box((Paragraph(words.cell(row.cells[0], bold=True)),), columns=count, below=below, margins=margins)
    return (head, *(Box(covered="h", below=below) for _ in range(count - 1)))


def _merged(grid: Grid) -> Grid:
    """Rows below a first cell that are empty there, or say the same, join it; the hairline stands under the last."""
    rows = [list(row) for row in grid]
    place = 1
    while place < len(rows):
        first = rows[place][0]
        end = place + 1
        while end < len(rows) and first.columns == 1 and _continues(rows[end][0], first):
            end += 1
        for other in range(place + 1, end):
            rows[other][0] = Box(covered="v", below=first.below, margins=first.margins)
        if end > place + 1:
            rows[place][0] = replace(first, rows=end - place)
        place = end
    return tuple(tuple(row) for row in rows)


def _continues(box: Box, first: Box) -> bool:
    text = "".join(p.text for p in box.paragraphs)
    return box.columns == 1 and text in ("", "".join(p.text for p in first.paragraphs))


def with_room(table: Table, words: Words, wide: int, high: int | None = None) -> tuple[Table, list[str]]:
    """The table without the columns that a narrow area has no room for, the least needed first, and what they say.

    The first column stays, and so do those that `_DISPENSABLE` does not name. In an area of a height also without
    those in whose place every name can stand whole.
    """
    narrow, dropped = _dropping(
        table, words, _DISPENSABLE, lambda grid: column_widths(grid, _STEPS - 1, wide) is not None
    )

    def whole(grid: Grid) -> bool:
        return high is None or least_height(grid, wide) <= high

    lighter, more = _dropping(narrow, words, _LIGHT, whole)
    if more and whole(_soft_heads(grid_of(lighter, words))):
        return lighter, dropped + more
    return narrow, dropped


def _dropping(table: Table, words: Words, keys: Sequence[str], fits: Callable[[Grid], bool]) -> tuple[Table, list[str]]:
    """The table without as many of these columns as it takes to fit, and what they say."""
    dropped, kept = [], [column.key for column in table.columns]
    for key in (key for key in keys if key in kept[1:]):
        if fits(_soft_heads(grid_of(table, words))):
            break
        place = [column.key for column in table.columns].index(key)
        dropped.append(_spoken(table, words, place))
        rows = tuple(
            replace(row, cells=row.cells[:place] + row.cells[place + 1 :]) if row.kind != "group" else row
            for row in table.rows
        )
        table = replace(table, columns=table.columns[:place] + table.columns[place + 1 :], rows=rows)
    return table, dropped


def _spoken(table: Table, words: Words, place: int) -> str:
    """A column in a line: its head, then each row's first cell and its own."""
    cells = [
        "".join(run.text for run in (*words.cell(row.cells[0]), Run(" "), *words.cell(row.cells[place])))
        for row in table.rows
        if row.kind != "group"
    ]
    return words.plain(table.columns[place].head) + words.colon + "; ".join(cells)


# -- sizes -------------------------------------------------------------------------------------------------------------


def set_table(grid: Grid, wide: int, high: int, where: str, spill: Callable[[str], None]) -> Layout:
    """The grid in its area: the first step at which it fits, heads broken where that helps; then texts are cut at a
    word and ``spill`` takes the whole.

    Raises RenderError, naming ``where`` and the text, when a word or a figure cannot be placed.
    """
    for heads, step in product((grid, _soft_heads(grid)), range(_STEPS)):
        widths = column_widths(heads, step, wide)
        if widths is not None and sum(_row_heights(heads, widths, step)) <= high:
            return Layout(heads, step, widths, _airy(heads, widths, step, high))
    grid = heads
    if widths is None:
        widest = max((box for row in grid for box in row), key=lambda box: box.least(step))
        raise RenderError(f"{where}: the table is too narrow for '{_text(widest)}'; shorten it or show fewer columns")
    for lines in (3, 2, 1):
        cut = tuple(
            tuple(shortened_to(box, step, room, lines) for box, room in zip(row, widths, strict=True)) for row in grid
        )
        if sum(_row_heights(cut, widths, step)) <= high:
            for old, new in zip((b for row in grid for b in row), (b for row in cut for b in row), strict=True):
                if old != new:
                    spill(_text(old))
            return Layout(cut, step, widths, _airy(cut, widths, step, high))
    excess = (sum(_row_heights(cut, widths, step)) - high) / EMU_PER_PT
    raise RenderError(f"{where}: the table of {len(grid) - 1} rows is {excess:.0f} pt too high, at its smallest size")


def _soft_heads(grid: Grid) -> Grid:
    """Its heads may break at any space, also within a day or a cycle."""
    head, *body = grid
    soft = (
        replace(
            box, paragraphs=tuple(replace(p, runs=tuple(_breakable(run) for run in p.runs)) for p in box.paragraphs)
        )
        for box in head
    )
    return (tuple(soft), *body)


def _breakable(run: Run) -> Run:
    return replace(run, text=run.text.replace(NBSP, " "))


def least_height(grid: Grid, wide: int, *, airy: bool = False) -> int:
    """What the table needs at its smallest size, or with ``airy`` at its first one and with air between its rows;
    nothing cut; none where it is too narrow for that."""
    step = 0 if airy else _STEPS - 1
    widths = column_widths(grid, step, wide)
    needs = sum(_row_heights(grid, widths, step)) if widths is not None else 0
    return needs + airy * _AIR * len(grid)


def _text(box: Box) -> str:
    return " ".join(p.text for p in box.paragraphs)


def column_widths(grid: Grid, step: int, wide: int) -> tuple[int, ...] | None:
    """Each column as wide as its text asks, what is over shared out; too little is taken from the texts that can wrap.
    Words keep room for another font in the face's place where there is any.

    None where not even the longest words fit.
    """
    columns = range(len(grid[0]))
    own = [[row[place] for row in grid if row[place].columns == 1] for place in columns]
    least = [max(box.least(step) for box in boxes) for boxes in own]
    if sum(least) > wide:
        return None
    share = min(measure.stand_in(), wide / max(sum(least), 1.0))
    least = [size * share for size in least]
    natural = _natural(own, least, step)
    if sum(natural) > wide:  # heads may wrap
        natural = _natural([boxes[1:] or boxes for boxes in own], least, step)
    if sum(natural) <= wide:
        exact = [size + (wide - sum(natural)) / len(natural) for size in natural]
    else:
        exact = _capped(least, natural, wide)
    exact = _alike(own, least, exact)
    widths = [int(size) for size in exact]
    widths[-1] += wide - sum(widths)
    return tuple(widths)


def _natural(own: Sequence[Sequence[Box]], least: Sequence[float], step: int) -> list[float]:
    """Widths at which every text stands on one line, with air beside all but the last."""
    widest = [max(low, *(box.natural(step) for box in boxes)) for boxes, low in zip(own, least, strict=True)]
    return [size + _AIR * (place < len(widest) - 1) for place, size in enumerate(widest)]


def _alike(own: Sequence[Sequence[Box]], least: Sequence[float], exact: Sequence[float]) -> list[float]:
    """Columns whose cells stand in the middle, a heat map's, share what they have where each then has enough."""
    middle = [place for place, boxes in enumerate(own) if boxes[-1].align == "c"]
    mean = sum(exact[place] for place in middle) / max(len(middle), 1)
    shared = all(least[place] <= mean for place in middle)
    return [mean if shared and place in middle else size for place, size in enumerate(exact)]


def _capped(least: Sequence[float], natural: Sequence[float], wide: int) -> list[float]:
    """Natural widths cut at one cap, so that the longest texts wrap and the short ones do not."""

    def sizes(cap: float) -> list[float]:
        return [min(full, max(low, cap)) for low, full in zip(least, natural, strict=True)]

    low, high = 0.0, max(natural)
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(sizes(middle)) <= wide else (low, middle)
    return sizes(low)


def _row_heights(grid: Grid, widths: Sequence[int], step: int) -> tuple[int, ...]:
    """What the text needs; a merged cell asks for its share in each row that it covers."""
    heights = []
    for number, row in enumerate(grid):
        needs = [
            box.height(step, sum(widths[place : place + box.columns])) / box.rows
            for place, box in enumerate(row)
            if not box.covered
        ]
        above = [
            head.height(step, widths[0]) / head.rows
            for start, (head, *_) in enumerate(grid)
            if start < number < start + head.rows
        ]
        heights.append(int(max(*needs, *above, 0)) + 1)
    return tuple(heights)


def _airy(grid: Grid, widths: Sequence[int], step: int, high: int) -> tuple[int, ...]:
    """Measured heights; the body's lower rows are raised to one height, as far as there is room."""
    head, *body = _row_heights(grid, widths, step)
    needs, level = sorted(body), 0
    for count in range(1, len(needs) + 1):  # so many of the lowest share what the others leave
        level = min((high - head - sum(needs[count:])) // count, _TALLEST)
        if count < len(needs) and level <= needs[count]:
            break
    return (head, *(max(need, level) for need in body))
