"""Cycles: spec + date → half-open ranges of local dates, and their relatives.

A cycle is ``[start, end)`` in the client's local dates. Nothing here reads a clock: ``as_of`` is passed in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from reportgen.errors import UsageError, meant, nearest

Kind = Literal["week", "month", "quarter", "half", "year", "days"]
_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
YEARS = range(1900, 2200)
"""A day outside of them is a slip of the pen."""
PER_YEAR: dict[str, int] = {"week": 52, "month": 12, "quarter": 4, "half": 2, "year": 1}


@dataclass(frozen=True, slots=True)
class CycleSpec:
    """How a client's time is cut: ``kind``, for ``days`` its length and anchor, and the fiscal year's first month."""

    kind: Kind
    days: int = 0
    anchor: date = date(2001, 1, 1)
    fiscal_year_start: int = 1

    @property
    def per_year(self) -> float:
        """Cycles in a year: 12, 52, 4 …; for N days 365 / N."""
        return PER_YEAR.get(self.kind) or 365 / self.days


@dataclass(frozen=True, slots=True)
class Cycle:
    """One cycle: local dates ``[start, end)``.

    ``until`` is the end of what has elapsed (a running cycle "to date"); None for a whole cycle.
    """

    spec: CycleSpec
    start: date
    end: date
    until: date | None = None

    @property
    def stop(self) -> date:
        """The first date that is no longer looked at."""
        return self.until if self.until is not None else self.end

    @property
    def days(self) -> int:
        """Days looked at."""
        return (self.stop - self.start).days

    @property
    def running(self) -> bool:
        return self.until is not None and self.until < self.end

    @property
    def id(self) -> str:
        """``2026-10``, ``2026-Q3``, ``2026-W41``, ``2026-H2``, ``2026``, ``FY2027-Q1``, ``2026-01-05``."""
        kind, first = self.spec.kind, self.spec.fiscal_year_start
        if kind == "days":
            return self.start.isoformat()
        if kind == "week":
            year, week, _ = self.start.isocalendar()
            return f"{year}-W{week:02d}"
        if kind == "month":
            return f"{self.start:%Y-%m}"
        year = self.fiscal_year
        prefix = f"FY{year}" if first != 1 else str(year)
        if kind == "year":
            return prefix
        number = ((self.start.month - first) % 12) // _MONTHS[kind] + 1
        return f"{prefix}-{'Q' if kind == 'quarter' else 'H'}{number}"

    @property
    def number(self) -> int:
        """The week, month, quarter or half of its year, from 1; 0 for years and N days."""
        if self.spec.kind == "week":
            return self.start.isocalendar().week
        if self.spec.kind == "month":
            return self.start.month
        if self.spec.kind in ("quarter", "half"):
            return ((self.start.month - self.spec.fiscal_year_start) % 12) // _MONTHS[self.spec.kind] + 1
        return 0

    @property
    def fiscal_year(self) -> int:
        """The year's name: the year in which the fiscal year ends."""
        first = self.spec.fiscal_year_start
        if first == 1:
            return self.start.year
        return self.start.year + (1 if self.start.month >= first else 0)

    def previous(self) -> Cycle:
        """The adjacent cycle of the same kind; of a running cycle as many elapsed days of it, at most to its end."""
        whole = cycle_of(self.spec, self.start - timedelta(days=1))
        return self._same_elapsed(whole)

    def next(self) -> Cycle:
        """The cycle that begins where this one ends, whole."""
        return cycle_of(self.spec, self.end)

    def year_ago(self) -> Cycle | None:
        """The counterpart one year earlier; None for an ISO week 53 without one, and for N days from a 29 February."""
        spec = self.spec
        if spec.kind == "week":
            year, week, _ = self.start.isocalendar()
            try:
                start = date.fromisocalendar(year - 1, week, 1)
            except ValueError:
                return None
            return self._same_elapsed(cycle_of(spec, start))
        if spec.kind == "days":
            then = self.start - timedelta(days=364) if spec.days % 7 == 0 else _same_date_a_year_before(self.start)
            if then is None:
                return None
            return self._same_elapsed(Cycle(spec, then, then + timedelta(days=spec.days)))
        return self._same_elapsed(cycle_of(spec, _add_months(self.start, -12)))

    def to_date(self, as_of: date) -> Cycle:
        """This cycle up to the day before ``as_of``; unchanged when it had ended by then."""
        return self if as_of >= self.end else replace(self, until=max(self.start, as_of))

    def _same_elapsed(self, other: Cycle) -> Cycle:
        if not self.running:
            return other
        until = min(other.end, other.start + timedelta(days=self.days))
        return replace(other, until=until)


