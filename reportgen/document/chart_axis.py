"""Values and cycles of a chart → scale, ticks and category labels."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from reportgen.display import default_precision
from reportgen.document.view import View
from reportgen.document.wording import Words
from reportgen.model.scorecard import Value
from reportgen.model.text import Figure, Text
from reportgen.periods import Cycle

_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
MOST_TICKS = 5


def number_format(view: View, high: Decimal) -> tuple[int, int]:
    """Scale (0, thousands 3, millions 6) and decimals of a chart's numbers, short enough to stand over a column."""
    if view.unit in ("count", "currency"):
        for scale in (6, 3):
            scaled = abs(high).scaleb(-scale)
            if scaled >= 100 or (scaled >= 10 and view.unit == "currency"):
                return scale, 0 if scaled >= 100 else 1
    return 0, min(view.precision, default_precision(view.unit, high))


def ticks(view: View, low: Decimal, high: Decimal, form: tuple[int, int]) -> tuple[Figure, ...]:
    """Three to five round values that lie within the range shown, or enclose it where fewer would."""
    step = round_step(low, high)
    first = (low / step).to_integral_value(ROUND_CEILING) * step
    values = []
    while first <= high:
        values.append(first)
        first += step
    if len(values) < 3:
        start = (low / step).to_integral_value(ROUND_FLOOR) * step
        values = [start + step * i for i in range(int(((high - start) / step).to_integral_value(ROUND_CEILING)) + 1)]
    scale, precision = form[0], _decimals(step, view, form[0])
    return tuple(
        Figure(f"chart.{view.objective.id}.tick.{index}", value, view.unit, precision, scale=scale, bare=True)
        for index, value in enumerate(values)
    )


def round_step(low: Decimal, high: Decimal) -> Decimal:
    """The smallest round step that gives at most five ticks."""
    span = high - low or abs(high) or Decimal(1)
    magnitude = Decimal(10) ** ((span / MOST_TICKS).adjusted())
    return next(nice * magnitude for nice in _NICE if span / (nice * magnitude) < MOST_TICKS)


def _decimals(step: Decimal, view: View, scale: int) -> int:
    """Decimals that show every tick exactly."""
    shown = (step * 100 if view.unit in ("percent", "points") else step).scaleb(-scale).normalize()
    exponent = shown.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def categories(view: View, shown: tuple[Value, ...]) -> tuple[tuple[Text, ...], ...]:
    """Label lines per point. Of months and weeks the first, every third and the last; the year under its first."""
    cycles = [value.cycle for value in shown]
    sparse = view.period.kind in ("month", "week", "days") and len(cycles) > 6
    made: list[tuple[Text, ...]] = []
    year: int | None = None
    for index, cycle in enumerate(cycles):
        if sparse and not _labelled(index, len(cycles)):
            made.append(())
            continue
        lines: list[Text] = [(Figure(f"cycle.{cycle.id}.month", cycle, "month_short"),)]
        if _year(cycle) != year and cycle.spec.kind != "year":
            lines.append((Figure(f"cycle.{cycle.id}.year", cycle, "year"),))
        year = _year(cycle)
        made.append(tuple(lines))
    return tuple(made)


def points(shown: tuple[Value, ...]) -> tuple[Text, ...]:
    """The whole name of each point's cycle, with its year."""
    return tuple((Figure(f"cycle.{value.cycle.id}.name", value.cycle, "cycle_short"),) for value in shown)


def heads(words: Words) -> tuple[Text, Text]:
    """What stands over `points` and over `categories` in a native chart's workbook."""
    return words.text("workbook.head.cycle"), words.text("chart.axis")


def _labelled(index: int, count: int) -> bool:
    last = count - 1
    return index == last or (index % 3 == 0 and last - index >= 2)


def _year(cycle: Cycle) -> int:
    return cycle.start.isocalendar().year if cycle.spec.kind == "week" else cycle.fiscal_year
