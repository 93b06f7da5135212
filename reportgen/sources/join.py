"""The tables of one file → the same, those without dates joined to the one that has them: day and keys by a common
column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.model.facts import Finding
from reportgen.sources.description import APART, WHEN, Column
from reportgen.sources.extract import Task
from reportgen.sources.layout import place
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Row

_HANDED = APART | WHEN | {"post", "delivery", "competitor", "currency"}


def with_days(tables: Sequence[Table], task: Task) -> list[Table]:
    """The tables in their order; one whose description joins is read with the columns of the file's main table."""
    return [_join(table, tables, task) if table.description.join else table for table in tables]


def _join(side: Table, tables: Sequence[Table], task: Task) -> Table:
    by = side.description.join
    main = next((table for table in tables if _is_main(table, by)), None)
    if main is None:
        names = ", ".join(f"'{side.name_of(name)}'" for name in by if name in side.columns)
        what = f"the table has no dates, and the file has no other table with {names} and dates"
        task.wrong("no_main_table", what, "Export both tables into one file.", place(side, task))
        return replace(side, rows=())
    handed = [column for column in _handed(main) if column.id not in side.columns]
    cells = {_key(main, row, by): tuple(row.cell(main.columns[column.id]) for column in handed) for row in main.rows}
    width = len(side.header.cells)
    rows = tuple(
        row._replace(cells=(*row.padded(width).cells[:width], *cells[key]))
        for row in side.rows
        if (key := _key(side, row, by)) in cells
    )
    _tell_lost(side, len(side.rows) - len(rows), task)
    return _widened(side, main, handed, rows)


def _is_main(table: Table, by: tuple[str, ...]) -> bool:
    dated = any(column.role in WHEN and column.id in table.columns for column in table.description.columns)
    return not table.description.join and dated and all(name in table.columns for name in by)


def _handed(main: Table) -> list[Column]:
    return [column for column in main.description.columns if column.role in _HANDED and column.id in main.columns]


def _key(table: Table, row: Row, by: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(row.cell(table.columns[name])).strip() for name in by)


def _widened(side: Table, main: Table, handed: list[Column], rows: tuple[Row, ...]) -> Table:
    """The side table with the main table's columns behind its own."""
    width = len(side.header.cells)
    header = side.header._replace(cells=(*side.header.cells, *(main.name_of(column.id) for column in handed)))
    own = [column for column in side.description.columns if column.id not in {given.id for given in handed}]
    about = replace(side.description, columns=(*own, *handed), dates=main.description.dates, zone=main.description.zone)
    columns = {**side.columns, **{column.id: width + at for at, column in enumerate(handed)}}
    return replace(side, description=about, header=header, columns=columns, rows=rows)


def _tell_lost(side: Table, lost: int, task: Task) -> None:
    if lost:
        numbers, names = (("rows", Decimal(lost)),), (("column", side.name_of(side.description.join[0])),)
        where = place(side, task)
        task.found(Finding("rows_not_joined", "notice", task.source.name, where, numbers=numbers, names=names))
