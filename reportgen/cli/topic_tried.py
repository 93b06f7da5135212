"""Actions, split tests and the funnel → the values before and after, their difference with its limits, step rates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import expm1
from typing import TYPE_CHECKING

from reportgen.cli.explain_branch import Branch, Known, channels, figure
from reportgen.cli.explain_tree import channel_name
from reportgen.cli.explain_words import LABELS, RULES, VERDICTS
from reportgen.display import default_precision

if TYPE_CHECKING:
    from reportgen.config.schema_learning import Action, SplitTest
    from reportgen.model.insights import Verdict
    from reportgen.model.learning import ActionVerdict, Effect, FunnelStep, SplitVerdict, Trial
    from reportgen.model.text import Unit

OUTCOMES = {"worked": "worked", "did_not": "did not", "cannot_tell": "cannot tell"}
DOUBTS = {
    "too_early": "too early: not enough whole cycles since its start, or the test still runs",
    "too_little_history": "too little history before its start",
    "confounded": "another action ran at the same time and place",
    "not_measured": "its KPI is not measured",
    "within_chance": "the difference lies within chance",
    "shared": "channels that no action touched changed alike",
    "void": "the sides are not divided as planned, so the test is void",
}


def actions(known: Known) -> Iterator[Branch]:
    """A branch for each action and split test of the cycle; planned ones have no figure but their criterion."""
    learning, lessons = known.scorecard.learning, known.insights.lessons
    trials = {trial.action: trial for trial in (learning.trials if learning else ())}
    verdicts = {found.action: found for found in lessons.actions}
    for action in known.config.actions:
        found, trial = verdicts.get(action.id), trials.get(action.id)
        if found is None or trial is None:
            yield Branch(f"{action.id}: not judged in this cycle", tuple(_asked(known, action)))
        else:
            current = figure(known, _name(action), trial.kpi.current, trial.kpi.unit)
            notes = (*_asked(known, action, found.criterion), *_judged(known, trial, found))
            yield Branch(f"{action.id}: {OUTCOMES[found.outcome]}", notes, (*_history(known, trial), current))
    tests = {test.id: test for test in known.config.tests}
    for split in lessons.tests:
        yield Branch(f"{split.test}: {_better(split)}", tuple(_split(known, tests[split.test], split)))


def _name(action: Action) -> str:
    return f"{action.kpi}{f' on {channel_name(action.channel)}' if action.channel else ''}"


def _asked(known: Known, action: Action, wanted: float | None = None) -> Iterator[str]:
    if action.start is not None:
        end = f" to {known.display.day(action.end)}" if action.end else " on"
        yield f"from {known.display.day(action.start)}{end}"
    given, unit = action.criterion, _unit(known, action)
    if given is None or action.kpi is None:
        return
    if given.change is not None:
        shown: Unit = "points" if unit == "percent" else unit
        change = known.number(given.change, default_precision(unit, given.change), shown, signed=True)
        yield f"criterion: {_name(action)} {change} a cycle"
    elif given.level is not None:
        differs = f", a difference of {_size(known, wanted, unit)}" if wanted is not None else ""
        yield f"criterion: {_name(action)} at {known.any(given.level, unit)} a cycle{differs}"


def _unit(known: Known, action: Action) -> Unit:
    from reportgen.config.checks import full_catalogue

    return full_catalogue(known.config).kpis[action.kpi].unit if action.kpi else "count"


def _judged(known: Known, trial: Trial, found: ActionVerdict) -> Iterator[str]:
    if found.effect:
        yield from _effect(known, found.effect, trial.kpi.unit)
    if found.control:
        ends = (expm1(value) for value in (found.control.difference, found.control.low, found.control.high))
        shown = [known.number(value, 1, "percent", signed=True) for value in ends]
        yield f"against {channels(trial.untouched)}, which no action touched: {shown[0]}, {shown[1]} to {shown[2]}"
    if found.doubt:
        yield f"{DOUBTS[found.doubt]} ({found.doubt})"


def _effect(known: Known, found: Effect, unit: Unit) -> Iterator[str]:
    before, after = (_size(known, value, unit, signed=False) for value in (found.before, found.after))
    counts = known.count(found.n_before), known.count(found.n_after)
    yield f"mean of {counts[0]} whole cycles before: {before}; of {counts[1]} since its start: {after}"
    difference, low, high = (_size(known, value, unit) for value in (found.difference, found.low, found.high))
    yield f"difference {difference}; natural limits {low} to {high}"


def _size(known: Known, value: float, unit: Unit, *, signed: bool = True) -> str:
    exact = Decimal(repr(value))
    shown: Unit = "points" if unit == "percent" and signed else unit
    precision = 2 if unit == "currency" else max(1, default_precision(unit, exact))
    return known.number(exact, precision, shown, signed=signed)


def _history(known: Known, trial: Trial) -> Iterator[Branch]:
    rows = tuple(
        Branch(f"{known.cycle(row.cycle)}: {known.any(row.value, trial.kpi.unit)}")
        for row in trial.kpi.history
        if row.value is not None
    )
    if rows:
        yield Branch(f"cycle by cycle; the first whole one since its start is {known.cycle(trial.first)}", (), rows)


def _better(found: SplitVerdict) -> str:
    return f"{found.better.upper()} is better" if found.better else "cannot tell"


def _split(known: Known, test: SplitTest, found: SplitVerdict) -> Iterator[str]:
    if found.doubt == "too_early":
        yield f"{DOUBTS['too_early']}: a test is read once (too_early)"
        return
    for side, arm, rate in (("A", test.a, found.rate_a), ("B", test.b, found.rate_b)):
        events, cases = known.count(arm.events), known.count(arm.cases)
        yield f"{side}, {arm.name}: {events} of {cases}, {known.number(rate, 1, 'percent')}"
    difference, low, high = (
        known.number(value, 1, "points", signed=True) for value in (found.difference, found.low, found.high)
    )
    yield f"B less A {difference}, 95% {low} to {high}"
    if found.doubt:
        yield f"{DOUBTS[found.doubt]} ({found.doubt})"


def funnel(known: Known) -> Iterator[Branch]:
    """A branch for each step, with the share that passed on and the verdict on it."""
    learning, lessons = known.scorecard.learning, known.insights.lessons
    verdicts = dict(lessons.steps)
    for step in learning.funnel if learning else ():
        weakest = " (the weakest step)" if step.id == lessons.weakest else ""
        count = figure(known, f"{step.id}{weakest}", step.count.current, step.count.unit)
        yield Branch(count.text, count.notes, (*count.below, *_rate(known, step, verdicts.get(step.id))))


def _rate(known: Known, step: FunnelStep, verdict: Verdict | None) -> Iterator[Branch]:
    if step.rate is None:
        return
    notes = []
    if verdict:
        rule = f", rule {RULES.get(verdict.rule, verdict.rule)}" if verdict.rule else ""
        labels = "".join(f"; {LABELS.get(label, label)}" for label in verdict.labels)
        notes.append(f"verdict: {VERDICTS[verdict.kind]}{rule}{labels}")
        if verdict.low is not None and verdict.high is not None:
            low, high = (known.number(end, 1, "percent") for end in (verdict.low, verdict.high))
            notes.append(f"natural limits {low} to {high}")
    yield figure(known, "of the step before", step.rate.current, step.rate.unit, notes)
