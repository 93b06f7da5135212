"""Facts' feeds and dates → findings about the data: gaps, rows of the future, a last day in progress, stale sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportgen.errors import Place
from reportgen.model.facts import Fact, Feed, Finding, Key, Origin, Severity
from reportgen.sources.extract import DAY, Extract, Line, Window, join


def before(extract: Extract, as_of: date) -> tuple[Extract, tuple[Finding, ...]]:
    """The extract without what begins on ``as_of`` or later, and findings that count what was left out.

    They are for information: what is not yet lowers no figure of today.
    """
    kept = frozenset(window for window in extract.windows if window[0] < as_of)
    if len(kept) == len(extract.windows):
        return extract, ()
    lines = {line for series in extract.values.values() for line, _ in series if line.window not in kept}
    today = tuple(_left_out("partial_last_day", extract, {line for line in lines if line.window[0] == as_of}))
    later = tuple(_left_out("ignored_future_rows", extract, {line for line in lines if line.window[0] > as_of}))
    span = extract.span
    if span is not None:
        span = (span[0], min(span[1], as_of)) if span[0] < as_of else None
    values = {
        key: [(line, value) for line, value in series if line.window in kept] for key, series in extract.values.items()
    }
    return replace(extract, values=values, windows=kept, span=span), (*today, *later)


def _left_out(kind: str, extract: Extract, lines: set[Line]) -> Iterator[Finding]:
    if lines:
        starts = [line.window[0] for line in lines]
        origin, numbers = extract.origin, (("rows", Decimal(len({line.first_row for line in lines}))),)
        place = Place(file=origin.file, sheet=origin.table)
        yield Finding(kind, "info", origin.source, place, start=min(starts), end=max(starts) + DAY, numbers=numbers)


def no_rows(extract: Extract) -> tuple[Finding, ...]:
    """A finding for a table that is a header and nothing else, which is valid and empty."""
    if extract.windows:
        return ()
    place = Place(file=extract.origin.file, sheet=extract.origin.table)
    return (Finding("no_rows", "notice", extract.origin.source, place),)


_MAY_BE_NEGATIVE = frozenset({"followers_net"})


def negative(extract: Extract, counts: frozenset[str]) -> Iterator[Finding]:
    """Counts below zero; ``counts``: the measures that count things."""
    lines: set[Line] = set()
    measures: set[str] = set()
    for key, series in extract.values.items():
        if key.measure in counts - _MAY_BE_NEGATIVE:
            below = {line for line, value in series if value < 0}
            lines |= below
            measures |= {key.measure} if below else set()
    if lines:
        origin, numbers = extract.origin, (("rows", Decimal(len({line.first_row for line in lines}))),)
        place = Place(file=origin.file, sheet=origin.table, row=min(line.first_row for line in lines))
        yield Finding("negative_values", "notice", origin.source, place, tuple(sorted(measures)), numbers=numbers)


def gaps(
    source: str, series: Mapping[Key, Iterable[Fact]], feeds: Iterable[Feed], origins: Sequence[Origin]
) -> Iterator[Finding]:
    """Days without a value between the first and the last day of a feed; measures and channels with one gap together.
    The place is the last row before the gap.

    Feeds of single campaigns are left out: campaigns begin and end. So are lists of posts: no day needs one.
    """
    about: dict[tuple[date, date], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    keys: dict[tuple[date, date], Key] = {}
    for feed in feeds:
        if feed.key.campaign or feed.key.of == "posts" or not feed.spans:
            continue
        for gap in _gaps(feed, series.get(feed.key, ())):
            about[gap][0].add(feed.key.measure)
            about[gap][1].add(feed.key.channel)
            keys.setdefault(gap, feed.key)
    for (start, end), (measures, channels) in sorted(about.items()):
        key = keys[(start, end)]
        numbers = (("days", Decimal((end - start).days)),)
        names = tuple(sorted(channel for channel in channels if channel))
        place = newest({key: [fact for fact in series.get(key, ()) if fact.end <= start]}, origins)
        yield Finding("missing_days", "notice", source, place, tuple(sorted(measures)), names, start, end, numbers)


def _gaps(feed: Feed, facts: Iterable[Fact]) -> Iterator[Window]:
    """Runs of days without a value: between spans, and inside them where absent is missing, from the first value on:
    before it nobody has promised one."""
    filled = (
        feed.spans if feed.sparse else join((fact.start, fact.end) for fact in facts if fact.end - fact.start == DAY)
    )
    (reached, _), end = (filled or feed.spans)[0], feed.spans[-1][1]
    for window in (*filled, (end, end)):
        if window[0] > reached:
            yield reached, window[0]
        reached = max(reached, window[1])


def newest(series: Mapping[Key, Iterable[Fact]], origins: Sequence[Origin]) -> Place:
    """Where the newest value stands."""
    facts = (fact for found in series.values() for fact in found)
    last = max(facts, key=lambda fact: (fact.end, fact.origin, fact.last_row), default=None)
    if last is None:
        return Place()
    return Place(file=origins[last.origin].file, sheet=origins[last.origin].table, row=last.last_row)


def zeros(extract: Extract) -> Iterator[Finding]:
    """How many days of a table that leaves out days of 0 have no row: they count as 0, which nobody can see there.

    Lists of posts and figures of campaigns are left out: no day needs one.
    """
    keys = [key for key in extract.values if not key.campaign and key.of != "posts"]
    if extract.absent != "zero" or extract.span is None or not keys:
        return
    start, end = extract.span
    covered = join(
        (max(first, start), min(last, end)) for first, last in extract.windows if first < end and start < last
    )
    days = (end - start).days - sum((last - first).days for first, last in covered)
    if days > 0:
        origin, measures = extract.origin, tuple(sorted({key.measure for key in keys}))
        channels = tuple(sorted({key.channel for key in keys if key.channel}))
        place, numbers = Place(file=origin.file, sheet=origin.table), (("days", Decimal(days)),)
        yield Finding("zero_assumed", "info", origin.source, place, measures, channels, start, end, numbers)


def unavailable(extract: Extract) -> Iterator[Finding]:
    """Which days of a table that leaves out days of 0 have rows that mark a measure as not available: they are missing,
    where a day without a row counts as 0. Of a table whose days without a row are missing ``gaps`` tells them. What
    the table has not one figure of is for information: nobody expects it."""
    if extract.absent == "missing":
        return
    given = {key.measure for key in extract.values}
    marked = {measure: windows for measure, windows in extract.unmeasured.items() if windows}
    by_severity: tuple[tuple[Severity, set[str]], ...] = (
        ("notice", marked.keys() & given),
        ("info", marked.keys() - given),
    )
    for severity, measures in by_severity:
        windows = join(window for measure in measures for window in marked[measure])
        if windows:
            days = sum((end - start).days for start, end in windows)
            place, numbers = Place(file=extract.origin.file, sheet=extract.origin.table), (("days", Decimal(days)),)
            about = (extract.origin.source, place, tuple(sorted(measures)), (), windows[0][0], windows[-1][1])
            yield Finding("marked_unavailable", severity, *about, numbers=numbers)


def stale(source: str, fresh_within: int | None, feeds: Iterable[Feed], as_of: date, place: Place) -> Iterator[Finding]:
    """A source whose last day is more than ``fresh_within`` days before the day before ``as_of``; ``place``: of its
    newest value."""
    ends = [feed.spans[-1][1] for feed in feeds if feed.spans]
    if fresh_within is None or not ends:
        return
    late = (as_of - max(ends)).days
    if late > fresh_within:
        numbers = (("days", Decimal(late)), ("allowed", Decimal(fresh_within)))
        yield Finding("stale_source", "notice", source, place, end=max(ends), numbers=numbers)


def same_content(source: str, files: Mapping[str, str]) -> tuple[frozenset[str], tuple[Finding, ...]]:
    """``files``: file → SHA-256. The files that repeat an earlier one byte for byte, and a finding for each."""
    first: dict[str, str] = {}
    repeated: list[Finding] = []
    for file in sorted(files):
        original = first.setdefault(files[file], file)
        if original != file:
            names = (("same_as", original),)
            repeated.append(Finding("same_content", "notice", source, Place(file=file), names=names))
    return frozenset(finding.place.file for finding in repeated), tuple(repeated)
