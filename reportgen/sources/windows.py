"""A row → the half-open window of local dates for which its values stand; a table → the span for which it speaks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

from reportgen.errors import Place
from reportgen.model.facts import Finding
from reportgen.sources import naming, values
from reportgen.sources.above import period_above
from reportgen.sources.description import WHEN, Role
from reportgen.sources.extract import DAY, Task, Window
from reportgen.sources.packed import distinct
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Cell, Row, picked

_FURTHEST = timedelta(days=5 * 366)  # an old report may be made from today's export; beyond it a date is nonsense
_LISTS = ("events", "orders")
_SAY_WHEN: tuple[Role, ...] = ("day", "nth_day", "period", "month", "year", "week", "until", "from", "to")


class Windows:
    """The windows of one table's rows. ``roles``: role → (column id, index); ``order``: of day and month."""

    def __init__(
        self, table: Table, task: Task, order: values.Order | None, roles: Mapping[Role, tuple[str, int]]
    ) -> None:
        self._table, self._task, self._order, self._roles = table, task, order, roles
        self._cache: dict[tuple[Cell, ...], Window | None] = {}
        self._written: tzinfo | None = ZoneInfo(table.description.zone) if table.description.zone else None
        self.stated = task.period or period_above(table, task, order)
        self._cells = picked(self.columns)
        self._years = self._find_years()
        self._limit = max(task.as_of, naming.exported_on(task.path) or task.as_of) + _FURTHEST

    @property
    def whole(self) -> Window | None:
        """The period of a table whose rows say none: as the source or the preamble states it, else the name of the
        file or its folder."""
        return self.stated or self._named()

    def _named(self) -> Window | None:
        """The period in the file's name, else in that of its folder, which an archive was unpacked to."""
        found = naming.covered(self._task.path) or naming.covered(self._task.path.parent)
        after = self._table.description.name_ends == "after" and found and found[1] - found[0] > DAY
        return (found[0], found[1] - DAY) if found and after else found

    def of(self, row: Row) -> Window | None:
        """The row's window; None, with a Problem told, where it has none or one out of range."""
        seen = self._cells(row.cells)
        try:
            return self._cache[seen]
        except KeyError:
            window = self._cache[seen] = self._read(row)
            return window

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns that say when."""
        return tuple(self._roles[role][1] for role in _SAY_WHEN if role in self._roles)

    def said(self, row: Row) -> Window | None:
        """The row's window, in range or not; None where it has none, without a word."""
        try:
            return self._window(row)
        except values.CellError:
            return None

    def of_total(self, row: Row) -> Window | None:
        """The window of a total row: its own from and to, else the table's. None: nothing says it."""
        if "from" in self._roles and "to" in self._roles:
            try:
                return self._between(row)
            except values.CellError:
                return None
        return self.stated if WHEN & set(self._roles) else self.whole

    def span(self, windows: Collection[Window]) -> Window | None:
        """What the table covers: the stated dates, else the first to the last row's, widened for a table that leaves
        out empty days to the range that the file's name tells. ``windows``: of all its values."""
        if not windows:
            return self.stated
        rows = min(start for start, _ in windows), max(end for _, end in windows)
        if self.stated:
            return min(rows[0], self.stated[0]), max(rows[1], self.stated[1])
        about = self._table.description
        named = naming.covered(self._task.path) if about.absent == "zero" or about.of == "posts" else None
        if named and named[0] <= rows[0] and rows[1] <= named[1]:
            return named
        return (rows[0], self._quiet_until(windows, rows[1])) if about.absent == "zero" else rows

    def _quiet_until(self, windows: Collection[Window], last: date) -> date:
        """Where a list of orders, leads or deals ends: on the day of its export, if the file's name tells it and the
        list has been silent for as many days before. A longer silence may be a list that was cut off."""
        exported = naming.exported_on(self._task.path)
        if exported is None or self._table.description.records not in _LISTS:
            return last
        silences = (after - before for (_, before), (after, _) in pairwise(sorted(windows)))
        until = min(exported, self._task.as_of)
        return until if timedelta(0) < until - last <= max(silences, default=timedelta(0)) else last

    def _find_years(self) -> values.Years:
        """The years of days without one: of the stated period or the file's name, else the newest, which is told."""
        if "day" not in self._roles:
            return values.NO_YEARS
        index = self._roles["day"][1]
        if not any(map(values.without_year, distinct(self._table.rows, index))):
            return values.NO_YEARS
        run = [found for row in self._table.rows if (found := values.without_year(row.cell(index)))]
        if self.whole:
            return values.Years(self.whole[0], self.whole[1] - DAY)
        exported = naming.exported_on(self._task.path)
        if exported is not None:
            return values.newest(run, exported)
        years = values.newest(run, self._task.as_of)
        where = Place(self._task.file, sheet=self._table.sheet, field=self._table.name_of(self._roles["day"][0]))
        told = Finding("year_assumed", "info", self._task.source.name, where)
        self._task.found(replace(told, end=years.last + DAY if years.last else None))
        return years

    def _read(self, row: Row) -> Window | None:
        try:
            window = self._window(row)
        except values.CellError as error:
            self._wrong(row, error.kind, str(error), error.would_be_right)
            return None
        if window[0] < values.EARLIEST or window[1] <= window[0] or window[0] > self._limit:
            what = f"{window[0]} is out of range" if window[1] > window[0] else f"the period ends before {window[0]}"
            self._wrong(row, "date_out_of_range", what, f"Dates lie between {values.EARLIEST} and {self._limit}.")
            return None
        return window

    def _window(self, row: Row) -> Window:
        if "day" in self._roles and str(cell := self._cell(row, "day")).strip():
            first = self._day(cell)
            return first, first + DAY
        if "nth_day" in self._roles:
            return self._nth(str(self._cell(row, "nth_day")).strip())
        if "period" in self._roles:
            return values.period(self._cell(row, "period"), self._order, self._task.zone)
        if "month" in self._roles:
            first = values.month_start(self._cell(row, "month"), self._year(row))
            return first, values.next_month(first)
        if "week" in self._roles:
            first = self._day(self._cell(row, "week"))
            return first, first + 7 * DAY
        if "until" in self._roles:
            return values.EARLIEST, self._day(self._cell(row, "until")) + DAY
        if "from" in self._roles and "to" in self._roles:
            return self._between(row)
        return self._of_table()

    def _of_table(self) -> Window:
        """The window of a row that says none."""
        if "day" in self._roles:
            raise values.CellError("the date is missing", "Write dates as 2026-03-04.", "not_a_date")
        if self.whole is None:
            cure = "Give the source its 'period', such as 2026-10, or {from: 2026-10-01, to: 2026-10-31}."
            raise values.CellError("neither the rows nor the file's name say the period", cure, "no_period")
        return self.whole

    def _day(self, cell: Cell) -> date:
        return values.day(cell, self._order, self._task.zone, self._years, self._written)

    def _cell(self, row: Row, role: Role) -> Cell:
        return row.cell(self._roles[role][1])

    def _between(self, row: Row) -> Window:
        return self._day(self._cell(row, "from")), self._day(self._cell(row, "to")) + DAY

    def _nth(self, text: str) -> Window:
        if self.stated is None or not text.isdigit() or len(text) > 5:
            raise values.CellError(f"'{text}' is no count of days from a start date", "", "not_a_date")
        first = self.stated[0] + timedelta(days=int(text))
        return first, first + DAY

    def _year(self, row: Row) -> int | None:
        if "year" not in self._roles:
            return None
        text = str(self._cell(row, "year")).strip()
        if not re.fullmatch(r"\d{4}", text):
            raise values.CellError(f"'{text}' is not a year", "Write years with four digits.", "not_a_year")
        return int(text)

    def _wrong(self, row: Row, kind: str, what: str, right: str) -> None:
        role = next((role for role in _SAY_WHEN if role in self._roles), None)
        name = self._table.name_of(self._roles[role][0]) if role else ""
        self._task.wrong(kind, what, right, Place(self._task.file, sheet=self._table.sheet, row=row.number, field=name))
