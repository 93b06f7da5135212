"""A Table → the Table of the rows that its description reads: those with the wanted cells (``only``)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.model.facts import Finding
from reportgen.sources.extract import Task
from reportgen.sources.headers import plain
from reportgen.sources.layout import place
from reportgen.sources.recognise import Table


def chosen(table: Table, task: Task) -> Table:
    """The table without the rows that its description leaves out, which are counted in a finding."""
    for name, cells in table.description.only:
        if name not in table.columns:
            continue
        index, wanted = table.columns[name], {plain(cell) for cell in cells}
        rows = tuple(row for row in table.rows if plain(str(row.cell(index))) in wanted)
        if len(rows) < len(table.rows):
            numbers, names = (("rows", Decimal(len(table.rows) - len(rows))),), (("column", table.name_of(name)),)
            told = Finding("rows_left_out", "info", task.source.name, place(table, task), numbers=numbers, names=names)
            task.found(told)
            table = replace(table, rows=rows)
    return table
