"""Extracts of one source → Facts' series and feeds, each value once: by natural key, the later export winning.

Later is the export whose span ends later, then the one with the later date in its name, then the later name. Files that
tell rows apart by the same columns are joined row by row, so that an order or an ad's day counts once; otherwise the
later file speaks for all the days that it covers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from reportgen.errors import Place, Problem
from reportgen.model.facts import Fact, Feed, Finding, Key
from reportgen.sources.extract import Entry, Extract

_DAY = timedelta(days=1)
Span = tuple[date, date]
_Rank = tuple[date, date, str, str]


@dataclass(slots=True)
class _Overlap:
    """What two exports both cover: the measures, the days, and the days on which they differ."""

    measures: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    changed: set[date] = field(default_factory=set)

    def note(self, entry: Entry, changed: bool) -> None:
        days = {entry.start + timedelta(days=offset) for offset in range((entry.end - entry.start).days)}
        self.measures.add(entry.key.measure)
        self.days |= days
        if changed:
            self.changed |= days


@dataclass(slots=True)
class Merged:
    facts: list[Fact] = field(default_factory=list)
    feeds: list[Feed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    overlaps: dict[tuple[int, int], _Overlap] = field(default_factory=lambda: defaultdict(_Overlap))
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True, order=True)
class _Stream:
    """What one file can replace in another: an export's figures of a measure, whatever row fields tell them apart."""

    export: str
    key: Key
    daily: bool


class _Taken(NamedTuple):
    entry: Entry
    extract: int
    key: Key  # equal to the entry's, and one object for all entries of the key


_Slot = tuple[tuple[str, ...], date, date, Key | None]
_Levels = dict[tuple[str, ...], dict[_Slot, _Taken]]


@dataclass(slots=True)
class _Streams:
    """All entries laid out by stream and level of detail; which extracts speak for a stream, which hold a key."""

    levels: dict[_Stream, _Levels] = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    speakers: dict[_Stream, set[int]] = field(default_factory=lambda: defaultdict(set))
    holders: dict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))
    keys: dict[Key, Key] = field(default_factory=dict)


def merge(source: str, extracts: tuple[Extract, ...], kinds: Mapping[str, str], first_origin: int = 0) -> Merged:
    """All extracts of one source, in any order; ``kinds``: measure id → kind; ``first_origin``: its first index."""
    merged = Merged()
    streams = _Streams()
    for index in sorted(range(len(extracts)), key=lambda number: _rank(extracts[number])):
        _take(streams, extracts, index, merged)
    for stream in sorted(streams.levels):
        taken = _one_level(streams.levels[stream], extracts, merged)
        facts = _facts(source, taken, kinds, merged, extracts, first_origin)
        merged.facts += facts
        if stream.daily:
            merged.feeds += _feeds(source, stream, streams, extracts, {fact.key for fact in facts})
    merged.findings += _told(merged.overlaps, extracts)
    return merged


def _rank(extract: Extract) -> _Rank:
    end = extract.span[1] if extract.span else date.min
    return end, extract.exported_on or date.min, extract.origin.file, extract.origin.table


def _stream(extract: Extract, key: Key, daily: bool) -> _Stream:
    """The stream of a key: of a table that leaves out empty days, channels and campaigns of the rows share one."""
    blank = dict.fromkeys(extract.by_row & {"channel", "campaign"}, "") if extract.absent != "missing" else {}
    return _Stream(extract.export, replace(key, **blank) if blank else key, daily)  # type: ignore[arg-type]


def _take(
    streams: _Streams,
    extracts: tuple[Extract, ...],
    index: int,
    merged: Merged,
) -> None:
    """Lay one extract's entries over those of earlier exports."""
    extract = extracts[index]
    places: dict[tuple[int, bool], tuple[Key, Key | None, dict[_Slot, _Taken]]] = {}
    repeated: list[Entry] = []
    for entry in extract.entries:
        seen = id(entry.key), _daily(entry)  # a table has one Key object per key: sooner than hashing ten texts
        if seen not in places:
            places[seen] = _place(streams, extract, index, entry)
        key, mark, slots = places[seen]
        slot: _Slot = (entry.apart, entry.start, entry.end, mark)
        there = slots.get(slot)
        if there is None:
            slots[slot] = _Taken(entry, index, key)
        elif there.extract != index:
            merged.overlaps[(index, there.extract)].note(entry, there.entry.value != entry.value)
            slots[slot] = _Taken(entry, index, key)
        elif there.entry.value == entry.value:
            repeated.append(entry)
        elif not extract.labels:
            merged.problems.append(_contradiction(extract, there.entry, entry))
        else:  # two things of one name: both count
            slots[(*slot[:3], replace(entry.key, account=f"\0{entry.first_row}"))] = _Taken(entry, index, key)
    if repeated:
        merged.findings.append(_copies(extract, repeated))


def _place(
    streams: _Streams, extract: Extract, index: int, entry: Entry
) -> tuple[Key, Key | None, dict[_Slot, _Taken]]:
    """Where entries of this one's key are laid: the key's one object, its mark in a slot, the slots."""
    key = streams.keys.setdefault(entry.key, entry.key)
    stream = _stream(extract, key, _daily(entry))
    streams.speakers[stream].add(index)
    if stream.daily:
        streams.holders[key].add(index)
    mark = None if extract.labels or stream.key == key else key
    return key, mark, streams.levels[stream][extract.labels]


def _contradiction(extract: Extract, first: Entry, second: Entry) -> Problem:
    place = Place(file=extract.origin.file, sheet=extract.origin.table, row=second.first_row)
    what = f"a second value of {second.key.measure} for {second.start}, other than that of row {first.first_row}"
    cure = "Keep one row for a day, or map the column that tells the rows apart."
    return Problem(place, "contradicting_rows", what, cure)


