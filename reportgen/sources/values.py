"""Cells → numbers and dates. How a file writes its decimals and the order of its days is decided once per file.

Nothing is guessed per cell: what is neither a number nor a mark of absence is told, with what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from reportgen.sources.headers import plain
from reportgen.sources.rows import Cell

Style = Literal["point", "comma"]
Order = Literal["day_first", "month_first"]

STEP = Decimal("0.000001")  # every value is held to six decimals, in each reader alike
LIMIT = Decimal(10) ** 12
ABSENT = frozenset({"", "-", "--", "---", "–", "—", "nan", "n/a", "na", "null", "none", "#n/a", "(not set)"})
EARLIEST = date(2004, 1, 1)

_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_MONEY = re.compile(r"^(?:[A-Z]{2,3})?[$€£¥₹₴]|(?:[€£$¥₹₴]|EUR|USD|GBP)$")
POINT_PATTERN = r"^-?(\d+\.(\d{1,2}|\d{4,})|0\.\d+|\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,})$"
COMMA_PATTERN = r"^-?(\d+,(\d{1,2}|\d{4,})|0,\d+|\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,})$"
OPEN_PATTERN = r"^-?[1-9]\d{0,2}[.,]\d{3}$"
_POINT, _COMMA, _OPEN = (re.compile(pattern) for pattern in (POINT_PATTERN, COMMA_PATTERN, OPEN_PATTERN))
_NUMBER: dict[Style, re.Pattern[str]] = {
    "point": re.compile(r"^[-+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?([eE][-+]?\d{1,2})?$"),
    "comma": re.compile(r"^[-+]?(\d+|\d{1,3}(\.\d{3})+)?(,\d*)?$"),
}
_COMMA_LANGUAGES = frozenset({"fr", "de", "es", "pt", "it", "nl", "pl", "sv", "da", "nb", "fi", "cs", "tr", "uk", "ru"})

_YEAR_FIRST = frozenset({"eu", "hu", "ja", "ko", "lt", "mn", "sv", "zh"})
_VARIES = frozenset({"CA", "PH", "PR", "ZA"})
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_PARTED = re.compile(r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[ T]\d{1,2}:\d{2}.*)?$")
_OFFSET = re.compile(r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})$")
_NAMED_MONTH = re.compile(r"([^\W\d_]+)\.?[ -]+(?:de )?(\d{4})")
_RANGE = re.compile(r"^(\S+)\s+(?:-|–|—|to|au)\s+(\S+)$")


class CellError(ValueError):
    """The cell is not what its column holds; ``would_be_right`` says what is."""

    def __init__(self, what: str, would_be_right: str, kind: str) -> None:
        super().__init__(what)
        self.would_be_right = would_be_right
        self.kind = kind


class OpenDateError(CellError):
    """Nothing in the file tells the day from the month; ``example`` is one of its dates."""

    def __init__(self, example: str) -> None:
        what = f"'{example}': nothing in the file tells the day from the month"
        super().__init__(what, "Write dates as 2026-03-04.", "open_date")
        self.example = example


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file writes: the decimal mark, the order of day and month (None: it has no need of one)."""

    style: Style = "point"
    order: Order | None = None


def bare(text: str) -> str:
    """A number's text without blanks, apostrophes, a currency's sign or a percent sign."""
    text = _BLANKS.sub("", text).replace("−", "-").rstrip("%")
    return _MONEY.sub("", text)


def decide_style(cells: Iterable[Cell], language: str) -> Style:
    """The decimal mark of a file: from cells that can be read one way only, else from its headers' language.

    Raises CellError where cells contradict each other or nothing settles ``1.234``.
    """
    point = comma = undecided = ""
    for cell in cells:
        if not isinstance(cell, str) or ("." not in cell and "," not in cell):
            continue
        text = bare(cell)
        if _POINT.match(text):
            point = point or cell
        elif _COMMA.match(text):
            comma = comma or cell
        elif _OPEN.match(text):
            undecided = undecided or cell
    return settle_style(point, comma, undecided, language)


def settle_style(point: str, comma: str, undecided: str, language: str) -> Style:
    """The decimal mark, from one example of each sort (empty: there is none) and the language.

    Raises CellError.
    """
    if point and comma:
        raise CellError(
            f"'{point}' has a decimal point and '{comma}' a decimal comma, in one file",
            "Write all numbers of a file alike.",
            "mixed_decimals",
        )
    if point or comma:
        return "point" if point else "comma"
    if language in _COMMA_LANGUAGES:
        return "comma"
    if undecided and not language:
        raise CellError(
            f"'{undecided}' may be read in two ways, and nothing else in the file settles it",
            "Write numbers without a separator of thousands.",
            "open_decimals",
        )
    return "point"


def number(cell: Cell, style: Style) -> Decimal | None:
    """A cell → its number, held to six decimals; None where the file says that there is none. ``2.81%`` is 0.0281.

    Raises CellError.
    """
    if isinstance(cell, Decimal):
        return _held(cell, str(cell))
    if isinstance(cell, str) and cell.isdigit() and cell.isascii() and len(cell) < 12:
        return Decimal(cell)
    if not isinstance(cell, str):
        raise CellError(f"{cell} is a date where a number should be", "Write a number.", "not_a_number")
    stripped = cell.strip()
    if stripped.casefold() in ABSENT:
        return None
    text = bare(stripped)
    if not any(char.isdigit() for char in text) or not _NUMBER[style].match(text):
        raise CellError(f"'{_shown(cell)}' is not a number", _right(style), "not_a_number")
    text = text.replace(",", "") if style == "point" else text.replace(".", "").replace(",", ".")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise CellError(f"'{_shown(cell)}' is not a number", _right(style), "not_a_number") from None
    return _held(value / 100 if stripped.endswith("%") else value, cell)


