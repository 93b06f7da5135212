"""View → the year to date, where `compare` asks for it: in the table's notes and among a slide's figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

from reportgen.document import cells
from reportgen.document.view import View, Views
from reportgen.model.report import Cell, KeyFigure, Sign
from reportgen.model.scorecard import ObjectiveScore, YearToDate
from reportgen.model.text import Figure, Text


def year_notes(report: Views, objective: ObjectiveScore) -> Iterator[Text]:
    """*Cumul depuis le 1er janvier 2026 : commandes 812 (+9,1 % sur un an ; objectif de l’année 1 200).*"""
    told = [(view, view.score.ytd) for view in report.of(objective) if not view.score.context]
    known = [(view, ytd) for view, ytd in told if ytd is not None]
    if not known:
        return
    words, (first, since) = report.words, known[0]
    figures = [_figure(view, ytd) for view, ytd in known]
    yield words.text(
        "year_to_date.note",
        start=_start(first, since),
        figures=reduce(lambda a, b: words.text("notes.attribution_list", first=a, second=b), figures),
    )


def year_figure(view: View) -> KeyFigure | None:
    """For a slide: the value since the year's start, with its change on the same days a year before."""
    ytd = view.score.ytd
    if ytd is None or ytd.value.value is None:
        return None
    name = view.words.text("year_to_date.since", start=_start(view, ytd))
    change = _change(view, ytd)
    text = _covered(view, ytd) if change is None else view.words.text("year_to_date.same_days", change=change)
    return KeyFigure(name, _value(view, ytd), Cell(text, _sign(view, ytd)), Cell())


def _figure(view: View, ytd: YearToDate) -> Text:
    words = view.words
    text = words.text("year_to_date.figure", kpi=view.name, value=_value(view, ytd))
    change, details = _change(view, ytd), [covered] if (covered := _covered(view, ytd)) else []
    if change is not None:
        details.append(words.text("year_to_date.change", change=change))
    if ytd.target is not None and ytd.value.value is not None:
        details.append(words.text("year_to_date.target", target=view.of(ytd.target, "ytd.target")))
    if not details:
        return text
    told = reduce(lambda a, b: words.text("notes.attribution_list", first=a, second=b), details)
    return words.text("year_to_date.with", figure=text, details=told)


def _value(view: View, ytd: YearToDate) -> Text:
    """The figure; of a level its change since the year's opening, with its sign."""
    if ytd.value.value is None:
        return view.words.text("state.not_measured")
    small = cells.small_text(view, ytd.value, "ytd.base")
    return small or (replace(view.of(ytd.value.value, "ytd"), signed=view.score.level),)


def _covered(view: View, ytd: YearToDate) -> Text:
    """*couverture de 33 %*, where days of the year have no data: the figure is of those that have; else nothing."""
    share = ytd.value.coverage.share
    if ytd.value.value is None or ytd.value.state != "partial" or share is None:
        return ()
    return view.words.text("year_to_date.covered", share=Figure(f"{view.id}.ytd.coverage", share, "percent"))


def _change(view: View, ytd: YearToDate) -> Figure | None:
    return view.change(ytd.year_ago.delta, "ytd.delta")


def _sign(view: View, ytd: YearToDate) -> Sign:
    direction = view.direction(ytd.year_ago.delta)
    return "up" if direction > 0 else "down" if direction else "none"


def _start(view: View, ytd: YearToDate) -> Figure:
    return Figure(f"{view.id}.ytd.start", ytd.value.cycle.start, "date")
