"""Cycle → its days as ordinals, and the spans of days beside it: the cycle before, an objective's own, a year's."""

from __future__ import annotations

from datetime import date, timedelta

from reportgen.config.schema import Config
from reportgen.periods import Cycle, CycleSpec, cycle_of

TO_THURSDAY = timedelta(days=3)  # ISO 8601: a week lies in the year of its Thursday


def ordinals(cycle: Cycle) -> tuple[int, int]:
    """Its days ``[lo, hi)``, as Lines and Parts count them; of a running cycle those to date."""
    return cycle.start.toordinal(), cycle.stop.toordinal()


def before(cycle: Cycle) -> Cycle:
    """The whole cycle before; `Cycle.previous` gives of a running one as many days."""
    return cycle_of(cycle.spec, cycle.start - timedelta(days=1))


def span(start: date, stop: date) -> Cycle:
    """The days ``[start, stop)``."""
    return Cycle(CycleSpec("days", (stop - start).days, start), start, stop)


def own_cycle(spec: CycleSpec, cycle: Cycle) -> Cycle:
    """The objective's cycle that the report's lies in: whole where both end together, until then to date."""
    return cycle if spec == cycle.spec else cycle_of(spec, cycle.start).to_date(cycle.stop)


def fiscal_year(config: Config, cycle: Cycle) -> Cycle:
    """The year that the cycle's first day is in; of weeks the year of whole weeks, each that of its Thursday."""
    spec = CycleSpec("year", fiscal_year_start=config.fiscal_year_start)
    if cycle.spec.kind != "week":
        return cycle_of(spec, cycle.start)
    year = cycle_of(spec, cycle.start + TO_THURSDAY)
    first, last = (cycle_of(cycle.spec, day + TO_THURSDAY).start for day in (year.start, year.end))
    return span(first, last)


def a_year_before(way: Cycle) -> Cycle:
    """The same dates of the year before."""
    return span(_a_year_before(way.start), _a_year_before(way.end))


def to_date(config: Config, cycle: Cycle) -> tuple[Cycle, Cycle | None]:
    """The year up to the cycle's last day, and the same days of the year before (weeks: the same weeks). Of N days that
    reach into the next year those of the old one, which is whole by then."""
    year = fiscal_year(config, cycle)
    now = span(year.start, min(cycle.stop, year.end))
    if cycle.spec.kind != "week":
        return now, a_year_before(now)
    before = cycle.year_ago()
    if before is None:
        return now, None
    return now, span(fiscal_year(config, before).start, before.stop)


def cycles_in(year: Cycle, cycle: Cycle) -> int | None:
    """How many of the report's cycles make the year; None where they don't fill it."""
    count, current = 0, cycle_of(cycle.spec, year.start)
    if current.start != year.start:
        return None
    while current.start < year.end:
        count, current = count + 1, current.next()
    return count if current.start == year.end else None


def _a_year_before(day: date) -> date:
    """The same date; the day after 28 February where there is no 29th, so that half-open spans end alike."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28) + timedelta(days=1)
