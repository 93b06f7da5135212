"""Facts → Index: every series as a Line that answers for any days of it without looking at its rows again.

A Line is one key (campaigns added up) of one source. Days are ordinals; a mask has bit i set for day ``lo + i``. A
flow's window longer than a day counts only whole: one that crosses a cycle's border belongs to neither cycle; a row
of exactly the cycle stands in where shorter ones leave a gap.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate, chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from reportgen.model.facts import Fact, Facts, Feed, Key, Sample
from reportgen.model.scorecard import Trace

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Measure

ZERO = Decimal(0)
TWELVE_MONTHS = "_12m"  # measures of the twelve months to the cycle's end


@dataclass(frozen=True, slots=True)
class Window:
    """Days ``[lo, hi)`` with one value; ``value`` is None where rows of several campaigns can't be added."""

    lo: int
    hi: int
    value: Decimal | None
    sample: Sample | None = None


def days_between(lo: int, hi: int) -> int:
    """A mask of all days of ``[lo, hi)``."""
    return (1 << max(hi - lo, 0)) - 1


def _clip(bits: int, base: int, lo: int, hi: int) -> int:
    """Bits that count from ``base`` as a mask of ``[lo, hi)``."""
    shifted = bits >> (lo - base) if lo >= base else bits << (base - lo)
    return shifted & days_between(lo, hi)


def kind_of(kind: str, of: str) -> str:
    """People reached by posts are added over the posts: the one sum of uniques that is accepted (domain §2.4)."""
    return "flow" if kind == "unique" and of == "posts" else kind


