"""A header, the records above it and what the source says → the Descriptions that the header fits best.

The more columns an export knows here the better, then the more of its preamble stands above, then whether it is of a
channel that the source or the file's path names. Where several fit alike nothing is chosen for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from reportgen.sources.description import Column, Description
from reportgen.sources.extract import Task
from reportgen.sources.headers import header, plain
from reportgen.sources.rows import Row
from reportgen.sources.twins import places
from reportgen.vocabulary.channels import CHANNELS

_WORD = re.compile(r"[^\W_]+")


def best(
    row: Row, above: Sequence[Row], known: Sequence[Description], named: Collection[str] = ()
) -> tuple[Description, ...]:
    """The descriptions that fit the header best, several where nothing decides. ``named``: the likely channels."""
    names = names_of(row)
    if len(names) < 2:
        return ()
    fitting = [item for item in known if _has_all(item, names) and not _forbidden(item, names, row)]
    if not fitting:
        return ()
    lines = [plain(" ".join(str(cell) for cell in line.cells)) for line in above]
    ranked = [
        ((len(places(item, row).columns), _stated(item, lines), item.channel in named), item)
        for item in fitting
        if not item.above or any(plain(word) in line for word in item.above for line in lines)
    ]
    highest = max((rank for rank, _ in ranked), default=None)
    return tuple(item for rank, item in ranked if rank == highest)


def missing(found: Description, names: frozenset[str]) -> tuple[tuple[Column, ...], ...]:
    """The required columns that these normalised headers lack: a tuple of alternatives each."""
    lacking = (group for group in found.recognise if not _has_one(found, group, names))
    return tuple(tuple(found.column(name) for name in group) for group in lacking)


def _has_all(found: Description, names: frozenset[str]) -> bool:
    """Whether nothing is missing; most descriptions are told apart by their first column."""
    return all(_has_one(found, group, names) for group in found.recognise)


def _has_one(found: Description, group: Collection[str], names: frozenset[str]) -> bool:
    return any(plain(text) in names for name in group for _, text in found.column(name).headers)


def known_headers(found: Description, row: Row) -> int:
    """How many cells of a row are headers of an export."""
    own = {plain(text) for column in found.columns for _, text in column.headers}
    given = (header(cell) for cell in row.cells if isinstance(cell, str) and cell.strip())
    return sum(item.full in own or item.name in own for item in given)


def names_of(row: Row) -> frozenset[str]:
    """The headers of a row as they are compared: in full, and without a unit."""
    headers = [header(cell) for cell in row.cells if isinstance(cell, str) and cell.strip()]
    return frozenset(item.full for item in headers) | frozenset(item.name for item in headers)


def named_channels(task: Task) -> frozenset[str]:
    """The channels of which a file may be: the source's own, else those that its path or the source's name bears."""
    if task.source.channel:
        return frozenset({task.source.channel})
    words = _WORD.findall(plain(f"{task.file} {task.source.name}"))
    return frozenset(words) & frozenset(CHANNELS)


def _forbidden(found: Description, names: frozenset[str], row: Row) -> bool:
    """Whether one of the columns is there that tell another export, or one that this export never has."""
    if any(plain(text) in names for name in found.without for _, text in found.column(name).headers):
        return True
    beside = {plain(text) for text in found.beside}
    given = [header(str(cell)) for cell in row.cells if str(cell).strip()] if beside else []
    return any(found.find(item) is None and not beside & {item.full, item.name} for item in given)


def _stated(found: Description, lines: Sequence[str]) -> int:
    """How many of the export's own words stand above the header."""
    words = [word for _, texts in found.preamble for word in texts] + list(found.above)
    return sum(any(plain(word) in line for line in lines) for word in words)
