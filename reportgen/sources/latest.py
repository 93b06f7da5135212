"""A Table of versions → the Table of their newest: a warehouse keeps each state of a post that it ever saw."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.model.facts import Finding
from reportgen.sources.extract import Task
from reportgen.sources.layout import place
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Row, picked


def newest(table: Table, task: Task) -> Table:
    """Of the rows with the same cells in ``latest.by``, the one with the greatest in ``latest.on``; the last of equals.

    Cells are compared as text: time stamps of one table are written alike. How many rows were left out is told.
    """
    rule = table.description.latest
    if rule is None:
        return table
    lacking = [name for name in (*rule.by, rule.on) if name not in table.columns]
    if lacking:
        headers = ", ".join(text for name in lacking for _, text in table.description.column(name).headers)
        what = f"the table holds versions of rows, and the column that tells them apart is missing: {headers}"
        task.wrong("no_version_column", what, "Export the table with all its columns.", place(table, task))
        return replace(table, rows=())
    pick, on = picked(table.columns[name] for name in rule.by), table.columns[rule.on]
    best: dict[tuple[object, ...], Row] = {}
    for row in table.rows:
        known = best.get(pick(row.cells))
        if known is None or str(row.cell(on)) >= str(known.cell(on)):
            best[pick(row.cells)] = row
    rows = tuple(sorted(best.values(), key=lambda row: row.number))
    _tell(table, task, len(table.rows) - len(rows))
    return replace(table, rows=rows)


def _tell(table: Table, task: Task, left: int) -> None:
    if left:
        numbers = (("rows", Decimal(left)),)
        task.found(Finding("older_versions", "info", task.source.name, place(table, task), numbers=numbers))
