"""Views → section "Actions": the funnel, what was tried and what came of it, what is planned for the next cycle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportgen.config.schema_learning import Action
from reportgen.document.funnel import funnel_panels
from reportgen.document.trials import Tried, criterion, tried
from reportgen.document.view import Views
from reportgen.document.wording import capital
from reportgen.model.report import Cell, Column, Panel, Panels, Row, Section, Table
from reportgen.model.text import Figure, Text


def learning(report: Views, posts: Sequence[Panels] = ()) -> Section | None:
    """``posts``: what is said of them, after the funnel. None where nothing was tried or planned, nothing makes a
    funnel and nothing was published."""
    funnel = funnel_panels(report)
    actions = [panels for panels in (trials_panels(report), planned_panels(report)) if panels]
    if funnel is None and not actions and not posts:
        return None
    which = "both" if funnel and actions else "funnel" if funnel else "actions" if actions else "posts"
    blocks = (*((funnel,) if funnel else ()), *posts, *actions)
    return Section("actions", report.words.text(f"learning.title.{which}"), blocks)


def trials_panels(report: Views) -> Panels | None:
    """Trial, criterion, result, conclusion; under the table the evidence of each."""
    rows = tried(report)
    if not rows:
        return None
    words = report.words
    heads = ("action", "criterion", "result", "conclusion")
    columns = tuple(Column(key, words.text(f"learning.trials.head.{key}")) for key in heads)
    body = tuple(
        Row((Cell(row.title), Cell(row.criterion), Cell(row.result), row.conclusion(report))) for row in rows
    )  # fmt: skip
    title = trials_title(report, rows)
    table = Table("trials", (), title, columns, body)
    cycle = words.cycle("in", report.cycle, "cycle.current")
    subtitle = words.text("learning.trials.subtitle", cycle=cycle)
    return Panels((Panel(title, subtitle, table, notes=tuple(row.evidence for row in rows)),))


def trials_title(report: Views, rows: list[Tried]) -> Text:
    """How many of the trials worked; that none did, or that none can be judged yet."""
    words, total = report.words, len(rows)
    worked = sum(row.outcome == "worked" for row in rows)
    number = words.number(total, "trials.total")
    if 0 < worked < total:
        first = words.number(worked, "trials.worked", among=total)
        return capital(words.text("learning.trials.some", worked, number=first, total=number))
    undecided = all(row.outcome == "cannot_tell" for row in rows)
    key = "all" if worked else "open" if undecided else "none"
    return words.text(f"learning.trials.{key}", total, number=number)


def planned(report: Views) -> list[Action]:
    """What is planned, or begins after the cycle: the nearest due first."""
    found = [
        action
        for action in report.config.actions
        if action.status == "planned" or (action.start and action.start >= report.cycle.stop)
    ]
    return sorted(found, key=lambda action: planned_day(action) or date.max)


def planned_panels(report: Views) -> Panels | None:
    actions = planned(report)
    if not actions:
        return None
    subtitle = report.words.text("learning.planned.subtitle")
    return Panels((Panel(planned_title(report, actions), subtitle, planned_table(report, actions)),))


def planned_title(report: Views, actions: list[Action]) -> Text:
    words, count = report.words, len(actions)
    number = words.number(count, "actions.planned")
    first = planned_day(actions[0])
    if first is None:
        return words.text("learning.planned.plain", count, number=number)
    day = Figure(f"action.{actions[0].id}.day.whole", first, "date")
    return words.text("learning.planned.dated", count, number=number, day=day)


def planned_table(report: Views, actions: list[Action], asked: Sequence[tuple[Cell, ...]] = ()) -> Table:
    """Action, criterion, objective, owner, due; a column that none fills is left out. ``asked``: rows before them."""
    words = report.words
    rows = [*asked, *(_planned_row(report, action) for action in actions)]
    heads = ("action", "criterion", "objective", "owner", "due")
    kept = [place for place in range(len(heads)) if any(row[place].text for row in rows)]
    columns = tuple(
        Column(heads[p], words.text(f"learning.planned.head.{heads[p]}"), "right" if heads[p] == "due" else "left")
        for p in kept
    )
    title = planned_title(report, actions) if actions else words.text("asks.heading", len(asked))
    return Table("planned", (), title, columns, tuple(Row(tuple(row[place] for place in kept)) for row in rows))


def _planned_row(report: Views, action: Action) -> tuple[Cell, ...]:
    words, day = report.words, planned_day(action)
    return (
        Cell(words.own(action.title, f"action.{action.id}.title")),
        Cell(criterion(report, action)),
        Cell(_objective(report, action)),
        Cell(words.own(action.owner, f"action.{action.id}.owner") if action.owner else ()),
        Cell((Figure(f"action.{action.id}.day", day, "day_month"),) if day else ()),
    )


def _objective(report: Views, action: Action) -> Text:
    """The objective's family in a word, where it is the only one of it; else its title."""
    config = report.config
    found = next((o for o in config.objectives if o.id == action.objective), None) or next(
        (o for o in config.objectives if action.kpi and any(kpi.kpi == action.kpi for kpi in o.kpis)), None
    )
    if found is None:
        return ()
    if sum(o.family == found.family for o in config.objectives) == 1:
        return report.words.text(f"family.{found.family}")
    return report.words.own(found.title, f"objective.{found.id}.title")


def planned_day(action: Action) -> date | None:
    """When a planned action is due, else when it starts."""
    return action.due or action.start
