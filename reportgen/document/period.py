"""Scorecard + objective → Period: the cycle that an objective's figures are of, and those compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from reportgen.document.wording import Words, capital
from reportgen.model.text import Figure, Text, Unit
from reportgen.periods import Cycle


@dataclass(frozen=True, slots=True)
class Period:
    """``id`` begins the ids of its figures: an objective's own cycle is not the report's.

    ``compared``: ``previous`` and ``year_ago``, those of the config that exist. ``own``: a longer cycle than the
    report's.
    """

    id: str
    cycle: Cycle
    previous: Cycle
    compared: dict[str, Cycle]
    own: bool = False

    @property
    def later(self) -> bool:
        """Whether the objective is judged later than the report's own cycle ends."""
        return self.own and self.cycle.running

    @property
    def kind(self) -> str:
        """As the words know it: month, quarter, …"""
        return self.cycle.spec.kind

    def figure(self, name: str, form: str = "", unit: Unit = "cycle") -> Figure:
        """``current``, ``previous`` or ``year_ago``; ``form`` ends the id of another way to write the same."""
        cycles = {"current": self.cycle, "previous": self.previous}
        cycle = cycles.get(name) or self.compared[name]
        return Figure(f"{self.id}.{name}{form}", cycle, unit)

    def head(self, words: Words, name: str) -> Text:
        """At the head of a column: *Sept. 2026*; in a running one the days looked at, *Au 19 sept. 2026*."""
        if not self.cycle.running:
            return capital((self.figure(name, ".short", "cycle_short"),))
        cycle = self.cycle if name == "current" else self.compared[name]
        last = cycle.stop - timedelta(days=1)
        day = Figure(f"{self.id}.{name}.day", last, "day_month")
        return capital(words.text("kpis.head.until", day=day, year=Figure(f"{self.id}.{name}.year", last, "year")))

    def named(self, words: Words) -> Text:
        """After a noun: *du T3 2026*, of a running one *du T4 2026 à date*; empty for the report's own."""
        if not self.own:
            return ()
        cycle = words.cycle("of", self.cycle, f"{self.id}.current")
        return words.text("own_cycle.to_date", cycle=cycle) if self.cycle.running else cycle
