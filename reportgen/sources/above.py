"""The records above a table's header → the period that they state, and the levels that they give with their day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from reportgen.sources import values
from reportgen.sources.extract import DAY, Task, Window
from reportgen.sources.headers import plain
from reportgen.sources.recognise import Table, filled
from reportgen.sources.rows import Cell, Row

_DATE_AT_END = re.compile(r"[\d./-]{8,10}$")
_PARTED = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_MARKS = "#:() \t"


class Level(NamedTuple):
    """A level that a line above a table states: its measure, its day, its cell and the record where it stands."""

    measure: str
    day: date
    cell: Cell
    row: Row


def period_above(table: Table, task: Task, order: values.Order | None) -> Window | None:
    """The period that a preamble states: between its first and its last date, or as a range in one of its cells."""
    found: dict[str, date] = {}
    for row in table.above:
        line = " ".join(filled(row))
        for name, words in table.description.preamble:
            match = _DATE_AT_END.search(line)
            if match and any(plain(word) in plain(line) for word in words):
                found[name] = values.day(match.group(), None, task.zone)
    if len(found) == 2:
        return found["from"], found["to"] + DAY
    return next(_ranges(table, task, order), None) if table.description.preamble_period else None


def levels_above(table: Table, task: Task, order: values.Order | None) -> Iterator[Level]:
    """The levels of the description that stand above the header, each with the date in its own cell."""
    for row in table.above:
        cells = [cell for cell in row.cells if str(cell).strip()]
        for measure, words in table.description.levels:
            text = str(cells[0]).strip() if len(cells) == 2 else ""
            said = next((word for word in words if plain(text).startswith(plain(word))), None)
            if said is not None:
                rest = text[len(said) :].strip(_MARKS)
                yield Level(measure, values.day(rest, order or _order_of(rest, task), task.zone), cells[1], row)


def _ranges(table: Table, task: Task, order: values.Order | None) -> Iterator[Window]:
    """Every range of dates in a cell of its own above the header, the nearest first."""
    for row in reversed(table.above):
        for text in (cell.strip(_MARKS) for cell in filled(row)):
            if any(char.isdigit() for char in text):
                try:
                    yield values.period(text, order or _order_of(text, task), task.zone)
                except values.CellError:
                    continue


def _order_of(text: str, task: Task) -> values.Order | None:
    """The order of day and month in a line's own dates, else the report's."""
    try:
        return values.decide_order(_PARTED.findall(text))
    except values.CellError:
        return values.order_of(task.locale)
