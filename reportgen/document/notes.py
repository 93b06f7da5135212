"""Views → the notes: sources, what a reader must know about the data, definitions."""

from __future__ import annotations

import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from reportgen.document.agreement import agreement_lines
from reportgen.document.archive_notes import archive_lines
from reportgen.document.audience import audience_lines
from reportgen.document.calendar_notes import calendar_lines
from reportgen.document.content_words import content_lines
from reportgen.document.figure_notes import margin_lines, score_lines
from reportgen.document.finding_lines import finding_lines
from reportgen.document.findings import line, source_name, technical_notes, unsaid
from reportgen.document.method_notes import method_lines
from reportgen.document.steps_line import steps_line
from reportgen.document.time_notes import breaks, time_lines, unsettled
from reportgen.document.view import View, Views
from reportgen.document.wording import Part, lowered
from reportgen.model.report import Cell, Column, Definitions, Lines, Row, Section, Sign, Table
from reportgen.model.scorecard import SourceScore, State
from reportgen.model.text import Figure, Text

_STATES: dict[State, Sign] = {"ok": "none", "partial": "close", "stale": "close"}
MOST_MEASURES = 4
PROVIDES_LENGTH = 40  # characters: one line of the table of sources
CYCLES_PER_FALSE_SIGNAL = Decimal(40)  # of one KPI: 2.5 % of its cycles signal by chance (algorithms §1)


def notes(report: Views) -> Section | None:
    """The closing section. A theme without notes keeps what qualifies the figures, and None where nothing does."""
    title = report.words.text("notes.title")
    if not report.config.theme.notes:
        lines = [line(report, "data", text) for text in (*unsaid(report), *technical_notes(report))]
        lines += [*_provisional(report), *breaks(report), *unsettled(report), *archive_lines(report)]
        return Section("notes", title, (Lines(tuple(lines)),)) if lines else None
    told = Lines((*note_lines(report), steps_line(report)))
    blocks = (sources_table(report), told, definitions(report))
    return Section("notes", title, blocks)


def sources_table(report: Views) -> Table:
    """What each source gave for the cycle."""
    words = report.words
    heads = (("source", "left"), ("measures", "left"), ("days", "right"), ("export", "right"), ("state", "left"))
    columns = tuple(
        Column(key, words.text(f"sources.head.{key}"), "right" if align == "right" else "left") for key, align in heads
    )
    rows = tuple(_source_row(report, source) for source in report.scorecard.sources)
    if not any(source.exported_on for source in report.scorecard.sources):
        columns = (*columns[:3], columns[4])
        rows = tuple(Row((*row.cells[:3], row.cells[4])) for row in rows)
    heading = words.text("sources.heading")
    return Table("sources", heading, heading, columns, rows)


def _source_row(report: Views, source: SourceScore) -> Row:
    words = report.words
    name, made = source_name(report, source.name), words.own(source.platform, f"source.{source.name}.platform")
    day = Figure(f"source.{source.name}.exported_on", source.exported_on, "day_month")
    sign = _STATES.get(source.state, "missed")
    ok = source.state == "ok"
    state = Cell(
        words.text(f"sources.state.{source.state}"),
        sign,
        strong=not ok,
    )
    return Row(
        (
            Cell(name, after=() if report.display.text(made) == report.display.text(name) else made),
            Cell(_provides(report, source)),
            Cell(words.text("sources.days", **source_days(report, source))),
            Cell((day,) if source.exported_on else ("—",)),
            state,
        )
    )


def source_days(report: Views, source: SourceScore) -> dict[str, Part]:
    """The days that a source covers and those expected, as parts of a sentence."""
    present = Figure(f"source.{source.name}.days.present", Decimal(source.days.present), "count")
    expected = Figure(f"source.{source.name}.days.expected", Decimal(source.days.expected), "count")
    return {"present": present, "expected": expected}


def _provides(report: Views, source: SourceScore) -> Text:
    """The measures by name, the first four at most and no more than stand on a line."""
    known = report.catalogue.measures
    names = [report.words.name(known[m].names, m) for m in source.measures if m in known]
    if not names:
        return ("—",)
    return report.first_fit(
        [_first_of(report, names, count) for count in range(min(len(names), MOST_MEASURES), 0, -1)], PROVIDES_LENGTH
    )


def _first_of(report: Views, names: list[Text], count: int) -> Text:
    text = names[0]
    for name in names[1:count]:
        text = report.words.text("list.comma", first=text, second=lowered(name))
    return report.words.text("sources.and_more", first=text) if len(names) > count else text


def note_lines(report: Views) -> tuple[Text, ...]:
    """Findings, the margin, attribution, posts, how signals are to be read."""
    lines = [line(report, "data", text) for text in finding_lines(report)]
    lines += margin_lines(report)
    lines += score_lines(report)
    lines += method_lines(report)
    lines += agreement_lines(report)
    lines += audience_lines(report)
    lines += content_lines(report)
    lines += [*_season(report), *_provisional(report), *time_lines(report)]
    lines += [*archive_lines(report), *calendar_lines(report)]
    chance = _chance(report)
    return tuple([*lines, line(report, "chance", chance)] if chance else lines)


def _season(report: Views) -> list[Text]:
    """Whether all usual ranges, or some, are those of a history that is too short to take the season off."""
    ranges = [view.verdict for view in report.kpis.values() if view.verdict.low is not None]
    short = ["season_not_corrected" in verdict.labels for verdict in ranges]
    key = "season" if all(short) else "season_some"
    return [line(report, "season", report.words.text(f"notes.{key}"))] if any(short) else []


def _provisional(report: Views) -> list[Text]:
    if not any("provisional" in view.verdict.labels for view in report.kpis.values()):
        return []
    return [line(report, "provisional", report.words.text("notes.provisional"))]


def _chance(report: Views) -> Text:
    """How often chance alone gives a signal among the KPIs that have a usual range; empty where none has one."""
    judged = sum(view.band is not None for view in shown_once(report))
    if not judged:
        return ()
    cycles = int((CYCLES_PER_FALSE_SIGNAL / judged).to_integral_value(ROUND_HALF_UP)) or 1
    return report.words.text(
        "notes.chance",
        cycles,
        reports=Figure("chance.reports", Decimal(cycles), "count"),
        number=Figure("chance.indicators", Decimal(judged), "count"),
    )


def definitions(report: Views) -> Definitions:
    """The KPIs shown and the words of judgement, alphabetical."""
    words = report.words
    items = [(view.name, view.definition) for view in shown_once(report) if view.definition]
    items += [
        (words.text(f"definitions.{term}.term"), words.text(f"definitions.{term}.{_form(report, term)}"))
        for term in ("usual_range", "signal", "attainment")
    ]
    items.sort(key=lambda item: _alphabetical(report.display.text(item[0])))
    return Definitions(words.text("definitions.heading"), tuple(items))


def _form(report: Views, term: str) -> str:
    """The usual range is also told as of changes over a year, where one of a KPI is made so."""
    yearly = any("year_on_year" in view.verdict.labels for view in report.kpis.values())
    return "text_yearly" if term == "usual_range" and yearly else "text"


def shown_once(report: Views) -> list[View]:
    """Each KPI of the report once, in the config's order."""
    seen: dict[str, View] = {}
    for view in report.kpis.values():
        seen.setdefault(view.score.id, view)
    return list(seen.values())


def _alphabetical(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
