"""Days that two exports of a source both cover → a Finding for each two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from reportgen.errors import Place
from reportgen.model.facts import Finding, Key, Origin
from reportgen.sources.extract import DAY, Extract, Window
from reportgen.sources.newer import made_on


@dataclass(slots=True)
class Overlap:
    """What two exports both cover: the measures, the days, and the days on which they differ. ``by_age``: whether one
    of them counts there for being newer, not for telling more."""

    measures: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    changed: set[date] = field(default_factory=set)
    by_age: bool = False

    def note(self, key: Key, window: Window, changed: bool, by_age: bool = True) -> None:
        days = {window[0] + timedelta(days=offset) for offset in range((window[1] - window[0]).days)}
        self.measures.add(key.measure)
        self.days |= days
        if changed:
            self.changed |= days
            self.by_age |= by_age


def told(
    overlaps: Mapping[tuple[int, int], Overlap], extracts: tuple[Extract, ...], flows: frozenset[str]
) -> Iterator[Finding]:
    """One finding for each two exports that cover the same days. ``flows``: the measures whose values add up."""
    for (later, earlier), overlap in sorted(overlaps.items(), key=lambda item: item[0]):
        kept, replaced = extracts[later], extracts[earlier]
        finding = Finding(
            "overlap",
            "notice" if len(overlap.changed) > 1 else "info",  # one day is an earlier export's last, which was partial
            kept.origin.source,
            Place(file=kept.origin.file, sheet=kept.origin.table),
            tuple(sorted(overlap.measures)),
            start=min(overlap.days),
            end=max(overlap.days) + DAY,
            numbers=(("days", Decimal(len(overlap.days))), ("changed", Decimal(len(overlap.changed)))),
            names=_names(kept.origin, replaced.origin),
        )
        undated = overlap.by_age and made_on(kept) == made_on(replaced)
        yield (undated and _undated(finding, overlap, (kept, replaced), flows)) or finding


def _names(kept: Origin, replaced: Origin) -> tuple[tuple[str, str], ...]:
    """What the two are called: by their files, of one file by their sheets."""
    names = (kept.file, replaced.file) if kept.file != replaced.file else (kept.table, replaced.table)
    return (("kept", names[0]), ("replaced", names[1]))


def _undated(
    finding: Finding, overlap: Overlap, pair: tuple[Extract, Extract], flows: frozenset[str]
) -> Finding | None:
    """The same of two exports none of which is known to be newer, with the sums that differ most; None where no sum
    differs."""
    first, second = (_sums(extract, overlap, flows) for extract in pair)
    sums = {name: (first[name], second[name]) for name in sorted(first.keys() | second.keys())}
    apart = {name: abs(one - two) / max(abs(one), abs(two)) for name, (one, two) in sums.items() if one != two}
    if not apart:
        return None
    most = max(apart, key=apart.__getitem__)
    numbers = (("first", sums[most][0]), ("second", sums[most][1]))
    about = (finding.source, finding.place, (most[0],), (), finding.start, finding.end)
    return Finding("overlap_undated", "notice", *about, numbers=numbers, names=finding.names)


def _sums(extract: Extract, overlap: Overlap, flows: frozenset[str]) -> Mapping[tuple[str, ...], Decimal]:
    """Of each measure that two exports share what one of them says for their common days, over all channels."""
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for key, series in extract.values.items():
        if key.measure in overlap.measures & flows and not key.of:
            values = (value for line, value in series if line.window[0] in overlap.days)
            sums[key.measure, key.delivery, key.claimed_by, key.owner, key.currency] += sum(values, Decimal(0))
    return sums
