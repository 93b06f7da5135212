"""Views → the deck: cover, summary, scoreboard, one slide per objective and the others in their order. Titles state the
finding.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.document import cells
from reportgen.document.audience import audience_text
from reportgen.document.deck_outline import REST, arranged
from reportgen.document.findings import data_notes, kpi_notes, source_name
from reportgen.document.further import relation_slides, with_scenario
from reportgen.document.headline import headline
from reportgen.document.notes import shown_once, source_days
from reportgen.document.paging import ROWS, paged
from reportgen.document.slide_asks import campaign_slides
from reportgen.document.slide_learning import learning_slides
from reportgen.document.slide_objective import deck_change, objective_slide, source_line
from reportgen.document.slide_returns import returns_slides
from reportgen.document.speaker import cover_notes, plain_notes, scoreboard_notes, summary_notes
from reportgen.document.summary import client, compared, key_figures, report_cycle
from reportgen.document.view import View, Views
from reportgen.document.wording import NBSP, Part, capital, join, sentences
from reportgen.model.report import Cell, Column, KeyFigure, Row, Slide, Table
from reportgen.model.scorecard import ObjectiveScore
from reportgen.model.text import Figure, Text


def slides(report: Views) -> tuple[Slide, ...]:
    """All slides in order."""
    objectives = tuple(
        objective_slide(report, objective, number)
        for number, objective in enumerate(report.scorecard.objectives, start=1)
    )
    money = (*with_scenario(report, returns_slides(report)), *relation_slides(report), *campaign_slides(report))
    board, rest = _scoreboard(report)
    made = (_cover(report), _summary(report), board, *objectives, *money, *learning_slides(report))
    return arranged((*made, *_definitions(report), *rest), report.words.string("deck.group.appendix"))


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


def _summary(report: Views) -> Slide:
    words = report.words
    return Slide(
        id="summary",
        layout="summary",
        title=headline(report),
        section=words.text("deck.section.summary"),
        key_figures=tuple(_strip(view) for view in key_figures(report)),
        table=_decisions(report),
        source=source_line(report, join(capital(compared(report)), ".") if report.compared else ()),
        notes=summary_notes(report),
        group=words.string("deck.group.summary"),
        link=tuple(f"objective.{objective.id}" for objective in report.scorecard.objectives),
    )


def _strip(view: View) -> KeyFigure:
    """A column of the key figures: change in words, verdict after it."""
    change = deck_change(view)
    if view.measured:
        change = replace(change, after=cells.verdict_cell(view, "deck").text)
    return KeyFigure(view.title, cells.value_text(view), change, _strip_status(view))


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
    """Objective, result against target, status, decision and why."""
    words = report.words
    heads = ("objective", "result", "status", "decision", "reason")
    columns = tuple(Column(key, words.text(f"deck.head.{key}")) for key in heads)
    rows = tuple(_decision_row(report, objective) for objective in report.scorecard.objectives)
    return Table("objectives", (), words.text("objectives.heading", len(rows)), columns, rows)


def _decision_row(report: Views, objective: ObjectiveScore) -> Row:
    insight, words = report.insight(objective), report.words
    word = cells.objective_status(report, objective)
    if (status := report.status(objective)) is not None and cells.speaks_alone(report, objective):
        word = replace(word, text=words.text(f"status.{status}"))
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
    """The main KPI against its target; where another one decided the status, that one, by name; of a status of several
    together their names, as on page 1."""
    view = cells.speaker(report, objective)
    if not cells.speaks_alone(report, objective):
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


def _scoreboard(report: Views) -> tuple[Slide, list[Slide]]:
    """What one slide has room for, each objective's main KPI before others; and the slides of the rest."""
    words, shown = report.words, _first_rows(report)
    base = Slide(
        id="scoreboard",
        layout="table",
        title=_scoreboard_title(report),
        section=words.text("deck.section.scoreboard"),
        source=source_line(report, _scoreboard_note(report), kpi_notes(report, list(report.kpis.values()))),
        notes=scoreboard_notes(report, _scoreboard_title(report)),
        group=words.string("deck.group.objectives"),
    )
    table = Table("scoreboard", (), words.text("deck.section.scoreboard"), _score_columns(report), ())
    first, *more = paged(base, table, *_score_rows(report, shown))
    left = {key for key in report.kpis if key not in shown}
    if not left:
        return first, more
    other = replace(base, id=REST, title=words.text("deck.scoreboard_rest"), group=words.string("deck.group.appendix"))
    return first, [*more, *paged(other, table, *_score_rows(report, left))]


def _first_rows(report: Views) -> set[tuple[str, str]]:
    """The KPIs that the first slide shows: the main ones, then those with a target, in the config's order."""
    views = [(key, view) for key, view in report.kpis.items() if not view.score.context]
    ranked = sorted(views, key=lambda item: (not item[1].score.main, item[1].score.target is None))
    shown = {key for key, _ in ranked[:ROWS]}
    return set(report.kpis) if len(report.kpis) <= ROWS else shown


