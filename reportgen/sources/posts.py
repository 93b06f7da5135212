"""A list of posts → the same without the rows that name no post; and the days that it speaks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.model.facts import Finding
from reportgen.sources.description import WHEN
from reportgen.sources.extract import Extract, Task
from reportgen.sources.layout import place
from reportgen.sources.recognise import Table


def named(table: Table, task: Task) -> Table:
    """The table without the rows that have neither a post nor a day, which are counted in a finding: a platform writes
    them for posts that it could not compute."""
    about = table.description
    _check_life(table, task)
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


def posts_beside_days(
    tables: Sequence[tuple[Table, Extract | None]],
) -> Iterator[tuple[Table, Extract | None]]:
    """The tables of a file; its list of all posts speaks for each day of the tables by day beside it: a day before the
    first post or after the last one had none. A selection of posts speaks for nothing more."""
    days = [extract.span for table, extract in tables if extract and extract.span and table.description.of != "posts"]
    for table, extract in tables:
        if extract and extract.span and days and table.description.counts and table.description.of == "posts":
            first, last = extract.span
            span = min(first, *(start for start, _ in days)), max(last, *(end for _, end in days))
            yield table, replace(extract, span=span)
        else:
            yield table, extract


def _check_life(table: Table, task: Task) -> None:
    """Tell where rows hold single days of posts: their sum or their greatest is not what a list of posts says."""
    for column in table.description.columns:
        if column.role == "life" and column.id in table.columns:
            index = table.columns[column.id]
            row = next((row for row in table.rows if any(map(str.isdigit, str(row.cell(index))))), None)
            if row is not None:
                where = place(table, task, row, table.name_of(column.id))
                cure = "Export the posts with values of their lifetime, one row for each."
                task.wrong("days_of_posts", "the row holds one day of a post, and not its lifetime", cure, where)
