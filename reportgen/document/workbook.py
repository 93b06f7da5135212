"""Views → the appendix workbook: what an analyst takes further, in plain tables. The figures are those of the pages,
under the same ids."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.config.schema import Config
from reportgen.display import Display
from reportgen.document import cells
from reportgen.document.findings import finding_text, source_name
from reportgen.document.notes import shown_once
from reportgen.document.summary import client, compared, report_cycle
from reportgen.document.view import View, Views
from reportgen.document.wording import Words, capital, join, quote
from reportgen.document.workbook_cells import (
    FIGURE,
    NAME,
    SENTENCE,
    WORD,
    Cells,
    Columns,
    day,
    exact,
    named,
    one,
    sheet,
)
from reportgen.document.workbook_details import campaigns, funnel, posts
from reportgen.model.facts import Finding
from reportgen.model.insights import Insights
from reportgen.model.scorecard import CostLine, KpiScore, Scorecard, SourceScore
from reportgen.model.text import Figure, Text
from reportgen.model.workbook import Sheet, Workbook
from reportgen.vocabulary.catalogue import Catalogue
from reportgen.vocabulary.channels import NAMES


def compose_workbook(config: Config, catalogue: Catalogue, scorecard: Scorecard, insights: Insights) -> Workbook:
    """All sheets in the client's language; one without a row is left out."""
    words = Words(config.locale)
    report = Views(config, catalogue, scorecard, insights, words, Display(config.locale, scorecard.currency))
    made = (
        _cover, _scorecard, _series, _channels, _money, campaigns, funnel, posts, _sources, _findings, _definitions,
    )  # fmt: skip
    sheets = [of(report) for of in made]
    return Workbook(
        title=join(words.text(f"report.kind.{report.kind}"), " — ", report_cycle(report)),
        client=client(report),
        author=config.author or config.client,
        locale=config.locale,
        currency=scorecard.currency,
        created=scorecard.as_of,
        sheets=tuple(made for made in sheets if made.rows),
    )


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
    columns: Columns = (("workbook.head.what", NAME), ("workbook.head.value", SENTENCE))
    return sheet(report, "cover", columns, (row for row in rows if row[1]))


def _scorecard(report: Views) -> Sheet:
    """A row per KPI of each objective."""
    columns: list[tuple[str | Text, int]] = [
        ("workbook.head.objective", NAME), ("workbook.head.kpi", NAME), ("workbook.head.unit", WORD),
        (report.head("current"), FIGURE),
    ]  # fmt: skip
    for name in report.compared:
        against = report.words.text("workbook.head.change", cycle=report.head(name))
        columns += [(report.head(name), FIGURE), (against, FIGURE)]
    columns += [
        ("workbook.head.target", FIGURE), ("workbook.head.attainment", FIGURE), ("workbook.head.status", WORD),
        ("workbook.head.verdict", WORD), ("workbook.head.low", FIGURE), ("workbook.head.high", FIGURE),
        ("workbook.head.benchmark", FIGURE), ("workbook.head.state", WORD), ("workbook.head.why", NAME),
        ("workbook.head.coverage", FIGURE),
        ("workbook.head.decision", WORD), ("workbook.head.formula", SENTENCE),
    ]  # fmt: skip
    rows = (_score(report, view) for view in report.kpis.values())
    return sheet(report, "scorecard", tuple(columns), rows)


def _score(report: Views, view: View) -> Cells:
    words, score = report.words, view.score
    compared = {
        "previous": (view.previous, score.previous, "delta"),
        "year_ago": (view.year_ago, score.year_ago, "year_delta"),
    }
    changes: list[Text] = []
    for name in report.compared:
        figure, comparison, what = compared[name]
        changes += [one(figure), _change(view, view.change(view.shown(comparison), what), comparison.delta.kind)]
    low, high = (Figure(f"{view.id}.usual.{end}", value, view.unit, view.precision) for end, value in _range(view))
    benchmark = view.of(score.benchmark.value, "benchmark") if score.benchmark else None
    return (
        _objective(report, view), view.title, _unit(report, view.score.unit),
        one(view.value if view.measured else None), *changes,
        one(view.target), one(view.attainment), words.text(f"status.{view.status}") if view.status else (),
        words.text(f"verdict.table.{view.verdict.kind}"), one(low), one(high), one(benchmark),
        words.text(f"sources.state.{score.current.state}"), () if view.measured else capital(cells.cause(view)),
        one(Figure(f"{view.id}.coverage", score.current.coverage.share, "percent")),
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
    columns = named(heads, widths)
    rows = (row for view in report.kpis.values() for row in _history(report, view))
    return sheet(report, "series", columns, rows)


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
            day(f"cycle.{cycle.id}.start", cycle.start), day(f"cycle.{cycle.id}.end", cycle.stop, last=True),
            one(view.of(value.value, own)), report.words.text(f"sources.state.{value.state}"),
            one(Figure(f"{view.id}.{own}.coverage", value.coverage.share, "percent")),
            one(Figure(f"{view.id}.{own}.attainment", attained, "percent")),
            one(view.of(exact(low), f"{own}.low")), one(view.of(exact(high), f"{own}.high")),
        )  # fmt: skip


