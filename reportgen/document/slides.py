"""Views → the deck: cover, summary, scoreboard, one slide per objective and the others in their order. Titles state the
finding.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.document import cells
from reportgen.document.audience import audience_text
from reportgen.document.deck_outline import DECISIONS, MOST_OBJECTIVES, arranged
from reportgen.document.findings import data_notes, source_name
from reportgen.document.further import relation_slides, with_scenario
from reportgen.document.headline import headline
from reportgen.document.notes import shown_once, source_days
from reportgen.document.paging import paged
from reportgen.document.slide_asks import campaign_slides
from reportgen.document.slide_learning import learning_slides
from reportgen.document.slide_objective import count, deck_change, objective_slide, source_line
from reportgen.document.slide_returns import returns_slides
from reportgen.document.slide_scoreboard import scoreboard
from reportgen.document.speaker import cover_notes, plain_notes, summary_notes
from reportgen.document.standings import standings_table, undecided
from reportgen.document.summary import client, compact_value, compared, key_figures, report_cycle
from reportgen.document.view import View, Views
from reportgen.document.wording import Part, capital, join, sentences
from reportgen.model.report import Cell, Column, KeyFigure, Row, Slide, Table
from reportgen.model.scorecard import ObjectiveScore
from reportgen.model.text import Figure, Text

_WIDEST_VALUE = 13  # characters of a key figure that stand in a sixth of a slide: *CHF 4’178’196*
_OBJECTIVES = 6  # rows that the summary has room for under its key figures


def slides(report: Views) -> tuple[Slide, ...]:
    """All slides in order."""
    objectives = tuple(
        objective_slide(report, objective, number)
        for number, objective in enumerate(report.scorecard.objectives, start=1)
    )
    money = (*with_scenario(report, returns_slides(report)), *relation_slides(report), *campaign_slides(report))
    learning = learning_slides(report)
    summary, decisions = _summary(report, closing=any(slide.id == "actions" for slide in learning))
    board, rest = scoreboard(report)
    made = (_cover(report), summary, board, *objectives, *money, *learning)
    return arranged((*made, *_definitions(report), *rest, *decisions), report.words.string("deck.group.appendix"))


def _cover(report: Views) -> Slide:
    words = report.words
    dated = words.text("deck.dated", day=Figure("report.created", report.scorecard.as_of, "date"))
    notes = data_notes(report)
    heading = words.text("deck.data_notice")
    comparison = capital(compared(report))
    return Slide(
        id="cover",
        layout="cover",
        title=words.text("deck.title", kind=words.text(f"report.kind.{report.kind}"), cycle=report_cycle(report)),
        subtitle=client(report),
        prepared_for=words.text("deck.prepared", comparison=comparison, dated=dated) if comparison else dated,
        notice=(heading, *notes[:3]) if notes else (),
        notes=cover_notes(report),
        group=words.string("deck.group.summary"),
    )


def _summary(report: Views, *, closing: bool) -> tuple[Slide, list[Slide]]:
    """The key figures over the objectives; where these are too many for one slide, those that have a slide of their own
    in the deck's body, and slides of all for the appendix."""
    words, table = report.words, _decisions(report)
    links = [f"objective.{objective.id}" for objective in report.scorecard.objectives]
    shown = len(links) if len(links) <= _OBJECTIVES else MOST_OBJECTIVES
    number = {"shown": count("summary.objectives.shown", shown), "number": count("summary.objectives", len(links))}
    first = capital(words.text("deck.summary_first", **number)) if shown < len(links) else ()
    dated = join(capital(compared(report)), ".") if report.compared else ()
    slide = Slide(
        id="summary",
        layout="summary",
        title=headline(report),
        section=words.text("deck.section.summary"),
        key_figures=tuple(_strip(view) for view in key_figures(report)),
        table=replace(table, rows=table.rows[:shown]),
        source=source_line(report, sentences(*(text for text in (first, dated) if text))),
        notes=summary_notes(report, closing=closing),
        group=words.string("deck.group.summary"),
        link=tuple(links[:shown]),
    )
    if shown == len(links):
        return slide, []
    whole = replace(
        slide,
        id=DECISIONS,
        layout="table",
        title=table.caption,
        section=words.text("deck.section.appendix"),
        key_figures=(),
        source=source_line(report, dated),
        notes=plain_notes(report, ()),
        group=words.string("deck.group.appendix"),
    )
    return slide, paged(whole, table, list(table.rows), links)


