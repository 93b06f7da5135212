"""A KPI's score → its verdict, and the limits that it rests on: centre, standard deviation, count and form."""

from __future__ import annotations

from reportgen.insight.series import numbers
from reportgen.insight.signals import Possible, judge_last, net_changes, verdict
from reportgen.model.explanation import Form, Judgement
from reportgen.model.insights import Verdict
from reportgen.model.scorecard import KpiScore
from reportgen.periods import Cycle
from reportgen.vocabulary.catalogue import catalogue


def verdict_on(kpi: KpiScore, cycle: Cycle, season: bool | None = None, possible: Possible | None = None) -> Verdict:
    """No verdict on a running cycle, on a figure that may still move, nor on one that is not whole.

    ``season`` is the config's word on the KPI, None where it has none; ``possible``: where it can lie, if the catalogue
    does not tell.
    """
    if cycle.running or kpi.settles is not None or kpi.current.small_base is not None:
        return Verdict("none")
    return verdict(
        numbers(kpi),
        better=kpi.better,
        per_year=round(cycle.spec.per_year),
        season=season,
        counts=kpi.unit == "count",
        level=kpi.level,
        possible=possible or _possible(kpi.id),
    )


def _possible(kpi: str) -> Possible:
    """Where the KPI can lie; a client's own, that is not told, at zero or above."""
    known = catalogue().kpis.get(kpi)
    return known.possible if known else (0, None)


def judgement(score: KpiScore, verdict: Verdict, season: bool | None) -> Judgement | None:
    """None where the verdict has no limits. ``season`` as of `verdict_on`."""
    if verdict.low is None:
        return None
    values = net_changes(numbers(score)) if score.level else numbers(score)
    judged = judge_last(values, round(score.current.cycle.spec.per_year), season)
    if judged is None:
        return None
    form, found = judged.form, judged.found
    kind: Form = "values" if form.base is None else "log_ratio" if form.logs else "difference"
    return Judgement(found.centre, found.s, found.n, kind, score.level, form.base)
