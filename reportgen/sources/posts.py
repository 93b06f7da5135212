"""A list of posts → the same without the rows that name no post."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.model.facts import Finding
from reportgen.sources.description import WHEN
from reportgen.sources.extract import Task
from reportgen.sources.layout import place
from reportgen.sources.recognise import Table


def named(table: Table, task: Task) -> Table:
    """The table without the rows that have neither a post nor a day, which are counted in a finding: a platform writes
    them for posts that it could not compute."""
    about = table.description
    told = {"post", *WHEN}
    own = [table.columns[item.id] for item in about.columns if item.role in told and item.id in table.columns]
    if not any(item.role == "post" for item in about.columns):
        return table
    rows = tuple(row for row in table.rows if any(str(row.cell(index)).strip() for index in own))
    if len(rows) < len(table.rows):
        numbers = (("rows", Decimal(len(table.rows) - len(rows))),)
        task.found(Finding("rows_without_post", "info", task.source.name, place(table, task), numbers=numbers))
        table = replace(table, rows=rows)
    return table
