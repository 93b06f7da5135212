"""Extracts of one source → the same with the rows of a key and window added up, where no other file speaks of it.

An export by ad and region has hundreds of thousands of rows: what must be compared row by row with another file is kept
row by row, all else is held as its sum before the files are merged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.sources.extract import Extract, Line, Series, Window
from reportgen.sources.order_lines import together
from reportgen.sources.values import trimmed

_ZERO = Decimal(0)
_FEW = 10_000  # values of an extract: below it nothing is gained


def condensed(extracts: tuple[Extract, ...], kinds: Mapping[str, str]) -> tuple[Extract, ...]:
    """``kinds``: measure id → kind. Each figure that the merged extracts give stays the same."""
    shared = shared_windows(extracts)
    return tuple(
        _condensed(extract, kinds, extract.windows - shared)
        if extract.labels and not extract.summed and sum(map(len, extract.values.values())) >= _FEW
        else extract
        for extract in extracts
    )


def shared_windows(extracts: Iterable[Extract]) -> frozenset[Window]:
    """The windows of which several tables of one export speak."""
    tables: Counter[tuple[str, Window]] = Counter()
    for extract in extracts:
        tables.update((extract.export, window) for window in extract.windows)
    return frozenset(window for (_, window), count in tables.items() if count > 1)


def _condensed(extract: Extract, kinds: Mapping[str, str], alone: frozenset[Window]) -> Extract:
    values = {
        key: series if key.of else list(_of_key(number, series, kinds.get(key.measure, "flow"), alone))
        for number, (key, series) in enumerate(extract.values.items())
    }
    return replace(extract, values=values)


def _of_key(number: int, series: Series, kind: str, alone: frozenset[Window]) -> Iterator[tuple[Line, Decimal]]:
    windows: dict[Window, Series] = defaultdict(list)
    for item in series:
        windows[item[0].window].append(item)
    for window, same in windows.items():
        if window not in alone or len({line.apart for line, _ in same}) < len(same):  # copies are told row by row
            yield from same
        else:
            yield from of_window(same, kind, ("\0", str(number)))


def of_window(same: Series, kind: str, apart: tuple[str, ...]) -> Series:
    """The rows of one key and window, which ``apart`` tells apart, as one; two are as many as cannot be added."""
    if len(same) < 3:
        return same
    if kind != "flow":
        return same[:2]
    lines, amounts = zip(*same, strict=True)
    return [(joined(lines, apart), trimmed(sum(amounts, _ZERO)))]


def joined(lines: Sequence[Line], apart: tuple[str, ...] = ()) -> Line:
    """The lines of one window as one, from the first row to the last."""
    _, first_rows, last_rows, _, besides = zip(*lines, strict=True)
    return Line(lines[0].window, min(first_rows), max(last_rows), apart, together(besides))
