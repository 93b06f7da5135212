"""Cells → numbers and dates: the one door to ``numbers.py``, ``dates.py`` and ``years.py`` for what reads tables."""

from reportgen.sources.dates import (
    EARLIEST,
    OpenDateError,
    Order,
    day,
    decide_order,
    hour,
    month_start,
    next_month,
    order_of,
    period,
    without_year,
)
from reportgen.sources.numbers import (
    ABSENT,
    LIMIT,
    STEP,
    CellError,
    Style,
    bare,
    currencies,
    decide_style,
    is_absent,
    number,
    settle_style,
    trimmed,
)
from reportgen.sources.rows import Cell
from reportgen.sources.years import NO_YEARS, Years, newest

__all__ = [
    "ABSENT", "EARLIEST", "LIMIT", "NO_YEARS", "STEP", "Cell", "CellError", "OpenDateError", "Order", "Style", "Years",
    "bare", "currencies", "day", "decide_order", "decide_style", "hour", "is_absent", "month_start", "newest",
    "next_month", "number", "order_of", "period", "settle_style", "trimmed", "without_year",
]  # fmt: skip
