"""Extracts of one source → the same with the rows of a key and window added up, where no other file speaks of it.

An export by ad and region has hundreds of thousands of rows: what must be compared row by row with another file is kept
row by row, all else is held as its sum before the files are merged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from reportgen.sources.extract import Extract, Line, Series, Window
from reportgen.sources.values import trimmed

_FEW = 10_000  # values of an extract: below it nothing is gained


def condensed(extracts: tuple[Extract, ...], kinds: Mapping[str, str]) -> tuple[Extract, ...]:
    """``kinds``: measure id → kind. Each figure that the merged extracts give stays the same."""
    shared: Counter[tuple[str, Window]] = Counter()
    for extract in extracts:
        shared.update((extract.export, window) for window in extract.windows)
    return tuple(
        _condensed(extract, kinds, frozenset(w for w in extract.windows if shared[(extract.export, w)] == 1))
        if extract.labels and sum(map(len, extract.values.values())) >= _FEW
        else extract
        for extract in extracts
    )


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
        rows = {line.apart for line, _ in same}
        if len(same) < 3 or window not in alone or len(rows) < len(same):  # copies are looked for row by row
            yield from same
        elif kind == "flow":
            yield _sum(window, same, ("\0", str(number)))
        else:
            yield from same[:2]  # two are as many as cannot be added


def _sum(window: Window, same: Iterable[tuple[Line, Decimal]], apart: tuple[str, ...]) -> tuple[Line, Decimal]:
    lines, amounts = zip(*same, strict=True)
    line = Line(window, min(line.first_row for line in lines), max(line.last_row for line in lines), apart)
    return line, trimmed(sum(amounts, Decimal(0)))
