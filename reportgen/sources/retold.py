"""The exports of lists of events (leads, deals) → the same, each event as the newest export that has it tells it.

A deal that was won is opened again, a lead gets another day or channel: what an earlier export said of it becomes zero.
Of lists without ids the later one speaks for the days that it covers, where it is one of the same events: where both
have a value of one key and day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.model.facts import Key
from reportgen.sources.computed import of_role
from reportgen.sources.extract import Extract, Line, Listed, Window
from reportgen.sources.overlaps import Overlap
from reportgen.sources.packed import distinct
from reportgen.sources.recognise import Table

Later = Callable[[Key, Line], int | None]
"""A value's key and place → the export by which it is told anew, None where it stands."""

_ZERO = Decimal(0)


def listed(table: Table, extract: Extract) -> Listed | None:
    """What a list of events speaks about; None of any other table, and of a list whose ids are somebody else's."""
    about = table.description
    if about.records != "events" or (extract.labels and not of_role(table, "id")):
        return None
    told = (
        event.measure
        for event in about.events
        if table.columns.keys()
        >= {event.day, *([event.value] if event.value else []), *(name for name, _ in event.where)}
    )
    return Listed(frozenset(_ids(table, extract)), frozenset(told))


def _ids(table: Table, extract: Extract) -> Iterator[tuple[str, str]]:
    """Of all rows, whether or not they count as something; of searches those that were found by the client's, and by
    each competitor's."""
    column = of_role(table, "id")
    if column and of_role(table, "query"):
        found = {_id(key, line) for key, series in extract.values.items() for line, _ in series}
        yield from ((name, owner) for name, owner in found if name)
    elif column:
        texts = (str(cell).strip() for cell in distinct(table.rows, table.columns[column.id]))
        yield from ((text, "") for text in texts if text)


def _id(key: Key, line: Line) -> tuple[str, str]:
    return line.apart[0], key.owner


def as_last_told(
    extracts: Sequence[Extract], oldest_first: Sequence[int], overlaps: Mapping[tuple[int, int], Overlap]
) -> tuple[Extract, ...]:
    """The extracts, in their order. What a later one takes back is noted in ``overlaps``."""
    result = list(extracts)
    for place, index in enumerate(oldest_first):
        extract = extracts[index]
        peers = [
            (at, extracts[at])
            for at in oldest_first[place + 1 :]
            if extract.listed and extracts[at].listed and _kind(extracts[at]) == _kind(extract)
        ]
        if peers:
            later = _by_id(peers) if extract.listed and extract.listed.ids else _by_day(extract, peers)
            values = {key: list(_told(index, key, series, later, overlaps)) for key, series in extract.values.items()}
            result[index] = replace(extract, values=values)
    return tuple(result)


def _kind(extract: Extract) -> tuple[str, bool]:
    return extract.export, bool(extract.listed and extract.listed.ids)


def _told(
    index: int,
    key: Key,
    series: Sequence[tuple[Line, Decimal]],
    later: Later,
    overlaps: Mapping[tuple[int, int], Overlap],
) -> Iterator[tuple[Line, Decimal]]:
    for line, value in series:
        at = later(key, line) if value else None
        if at is not None:
            overlaps[at, index].note(key, line.window, changed=True)
        yield line, value if at is None else _ZERO


def _by_id(peers: Sequence[tuple[int, Extract]]) -> Later:
    newest: dict[tuple[tuple[str, str], str], int] = {}
    for at, extract in peers:
        if extract.listed:
            newest |= {(name, measure): at for name in extract.listed.ids for measure in extract.listed.measures}
    there = {at: _places(extract) for at, extract in peers}

    def later(key: Key, line: Line) -> int | None:
        at = newest.get((_id(key, line), key.measure))
        return None if at is None or (key, line.window, line.apart) in there[at] else at

    return later


def _by_day(extract: Extract, peers: Sequence[tuple[int, Extract]]) -> Later:
    own = _places(extract)
    alike = [(at, other, places) for at, other in reversed(peers) if own & (places := _places(other))]

    def later(key: Key, line: Line) -> int | None:
        for at, other, places in alike:
            told = other.listed is not None and key.measure in other.listed.measures
            if told and _covers(other.span, line.window):
                return None if (key, line.window, line.apart) in places else at
        return None

    return later


def _places(extract: Extract) -> frozenset[tuple[Key, Window, tuple[str, ...]]]:
    return frozenset((key, line.window, line.apart) for key, series in extract.values.items() for line, _ in series)


def _covers(span: Window | None, window: Window) -> bool:
    return span is not None and span[0] <= window[0] and window[1] <= span[1]