class Line:
    """One series of one source. ``key`` has neither campaign nor currency."""

    __slots__ = (
        "_base", "_day_bits", "_days", "_ends", "_facts", "_periods", "_picked", "_prefix", "_span_bits", "_starts",
        "exact", "exported", "first", "key", "kind", "last", "moments", "source", "sparse", "windows",
    )  # fmt: skip

    def __init__(self, key: Key, source: str, kind: str, facts: Sequence[Fact], feeds: Sequence[Feed]) -> None:
        self.key, self.source, self.kind = key, source, kind
        self.exported = max((feed.exported_on for feed in feeds if feed.exported_on), default=None)
        self._facts = sorted(facts, key=attrgetter("start"))
        self._starts = [fact.start.toordinal() for fact in self._facts]
        self._ends = [fact.end.toordinal() for fact in self._facts]
        spans = [(a.toordinal(), b.toordinal()) for feed in feeds for a, b in feed.spans]
        # Posts are published on some days only: no other day of their export is missing.
        self.sparse = any(feed.sparse for feed in feeds) or (key.of == "posts" and bool(spans))
        # where absent is missing, a series begins with its own first value: before it, nobody had promised one
        self.first = min(self._starts[:1] + [a for a, _ in spans] * (self.sparse or not self._starts))
        self.last = max([b for _, b in spans] + self._ends)
        self._base = self.first
        self._span_bits = 0
        for a, b in spans if self.sparse else ():
            self._span_bits |= days_between(a, b) << (a - self._base)
        self.windows: tuple[Window, ...] = ()
        self.exact: dict[tuple[int, int], Window] = {}
        self.moments: tuple[list[int], list[Decimal]] = ([], [])
        self._days: list[int] = []
        self._prefix: list[Decimal] = [ZERO]
        self._periods: tuple[Window, ...] = ()  # longer than a day, the shortest first
        self._picked: dict[tuple[int, int], tuple[Window, ...]] = {}
        self._day_bits = 0
        if kind == "flow":
            self._index_flow()
        elif kind == "level":
            self._index_level()
        else:
            self.windows = _uniques(self._facts) if kind == "unique" else _scores(self._facts)
            self.exact = {(window.lo, window.hi): window for window in self.windows}

    def _index_flow(self) -> None:
        sums: dict[tuple[int, int], Decimal] = {}
        for window, fact in zip(zip(self._starts, self._ends, strict=True), self._facts, strict=True):
            sums[window] = sums.get(window, ZERO) + fact.value
        days = {lo: value for (lo, hi), value in sums.items() if hi - lo == 1}
        self._days = sorted(days)
        self._prefix = list(accumulate((days[day] for day in self._days), initial=ZERO))
        for day in self._days:
            self._day_bits |= 1 << (day - self._base)
        longer = (Window(lo, hi, value) for (lo, hi), value in sums.items() if hi - lo > 1)
        self._periods = tuple(sorted(longer, key=lambda window: (window.hi - window.lo, window.lo)))

    def _index_level(self) -> None:
        moments: dict[int, Decimal] = {}
        for fact, end in zip(self._facts, self._ends, strict=True):
            moments[end - 1] = fact.value
        days = sorted(moments)
        self.moments = days, [moments[day] for day in days]

    def present(self, lo: int, hi: int) -> int:
        """The days of ``[lo, hi)`` for which a flow is known: with a value, or zero because the export is sparse."""
        mask = self._zeros_between(lo, hi) | _clip(self._day_bits, self._base, lo, hi)
        for window in self._windows(lo, hi):
            mask |= days_between(window.lo, window.hi) << (window.lo - lo)
        return mask

    def whole(self, lo: int, hi: int, mask: int) -> int:
        """``mask`` without the days of windows that it would cut."""
        for window in self._windows(lo, hi):
            bits = days_between(window.lo, window.hi) << (window.lo - lo)
            if mask & bits != bits:
                mask &= ~bits
        return mask

    def crossed(self, lo: int, hi: int) -> bool:
        """Whether a window reaches over the border of ``[lo, hi)``."""
        return any(True for _ in self._crossing(lo, hi))

    def total(self, lo: int, hi: int, mask: int) -> Decimal:
        """The sum of a flow over the days of the mask."""
        windows = self._windows(lo, hi)
        if self._alone(windows, lo, hi):
            return windows[0].value or ZERO if mask == days_between(lo, hi) else ZERO
        first, last = bisect_left(self._days, lo), bisect_left(self._days, hi)
        own = _clip(self._day_bits, self._base, lo, hi)
        if own & ~mask:
            chosen = [i for i in range(first, last) if mask >> (self._days[i] - lo) & 1]
            result = sum((self._prefix[i + 1] - self._prefix[i] for i in chosen), ZERO)
        else:
            result = self._prefix[last] - self._prefix[first]
        for window in windows:
            bits = days_between(window.lo, window.hi) << (window.lo - lo)
            if bits & mask == bits and window.value is not None:
                result += window.value
        return result

    def level(self, lo: int, hi: int) -> tuple[int, Decimal] | None:
        """The last level in ``[lo, hi)`` with its day."""
        days, values = self.moments
        at = bisect_left(days, hi) - 1
        return (days[at], values[at]) if at >= 0 and days[at] >= lo else None

    def opening(self, lo: int) -> tuple[int, Decimal] | None:
        """The last level before ``lo`` with its day."""
        days, values = self.moments
        at = bisect_left(days, lo) - 1
        return (days[at], values[at]) if at >= 0 else None

    def zeros(self, lo: int, hi: int) -> int:
        """The days that a sparse export speaks of, with or without a row."""
        return _clip(self._span_bits, self._base, lo, hi)

    def unique(self, lo: int, hi: int) -> Window | None:
        """The people of exactly ``[lo, hi)``; for measures of twelve months, of those that end with it."""
        if self.key.measure.endswith(TWELVE_MONTHS) and (lo, hi) not in self.exact:
            return next((window for window in reversed(self.windows) if window.hi == hi), None)
        return self.exact.get((lo, hi))

    def facts(self, lo: int, hi: int, mask: int | None = None, exact: bool = False) -> Iterable[Fact]:
        """The rows that count in ``[lo, hi)``, of the days of the mask; ``exact``: of just this window."""
        windows = self._windows(lo, hi)
        counted = {(window.lo, window.hi) for window in windows}
        days = not self._alone(windows, lo, hi)
        for fact in self._facts[bisect_left(self._starts, lo) : bisect_right(self._starts, hi - 1)]:
            start, end = fact.start.toordinal(), fact.end.toordinal()
            fits = (start, end) == (lo, hi) if exact else end <= hi
            if self.kind == "flow":
                fits = fits and ((start, end) in counted or (days and end - start == 1))
            if fits and (mask is None or mask >> (start - lo) & 1):
                yield fact

    def facts_of_level(self, day: int) -> Iterable[Fact]:
        return (fact for fact in self._facts if fact.end.toordinal() - 1 == day)

    def _zeros_between(self, lo: int, hi: int) -> int:
        """The days of a sparse export, but those of a window that crosses a border: what fell on them is not known."""
        mask = _clip(self._span_bits, self._base, lo, hi)
        for window in self._crossing(lo, hi) if mask else ():
            mask &= ~_clip(days_between(window.lo, window.hi), window.lo, lo, hi)
        return mask

    def _crossing(self, lo: int, hi: int) -> Iterator[Window]:
        return (w for w in self._periods if w.lo < hi and w.hi > lo and (w.lo < lo or w.hi > hi))

    def _windows(self, lo: int, hi: int) -> tuple[Window, ...]:
        """The windows that count in ``[lo, hi)``, beside the days.

        One inside which there are shorter ones would count twice: the shorter ones stay, unless they leave a gap and
        the longer one is exactly ``[lo, hi)``.
        """
        if not self._periods:
            return ()
        picked = self._picked.get((lo, hi))
        if picked is None:
            picked = self._picked[lo, hi] = self._pick(lo, hi)
        return picked

    def _pick(self, lo: int, hi: int) -> tuple[Window, ...]:
        taken = _clip(self._day_bits, self._base, lo, hi)
        picked = []
        inside = [window for window in self._periods if window.lo >= lo and window.hi <= hi]
        for window in inside:
            bits = days_between(window.lo, window.hi) << (window.lo - lo)
            if not taken & bits:
                taken |= bits
                picked.append(window)
        exact = next((window for window in inside if (window.lo, window.hi) == (lo, hi)), None)
        covered = taken | self._zeros_between(lo, hi) == days_between(lo, hi)
        return (exact,) if exact is not None and not covered else tuple(picked)

    def _alone(self, windows: tuple[Window, ...], lo: int, hi: int) -> bool:
        """Whether one row is the whole of ``[lo, hi)``, so that no day beside it counts."""
        return len(windows) == 1 and (windows[0].lo, windows[0].hi) == (lo, hi)


