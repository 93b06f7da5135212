"""Views → the note lines of earlier reports: figures restated, figures as reported then, KPIs that came or went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from reportgen.display import default_precision
from reportgen.document.findings import line, listed
from reportgen.document.view import View, Views
from reportgen.document.wording import capital, sentences
from reportgen.model.archive import Restatement
from reportgen.model.text import Figure, Text
from reportgen.periods import Cycle

_Found = TypeVar("_Found")


def archive_lines(report: Views) -> list[Text]:
    """In the order of the notes; what does not arise is not told."""
    return [*_restated(report), *_as_reported(report), *_kpis_changed(report)]


def _restated(report: Views) -> Iterator[Text]:
    """Figure by figure of the cycles compared with; of others how many. A KPI of several objectives stands once."""
    shown: dict[Cycle, dict[str, tuple[View, Restatement]]] = {}
    others: set[tuple[str, Cycle]] = set()
    for view in report.kpis.values():
        for row in view.score.restated:
            if row.cycle in view.period.compared.values():
                shown.setdefault(row.cycle, {}).setdefault(view.score.id, (view, row))
            else:
                others.add((view.score.id, row.cycle))
    texts = [_of_cycle(report, cycle, list(rows.values())) for cycle, rows in _by_start(shown)]
    if others:
        number = report.words.number(len(others), "restated.others")
        texts.append(capital(report.words.text("notes.restated_others", len(others), number=number)))
    if texts:
        yield line(report, "restated", sentences(*texts))


def _of_cycle(report: Views, cycle: Cycle, rows: Sequence[tuple[View, Restatement]]) -> Text:
    words = report.words
    text = _figure(*rows[0])
    for view, row in rows[1:]:
        text = words.text("notes.attribution_list", first=text, second=_figure(view, row))
    return words.text("notes.restated", cycle=words.cycle("in", cycle, f"restated.{cycle.id}"), figures=text)


def _figure(view: View, row: Restatement) -> Text:
    """Both with the decimals in which they differ."""
    precision = default_precision(view.unit, max(abs(row.reported), abs(row.restated)))
    reported, restated = (
        Figure(f"{view.id}.{what}.{row.cycle.id}", value, view.unit, precision)
        for what, value in (("reported", row.reported), ("restated", row.restated))
    )
    return view.words.text("notes.restated_figure", kpi=view.name, reported=reported, restated=restated)


def _as_reported(report: Views) -> Iterator[Text]:
    """The cycles compared with of which today's files tell less than was reported then."""
    found: dict[Cycle, dict[str, View]] = {}
    for view in report.kpis.values():
        compared = {"previous": view.score.previous, "year_ago": view.score.year_ago}
        for name in view.period.compared:
            value = compared[name].value
            if value is not None and value.archived:
                found.setdefault(value.cycle, {}).setdefault(view.score.id, view)
    for cycle, views in _by_start(found):
        when = report.words.cycle("in", cycle, f"archived.{cycle.id}")
        kpis = listed(report, [view.noun.text for view in views.values()])
        yield line(report, "as_reported", report.words.text("notes.as_reported", cycle=when, kpis=kpis))


def _kpis_changed(report: Views) -> Iterator[Text]:
    change = report.scorecard.kpis_changed
    if change is None:
        return
    words, cycle = report.words, report.words.cycle("of", change.cycle, "last_report")
    for key, ids in (("kpis_added", change.added), ("kpis_removed", change.removed)):
        if ids:
            text = words.text(f"notes.{key}", cycle=cycle, kpis=listed(report, [_name(report, kpi) for kpi in ids]))
            yield line(report, "kpis_changed", text)


def _name(report: Views, kpi: str) -> Text:
    known = report.catalogue.kpis.get(kpi)
    return report.words.name(known.names, kpi) if known else report.words.own(kpi, f"kpi.{kpi}")


def _by_start(found: dict[Cycle, _Found]) -> list[tuple[Cycle, _Found]]:
    return sorted(found.items(), key=lambda item: (item[0].start, item[0].end))
