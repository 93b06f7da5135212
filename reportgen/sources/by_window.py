"""A packed table → its rows window by window, so that what is added up need never be held row by row.

A window with very many rows comes in parts; rows that the same cells tell apart are in one part.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence

from reportgen.sources.extract import Window
from reportgen.sources.packed import Packed
from reportgen.sources.rows import Row

_MOST = 20_000  # rows of a part


def by_window(
    rows: Packed, when: Sequence[int], apart: Sequence[int], window_of: Callable[[Row], Window | None]
) -> Iterator[Packed]:
    """``when``: the columns that say a row's window, ``apart``: those that tell rows of a window apart."""
    windows: dict[Window | None, array[int]] = {}
    known: dict[tuple[int, ...], array[int]] = {}
    for at, codes in enumerate(rows.codes(when)):
        places = known.get(codes)
        if places is None:
            places = known[codes] = windows.setdefault(window_of(rows[at]), array("L"))
        places.append(at)
    for places in windows.values():
        yield from _parts(rows.at(places), apart)


def _parts(rows: Packed, apart: Sequence[int]) -> Iterator[Packed]:
    if len(rows) <= _MOST:
        yield rows
        return
    index = max(apart, key=lambda index: len(rows.distinct(index)))
    parts = [array("L") for _ in range(len(rows) // _MOST + 1)]
    texts: dict[str, int] = {}
    known = {cell: texts.setdefault(str(cell).strip(), len(texts)) for cell in rows.distinct(index)}
    for at, row in enumerate(rows):
        parts[known[row.cells[index]] % len(parts)].append(at)
    for places in parts:
        if places:
            yield rows.at(places)
