"""Views → one Objective block per objective: role, KPI table with notes, chart, commentary."""

from __future__ import annotations

from datetime import timedelta

from reportgen.document import cells
from reportgen.document.asides import aside_notes
from reportgen.document.charts import chart
from reportgen.document.commentary import commentary
from reportgen.document.pace_notes import pace_notes
from reportgen.document.period import Period
from reportgen.document.scope import scope_note
from reportgen.document.view import View, Views, contradicted
from reportgen.document.wording import NBSP, capital, join, lowered, quote, sentences
from reportgen.document.year_to_date import year_notes
from reportgen.model.report import Cell, Column, Objective, Row, Section, Table
from reportgen.model.scorecard import BenchmarkScore, ObjectiveScore
from reportgen.model.text import Figure, Text
from reportgen.periods import CycleSpec, cycle_of


def objectives(report: Views) -> Section:
    """The objectives' pages."""
    return Section("objectives", (), tuple(_block(report, objective) for objective in report.scorecard.objectives))


def _block(report: Views, objective: ObjectiveScore) -> Objective:
    words, drawn = report.words, chart(report, objective)
    return Objective(
        id=objective.id,
        title=title(report, objective),
        role=words.own(objective.role, f"objective.{objective.id}.role"),
        status=cells.objective_status(report, objective),
        decision=cells.decision_cell(report, report.insight(objective), "block"),
        table=kpi_table(report, objective),
        chart=drawn,
        commentary=commentary(report, objective, drawn),
    )


def title(report: Views, objective: ObjectiveScore) -> Text:
    """The family's name (*Notoriété*); the objective's own title where two objectives share a family."""
    shared = sum(other.family == objective.family for other in report.scorecard.objectives) > 1
    if shared or not report.words.has(f"family.{objective.family}"):
        return report.words.own(objective.title, f"objective.{objective.id}.title")
    return report.words.text(f"family.{objective.family}")


def kpi_table(report: Views, objective: ObjectiveScore) -> Table:
    """The KPIs in the config's order. The note of a raised letter begins with that letter, alone in its part."""
    words, notes = report.words, _Notes(report)
    rows = tuple(_row(view, notes) for view in report.of(objective))
    caption = words.text(
        "kpis.caption",
        objective=title(report, objective),
        cycle=report.period(objective).figure("current"),
    )
    plain = tuple(text for view in report.of(objective) if (text := _benchmark(view)))
    told = (*plain, *notes.texts, *year_notes(report, objective))
    return Table("kpis", (), caption, _columns(report, report.period(objective)), rows, told)


def _columns(report: Views, period: Period) -> tuple[Column, ...]:
    words = report.words
    columns = [Column("name", words.text("kpis.head.name")), Column("current", period.head(words, "current"), "right")]
    if "previous" in period.compared:
        columns += [
            Column("previous", period.head(words, "previous"), "right"),
            Column("change", words.text("kpis.head.change"), "right"),
        ]
    columns.append(Column("verdict", words.text("kpis.head.verdict")))
    if "year_ago" in period.compared:
        columns.append(Column("year_ago", period.head(words, "year_ago"), "right"))
    if report.targeted:
        columns.append(Column("target", words.text("kpis.head.target"), "right"))
    if way := _way(report):
        columns.append(Column("attainment", words.text(f"kpis.head.{way}"), "right"))
    return tuple(columns)


def _way(report: Views) -> str:
    """What the last column of every table holds: ``attainment``, while nothing is due ``pace``, or "": it is left out
    where no KPI of the report has a figure for it."""
    views = report.kpis.values()
    if any(view.status is not None for view in views):
        return "attainment"
    return "pace" if any(cells.paced(view) is not None for view in views) else ""


class _Notes:
    """The lettered notes of one table."""

    def __init__(self, report: Views) -> None:
        self._read = report.display.text
        self.texts: list[Text] = []

    def add(self, text: Text) -> str:
        """The letter of a note; a note that reads like one there already shares its letter."""
        for index, known in enumerate(self.texts):
            if self._read(known[1:]) == self._read(join(NBSP, text)):
                return chr(ord("a") + index)
        letter = chr(ord("a") + len(self.texts) % 26)
        self.texts.append((letter, *join(NBSP, text)))
        return letter


def _row(view: View, notes: _Notes) -> Row:
    words, compared = view.words, view.period.compared
    note = figure_note(view)
    name = join(view.name, "," if view.lower else "")
    after = words.text("kpis.reduce") if view.lower else ()
    row = [
        Cell(name, after=after, reference=notes.add(note) if note else ""),
        Cell(cells.value_text(view), strong=view.measured, tone="plain" if view.measured else "muted"),
    ]
    if "previous" in compared:
        row += [_compared_cell(view, "previous", notes), cells.change_cell(view, words=False)]
    row.append(cells.verdict_cell(view, "table"))
    if "year_ago" in compared:
        row.append(_compared_cell(view, "year_ago", notes))
    if view.report.targeted:
        row.append(Cell((view.target,) if view.target else cells.DASH))
    way = _way(view.report)
    if way:
        reached = cells.paced(view)
        paced = Cell((reached,) if reached else cells.DASH)
        row.append(paced if way == "pace" else cells.attainment_cell(view))
    return Row(tuple(row))


def _compared_cell(view: View, name: str, notes: _Notes) -> Cell:
    """The figure of a cycle compared with; one on part of that cycle's data, or reported otherwise, bears a note."""
    text = cells.then_text(view, name)
    if not text:
        return Cell(cells.DASH)
    note = _compared_note(view, name)
    return Cell(text, reference=notes.add(note) if note else "")


