"""Extracts of one source → Facts' series and feeds, each value once: by natural key, the later export winning.

Which is the later says `newer`. Files that tell rows apart by the same columns are joined row by row, so that an order
or an ad's day counts once; otherwise the later file speaks for all the days that it covers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from operator import attrgetter

from reportgen.errors import Place, Problem
from reportgen.model.facts import Fact, Feed, Finding, Key, Sales, Sample
from reportgen.sources.condense import condensed, joined
from reportgen.sources.extract import DAY, Extract, Line, Series, Window, join, without
from reportgen.sources.levels import Levels, Slots, Taken, align, one_level
from reportgen.sources.likeness import is_open
from reportgen.sources.newer import rank
from reportgen.sources.overlaps import Overlap, told, two_accounts
from reportgen.sources.retold import as_last_told
from reportgen.sources.values import trimmed

_ZERO = Decimal(0)
_ONCE: Window = (date.min, date.min)
"""In place of the window, for what counts once whenever it was."""


@dataclass(slots=True)
class Merged:
    """``series``: the facts of each key, not yet in the order of their windows."""

    series: dict[Key, list[Fact]] = field(default_factory=dict)
    feeds: list[Feed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    overlaps: dict[tuple[int, int], Overlap] = field(default_factory=lambda: defaultdict(Overlap))
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True, order=True)
class _Stream:
    """What one file can replace in another: an export's figures of a measure, whatever row fields tell them apart."""

    export: str
    key: Key
    daily: bool


@dataclass(slots=True)
class _Streams:
    """All values laid out by stream, by level of detail, and by key where no label tells keys apart; which extracts
    speak for a stream, which hold a key."""

    levels: dict[_Stream, Levels] = field(default_factory=dict)
    speakers: dict[_Stream, set[int]] = field(default_factory=lambda: defaultdict(set))
    holders: dict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))
    keys: dict[Key, Key] = field(default_factory=dict)
    by_row: Mapping[str, frozenset[str]] = field(default_factory=dict)  # export → what rows of any of its tables tell
    flows: frozenset[str] = frozenset()


def merge(source: str, extracts: tuple[Extract, ...], kinds: Mapping[str, str], first_origin: int = 0) -> Merged:
    """All extracts of one source, in any order; ``kinds``: measure id → kind; ``first_origin``: its first index."""
    merged, streams = Merged(), _Streams()
    oldest_first = sorted(range(len(extracts)), key=lambda number: rank(extracts[number]))
    given, extracts = extracts, condensed(as_last_told(extracts, oldest_first, merged.overlaps), kinds)
    streams.by_row = _told_by_row(extracts)
    streams.flows = frozenset(name for name, kind in kinds.items() if kind == "flow")
    for index in oldest_first:
        _take(streams, extracts[index], index, merged)
    _align(streams, extracts, merged)
    for stream in sorted(streams.levels):
        taken = _by_key(one_level(streams.levels[stream], extracts, merged.overlaps))
        facts = _Facts(source, kinds, extracts, first_origin)
        found = {items[0].key: facts.of(items) for items in taken}
        merged.findings += facts.not_added()
        if stream.daily:
            merged.feeds += _feeds(source, stream, streams, extracts, {key: found[key] for key in found if found[key]})
        for key, series in found.items():
            merged.series.setdefault(key, []).extend(series)
    _settle_exports(merged, extracts, first_origin)
    merged.findings += told(merged.overlaps, given, streams.flows)
    merged.problems += two_accounts(merged.overlaps, given)
    return merged


def _settle_exports(merged: Merged, extracts: tuple[Extract, ...], first_origin: int) -> None:
    """Where exports of several kinds give one series for the same window (the overviews of two of a network's tools),
    the later one counts: they are not added."""
    if len({extract.export for extract in extracts}) == 1:
        return
    ranks = [rank(extract) for extract in extracts]
    for key, facts in merged.series.items():
        latest: dict[Window, int] = {}
        for fact in facts:
            index, window = fact.origin - first_origin, (fact.start, fact.end)
            latest[window] = max(index, latest.get(window, index), key=ranks.__getitem__)
        replaced = [
            (fact, later)
            for fact in facts
            if extracts[fact.origin - first_origin].export != extracts[later := latest[(fact.start, fact.end)]].export
        ]
        if replaced:
            _replace(merged, key, replaced, first_origin)


