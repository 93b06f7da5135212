"""View → the slide of one objective: the finding, its chart, up to three figures, the decision."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.document import cells
from reportgen.document.blocks import kpi_table
from reportgen.document.budgets import overspent_texts
from reportgen.document.charts import chart
from reportgen.document.findings import data_notes, kpi_notes, source_name
from reportgen.document.headline import clause, finding
from reportgen.document.own_words import commentary
from reportgen.document.speaker import speaker_notes
from reportgen.document.view import View, Views
from reportgen.document.wording import capital, ended, sentences, stopped
from reportgen.document.year_to_date import year_figure
from reportgen.model.chart import ChartSpec
from reportgen.model.report import Cell, KeyFigure, Row, Slide, Table
from reportgen.model.scorecard import ObjectiveScore
from reportgen.model.text import Figure, Text

SOURCE_LENGTH = 185
TITLE_LENGTH = 140
MOST_ROWS = 8
_COLUMNS = ("name", "current", "change", "verdict", "target", "attainment")


def objective_slide(report: Views, objective: ObjectiveScore, number: int) -> Slide:
    words, view = report.words, report.main(objective)
    insight = report.insight(objective)
    title = words.own(objective.title, f"objective.{objective.id}.title")
    drawn = chart(report, objective)
    section = words.text(
        "deck.section.objective", number=count(f"objective.{objective.id}.number", number), title=title
    )
    return Slide(
        id=f"objective.{objective.id}",
        layout="objective",
        title=_finding(report, objective),
        section=section,
        key_figures=_side(view, cells.speaker(report, objective)),
        heading=drawn.subtitle if drawn else (),
        chart=drawn,
        table=None if drawn else _kpi_table(report, objective),
        decision_heading=_decision_heading(report, objective),
        decision=_decision_text(report, objective),
        source=source_line(report, _objective_source(report, view, drawn), kpi_notes(report, report.of(objective))),
        notes=speaker_notes(report, view, _finding(report, objective), insight),
        group=words.string("deck.group.objectives"),
    )


def _kpi_table(report: Views, objective: ObjectiveScore) -> Table:
    """The KPIs in the place of a chart: as in the report's table, without the columns that have no room there."""
    table = kpi_table(report, objective)
    filled = {place for row in table.rows for place, cell in enumerate(row.cells) if cell.text or cell.sign != "none"}
    kept = [place for place, column in enumerate(table.columns) if column.key in _COLUMNS and place in filled]
    rows = []
    for row, view in zip(table.rows[:MOST_ROWS], report.of(objective), strict=False):
        plain = [replace(row.cells[place], reference="") for place in kept]
        verdict = next(n for n, place in enumerate(kept) if table.columns[place].key == "verdict")
        plain[verdict] = Cell(cells.verdict_cell(view, "table").text)
        rows.append(Row(tuple(plain)))
    return replace(table, columns=tuple(table.columns[place] for place in kept), rows=tuple(rows), notes=())


def _finding(report: Views, objective: ObjectiveScore) -> Text:
    """The slide's title: what was attained, and where the value stands in its usual range."""
    view = report.main(objective)
    text = finding(report, objective)
    wordings = [capital(text), capital(clause(report, view))]
    if view.place and view.measured and cells.speaker(report, objective) is view:
        wordings.insert(0, capital(report.words.text(f"deck.finding_{view.place}", view.noun.count, clause=text)))
    return report.first_fit(wordings, TITLE_LENGTH)


def _side(view: View, judged: View) -> tuple[KeyFigure, ...]:
    """Up to three figures: the value, the year before, the attainment (of the KPI that decided the status)."""
    words = view.words
    cycle = view.period.figure("current")
    figures = [
        KeyFigure(
            words.text("deck.side.value", kpi=view.name, cycle=cycle),
            cells.value_text(view),
            _side_change(view),
            Cell(),
        )
    ]
    year = view.change(view.year_delta, "year_delta")
    poor = view.year_delta.reason == "coverage"  # on part of that cycle's data: the report's table alone shows it
    compared = view.period.compared
    since = year_figure(view)
    if since is not None:  # it holds the same days of the year before
        figures.append(since)
    elif "year_ago" in compared and view.year_ago is not None and not poor:
        form, key = ("in", "year_ago_same_days") if view.period.cycle.running else ("to", "year_ago")
        then = words.cycle(form, compared["year_ago"], f"{view.period.id}.year_ago")
        name = words.text(f"deck.side.{key}", cycle=then)
        change = cells.year_change_cell(view)
        value = (year,) if year is not None else change.text
        note = words.text("deck.side.a_year_ago", value=cells.then_text(view, "year_ago"))
        figures.append(KeyFigure(name, value, Cell(note), Cell()))
    if judged.target is not None and judged.attainment is not None:
        status = cells.status_cell(judged)
        word = replace(status, text=words.text(f"deck.side.status.{judged.status}"))
        start = judged.start
        key = (
            "of_way"
            if start
            else "of_target"
            if cells.is_share(judged)
            else "of_ceiling"
            if judged.lower
            else "to_target"
        )
        way = {"start": start} if start else {}
        value = words.text(f"deck.side.{key}", attainment=judged.attainment, target=judged.target, **way)
        name = words.text("deck.side.attainment")
        if judged is not view:
            name = words.text("deck.side.attainment_of", kpi=judged.name)
        figures.append(KeyFigure(name, value, Cell(), word))
    return tuple(figures)


