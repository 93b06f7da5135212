"""Explained → text for a terminal, in English, at most 100 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import cast

from reportgen.cli.explain_tree import WIDTH, Tree, channel_name
from reportgen.cli.explain_words import BETTER, FORMS, LABELS, LEVEL_FORMS, NOTES, RULES, STATES, WITHHELD, missing
from reportgen.cli.messages import LOCALE
from reportgen.display import Display, default_precision
from reportgen.document.cells import decision_cell, reason_text, verdict_cell
from reportgen.document.view import View, Views
from reportgen.document.wording import Words
from reportgen.model.explanation import Gap
from reportgen.model.insights import Insights
from reportgen.model.report import Figure, Text, Unit
from reportgen.model.scorecard import Comparison, Scorecard, TargetScore
from reportgen.periods import Cycle
from reportgen.pipeline import Explained

INDENT = 13


def as_text(found: Explained) -> str:
    """The whole explanation."""
    return "\n".join(line.rstrip() for line in _Page(found).lines())


class _Page:
    def __init__(self, found: Explained) -> None:
        self.found, self.told = found, found.explanation
        self.display = Display(LOCALE, self.told.currency)
        self.tree = Tree(self.show, self.gap)

    def lines(self) -> Iterator[str]:
        told = self.told
        yield f"{_english(told.names) or told.kpi} ({told.kpi})"
        yield from textwrap.wrap(_english(told.definitions), WIDTH, initial_indent="  ", subsequent_indent="  ")
        yield ""
        for label, text in (*self._head(), *self._value()):
            yield from _field(label, text)
        yield ""
        yield from self.tree.lines(told.step)
        rest = [line for label, text in self._judged() for line in _field(label, text)]
        if rest:
            yield from ("", *rest)
        lacking = list(self._missing())
        if lacking:
            yield from ("", "What is missing", *lacking)

    def _head(self) -> Iterator[tuple[str, str]]:
        told, config = self.told, self.found.config.config
        yield "Client", config.client
        title = next(objective.title for objective in config.objectives if objective.id == told.objective)
        if told.objective in told.used_by:
            yield "Objective", f"{told.objective}: {title}"
            others = [name for name in told.used_by if name != told.objective]
            if others:
                yield "", f"also in {', '.join(others)}"
        else:
            yield "Objective", f"none of this config uses it; computed as in {told.objective}: {title}"
        if told.channel:
            yield "Channel", f"{channel_name(told.channel)} alone"
        yield "Cycle", f"{self.cycle(told.cycle)}; as of {self.display.day(told.as_of)}"
        yield "Formula", told.formula
        if told.source:
            yield "", f"source: {told.source}"

    def _value(self) -> Iterator[tuple[str, str]]:
        step, told = self.told.step, self.told
        unit = f"currency ({told.currency})" if told.unit == "currency" else told.unit
        if step.value is None:
            yield "Value", f"none: {missing(step.cause)[0]} ({step.cause})"
        else:
            yield "Value", f"{self._value_text(step.value)} (raw {step.value:f})"
        yield "Unit", f"{unit}; {BETTER[told.better]}"
        state = STATES[step.state or "missing"]
        yield "State", state + (f", {self.tree.coverage(step.coverage)}" if step.coverage.expected else "")
        if step.note:
            yield "", NOTES.get(step.note, step.note)
        small = told.score.current.small_base if told.score else None
        if small:
            found, needed = (self.show(Decimal(number), "count") for number in small)
            yield "", f"small base: {found} where {needed} are needed, so no change, status or verdict"

    def _value_text(self, value: Decimal) -> str:
        return self._own(value) if self.view else self.show(value, self.told.unit)

    def _judged(self) -> Iterator[tuple[str, str]]:
        if self.view is None:
            return
        score = self.view.score
        yield "Previous", self._compared(score.previous, "previous")
        yield "Year ago", self._compared(score.year_ago, "year_ago")
        if len(score.channels) > 1 and not self.told.channel:
            shown = [f"{channel_name(row.channel)} {self._own(row.value)}" for row in score.channels]
            yield "By channel", ", ".join(shown)
        yield "Target", self._target(score.target) if score.target else self._untargeted()
        if score.benchmark:
            given = score.benchmark
            yield "Benchmark", f"{self._own(given.value)} ({given.source}, {given.date})"
        yield "Verdict", self._verdict(self.view)
        if self.found.judgement:
            yield "", self._limits(self.view)
        if self.found.decided:
            yield from self._decision()

    def _compared(self, comparison: Comparison, what: str) -> str:
        if comparison.cycle is None:
            return "there is no such cycle"
        view, cycle, delta = self._needed_view, self.cycle(comparison.cycle, short=True), comparison.delta
        if comparison.value is None or comparison.value.value is None:
            return f"{cycle}: no figure"
        figure = view.change(delta, what)
        words = {"new": "new, from zero", "stable": "unchanged as displayed", "none": "none"}
        change = self.display.figure(figure) if figure else words.get(delta.kind, "")
        if delta.kind == "withheld":
            change = f"withheld: {WITHHELD.get(delta.reason, delta.reason)} ({delta.reason})"
        if delta.per_day is not None:
            per_day = self.display.figure(Figure("per_day", delta.per_day, "percent", 1, signed=True))
            change += f" ({per_day} per day)"
        return f"{self._own(comparison.value.value)} in {cycle}; change {change}"

    def _untargeted(self) -> str:
        if self.told.channel and self.told.used_by:
            return "targets and benchmarks are set for all channels together"
        return "none"

    def _target(self, target: TargetScore) -> str:
        view = self._needed_view
        parts = [self._own(target.value)]
        if target.by and target.mode != "per_cycle":
            parts[0] += f" by {self.display.day(target.by)}"
        if target.start is not None:
            parts[0] += f" from {self._own(target.start)}"
        if target.attainment is not None:
            shown = Figure("attainment", view.report.whole_percent(target.attainment), "percent")
            parts.append(f"attainment {self.display.figure(shown)} (raw {target.attainment:f})")
        parts.append(f"status {target.status}" if target.status else "no status")
        return "; ".join((f"{target.mode.replace('_', ' ')} {parts[0]}", *parts[1:]))

    def _verdict(self, view: View) -> str:
        verdict = view.verdict
        text = self.display.text(verdict_cell(view, "table").text)
        parts = [f"{text} ({verdict.kind})"]
        if verdict.rule:
            parts.append(f"rule {RULES.get(verdict.rule, verdict.rule)}")
        if verdict.kind not in ("none", "usual") and not verdict.rule:
            parts.append(f"{self.show(Decimal(verdict.n), 'count')} earlier values")
        return "; ".join((*parts, *(LABELS.get(label, label) for label in verdict.labels)))

    def _limits(self, view: View) -> str:
        found = self.found.judgement
        if found is None or view.band is None:
            return ""
        low, high = (self._own(edge) for edge in view.band)
        log = found.form == "log_ratio"
        unit = "ratio" if log else view.score.unit
        precision = 3 if log else view.precision + 1
        centre, s = (
            self.display.figure(Figure("limits", Decimal(repr(value)), cast("Unit", unit), precision))
            for value in (found.centre, found.s)
        )
        of = LEVEL_FORMS[found.form] if found.level else FORMS[found.form]
        base = f"; the year before {self._own(Decimal(repr(found.base)))}" if found.base is not None else ""
        n = self.show(Decimal(found.n), "count")
        return f"limits {low} to {high}: centre {centre} ± 3 s, s {s}, n {n}; judged are {of}{base}"

    def _decision(self) -> Iterator[tuple[str, str]]:
        views = self._needed_view.report
        insight = views.insights.objectives[0]
        decision, main = insight.decision, views.main(views.scorecard.objectives[0])
        cell = decision_cell(views, insight, "block")
        words = " ".join(filter(None, (self.display.text(cell.text), self.display.text(cell.after))))
        yield "Decision", f"{words}: {self.display.text(reason_text(views, insight))}"
        evidence = [f"rule {decision.rule} ({decision.reason})"]
        if insight.attainment is not None:
            shown = Figure("attainment", views.whole_percent(insight.attainment), "percent")
            evidence.append(f"all KPIs together {self.display.figure(shown)}, {insight.status}")
        for label, value in (("required per cycle R", decision.required), ("plausible limit", decision.limit)):
            if value is not None:
                evidence.append(f"{label} {self.display.figure(main.of(Decimal(repr(value)), 'evidence'))}")
        if decision.streak:
            evidence.append(f"cycles missed in a row {self.show(Decimal(decision.streak), 'count')}")
        yield "", "; ".join(evidence)
        if decision.person:
            yield "", f"the rule had proposed: {decision.choice}"

    def _missing(self) -> Iterator[str]:
        """Each want once, under the innermost term that has it."""
        for step in self.told.step.walk():
            inner = any(child.cause and child.state != "absent" for child in step.steps)
            if step.value is None and step.cause and step.state != "absent" and not inner:
                what, todo = missing(step.cause, step.measured)
                yield from _field("", f"{step.expression}: {what}. {todo}", 2)
            for gap in step.gaps if step.value is not None else ():
                where = f"{step.expression}: no value for {channel_name(gap.channel)}, {self.gap(gap)}."
                yield from _field("", f"{where} Add the export of these days.", 2)

    @cached_property
    def view(self) -> View | None:
        """The KPI as the documents speak about it; None where it has no score."""
        scorecard, insights = self.told.scorecard, self.found.insights
        if scorecard is None or insights is None:
            return None
        return self._views(scorecard, insights).kpis[self.told.objective, self.told.kpi]

    @property
    def _needed_view(self) -> View:
        if self.view is None:
            raise TypeError(f"{self.told.kpi} has no score")
        return self.view

    def _views(self, scorecard: Scorecard, insights: Insights) -> Views:
        from reportgen.config.checks import full_catalogue

        config = self.found.config.config.model_copy(update={"locale": LOCALE})
        return Views(config, full_catalogue(config), scorecard, insights, Words(LOCALE), self.display)

    def _own(self, value: Decimal | None) -> str:
        """A value of this KPI with the decimals that the report gives all of them."""
        return "—" if value is None else self.display.figure(self._needed_view.of(value, "value"))

    def show(self, value: Decimal, unit: str) -> str:
        """A figure of any unit; money to the cent, so that a sum's terms and its total have the same decimals."""
        precision = 2 if unit == "currency" else default_precision(unit, value)
        return self.display.figure(Figure("value", value, cast("Unit", unit), precision))

    def cycle(self, cycle: Cycle, short: bool = False) -> str:
        text: Text = (Figure("cycle", cycle, "cycle"),)
        if short:
            return self.display.text(text)
        last = cycle.stop.fromordinal(cycle.stop.toordinal() - 1)
        running = " (running)" if cycle.running else ""
        return f"{self.display.text(text)}{running}, {self.display.day(cycle.start)} to {self.display.day(last)}"

    def gap(self, gap: Gap) -> str:
        first, last = self.display.day(gap.first), self.display.day(gap.last)
        return first if first == last else f"{first} to {last}"


def _english(names: tuple[tuple[str, str], ...]) -> str:
    return dict(names).get("en") or next((words for _, words in names), "")


def _field(label: str, text: str, indent: int = INDENT) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"{label:<{indent}}",
        subsequent_indent=" " * (indent + (2 if indent < INDENT else 0)),
        break_on_hyphens=False,
    )
