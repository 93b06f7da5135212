"""A file's name → the dates in it: the range that an export covers, or the day on which it was made."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import PurePosixPath

from reportgen.sources.values import next_month

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(?<!\d)(20\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-(\d\d)-(20\d\d)(?!\d)"
)
_MONTH = re.compile(r"(?<!\d)(?<!\d-)(20\d\d)-(0[1-9]|1[0-2])(?!-?\d)")


def dates_in(path: PurePosixPath) -> tuple[date, ...]:
    """The dates in a file's name, in their order: ``2026-03-01``, ``20260301``, ``Mar-01-2026``."""
    found = []
    for match in _DATE.finditer(path.stem.casefold()):
        try:
            if match[1]:
                found.append(date(int(match[1]), int(match[3]), int(match[4])))
            else:
                found.append(date(int(match[7]), _MONTHS.index(match[5]) + 1, int(match[6])))
        except ValueError:
            continue
    return tuple(found)


def covered(path: PurePosixPath) -> tuple[date, date] | None:
    """The half-open range that the name tells: two dates in order, two months, or one."""
    dates = dates_in(path)
    if len(dates) >= 2 and dates[0] <= dates[1]:
        return dates[0], dates[1] + timedelta(days=1)
    months = [date(int(year), int(month), 1) for year, month in _MONTH.findall(path.stem)]
    if not dates and months and len(months) <= 2 and months[0] <= months[-1]:
        return months[0], next_month(months[-1])
    return None


def exported_on(path: PurePosixPath) -> date | None:
    """The day of the export, where the name says one: its last date."""
    dates = dates_in(path)
    return dates[-1] if dates else None
