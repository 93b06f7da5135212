"""Facts → with a competitor's interactions where its export has no total: the sum of the components that it gives.

A total that a source gives counts before the sum. A day on which one of the components is missing has no sum, unless
the export is sparse: there an absent component is zero. Without components the platform's own total stands in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportgen.kpis.expand import COMPONENTS
from reportgen.model.facts import Fact, Facts, Feed, Key

TOTAL, GIVEN = "competitor_interactions", "interactions_given"

Series = dict[tuple[Key, str], dict[str, list[Fact]]]


def with_totals(facts: Facts) -> Facts:
    """Also the competitors' interactions; the components stay as they are."""
    whole = {_whose(fact.key) for fact in facts.series if fact.key.measure == TOTAL}
    found: Series = defaultdict(lambda: defaultdict(list))
    for fact in facts.series:
        key = fact.key
        if key.owner and key.measure in (*COMPONENTS, GIVEN) and _whose(key) not in whole:
            found[key._replace(measure=TOTAL), fact.source][key.measure].append(fact)
    if not found:
        return facts
    feeds = {(feed.key._replace(measure=TOTAL), feed.source): feed for feed in facts.feeds if feed.key.owner}
    made = [fact for at, parts in sorted(found.items()) for fact in _sums(at[0], parts, feeds.get(at))]
    spoken = [replace(feed, key=key) for (key, source), feed in sorted(feeds.items()) if (key, source) in found]
    return replace(facts, series=_sorted((*facts.series, *made)), feeds=(*facts.feeds, *spoken))


def _whose(key: Key) -> tuple[str, str]:
    return key.owner, key.channel


def _sums(key: Key, parts: dict[str, list[Fact]], feed: Feed | None) -> Iterator[Fact]:
    """One Fact for each window with a value of every component."""
    given = {name: rows for name, rows in parts.items() if name != GIVEN} or parts
    windows: dict[tuple[date, date], list[Fact]] = defaultdict(list)
    for fact in (fact for rows in given.values() for fact in rows):
        windows[fact.start, fact.end].append(fact)
    for (start, end), rows in sorted(windows.items()):
        if {fact.key.measure for fact in rows} == given.keys() or (feed is not None and feed.sparse):
            yield _sum(key, start, end, rows)


def _sum(key: Key, start: date, end: date, rows: Sequence[Fact]) -> Fact:
    first = min(rows, key=lambda fact: (fact.origin, fact.first_row))
    value = sum((fact.value for fact in rows), Decimal(0))
    same = [fact for fact in rows if fact.origin == first.origin]
    ends = min(fact.first_row for fact in same), max(fact.last_row for fact in same)
    return Fact(key, start, end, value, first.source, first.origin, *ends)


def _sorted(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.key, fact.start, fact.end, fact.origin, fact.first_row)))
