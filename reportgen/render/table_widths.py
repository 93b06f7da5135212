"""Columns of a Table → their widths in mm and the classes of their cells."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.display import Display
from reportgen.model.report import Cell, Table
from reportgen.render.fonts import SANS, printable, width

PAGE, HALF = 174.0, 84.0
_LEAST, _WORDS = 12.0, 22.0  # of an unknown column; of a column of words that gives way to figures
_UNBROKEN = ("verdict", "attainment")
_SIGN, _MM_PER_POINT = 10.5, 25.4 / 72
_LONG_HEAD, _LONG_DAY = 57.0, 46.5  # points; in columns that have their places, *Au 16 sept. / 2026*
_GUTTER, _BETWEEN = 5.0, 1.8  # before words that follow figures; between two columns at the least
_WIDTHS: dict[str, dict[str, float]] = {
    "objectives": {"objective": 52.5, "kpi": 35, "attainment": 29.5, "decision": 19, "reason": 38},
    "standings": {"objective": 48, "kpi": 44, "current": 20, "change": 18, "year_change": 18, "verdict": 26},
    "kpis": {
        "name": 42, "current": 18, "previous": 17, "change": 20, "verdict": 32, "year_ago": 15, "target": 15,
        "attainment": 15,
    },
    "sources": {"source": 36, "measures": 64, "days": 22, "export": 23, "state": 29},
    # in panels
    "costs": {"kind": 24.2, "current": 15.2, "previous": 15.2, "change": 13.4, "year_ago": 16},
    "worths": {"result": 32, "count": 13, "low": 12.2, "base": 13.4, "high": 13.4},
    "channels": {
        "channel": 28, "cost": 20, "revenue": 21.5, "revenue_per_euro": 21, "margin": 21, "customers": 21, "cac": 20.5,
        "results": 21,
    },
    "move": {"channel": 30, "current": 18, "next": 18, "change": 18},
    "trials": {"action": 66, "criterion": 48, "result": 30, "conclusion": 30},
    "planned": {"action": 66, "criterion": 48, "objective": 26, "owner": 20, "due": 14},
}  # fmt: skip


def text_widths(table: Table, display: Display) -> list[float]:
    """What the text of each column takes on one line, in mm; a long head stands on two."""
    most = _LONG_DAY if table.name in _WIDTHS else _LONG_HEAD
    found = [_head_width(printable(display.text(column.head)), most) for column in table.columns]
    for row in table.rows:
        if row.kind != "group":
            cells = [_cell_width(cell, display, row.kind == "total") for cell in row.cells]
            found = [max(pair) for pair in zip(found, cells, strict=True)]
    return [points * _MM_PER_POINT for points in found]


def _head_width(words: str, most: float) -> float:
    """In points: of a head longer than ``most`` (*14 sept. au 11 oct. 2026*) the wider one of its two lines."""
    pieces = words.split(" ")
    splits = [(" ".join(pieces[:at]), " ".join(pieces[at:])) for at in range(1, len(pieces))]
    whole = width(words, SANS, 400, 7.5)
    if whole <= most or not splits:
        return whole
    return min(max(width(line, SANS, 400, 7.5) for line in lines) for lines in splits)


def _cell_width(cell: Cell, display: Display, total: bool) -> float:
    """On one line, in points; the cells of a total are semibold."""
    sign = _SIGN if cell.sign != "none" else 0.0
    after = width(" " + printable(display.text(cell.after)), SANS, 400, 7.5) if cell.after else 0.0
    words = printable(display.text(cell.text)) + cell.reference
    return sign + width(words, SANS, 600 if cell.strong or total else 400, 9) + after


def least_width(table: Table, texts: Sequence[float]) -> float:
    """What a table needs in mm so that no figure runs into its neighbour; words may wrap."""
    wanted = [text + _gap(table, index) for index, text in enumerate(texts)]
    figures = _figures(table)
    return sum(want if figure else min(want, _WORDS) for want, figure in zip(wanted, figures, strict=True))


def _figures(table: Table) -> list[bool]:
    """Which columns do not wrap: figures, and verdicts with their signs."""
    return [column.align == "right" or column.key in _UNBROKEN for column in table.columns]


def column_widths(table: Table, texts: Sequence[float], page: float = PAGE) -> tuple[float, ...]:
    """Widths that fill ``page``; ``texts`` is what each column's text takes on one line (all in mm).

    Columns with room to spare give it to those that lack it. The names of KPIs may wrap and take none: so the columns
    of KPI tables keep their places but where a figure would run into its neighbour.
    """
    wanted = [text + _gap(table, index) for index, text in enumerate(texts)]
    known = _WIDTHS.get(table.name)
    if known is None:
        return _measured_widths(wanted, _figures(table), page)
    widths = _known_widths(table, known, page)
    if table.name == "kpis":
        wanted[0] = min(wanted[0], widths[0])
    return _figures_whole(_shared(widths, wanted), wanted, _figures(table))


def _gap(table: Table, index: int) -> float:
    """The white beside a column's text: before figures, after words."""
    if table.columns[index].align == "right":
        return _BETWEEN
    after_figures = index > 0 and table.columns[index - 1].align == "right"
    before_words = index < len(table.columns) - 1 and table.columns[index + 1].align == "left"
    return (_GUTTER if after_figures else 0.0) + (_BETWEEN if before_words else 0.0)