def _channels(report: Views) -> Sheet:
    """A row per KPI and channel."""
    before = report.head("previous") if "previous" in report.compared else "workbook.head.previous"
    columns: Columns = (
        ("workbook.head.objective", NAME), ("workbook.head.kpi", NAME), ("workbook.head.channel", WORD),
        (report.head("current"), FIGURE), (before, FIGURE),
    )  # fmt: skip
    rows = (
        (
            _objective(report, view), view.title, _channel(report, score.channel),
            one(view.of(score.value, f"channel.{score.channel}.current")),
            one(view.of(score.previous, f"channel.{score.channel}.previous")),
        )
        for view in report.kpis.values()
        for score in view.score.channels
    )  # fmt: skip
    return sheet(report, "channels", columns, rows)


def _money(report: Views) -> Sheet:
    """Costs by kind, then what came of them."""
    heads: Columns = (
        ("workbook.head.what", NAME), ("workbook.head.unit", WORD), (report.head("current"), FIGURE),
        ("workbook.head.previous", FIGURE), ("workbook.head.year_ago", FIGURE),
        ("workbook.head.worth_low", FIGURE), ("workbook.head.worth_high", FIGURE),
    )  # fmt: skip
    return sheet(report, "money", heads, _amounts(report))


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
        return one(Figure(f"cost.{cost.kind}.{what}.exact", value, "currency", 2))

    return (
        report.words.text(f"returns.kind.{cost.kind}"), _unit(report, "currency"), amount(cost.amount, "current"),
        amount(cost.previous, "previous"), amount(cost.year_ago, "year_ago"), (), (),
    )  # fmt: skip


def _return(report: Views, name: str, title: Text, kpi: KpiScore) -> Cells:
    """A KPI of money with its scenarios; why it can't be given, where it can't."""
    unit = kpi.unit
    precision = 2 if unit == "currency" else 1

    def figure(value: Decimal | None, what: str) -> Text:
        return one(Figure(f"returns.{name}.{what}.exact", value, unit, precision))

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
    columns = named(heads, widths)
    return sheet(report, "sources", columns, (_source(report, source) for source in report.scorecard.sources))


def _source(report: Views, source: SourceScore) -> Cells:
    known, base = report.catalogue.measures, f"source.{source.name}.days"
    names = [report.words.name(known[measure].names, measure) for measure in source.measures if measure in known]
    return (
        source_name(report, source.name),
        join(*(part for name in names[:-1] for part in (name, " · ")), *names[-1:]),
        (Figure(f"{base}.present", Decimal(source.days.present), "count"),),
        (Figure(f"{base}.expected", Decimal(source.days.expected), "count"),),
        day(f"source.{source.name}.exported_on.day", source.exported_on),
        report.words.text(f"sources.state.{source.state}"),
    )


def _findings(report: Views) -> Sheet:
    """Every finding of the data, also those that the pages sum up, with where it was found."""
    heads = ("severity", "finding", "source", "file", "sheet", "row", "start", "end")
    widths = (WORD, SENTENCE, WORD, NAME, WORD, FIGURE, FIGURE, FIGURE)
    columns = named(heads, widths)
    rows = (_finding(report, finding, index) for index, finding in enumerate(report.scorecard.findings))
    return sheet(report, "findings", columns, rows)


def _finding(report: Views, finding: Finding, index: int) -> Cells:
    base, place = f"finding.{index}", finding.place
    return (
        report.words.text(f"workbook.severity.{finding.severity}"), finding_text(report, finding, index),
        source_name(report, finding.source), quote(place.file, f"{base}.file"), quote(place.sheet, f"{base}.sheet"),
        (Figure(f"{base}.row", Decimal(place.row), "count"),) if place.row else (),
        day(f"{base}.start.day", finding.start), day(f"{base}.end.day", finding.end, last=True),
    )  # fmt: skip


def _definitions(report: Views) -> Sheet:
    """Each KPI shown: what it means, and by which formula it is made."""
    columns: Columns = (
        ("workbook.head.kpi", NAME), ("workbook.head.unit", WORD),
        ("workbook.head.definition", SENTENCE), ("workbook.head.formula", SENTENCE),
    )  # fmt: skip
    rows = ((view.name, _unit(report, view.unit), view.definition, _formula(view)) for view in shown_once(report))
    return sheet(report, "definitions", columns, rows)


def _objective(report: Views, view: View) -> Text:
    return report.words.own(view.objective.title, f"objective.{view.objective.id}.title")


def _formula(view: View) -> Text:
    """As the catalogue or the config writes it."""
    return quote(view.score.current.formula, f"{view.id}.formula")


def _channel(report: Views, channel: str) -> Text:
    return report.words.name(NAMES[channel], f"channel.{channel}") if channel in NAMES else quote(channel, "channel")


def _unit(report: Views, unit: str) -> Text:
    return (report.scorecard.currency,) if unit == "currency" else report.words.text(f"workbook.unit.{unit}")
