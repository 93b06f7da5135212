"""Facts' feeds and dates → findings about the data: gaps, rows of the future, a last day in progress, stale sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from reportgen.errors import Place
from reportgen.model.facts import Fact, Feed, Finding
from reportgen.sources.extract import Extract

_DAY = timedelta(days=1)


def before(extract: Extract, as_of: date) -> tuple[Extract, tuple[Finding, ...]]:
    """The extract without what begins on ``as_of`` or later, and findings that count what was left out.

    They are for information: what is not yet lowers no figure of today.
    """
    later = [entry for entry in extract.entries if entry.start >= as_of]
    if not later:
        return extract, ()
    origin = extract.origin
    place = Place(file=origin.file, sheet=origin.table)
    findings = []
    for kind, rows in (
        ("partial_last_day", {entry.first_row for entry in later if entry.start == as_of}),
        ("ignored_future_rows", {entry.first_row for entry in later if entry.start > as_of}),
    ):
        if rows:
            numbers = (("rows", Decimal(len(rows))),)
            first = min(entry.start for entry in later if entry.first_row in rows)
            last = max(entry.start for entry in later if entry.first_row in rows)
            findings.append(Finding(kind, "info", origin.source, place, start=first, end=last + _DAY, numbers=numbers))
    span = extract.span
    if span is not None:
        span = (span[0], min(span[1], as_of)) if span[0] < as_of else None
    return replace(extract, entries=tuple(e for e in extract.entries if e.start < as_of), span=span), tuple(findings)


def no_rows(extract: Extract) -> tuple[Finding, ...]:
    """A finding for a table that is a header and nothing else, which is valid and empty."""
    if extract.entries:
        return ()
    place = Place(file=extract.origin.file, sheet=extract.origin.table)
    return (Finding("no_rows", "notice", extract.origin.source, place),)


def gaps(source: str, facts: Iterable[Fact], feeds: Iterable[Feed]) -> Iterator[Finding]:
    """Days without a value between the first and the last day of a feed; measures and channels with one gap together.

    Feeds of single campaigns are left out: campaigns begin and end.
    """
    present: dict[object, set[date]] = defaultdict(set)
    for fact in facts:
        if fact.end - fact.start == _DAY:
            present[fact.key].add(fact.start)
    about: dict[tuple[date, date], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for feed in feeds:
        if feed.key.campaign or not feed.spans:
            continue
        for gap in _gaps(feed, present.get(feed.key, set())):
            about[gap][0].add(feed.key.measure)
            about[gap][1].add(feed.key.channel)
    for (start, end), (measures, channels) in sorted(about.items()):
        numbers = (("days", Decimal((end - start).days)),)
        names = tuple(sorted(channel for channel in channels if channel))
        yield Finding("missing_days", "notice", source, Place(), tuple(sorted(measures)), names, start, end, numbers)


def _gaps(feed: Feed, present: set[date]) -> Iterator[tuple[date, date]]:
    """Runs of days without a value: between spans, and inside them where absent is missing."""
    expected = feed.spans[0][0], feed.spans[-1][1]
    began: date | None = None
    for offset in range((expected[1] - expected[0]).days + 1):
        day = expected[0] + timedelta(days=offset)
        covered = any(start <= day < end for start, end in feed.spans)
        there = day >= expected[1] or (covered and (feed.sparse or day in present))
        if not there and began is None:
            began = day
        elif there and began is not None:
            yield began, day
            began = None


def stale(source: str, fresh_within: int | None, feeds: Iterable[Feed], as_of: date) -> Iterator[Finding]:
    """A source whose last day is more than ``fresh_within`` days before the day before ``as_of``."""
    ends = [feed.spans[-1][1] for feed in feeds if feed.spans]
    if fresh_within is None or not ends:
        return
    late = (as_of - max(ends)).days
    if late > fresh_within:
        numbers = (("days", Decimal(late)), ("allowed", Decimal(fresh_within)))
        yield Finding("stale_source", "notice", source, end=max(ends), numbers=numbers)


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
