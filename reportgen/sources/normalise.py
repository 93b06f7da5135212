"""A recognised Table → an Extract: cells become measures × keys × windows. One small engine for all descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from reportgen.model.facts import Finding, Key, Origin
from reportgen.sources import naming, orders, tidy, values
from reportgen.sources.description import Absent, Role
from reportgen.sources.extract import Extract, Line, Task, Values, windows_of
from reportgen.sources.headers import plain
from reportgen.sources.keys import FIELDS, Keys
from reportgen.sources.layout import Layout, lay_out, place
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Cell, Row, Stripped
from reportgen.sources.windows import Windows
from reportgen.vocabulary.roles import DATES, ROLES

_TOTAL = re.compile(r"^(grand )?total(\s*:.*)?$", re.IGNORECASE)  # a campaign may be called Total Look
_OWN_TOTAL = re.compile(r"^((grand )?totals?|total (général|general)|totaux|totale|somme|sum|summe|gesamt|suma)\s*:?$")


def normalise(table: Table, task: Task, kinds: Mapping[str, str]) -> Extract | None:
    """All values of a table; ``kinds``: measure id → its kind. None, with problems told, where it cannot be read."""
    layout = lay_out(table, task)
    if layout is None:
        return None
    rows = _Rows(table, task, layout)
    values = rows.orders() if table.description.records == "orders" else rows.values()
    rows.keys.tell_unknown_channels()
    rows.tell_own_totals()
    if not task.source.where:
        rows.check_totals(values, kinds)
        rows.state_uniques(values, kinds)
    origin = _origin(table, task)
    if table.description.id == "tidy":
        task.findings += tidy.collapse(values, kinds, origin)
    by_row = {name for role, name in FIELDS.items() if role in layout.roles}
    windows = windows_of(values)
    return Extract(
        export=table.description.id,
        origin=origin,
        absent=_absent(table, layout),
        values=values,
        windows=windows,
        span=rows.windows.span(windows),
        exported_on=naming.exported_on(task.path),
        by_row=frozenset(by_row | ({"channel"} if layout.channel_by_row else set())),
        labels=tuple(name for name, _ in layout.apart),
    )


def _absent(table: Table, layout: Layout) -> Absent:
    """What a day without row is; a titled table of a measure that is never 0 leaves out its days of 0."""
    titled = table.description.records == "titled" and layout.measures
    never = dict(table.description.never_zero).get(layout.measures[0][1], ()) if titled else ()
    return "zero" if layout.channel in never else table.description.absent


def _origin(table: Table, task: Task) -> Origin:
    chosen = (
        f"{name} = {wanted if isinstance(wanted, str) else ', '.join(wanted)}"
        for name, wanted in sorted(task.source.where.items())
    )
    return Origin(task.source.name, task.file, task.sha256, table.sheet or table.title, "; ".join(chosen))


def same_total(stated: Decimal, given: Decimal) -> bool:
    """Whether rows make the stated total, at the decimals with which it is stated."""
    return given.quantize(Decimal((0, (1,), int(stated.as_tuple().exponent)))) == stated


class _Rows:
    """Reads the rows of one table under its Layout."""

    def __init__(self, table: Table, task: Task, layout: Layout) -> None:
        self.table, self.task, self.layout = table, task, layout
        self.about = table.description
        self.windows = Windows(table, task, layout.order, layout.roles)
        self.keys = Keys(table, task, layout)
        self.names = {index: str(table.header.cell(index)).strip() for _, _, index in layout.measures}
        self.names |= {at[1]: table.name_of(at[0]) for at in layout.roles.values()}
        self._apart = Stripped(index for _, index in layout.apart)
        day = layout.roles.get("day") or layout.roles.get("period")
        self._day = Stripped([day[1]] if day else [])
        dates = [layout.roles[role][1] for role in DATES if role in layout.roles]
        self._when = Stripped(sorted(dates))
        self._texts = Stripped(at[1] for role, at in layout.roles.items() if role in ROLES)
        self._numbers: dict[Cell, Decimal | None] = {}
        self._totals: list[Row] = []

    def values(self) -> Values:
        """The values of a table with a measure per column."""
        indexes = [index for _, _, index in self.layout.measures]
        where, is_total = self.layout.where, self._is_own_total if self.about.id == "tidy" else self._is_total
        for row in self.table.rows:
            apart = self._apart(row.cells)
            if is_total(row, apart):
                self._totals.append(row)
                continue
            window = self.windows.of(row) if not where or self.layout.wanted(row) else None
            if window is None:
                continue
            line = Line(window, row.number, row.last or row.number, apart)
            for series, index in zip(self.keys.of(row), indexes, strict=True):
                value = self._number(row, index)
                if value is not None:
                    series.append((line, value))
        self._add_basis_parts()
        return self._found()

    def orders(self) -> Values:
        """The parts of each order, read from its first row; its further rows are line items."""
        for name, row in self._first_rows():
            window = self.windows.of(row) if self.layout.wanted(row) else None
            if window is None:
                continue
            counts = self._text(row, "status").casefold() in self.about.counted and not self._is_void(row)
            channel, line = self.keys.channel_of_order(row), Line(window, row.number, row.number, (name,))
            for measure, value in (self._parts(row) if counts else orders.nothing()).items():
                self.keys.of_order(row, channel, measure).append((line, values.trimmed(value)))
        return self._found()

    def _first_rows(self) -> Iterator[tuple[str, Row]]:
        seen, at = {""}, self.layout.roles["order"][1]
        for row in self.table.rows:
            name = str(row.cells[at]).strip()
            if name not in seen:
                seen.add(name)
                yield name, row

    def _found(self) -> Values:
        return {key: series for key, series in self.keys.values.items() if series}

    def state_uniques(self, found: Values, kinds: Mapping[str, str]) -> None:
        """Add the total row's uniques (reach of a whole period): values that the rows cannot be added up to."""
        if len(self._totals) != 1:
            return
        for key, line, value in self._total(self._totals[0]):
            if kinds.get(key.measure) == "unique":
                others = (item for item in found.get(key, ()) if item[0].window != line.window)
                found[key] = [*others, (line, values.trimmed(value))]

    def check_totals(self, found: Values, kinds: Mapping[str, str]) -> None:
        """Tell where a total row's flows are not the sum of the rows."""
        if len(self._totals) != 1:
            return
        total = self._totals[0]
        if self.about.id != "tidy" and self.windows.of_total(total) is None:
            return
        for _, measure, index in self.layout.measures:
            value = self._as_stated(total, index)
            if value is None or kinds.get(measure) != "flow":
                continue
            same = (series for key, series in found.items() if key.measure == measure)
            given = sum((amount for series in same for _, amount in series), Decimal(0))
            if not same_total(value, given):
                numbers = (("total", value), ("rows", given))
                where = place(self.table, self.task, total)
                self.task.found(
                    Finding("total_row_differs", "notice", self.task.source.name, where, (measure,), numbers=numbers)
                )

    def _is_total(self, row: Row, apart: tuple[str, ...]) -> bool:
        """A total row: all that tells rows apart is empty, the day too, or the first of it says Total."""
        told = (*apart, *self._day(row.cells))
        return bool(told) and (not any(told) or bool(_TOTAL.match(told[0])))

    def _is_own_total(self, row: Row, _: tuple[str, ...]) -> bool:
        """A total row of a client's own table: it stands where a date should, or beside an empty one."""
        told = self._when(row.cells)
        if not any(told):
            told = self._texts(row.cells)
        elif told[0][:1].isdigit():
            return False
        return any(_OWN_TOTAL.match(plain(text)) for text in told)

    def tell_own_totals(self) -> None:
        """Tell that total rows of a client's own table are not counted."""
        if self._totals and self.about.id == "tidy":
            where, numbers = place(self.table, self.task, self._totals[0]), (("rows", Decimal(len(self._totals))),)
            self.task.found(Finding("total_row", "info", self.task.source.name, where, numbers=numbers))

    def _total(self, row: Row) -> Iterator[tuple[Key, Line, Decimal]]:
        window = self.windows.of_total(row)
        if window is None:
            return
        line = Line(window, row.number, row.number, ("total",))
        for key, (_, _, index) in zip(self.keys.of_total(), self.layout.measures, strict=True):
            value = self._as_stated(row, index)
            if value is not None:
                yield key, line, value

    def _number(self, row: Row, index: int) -> Decimal | None:
        """A cell's number; each distinct cell of the table is read once, a wrong one told wherever it stands."""
        cell = row.cells[index]
        try:
            return self._numbers[cell]
        except KeyError:
            before = len(self.task.problems)
            value = self._as_stated(row, index)
            if value is not None:
                value = values.trimmed(value)
            if len(self.task.problems) == before:
                self._numbers[cell] = value
            return value

    def _as_stated(self, row: Row, index: int) -> Decimal | None:
        """A cell's number with the decimals with which it is stated."""
        try:
            return values.number(row.cells[index], self.layout.style)
        except values.CellError as error:
            where = place(self.table, self.task, row, self.names[index])
            self.task.wrong(error.kind, str(error), error.would_be_right, where)
            return None

    def _text(self, row: Row, role: Role) -> str:
        at = self.layout.roles.get(role)
        return str(row.cells[at[1]]).strip() if at else ""

    def _is_void(self, row: Row) -> bool:
        return bool(self._text(row, "cancelled")) or orders.is_test(self._text(row, "payment"), self._text(row, "tags"))

    def _parts(self, row: Row) -> dict[str, Decimal]:
        def amount(role: Role) -> Decimal | None:
            return self._number(row, self.layout.roles[role][1]) if role in self.layout.roles else None

        total = amount("total")
        if total is None and self._text(row, "total").casefold() in values.ABSENT:
            where = place(self.table, self.task, row, self.names[self.layout.roles["total"][1]])
            self.task.wrong("missing_total", "an order that counts has no total", "Export the orders anew.", where)
        if total is None:
            return orders.nothing()
        amounts = orders.Amounts(total, amount("subtotal"), amount("shipping"), amount("taxes"), amount("refunded"))
        return orders.net_parts(amounts, self.task.source.revenue_basis)

    def _add_basis_parts(self) -> None:
        """Tax, shipping and refunds of each revenue figure, as far as the source's ``revenue_basis`` declares them."""
        basis = self.task.source.revenue_basis
        if basis is None:
            return
        given = {measure for _, measure, _ in self.layout.measures}
        analytics = any(column.needs == "revenue_basis" for column, _, _ in self.layout.measures)
        found = self.keys.values
        for key in [key for key in found if key.measure == "gross_revenue" and not key.claimed_by]:
            for line, revenue in found[key]:
                parts = orders.stated_parts(revenue, basis, given, net_of_refunds=analytics)  # they are after refunds
                for part, amount in parts.items():
                    found.setdefault(replace(key, measure=part), []).append((line, values.trimmed(amount)))
