"""Rows of a table that bear one name on one day → which of them is which.

What tells rows apart may be missing: two campaigns are called alike, a breakdown's column is not known. Such rows are
things of their own, however alike a figure of theirs is; a copy, cell for cell, is the row that it copies.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.sources.extract import Window
from reportgen.sources.rows import Cell, Row

Name = tuple[Window, tuple[str, ...]]
"""A row's window, and the cells that tell the table's rows apart."""


class Namesakes:
    """Numbers the rows of each name from 0, in the order of the table."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._first: dict[Name, int] = {}  # the place of the first row of a name
        self._numbers: dict[Name, dict[tuple[Cell, ...], int]] = {}  # of names that several rows bear

    def number(self, at: int, name: Name) -> int:
        """Of the row at this place: 0 for the first of its name, and for that row's copies."""
        first = self._first.setdefault(name, at)
        if first == at:
            return 0
        numbers = self._numbers.setdefault(name, {self._rows[first].cells: 0})
        return numbers.setdefault(self._rows[at].cells, len(numbers))
