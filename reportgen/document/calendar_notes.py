"""Views → the note lines of the calendar: what makes the cycle and those compared with unlike (domain §3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from reportgen.config.schema_calendar import Event
from reportgen.document.findings import line
from reportgen.document.view import Views
from reportgen.model.text import Figure, Text
from reportgen.periods import Cycle

LEAST_DIFFERENCE = 2  # days
FRIDAY = 4


def calendar_lines(report: Views) -> list[Text]:
    """Declared events that fall in one of two compared cycles alone, and weekdays that differ in number."""
    return [*_events(report), *_weekdays(report)]


def _events(report: Views) -> Iterator[Text]:
    """By name: one that moves from year to year is declared once for each."""
    by_name: dict[str, list[Event]] = {}
    for event in report.config.events:
        by_name.setdefault(event.name, []).append(event)
    for number, (name, dates) in enumerate(by_name.items()):
        for what, other in report.compared.items():
            inside = _falls(dates, report.cycle)
            if inside == _falls(dates, other):
                continue
            cycles = {"current": report.cycle, what: other}
            there, absent = cycles if inside else reversed(cycles)
            text = report.words.text(
                "notes.event",
                event=report.words.own(name, f"events.{number}.name"),
                there=report.words.cycle("in", cycles[there], f"cycle.{there}"),
                absent=report.words.cycle("in", cycles[absent], f"cycle.{absent}"),
            )
            yield line(report, "calendar", text)


def _falls(dates: Sequence[Event], cycle: Cycle) -> bool:
    return any(event.start < cycle.stop and (event.end or event.start) >= cycle.start for event in dates)


def _weekdays(report: Views) -> Iterator[Text]:
    """Where the days from Monday to Friday, or those of weekends, are at least two more or fewer."""
    now = _mix(report.cycle)
    for what, other in report.compared.items():
        then = _mix(other)
        if max(abs(a - b) for a, b in zip(now, then, strict=True)) < LEAST_DIFFERENCE:
            continue
        parts = {}
        for role, id_, cycle, mix in (("now", "current", report.cycle, now), ("then", what, other, then)):
            parts[f"{role}_cycle"] = report.words.cycle("in", cycle, f"cycle.{id_}")
            for days, count in zip(("week", "weekend"), mix, strict=True):
                parts[f"{role}_{days}"] = (Figure(f"cycle.{id_}.{days}_days", Decimal(count), "count"),)
        yield line(report, "calendar", report.words.text("notes.weekdays", **parts))


def _mix(cycle: Cycle) -> tuple[int, int]:
    """How many days from Monday to Friday, and how many of weekends, a cycle has as far as it is looked at."""
    week = sum((cycle.start + timedelta(days=day)).weekday() <= FRIDAY for day in range(cycle.days))
    return week, cycle.days - week
