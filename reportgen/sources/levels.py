"""Values of one stream, laid out by level of detail → those that count in each window: of one level.

A level is what tells a table's rows apart: by campaign, by ad, by channel. Tables of several levels tell the same days
over again, and are not added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from reportgen.model.facts import Key
from reportgen.sources.extract import Extract, Line, Window
from reportgen.sources.newer import Rank, rank
from reportgen.sources.overlaps import Overlap

Labels = tuple[str, ...]
"""The columns that tell a table's rows apart."""


class Taken(NamedTuple):
    key: Key  # one object for all that is taken of a key
    line: Line
    value: Decimal
    extract: int


Slots = dict[tuple[Window, tuple[str, ...]], Taken]
Level = dict[Key | None, Slots]
Levels = dict[Labels, Level]
Overlaps = Mapping[tuple[int, int], Overlap]
"""The later export and the earlier one → what both tell."""


def align(days: Levels, periods: Levels, extracts: tuple[Extract, ...], overlaps: Overlaps) -> None:
    """Bring a whole and its channels to one window, in place, where one of them is told by day and the other is not:
    days of a whole become the period of its channels, of a period of a whole stays what its days by channel leave."""
    by_day, by_period = (_tells_channels(levels, extracts) for levels in (days, periods))
    if by_period and not by_day:
        for window, later in sorted({taken.line.window: taken.extract for taken in all_of(periods)}.items()):
            for labels, level in days.items():
                _into_period(_taken_out(level, window), labels, window, later, periods, overlaps)
    elif by_day and not by_period:
        for level in periods.values():
            for window in sorted({taken.line.window for taken in all_of({(): level})}):
                _less_days(
                    level, window, [taken for taken in all_of(days) if _within(taken.line.window, window)], overlaps
                )


def _tells_channels(levels: Levels, extracts: tuple[Extract, ...]) -> bool:
    return any("channel" in extracts[index].by_row for index in {taken.extract for taken in all_of(levels)})


def _into_period(
    gone: list[Taken], labels: Labels, window: Window, later: int, periods: Levels, overlaps: Overlaps
) -> None:
    """The days of a whole as one value of a window, if none is missing."""
    if len({taken.line.window for taken in gone}) == (window[1] - window[0]).days:
        line = Line(window, min(item.line.first_row for item in gone), max(item.line.last_row for item in gone))
        whole = gone[0]._replace(line=line, value=_sum(gone))
        periods.setdefault(labels, {}).setdefault(None, {})[window, ()] = whole
        return
    for taken in gone:
        overlaps[later, taken.extract].note(taken.key, taken.line.window, changed=True, by_age=False)


def _less_days(level: Level, window: Window, told: Sequence[Taken], overlaps: Overlaps) -> None:
    """What the days by channel, ``told``, leave of a window of the whole."""
    if not told:
        return
    slots_of = [(slots, slot) for slots in level.values() for slot in slots if slot[0] == window]
    gone = [slots.pop(slot) for slots, slot in slots_of]
    rest = _sum(gone) - _sum(told)
    for taken in gone:
        overlaps[told[-1].extract, taken.extract].note(taken.key, window, changed=bool(rest), by_age=False)
    if rest > 0:
        level.setdefault(None, {})[window, ()] = gone[0]._replace(value=rest)


def _taken_out(level: Level, window: Window) -> list[Taken]:
    """What a level has within a window, taken out of it."""
    inside = [(slots, slot) for slots in level.values() for slot in slots if _within(slot[0], window)]
    return [slots.pop(slot) for slots, slot in inside]


def _within(inner: Window, outer: Window) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def one_level(levels: Levels, extracts: tuple[Extract, ...], overlaps: Overlaps) -> Iterator[Taken]:
    """Each window's figures from one level of detail: from the one that knows channels; where campaigns and ads both
    cover it, from the later export. What a whole without channels has beyond its channels stays without one."""
    if len(levels) == 1:
        yield from all_of(levels)
        return
    windows: dict[Window, dict[Labels, list[Taken]]] = defaultdict(lambda: defaultdict(list))
    for labels, level in levels.items():
        for taken in all_of({labels: level}):
            windows[taken.line.window][labels].append(taken)
    for window, given in windows.items():
        marks = {labels: _mark(items, extracts) for labels, items in given.items()}
        chosen = max(marks, key=marks.__getitem__)
        kept = given.pop(chosen)
        total = _sum(kept)
        yield from kept
        for labels, items in given.items():
            rest, alike = _sum(items) - total, marks[chosen][0] == marks[labels][0]
            for item in items:
                overlaps[marks[chosen][-1], item.extract].note(item.key, window, changed=bool(rest), by_age=alike)
            if rest > 0 and marks[chosen][0] and not marks[labels][0]:
                yield items[0]._replace(value=rest)


def _mark(items: Sequence[Taken], extracts: tuple[Extract, ...]) -> tuple[bool, Rank, int]:
    """By which one level's figures are chosen: whether they know channels, and the latest of their exports."""
    latest = max({item.extract for item in items}, key=lambda index: (rank(extracts[index]), index))
    return any(item.key.channel for item in items), rank(extracts[latest]), latest


def _sum(items: Iterable[Taken]) -> Decimal:
    return sum((item.value for item in items), Decimal(0))


def all_of(levels: Levels) -> Iterator[Taken]:
    for level in levels.values():
        for slots in level.values():
            yield from slots.values()
