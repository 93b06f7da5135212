"""Views → one line: which of the method's eight steps this report has taken, and which are open."""

from __future__ import annotations

from reportgen.document.view import Views
from reportgen.document.wording import Words, join, strong
from reportgen.model.text import Text

STEPS = ("objectives", "kpis", "cycle", "measured", "compared", "analysed", "improved", "tested")


def steps_line(report: Views) -> Text:
    """*Les huit étapes : faites : objectifs, indicateurs … ; à faire : amélioration, mise à l'essai.*"""
    words, done = report.words, _done(report)
    parts = {
        name: words.text(f"steps.{name}", list=_listed(words, chosen))
        for name, chosen in (
            ("done", [step for step in STEPS if step in done]),
            ("open", [step for step in STEPS if step not in done]),
        )
        if chosen
    }
    text = words.text("steps.both", **parts) if len(parts) > 1 else words.text("steps.only", part=parts.popitem()[1])
    return join(strong(words.text("steps.heading")), " ", text)


def _done(report: Views) -> frozenset[str]:
    """A step is taken where the config and the figures show it: nothing is done because its key is there, but empty."""
    config = report.config
    mains = [report.main(objective) for objective in report.scorecard.objectives]
    judged = report.insights.lessons
    related = any(row.p is not None for row in report.insights.relations)
    commented = any(words.strip() for words in config.words(report.cycle.id).values())
    shown = {
        "objectives": all(objective.agreed_by and _dated(report, objective.id) for objective in config.objectives),
        "kpis": all(any(kpi.target is not None for kpi in objective.kpis) for objective in config.objectives),
        "cycle": True,
        "measured": all(view.measured for view in mains),
        "compared": any(view.previous or view.year_ago or view.target for view in mains),
        "analysed": commented or bool(config.campaigns) or related,
        "improved": bool(judged.actions),
        "tested": any(test.doubt != "too_early" for test in judged.tests),
    }
    return frozenset(step for step, taken in shown.items() if taken)


def _dated(report: Views, objective: str) -> bool:
    settings = next(row for row in report.config.objectives if row.id == objective)
    targets = (kpi.target for kpi in settings.kpis)
    return settings.due is not None or any(getattr(target, "by", None) for target in targets)


def _listed(words: Words, steps: list[str]) -> Text:
    text = words.text(f"steps.name.{steps[0]}")
    for step in steps[1:]:
        text = words.text("list.comma", first=text, second=words.text(f"steps.name.{step}"))
    return text