def _shared(widths: Sequence[float], wanted: Sequence[float]) -> tuple[float, ...]:
    """What lacks least gets first, and only where it then fits: a line that wraps anyway needs no more room."""
    spare = [max(width - want, 0.0) for width, want in zip(widths, wanted, strict=True)]
    lacking = [max(want - width, 0.0) for width, want in zip(widths, wanted, strict=True)]
    result, room = list(widths), sum(spare)
    left = room
    for index in sorted(range(len(widths)), key=lambda index: lacking[index]):
        if lacking[index] <= left:
            result[index] += lacking[index]
            left -= lacking[index]
    taken = (room - left) / room if room else 0.0
    return tuple(width - share * taken for width, share in zip(result, spare, strict=True))


def _figures_whole(widths: Sequence[float], wanted: Sequence[float], figures: Sequence[bool]) -> tuple[float, ...]:
    """Where figures still lack room, columns of words give some: words wrap, figures don't."""
    columns = list(zip(widths, wanted, figures, strict=True))
    lacking = [max(want - width, 0.0) if figure else 0.0 for width, want, figure in columns]
    spare = [0.0 if figure else max(width - _WORDS, 0.0) for width, _, figure in columns]
    need, room = sum(lacking), sum(spare)
    if not need or not room:
        return tuple(widths)
    share = min(room / need, 1.0)
    return tuple(
        width + lack * share - give * share * need / room
        for width, lack, give in zip(widths, lacking, spare, strict=True)
    )


def _measured_widths(wanted: Sequence[float], figures: Sequence[bool], page: float) -> tuple[float, ...]:
    """Figures take what they need; of the rest, columns of words take as much as they need or an equal share. What is
    then still free is shared by all."""
    widths = [want if figure else 0.0 for want, figure in zip(wanted, figures, strict=True)]
    words = sorted((index for index, figure in enumerate(figures) if not figure), key=lambda index: wanted[index])
    for place, index in enumerate(words):
        share = max(page - sum(widths), 0.0) / (len(words) - place)
        widths[index] = min(wanted[index], max(share, _LEAST))
    free = page - sum(widths)
    if free < 0:
        return tuple(width * page / sum(widths) for width in widths)
    return tuple(width + free / len(widths) for width in widths)


def _known_widths(table: Table, known: dict[str, float], page: float) -> tuple[float, ...]:
    """The known widths, spread over ``page``."""
    widths = _natural_widths(table, known, sum(known.values()))
    return tuple(width * page / sum(widths) for width in widths)


def _natural_widths(table: Table, known: dict[str, float], page: float) -> tuple[float, ...]:
    """A known column keeps its width wherever it stands; the first column takes what
    absent ones leave free; unknown columns share it."""
    keys = [column.key for column in table.columns]
    if len(keys) == len(known) and not set(keys) <= set(known):  # other keys for the same columns
        return tuple(known.values())
    fixed = [known.get(key) for key in keys]
    free = page - sum(width for width in fixed if width is not None)
    unknown = fixed.count(None)
    if unknown:
        share = max(free / unknown, _LEAST)
        return tuple(share if width is None else width for width in fixed)
    first, *rest = (width or 0.0 for width in fixed)
    return (first + free, *rest)


def cell_class(table: Table, index: int) -> str:
    """Names the column and its alignment. Words after figures stand off by a gutter; words before others end early."""
    column = table.columns[index]
    names = [f"col-{column.key.replace('_', '-')}"]
    if column.align == "right":
        names += ["right", "figure"]
    elif index and table.columns[index - 1].align == "right":
        names.append("gutter")
    elif index < len(table.columns) - 1 and table.columns[index + 1].align == "left":
        names.append("word")
    return " ".join(names)
