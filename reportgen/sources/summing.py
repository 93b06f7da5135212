"""Packed rows of one window → each key's sum, taken column by column: a row of many makes no object of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import count

from reportgen.model.facts import Key
from reportgen.sources.extract import Line, Series, Window
from reportgen.sources.keys import Keys
from reportgen.sources.layout import COUNTED, Layout
from reportgen.sources.packed import Packed
from reportgen.sources.rows import Row
from reportgen.sources.values import trimmed

_ZERO, _ONE = Decimal(0), Decimal(1)
Numbers = Mapping[int, Sequence[Decimal | None]]
"""Index of a column → the number of each of its words, by the word's code."""


class Summing:
    """Adds up the rows of one table. ``numbers``: of its measures; ``line_of``: a row's line, in a window."""

    def __init__(
        self,
        layout: Layout,
        keys: Keys,
        numbers: Numbers,
        kinds: Mapping[str, str],
        line_of: Callable[[Row, Window], Line],
    ) -> None:
        self._keys, self._numbers, self._line_of = keys, numbers, line_of
        self._measures = [(kinds.get(measure, "flow") == "flow", index) for _, measure, index in layout.measures]
        self._sums = count()
        self._beyond: dict[int, int] = defaultdict(int)  # id of a series → values that it holds in a sum alone

    def add(self, rows: Packed, window: Window) -> None:
        """Add rows of one window to the series of their keys: a flow as its sum, else two, as many as cannot be added.
        Values below zero, which are told, are kept row by row."""
        columns = [self._column(rows, index) for _, index in self._measures]
        groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for at, codes in enumerate(rows.codes(self._keys.columns)):
            groups[codes].append(at)
        for places in groups.values():
            found = self._keys.of(rows[places[0]], len(places))
            for (adds, _), column, series in zip(self._measures, columns, found, strict=True):
                given = [(at, value) for at in places if (value := column[at]) is not None]
                kept = self._kept(rows, window, given, adds)
                self._beyond[id(series)] += len(given) - len(kept)
                series.extend(kept)

    def counts(self) -> dict[Key, int]:
        """Of how many rows the values of each key are."""
        return {key: len(series) + self._beyond.get(id(series), 0) for key, series in self._keys.values.items()}

    def _column(self, rows: Packed, index: int) -> Sequence[Decimal | None]:
        if index == COUNTED:
            return [_ONE] * len(rows)
        return list(map(self._numbers[index].__getitem__, rows.column(index)))

    def _kept(self, rows: Packed, window: Window, given: list[tuple[int, Decimal]], adds: bool) -> Series:
        if len(given) > 2 and min(value for _, value in given) >= 0:
            if adds:
                (first, _), (last, _) = given[0], given[-1]
                line = Line(window, rows.numbers[first], rows.numbers[last], ("\0\0", str(next(self._sums))))
                return [(line, trimmed(sum((value for _, value in given), _ZERO)))]
            given = given[:2]
        return [(self._line_of(rows[at], window), value) for at, value in given]
