"""A header row → which column of a description stands where; of headers that stand twice the one that is meant.

Where a file names two columns alike, their order says nothing that holds for the next file. The row of explanations
tells them apart where there is one; else neither is read, which is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reportgen.sources.description import Column, Description
from reportgen.sources.headers import header, plain
from reportgen.sources.rows import Row


class Places(NamedTuple):
    """``columns``: column id → its index; ``alike``: the columns of measures whose header stands several times and
    that nothing tells apart, each with its header's text."""

    columns: Mapping[str, int]
    alike: tuple[tuple[str, str], ...] = ()


def places(about: Description, row: Row, explains: Row | None = None) -> Places:
    """Where the description's columns stand; ``explains``: the row that explains them, if there is one."""
    found: dict[str, list[tuple[int, int]]] = {}
    for index, cell in enumerate(row.cells):
        given = header(str(cell))
        column = about.find(given) if given.full else None
        if column is not None:
            found.setdefault(column.id, []).append((_rank(column, given.full, given.name), index))
    columns, alike = {}, []
    for name, ranked in found.items():
        first = min(rank for rank, _ in ranked)
        indexes = [index for rank, index in ranked if rank == first]
        column = about.column(name)
        if len(indexes) > 1 and column.explained and explains is not None:
            indexes = [at for at in indexes if plain(column.explained) in plain(str(explains.cell(at)))] or indexes
        if len(indexes) == 1 or not column.measure:
            columns[name] = indexes[0]
        else:
            alike.append((name, str(row.cell(indexes[0])).strip()))
    return Places(columns, tuple(alike))


def _rank(column: Column, *names: str) -> int:
    """The place of a header among those that the description lists for its column."""
    return next(place for place, (_, text) in enumerate(column.headers) if plain(text) in names)
