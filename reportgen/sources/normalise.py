"""A recognised Table → an Extract: cells become measures × keys × windows. One small engine for all descriptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count

from reportgen.model.facts import Key, Origin
from reportgen.sources import naming, orders, tidy, values
from reportgen.sources.above import levels_above
from reportgen.sources.by_window import by_window
from reportgen.sources.chosen import chosen
from reportgen.sources.description import Absent, Role
from reportgen.sources.extract import DAY, Extract, Line, Task, Values, Window, windows_of
from reportgen.sources.identity import identity
from reportgen.sources.keys import FIELDS, TAGGED, Keys
from reportgen.sources.layout import COUNTED, Layout, lay_out, place
from reportgen.sources.namesakes import Namesakes
from reportgen.sources.one_event import of_one_event
from reportgen.sources.order_lines import NO_SALES, OrderLines
from reportgen.sources.orders import Amounts
from reportgen.sources.packed import Packed
from reportgen.sources.post_words import post_words
from reportgen.sources.posts import identified, named
from reportgen.sources.prepared import joined, prepared
from reportgen.sources.recognise import Table
from reportgen.sources.retold import listed
from reportgen.sources.rows import Cell, Row, Stripped
from reportgen.sources.samples import SAMPLED, Samples
from reportgen.sources.stated import Stated
from reportgen.sources.summing import Summing
from reportgen.sources.titles import is_open
from reportgen.sources.totals import Totals, may_say_total
from reportgen.sources.windows import Windows

_ONE = Decimal(1)


def normalise(table: Table, task: Task, kinds: Mapping[str, str]) -> Extract | None:
    """All values of a table; ``kinds``: measure id → its kind. None, with problems told, where it cannot be read."""
    if table.description.records == "names":
        return Extract(table.description.id, _origin(table, task), "missing", {}, frozenset(), None, None)
    table = identified(named(chosen(table, task), task), task)
    parts = [_extract(part, task, kinds) for part in prepared(table, task)]
    read = [part for part in parts if part is not None]
    if len(read) < len(parts):
        return None
    extract = joined(read)
    return replace(extract, listed=listed(table, extract))


def _extract(table: Table, task: Task, kinds: Mapping[str, str]) -> Extract | None:
    laid_out = lay_out(table, task)
    layout = of_one_event(table, task, laid_out) if laid_out else None
    if layout is None:
        return None
    rows = _read(table, task, layout, kinds)
    values = rows.found()
    counts = rows.counts or {key: len(series) for key, series in values.items()}
    rows.keys.tell_unknown_channels()
    rows.totals.settle(values, kinds, counts)
    rows.add_levels(values)
    origin = _origin(table, task)
    if rows.adds_up:
        task.findings += tidy.collapse(values, kinds, origin)
    by_row = {name for role, name in FIELDS.items() if role in layout.roles}
    if layout.channel_by_row:
        by_row |= {"channel", "delivery"} if TAGGED & layout.roles.keys() else {"channel"}
        by_row |= {"campaign"} if "utm" in layout.roles else set()  # told by an order's notes
    windows = windows_of(values)
    return Extract(
        export=table.description.id,
        origin=origin,
        absent=_absent(table, layout),
        values=values,
        windows=windows,
        span=rows.windows.span(windows),
        exported_on=naming.exported_on(task.path),
        by_row=frozenset(by_row),
        labels=() if rows.adds_up else tuple(name for name, _ in rows.identity),
        totals=len(rows.totals.rows),
        open_network=is_open(table.description, table.title, task),
        summed=frozenset(rows.summed),
        posts=post_words(table, task, layout),
        unmeasured=_unmeasured(rows, values),
    )


def _unmeasured(rows: _Rows, found: Values) -> dict[str, frozenset[Window]]:
    """Measure → the windows in which rows mark it as not available, and none has a figure of it."""
    given: dict[str, set[Window]] = defaultdict(set)
    for key, series in found.items() if rows.marked else ():
        given[key.measure] |= {line.window for line, _ in series}
    as_of = rows.task.as_of
    return {
        measure: frozenset(window for window in windows - given[measure] if window[0] < as_of)
        for measure, windows in rows.marked.items()
    }


def _read(table: Table, task: Task, layout: Layout, kinds: Mapping[str, str]) -> _Rows:
    """The rows, read. Those of a packed table window by window; if anything is wrong, in the order of the file instead,
    so that the first mistakes are told."""
    before = len(task.problems), len(task.findings)
    rows = _Rows(table, task, layout)
    if table.description.records == "orders":
        rows.orders()
    elif isinstance(table.rows, Packed) and _may_be_summed(table, task, layout):
        rows.by_window(table.rows, kinds)
        if len(task.problems) > before[0]:
            del task.problems[before[0] :], task.findings[before[1] :]
            rows = _Rows(table, task, layout)
            rows.read(table.rows)
    else:
        rows.read(table.rows)
        rows.add_samples()
    return rows


def _may_be_summed(table: Table, task: Task, layout: Layout) -> bool:
    """Whether the rows of a key and day are parts of one figure, and nothing else is told row by row."""
    told = task.source.revenue_basis is not None or not SAMPLED.isdisjoint(layout.roles)
    return bool(layout.apart) and not (_is_of_posts(table, task) or told or _adds_up(table, task, layout))


def _is_of_posts(table: Table, task: Task) -> bool:
    return "posts" in (task.source.of, table.description.of)


def _is_list(table: Table) -> bool:
    """Whether each row is one of what its ids name, told as often as it stands there."""
    return table.description.records == "events"


def _adds_up(table: Table, task: Task, layout: Layout) -> bool:
    """Whether rows of one key and day are several things: in a client's own table, and in a list without ids."""
    if _is_of_posts(table, task):
        return "post" not in layout.roles
    if table.description.id == "tidy":
        return True
    return _is_list(table) and not {"id", "label"} & layout.roles.keys()


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
    form = table.description.id
    return Origin(task.source.name, task.file, task.sha256, table.sheet or table.title, "; ".join(chosen), form)