def _side_change(view: View) -> Cell:
    """*+6,5 % sur sept. 2026 · variation habituelle*."""
    if not view.measured:
        return cells.change_cell(view, words=True)
    change = cells.plain_change(view)
    if change.sign not in ("up", "down") or "previous" not in view.period.compared:
        return replace(change, after=cells.verdict_cell(view, "deck").text)
    text = change_since(view, change.text)
    return replace(change, text=text, after=cells.verdict_cell(view, "deck").text)


def change_since(view: View, change: Text) -> Text:
    """*+6,5 % sur sept. 2026*; while the cycle runs *+6,5 % sur les mêmes jours en sept. 2026*."""
    running = view.period.cycle.running
    form, key = ("in", "change_same_days") if running else ("on", "change")
    cycle = view.words.cycle(form, view.period.previous, f"{view.period.id}.previous", short=True)
    return view.words.text(f"deck.side.{key}", change=change, cycle=cycle)


def _decision_heading(report: Views, objective: ObjectiveScore) -> Text:
    decision = report.insight(objective).decision
    key = "deck.decided" if decision.person_choice is not None else "deck.proposed"
    phrase = report.words.text(f"decision.phrase.{decision.person_choice or decision.choice}")
    if decision.person_choice is None and decision.choice == "no_proposal":
        return capital(phrase)
    return report.words.text(key, decision=phrase)


def _decision_text(report: Views, objective: ObjectiveScore) -> tuple[Text, ...]:
    """The reason, the budgets that are overspent, then what a person wrote about it."""
    decision, words = report.insight(objective).decision, report.words
    texts = [
        stopped(capital(cells.reason_text(report, report.insight(objective)))),
        *overspent_texts(report, objective),
    ]
    if decision.person_choice is not None and decision.person_why:
        texts.append(capital(words.own(ended(decision.person_why), f"objective.{objective.id}.person_why")))
    return (*texts, *commentary(report, objective.id))


def _objective_source(report: Views, view: View, drawn: ChartSpec | None) -> Text:
    """The sources of the KPI's figure, and its usual range, which the chart may show as a band."""
    words = report.words
    used = sorted({trace.source for leaf in view.score.current.inputs for trace in leaf.traces})
    names = [source_name(report, name) for name in used]
    parts = []
    if names:
        text = names[0]
        for name in names[1:]:
            text = words.text("list.comma", first=text, second=name)
        parts.append(words.text("deck.source", len(names), sources=text))
    if view.band is not None:
        low, high = view.of(view.band[0], "low"), view.of(view.band[1], "high")
        key = "range_shown" if drawn is not None and any(drawn.band) else "range"
        parts.append(words.text(f"deck.{key}", low=low, high=high))
    return sentences(*parts)


def deck_change(view: View) -> Cell:
    """*hausse de 14,0 %*; *+2,7 % avec un jour de plus* where the direction by the day is another."""
    size, direction = view.size(view.delta), view.direction(view.delta)
    if not view.measured or size is None:
        return cells.change_cell(view, words=True)
    if not direction:
        return cells.plain_change(view)
    text = view.words.text("deck.rise" if direction > 0 else "deck.fall", size=size)
    return Cell(text, "up" if direction > 0 else "down")


def count(id: str, value: int) -> Figure:  # noqa: A002
    return Figure(id, Decimal(value), "count")


def source_line(report: Views, text: Text, notes: list[Text] | None = None) -> Text:
    """What is missing first, then the rest, as far as one line goes."""
    missing = (data_notes(report) if notes is None else notes)[:1]
    wordings = [sentences(*missing, text), missing[0] if missing else text]
    return report.first_fit(wordings, SOURCE_LENGTH)
