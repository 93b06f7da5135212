"""Checks of values that must fit each other: dates, targets, thresholds, costs, files, main KPIs. Case → Problems."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from reportgen.config.case import Case, kpis, objectives, target_of
from reportgen.config.names import cost_rows
from reportgen.config.schema import Days
from reportgen.config.wanted import short
from reportgen.errors import Problem
from reportgen.strict_yaml import Path
from reportgen.vocabulary.catalogue import Kpi

BACKSLASH = "\\"
MOST_CONTEXT = 3
MOST_OF_A_PATH = 120
RELATIVE = "Write the path as it is seen from this file's folder."
STAFF_MEASURES = ("staff_cost", "staff_hours")


def order_of_dates(case: Case) -> Iterator[Problem]:
    for path, start, end in _spans(case):
        if start and end and start > end:
            yield _backwards(case, path, f"ends on {end}, before it begins on {start}")
    for path, objective in objectives(case.config):
        if objective.start and objective.due and objective.start > objective.due:
            yield _backwards(case, (*path, "due"), f"is due on {objective.due}, before it begins on {objective.start}")
    for path, objective, kpi in kpis(case.config):
        target = target_of(kpi)
        if target and target.by and objective.start and target.by <= objective.start:
            what = f"is to be reached by {target.by}, before the objective begins on {objective.start}"
            yield _backwards(case, (*path, "target", "by"), what)


def _spans(case: Case) -> Iterator[tuple[Path, date | None, date | None]]:
    """First and last day of all that has both, with the place of the last."""
    config = case.config
    for path, cost in cost_rows(case):
        yield (*path, "to"), cost.start, cost.end
    for index, source in enumerate(config.sources):
        if isinstance(source.period, Days):
            yield ("sources", index, "period", "to"), source.period.start, source.period.end
    for index, event in enumerate(config.events):
        yield ("events", index, "to"), event.start, event.end
    for index, campaign in enumerate(config.campaigns):
        yield ("campaigns", index, "to"), campaign.start, campaign.end
    for index, action in enumerate(config.actions):
        yield ("actions", index, "end"), action.start, action.end
    for index, test in enumerate(config.tests):
        yield ("tests", index, "end"), test.start, test.end


def _backwards(case: Case, path: Path, what: str) -> Problem:
    return case.problem(path, "wrong_order", what, "Correct one of the two dates.")


def is_date(text: str) -> bool:
    """Whether a day, a month or a year written in ISO form is one of the calendar."""
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def comparisons(case: Case) -> Iterator[Problem]:
    """What figures are set beside must be declared somewhere, where it is not a cycle."""
    if not _is_shared(case):
        yield from _undeclared(case)


def shared_comparisons(case: Case) -> Iterator[Problem]:
    """The same of a config that serves many, each of which declares what it has."""
    if _is_shared(case):
        yield from _undeclared(case)


def _is_shared(case: Case) -> bool:
    return bool(case.config.clients or case.config.extends)


def _undeclared(case: Case) -> Iterator[Problem]:
    every = [kpi for _, _, kpi in kpis(case.config)]
    declared = {
        "target": (any(kpi.target is not None for kpi in every), "Add target to a KPI"),
        "benchmark": (any(kpi.benchmark for kpi in every), "Add benchmark to a KPI"),
        "competitors": (len(case.config.competitors) > 0, "Add competitors"),
    }
    for index, name in enumerate(case.config.compare):
        there, cure = declared.get(name, (True, ""))
        if not there:
            what = f"nothing in this config declares what '{name}' is to show"
            yield case.problem(("compare", index), "not_declared", what, f"{cure}, or leave '{name}' out.")


def dated_targets(case: Case) -> Iterator[Problem]:
    for path, objective, kpi in kpis(case.config):
        target = target_of(kpi)
        if target and target.mode == "reach_by" and not (target.by or objective.due):
            cure = "Add by to the target, or due to the objective."
            yield case.problem((*path, "target", "by"), "missing_date", "mode: reach_by needs a date", cure)


def scale_of_rates(case: Case) -> Iterator[Problem]:
    """A rate is written with %, so that 4 is never read as 400 %; and nothing else is."""
    for path, _, kpi in kpis(case.config):
        known = case.catalogue.kpis.get(kpi.kpi)
        if known is None:
            continue
        for number_path in _numbers(case, path):
            yield from written_as(case, known, number_path)


def written_as(case: Case, kpi: Kpi, path: Path) -> Iterator[Problem]:
    """A number of the KPI, as the file writes it."""
    written = case.at(path)
    if kpi.unit == "percent" and isinstance(written, int | Decimal) and abs(Decimal(written)) >= 1:
        what = f"'{kpi.id}' is a rate, of which {written} is {_percent(written)}"
        cure = f"Write {written}% or {_percent(written)}."
        yield case.problem(path, "rate_without_percent", what, cure)
    elif kpi.unit != "percent" and isinstance(written, str):
        what = f"'{kpi.id}' is not a rate: {written} can't be its value"
        yield case.problem(path, "percent_without_rate", what, "Write a number without %.")


def _numbers(case: Case, path: Path) -> Iterator[Path]:
    """Where a KPI's own numbers stand in the file: those in its unit."""
    if isinstance(case.at((*path, "target")), dict):
        yield from ((*path, "target", key) for key in ("value", "from", "tolerance"))
    else:
        yield (*path, "target")
    yield (*path, "benchmark", "value")


