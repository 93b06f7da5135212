"""A list of posts → the same without the rows that name no post; and the days that it speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.model.facts import Finding
from reportgen.sources.computed import of_role, with_column
from reportgen.sources.description import WHEN, Column, Role
from reportgen.sources.extract import Extract, Task
from reportgen.sources.layout import place
from reportgen.sources.recognise import Table

_CLOCK = re.compile(r"\d:\d\d")
_TELLING: tuple[Role, ...] = ("link", "day")


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


def identified(table: Table, task: Task) -> Table:
    """The table; a list of posts without a column of ids gets one: of their links, else of their times, where each post
    of a channel has one of its own. Where it has not, its posts cannot be compared, which is told.

    A text is no id: one that was corrected would make two posts of one.
    """
    if "posts" not in (task.source.of, table.description.of) or of_role(table, "post") or not table.rows:
        return table
    for role in _TELLING:
        column = of_role(table, role)
        cells = [str(row.cell(table.columns[column.id])).strip() for row in table.rows] if column else []
        if column and _are_own(table, cells) and (role == "link" or all(map(_CLOCK.search, cells))):
            return with_column(table, Column("post by itself", role="post"), table.name_of(column.id), cells)
    numbers = (("rows", Decimal(max(len(table.rows), table.records))),)
    task.found(Finding("posts_unnamed", "info", task.source.name, place(table, task), numbers=numbers))
    return table


def _are_own(table: Table, cells: Sequence[str]) -> bool:
    """Whether each row has a cell, and no two of a channel the same."""
    told = (of_role(table, "channel"), of_role(table, "network"))
    channels = [table.columns[column.id] for column in told if column]
    own = {(cell, *(str(row.cell(at)) for at in channels)) for cell, row in zip(cells, table.rows, strict=True) if cell}
    return len(own) == max(len(table.rows), table.records)


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
