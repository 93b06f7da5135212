"""A recognised Table → an Extract: cells become measures × keys × windows. One small engine for all descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.model.facts import Finding, Origin
from reportgen.sources import naming, orders, tidy, values
from reportgen.sources.description import Absent, Role
from reportgen.sources.extract import Entry, Extract, Task
from reportgen.sources.keys import FIELDS, Keys
from reportgen.sources.layout import Layout, lay_out, place
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Row
from reportgen.sources.windows import Windows

_TOTAL = re.compile(r"^(grand )?total(\s*:.*)?$", re.IGNORECASE)  # a campaign may be called Total Look


def normalise(table: Table, task: Task, kinds: Mapping[str, str]) -> Extract | None:
    """All values of a table; ``kinds``: measure id → its kind. None, with problems told, where it cannot be read."""
    layout = lay_out(table, task)
    if layout is None:
        return None
    rows = _Rows(table, task, layout)
    entries = list(rows.orders() if table.description.records == "orders" else rows.values())
    rows.keys.tell_unknown_channels()
    if not task.source.where:
        rows.check_totals(entries, kinds)
        uniques = rows.total_uniques(kinds)
        stated = {(entry.key, entry.start, entry.end) for entry in uniques}
        entries = [entry for entry in entries if (entry.key, entry.start, entry.end) not in stated] + uniques
    origin = _origin(table, task)
    if table.description.id == "tidy":
        entries, findings = tidy.collapse(entries, kinds, origin)
        task.findings += findings
    by_row = {name for role, name in FIELDS.items() if role in layout.roles}
    return Extract(
        export=table.description.id,
        origin=origin,
        absent=_absent(table, layout),
        entries=tuple(entries),
        span=rows.windows.span(entries),
        exported_on=naming.exported_on(task.path),
        by_row=frozenset(by_row | ({"channel"} if layout.channel_by_row else set())),
        labels=() if table.description.id == "tidy" else tuple(name for name, _ in layout.apart),
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
        self._totals: list[Row] = []

    def values(self) -> Iterator[Entry]:
        """The values of a table with a measure per column."""
        for row in self.table.rows:
            if self._is_total(row):
                self._totals.append(row)
                continue
            window = self.windows.of(row) if self.layout.wanted(row) else None
            if window is None:
                continue
            apart = tuple(str(row.cell(index)).strip() for _, index in self.layout.apart)
            start, end = window
            for key, (_, _, index) in zip(self.keys.of(row), self.layout.measures, strict=True):
                value = self._number(row, index)
                if value is None:
                    continue
                yield Entry(key, start, end, value, row.number, row.last or row.number, apart)
                if key.measure == "gross_revenue" and self.task.source.revenue_basis and not key.claimed_by:
                    for part, amount in self._basis_parts(value).items():
                        yield Entry(
                            self.keys.part(key, part), start, end, amount, row.number, row.last or row.number, apart
                        )

    def orders(self) -> Iterator[Entry]:
        """The parts of each order, read from its first row; its further rows are line items."""
        seen: set[str] = set()
        for row in self.table.rows:
            name = self._text(row, "order")
            if name in seen or not name:
                continue
            seen.add(name)
            window = self.windows.of(row) if self.layout.wanted(row) else None
            if window is None:
                continue
            counts = self._text(row, "status").casefold() in self.about.counted and not self._is_void(row)
            channel, apart, (start, end) = self.keys.channel_of_order(row), (name,), window
            for measure, value in (self._parts(row) if counts else orders.nothing()).items():
                key = self.keys.of_order(channel, measure)
                yield Entry(key, start, end, value, row.number, row.number, apart)

    def total_uniques(self, kinds: Mapping[str, str]) -> list[Entry]:
        """The total row's uniques (reach of a whole period): values that the rows cannot be added up to."""
        if len(self._totals) != 1:
            return []
        return [entry for entry in self._total_entries(self._totals[0]) if kinds.get(entry.key.measure) == "unique"]

    def check_totals(self, entries: list[Entry], kinds: Mapping[str, str]) -> None:
        """Tell where a total row's flows are not the sum of the rows."""
        if len(self._totals) != 1:
            return
        total = self._totals[0]
        for stated in self._total_entries(total):
            measure = stated.key.measure
            if kinds.get(measure) != "flow":
                continue
            given = sum((entry.value for entry in entries if entry.key.measure == measure), Decimal(0))
            if not same_total(stated.value, given):
                numbers = (("total", stated.value), ("rows", given))
                where = place(self.table, self.task, total)
                self.task.found(
                    Finding("total_row_differs", "notice", self.task.source.name, where, (measure,), numbers=numbers)
                )

    def _is_total(self, row: Row) -> bool:
        """A total row: all that tells rows apart is empty, the day too, or the first of it says Total."""
        if self.about.id == "tidy":
            return False
        day = self.layout.roles.get("day") or self.layout.roles.get("period")
        cells = [str(row.cell(index)).strip() for _, index in (*self.layout.apart, *((day,) if day else ()))]
        return bool(cells) and (not any(cells) or bool(_TOTAL.match(cells[0])))

    def _total_entries(self, row: Row) -> Iterator[Entry]:
        window = self.windows.of_total(row)
        if window is None:
            return
        for key, (_, _, index) in zip(self.keys.of_total(), self.layout.measures, strict=True):
            value = self._number(row, index)
            if value is not None:
                yield Entry(key, *window, value, row.number, row.number, ("total",))

    def _number(self, row: Row, index: int) -> Decimal | None:
        cell = row.cell(index)
        try:
            return values.number(cell, self.layout.style)
        except values.CellError as error:
            where = place(self.table, self.task, row, self.names[index])
            self.task.wrong(error.kind, str(error), error.would_be_right, where)
            return None

    def _text(self, row: Row, role: Role) -> str:
        at = self.layout.roles.get(role)
        return str(row.cell(at[1])).strip() if at else ""

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

    def _basis_parts(self, revenue: Decimal) -> dict[str, Decimal]:
        """Tax, shipping and refunds of one revenue figure, as far as the source's ``revenue_basis`` declares them."""
        basis = self.task.source.revenue_basis
        if basis is None:
            return {}
        given = {measure for _, measure, _ in self.layout.measures}
        analytics = any(column.needs == "revenue_basis" for column, _, _ in self.layout.measures)
        return orders.stated_parts(revenue, basis, given, net_of_refunds=analytics)  # analytics report it after refunds
