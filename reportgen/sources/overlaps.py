"""Days that two exports of a source both cover → a Finding for each two, a Problem for two that no account gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import PurePosixPath

from reportgen.errors import Place, Problem
from reportgen.model.facts import Finding, Key, Origin
from reportgen.sources.extract import DAY, Extract, Window
from reportgen.sources.likeness import Likeness
from reportgen.sources.newer import made_on


@dataclass(slots=True)
class Overlap:
    """What two exports both cover: the measures, the days, and the days on which they differ. ``by_age``: whether one
    of them counts there for being newer, not for telling more. ``likeness``: of the rows of which nothing names the
    account."""

    measures: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    changed: set[date] = field(default_factory=set)
    by_age: bool = False
    likeness: Likeness = field(default_factory=Likeness)

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
        yield _with_doubt(finding, overlap, (kept, replaced), flows) or finding


def _with_doubt(
    finding: Finding, overlap: Overlap, pair: tuple[Extract, Extract], flows: frozenset[str]
) -> Finding | None:
    """The finding as one that tells what is in doubt: whether the two are of one account, or which of them is newer."""
    if overlap.likeness.doubtful and len(overlap.changed) > 1:
        return _with_sums("overlap_accounts", finding, overlap, pair, flows)
    if overlap.by_age and made_on(pair[0]) == made_on(pair[1]):
        return _with_sums("overlap_undated", finding, overlap, pair, flows)
    return None


def two_accounts(overlaps: Mapping[tuple[int, int], Overlap], extracts: tuple[Extract, ...]) -> Iterator[Problem]:
    """A Problem for each two exports whose figures no account can have given both: one of them would be lost."""
    for (later, earlier), overlap in sorted(overlaps.items(), key=lambda item: item[0]):
        kept, replaced = extracts[later], extracts[earlier]
        denied = overlap.likeness.denied
        if denied and not (kept.open_network and replaced.open_network):  # of these `siblings` tells
            measure, rows, near = denied
            _, (_, other) = _names(kept.origin, replaced.origin)
            what = (
                f"the file tells the same rows as {other} with other figures: of {rows} figures of {measure}, {near} "
                "are within a tenth of each other, so that these are hardly two exports of one account"
            )
            cure = (
                "If they are two accounts, export both with a column of the account, or give each a source of its own "
                "with its 'account'. If they are one account's, remove the one that is wrong."
            )
            yield Problem(Place(file=kept.origin.file, sheet=kept.origin.table), "two_accounts", what, cure)


def _names(kept: Origin, replaced: Origin) -> tuple[tuple[str, str], ...]:
    """What the two are called: by their files, with folders where those alone differ; of one file by their sheets."""
    short = (PurePosixPath(kept.file).name, PurePosixPath(replaced.file).name)
    names = short if short[0] != short[1] else (kept.file, replaced.file)
    kept_name, replaced_name = names if kept.file != replaced.file else (kept.table, replaced.table)
    return (("kept", kept_name), ("replaced", replaced_name))


def _with_sums(
    kind: str, finding: Finding, overlap: Overlap, pair: tuple[Extract, Extract], flows: frozenset[str]
) -> Finding | None:
    """The finding as one of this kind, with the sums that differ most; None where no sum differs."""
    first, second = (_sums(extract, overlap, flows) for extract in pair)
    sums = {name: (first[name], second[name]) for name in sorted(first.keys() | second.keys())}
    apart = {name: abs(one - two) / max(abs(one), abs(two)) for name, (one, two) in sums.items() if one != two}
    if not apart:
        return None
    most = max(apart, key=apart.__getitem__)
    numbers = (("first", sums[most][0]), ("second", sums[most][1]))
    about = (finding.source, finding.place, (most[0],), (), finding.start, finding.end)
    return Finding(kind, "notice", *about, numbers=numbers, names=finding.names)


def _sums(extract: Extract, overlap: Overlap, flows: frozenset[str]) -> Mapping[tuple[str, ...], Decimal]:
    """Of each measure that two exports share what one of them says for their common days, over all channels."""
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for key, series in extract.values.items():
        if key.measure in overlap.measures & flows and not key.of:
            values = (value for line, value in series if line.window[0] in overlap.days)
            sums[key.measure, key.delivery, key.claimed_by, key.owner, key.currency] += sum(values, Decimal(0))
    return sums
