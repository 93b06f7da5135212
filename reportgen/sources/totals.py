"""Total rows: found among a table's rows, never added to them; checked against them, or used in their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from reportgen.model.facts import Finding, Key
from reportgen.sources import values
from reportgen.sources.extract import Line, Task, Values
from reportgen.sources.headers import plain
from reportgen.sources.keys import Keys
from reportgen.sources.layout import COUNTED, Layout, place
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Cell, Row, Stripped
from reportgen.sources.windows import Windows
from reportgen.vocabulary.roles import DATES, ROLES

_TOTAL_WORDS = r"(grand )?totals?|total (général|general|generale|geral)|totaux|totale|gesamt(summe)?|insgesamt|summe"
_TOTAL = re.compile(rf"^({_TOTAL_WORDS})(\s*:.*)?$")  # a campaign may be called Total Look
_OWN_TOTAL = re.compile(rf"^({_TOTAL_WORDS}|somme|sum|suma|soma|somma)\s*:?$")


_UNAVAILABLE = "--"  # what Google Ads writes where a column is no matter of the row


def may_say_total(cell: Cell) -> bool:
    """Whether a row with this cell as the first that tells rows apart may be a total row."""
    text = str(cell).strip()
    return text in ("", _UNAVAILABLE) or _says_total(text)


@lru_cache(maxsize=8192)
def _says_total(text: str) -> bool:
    return _TOTAL.match(plain(text)) is not None


def same_total(stated: Decimal, given: Decimal, rows: int = 1) -> bool:
    """Whether so many rows make the stated total: exactly, but for what rounding each of them to its decimals takes."""
    exponent = int(stated.as_tuple().exponent)
    if exponent >= 0:
        return given.quantize(Decimal((0, (1,), exponent))) == stated
    return abs(given - stated) <= rows * Decimal((0, (5,), exponent - 1))


class Totals:
    """The total rows of one table. ``stated``: a row's number in a column, with the decimals that it has there."""

    def __init__(
        self,
        table: Table,
        task: Task,
        layout: Layout,
        windows: Windows,
        keys: Keys,
        stated: Callable[[Row, int], Decimal | None],
    ) -> None:
        self._table, self._task, self._layout = table, task, layout
        self._windows, self._keys, self._stated = windows, keys, stated
        self._own = table.description.id == "tidy"
        day = layout.roles.get("day") or layout.roles.get("period")
        self._day = Stripped([day[1]] if day else [])
        self._when = Stripped(sorted(layout.roles[role][1] for role in DATES if role in layout.roles))
        self._texts = Stripped(at[1] for role, at in layout.roles.items() if role in ROLES)
        self.rows: list[Row] = []

    def take(self, row: Row, apart: tuple[str, ...]) -> bool:
        """Whether it is a total row, which is then kept. ``apart``: the cells that tell the table's rows apart."""
        found = self._is_own_total(row) if self._own else self._is_total(row, apart)
        if found:
            self.rows.append(row)
        return found

    def _is_total(self, row: Row, apart: tuple[str, ...]) -> bool:
        """All that tells rows apart is empty, the day too, or the first of it, or the only text there, says Total."""
        told = (*apart, *self._day(row.cells))
        if "" in told or _UNAVAILABLE in told:
            told = tuple(["" if text == _UNAVAILABLE else text for text in told])
            said = [text for text in told if text]
            return not said or _says_total(said[0] if len(said) == 1 else told[0])
        return bool(told) and _says_total(told[0])

    def _is_own_total(self, row: Row) -> bool:
        """A total row of a client's own table: it stands where a date should, or beside an empty one."""
        told = self._when(row.cells)
        if not any(told):
            told = self._texts(row.cells)
        elif told[0][:1].isdigit():
            return False
        return any(_OWN_TOTAL.match(plain(text)) for text in told)

    def settle(self, found: Values, kinds: Mapping[str, str], rows: Mapping[Key, int]) -> None:
        """Tell of the total rows what is to be told, and make of them the values that the rows cannot give. ``rows``:
        of how many rows each key's values are."""
        self.rows.sort(key=lambda row: row.number)
        if self._own:
            self._tell_own()
        handling = self._table.description.totals
        if handling == "ignore" or self._task.source.where:
            return
        if handling == "use":
            self._use(found)
            return
        if self.rows:
            self._check(self.rows[0], found, kinds, rows)  # of several, the first is of all rows
        if len(self.rows) == 1:
            self._add_uniques(self.rows[0], found, kinds)

    def _use(self, found: Values) -> None:
        """The total in place of the rows, which are parts of it; without a total there is no figure."""
        where = place(self._table, self._task)
        for series in found.values():
            series.clear()
        if len(self.rows) == 1:
            for key, line, value in self._values(self.rows[0]):
                found.setdefault(key, []).append((line, values.trimmed(value)))
        elif self._table.rows:
            what = "the table has no total row" if not self.rows else "the table has several total rows"
            self._task.wrong("no_total", f"{what}, and its rows are only parts of the figures", "", where)

    def _add_uniques(self, total: Row, found: Values, kinds: Mapping[str, str]) -> None:
        """Add the total row's uniques (reach of a whole period): values that the rows cannot be added up to."""
        for key, line, value in self._values(total):
            if kinds.get(key.measure) == "unique":
                others = (item for item in found.get(key, ()) if item[0].window != line.window)
                found[key] = [*others, (line, values.trimmed(value))]

    def _check(self, total: Row, found: Values, kinds: Mapping[str, str], rows: Mapping[Key, int]) -> None:
        """Tell where a total row's flows are not the sum of the rows."""
        by_day = "day" in self._layout.roles  # then it is of all days that have a row
        if not self._own and not by_day and self._windows.of_total(total) is None:
            return
        for column, measure, index in self._layout.measures:
            value = self._stated(total, index) if index != COUNTED else None
            if value is None or kinds.get(measure) != "flow":
                continue
            same = [key for key in found if self._is_of(key, column.delivery, measure)]
            given = sum((amount for key in same for _, amount in found[key]), Decimal(0))
            if not same_total(value, given, sum(rows[key] for key in same)):
                numbers, where = (("total", value), ("rows", given)), place(self._table, self._task, total)
                source = self._task.source.name
                self._task.found(Finding("total_row_differs", "notice", source, where, (measure,), numbers=numbers))

    @staticmethod
    def _is_of(key: Key, delivery: str, measure: str) -> bool:
        return key.measure == measure and (not delivery or key.delivery == delivery)

    def _tell_own(self) -> None:
        """Tell that total rows of a client's own table are not counted."""
        if self.rows:
            where, numbers = place(self._table, self._task, self.rows[0]), (("rows", Decimal(len(self.rows))),)
            self._task.found(Finding("total_row", "info", self._task.source.name, where, numbers=numbers))

    def _values(self, row: Row) -> Iterator[tuple[Key, Line, Decimal]]:
        window = self._windows.of_total(row)
        if window is None:
            return
        line = Line(window, row.number, row.number, ("total",))
        for key, (_, _, index) in zip(self._keys.of_total(), self._layout.measures, strict=True):
            value = self._stated(row, index) if index != COUNTED else None
            if value is not None:
                yield key, line, value