def _replace(merged: Merged, key: Key, replaced: list[tuple[Fact, int]], first_origin: int) -> None:
    """Leave out the facts that another export replaces, each with that export's index, and note the overlap."""
    gone = {id(fact) for fact, _ in replaced}
    kept = merged.series[key] = [fact for fact in merged.series[key] if id(fact) not in gone]
    there = {(fact.start, fact.end, fact.value) for fact in kept}
    for fact, later in replaced:
        changed = (fact.start, fact.end, fact.value) not in there
        merged.overlaps[(later, fact.origin - first_origin)].note(key, (fact.start, fact.end), changed)


def _told_by_row(extracts: Iterable[Extract]) -> Mapping[str, frozenset[str]]:
    """Export → the Key's fields that differ from row to row in any of its tables."""
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for extract in extracts:
        found[extract.export] |= extract.by_row
    return found


def _stream(streams: _Streams, extract: Extract, key: Key, daily: bool) -> _Stream:
    """The stream of a key: of an export that leaves out empty days, all that rows of its tables tell apart shares one,
    so that a flow by channel and the same flow as a whole are not added."""
    alike = extract.absent != "missing" or _is_post(extract, key)
    one = key.measure in streams.flows or key.channel  # people of all channels are more than those of each
    told = streams.by_row[extract.export] if one else extract.by_row
    blank = {name: "" for name in told if alike and not (key.of and name == "delivery")}
    return _Stream(extract.export, key._replace(**blank) if blank else key, daily)  # type: ignore[arg-type]


def _align(streams: _Streams, extracts: tuple[Extract, ...], merged: Merged) -> None:
    """A flow as a whole and by channel are one, also where one is told by day and the other for longer."""
    for stream, days in streams.levels.items():
        periods = streams.levels.get(replace(stream, daily=False))
        if stream.daily and periods and stream.key.measure in streams.flows and not stream.key.of:
            align(days, periods, extracts, merged.overlaps)


def _take(streams: _Streams, extract: Extract, index: int, merged: Merged) -> None:
    """Lay one extract's values over those of earlier exports."""
    repeated: list[Taken] = []
    days = frozenset(window for window in extract.windows if _is_day(window))
    for given, series in extract.values.items():
        key = streams.keys.setdefault(given, given)
        is_post = _is_post(extract, key)
        for daily, part in _by_length(series, days) if len(days) < len(extract.windows) else ((True, series),):
            slots = _slots(streams, extract, index, key, daily)
            for line, value in part:
                window = _ONCE if is_post else line.window
                taken, slot = Taken(key, line, value, index), (window, line.apart)
                there = slots.setdefault(slot, taken)
                if there is taken:
                    continue
                if there.extract != index:
                    changed = there.value != value and not key.of  # the values of a post's life grow
                    overlap = merged.overlaps[(index, there.extract)]
                    overlap.note(key, line.window, changed)
                    if is_open(extract, key):
                        overlap.likeness.compare(key.measure, line.window, there.value, value)
                    slots[slot] = taken
                elif there.value == value or window is _ONCE:
                    repeated.append(taken)
                    slots[slot] = max(there, taken, key=attrgetter("value"))
                elif not extract.labels:
                    merged.problems.append(_contradiction(extract, there, taken))
                else:  # two things of one name: both count
                    slots[(line.window, (*line.apart, f"\0{line.first_row}"))] = taken
    if repeated:
        merged.findings.append(_copies(extract, repeated))


def _by_length(series: Series, days: frozenset[Window]) -> Iterator[tuple[bool, Series]]:
    """The values of single days, and those of longer windows."""
    for daily in (True, False):
        part = [item for item in series if (item[0].window in days) is daily]
        if part:
            yield daily, part


def _slots(streams: _Streams, extract: Extract, index: int, key: Key, daily: bool) -> Slots:
    """Where values of this key are laid. Labels tell rows apart across channels: an order whose channel a later export
    knows better is still the same order."""
    stream = _stream(streams, extract, key, daily)
    streams.speakers[stream].add(index)
    if daily:
        streams.holders[key].add(index)
    level = streams.levels.setdefault(stream, {}).setdefault(extract.labels, {})
    return level.setdefault(None if extract.labels or stream.key == key else key, {})


def _is_post(extract: Extract, key: Key) -> bool:
    """Whether the values are of posts that are known by their ids: each counts once, with the newest export's values,
    whatever day and account that export gives it."""
    return key.of == "posts" and bool(extract.labels)


