"""Views → the deck's scoreboard: a row per KPI, the finding as its title; what one slide has no room for, on others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from reportgen.document import cells
from reportgen.document.deck_outline import REST
from reportgen.document.findings import kpi_notes, listed
from reportgen.document.paging import ROWS, paged
from reportgen.document.slide_objective import source_line
from reportgen.document.speaker import figures_notes
from reportgen.document.summary import compared
from reportgen.document.view import View, Views
from reportgen.document.wording import NBSP, capital, join, sentences
from reportgen.model.report import Cell, Column, Row, Slide, Table
from reportgen.model.text import Figure, Text

T = TypeVar("T")


def scoreboard(report: Views) -> tuple[Slide, list[Slide]]:
    """What one slide has room for, each objective's main KPI before others; and the slides of the rest."""
    words, shown = report.words, _first_rows(report)
    title = _scoreboard_title(report)
    base = Slide(
        id="scoreboard",
        layout="table",
        title=title,
        section=words.text("deck.section.scoreboard"),
        source=_source(report, _of_keys(report, shown)),
        notes=figures_notes(report, title, _of_keys(report, shown)),
        group=words.string("deck.group.objectives"),
    )
    table = Table("scoreboard", (), words.text("deck.section.scoreboard"), _score_columns(report), ())
    first, *more = paged(base, table, *_score_rows(report, shown))
    left = {key for key in report.kpis if key not in shown}
    if not left:
        return first, more
    title = _rest_title(report, _of_keys(report, left))
    other = replace(
        base,
        id=REST,
        title=title,
        section=words.text("deck.section.appendix"),
        source=_source(report, _of_keys(report, left)),
        notes=figures_notes(report, title, _of_keys(report, left)),
        group=words.string("deck.group.appendix"),
    )
    return first, [*more, *paged(other, table, *_score_rows(report, left))]


def _of_keys(report: Views, keys: set[tuple[str, str]]) -> list[View]:
    return [view for key, view in report.kpis.items() if key in keys]


def _first_rows(report: Views) -> set[tuple[str, str]]:
    """The KPIs that the first slide shows: the main ones, then those with a target, in the config's order."""
    views = [(key, view) for key, view in report.kpis.items() if not view.score.context]
    ranked = sorted(views, key=lambda item: (not item[1].score.main, item[1].score.target is None))
    shown = {key for key, _ in ranked[:ROWS]}
    return set(report.kpis) if len(report.kpis) <= ROWS else shown


def _source(report: Views, views: list[View]) -> Text:
    return source_line(report, _scoreboard_note(report, views), kpi_notes(report, views))


def _scoreboard_note(report: Views, views: Sequence[View]) -> Text:
    """How attainments are made where that isn't plain; of a running cycle with which days its changes compare."""
    words = report.words
    ways = [
        words.text("deck.scoreboard_way", kpi=view.name, start=view.start)
        for view in views
        if view.start is not None and view.attainment is not None
    ]
    same_days = join(capital(compared(report)), ".") if report.cycle.running else ()
    ceilings = any(view.lower and view.attainment is not None for view in views)
    way = words.text("deck.scoreboard_note") if ceilings else ()
    return sentences(*(text for text in (same_days, way, *ways) if text))


def _scoreboard_title(report: Views) -> Text:
    """How many KPIs with a target are met, close and missed, of all that have one."""
    return capital(_counts(report, list(report.kpis.values()), "scoreboard")) or _nothing_judged(report)


def _rest_title(report: Views, views: Sequence[View]) -> Text:
    """The same of those that the first slide has no room for."""
    counts = _counts(report, views, "scoreboard.rest")
    words = report.words
    return words.text("deck.scoreboard_rest_judged", counts=counts) if counts else words.text("deck.scoreboard_rest")


def _counts(report: Views, views: Sequence[View], id: str) -> Text:  # noqa: A002
    """*Five of eight targets were met, two came close and one was not judged*; empty where none is judged."""
    words = report.words
    judged = [view for view in views if view.status is not None]
    counts = {status: sum(view.status == status for view in judged) for status in ("met", "close", "missed")}
    kept = [status for status in counts if counts[status]]
    total = sum(view.score.target is not None for view in views)
    if not kept:
        return ()
    if len(kept) == 1 and len(judged) == total:
        number = words.number(len(judged), f"{id}.total")
        return words.text(f"deck.count.all.{kept[0]}", len(judged), number=number)
    parts = [_counted(report, status, counts[status], total, id, first=status == kept[0]) for status in kept]
    on_way = sum(cells.pace_of(view) is not None for view in views)
    for key, many in (("under_way", on_way), ("unjudged", total - len(judged) - on_way)):
        if many:
            parts.append(_counted(report, key, many, total, id, first=False))
    return words.text("list.comma", first=parts[0], second=listed(report, parts[1:])) if len(parts) > 1 else parts[0]


def _nothing_judged(report: Views) -> Text:
    """Why no target has a status: there is none, the cycle still runs, or the data are not there."""
    if not report.targeted:
        return _signals(report) or report.words.text("deck.scoreboard_no_target")
    if report.cycle.running:
        running = report.words.text(f"cycle.running.{report.kind}")
        return report.words.text("deck.scoreboard_running", running=running)
    return report.words.text("deck.scoreboard_not_judged")


def _signals(report: Views) -> Text:
    """*Six indicateurs sur huit sortent de l’habituel*; empty where not even two can be judged."""
    judged = [view for view in report.kpis.values() if view.verdict.kind != "none" and view.measured]
    if len(judged) < 2:
        return ()
    beyond = sum(view.verdict.kind.startswith("signal") for view in judged)
    words, total = report.words, len(judged)
    if not beyond:
        return words.text("deck.scoreboard_no_signal")
    number, whole = words.number(beyond, "scoreboard.signals", total), words.number(total, "scoreboard.judged")
    return capital(words.text("deck.scoreboard_signals", beyond, number=number, total=whole))


def _counted(report: Views, status: str, many: int, total: int, id: str, *, first: bool) -> Text:  # noqa: A002
    """*Cinq objectifs chiffrés sur huit sont atteints*; after the first *deux sont proches*."""
    words, number = report.words, report.words.number(many, f"{id}.{status}", total)
    if not first:
        return words.text(f"deck.count.more.{status}", many, number=number)
    whole = words.number(total, f"{id}.total")
    return words.text(f"deck.count.first.{status}", many, number=number, total=whole)


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
    return _told(report, columns)


def _told(report: Views, items: Sequence[T]) -> tuple[T, ...]:
    """A row's cells, or the columns, without target, attainment and status where no KPI of the report has a target."""
    return tuple(items) if report.targeted else (*items[:3], *items[5:-1])


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
        Cell((reached,) if (reached := view.attainment or cells.paced(view)) is not None else cells.DASH),
    ]
    for name in view.report.compared:
        row.append(cells.change_cell(view, words=False) if name == "previous" else cells.year_change_cell(view))
    row.append(Cell(cells.verdict_cell(view, "table").text))
    way = Cell(cells.pace_word(view) or cells.DASH)
    row.append(Cell(words.text(f"status.{status}"), status, status, strong=True) if status else way)
    return Row(_told(view.report, row))


def _limit(view: View) -> Text:
    """The target; of a ceiling with ≤ before it."""
    if view.target is None:
        return cells.DASH
    return join("≤", NBSP, view.target) if view.lower else (view.target,)
