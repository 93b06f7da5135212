"""A KPI's score → the limits that its verdict rests on: centre, standard deviation, count and form."""

from __future__ import annotations

from reportgen.insight.series import numbers
from reportgen.insight.signals import judge_last, net_changes
from reportgen.model.explanation import Form, Judgement
from reportgen.model.insights import Verdict
from reportgen.model.scorecard import KpiScore


def judgement(score: KpiScore, verdict: Verdict, season: bool | None) -> Judgement | None:
    """None where the verdict has no limits. ``season`` is the config's word on the KPI, None where it has none."""
    if verdict.low is None:
        return None
    values = net_changes(numbers(score)) if score.level else numbers(score)
    judged = judge_last(values, round(score.current.cycle.spec.per_year), season)
    if judged is None:
        return None
    form, found = judged.form, judged.found
    kind: Form = "values" if form.base is None else "log_ratio" if form.logs else "difference"
    return Judgement(found.centre, found.s, found.n, kind, score.level, form.base)
