"""Figures, dates and cycles of what is explained, in English; a KPI's with the decimals that the report gives it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from reportgen.cli.common import LOCALE
from reportgen.display import Display, default_precision
from reportgen.document.view import View, Views
from reportgen.document.wording import Words
from reportgen.model.explanation import Gap
from reportgen.model.text import Figure, Unit
from reportgen.periods import Cycle
from reportgen.pipeline import Explained


class Numbers:
    """How numbers of any kind read. Money is in ``currency``."""

    def __init__(self, currency: str) -> None:
        self.display = Display(LOCALE, currency)

    def any(self, value: Decimal, unit: Unit) -> str:
        """A figure of any unit; money to the cent, so that a sum's terms and its total have the same decimals."""
        precision = 2 if unit == "currency" else default_precision(unit, value)
        return self.display.figure(Figure("value", value, unit, precision))

    def number(self, value: float | Decimal, precision: int, unit: Unit = "ratio", *, signed: bool = False) -> str:
        exact = value if isinstance(value, Decimal) else Decimal(repr(value))
        return self.display.figure(Figure("evidence", exact, unit, precision, signed=signed))

    def p(self, p: float) -> str:
        least = 0.0001
        return f"< {self.number(least, 4)}" if p < least else self.number(p, 4)

    def count(self, number: int) -> str:
        return self.any(Decimal(number), "count")

    def percent(self, share: Decimal) -> str:
        """In whole percent."""
        return self.display.figure(Figure("share", share, "percent"))

    def cycle(self, cycle: Cycle) -> str:
        return self.display.text((Figure("cycle", cycle, "cycle"),))

    def days(self, cycle: Cycle) -> str:
        """The cycle with its days, of a running one those that have passed."""
        last = cycle.stop - timedelta(days=1)
        running = " (running)" if cycle.running else ""
        return f"{self.cycle(cycle)}{running}, {self.display.day(cycle.start)} to {self.display.day(last)}"

    def gap(self, gap: Gap) -> str:
        first, last = self.display.day(gap.first), self.display.day(gap.last)
        return first if first == last else f"{first} to {last}"


class Shown(Numbers):
    """A KPI that is explained, and how its numbers read."""

    def __init__(self, found: Explained) -> None:
        super().__init__(found.explanation.currency)
        self.found, self.told = found, found.explanation

    @cached_property
    def view(self) -> View | None:
        """The KPI as the documents speak about it; None where it has no score."""
        from reportgen.config.checks import full_catalogue

        scorecard, insights = self.told.scorecard, self.found.insights
        if scorecard is None or insights is None:
            return None
        config = self.found.config.config.model_copy(update={"locale": LOCALE})
        views = Views(config, full_catalogue(config), scorecard, insights, Words(LOCALE), self.display)
        return views.kpis[self.told.objective, self.told.kpi]

    def own(self, value: Decimal | None) -> str:
        """A value of the KPI, with the decimals that the report gives all of them."""
        if value is None:
            return "—"
        return self.display.figure(self.view.of(value, "value")) if self.view else self.any(value, self.told.unit)