def _contradiction(extract: Extract, first: Taken, second: Taken) -> Problem:
    line = second.line
    place = Place(file=extract.origin.file, sheet=extract.origin.table, row=line.first_row)
    earlier = first.line.first_row
    what = f"a second value of {second.key.measure} for {line.window[0]}, other than that of row {earlier}"
    cure = "Keep one row for a day, or map the column that tells the rows apart."
    return Problem(place, "contradicting_rows", what, cure)


def _copies(extract: Extract, repeated: list[Taken]) -> Finding:
    """Rows that stand twice in a table; they count once."""
    origin = extract.origin
    rows = (("rows", Decimal(len({taken.line.first_row for taken in repeated}))),)
    measures = tuple(sorted({taken.key.measure for taken in repeated}))
    place = Place(file=origin.file, sheet=origin.table)
    return Finding("duplicate_rows", "notice", origin.source, place, measures, numbers=rows)


def _by_key(taken: Iterable[Taken]) -> Iterable[list[Taken]]:
    found: dict[int, list[Taken]] = defaultdict(list)
    for item in taken:
        found[id(item.key)].append(item)  # one object a key: sooner than hashing ten texts
    return found.values()


class _Facts:
    """What is taken of one key → its Facts: one per window and file. What cannot be added is left out, and counted."""

    def __init__(self, source: str, kinds: Mapping[str, str], extracts: tuple[Extract, ...], first_origin: int) -> None:
        self._source, self._kinds, self._extracts, self._first = source, kinds, extracts, first_origin
        self._left_out: dict[tuple[int, str], int] = defaultdict(int)

    def of(self, items: list[Taken]) -> list[Fact]:
        key = items[0].key
        windows: dict[Window, list[Taken]] = defaultdict(list)
        for item in items:
            windows[item.line.window].append(item)
        adds = self._kinds.get(key.measure, "flow") == "flow" or key.of == "posts"
        facts: list[Fact] = []
        for same in windows.values():
            if len(same) == 1:
                facts.append(self._fact(*same[0]))
            elif adds:
                facts += self._sums(same)
            else:
                self._left_out[(min(item.extract for item in same), key.measure)] += 1
        return facts

    def not_added(self) -> Iterator[Finding]:
        for index, measure in sorted(self._left_out):
            origin, count = self._extracts[index].origin, Decimal(self._left_out[(index, measure)])
            place, numbers = Place(file=origin.file, sheet=origin.table), (("windows", count),)
            yield Finding("rows_not_added", "info", self._source, place, (measure,), numbers=numbers)

    def _fact(self, key: Key, line: Line, value: Decimal, extract: int) -> Fact:
        window, first, last, _, beside = line
        sample = beside if isinstance(beside, Sample) else None
        sales = beside if isinstance(beside, Sales) else None
        return Fact(key, *window, value, self._source, extract + self._first, first, last, sample, sales)

    def _sums(self, same: list[Taken]) -> Iterator[Fact]:
        """What the files say of one window: one Fact for each file."""
        files: dict[int, list[Taken]] = defaultdict(list)
        for item in same:
            files[item.extract].append(item)
        for extract in sorted(files):
            items = files[extract]
            value = trimmed(sum([item.value for item in items], _ZERO))
            yield self._fact(items[0].key, joined([item.line for item in items]), value, extract)


def _feeds(
    source: str,
    stream: _Stream,
    streams: _Streams,
    extracts: tuple[Extract, ...],
    found: Mapping[Key, Sequence[Fact]],
) -> Iterator[Feed]:
    """The days for which the source speaks about each key of a stream of daily values: not those that have rows, and
    none with a figure."""
    speaking = [extracts[index] for index in sorted(streams.speakers[stream])]
    absent = speaking[0].absent
    exported = max((day for item in speaking if (day := _exported_on(item))), default=None)
    shared = join(item.span for item in speaking if item.span) if absent == "zero" else ()
    if absent == "zero_on_open_days":
        shared = join(window for item in speaking for window in item.windows if _is_day(window))
    marked = {day for item in speaking for day in item.unmeasured.get(stream.key.measure, ()) if _is_day(day)}
    marked -= {(fact.start, fact.end) for facts in found.values() for fact in facts} if marked else set()
    shared = without(shared, join(marked))
    for key in sorted(found):
        own = shared or join(span for index in streams.holders[key] if (span := extracts[index].span))
        yield Feed(key, source, absent != "missing", own, exported)


def _exported_on(extract: Extract) -> date | None:
    """The day of the export, else the last day that it covers; None of a table that says neither."""
    return extract.exported_on or (extract.span[1] - DAY if extract.span else None)


def _is_day(window: Window) -> bool:
    return window[1] - window[0] == DAY
