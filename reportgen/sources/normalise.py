"""A recognised Table → an Extract: cells become measures × keys × windows. One small engine for all descriptions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from reportgen.model.facts import Finding, Key, Origin
from reportgen.sources import naming, orders, tidy, values
from reportgen.sources.channels import from_group, from_name, from_source_medium
from reportgen.sources.description import Absent, Role
from reportgen.sources.extract import Entry, Extract, Task
from reportgen.sources.layout import Layout, lay_out, place
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Row
from reportgen.sources.windows import Windows

_KEY_FIELDS: Mapping[Role, str] = {
    "account": "account",
    "campaign": "campaign",
    "competitor": "owner",
    "delivery": "delivery",
}
_TOTAL = re.compile(r"^(grand )?total(\s*:.*)?$", re.IGNORECASE)  # a campaign may be called Total Look
_DELIVERIES = {"paid": "paid", "organic": "organic", "all": "all", "": "all"}


def normalise(table: Table, task: Task, kinds: Mapping[str, str]) -> Extract | None:
    """All values of a table; ``kinds``: measure id → its kind. None, with problems told, where it cannot be read."""
    layout = lay_out(table, task)
    if layout is None:
        return None
    rows = _Rows(table, task, layout)
    entries = list(rows.orders() if table.description.records == "orders" else rows.values())
    rows.tell_unknown_channels()
    if not task.source.where:
        rows.check_totals(entries, kinds)
        uniques = rows.total_uniques(kinds)
        stated = {(entry.key, entry.start, entry.end) for entry in uniques}
        entries = [entry for entry in entries if (entry.key, entry.start, entry.end) not in stated] + uniques
    origin = _origin(table, task)
    if table.description.id == "tidy":
        entries, findings = tidy.collapse(entries, kinds, origin)
        task.findings += findings
    by_row = {name for role, name in _KEY_FIELDS.items() if role in layout.roles}
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
        self.names = {index: str(table.header.cell(index)).strip() for _, _, index in layout.measures}
        self.names |= {at[1]: table.name_of(at[0]) for at in layout.roles.values()}
        self._cache: dict[tuple[str, str], Key] = {}
        self._part_keys: dict[tuple[Key, str], Key] = {}
        self._row_keys: dict[tuple[str, ...], tuple[Key, ...]] = {}
        self._unknown: Counter[str] = Counter()
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
            for key, (_, _, index) in zip(self._keys(row, self._channel(row)), self.layout.measures, strict=True):
                value = self._number(row, index)
                if value is None:
                    continue
                yield Entry(key, start, end, value, row.number, row.last or row.number, apart)
                if key.measure == "gross_revenue" and self.task.source.revenue_basis and not key.claimed_by:
                    for part, amount in self._basis_parts(value).items():
                        own = self._part_keys.setdefault((key, part), replace(key, measure=part))
                        yield Entry(own, start, end, amount, row.number, row.last or row.number, apart)

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
            channel, apart, (start, end) = self._order_channel(row), (name,), window
            for measure, value in (self._parts(row) if counts else orders.nothing()).items():
                key = self._cache.get((measure, channel)) or self._new_key(measure, channel)
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

    def tell_unknown_channels(self) -> None:
        """Tell which names of channels no rule knows; their rows are counted under ``other``."""
        for name in sorted(self._unknown):
            numbers = (("rows", Decimal(self._unknown[name])),)
            where = place(self.table, self.task)
            self.task.found(
                Finding(
                    "unknown_channel",
                    "notice",
                    self.task.source.name,
                    where,
                    numbers=numbers,
                    names=(("channel", name),),
                )
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
        for key, (_, _, index) in zip(self._keys(row, self.layout.channel), self.layout.measures, strict=True):
            value = self._number(row, index)
            if value is not None:
                whole = replace(key, account="", campaign="")
                yield Entry(whole, *window, value, row.number, row.number, ("total",))

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

    def _order_channel(self, row: Row) -> str:
        if self.task.source.channel_from == "note_attributes":
            return orders.channel_of_notes(self._text(row, "utm"))
        return self.task.source.channel or ""

    def _channel(self, row: Row) -> str:
        layout = self.layout
        if not layout.channel_by_row:
            return layout.channel
        if "source_medium" in layout.roles and self.task.source.channel_from != "channel":
            return from_source_medium(self._text(row, "source_medium"))
        if "channel_group" in layout.roles:
            return from_group(self._text(row, "channel_group"))
        text = self._text(row, "channel")
        if not text:
            return self.task.source.channel or self.about.channel
        found = from_name(text)
        if found is None:
            self._unknown[text] += 1
        return found or "other"

    def _keys(self, row: Row, channel: str) -> tuple[Key, ...]:
        """The row's key of each measure, in the layout's order."""
        delivery = self._delivery(row) if "delivery" in self.layout.roles else ""
        parts = (
            channel,
            delivery,
            self._text(row, "account"),
            self._text(row, "campaign"),
            self._text(row, "competitor"),
        )
        keys = self._row_keys.get(parts)
        if keys is None:
            keys = tuple(
                self._new_key(measure, channel, column.claimed_by, *parts[1:])
                for column, measure, _ in self.layout.measures
            )
            self._row_keys[parts] = keys
        return keys

    def _delivery(self, row: Row) -> str:
        text = self._text(row, "delivery").casefold()
        if text not in _DELIVERIES:
            where = place(self.table, self.task, row, self.names[self.layout.roles["delivery"][1]])
            self.task.wrong("unknown_delivery", f"'{text}' is no delivery", "It is paid, organic or all.", where)
        return _DELIVERIES.get(text, "all")

    def _new_key(
        self,
        measure: str,
        channel: str,
        claimed_by: str = "",
        delivery: str = "",
        account: str = "",
        campaign: str = "",
        owner: str = "",
    ) -> Key:
        key = Key(
            measure=measure,
            channel=channel,
            delivery=delivery or self.about.delivery,  # type: ignore[arg-type]
            of="posts" if self.task.source.of == "posts" else "",
            claimed_by=claimed_by,
            owner=owner,
            account=account,
            campaign=campaign,
        )
        self._cache[(measure, channel)] = key
        return key