def _percent(share: int | Decimal) -> str:
    return f"{(Decimal(share) * 100).normalize():f}%"


def thresholds(case: Case) -> Iterator[Problem]:
    limits = case.config.thresholds
    if limits.close > limits.met:
        written = [
            case.at(("thresholds", key)) or value for key, value in (("close", limits.close), ("met", limits.met))
        ]
        what = f"close ({written[0]}) lies above met ({written[1]})"
        yield case.problem(("thresholds", "close"), "wrong_order", what, "Write a lower number for close.")


def main_kpis(case: Case) -> Iterator[Problem]:
    for path, objective in objectives(case.config):
        mains = [index for index, kpi in enumerate(objective.kpis) if kpi.main]
        for index in mains[1:]:
            what = f"'{objective.kpis[mains[0]].kpi}' is already the main KPI of this objective"
            place = (*path, "kpis", index, "main")
            yield case.problem(
                place, "second_main", what + case.line((*path, "kpis", mains[0]), place), "Keep one of the two."
            )
        for index in mains:
            if objective.kpis[index].role == "context":
                what = "the main KPI can't be context: context is never judged"
                yield case.problem((*path, "kpis", index, "role"), "context_main", what, "Keep main or role.")
        if all(kpi.role == "context" for kpi in objective.kpis):
            what = "every KPI of this objective is context: none can show whether it is reached"
            yield case.problem((*path, "kpis"), "context_alone", what, "Take role: context from the main KPI.")


def context_kpis(case: Case) -> Iterator[Problem]:
    paths = [path for path, _, kpi in kpis(case.config) if kpi.role == "context"]
    if len(paths) > MOST_CONTEXT:
        what = f"{len(paths)} KPIs of the report are context: at most {MOST_CONTEXT} can be"
        yield case.problem((*paths[MOST_CONTEXT], "role"), "too_much_context", what, "Leave the others out.")


def staff_once(case: Case) -> Iterator[Problem]:
    """Hours × rate is the staff's cost: a column that gives it too would count it twice."""
    if case.config.costs.staff is None:
        return
    for index, source in enumerate(case.config.sources):
        for measure in STAFF_MEASURES:
            if measure in source.columns:
                path: Path = ("sources", index, "columns", measure)
                line = case.line(("costs", "staff"), path)
                what = f"costs.staff{line} already gives the staff's hours and cost"
                yield case.problem(path, "staff_twice", what, "Keep the column or costs.staff.")


def paths(case: Case) -> Iterator[Problem]:
    named: list[tuple[Path, str]] = [
        (("sources", index, "path"), source.path) for index, source in enumerate(case.config.sources)
    ]
    if case.config.rates_file is not None:
        named.append((("rates_file", "path"), case.config.rates_file.path))
    if case.config.ledger is not None:
        named.append((("ledger",), case.config.ledger))
        if "://" in case.config.ledger:
            what = f"'{short(str(case.at(('ledger',))), MOST_OF_A_PATH)}' is no file"
            yield case.problem(("ledger",), "wrong_path", what, "Write a path, such as reportgen.db.")
    for path, name in named:
        if name.startswith("~"):
            yield case.problem(path, "wrong_path", "'~' is not replaced by your home folder", RELATIVE)
        elif BACKSLASH in name:
            what = f"'{BACKSLASH}' does not separate folders in '{short(name, MOST_OF_A_PATH)}'"
            yield case.problem(
                path, "wrong_path", what, f"Write {short(name.replace(BACKSLASH, '/'), MOST_OF_A_PATH)}."
            )
