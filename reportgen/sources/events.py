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
from reportgen.sources.computed import with_column
from reportgen.sources.description import Column, Event, Test
from reportgen.sources.extract import Task
from reportgen.sources.headers import plain
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
    dated = table.columns.get(day)
    rows = [row for row in table.rows if dated is None or not values.is_absent(str(row.cell(dated)).strip())]
    owners = [whose.of(row) if whose else "" for row in rows]
    if whose:
        wanted = [(row, owner) for row, owner in zip(rows, owners, strict=True) if _is_wanted(owner, query)]
        rows, owners = [row for row, _ in wanted], [owner for _, owner in wanted]
    cells = [[_cell(table, event, row) for event in events] for row in rows]
    kept = [index for index, found in enumerate(cells) if any(cell != "" for cell in found)]
    columns = [_dated(column, day) for column in table.description.columns if column.role or column.id == day]
    found = replace(
        table,
        description=replace(table.description, columns=tuple(columns)),
        rows=tuple([rows[index] for index in kept]),
    )
    for number, event in enumerate(events):
        head = table.header.cell(table.columns.get(event.value, table.columns.get(day, 0)))
        found = with_column(found, _column(table, event), head, [cells[index][number] for index in kept])
    if query == "competitor":
        owner = Column(id="competitor", role="competitor")
        found = with_column(found, owner, "", [owners[index] or "" for index in kept])
    return found


def _dated(column: Column, day: str) -> Column:
    return replace(column, role="day") if column.id == day else column


def _column(table: Table, event: Event) -> Column:
    """The column of an event's measure; an amount's keeps what is said of the column that it comes from."""
    if event.value:
        return replace(table.description.column(event.value), id=f"event {event.measure}", measure=event.measure)
    return Column(id=f"event {event.measure}", measure=event.measure)


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
    return any(_is_text(cell, plain(text)) for text in texts)


def _is_text(cell: str, wanted: str) -> bool:
    return cell.startswith(wanted[:-1]) if wanted.endswith("*") else cell == wanted


def _is_wanted(owner: str | None, query: str) -> bool:
    return owner is not None and (owner == "") == (query == "brand")


class _Whose:
    """Whose mentions a search finds: by the name of the client or of a declared competitor in the search's name."""

    def __init__(self, table: Table, task: Task) -> None:
        self._table, self._task = table, task
        column = next((item for item in table.description.columns if item.role == "query"), None)
        self._at = table.columns.get(column.id) if column else None
        chosen = {plain(name) for name in task.source.where}
        self._is_chosen = self._at is not None and plain(str(table.header.cell(self._at))) in chosen
        self._unknown: dict[str, set[int]] = {}  # a search → its rows, since each is asked for twice

    def of(self, row: Row) -> str | None:
        """The competitor's name; empty for the client; None, counted, where the search bears neither name."""
        search = plain(str(row.cell(self._at))) if self._at is not None else ""
        for name in sorted(self._task.competitors, key=len, reverse=True):
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
