"""Views → the decisions that a person asks for, a line each, for page 1."""

from __future__ import annotations

from decimal import Decimal

from reportgen.config.schema_learning import Ask
from reportgen.display import default_precision
from reportgen.document.view import Views
from reportgen.model.report import Asks
from reportgen.model.text import Figure, Text


def asks(report: Views) -> Asks | None:
    """None where the config asks for nothing."""
    given = report.config.asks
    if not given:
        return None
    lines = tuple(_line(report, ask, f"ask.{number}") for number, ask in enumerate(given, start=1))
    return Asks(report.words.text("asks.heading", len(lines)), lines)


def _line(report: Views, ask: Ask, name: str) -> Text:
    """*Reconduire la campagne de Noël (1 200 €, avant le 20 novembre 2026, Claire Morel).*"""
    words = report.words
    details: list[Text] = []
    if ask.amount is not None:
        details.append((amount(ask.amount, name),))
    if ask.deadline is not None:
        details.append(words.text("asks.deadline", day=Figure(f"{name}.deadline", ask.deadline, "date")))
    if ask.owner is not None:
        details.append(words.own(ask.owner, f"{name}.owner"))
    decision = words.own(ask.decision.rstrip(" ."), f"{name}.decision")
    if not details:
        return decision
    text = details[0]
    for detail in details[1:]:
        text = words.text("list.comma", first=text, second=detail)
    return words.text("asks.line", decision=decision, details=text)


def amount(value: Decimal, name: str) -> Figure:
    """What a decision costs: in whole units where it is given so."""
    precision = 0 if value == value.to_integral_value() else default_precision("currency", value)
    return Figure(f"{name}.amount", value, "currency", precision)