def _held(value: Decimal, shown: str) -> Decimal:
    if not value.is_finite():
        raise CellError(f"'{_shown(shown)}' is not a number", "Write a number.", "not_a_number")
    if abs(value) >= LIMIT:
        raise CellError(f"'{_shown(shown)}' is too large", "Numbers stay below a million millions.", "too_large")
    held = value.quantize(STEP, ROUND_HALF_UP)
    return value if value == held else held  # as it stands, with as many decimals as are stated


def trimmed(value: Decimal) -> Decimal:
    """The same number without zeros at the end of its decimals, so that every reader hands over the same digits."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _right(style: Style) -> str:
    mark = "point" if style == "point" else "comma"
    return f"Write a number with a decimal {mark}, or leave the cell empty."


def _shown(cell: str) -> str:
    text = " ".join(cell.split())
    return text if len(text) <= 40 else text[:39] + "…"


def decide_order(cells: Iterable[Cell], language: str = "") -> Order | None:
    """Whether the day or the month stands first in dates like 04/03/2026; None where no such date occurs.

    Raises CellError where cells contradict each other; OpenDateError where nothing tells.
    """
    day_first = month_first = undecided = ""
    for cell in cells:
        match = _PARTED.match(cell.strip()) if isinstance(cell, str) else None
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
        raise CellError(
            f"'{day_first}' has the day first and '{month_first}' the month",
            "Write dates as 2026-03-04.",
            "mixed_dates",
        )
    if day_first or month_first:
        return "day_first" if day_first else "month_first"
    if undecided and language in _COMMA_LANGUAGES:
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


def day(cell: Cell, order: Order | None, zone: tzinfo) -> date:
    """A cell → a local date. A time with an offset moves to the client's zone; a bare time keeps its own day.

    Raises CellError.
    """
    if isinstance(cell, datetime):
        return cell.astimezone(zone).date() if cell.tzinfo else cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    try:
        return _day(text, order, zone)
    except ValueError:
        shown = f"'{_shown(text)}' is not a date" if text else "the date is missing"
        raise CellError(shown, "Write dates as 2026-03-04.", "not_a_date") from None


@lru_cache(maxsize=16_384)  # the files of a source name the same days
def _day(text: str, order: Order | None, zone: tzinfo) -> date:
    if _OFFSET.match(text):
        moment = datetime.fromisoformat(re.sub(r" ?(Z|UTC)$", "+00:00", text).replace(" +", "+").replace(" -", "-"))
        return moment.astimezone(zone).date()
    match = _ISO.match(text) or _COMPACT.match(text)
    if match:
        return date(int(match[1]), int(match[2]), int(match[3]))
    match = _PARTED.match(text)
    if match is None:
        raise ValueError(text)
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    return date(year, second, first) if order != "month_first" else date(year, first, second)


def period(cell: Cell, order: Order | None, zone: tzinfo) -> tuple[date, date]:
    """``2024-03-01 - 2024-03-11`` → its first date and the date after its last. Raises CellError."""
    match = _RANGE.match(cell.strip()) if isinstance(cell, str) else None
    if match is None:
        first = day(cell, order, zone)
        return first, first + timedelta(days=1)
    return day(match[1], order, zone), day(match[2], order, zone) + timedelta(days=1)


def month_start(cell: Cell, year: int | None) -> date:
    """A month's text → its first day. Raises CellError.

    ``2026-03``, ``03/2026``, ``mars 2026``, the first of the month as a date, or ``3`` with a year.
    """
    if isinstance(cell, datetime | date):
        return date(cell.year, cell.month, 1)
    text = str(cell).strip()
    try:
        if match := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-\d{2})?", text):
            return date(int(match[1]), int(match[2]), 1)
        if match := re.fullmatch(r"(\d{1,2})[/.](\d{4})", text):
            return date(int(match[2]), int(match[1]), 1)
        if (match := _PARTED.match(text)) and "1" in (match[1].lstrip("0"), match[3].lstrip("0")):
            first, second = int(match[1]), int(match[3])
            return date(int(match[4]), second if first == 1 else first, 1)
        if (match := _NAMED_MONTH.fullmatch(text)) and (number := _month_names().get(plain(match[1]))):
            return date(int(match[2]), number, 1)
        if year is not None and re.fullmatch(r"\d{1,2}", text):
            return date(year, int(text), 1)
    except ValueError:
        pass
    right = (
        "Write months as 2026-03 or the first of the month, or as 1 to 12 beside a year."
        if year is None
        else "Write months as 1 to 12."
    )
    raise CellError(f"'{_shown(text)}' is not a month", right, "not_a_month")


@lru_cache(maxsize=1)
def _month_names() -> dict[str, int]:
    """The months' names, long and short, in the languages of the exports that are read."""
    from babel import Locale  # heavy: needed by months in words alone

    names: dict[str, int] = {}
    for language in ("en", "fr", "de", "es", "it", "nl", "pt"):
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in Locale(language).months[use][width].items():
                    names.setdefault(plain(name).rstrip("."), number)
    return names


def next_month(first: date) -> date:
    """The first of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
