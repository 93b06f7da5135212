"""Views → what is said of budgets: how much of each is spent, and of those overspent what page 1 says."""

from __future__ import annotations

from decimal import Decimal

from reportgen.display import rounded
from reportgen.document.money import decimals, found
from reportgen.document.view import Views
from reportgen.document.wording import lowered, sentences
from reportgen.model.returns import BudgetLine
from reportgen.model.scorecard import ObjectiveScore
from reportgen.model.text import Figure, Text


def budget_texts(report: Views) -> tuple[Text, ...]:
    """How much of each budget is spent."""
    return tuple(_budget(report, line) for line in found(report).budgets)


def overspent_texts(report: Views, objective: ObjectiveScore) -> list[Text]:
    """Of an objective's budgets those overspent, the worst first."""
    return [_budget(report, line) for line in _overspent(report) if line.objective == objective.id]


def worst_overspent(report: Views) -> Text:
    """The budget that was overspent most, as part of a sentence; empty where the worst is as near to its budget as a
    target has to be to count as close."""
    worst = next(iter(_overspent(report)), None)
    if worst is None or worst.score.consumed is None or 1 / worst.score.consumed >= report.config.thresholds.close:
        return ()
    noun = report.words.noun(worst.kpi, worst.names)
    return report.words.text("headline.over_budget", noun.count, kpi=noun.text, **_figures(report, worst))


def _overspent(report: Views) -> list[BudgetLine]:
    """Those of which more than the whole is spent, in percent as displayed."""
    lines = report.scorecard.returns.budgets if report.scorecard.returns else ()
    over = [(line, share) for line in lines if (share := line.score.consumed) is not None and rounded(share, 2) > 1]
    return [line for line, _ in sorted(over, key=lambda pair: -pair[1])]


def _budget(report: Views, line: BudgetLine) -> Text:
    """*Budget (coût complet) : 7 993 € sur 8 000 €, soit 99,9 %.* Of a running cycle also how far it has come."""
    words, score = report.words, line.score
    name, figures = lowered(words.name(line.names, line.kpi)), _figures(report, line)
    if line.value is None or score.consumed is None:
        return words.text("returns.budget.unknown", kpi=name, budget=figures["budget"])
    share = Figure(f"{_id(line)}.share", score.consumed, "percent", 0)
    text = words.text("returns.budget.spent", kpi=name, share=share, **figures)
    if score.pace is None or not score.pace.days:
        return text
    days = {"elapsed": score.pace.elapsed, "days": score.pace.days}
    passed = {what: Figure(f"{_id(line)}.{what}", Decimal(count), "count") for what, count in days.items()}
    return sentences(text, words.text("returns.budget.elapsed", score.pace.elapsed, **passed))


def _figures(report: Views, line: BudgetLine) -> dict[str, Figure]:
    """What is spent and the budget, with the same decimals."""
    precision = decimals(report, [line.score.value]) if line.unit == "currency" else 0
    return {
        what: Figure(f"{_id(line)}.{id_}", value, line.unit, precision)
        for what, id_, value in (("spent", "spent", line.value), ("budget", "limit", line.score.value))
    }


def _id(line: BudgetLine) -> str:
    return f"returns.budget.{line.objective}.{line.kpi}"
