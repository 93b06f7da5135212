"""Views → the appendix workbook: what an analyst takes further, in plain tables. The figures are those of the pages,
under the same ids."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from reportgen.config.schema import Config
from reportgen.display import Display
from reportgen.document import cells
from reportgen.document.findings import finding_text, source_name
from reportgen.document.notes import shown_once
from reportgen.document.summary import client, compared, report_cycle
from reportgen.document.view import View, Views
from reportgen.document.wording import Words, capital, join, quote
from reportgen.model.facts import Finding
from reportgen.model.insights import Insights
from reportgen.model.scorecard import CostLine, KpiScore, Scorecard, SourceScore
from reportgen.model.text import Figure, Text, Unit
from reportgen.model.workbook import Sheet, SheetColumn, Workbook
from reportgen.vocabulary.catalogue import Catalogue
from reportgen.vocabulary.channels import NAMES

Cells = tuple[Text, ...]
NAME, FIGURE, WORD, SENTENCE = 30, 14, 20, 80  # widths in characters


def compose_workbook(config: Config, catalogue: Catalogue, scorecard: Scorecard, insights: Insights) -> Workbook:
    """All sheets in the client's language; one without a row is left out."""
    words = Words(config.locale)
    report = Views(config, catalogue, scorecard, insights, words, Display(config.locale, scorecard.currency))
    made = (_cover, _scorecard, _series, _channels, _money, _sources, _findings, _definitions)
    sheets = [sheet(report) for sheet in made]
    return Workbook(
        title=join(words.text(f"report.kind.{report.kind}"), " — ", report_cycle(report)),
        client=client(report),
        author=config.author or config.client,
        locale=config.locale,
        currency=scorecard.currency,
        created=scorecard.as_of,
        sheets=tuple(sheet for sheet in sheets if sheet.rows),
    )


def _sheet(report: Views, name: str, columns: tuple[tuple[str | Text, int], ...], rows: Iterator[Cells]) -> Sheet:
    """A sheet by name; a column's head is a Text or the key of its words, a sentence wraps."""
    heads = (
        SheetColumn(head if isinstance(head, tuple) else report.words.text(head), width, width == SENTENCE)
        for head, width in columns
    )
    return Sheet(report.words.text(f"workbook.sheet.{name}"), tuple(heads), tuple(rows))


def _cover(report: Views) -> Sheet:
    """What the workbook is of, a line each."""
    words, config = report.words, report.config
    rows: list[Cells] = [
        (words.text("workbook.client"), client(report)),
        (words.text("workbook.report"), words.text(f"report.kind.{report.kind}")),
        (words.text("workbook.cycle"), capital((report_cycle(report),))),
        (words.text("workbook.compared"), capital(compared(report))),
        (words.text("workbook.as_of"), (Figure("report.created", report.scorecard.as_of, "date"),)),
        (words.text("workbook.currency"), (config.currency,)),
    ]
    columns: tuple[tuple[str | Text, int], ...] = (("workbook.head.what", NAME), ("workbook.head.value", SENTENCE))
    return _sheet(report, "cover", columns, (row for row in rows if row[1]))


def _scorecard(report: Views) -> Sheet:
    """A row per KPI of each objective."""
    columns: list[tuple[str | Text, int]] = [
        ("workbook.head.objective", NAME), ("workbook.head.kpi", NAME), ("workbook.head.unit", WORD),
        (report.head("current"), FIGURE),
    ]  # fmt: skip
    for name in report.compared:
        columns += [(report.head(name), FIGURE), ("workbook.head.change", FIGURE)]
    columns += [
        ("workbook.head.target", FIGURE), ("workbook.head.attainment", FIGURE), ("workbook.head.status", WORD),
        ("workbook.head.verdict", WORD), ("workbook.head.low", FIGURE), ("workbook.head.high", FIGURE),
        ("workbook.head.benchmark", FIGURE), ("workbook.head.state", WORD), ("workbook.head.coverage", FIGURE),
        ("workbook.head.decision", WORD), ("workbook.head.formula", SENTENCE),
    ]  # fmt: skip
    rows = (_score(report, view) for view in report.kpis.values())
    return _sheet(report, "scorecard", tuple(columns), rows)


def _score(report: Views, view: View) -> Cells:
    words, score = report.words, view.score
    compared = {
        "previous": (view.previous, score.previous, "delta"),
        "year_ago": (view.year_ago, score.year_ago, "year_delta"),
    }
    changes: list[Text] = []
    for name in report.compared:
        figure, comparison, what = compared[name]
        changes += [_one(figure), _change(view, view.change(view.shown(comparison), what), comparison.delta.kind)]
    low, high = (Figure(f"{view.id}.usual.{end}", value, view.unit, view.precision) for end, value in _range(view))
    benchmark = view.of(score.benchmark.value, "benchmark") if score.benchmark else None
    return (
        _objective(report, view), view.title, _unit(report, view.score.unit),
        (view.value,) if view.measured else cells.cause(view), *changes,
        _one(view.target), _one(view.attainment), words.text(f"status.{view.status}") if view.status else (),
        words.text(f"verdict.table.{view.verdict.kind}"), _one(low), _one(high), _one(benchmark),
        words.text(f"sources.state.{score.current.state}"),
        _one(Figure(f"{view.id}.coverage", score.current.coverage.share, "percent")),
        cells.decision_cell(report, report.insight(view.objective), "table").text,
        _formula(view),
    )  # fmt: skip


