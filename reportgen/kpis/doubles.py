"""Series that two sources give → findings: one counts, the other is held against it (domain §6.9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reportgen.kpis.aggregate import ZERO, Index, Line, days_between
from reportgen.kpis.spans import ordinals
from reportgen.model.facts import Finding
from reportgen.periods import Cycle

TOLERANCE = Decimal("0.05")


def differing(index: Index, used: Iterable[Line], cycle: Cycle) -> Iterator[Finding]:
    """One for each source that gives a series over 5 % otherwise than the source that counts, on the days of both; one
    for each source that repeats another's series."""
    lo, hi = ordinals(cycle)
    groups: dict[tuple[Line, ...], str] = {}
    for line in sorted(used, key=lambda line: (line.key, index.rank.get(line.source, len(index.rank)))):
        groups.setdefault(index.doubles(line), line.source)
    repeated: dict[tuple[str, str], set[str]] = {}
    for lines, counts in groups.items():
        own = [line for line in lines if line.source == counts]
        for source in sorted({line.source for line in lines} - {counts}):
            pair = _pair(own, [line for line in lines if line.source == source], lo, hi)
            if pair is not None and abs(pair[0] - pair[1]) > TOLERANCE * abs(pair[0]):
                yield _finding(own[0], source, pair, cycle)
            elif pair is not None and pair[0] == pair[1] != 0:
                repeated.setdefault((counts, source), set()).add(own[0].key.measure)
    for (counts, other), measures in sorted(repeated.items()):
        names, (start, end) = (("other", other),), (cycle.start, cycle.stop)
        yield Finding(
            "sources_same", "info", counts, measures=tuple(sorted(measures)), start=start, end=end, names=names
        )


def _pair(own: Sequence[Line], other: Sequence[Line], lo: int, hi: int) -> tuple[Decimal, Decimal] | None:
    """What both say of the days that both know; None where there are none."""
    if own[0].kind == "flow":
        mask = days_between(lo, hi)
        for line in (*own, *other):
            mask &= line.present(lo, hi)
        for line in (*own, *other):
            mask = line.whole(lo, hi, mask)
        first, second = (sum((line.total(lo, hi, mask) for line in lines), ZERO) for lines in (own, other))
        return (first, second) if mask else None
    sides = [[_read(line, lo, hi) for line in lines] for lines in (own, other)]
    known = [[value for value in side if value is not None] for side in sides]
    if any(
        len(side) != len(found) or (own[0].kind != "level" and len(side) > 1)
        for side, found in zip(sides, known, strict=True)
    ):
        return None  # people and scores of several accounts are not added
    return sum(known[0], ZERO), sum(known[1], ZERO)


def _read(line: Line, lo: int, hi: int) -> Decimal | None:
    if line.kind == "level":
        moment = line.level(lo, hi)
        return moment[1] if moment else None
    window = line.unique(lo, hi)
    return window.value if window else None


def _finding(line: Line, other: str, pair: tuple[Decimal, Decimal], cycle: Cycle) -> Finding:
    channels = (line.key.channel,) if line.key.channel else ()
    return Finding(
        "sources_differ",
        "notice",
        line.source,
        measures=(line.key.measure,),
        channels=channels,
        start=cycle.start,
        end=cycle.stop,
        numbers=(("first", pair[0]), ("second", pair[1])),
        names=(("other", other),),
    )