def _strip(view: View) -> KeyFigure:
    """A column of the key figures: change in words, verdict after it."""
    change = deck_change(view)
    if view.measured:
        change = replace(change, after=cells.verdict_cell(view, "deck").text)
    values = [cells.value_text(view), compact_value(view)]
    return KeyFigure(view.title, view.report.first_fit(values, _WIDEST_VALUE), change, _strip_status(view))


def _strip_status(view: View) -> Cell:
    """*Atteint : 104 % de 600*; where *106 % de 60* would mislead (a ceiling, a level judged on its rise), *Atteint :
    plafond 60*."""
    cell = cells.status_cell(view)
    if view.status is None or view.target is None:
        return cell
    status = view.words.text(f"status.{view.status}")
    if view.attainment is not None and view.start is not None:
        way = {"attainment": view.attainment, "start": view.start, "target": view.target}
        return replace(cell, text=view.words.text("deck.status_way", status=status, **way))
    if view.attainment is None or not cells.is_share(view):
        key = "deck.status_ceiling" if view.lower else "deck.status_target"
        return replace(cell, text=view.words.text(key, status=status, target=view.target))
    text = view.words.text("deck.status", status=status, attainment=view.attainment, target=view.target)
    return replace(cell, text=text)


def _decisions(report: Views) -> Table:
    """Objective, result against target, status, decision and why; without targets value, changes and verdict."""
    if undecided(report):
        return replace(standings_table(report, signs=False), heading=(), notes=())
    words = report.words
    heads = ("objective", "result", "status", "decision", "reason")
    columns = tuple(Column(key, words.text(f"deck.head.{key}")) for key in heads)
    rows = tuple(_decision_row(report, objective) for objective in report.scorecard.objectives)
    return Table("objectives", (), words.text("objectives.heading", len(rows)), columns, rows)


def _decision_row(report: Views, objective: ObjectiveScore) -> Row:
    insight, words = report.insight(objective), report.words
    word = cells.objective_status(report, objective)
    return Row(
        (
            Cell(words.own(objective.title, f"objective.{objective.id}.title"), strong=True),
            Cell(_result(report, objective)),
            word,
            cells.decision_cell(report, insight, "table"),
            Cell(capital(cells.reason_text(report, insight))),
        )
    )


def _result(report: Views, objective: ObjectiveScore) -> Text:
    """The main KPI against its target; where another one is the only one judged, that one, by name; of several
    together their names, as on page 1."""
    view = cells.deciding_kpi(report, objective)
    if view is None:
        return cells.speaking_kpi(report, objective)
    if view is report.main(objective):
        return _against_target(view)
    return report.words.text("deck.of_kpi", kpi=view.name, result=_against_target(view))


def _against_target(view: View) -> Text:
    """*148 (objectif 180)*; *49,04 € (plafond 50,00 €)*."""
    if view.target is None or not view.measured or cells.is_small(view):
        return cells.value_text(view)
    key = "deck.against_ceiling" if view.lower else "deck.against_target"
    value: Part = view.value
    if view.cumulated is not None:
        value = view.words.text("status.cumulated", value=view.cumulated)
    if view.start is not None:
        return view.words.text("deck.against_from", value=value, target=view.target, start=view.start)
    return view.words.text(key, value=value, target=view.target)


def _definitions(report: Views) -> list[Slide]:
    if not report.config.theme.notes:
        return []
    words = report.words
    columns = tuple(
        Column(key, words.text(f"deck.definitions.{key}")) for key in ("name", "definition", "source")
    )  # fmt: skip
    rows = [
        Row((Cell(view.name), Cell(view.definition or cells.DASH), Cell(_coverage(report, view))))
        for view in shown_once(report)
    ]  # fmt: skip
    base = Slide(
        id="definitions",
        layout="table",
        title=words.text("deck.definitions.title"),
        section=words.text("deck.section.appendix"),
        source=source_line(report, audience_text(report), []),
        notes=plain_notes(report, ()),
        group=words.string("deck.group.appendix"),
    )
    return paged(base, Table("definitions", (), words.text("deck.definitions.title"), columns, ()), rows)


def _coverage(report: Views, view: View) -> Text:
    """The sources of a figure with the days that they cover, where these are not all."""
    words = report.words
    used = {trace.source for leaf in view.score.current.inputs for trace in leaf.traces}
    texts = []
    for source in report.scorecard.sources:
        if source.name not in used:
            continue
        name = source_name(report, source.name)
        whole = source.state == "ok"
        days = source.days.present
        partial = words.text("deck.definitions.partial", days, source=name, **source_days(report, source))
        texts.append(name if whole else partial)
    if not texts:
        return cells.DASH
    text = texts[0]
    for more in texts[1:]:
        text = words.text("list.comma", first=text, second=more)
    return text
