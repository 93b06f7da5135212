"""Days without a year (``April 12``) → the year of each: of a range that is known, else the newest possible one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reportgen.sources.numbers import CellError

MonthDay = tuple[int, int]
_LONG = 60  # days without any day of a run: it lies outside the run


@dataclass(frozen=True, slots=True)
class Years:
    """The days that a date without year may be: from ``first`` to ``last``, both inclusive; the newest one counts.

    Without ``first`` the year before ``last`` is open to it; without ``last`` there is no year at all.
    """

    first: date | None = None
    last: date | None = None

    def date_of(self, month: int, day: int, text: str) -> date:
        """The date of a month's day. Raises CellError where it has none."""
        if self.last is None:
            cure = "Give the source's 'period', or name the file by its dates."
            raise CellError(f"'{text}' has no year", cure, "no_year")
        for year in range(self.last.year, self.last.year - 9, -1):  # a 29 February has at most eight years to the next
            found = _date(year, month, day)
            if found is not None and found <= self.last:
                if self.first is None or found >= self.first:
                    return found
                break
        what = f"'{text}' lies outside the period from {self.first} to {self.last}"
        raise CellError(what, "Correct the source's 'period' or the file's name.", "date_out_of_range")


NO_YEARS = Years()


def newest(days: Iterable[MonthDay], as_of: date) -> Years:
    """The newest years of a run of days, given in the file's order, that ends no later than ``as_of``.

    The run may pass a turn of the year: the longest part of the year without any day lies outside it. Where no part is
    long (an export of a whole year) the file's order, oldest or newest first, tells the last day.
    """
    run = list(dict.fromkeys(days))
    return Years(last=Years(last=as_of).date_of(*_end(run), "")) if run else NO_YEARS


def _end(run: list[MonthDay]) -> MonthDay:
    ordered = sorted(run)
    gaps = [_between(day, following) for day, following in zip(ordered, ordered[1:] + ordered[:1], strict=True)]
    longest = max(range(len(ordered)), key=lambda index: gaps[index])
    if gaps[longest] > _LONG or len(run) == 1:
        return ordered[longest]
    falls = sum(later < earlier for earlier, later in zip(run, run[1:] + run[:1], strict=True))
    if falls == 1:
        return run[-1]
    return run[0] if falls == len(run) - 1 else ordered[longest]


def _between(day: MonthDay, following: MonthDay) -> int:
    """Days from one to the next in the circle of a leap year."""
    return (date(2004, *following) - date(2004, *day)).days % 366


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
