"""Amounts in the documents: Figures that add up as displayed, Views of KPIs that belong to no objective's table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.display import added_up, default_precision, rounded, whole_from
from reportgen.document.view import View, Views
from reportgen.model.insights import Verdict
from reportgen.model.returns import Bridge, Returns
from reportgen.model.scorecard import KpiScore, ObjectiveScore
from reportgen.model.text import Figure, Text


def money(name: str, value: Decimal) -> Figure:
    """An amount with the decimals that its size has."""
    return Figure(name, value, "currency", default_precision("currency", value))


def found(report: Views) -> Returns:
    """What the section is made of. Raises ValueError where there is nothing."""
    if report.scorecard.returns is None:
        raise ValueError("no returns")
    return report.scorecard.returns


def money_view(report: Views, score: KpiScore) -> View:
    """A KPI of the section, under ids of its own: ``returns.roi_sales.current``."""
    view = View(report, ObjectiveScore("returns", "sales", "", "", ()), score, Verdict("none"))
    view.id = f"returns.{score.id}"
    return view


def measured(report: Views, name: str) -> View | None:
    """A KPI of the section that has a figure."""
    score = found(report).kpi(name)
    return money_view(report, score) if score is not None else None


def decimals(report: Views, amounts: Sequence[Decimal | None]) -> int:
    """Of all amounts of a column: cents where none is large."""
    most = whole_from(report.config.currency)
    return 0 if any(abs(amount) >= most for amount in amounts if amount is not None) else 2


def amount(name: str, value: Decimal | None, precision: int, *, signed: bool = False) -> Figure:
    return Figure(f"returns.{name}", value, "currency", precision, signed=signed)


def reckoned(report: Views, bridge: Bridge) -> Bridge:
    """On revenue with the amounts that stand beside it in the table of channels, and left what a reader reckons of
    them; a margin stands nowhere else, and gives way itself."""
    if not bridge.on_revenue:
        return bridge
    precision = decimals(report, [bridge.start, bridge.rest])
    start, cost = rounded(bridge.start, precision), rounded(bridge.start - bridge.rest, precision)
    return replace(bridge, start=start, rest=start - cost)


def column(parts: Sequence[Decimal | None], precision: int) -> tuple[Decimal | None, ...]:
    """The parts rounded so that they add up; where one is not known, each by itself."""
    known = [part for part in parts if part is not None]
    if len(known) == len(parts):
        return added_up(known, precision)
    return tuple(None if part is None else rounded(part, precision) for part in parts)


def total(parts: Sequence[Decimal | None]) -> Decimal | None:
    """The sum; None where a part is not known."""
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def one() -> Figure:
    """One unit of the report's currency: *1 €*."""
    return Figure("returns.one", Decimal(1), "currency")


def unit(report: Views, scale: int = 0) -> Text:
    """*en euros*, *en milliers d’euros*."""
    words, code = report.words, report.scorecard.currency
    size = {0: "one", 3: "thousand", 6: "million"}[scale]
    if words.has(f"unit.currency.{code}.{size}"):
        return words.text(f"unit.currency.{code}.{size}")
    return words.text(f"unit.currency.other.{size}", code=code)