def _copies(extract: Extract, repeated: list[Entry]) -> Finding:
    """Rows that stand twice in a table; they count once."""
    origin = extract.origin
    rows = (("rows", Decimal(len({entry.first_row for entry in repeated}))),)
    measures = tuple(sorted({entry.key.measure for entry in repeated}))
    place = Place(file=origin.file, sheet=origin.table)
    return Finding("duplicate_rows", "notice", origin.source, place, measures, numbers=rows)


def _one_level(levels: _Levels, extracts: tuple[Extract, ...], merged: Merged) -> list[_Taken]:
    """Each window's figures from one level of detail: where campaigns and ads both cover it, from the later export."""
    if len(levels) == 1:
        return [taken for slots in levels.values() for taken in slots.values()]
    latest: dict[Span, tuple[_Rank, int]] = {}
    for slots in levels.values():
        for taken in slots.values():
            window, mark = (taken.entry.start, taken.entry.end), (_rank(extracts[taken.extract]), taken.extract)
            latest[window] = max(mark, latest.get(window, mark))
    kept: list[_Taken] = []
    for labels, slots in levels.items():
        for taken in slots.values():
            chosen = latest[(taken.entry.start, taken.entry.end)][1]
            if extracts[chosen].labels == labels:
                kept.append(taken)
            else:
                merged.overlaps[(chosen, taken.extract)].note(taken.entry, changed=True)
    return kept


def _told(overlaps: Mapping[tuple[int, int], _Overlap], extracts: tuple[Extract, ...]) -> Iterator[Finding]:
    """One finding for each two exports that cover the same days."""
    for (later, earlier), overlap in sorted(overlaps.items(), key=lambda item: item[0]):
        origin = extracts[later].origin
        yield Finding(
            "overlap",
            "notice" if len(overlap.changed) > 1 else "info",  # one day is an earlier export's last, which was partial
            origin.source,
            Place(file=origin.file, sheet=origin.table),
            tuple(sorted(overlap.measures)),
            start=min(overlap.days),
            end=max(overlap.days) + _DAY,
            numbers=(("days", Decimal(len(overlap.days))), ("changed", Decimal(len(overlap.changed)))),
            names=(("kept", origin.file), ("replaced", extracts[earlier].origin.file)),
        )


def _facts(
    source: str,
    taken: list[_Taken],
    kinds: Mapping[str, str],
    merged: Merged,
    extracts: tuple[Extract, ...],
    first_origin: int,
) -> list[Fact]:
    """Entries of one key and window become one Fact per file; what cannot be added is left out and told."""
    groups: dict[tuple[int, date, date], list[_Taken]] = {}
    for item in taken:
        groups.setdefault((id(item.key), item.entry.start, item.entry.end), []).append(item)
    facts: list[Fact] = []
    not_added: dict[tuple[int, str], int] = defaultdict(int)
    for (_, start, end), items in groups.items():
        key = items[0].key
        if len(items) == 1:
            entry, index = items[0].entry, items[0].extract + first_origin
            facts.append(Fact(key, start, end, _trimmed(entry.value), source, index, entry.first_row, entry.last_row))
        elif kinds.get(key.measure, "flow") != "flow" and key.of != "posts":
            not_added[(items[0].extract, key.measure)] += 1
        else:
            facts += _sums(source, items, first_origin)
    for index, measure in sorted(not_added):
        origin, count = extracts[index].origin, Decimal(not_added[(index, measure)])
        place = Place(file=origin.file, sheet=origin.table)
        merged.findings.append(
            Finding("rows_not_added", "info", source, place, (measure,), numbers=(("windows", count),))
        )
    return facts


def _sums(source: str, items: list[_Taken], first_origin: int) -> Iterator[Fact]:
    """One Fact per file for entries of one key and window."""
    key, start, end = items[0].key, items[0].entry.start, items[0].entry.end
    for index in sorted({item.extract for item in items}):
        entries = [item.entry for item in items if item.extract == index]
        total = _trimmed(sum((entry.value for entry in entries), Decimal(0)))
        rows = min(entry.first_row for entry in entries), max(entry.last_row for entry in entries)
        yield Fact(key, start, end, total, source, index + first_origin, *rows)


def _trimmed(value: Decimal) -> Decimal:
    """The same number without zeros at the end of its decimals, so that every reader hands over the same digits."""
    if value.as_tuple().exponent == 0:
        return value
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _feeds(
    source: str, stream: _Stream, streams: _Streams, extracts: tuple[Extract, ...], keys: Iterable[Key]
) -> list[Feed]:
    """The days for which the source speaks about each key of a stream of daily values."""
    speaking = [extracts[index] for index in sorted(streams.speakers[stream])]
    absent = speaking[0].absent
    exported = max((item.exported_on for item in speaking if item.exported_on), default=None)
    shared = join(item.span for item in speaking) if absent == "zero" else ()
    if absent == "zero_on_open_days":
        shared = join({(entry.start, entry.end) for item in speaking for entry in item.entries if _daily(entry)})
    feeds = []
    for key in sorted(keys):
        own = shared or join(extracts[index].span for index in sorted(streams.holders[key]))
        feeds.append(Feed(key, source, absent != "missing", own, exported))
    return feeds


def _daily(entry: Entry) -> bool:
    return entry.end - entry.start == _DAY


def join(spans: Iterable[Span | None]) -> tuple[Span, ...]:
    """Half-open ranges → sorted ones that neither overlap nor touch."""
    joined: list[Span] = []
    for start, end in sorted({span for span in spans if span}):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
