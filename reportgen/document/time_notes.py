"""Views → the note lines of time: series breaks, cycles without a counterpart, figures that may still move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.document.findings import line, listed, source_name
from reportgen.document.period import Period
from reportgen.document.view import View, Views
from reportgen.model.text import Figure, Text


def time_lines(report: Views) -> list[Text]:
    """In the order of the notes; what does not arise is not told."""
    return [*breaks(report), *_no_counterpart(report), *unsettled(report)]


def breaks(report: Views) -> Iterator[Text]:
    """The declared series breaks that a KPI's figures meet, each once."""
    words = report.words
    found: dict[tuple[date, str], dict[str, View]] = {}
    for view in report.kpis.values():
        for row in view.score.breaks:
            if row.kind == "declared":
                found.setdefault((row.day, row.reason), {}).setdefault(view.score.id, view)
    for number, ((day, reason), views) in enumerate(sorted(found.items(), key=lambda item: item[0])):
        text = words.text(
            "notes.break",
            day=Figure(f"break.{number}.day", day, "date"),
            kpis=listed(report, [view.noun.text for view in views.values()]),
            reason=words.own(reason.rstrip("."), f"break.{number}.reason"),
        )
        yield line(report, "break", text)


def _no_counterpart(report: Views) -> Iterator[Text]:
    """Cycles that the year before does not have: an ISO week 53, N days from a 29 February."""
    if "year_ago" not in report.config.compare:
        return
    periods: dict[str, Period] = {}
    for objective in report.scorecard.objectives:
        period = report.period(objective)
        if period.cycle.year_ago() is None:
            periods.setdefault(period.cycle.id, period)
    for period in periods.values():
        text = report.words.text(f"notes.no_counterpart.{period.kind}", cycle=period.figure("current"))
        yield line(report, "year_ago", text)


def unsettled(report: Views) -> Iterator[Text]:
    """The sources that may still change the cycle's figures, each with the day from which it does not."""
    for source in report.scorecard.sources:
        if source.settles is not None:
            day = Figure(f"source.{source.name}.settles", source.settles, "date")
            text = report.words.text("notes.unsettled", source=source_name(report, source.name), day=day)
            yield line(report, "unsettled", text)