@lru_cache(maxsize=4096)  # each KPI looks back over the same cycles
def cycle_of(spec: CycleSpec, day: date) -> Cycle:
    """The whole cycle that holds ``day``."""
    if spec.kind == "days":
        start = spec.anchor + timedelta(days=(day - spec.anchor).days // spec.days * spec.days)
        return Cycle(spec, start, start + timedelta(days=spec.days))
    if spec.kind == "week":
        start = day - timedelta(days=day.weekday())
        return Cycle(spec, start, start + timedelta(days=7))
    months = _MONTHS[spec.kind]
    into = (day.month - spec.fiscal_year_start) % 12 % months
    start = _add_months(day.replace(day=1), -into)
    return Cycle(spec, start, _add_months(start, months))


def last_complete(spec: CycleSpec, as_of: date) -> Cycle:
    """The newest cycle that had ended when the day ``as_of`` began."""
    return cycle_of(spec, cycle_of(spec, as_of).start - timedelta(days=1))


def parse_period(text: str, spec: CycleSpec, as_of: date) -> Cycle:
    """``last``, ``current`` or a cycle's id → Cycle (a running one up to ``as_of``).

    Raises UsageError when the text is no period, or one of another kind than the config's cycle.
    """
    if text in ("last", "last-month"):
        if text == "last-month" and spec.kind != "month":
            raise UsageError(f"--period last-month: this config's cycle is a {spec.kind}. Write --period last.")
        return last_complete(spec, as_of)
    if text == "current":
        return cycle_of(spec, as_of).to_date(as_of)
    try:
        cycle = named_cycle(text, spec)
    except NoCycleError as error:
        near = error.near or nearest(text, ("last", "current"))
        cure = f" Write last, current or a period like {example_id(spec)}."
        raise UsageError(f"--period {text}: {error.what}.{meant(near)}{cure}") from None
    if cycle.start >= as_of:
        raise UsageError(f"--period {text}: this cycle begins on {cycle.start}, not before the date {as_of}.")
    return cycle.to_date(as_of)


class NoCycleError(ValueError):
    """A text that names no cycle: what it is instead, and the ids that may be meant."""

    def __init__(self, what: str, near: tuple[str, ...] = ()) -> None:
        self.what, self.near = what, near
        super().__init__(what)


_FORMS: tuple[tuple[str, str, str], ...] = (
    ("days", r"(?P<iso>\d{4}-\d{2}-\d{2})", "2026-01-05"),
    ("week", r"(?P<y>\d{4})-W(?P<n>\d{2})", "2026-W41"),
    ("month", r"(?P<y>\d{4})-(?P<n>\d{2})", "2026-10"),
    ("quarter", r"(?P<fy>FY)?(?P<y>\d{4})-Q(?P<n>[1-4])", "2026-Q3"),
    ("half", r"(?P<fy>FY)?(?P<y>\d{4})-H(?P<n>[12])", "2026-H2"),
    ("year", r"(?P<fy>FY)?(?P<y>\d{4})", "2026"),
)


def named_cycle(text: str, spec: CycleSpec) -> Cycle:
    """A cycle's id → the whole cycle. Raises NoCycleError for all else."""
    for kind, form, _ in _FORMS:
        match = re.fullmatch(form, text)
        if match is None:
            continue
        if kind != spec.kind:
            raise NoCycleError(f"this is a {kind.removesuffix('s')}; this config's cycle is {_article(spec)}")
        try:
            start = _start_of(match, spec)
        except ValueError:
            break
        if start.year not in YEARS:
            break
        cycle = cycle_of(spec, start)
        if cycle.start != start:
            near = min(cycle, cycle.next(), key=lambda other: abs(other.start - start))
            raise NoCycleError(f"no cycle begins on {start}", (near.id,))
        return cycle
    raise NoCycleError("not a period", _written_alike(text, spec))


def _written_alike(text: str, spec: CycleSpec) -> tuple[str, ...]:
    """The ids of the same numbers and letters: ``2026-9`` → 2026-09, ``q3 2026`` → 2026-Q3."""
    parts, year = _parts(text), re.search(r"\d{4}", text)
    if year is None or int(year[0]) not in YEARS:
        return ()
    cycle, found = cycle_of(spec, date(int(year[0]) - 1, 1, 1)), []
    while cycle.start.year <= int(year[0]):
        found += [cycle.id] if _parts(cycle.id) == parts else []
        cycle = cycle.next()
    return tuple(found)


def _parts(text: str) -> list[str]:
    return sorted(part.lstrip("0") for part in re.findall(r"[A-Z]+|\d+", text.upper()))


def _start_of(match: re.Match[str], spec: CycleSpec) -> date:
    parts = match.groupdict()
    if parts.get("iso"):
        return date.fromisoformat(parts["iso"])
    year, number = int(parts["y"]), int(parts.get("n") or 1)
    if spec.kind == "week":
        return date.fromisocalendar(year, number, 1)
    if spec.kind == "month":
        return date(year, number, 1)
    first = spec.fiscal_year_start
    start_year = year - 1 if first != 1 else year
    return _add_months(date(start_year, first, 1), (number - 1) * _MONTHS[spec.kind])


def _article(spec: CycleSpec) -> str:
    return f"{spec.days} days" if spec.kind == "days" else f"a {spec.kind}"


def example_id(spec: CycleSpec) -> str:
    """What a cycle's id looks like: ``2026-10``, ``FY2026-Q3``."""
    example = next(example for kind, _, example in _FORMS if kind == spec.kind)
    if spec.fiscal_year_start != 1 and spec.kind in ("quarter", "half", "year"):
        example = "FY" + example
    if spec.kind == "days":
        example = cycle_of(spec, date.fromisoformat(example)).id
    return example


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _same_date_a_year_before(day: date) -> date | None:
    """None for a 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return None