def _uniques(facts: Sequence[Fact]) -> tuple[Window, ...]:
    """People are not added: of a window with rows of several campaigns only a row without campaign counts."""
    found: dict[tuple[int, int], dict[str, Decimal]] = {}
    for fact in facts:
        found.setdefault((fact.start.toordinal(), fact.end.toordinal()), {})[fact.key.campaign] = fact.value
    return tuple(
        Window(lo, hi, by.get("", next(iter(by.values())) if len(by) == 1 else None))
        for (lo, hi), by in sorted(found.items())
    )


def _scores(facts: Sequence[Fact]) -> tuple[Window, ...]:
    return tuple(Window(f.start.toordinal(), f.end.toordinal(), f.value, f.sample) for f in facts)


class Index:
    """All Lines by measure. Where two sources give the same series, the one named first in the config does."""

    def __init__(self, facts: Facts, measures: Mapping[str, Measure], sources: Sequence[str]) -> None:
        self.origins = facts.origins
        self.rank = rank = {name: order for order, name in enumerate(sources)}
        rows: dict[tuple[Key, str], list[Fact]] = {}
        feeds: dict[tuple[Key, str], list[Feed]] = {}
        bare: dict[Key, Key] = {}
        for (key, source), run in groupby(facts.series, key=attrgetter("key", "source")):
            rows.setdefault((_bare(key, bare), source), []).extend(run)
        for feed in facts.feeds:
            feeds.setdefault((_bare(feed.key, bare), feed.source), []).append(feed)
        lines: dict[str, list[Line]] = {}
        for key, source in sorted(rows.keys() | feeds.keys(), key=lambda item: (item[0], rank.get(item[1], len(rank)))):
            own, spoken = rows.get((key, source), []), feeds.get((key, source), [])
            if key.measure in measures and (own or any(feed.spans for feed in spoken)):
                line = Line(key, source, kind_of(measures[key.measure].kind, key.of), own, spoken)
                lines.setdefault(key.measure, []).append(line)
        self._given = lines
        self._lines = {measure: _chosen(group, rank) for measure, group in lines.items()}
        dated = [found for (key, _), found in rows.items() if not key.measure.endswith(TWELVE_MONTHS)]
        self.first = min(map(attrgetter("start"), chain.from_iterable(dated)), default=None)
        self.last: date | None = max(map(attrgetter("end"), facts.series), default=None)
        deliveries: dict[str, set[str]] = {}
        for group in lines.values():
            for line in group:
                deliveries.setdefault(line.source, set()).add(line.key.delivery)
        self.paid_only = frozenset(source for source, found in deliveries.items() if found == {"paid"})

    def lines(self, measure: str) -> tuple[Line, ...]:
        return self._lines.get(measure, ())

    def given(self, measure: str) -> tuple[Line, ...]:
        """The series of all sources, also where several tell of the same; the one named first comes first."""
        return tuple(self._given.get(measure, ()))

    def preferring(self, source: str) -> Index:
        """The same series; where several sources give one, this source's."""
        other = copy(self)
        other.rank = {**self.rank, source: -1}
        other._lines = {measure: _chosen(group, other.rank) for measure, group in self._given.items()}
        return other

    def doubles(self, line: Line) -> tuple[Line, ...]:
        """The series of all sources that tell of the same thing, accounts apart."""
        key = line.key._replace(account="")
        return tuple(other for other in self._given[line.key.measure] if other.key._replace(account="") == key)

    def traces(self, facts: Iterable[Fact]) -> tuple[Trace, ...]:
        """The rows of each table that the facts come from."""
        found: dict[tuple[str, int], list[Fact]] = {}
        for fact in facts:
            found.setdefault((fact.source, fact.origin), []).append(fact)
        result = []
        for (source, number), group in sorted(found.items()):
            origin = self.origins[number]
            ends = min(fact.first_row for fact in group), max(fact.last_row for fact in group)
            first, last = ends if ends[0] > 0 else (None, None)
            rates = tuple(sorted({rate for fact in group for rate in fact.rates}))
            table = origin.file, origin.sha256, origin.table
            result.append(Trace(source, *table, first, last, len(group), rates, origin.filter))
        return tuple(result)


def _bare(key: Key, known: dict[Key, Key]) -> Key:
    found = known.get(key)
    if found is None:
        found = known[key] = key._replace(campaign="", currency="") if key.campaign or key.currency else key
    return found


def _chosen(lines: Sequence[Line], rank: Mapping[str, int]) -> tuple[Line, ...]:
    """Without the series that a source named earlier gives already; accounts add up only when all are named."""
    groups: dict[Key, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.key._replace(account=""), []).append(line)
    chosen = []
    for group in groups.values():
        group.sort(key=lambda line: (rank.get(line.source, len(rank)), line.source, line.key))
        giver: dict[str, str] = {}
        for line in group:
            account = line.key.account
            if line.source != group[0].source and ("" in giver or not account):
                continue
            if giver.setdefault(account, line.source) == line.source:
                chosen.append(line)
    return tuple(chosen)