def _range(view: View) -> tuple[tuple[str, Decimal | None], tuple[str, Decimal | None]]:
    low, high = view.band or (None, None)
    return ("low", low), ("high", high)


def _change(view: View, figure: Figure | None, kind: str) -> Text:
    """The change; in words where it is no number (new, withheld), nothing where there is nothing to compare."""
    if figure is not None:
        return (figure,)
    return () if kind == "none" or not view.measured else view.words.text(f"change.{kind}")


def _series(report: Views) -> Sheet:
    """A row per KPI and cycle, oldest first, with what today's limits call usual."""
    heads = ("objective", "kpi", "cycle", "start", "end", "value", "state", "coverage", "attainment", "low", "high")
    widths = (NAME, NAME, WORD, FIGURE, FIGURE, FIGURE, WORD, FIGURE, FIGURE, FIGURE, FIGURE)
    columns = tuple((f"workbook.head.{head}", width) for head, width in zip(heads, widths, strict=True))
    rows = (row for view in report.kpis.values() for row in _history(report, view))
    return _sheet(report, "series", columns, rows)


def _history(report: Views, view: View) -> Iterator[Cells]:
    history = view.history
    bands = view.bands(len(history))
    attainments = view.score.attainments
    for place, value in enumerate(history):
        cycle, own = value.cycle, f"history.{value.cycle.id}"
        back = place - len(history)  # limits and attainments end with the current cycle, as the history does
        band = bands[back] if -back <= len(bands) else None
        attained = attainments[back] if -back <= len(attainments) else None
        low, high = band or (None, None)
        yield (
            _objective(report, view), view.name,
            (Figure(f"cycle.{cycle.id}", cycle, "cycle"),),
            _day(f"cycle.{cycle.id}.start", cycle.start), _day(f"cycle.{cycle.id}.end", cycle.stop - timedelta(days=1)),
            _one(view.of(value.value, own)), report.words.text(f"sources.state.{value.state}"),
            _one(Figure(f"{view.id}.{own}.coverage", value.coverage.share, "percent")),
            _one(Figure(f"{view.id}.{own}.attainment", attained, "percent")),
            _one(view.of(_exact(low), f"{own}.low")), _one(view.of(_exact(high), f"{own}.high")),
        )  # fmt: skip


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


def _channels(report: Views) -> Sheet:
    """A row per KPI and channel."""
    before = report.head("previous") if "previous" in report.compared else "workbook.head.previous"
    columns: tuple[tuple[str | Text, int], ...] = (
        ("workbook.head.objective", NAME), ("workbook.head.kpi", NAME), ("workbook.head.channel", WORD),
        (report.head("current"), FIGURE), (before, FIGURE),
    )  # fmt: skip
    rows = (
        (
            _objective(report, view), view.title, _channel(report, score.channel),
            _one(view.of(score.value, f"channel.{score.channel}.current")),
            _one(view.of(score.previous, f"channel.{score.channel}.previous")),
        )
        for view in report.kpis.values()
        for score in view.score.channels
    )  # fmt: skip
    return _sheet(report, "channels", columns, rows)


def _money(report: Views) -> Sheet:
    """Costs by kind, then what came of them."""
    heads: tuple[tuple[str | Text, int], ...] = (
        ("workbook.head.what", NAME), ("workbook.head.unit", WORD), (report.head("current"), FIGURE),
        ("workbook.head.previous", FIGURE), ("workbook.head.year_ago", FIGURE),
        ("workbook.head.worth_low", FIGURE), ("workbook.head.worth_high", FIGURE),
    )  # fmt: skip
    return _sheet(report, "money", heads, _amounts(report))


def _amounts(report: Views) -> Iterator[Cells]:
    returns = report.scorecard.returns
    for cost in report.scorecard.costs:
        yield _cost(report, cost)
    for kpi in returns.kpis if returns else ():
        yield _return(report, kpi.id, report.words.name(kpi.names, kpi.id), kpi)
    for name, names, kpi in returns.per_result if returns else ():
        title = report.words.text("returns.units.each", result=report.words.name(names, name))
        yield _return(report, f"cost_per_result_of_{name}", title, kpi)


