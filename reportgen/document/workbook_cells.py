"""What the workbook's sheets are made of: columns with a head and a width, cells of one figure, one day, or words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from reportgen.document.view import Views
from reportgen.model.text import Figure, Text
from reportgen.model.workbook import Sheet, SheetColumn

Cells = tuple[Text, ...]
Columns = tuple[tuple[str | Text, int], ...]
"""Each column's head, or the key of its words, and its width in characters."""
NAME, FIGURE, DAY, WORD, SENTENCE = 30, 14, 12, 20, 80


def sheet(report: Views, name: str, columns: Columns, rows: Iterable[Cells]) -> Sheet:
    """A sheet by the key of its name; a sentence wraps."""
    heads = (
        SheetColumn(head if isinstance(head, tuple) else report.words.text(head), width, width == SENTENCE)
        for head, width in columns
    )
    return Sheet(report.words.text(f"workbook.sheet.{name}"), tuple(heads), tuple(rows))


def named(heads: Sequence[str], widths: Sequence[int], **other: str) -> Columns:
    """Columns by the keys of their heads; ``other``: where a head of this sheet has words of its own."""
    keys = (f"workbook.head.{other.get(head, head)}" for head in heads)
    return tuple(zip(keys, widths, strict=True))


def one(figure: Figure | None) -> Text:
    """A cell of one figure; empty where there is none."""
    return () if figure is None or figure.value is None else (figure,)


def day(name: str, value: date | None, *, last: bool = False) -> Text:
    """A day; ``last``: the one before the end of a half-open range."""
    if value is None:
        return ()
    return (Figure(name, value - timedelta(days=1) if last else value, "date"),)


def exact(value: float | None) -> Decimal | None:
    """A limit that was computed in floating point."""
    return None if value is None else Decimal(repr(value))
