"""Config + Scorecard → Lessons: what each action and test did, and the funnel's weakest step (algorithms §8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from reportgen.config.schema import Config
from reportgen.config.schema_learning import Action, SplitTest
from reportgen.insight.actions import Values, confounded, effect_against, judge, split_test, with_control
from reportgen.insight.evidence import verdict_on
from reportgen.insight.series import numbers
from reportgen.insight.signals import WINDOW, net_changes
from reportgen.model.learning import ActionVerdict, Lessons, SplitVerdict, Trial
from reportgen.model.scorecard import Scorecard
from reportgen.periods import Cycle, cycle_of


def lessons(config: Config, scorecard: Scorecard) -> Lessons:
    """The verdicts on what concerns the cycle; the order is the config's."""
    learning = scorecard.learning
    trials, funnel = (learning.trials, learning.funnel) if learning else ((), ())
    by_id = {action.id: action for action in config.actions}
    mixed = confounded(list(_spans(config, scorecard.cycle)))
    judged = tuple(_judge(trial, by_id[trial.action], trial.action in mixed) for trial in trials)
    tests = tuple(_read(test, scorecard.cycle) for test in config.tests if concerns(test, scorecard.cycle))
    steps = tuple((step.id, verdict_on(step.rate, scorecard.cycle, possible=(0, 1))) for step in funnel if step.rate)
    weakest = next((name for name, found in steps if found.kind == "signal_bad"), "")
    return Lessons(judged, tests, steps, weakest)


def _judge(trial: Trial, action: Action, mixed: bool) -> ActionVerdict:
    series = _series(trial)
    before, after = _around(trial, action, series)
    found = judge(action.id, before, after, trial.kpi.better, _wanted(trial, action, before))
    if found.effect is None:
        return found
    if trial.others:
        ours, theirs = _around(trial, action, numbers(trial.kpi)), _around(trial, action, _numbers(trial))
        found = with_control(found, effect_against(ours, theirs), trial.kpi.better)
    return replace(found, outcome="cannot_tell", doubt="confounded") if mixed else found


def _series(trial: Trial) -> list[float | None]:
    """The KPI's values beside its history; of a level what it gained in each cycle."""
    values = numbers(trial.kpi)
    return [None, *net_changes(values)] if trial.kpi.level else values


def _numbers(trial: Trial) -> list[float | None]:
    return [None if value is None else float(value) for value in trial.others]


def _around(trial: Trial, action: Action, values: Values) -> tuple[Values, Values]:
    """The values before an action and after its start: whole cycles, settled; a cycle in which it begins is neither."""
    cycles = [value.cycle for value in trial.kpi.history]
    last = trial.kpi.settles is not None
    final = {cycle.start for cycle in (cycles[:-1] if last else cycles) if not cycle.running}
    before, after = [], []
    for cycle, value in zip(cycles, values, strict=True):
        if action.start is not None and cycle.end <= action.start:
            before.append(value)
        elif cycle.start >= trial.first.start and cycle.start in final:
            after.append(value)
    return before[-WINDOW:], after


def _wanted(trial: Trial, action: Action, before: Values) -> float | None:
    """The difference that the criterion asks for; a level's is what is missing from the mean before."""
    criterion = action.criterion
    if criterion is None:
        return None
    if criterion.change is not None:
        return float(criterion.change)
    known = [value for value in before if value is not None]
    return float(criterion.level or 0) - sum(known) / len(known) if known else None


def _spans(config: Config, cycle: Cycle) -> Iterator[tuple[str, frozenset[str], Cycle, Cycle]]:
    """Where and in which cycles each action runs, until this one."""
    for action in config.actions:
        if action.status == "planned" or action.start is None or action.start >= cycle.stop:
            continue
        last = min(action.end or cycle.stop, cycle.stop - timedelta(days=1))
        where = frozenset({action.channel}) if action.channel else frozenset[str]()
        yield action.id, where, cycle_of(cycle.spec, action.start), cycle_of(cycle.spec, last)


def concerns(test: SplitTest, cycle: Cycle) -> bool:
    """Whether a test ran in the cycle; one without days always does."""
    begun = test.start is None or test.start < cycle.stop
    return begun and (test.end is None or test.end >= cycle.start)


def _read(test: SplitTest, cycle: Cycle) -> SplitVerdict:
    """Read once, at the planned end or size; before, only that it is too early."""
    a, b = ((arm.events, arm.cases) for arm in (test.a, test.b))
    found = split_test(test.id, a, b, test.better, float(test.split))
    ended = test.end is not None and test.end < cycle.stop
    full = test.size is not None and a[1] + b[1] >= test.size
    return found if ended or full else replace(found, better="", doubt="too_early")