def _compared_note(view: View, name: str) -> Text:
    """*Juill. 2025 : couverture de 33 %*, *Sept. 2026 : chiffre révisé*; empty where all is there, or where the current
    figure's note says it, and as it was reported."""
    comparison = view.score.previous if name == "previous" else view.score.year_ago
    told = name == "previous" and view.score.current.state == "partial"
    value, words = comparison.value, view.words
    if value is None or comparison.cycle is None:
        return ()
    cycle = capital((view.period.figure(name, ".short", "cycle_short"),))
    parts: list[Text] = []
    if not told and value.state == "partial" and value.coverage.share is not None:
        share = Figure(f"{view.id}.{name}.coverage", value.coverage.share, "percent")
        parts.append(words.text("notes.coverage_then", cycle=cycle, share=share))
    if view.restated(comparison):
        parts.append(words.text("notes.restated_then", cycle=cycle))
    return sentences(*parts)


def figure_note(view: View) -> Text:
    """What a reader must know about a figure: why it is missing, on what it rests, why its change is withheld."""
    words, current = view.words, view.score.current
    parts: list[Text] = []
    if not view.measured:
        parts.append(join(capital(cells.cause(view)), "."))
    elif current.state == "partial" and (share := current.coverage.share) is not None:
        before = view.score.previous.value
        mine = Figure(f"{view.id}.coverage", share, "percent")
        parts.append(words.text("notes.coverage", share=mine, other=_other_coverage(view, before)))
    elif current.state == "stale":
        parts.append(words.text("notes.stale"))
    lacking = scope_note(view)
    days = not lacking or current.coverage.present < current.coverage.expected  # else it is channels that are left out
    if view.measured and words.has(f"notes.made.{current.cause}") and (days or current.cause != "common_part"):
        parts.append(words.text(f"notes.made.{current.cause}"))
    parts.append(lacking)
    parts += aside_notes(view)
    if current.alternative and view.measured:
        parts.append(words.text("notes.alternative"))
    delta = view.delta
    if delta.kind == "withheld" and delta.reason not in ("", "coverage", "small_base"):
        key = f"notes.withheld.{delta.reason}"
        parts.append(words.text(key if words.has(key) else "notes.withheld.other"))
        parts += [join(capital(reason), ".") for reason in [_break_reason(view)] if reason]
    if contradicted(delta):
        figure = Figure(f"{view.id}.delta.per_day", delta.per_day, "percent", 1, signed=True)
        parts.append(words.text("notes.per_day", days=cells.more_days(view), change=figure))
    if view.measured and current.cycle.stop < view.period.cycle.stop:  # its sources still change the days after
        day = Figure(f"{view.id}.until", current.cycle.stop - timedelta(days=1), "date")
        parts.append(words.text("notes.until", day=day))
    if delta.kind not in ("none", "withheld") and _of_posts(view):
        parts.append(words.text("notes.posts_age"))
    if view.score.id == "roas" and view.measured and view.report.config.margin:
        parts.append(words.text("notes.break_even", value=view.of(1 / view.report.config.margin, "break_even")))
    if view.score.settles is not None:
        day = Figure(f"{view.id}.settles", view.score.settles, "date")
        parts.append(words.text("notes.not_settled", day=day))
    parts += pace_notes(view)
    if view.score.level and view.score.target and view.score.target.start is not None:
        start = view.of(view.score.target.start, "target.start")
        parts.append(words.text("notes.from_start", start=start))
    return sentences(*parts)


def _of_posts(view: View) -> bool:
    """Whether the figure stands on what posts have gathered since they were published."""
    leaves = [leaf.expression for leaf in view.score.current.inputs]
    return any("of=posts" in leaf and not leaf.startswith("posts[") for leaf in leaves)


def _break_reason(view: View) -> Text:
    """A person's words on the declared break that withholds the change; empty where none is declared."""
    then = view.score.previous.cycle
    for number, row in enumerate(view.score.breaks):
        if row.reason and view.delta.reason == "series_break" and then is not None and row.day > then.start:
            return view.words.own(row.reason.rstrip("."), f"{view.id}.break.{number}")
    return ()


def _other_coverage(view: View, before: object) -> Text:
    previous = view.score.previous
    if previous.value is None or previous.cycle is None or (share := previous.value.coverage.share) is None:
        return ()
    figure = Figure(f"{view.id}.previous.coverage", share, "percent")
    cycle = view.words.cycle("in", previous.cycle, f"{view.period.id}.previous")
    return view.words.text("notes.coverage_before", share=figure, cycle=cycle)


def _benchmark(view: View) -> Text:
    """*Repère : taux d’engagement 3,1 % (panel X, juin 2026).*"""
    benchmark = view.score.benchmark
    if benchmark is None:
        return ()
    text = view.words.text(
        "notes.benchmark.text",
        kpi=lowered(view.name),
        value=view.of(benchmark.value, "benchmark"),
        source=view.words.own(benchmark.source, f"{view.id}.benchmark.source"),
        date=_benchmark_date(view, benchmark),
    )
    more = [f"notes.benchmark.{benchmark.standing}"] if benchmark.standing else []
    more += ["notes.benchmark.different"] if benchmark.definition == "different" else []
    more += ["notes.benchmark.old"] if benchmark.old else []
    return sentences(text, *(view.words.text(key) for key in more))


def _benchmark_date(view: View, benchmark: BenchmarkScore) -> Text:
    """A year, a month or a day, as it was given."""
    from datetime import date

    id_, parts = f"{view.id}.benchmark.date", benchmark.date.split("-")
    if len(parts) == 3:
        return (Figure(id_, date.fromisoformat(benchmark.date), "date"),)
    if len(parts) == 2:
        return (Figure(id_, cycle_of(CycleSpec("month"), date(int(parts[0]), int(parts[1]), 1)), "cycle"),)
    return quote(benchmark.date, id_)
