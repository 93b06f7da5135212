"""Days that two exports of a source both cover → a Finding for each two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from reportgen.errors import Place
from reportgen.model.facts import Finding, Key
from reportgen.sources.extract import DAY, Extract, Window


@dataclass(slots=True)
class Overlap:
    """What two exports both cover: the measures, the days, and the days on which they differ."""

    measures: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    changed: set[date] = field(default_factory=set)

    def note(self, key: Key, window: Window, changed: bool) -> None:
        days = {window[0] + timedelta(days=offset) for offset in range((window[1] - window[0]).days)}
        self.measures.add(key.measure)
        self.days |= days
        if changed:
            self.changed |= days


def told(overlaps: Mapping[tuple[int, int], Overlap], extracts: tuple[Extract, ...]) -> Iterator[Finding]:
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
            end=max(overlap.days) + DAY,
            numbers=(("days", Decimal(len(overlap.days))), ("changed", Decimal(len(overlap.changed)))),
            names=(("kept", origin.file), ("replaced", extracts[earlier].origin.file)),
        )
