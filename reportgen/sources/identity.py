"""A table's columns that tell rows apart → those of them by which a row is known again in another export.

A campaign, an ad or an account may be renamed between two exports; its id stays. Where every row has the id, its name
tells nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.sources.ids import is_rounded
from reportgen.sources.layout import Layout
from reportgen.sources.packed import Packed
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Cell
from reportgen.sources.totals import may_say_total

_ID = "_id"  # what a description's column of ids is called beyond the column of names


def identity(table: Table, layout: Layout) -> tuple[tuple[str, int], ...]:
    """The columns (id, index) whose cells are a row's natural key, beside its day. An order is one order, whichever
    channel or campaign a later export says."""
    if table.description.records == "orders":
        return (layout.roles["order"],)
    indexes = dict(layout.apart)
    return tuple(
        (name, index)
        for name, index in layout.apart
        if name + _ID not in indexes or not _are_known(table, index, indexes[name + _ID])
    )


def _are_known(table: Table, name: int, by_id: int) -> bool:
    """Whether all rows that have a name have an id that no spreadsheet has rounded; total rows have neither."""
    return all(
        may_say_total(name_cell) or (not may_say_total(id_cell) and not is_rounded(id_cell))
        for name_cell, id_cell in _pairs(table, name, by_id)
    )


def _pairs(table: Table, name: int, by_id: int) -> Iterable[tuple[Cell, Cell]]:
    """Each pair of cells once."""
    rows = table.rows
    if isinstance(rows, Packed):
        names, ids = rows.words(name), rows.words(by_id)
        return ((names[one], ids[other]) for one, other in dict.fromkeys(rows.codes((name, by_id))))
    return dict.fromkeys((row.cells[name], row.cells[by_id]) for row in rows)
