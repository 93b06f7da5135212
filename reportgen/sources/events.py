"""A Table of events → Tables with a column for each measure that a row counts as: a lead on its day, a deal on its own.

Events of one day column make one table, since a row of a table stands for one day. A row that lacks the day of an event
is not that event: a deal that isn't closed is no sale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.model.facts import Finding
from reportgen.sources import values
from reportgen.sources.computed import of_role, with_column
from reportgen.sources.description import Column, Event, Test
from reportgen.sources.extract import Task
from reportgen.sources.headers import is_called, plain
from reportgen.sources.layout import place
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Cell, Row

_ONE = Decimal(1)


def by_event(table: Table, task: Task) -> Iterator[Table]:
    """The tables of measures; in the order of the description's events."""
    whose = _Whose(table, task)
    groups: dict[tuple[str, str], list[Event]] = {}
    for event in table.description.events:
        groups.setdefault((event.day, event.query), []).append(event)
    dated = any(day in table.columns for day, _ in groups)
    for (day, query), events in groups.items():
        if dated and day not in table.columns:
            continue  # the export leaves this day's column out: of these events it says nothing
        yield _table(table, day, events, whose if query else None, query)
    whose.tell_unknown()


def _table(table: Table, day: str, events: list[Event], whose: _Whose | None, query: str) -> Table:
    """The rows that are one of these events; ``query``: whose mentions are wanted, where ``whose`` tells."""
    read = [
        (row, owner, [_cell(table, event, row) for event in events]) for row, owner in _rows(table, day, whose, query)
    ]
    read = [item for item in read if any(cell != "" for cell in item[2])]
    columns = [_dated(column, day) for column in table.description.columns if column.role or column.id == day]
    about = replace(table.description, columns=tuple(columns))
    found = replace(table, description=about, rows=tuple([row for row, _, _ in read]))
    for number, event in enumerate(events):
        head = table.header.cell(table.columns.get(event.value, table.columns.get(day, 0)))
        found = with_column(found, _column(table, event, number), head, [cells[number] for _, _, cells in read])
    if query == "competitor":
        found = with_column(found, Column(id="competitor", role="competitor"), "", [owner for _, owner, _ in read])
    return found


def _rows(table: Table, day: str, whose: _Whose | None, query: str) -> Iterator[tuple[Row, str]]:
    """The rows that have this day, each with the competitor whose it is: empty for the client's and anyone's."""
    at = table.columns.get(day)
    for row in table.rows:
        if at is None or not values.is_absent(str(row.cell(at)).strip()):
            owner = whose.of(row) if whose else ""
            if owner is not None and (not whose or (owner == "") == (query == "brand")):
                yield row, owner


def _dated(column: Column, day: str) -> Column:
    return replace(column, role="day") if column.id == day else column


def _column(table: Table, event: Event, number: int) -> Column:
    """The column of an event's measure; an amount's keeps what is said of the column that it comes from."""
    own = table.description.column(event.value) if event.value else Column(id="")
    return replace(own, id=f"event {number}", measure=event.measure)


def _cell(table: Table, event: Event, row: Row) -> Cell:
    """What a row is worth as this event; empty where it is none."""
    if not all(_holds(table, row, test) for test in event.where) or any(
        _holds(table, row, test) for test in event.where_not
    ):
        return ""
    if not event.value:
        return _ONE
    return row.cell(table.columns[event.value]) if event.value in table.columns else ""


def _holds(table: Table, row: Row, test: Test) -> bool:
    """Whether a row's cell is one of the wanted texts; a * at the end of a text stands for whatever follows."""
    name, texts = test
    if name not in table.columns:
        return False
    cell = plain(str(row.cell(table.columns[name])))
    return any(is_called(cell, plain(text)) for text in texts)


class _Whose:
    """Whose mentions a search finds: by the name of the client or of a declared competitor in the search's name."""

    def __init__(self, table: Table, task: Task) -> None:
        self._table, self._task = table, task
        self._rivals = sorted(task.competitors, key=len, reverse=True)  # the longest first: Rival Plus is not Rival
        column = of_role(table, "query")
        self._at = table.columns[column.id] if column else None
        chosen = {plain(name) for name in task.source.where}
        self._is_chosen = self._at is not None and plain(str(table.header.cell(self._at))) in chosen
        self._unknown: dict[str, set[int]] = {}  # a search → its rows, since each is asked for twice

    def of(self, row: Row) -> str | None:
        """The competitor's name; empty for the client; None, counted, where the search bears neither name."""
        search = plain(str(row.cell(self._at))) if self._at is not None else ""
        for name in self._rivals:
            if _bears(search, plain(name)):
                return name
        if self._is_chosen or self._at is None or _bears(search, plain(self._task.client)):
            return ""
        self._unknown.setdefault(str(row.cell(self._at)).strip(), set()).add(row.number)
        return None

    def tell_unknown(self) -> None:
        """Tell of which searches no mention was counted."""
        for name, rows in sorted(self._unknown.items()):
            numbers, names = (("rows", Decimal(len(rows))),), (("query", name),)
            where = place(self._table, self._task)
            self._task.found(
                Finding("unknown_query", "notice", self._task.source.name, where, numbers=numbers, names=names)
            )


def _bears(search: str, name: str) -> bool:
    return bool(name) and name in search