def _scoreboard_note(report: Views) -> Text:
    """How attainments are made; of a running cycle with which days its changes compare."""
    words = report.words
    ways = [
        words.text("deck.scoreboard_way", kpi=view.name, start=view.start)
        for view in report.kpis.values()
        if view.start is not None and view.attainment is not None
    ]
    same_days = join(capital(compared(report)), ".") if report.cycle.running else ()
    return sentences(*(text for text in (same_days, words.text("deck.scoreboard_note"), *ways) if text))


def _scoreboard_title(report: Views) -> Text:
    """How many KPIs with a target are met, close and missed, of all that have one."""
    words = report.words
    judged = [view for view in report.kpis.values() if view.status is not None]
    if not judged:
        return _nothing_judged(report)
    counts = {status: sum(view.status == status for view in judged) for status in ("met", "close", "missed")}
    kept = [status for status in counts if counts[status]]
    total = sum(view.score.target is not None for view in report.kpis.values())
    if len(kept) == 1 and len(judged) == total:
        number = words.number(len(judged), "scoreboard.total")
        return capital(words.text(f"deck.count.all.{kept[0]}", len(judged), number=number))
    parts = [_counted(report, status, counts[status], total, first=status == kept[0]) for status in kept]
    text = parts[0]
    if len(parts) > 1:
        rest = parts[1] if len(parts) == 2 else words.text("list.two", first=parts[1], second=parts[2])
        text = words.text("list.comma", first=text, second=rest)
    return capital(text)


def _nothing_judged(report: Views) -> Text:
    """Why no target has a status: there is none, the cycle still runs, or the data are not there."""
    if not any(view.score.target for view in report.kpis.values()):
        return report.words.text("deck.scoreboard_no_target")
    if report.cycle.running:
        running = report.words.text(f"cycle.running.{report.kind}")
        return report.words.text("deck.scoreboard_running", running=running)
    return report.words.text("deck.scoreboard_not_judged")


def _counted(report: Views, status: str, count: int, total: int, *, first: bool) -> Text:
    """*Cinq objectifs chiffrés sur huit sont atteints*; after the first *deux sont proches*."""
    words, number = report.words, report.words.number(count, f"scoreboard.{status}", total)
    if not first:
        return words.text(f"deck.count.more.{status}", count, number=number)
    whole = words.number(total, "scoreboard.total")
    return words.text(f"deck.count.first.{status}", count, number=number, total=whole)


def _score_columns(report: Views) -> tuple[Column, ...]:
    words = report.words
    columns = [
        Column("objective", words.text("deck.head.objective")),
        Column("name", words.text("kpis.head.name")),
        Column("current", report.head("current"), "right"),
        Column("target", words.text("kpis.head.target"), "right"),
        Column("attainment", words.text("kpis.head.attainment"), "right"),
    ]
    for name, cycle in report.compared.items():
        figure = Figure(f"cycle.{name}.short", cycle, "cycle_short")
        columns.append(Column(_change_key(name), words.text("deck.head.against", cycle=figure), "right"))
    columns += [Column("verdict", words.text("kpis.head.verdict")), Column("status", words.text("deck.head.status"))]
    return tuple(columns)


def _change_key(name: str) -> str:
    return "change" if name == "previous" else "year_change"


def _score_rows(report: Views, shown: set[tuple[str, str]]) -> tuple[list[Row], list[str]]:
    """A row per KPI with the slide that it leads to; the objective stands in its first one alone, the renderer joins
    the empty cells below to it."""
    rows, links = [], []
    for objective in report.scorecard.objectives:
        title = report.words.own(objective.title, f"objective.{objective.id}.title")
        views = [view for view in report.of(objective) if (objective.id, view.score.id) in shown]
        rows += [_score_row(view, () if index else title) for index, view in enumerate(views)]
        links += [f"objective.{objective.id}"] * len(views)
    return rows, links


def _score_row(view: View, title: Text) -> Row:
    words, status = view.words, view.status
    row = [
        Cell(title, strong=True),
        Cell(view.title),
        Cell(cells.value_text(view)),
        Cell(_limit(view)),
        Cell((view.attainment,) if view.attainment is not None else cells.DASH),
    ]
    for name in view.report.compared:
        row.append(cells.change_cell(view, words=False) if name == "previous" else cells.year_change_cell(view))
    row.append(Cell(cells.verdict_cell(view, "table").text))
    row.append(Cell(words.text(f"status.{status}"), status, status, strong=True) if status else Cell(cells.DASH))
    return Row(tuple(row))


def _limit(view: View) -> Text:
    """The target; of a ceiling with ≤ before it."""
    if view.target is None:
        return cells.DASH
    return join("≤", NBSP, view.target) if view.lower else (view.target,)


def _definitions(report: Views) -> list[Slide]:
    if not report.config.theme.notes:
        return []
    words = report.words
    columns = tuple(
        Column(key, words.text(f"deck.definitions.{key}")) for key in ("name", "definition", "source")
    )  # fmt: skip
    rows = [
        Row((Cell(view.name), Cell(view.definition), Cell(_coverage(report, view)))) for view in shown_once(report)
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
        texts.append(
            name if whole else words.text("deck.definitions.partial", source=name, **source_days(report, source))
        )
    if not texts:
        return cells.DASH
    text = texts[0]
    for more in texts[1:]:
        text = words.text("list.comma", first=text, second=more)
    return text