def _cost(report: Views, cost: CostLine) -> Cells:
    def amount(value: Decimal | None, what: str) -> Text:
        return _one(Figure(f"cost.{cost.kind}.{what}.exact", value, "currency", 2))

    return (
        report.words.text(f"returns.kind.{cost.kind}"), _unit(report, "currency"), amount(cost.amount, "current"),
        amount(cost.previous, "previous"), amount(cost.year_ago, "year_ago"), (), (),
    )  # fmt: skip


def _return(report: Views, name: str, title: Text, kpi: KpiScore) -> Cells:
    """A KPI of money with its scenarios; why it can't be given, where it can't."""
    unit: Unit = kpi.unit  # type: ignore[assignment]
    precision = 2 if unit == "currency" else 1

    def figure(value: Decimal | None, what: str) -> Text:
        return _one(Figure(f"returns.{name}.{what}.exact", value, unit, precision))

    current, previous, year = kpi.current, kpi.previous.value, kpi.year_ago.value
    cause = f"cause.{current.cause}"
    why = report.words.text(cause if report.words.has(cause) else "cause.other")
    return (
        title, _unit(report, kpi.unit), figure(current.value, "current") if current.value is not None else why,
        figure(previous.value if previous else None, "previous"), figure(year.value if year else None, "year_ago"),
        figure(current.low, "low"), figure(current.high, "high"),
    )  # fmt: skip


def _sources(report: Views) -> Sheet:
    """What each source gave for the cycle."""
    heads = ("source", "measures", "present", "expected", "export", "state")
    widths = (NAME, SENTENCE, FIGURE, FIGURE, FIGURE, WORD)
    columns = tuple((f"workbook.head.{head}", width) for head, width in zip(heads, widths, strict=True))
    return _sheet(report, "sources", columns, (_source(report, source) for source in report.scorecard.sources))


def _source(report: Views, source: SourceScore) -> Cells:
    known, base = report.catalogue.measures, f"source.{source.name}.days"
    names = [report.words.name(known[measure].names, measure) for measure in source.measures if measure in known]
    return (
        source_name(report, source.name),
        join(*(part for name in names[:-1] for part in (name, " · ")), *names[-1:]),
        (Figure(f"{base}.present", Decimal(source.days.present), "count"),),
        (Figure(f"{base}.expected", Decimal(source.days.expected), "count"),),
        _day(f"source.{source.name}.exported_on.day", source.exported_on),
        report.words.text(f"sources.state.{source.state}"),
    )


def _findings(report: Views) -> Sheet:
    """Every finding of the data, also those that the pages sum up, with where it was found."""
    heads = ("severity", "finding", "source", "file", "sheet", "row", "start", "end")
    widths = (WORD, SENTENCE, WORD, NAME, WORD, FIGURE, FIGURE, FIGURE)
    columns = tuple((f"workbook.head.{head}", width) for head, width in zip(heads, widths, strict=True))
    rows = (_finding(report, finding, index) for index, finding in enumerate(report.scorecard.findings))
    return _sheet(report, "findings", columns, rows)


def _finding(report: Views, finding: Finding, index: int) -> Cells:
    base, place = f"finding.{index}", finding.place
    last = finding.end - timedelta(days=1) if finding.end else None
    return (
        report.words.text(f"workbook.severity.{finding.severity}"), finding_text(report, finding, index),
        source_name(report, finding.source), quote(place.file, f"{base}.file"), quote(place.sheet, f"{base}.sheet"),
        (Figure(f"{base}.row", Decimal(place.row), "count"),) if place.row else (),
        _day(f"{base}.start.day", finding.start), _day(f"{base}.end.day", last),
    )  # fmt: skip


def _definitions(report: Views) -> Sheet:
    """Each KPI shown: what it means, and by which formula it is made."""
    columns: tuple[tuple[str | Text, int], ...] = (
        ("workbook.head.kpi", NAME), ("workbook.head.unit", WORD),
        ("workbook.head.definition", SENTENCE), ("workbook.head.formula", SENTENCE),
    )  # fmt: skip
    rows = ((view.name, _unit(report, view.unit), view.definition, _formula(view)) for view in shown_once(report))
    return _sheet(report, "definitions", columns, rows)


def _objective(report: Views, view: View) -> Text:
    return report.words.own(view.objective.title, f"objective.{view.objective.id}.title")


def _formula(view: View) -> Text:
    """As the catalogue or the config writes it."""
    return quote(view.score.current.formula, f"{view.id}.formula")


def _channel(report: Views, channel: str) -> Text:
    return report.words.name(NAMES[channel], f"channel.{channel}") if channel in NAMES else quote(channel, "channel")


def _unit(report: Views, unit: str) -> Text:
    return (report.scorecard.currency,) if unit == "currency" else report.words.text(f"workbook.unit.{unit}")


def _one(figure: Figure | None) -> Text:
    """A cell of one figure; empty where there is none."""
    return () if figure is None or figure.value is None else (figure,)


def _day(name: str, day: date | None) -> Text:
    return () if day is None else (Figure(name, day, "date"),)
