"""Cells → dates. The order of day and month is decided once per file; a missing year comes from ``Years``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal

from reportgen.sources.datewords import in_words, month_in_words
from reportgen.sources.numbers import COMMA_LANGUAGES, CellError, shown
from reportgen.sources.rows import Cell
from reportgen.sources.years import NO_YEARS, Years

Order = Literal["day_first", "month_first"]

EARLIEST = date(2004, 1, 1)
RIGHT = "Write dates as 2026-03-04."

_YEAR_FIRST = frozenset({"eu", "hu", "ja", "ko", "lt", "mn", "sv", "zh"})
_VARIES = frozenset({"CA", "PH", "PR", "ZA"})
_ISO = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PARTED = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_SHORT = re.compile(r"([1-9]|1[0-2])(/)([1-9]|[12]\d|3[01])/(\d{2})")  # unpadded, so that 26/03/04 is not one
_BEGINS = re.compile(r"\s*\d{1,2}[./-]")  # as those two do; what begins with a year needs no closer look
_TIME = re.compile(
    r"(?:T|,? (?:at |à |um |às )?)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?([ap])\.?m\.?)?"
    r"(?: ?(z|utc|gmt)| ?([+-]\d{2}):?(\d{2}))?(?: [A-Za-z/_()]+)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s+(?:-|–|—|to|au|bis|al?|até|hasta)\s+|\s*[–—]\s*")
_COMPACT_RANGE = re.compile(r"(\d{8})-(\d{8})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SERIALS = range(38_000, 73_051)  # 2004 to 2099
_BEFORE_SERIALS = date(1899, 12, 30)  # a workbook counts its days from here


class OpenDateError(CellError):
    """Nothing in the file tells the day from the month; ``example`` is one of its dates."""

    def __init__(self, example: str) -> None:
        what = f"'{example}': nothing in the file tells the day from the month"
        super().__init__(what, RIGHT, "open_date")
        self.example = example


def decide_order(cells: Iterable[Cell], language: str = "") -> Order | None:
    """Whether the day or the month stands first in dates like 04/03/2026; None where no such date occurs.

    Raises CellError where cells contradict each other; OpenDateError where nothing tells.
    """
    day_first = month_first = undecided = ""
    for cell in cells:
        match = _parts(cell) if isinstance(cell, str) else None
        if match is None or not isinstance(cell, str):
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12 or match[2] == ".":
            day_first = day_first or cell
        elif second > 12:
            month_first = month_first or cell
        else:
            undecided = undecided or cell
    if day_first and month_first:
        what = f"'{day_first}' has the day first and '{month_first}' the month"
        raise CellError(what, RIGHT, "mixed_dates")
    if day_first or month_first:
        return "day_first" if day_first else "month_first"
    if undecided and language in COMMA_LANGUAGES:
        return "day_first"
    if undecided:
        raise OpenDateError(undecided)
    return None


def order_of(locale: str) -> Order | None:
    """Whether a locale's dates begin with the day or the month; None where they begin with the year, or usage varies.

    >>> order_of("fr_FR"), order_of("en_US"), order_of("en_CA")
    ('day_first', 'month_first', None)
    """
    if locale == "en_US":
        return "month_first"
    language, _, territory = locale.partition("_")
    return None if language in _YEAR_FIRST or not territory or territory in _VARIES else "day_first"


def day(cell: Cell, order: Order | None, zone: tzinfo, years: Years = NO_YEARS, written: tzinfo | None = None) -> date:
    """A cell → a local date. A time with an offset moves to the client's zone; a bare time keeps its own day, or moves
    from the zone in which it was ``written``, where that is known.

    Raises CellError.
    """
    if isinstance(cell, datetime):
        return _local(cell, zone, written)
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    try:
        found = _day(text, order, zone, written)
    except ValueError:
        what = f"'{shown(text)}' is not a date" if text else "the date is missing"
        raise CellError(what, RIGHT, "not_a_date") from None
    return found if isinstance(found, date) else years.date_of(*found, text)


def hour(cell: Cell, order: Order | None, zone: tzinfo, written: tzinfo | None = None) -> int | None:
    """The local hour (0 to 23) of a time stamp; None where the cell tells a day alone, or no day. A midnight on the dot
    is how tables write a day."""
    try:
        if isinstance(cell, datetime):
            moment = cell
        else:
            text, clock = _clock(str(cell).strip())
            found = _date(text, order) if clock is not None else None
            if clock is None or not isinstance(found, date):
                return None
            moment = datetime.combine(found, clock)
    except ValueError:
        return None
    return None if moment.time() == time.min else _moved(moment, zone, written).hour


def without_year(cell: Cell) -> tuple[int, int] | None:
    """The month and day of a date in words that has no year; None for any other cell."""
    stripped = cell.strip() if isinstance(cell, str) else ""
    if not stripped or stripped[-4:].isdigit() or stripped[:4].isdigit():
        return None
    text, _ = _clock(stripped)
    words = in_words(text)
    return (words.month, words.day) if words and words.year is None else None


@lru_cache(maxsize=16_384)  # the files of a source name the same days
def _day(text: str, order: Order | None, zone: tzinfo, written: tzinfo | None) -> date | tuple[int, int]:
    """The date; only its month and day where the text has no year. Raises ValueError."""
    text, clock = _clock(text)
    found = _date(text, order)
    if clock is None or isinstance(found, tuple) or (clock.tzinfo is None and written is None):
        return found
    return _local(datetime.combine(found, clock), zone, written)


def _local(moment: datetime, zone: tzinfo, written: tzinfo | None) -> date:
    return _moved(moment, zone, written).date()


def _moved(moment: datetime, zone: tzinfo, written: tzinfo | None) -> datetime:
    """A moment as the clocks of ``zone`` show it."""
    if moment.tzinfo is None:
        if written is None or moment.time() == time.min:  # a workbook's date is a midnight
            return moment
        moment = moment.replace(tzinfo=written)
    return moment.astimezone(zone)


def _clock(text: str) -> tuple[str, time | None]:
    """A text without the time at its end, and that time. Raises ValueError where it is no time of a day."""
    match = _TIME.search(text) if ":" in text else None
    if match is None or match.end() != len(text):
        return text, None
    hour, half = int(match[1]), (match[4] or "").casefold()
    if half and not 1 <= hour <= 12:
        raise ValueError(text)
    hour = hour % 12 + 12 * (half == "p") if half else hour
    offset: tzinfo | None = UTC if match[5] else None
    if match[6]:
        minutes = int(match[6]) * 60 + int(match[6][0] + match[7])
        offset = timezone(timedelta(minutes=minutes))
    return text[: match.start()], time(hour, int(match[2]), int(match[3] or 0), tzinfo=offset)


def _date(text: str, order: Order | None) -> date | tuple[int, int]:
    if match := _ISO.fullmatch(text):
        return date(int(match[1]), int(match[3]), int(match[4]))
    if match := _COMPACT.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _PARTED.fullmatch(text) or _SHORT.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        return date(year, second, first) if order != "month_first" else date(year, first, second)
    words = in_words(text)
    if words is None:
        return _serial(text)
    if words.year is not None:
        return date(words.year, words.month, words.day)
    date(2004, words.month, words.day)  # a leap year: 29 February is a day of some years
    return words.month, words.day


def _serial(text: str) -> date:
    """The date of a day that a workbook holds as a number: ``44008``, or ``44008.75`` with a time of day."""
    match = _SERIAL.fullmatch(text)
    if match is None or int(match[1]) not in _SERIALS:
        raise ValueError(text)
    return _BEFORE_SERIALS + timedelta(days=int(match[1]))


def _parts(cell: str) -> re.Match[str] | None:
    if not _BEGINS.match(cell):
        return None
    try:
        text, _ = _clock(cell.strip())
    except ValueError:
        return None
    return _PARTED.fullmatch(text) or _SHORT.fullmatch(text)


def period(cell: Cell, order: Order | None, zone: tzinfo) -> tuple[date, date]:
    """``2024-03-01 - 2024-03-11`` → its first date and the date after its last; also in words, and for one day alone.

    A first date without year takes that of the last one (``28 Dec - 3 Jan 2026`` begins in 2025). Raises CellError.
    """
    text = _COMPACT_RANGE.sub(r"\1 - \2", cell.strip()) if isinstance(cell, str) else ""
    for match in _RANGE.finditer(text):
        first, last = text[: match.start()], text[match.end() :]
        try:
            end = day(last, order, zone)
            return day(first, order, zone, Years(last=end)), end + timedelta(days=1)
        except CellError:
            continue
    start = day(cell, order, zone)
    return start, start + timedelta(days=1)


def month_start(cell: Cell, year: int | None) -> date:
    """A month's text → its first day. Raises CellError.

    ``2026-03``, ``202603``, ``03/2026``, ``mars 2026``, the first of the month as a date, or ``3`` with a year.
    """
    if isinstance(cell, datetime | date):
        return date(cell.year, cell.month, 1)
    text = str(cell).strip()
    try:
        if match := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-\d{2})?|(\d{4})(\d{2})", text):
            return date(int(match[1] or match[3]), int(match[2] or match[4]), 1)
        if match := re.fullmatch(r"(\d{1,2})[/.](\d{4})", text):
            return date(int(match[2]), int(match[1]), 1)
        if (match := _PARTED.fullmatch(text)) and "1" in (match[1].lstrip("0"), match[3].lstrip("0")):
            first, second = int(match[1]), int(match[3])
            return date(int(match[4]), second if first == 1 else first, 1)
        if named := month_in_words(text):
            return date(*named, 1)
        if year is not None and re.fullmatch(r"\d{1,2}", text):
            return date(year, int(text), 1)
    except ValueError:
        pass
    right = (
        "Write months as 2026-03 or the first of the month, or as 1 to 12 beside a year."
        if year is None
        else "Write months as 1 to 12."
    )
    raise CellError(f"'{shown(text)}' is not a month", right, "not_a_month")


def next_month(first: date) -> date:
    """The first of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
