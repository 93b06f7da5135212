"""The currency of a table's amounts: by a header's unit, a currency's column, or the sign in the cells; checked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING

from reportgen.errors import Place
from reportgen.sources import values
from reportgen.sources.description import Column
from reportgen.sources.extract import Task
from reportgen.sources.headers import header
from reportgen.sources.packed import distinct
from reportgen.sources.recognise import Table

if TYPE_CHECKING:
    from reportgen.sources.layout import Layout


def units(table: Table, task: Task, measures: tuple[tuple[Column, str, int], ...]) -> dict[int, str]:
    """Index → the currency of the amounts below: the unit of the header, else the one that the cells' signs tell.

    A sign that may be the expected currency's (``$`` in a report in CAD) tells nothing; two that exclude each other, or
    a sign of several currencies other than the expected, are told as Problems.
    """
    found: dict[int, str] = {}
    for column, measure, index in measures:
        unit = header(_header(table, index)).unit if column.in_header == "currency" else ""
        if measure in task.amounts:
            signed = _by_signs(table, task, index, unit or task.source.currency or task.currency)
            if unit and signed:
                what = f"the header says {unit}, and the amounts bear the sign of {signed}"
                where = _place(table, task, table.header.number, _header(table, index))
                task.wrong("mixed_currencies", what, "Export it anew, with one currency.", where)
            unit = unit or signed
        if unit:
            found[index] = unit
    return found


def _by_signs(table: Table, task: Task, index: int, expected: str) -> str:
    """The currency that the signs in a column's cells tell; empty where they tell none, or may be the expected one."""
    signs = dict.fromkeys(_signs(table, index))
    if not signs:
        return ""
    possible, where = (
        reduce(frozenset.intersection, signs),
        Place(task.file, sheet=table.sheet, row=table.header.number),
    )
    if not possible:
        what = "the amounts bear the signs of several currencies"
        task.wrong("mixed_currencies", what, "Export each currency by itself, or with a column of the currency.", where)
        return ""
    if expected in possible:
        return ""
    if len(possible) > 1:
        what = f"the amounts bear a sign that {expected} does not have"
        cure = f"Give the source its 'currency': {', '.join(sorted(possible))}."
        task.wrong("other_currency", what, cure, where)
    return min(possible) if len(possible) == 1 else ""


def _signs(table: Table, index: int) -> Iterator[frozenset[str]]:
    for cell in distinct(table.rows, index):
        if isinstance(cell, str) and not (cell[:1].isdigit() and cell[-1:].isdigit()):
            told = values.currencies(cell)
            if told:
                yield told


def check(table: Table, task: Task, layout: Layout) -> None:
    """Amounts are in the report's currency or in one that has a rate; else a Problem says so, once a column."""
    known = {"", task.currency, *task.rated}
    for index, unit in layout.units.items():
        if unit not in known:
            _foreign(task, unit, _place(table, task, table.header.number, _header(table, index)))
    if "currency" not in layout.roles:
        return
    name, index = layout.roles["currency"]
    if set(distinct(table.rows, index)) <= known:
        return
    for row in table.rows:
        unit = str(row.cell(index)).strip().upper()
        if unit not in known and layout.wanted(row):
            _foreign(task, unit, _place(table, task, row.number, table.name_of(name)))
            return


def _header(table: Table, index: int) -> str:
    return str(table.header.cell(index)).strip()


def _place(table: Table, task: Task, row: int, column: str) -> Place:
    return Place(file=task.file, sheet=table.sheet, row=row, field=column)


def _foreign(task: Task, unit: str, where: Place) -> None:
    if not (len(unit) == 3 and unit.isalpha()):  # of a row that has slipped, whatever it holds: it is not shown
        task.wrong("other_currency", "this is no currency's code", "Write three capital letters, such as EUR.", where)
        return
    what = f"the amounts are in {unit}, the report is in {task.currency}"
    cure = f"Give its 'rates', or set 'currency: {unit}', or export in {task.currency}."
    task.wrong("other_currency", what, cure, where)
