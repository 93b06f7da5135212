"""Columns by which posts may be known → the one that still tells them apart: a spreadsheet rounds long ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.sources.packed import distinct
from reportgen.sources.rows import Cell, Row

_ROUNDED = re.compile(r"\d([.,]\d+)?e\+\d+", re.IGNORECASE)
_EXACT = Decimal(2**53)  # up to here a spreadsheet keeps a whole number's digits


def first_intact(rows: Sequence[Row], columns: Sequence[tuple[str, int]]) -> tuple[str, int] | None:
    """Of the columns (id, index) the first in which no cell is rounded; None where there is none."""
    return next((at for at in columns if not any(map(is_rounded, distinct(rows, at[1])))), None)


def is_rounded(cell: Cell) -> bool:
    """Whether a spreadsheet has rounded this id.

    >>> is_rounded("1.83551511161788E+16"), is_rounded(Decimal("18355151116178768")), is_rounded("18355151116178767")
    (True, True, False)
    """
    if isinstance(cell, Decimal):
        return abs(cell) >= _EXACT
    return isinstance(cell, str) and _ROUNDED.fullmatch(cell.strip()) is not None
