"""Columns of a Table → their widths in mm and the classes of their cells."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model.report import Table

PAGE = 174.0
_LEAST = 12.0
_GUTTER, _BETWEEN = 5.0, 1.8  # before words that follow figures; between two columns at the least
_WIDTHS: dict[str, dict[str, float]] = {
    "objectives": {"objective": 52.5, "kpi": 35, "attainment": 29.5, "decision": 19, "reason": 38},
    "kpis": {
        "name": 42, "current": 18, "previous": 17, "change": 20, "verdict": 32, "year_ago": 15, "target": 15,
        "attainment": 15,
    },
    "sources": {"source": 36, "measures": 64, "days": 22, "export": 23, "state": 29},
}  # fmt: skip


def column_widths(table: Table, texts: Sequence[float]) -> tuple[float, ...]:
    """Widths that fill the page; ``texts`` is what each column's text takes on one line (all in mm).

    Columns with room to spare give it to those that lack it. The names of KPIs may wrap and take none: so the columns
    of KPI tables keep their places but where a figure would run into its neighbour.
    """
    widths = _known_widths(table)
    wanted = [text + _gap(table, index) for index, text in enumerate(texts)]
    if table.name == "kpis":
        wanted[0] = min(wanted[0], widths[0])
    return _shared(widths, wanted)


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


def _known_widths(table: Table) -> tuple[float, ...]:
    """A known column keeps its width wherever it stands; the first column takes what
    absent ones leave free; unknown columns share it."""
    known = _WIDTHS.get(table.name, {})
    keys = [column.key for column in table.columns]
    if len(keys) == len(known) and not set(keys) <= set(known):  # other keys for the same columns
        return tuple(known.values())
    fixed = [known.get(key) for key in keys]
    free = PAGE - sum(width for width in fixed if width is not None)
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
    elif index < len(table.columns) - 1:
        names.append("word")
    return " ".join(names)
