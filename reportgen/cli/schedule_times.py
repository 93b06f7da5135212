"""How a config's time is cut and when its data settle → the days on which its reports are due, for schedulers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reportgen.errors import UsageError
from reportgen.periods import CycleSpec, cycle_of, last_complete

_YEARS = (2027, 2028)  # one without and one with a 29 February, in which every fiscal year begins as in any other
_EVERY_MONTH = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class DueDays:
    """Days of the year: those of ``months`` on ``day``, or those of a week on ``weekday`` (0 = Monday), or every day,
    of which `is_due` knows the right ones."""

    months: tuple[int, ...] = _EVERY_MONTH
    day: int | None = None
    weekday: int | None = None

    @property
    def every_day(self) -> bool:
        return self.day is None and self.weekday is None

    @property
    def cron(self) -> str:
        """Day, month and weekday of a crontab line."""
        months = "*" if self.months == _EVERY_MONTH else ",".join(map(str, self.months))
        return f"{self.day or '*'} {months} {'*' if self.weekday is None else (self.weekday + 1) % 7}"

    @property
    def systemd(self) -> str:
        """Date of an OnCalendar line."""
        weekday = "" if self.weekday is None else f"{('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')[self.weekday]} "
        months = "*" if self.months == _EVERY_MONTH else ",".join(f"{month:02d}" for month in self.months)
        return f"{weekday}*-{months}-{'*' if self.day is None else f'{self.day:02d}'}"


def due_days(spec: CycleSpec, settle_days: int) -> tuple[DueDays, ...]:
    """The first days on which the last cycle's data are final. Where a leap year moves one, the later day of the two.

    Raises UsageError where they settle later than the next cycle ends: by then the last cycle is another one.
    """
    if settle_days >= (shortest := _shortest(spec)):
        raise UsageError(
            f"the data settle {settle_days} days after a cycle's end, and the next cycle may end after {shortest}: "
            "no day is right for --period last. Name the period of each build."
        )
    if spec.kind == "days":
        return (DueDays(),)
    if spec.kind == "week":
        return (DueDays(weekday=settle_days),)
    months: dict[int, list[int]] = defaultdict(list)
    for one, other in zip(*(_ends(spec, year) for year in _YEARS), strict=True):
        first, second = (end + timedelta(days=settle_days) for end in (one, other))
        later = max((day.month < end.month, day.month, day.day) for day, end in ((first, one), (second, other)))
        months[later[2]].append(later[1])
    return tuple(DueDays(tuple(sorted(found)), day) for day, found in sorted(months.items()))


def is_due(spec: CycleSpec, settle_days: int, as_of: date) -> bool:
    """Whether the last cycle's data are final from this very day on."""
    return last_complete(spec, as_of).end + timedelta(days=settle_days) == as_of


def in_utc(at: time, zone: str, year: int) -> time:
    """A time in UTC that on every day of the year is, on the same date there, no earlier than ``at`` in the zone: later
    in one half of a year with summer time. Where the date in UTC would be the day before or after, the nearest time of
    the same date: 00:05 or 23:55, this one earlier than ``at``."""
    there = [datetime.combine(date(year, month, 15), at, ZoneInfo(zone)) for month in _EVERY_MONTH]
    minutes = max(
        round((moment.astimezone(UTC) - datetime.combine(moment.date(), time(), UTC)).total_seconds() / 60)
        for moment in there
    )
    return time(*divmod(min(max(minutes, 5), 23 * 60 + 55), 60))


def _shortest(spec: CycleSpec) -> int:
    """Days of the shortest cycle: from February a quarter has 89."""
    cycle = cycle_of(spec, date(_YEARS[0] - 1, 1, 1))
    found = cycle.days
    while cycle.start.year <= _YEARS[0]:
        cycle = cycle.next()
        found = min(found, cycle.days)
    return found


def _ends(spec: CycleSpec, year: int) -> list[date]:
    """The ends of the cycles that end in the year."""
    ends: list[date] = []
    cycle = cycle_of(spec, date(year - 1, 12, 31))
    while cycle.end.year <= year:
        if cycle.end.year == year:
            ends.append(cycle.end)
        cycle = cycle.next()
    return ends
