"""A table's header and rows → the rows without people's data: of a personal column nothing but its header is kept."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.sources.packed import Packed
from reportgen.sources.rows import Cell, Row
from reportgen.vocabulary.personal import is_personal


def personal_columns(header: Row) -> tuple[int, ...]:
    """The indexes of the columns that hold people's data."""
    return tuple(index for index, cell in enumerate(header.cells) if isinstance(cell, str) and is_personal(cell))


def veiled(header: Row, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, the cells of personal columns empty; copies have been looked for before, in the whole rows."""
    hidden = frozenset(personal_columns(header))
    if not hidden:
        return rows
    if isinstance(rows, Packed):
        for index in sorted(hidden):
            rows = rows.with_cells(index, [""] * len(rows))
        return rows
    return tuple(row._replace(cells=_without(row.cells, hidden)) for row in rows)


def _without(cells: tuple[Cell, ...], hidden: frozenset[int]) -> tuple[Cell, ...]:
    kept = list(cells)
    for index in hidden:
        if index < len(kept):
            kept[index] = ""
    return tuple(kept)
