"""Checks of what is tried and asked for: actions, split tests, the funnel, asks. Case → Problems."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.case import Case, near
from reportgen.config.names import unknown_channel, unknown_objective
from reportgen.config.schema_learning import Action
from reportgen.config.values import written_as
from reportgen.errors import Problem
from reportgen.strict_yaml import Path

MOST_ASKS = 3
FEWEST_STEPS, MOST_STEPS = 2, 6


def actions(case: Case) -> Iterator[Problem]:
    for index, action in enumerate(case.config.actions):
        path: Path = ("actions", index)
        yield from _names(case, path, action)
        yield from _criterion(case, path, action)
        if action.status is None:
            yield from _begun(case, path, action)


def _begun(case: Case, path: Path, action: Action) -> Iterator[Problem]:
    """What is needed to judge an action that is not only planned."""
    if action.start is None:
        cure = "Add start, or status: planned."
        yield case.problem(path, "no_start", f"nothing says when the action '{action.id}' began", cure)
    if action.kpi is None:
        cure = "Add kpi, or status: planned."
        yield case.problem(path, "no_kpi", f"nothing says which KPI the action '{action.id}' is to move", cure)
    known = case.catalogue.kpis.get(action.kpi or "")
    if known is not None and known.better == "neutral":
        what = f"'{known.id}' is better neither high nor low: no action can be judged by it"
        yield case.problem((*path, "kpi"), "neutral_kpi", what, "Name a KPI with a good direction.")


def _names(case: Case, path: Path, action: Action) -> Iterator[Problem]:
    if action.kpi is not None and action.kpi not in case.catalogue.kpis:
        used = [row.kpi for objective in case.config.objectives for row in objective.kpis]
        found = near(action.kpi, used) or near(action.kpi, case.catalogue.kpis)
        what = f"unknown KPI '{action.kpi}'"
        if action.kpi in case.catalogue.measures:
            what, found = f"'{action.kpi}' is a measure, not a KPI", ()
        cure = "" if found else f"The report's KPIs are {', '.join(dict.fromkeys(used))}."
        yield case.problem((*path, "kpi"), "unknown_kpi", what, cure, found)
    if action.channel is not None:
        yield from unknown_channel(case, (*path, "channel"), action.channel)
    if action.objective is not None:
        yield from unknown_objective(case, (*path, "objective"), action.objective)


def _criterion(case: Case, path: Path, action: Action) -> Iterator[Problem]:
    """One of change and level, of a KPI, in its unit and in its good direction."""
    criterion, place = action.criterion, (*path, "criterion")
    if criterion is None:
        return
    if (criterion.change is None) == (criterion.level is None):
        both = "two criteria are given" if criterion.change is not None else "the criterion says nothing"
        yield case.problem(place, "criterion_count", both, "Write change or level.")
        return
    if action.kpi is None:
        yield case.problem(place, "criterion_of_nothing", "a criterion needs the KPI that it is of", "Add kpi.")
        return
    known = case.catalogue.kpis.get(action.kpi)
    if known is None:
        return
    key = "change" if criterion.level is None else "level"
    yield from written_as(case, known, (*place, key))
    change = criterion.change
    if known.better != "neutral" and change is not None and (change > 0) != (known.better == "higher"):
        sign = "above" if known.better == "higher" else "below"
        what = f"of '{known.id}' {known.better} is better, so this change is for the worse"
        yield case.problem((*place, "change"), "wrong_direction", what, f"Write a number {sign} 0.")


def tests(case: Case) -> Iterator[Problem]:
    for index, test in enumerate(case.config.tests):
        path: Path = ("tests", index)
        if test.end is None and test.size is None:
            what = f"nothing says when the test '{test.id}' is to be read: read at will, it always pleases"
            yield case.problem(path, "no_planned_end", what, "Add end or size, as planned.")
        if test.split == 1:
            what = "nobody was to see the other version"
            yield case.problem((*path, "split"), "no_split", what, "Write a's part of the cases, such as 50%.")
        for side, arm in (("a", test.a), ("b", test.b)):
            if arm.events > arm.cases:
                what = f"{arm.events} events of {arm.cases} cases make no rate"
                yield case.problem((*path, side, "events"), "no_rate", what, "Each case has one event at most.")


def funnel(case: Case) -> Iterator[Problem]:
    steps = case.config.funnel
    if steps and not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
        what = f"a funnel of {len(steps)} step{'s' * (len(steps) > 1)}"
        yield case.problem(("funnel",), "funnel_length", what, f"Write {FEWEST_STEPS} to {MOST_STEPS} steps.")
    valid = sorted({*case.catalogue.kpis, *case.catalogue.measures})
    for index, step in enumerate(steps):
        path: Path = ("funnel", index, "of")
        known = case.catalogue.kpis.get(step.of) or case.catalogue.measures.get(step.of)
        if known is None:
            found = near(step.of, valid)
            cure = "" if found else "Write the id of something counted, such as leads."
            what = f"'{step.of}' is neither a KPI nor a measure"
            yield case.problem(path, "unknown_step", what, cure, found)
        elif known.unit != "count":
            what = f"'{step.of}' is not counted: nobody passes on from it"
            yield case.problem(path, "step_not_counted", what, "Write the id of something counted, such as leads.")


def asks(case: Case) -> Iterator[Problem]:
    if len(case.config.asks) > MOST_ASKS:
        what = f"{len(case.config.asks)} decisions are asked for: at most {MOST_ASKS} have room on the first page"
        yield case.problem(("asks", MOST_ASKS), "too_many_asks", what, "Keep those that can't wait.")
