"""A table's header and rows → the rows without people's data: of a personal column nothing but its header is kept.

Each distinct cell becomes a number of its own, by order of appearance, so that rows that differ stay different: two
buyers of one day who paid the same are not taken for one copied row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.sources.rows import Cell, Row
from reportgen.vocabulary.personal import is_personal


def personal_columns(header: Row) -> tuple[int, ...]:
    """The indexes of the columns that hold people's data."""
    return tuple(index for index, cell in enumerate(header.cells) if isinstance(cell, str) and is_personal(cell))


def veiled(header: Row, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows, what stands in a personal column replaced; empty cells stay empty."""
    hidden = personal_columns(header)
    if not hidden:
        return tuple(rows)
    numbers: dict[Cell, Cell] = {"": ""}
    return tuple(row._replace(cells=_without(row.cells, hidden, numbers)) for row in rows)


def _without(cells: tuple[Cell, ...], hidden: Sequence[int], numbers: dict[Cell, Cell]) -> tuple[Cell, ...]:
    kept = list(cells)
    for index in hidden:
        if index < len(kept):
            kept[index] = numbers.setdefault(kept[index], f"({len(numbers)})")
    return tuple(kept)
