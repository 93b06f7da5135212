"""Explained → what its figure is held against: other cycles, target, benchmark, its own history, the rule."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.cli.explain_effort import effort_rows
from reportgen.cli.explain_shown import Shown
from reportgen.cli.explain_tree import channel_name
from reportgen.cli.explain_words import (
    CHOICES,
    DEFINITIONS,
    FORMS,
    LABELS,
    LEVEL_FORMS,
    NO_COUNTERPART,
    REASONS,
    RULES,
    VERDICTS,
    WITHHELD,
)
from reportgen.document.view import View
from reportgen.model.scorecard import Comparison, KpiScore, Value, YearToDate
from reportgen.model.targets import Pace, TargetScore
from reportgen.model.text import Figure


class Judged:
    """Lines for a KPI that has a score."""

    def __init__(self, shown: Shown, view: View) -> None:
        self._shown, self._view, self._found = shown, view, shown.found
        self._own = shown.own

    def rows(self) -> Iterator[tuple[str, str]]:
        """Each with its label."""
        score = self._view.score
        yield "Previous", self._compared(score.previous, "previous")
        yield "Year ago", self._compared(score.year_ago, "year_ago")
        for row in score.restated:
            reported, restated = self._own(row.reported), self._own(row.restated)
            exact = f" (raw {row.reported:f} and {row.restated:f})" if reported == restated else ""
            yield "Restated", f"{self._shown.cycle(row.cycle)}: as reported {reported}, restated {restated}{exact}"
        if len(score.channels) > 1 and not self._found.explanation.channel:
            shown = [f"{channel_name(row.channel)} {self._own(row.value)}" for row in score.channels]
            yield "By channel", ", ".join(shown)
        if score.lacks:
            covers, lacks = (", ".join(map(channel_name, names)) for names in (score.covers, score.lacks))
            yield "Covers", f"{covers}; the objective also measures {lacks}"
        if score.attributed:
            told = [f"{self._own(row.value)} by {row.source}" for row in score.attributed]
            yield "By source", f"{', '.join(told)}; the first counts"
        yield "Target", self._target(score.target) if score.target else self._untargeted()
        yield from self._under_way(score)
        if score.benchmark:
            given = score.benchmark
            parts = [f"{self._own(given.value)} ({given.source}, {given.date})", DEFINITIONS[given.definition]]
            parts += ["old"] * given.old + [f"ours is {given.standing}"] * (given.standing is not None)
            yield "Benchmark", "; ".join(parts)
        if score.settles:
            why = "its leads may still be won" if score.form == "cohort" else "its sources may still change it"
            yield "Settled", f"not before {self._shown.display.day(score.settles)}: {why}"
        yield "Verdict", self._verdict(self._view)
        if self._found.judgement:
            yield "", self._limits(self._view)
        if self._found.decided:
            yield from self._decision()
            yield from effort_rows(self._shown, self._view.report, score)

    def _compared(self, comparison: Comparison, what: str, now: Value | None = None) -> str:
        """The figure of another cycle and the change since; ``now``: in place of the cycle's own figure."""
        if comparison.cycle is None:
            kind = self._view.score.current.cycle.spec.kind
            return f"there is no such cycle: {NO_COUNTERPART[kind]}"
        view, cycle, delta = self._view, self._shown.cycle(comparison.cycle), comparison.delta
        if comparison.value is None or comparison.value.value is None:
            return f"{cycle}: no figure"
        figure = view.change(delta, what)
        words = {"new": "new, from zero", "stable": "unchanged as displayed", "none": "none"}
        change = self._shown.display.figure(figure) if figure else words.get(delta.kind, "")
        if delta.kind == "withheld":
            why = self._why(delta.reason, comparison.value, now or view.score.current)
            change = f"withheld: {why} ({delta.reason})"
        if delta.per_day is not None:
            per_day = self._shown.display.figure(Figure("per_day", delta.per_day, "percent", 1, signed=True))
            change += f" ({per_day} per day)"
        kept = ", as reported then" if comparison.value.archived else ""
        return f"{self._own(comparison.value.value)} in {cycle}{kept}; change {change}"

    def _why(self, reason: str, then: Value, now: Value) -> str:
        """Why a change is withheld, with how much of both cycles is covered where that is it."""
        text = WITHHELD.get(reason, reason)
        shares = [value.coverage.share for value in (now, then)]
        if reason != "coverage" or None in shares:
            return text
        mine, other = (self._shown.percent(share) for share in shares if share is not None)
        return f"{text}: {mine} against {other}"

    def _untargeted(self) -> str:
        if self._found.explanation.channel and self._found.explanation.used_by:
            return "targets and benchmarks are set for all channels together"
        return "none"

    def _target(self, target: TargetScore) -> str:
        view = self._view
        parts = [self._own(target.value)]
        if target.by and (target.mode != "per_cycle" or target.pace):
            parts[0] += f" by {self._shown.display.day(target.by)}"
        if target.start is not None:
            parts[0] += f" from {self._own(target.start)}"
        if target.attainment is not None:
            shown = Figure("attainment", view.report.whole_percent(target.attainment), "percent")
            due = target.mode == "cumulative" and target.pace is not None and not target.status
            of = " of what was due by now" if due else ""
            parts.append(f"attainment {self._shown.display.figure(shown)}{of} (raw {target.attainment:f})")
        parts.append(f"status {target.status}" if target.status else "no status")
        return "; ".join((f"{target.mode.replace('_', ' ')} {parts[0]}", *parts[1:]))

    def _under_way(self, score: KpiScore) -> Iterator[tuple[str, str]]:
        """Budget and year to date, and the pace of what still runs."""
        if score.target and score.target.pace:
            yield "", self._pace(score.target.pace)
        if score.budget:
            consumed = score.budget.consumed
            spent = "" if consumed is None else f"; {self._shown.percent(consumed)} of it spent"
            yield "Budget", f"{self._own(score.budget.value)}{spent}"
            if score.budget.pace:
                yield "", self._pace(score.budget.pace)
        if score.ytd:
            yield "Year to date", self._year(score.ytd)

    def _pace(self, pace: Pace) -> str:
        elapsed, days = (self._shown.count(number) for number in (pace.elapsed, pace.days))
        parts = [f"after {elapsed} of {days} days {self._own(pace.value)} where {self._own(pace.due)} were due"]
        if pace.pace is not None:
            parts.append(f"pace {self._shown.percent(pace.pace)}")
        if pace.status:
            parts.append(pace.status.replace("_", " "))
        if pace.projection:
            low, high = (self._own(edge) for edge in pace.projection)
            parts.append(f"at today's pace {low}" if low == high else f"at today's pace {low} to {high}")
        curve = f"{pace.curve.replace('_', ' ')} curve"
        return "; ".join((*parts, f"{curve}: last year's is no guide" if pace.fallback else curve))

    def _year(self, ytd: YearToDate) -> str:
        value = "no figure" if ytd.value.value is None else self._own(ytd.value.value)
        target = "" if ytd.target is None else f"; the year's target {self._own(ytd.target)}"
        return f"{value}; the year before: {self._compared(ytd.year_ago, 'ytd', ytd.value)}{target}"

    def _verdict(self, view: View) -> str:
        verdict = view.verdict
        parts = [f"{VERDICTS[verdict.kind]} ({verdict.kind})" if verdict.kind != "none" else "none"]
        if verdict.rule:
            parts.append(f"rule {RULES.get(verdict.rule, verdict.rule)}")
        if verdict.kind not in ("none", "usual") and not verdict.rule:
            parts.append(f"{self._shown.count(verdict.n)} earlier values")
        return "; ".join((*parts, *(LABELS.get(label, label) for label in verdict.labels)))

    def _limits(self, view: View) -> str:
        found = self._found.judgement
        if found is None or view.band is None:
            return ""
        low, high = (self._own(edge) for edge in view.band)
        log = found.form == "log_ratio"
        unit = "ratio" if log else view.score.unit
        precision = 3 if log else view.precision + 1
        centre, s = (
            self._shown.display.figure(Figure("limits", Decimal(repr(value)), unit, precision))
            for value in (found.centre, found.s)
        )
        of = LEVEL_FORMS[found.form] if found.level else FORMS[found.form]
        base = f"; the year before {self._own(Decimal(repr(found.base)))}" if found.base is not None else ""
        n = self._shown.count(found.n)
        return f"limits {low} to {high}: centre {centre} ± 3 s, s {s}, n {n}; judged are {of}{base}"

    def _decision(self) -> Iterator[tuple[str, str]]:
        views = self._view.report
        insight = views.insights.objectives[0]
        decision, main = insight.decision, views.main(views.scorecard.objectives[0])
        own = decision.person_choice
        how = f", decided by {decision.person}" if own else f": {REASONS.get(decision.reason, decision.reason)}"
        proposed = "" if own or decision.choice == "no_proposal" else " (proposed)"
        whose = "" if self._view.score.main else f"of the objective, by its main KPI {main.score.id}: "
        yield "Decision", f"{whose}{CHOICES[own or decision.choice]}{proposed}{how}"
        evidence = [f"rule {decision.rule} ({decision.reason})"]
        if insight.attainment is not None:
            shown = Figure("attainment", views.whole_percent(insight.attainment), "percent")
            told = insight.status or "of what was due by now"
            evidence.append(f"all KPIs together {self._shown.display.figure(shown)}, {told}")
        for label, value in (("required per cycle R", decision.required), ("plausible limit", decision.limit)):
            if value is not None:
                evidence.append(f"{label} {self._shown.display.figure(main.of(Decimal(repr(value)), 'evidence'))}")
        if decision.streak:
            evidence.append(f"cycles missed in a row {self._shown.count(decision.streak)}")
        yield "", "; ".join(evidence)
        if own:
            yield "", f"the rule had proposed: {CHOICES[decision.choice]}"
        if insight.closed and insight.closed.cycle:
            last = insight.closed.decision
            yield "", f"{self._shown.cycle(insight.closed.cycle)}, the last that closed: {CHOICES[last.choice]}"
