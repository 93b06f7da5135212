"""Views → what more money would bring in new customers, at constant returns; for the notes why nothing is said."""

from __future__ import annotations

from decimal import Decimal

from reportgen.display import rounded
from reportgen.document.effort_campaigns import LEVEL
from reportgen.document.findings import line
from reportgen.document.view import Views
from reportgen.document.wording import sentences
from reportgen.model.relations import Scenario
from reportgen.model.report import Panel
from reportgen.model.text import Figure, Text

NEEDED = 10  # new customers
FEW = 3  # under it new customers are told with a decimal
SMALL = Decimal(100)  # under it money is shown with cents


def scenario_panel(report: Views) -> Panel | None:
    """How many new customers, low to high, and what it rests on; None without an estimate."""
    found = report.insights.scenario
    if found is None or found.base is None:
        return None
    subtitle = report.words.text("scenario.subtitle")
    return Panel(_title(report, found), subtitle, None, (sentences(_cost(report, found), _now(report, found)),))


def scenario_note(report: Views) -> Text:
    """The same in a sentence, for the deck; empty without an estimate."""
    found = report.insights.scenario
    if found is None or found.base is None:
        return ()
    return report.words.text("scenario.deck", title=_title(report, found))


def scenario_lines(report: Views) -> list[Text]:
    """For the notes: why there is no estimate, where one is asked for."""
    found = report.insights.scenario
    if found is None or found.base is not None:
        return []
    words, more = report.words, _money("more", found.more)
    if found.cycles == 1 and found.customers >= NEEDED:
        return [line(report, "scenario", words.text("scenario.single", more=more, over=_over(report, found)))]
    if not found.cycles or found.customers >= NEEDED:
        return [line(report, "scenario", words.text("scenario.unknown", more=more))]
    told = words.text(
        "scenario.few",
        found.customers,
        more=more,
        customers=_count("customers", found.customers),
        over=_over(report, found),
        needed=_count("needed", Decimal(NEEDED)),
    )
    return [line(report, "scenario", told)]


def _title(report: Views, found: Scenario) -> Text:
    base = found.base or Decimal(0)
    precision = 1 if base < FEW else 0
    ends = {key: _count(key, getattr(found, key), precision) for key in ("base", "low", "high")}
    count = base if precision else rounded(base, 0)
    return report.words.text("scenario.title", count, more=_money("more", found.more), **ends)


def _cost(report: Views, found: Scenario) -> Text:
    money = {key: _money(key, getattr(found, key)) for key in ("cac", "cac_low", "cac_high")}
    told = report.words.text(
        "scenario.cost",
        customers=_count("customers", found.customers),
        over=_over(report, found),
        level=Figure("scenario.level", LEVEL, "percent"),
        **money,
    )
    return told


def _now(report: Views, found: Scenario) -> Text:
    """What one cost in this cycle alone, where that is outside the range of all of them."""
    given = report.scorecard.returns
    score = given.kpi("cac") if given is not None else None
    cac = score.current.value if score is not None and score.current.small_base is None else None
    if (
        report.cycle.running
        or cac is None
        or found.cac_low is None
        or found.cac_high is None
        or found.cac_low <= cac <= found.cac_high
    ):
        return ()
    cycle = report.words.cycle("in", report.cycle, "cycle.current")
    return report.words.text("scenario.now", cycle=cycle, cac=_money("cac_now", cac))


def _over(report: Views, found: Scenario) -> Text:
    """*sur douze mois*."""
    number = report.words.number(found.cycles, "scenario.cycles")
    return report.words.text(f"effort.over.{report.cycle.spec.kind}", found.cycles, number=number)


def _money(what: str, value: Decimal) -> Figure:
    whole = value == value.to_integral_value() or value >= SMALL
    return Figure(f"scenario.{what}", value, "currency", 0 if whole else 2)


def _count(what: str, value: Decimal, precision: int = 0) -> Figure:
    return Figure(f"scenario.{what}", value, "count", precision)