class _Rows:
    """Reads the rows of one table under its Layout."""

    def __init__(self, table: Table, task: Task, layout: Layout) -> None:
        self.table, self.task, self.layout = table, task, layout
        self.about = table.description
        self.windows = Windows(table, task, layout.order, layout.roles)
        self.keys = Keys(table, task, layout)
        self.names = {index: str(table.header.cell(index)).strip() for _, _, index in layout.measures}
        self.names |= {at[1]: table.name_of(at[0]) for at in layout.roles.values()}
        self.identity = identity(table, layout)
        self._apart = Stripped(index for _, index in layout.apart)
        same = self.identity == layout.apart
        self._known_by = self._apart if same else Stripped(index for _, index in self.identity)
        self.adds_up = _adds_up(table, task, layout)
        self._are_events = "id" in layout.roles and _is_list(table)
        self._are_things = bool(layout.apart) and not (_is_of_posts(table, task) or _is_list(table))
        self._columns = {index: column for column, _, index in layout.measures}
        times = {index: column.times for index, column in self._columns.items()}
        self._as_stated = Stated(table, task, layout, self.names, times)
        self.totals = Totals(table, task, layout, self.windows, self.keys, self._as_stated)
        alike: dict[Decimal, dict[Cell, Decimal | None]] = {}
        self._numbers = {index: alike.setdefault(column.times, {}) for index, column in self._columns.items()}
        own = {index for index, column in self._columns.items() if index == COUNTED or column.empty is not None}
        self._known = {index: {} if index in own else known for index, known in self._numbers.items()}
        self.summed: set[Window] = set()
        self.marked: dict[str, set[Window]] = defaultdict(set)  # measure → windows with a row that says: not available
        self.counts: dict[Key, int] = {}

    def read(self, rows: Sequence[Row]) -> None:
        """Add the values of these rows, a measure per column, to those of their keys. All rows of a name and window
        are among them, or none."""
        measures = [(measure, index, self._known[index]) for _, measure, index in self.layout.measures]
        where, namesakes = self.layout.where, Namesakes(rows) if self._are_things else None
        nameless: dict[Window, count[int]] = defaultdict(count)
        for at, row in enumerate(rows):
            cells = row.cells
            apart = self._apart(cells)
            if self.totals.take(row, apart):
                continue
            window = self.windows.of(row) if not where or self.layout.wanted(row) else None
            if window is None:
                continue
            apart = self._known_by(cells)
            if namesakes and (number := namesakes.number(at, (window, apart))):
                apart = (*apart, f"\0{number}")
            elif self._are_events and not any(apart):  # an event without an id is one of its own
                apart = (*apart, f"\0{next(nameless[window])}")
            line = Line(window, row.number, row.last or row.number, () if self.adds_up else apart)
            for series, (measure, index, known) in zip(self.keys.of(row), measures, strict=True):
                try:
                    value = known[cells[index]]
                except KeyError:
                    value = self._number(row, index)
                if value is not None:
                    series.append((line, value))
                elif str(cells[index]).strip():
                    self.marked[measure].add(window)
        self._add_basis_parts()

    def add_samples(self) -> None:
        """Put beside each score the answers behind it, where the table tells of any."""
        if not SAMPLED.isdisjoint(self.layout.roles):
            Samples(self.table, self.task, self.layout, self._number).add(self.keys.values)

    def by_window(self, rows: Packed, kinds: Mapping[str, str]) -> None:
        """``read`` for rows that are many: those of one window are added up, but where they are told one by one:
        copies, days to come, windows of which another file speaks."""
        apart, numbers = [index for _, index in self.identity], self._numbers_of(rows)
        if numbers is None or any(word != str(word).strip() for index in apart for word in rows.distinct(index)):
            self.read(rows)
            return
        summing = Summing(self.layout, self.keys, numbers, kinds, self._line)
        marks = self._marks_of(rows, numbers)
        for part in by_window(rows, self.windows.columns, apart, self.windows.said):
            counted = self._counted(part)
            window = self.windows.of(counted[0]) if counted else None
            if window is None:
                continue
            alike = len(set(counted.codes(apart))) < len(counted)
            if alike or window[0] >= self.task.as_of or window in self.task.singly:
                self.read(counted)
            else:
                summing.add(counted, window)
                self.summed.add(window)
                for measure, index, codes in marks:
                    if not codes.isdisjoint(counted.column(index)):
                        self.marked[measure].add(window)
        self.counts = summing.counts()

    def _marks_of(
        self, rows: Packed, numbers: Mapping[int, Sequence[Decimal | None]]
    ) -> list[tuple[str, int, frozenset[int]]]:
        """Of each measure with words that mark a figure as not available: its column, and the codes of those words."""
        found = []
        for _, measure, index in self.layout.measures:
            words = enumerate(rows.words(index)) if index != COUNTED else ()
            codes = frozenset(code for code, word in words if numbers[index][code] is None and str(word).strip())
            found += [(measure, index, codes)] if codes else []
        return found

    def _counted(self, rows: Packed) -> Packed:
        """The rows without total rows and those that the source does not want."""
        first = self.layout.apart[0][1]
        if not self.layout.where and not any(map(may_say_total, rows.distinct(first))):
            return rows
        places = [at for at, row in enumerate(rows) if not self.totals.take(row, self._apart(row.cells))]
        return rows.at([at for at in places if self.layout.wanted(rows[at])])

    def _numbers_of(self, rows: Packed) -> dict[int, list[Decimal | None]] | None:
        """The numbers of all words of the measures' columns; None where one of them is no number."""
        try:
            return {
                index: [self._of_word(word, index) for word in rows.words(index)]
                for index in self._columns
                if index != COUNTED
            }
        except values.CellError:
            return None

    def _line(self, row: Row, window: Window) -> Line:
        return Line(window, row.number, row.last or row.number, self._known_by(row.cells))

    def orders(self) -> None:
        """Add the parts of each order, read from its first row; its rows are its line items."""
        lines = OrderLines(self.table, self.task, self.layout, self._number)
        for name, (row, *more) in self._by_order().items():
            window = self.windows.of(row) if self.layout.wanted(row) else None
            if window is None:
                continue
            counts = self._text(row, "status").casefold() in self.about.counted and not self._is_void(row)
            origin, line = self.keys.origin_of_order(row), Line(window, row.number, row.number, (name,))
            amounts = self._amounts(row) if counts else None
            parts = orders.net_parts(amounts, self.task.source.revenue_basis) if amounts else orders.nothing()
            told = lines.told(parts, (row, *more), amounts) if amounts else dict.fromkeys(parts, NO_SALES)
            for measure, value in parts.items():
                beside = line._replace(beside=told[measure]) if measure in told else line
                self.keys.of_order(row, origin, measure).append((beside, values.trimmed(value)))
        self.task.findings += lines.findings()

    def _by_order(self) -> dict[str, list[Row]]:
        """The rows of each order, in the file's order."""
        found: dict[str, list[Row]] = {}
        at = self.layout.roles["order"][1]
        for row in self.table.rows:
            name = str(row.cells[at]).strip()
            if name:
                found.setdefault(name, []).append(row)
        return found

    def found(self) -> Values:
        return {key: series for key, series in self.keys.values.items() if series}

    def _number(self, row: Row, index: int) -> Decimal | None:
        """A cell's number; each distinct cell of the table is read once, a wrong one told wherever it stands."""
        if index == COUNTED:
            return _ONE
        cell, known = row.cells[index], self._numbers.setdefault(index, {})
        try:
            value = known[cell]
        except KeyError:
            before = len(self.task.problems)
            value = self._as_stated(row, index)
            if value is not None:
                value = values.trimmed(value)
            if len(self.task.problems) == before:
                known[cell] = value
        if value is None and index in self._columns and not str(cell).strip():
            return self._columns[index].empty
        return value

    def _of_word(self, word: Cell, index: int) -> Decimal | None:
        """The number of a word of a measure's column. Raises CellError."""
        value = values.number(word, self.layout.style, self._columns[index].times)
        if value is None:
            return None if str(word).strip() else self._columns[index].empty
        return values.trimmed(value)

    def add_levels(self, found: Values) -> None:
        """Add the levels that stand above the header."""
        for level in levels_above(self.table, self.task, self.layout.order):
            key = self.keys.of_table(level.measure)
            value = values.number(level.cell, self.layout.style)
            if value is not None:
                line = Line((level.day, level.day + DAY), level.row.number, level.row.number, (level.measure,))
                found.setdefault(key, []).append((line, values.trimmed(value)))

    def _text(self, row: Row, role: Role) -> str:
        at = self.layout.roles.get(role)
        return str(row.cells[at[1]]).strip() if at else ""

    def _is_void(self, row: Row) -> bool:
        trial = orders.is_yes(self._text(row, "test"))
        trial = trial or orders.is_test(self._text(row, "payment"), self._text(row, "tags"))
        return trial or bool(self._text(row, "cancelled"))

    def _amounts(self, row: Row) -> Amounts | None:
        """A counted order's amounts; None, with the problem told, where it has no total."""

        def amount(role: Role) -> Decimal | None:
            return self._number(row, self.layout.roles[role][1]) if role in self.layout.roles else None

        total = amount("total")
        if total is None and self._text(row, "total").casefold() in values.ABSENT:
            where = place(self.table, self.task, row, self.names[self.layout.roles["total"][1]])
            self.task.wrong("missing_total", "an order that counts has no total", "Export the orders anew.", where)
        if total is None:
            return None
        amounts = Amounts(total, amount("subtotal"), amount("shipping"), amount("taxes"), amount("refunded"))
        if "taxes_included" in self.layout.roles and "shipping" not in self.layout.roles:
            return orders.with_shipping(amounts, orders.is_yes(self._text(row, "taxes_included")))
        return amounts

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
                    found.setdefault(key._replace(measure=part), []).append((line, values.trimmed(amount)))
