"""Views → the note lines of earlier reports: figures restated or as reported then, targets, KPIs that came or went."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from reportgen.display import default_precision
from reportgen.document.findings import line, listed
from reportgen.document.view import View, Views
from reportgen.document.wording import capital, sentences
from reportgen.model.archive import Restatement
from reportgen.model.insights import ObjectiveInsight
from reportgen.model.scorecard import KpiScore
from reportgen.model.text import Figure, Text
from reportgen.periods import Cycle

LOOKED_AT = 3  # cycles in a row behind the question whether a target is too easy
_Found = TypeVar("_Found")


def archive_lines(report: Views) -> list[Text]:
    """In the order of the notes; what does not arise is not told."""
    return [*_restated(report), *_as_reported(report), *_targets(report), *_kpis_changed(report)]


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
    found: dict[Cycle, dict[str, Text]] = {}
    for view in report.kpis.values():
        for cycle in _archived(view.score, view.period.compared):
            found.setdefault(cycle, {}).setdefault(view.score.id, view.noun.text)
    returns = report.scorecard.returns
    for score in (*returns.kpis, *(score for _, _, score in returns.per_result)) if returns else ():
        for cycle in _archived(score, report.compared):
            if score.id not in found.setdefault(cycle, {}):
                found[cycle].setdefault("", report.words.text("notes.of_returns"))
    for cycle, kpis in _by_start(found):
        when = report.words.cycle("in", cycle, f"archived.{cycle.id}")
        told = listed(report, list(kpis.values()))
        yield line(report, "as_reported", report.words.text("notes.as_reported", cycle=when, kpis=told))


def _archived(score: KpiScore, compared: Collection[str]) -> Iterator[Cycle]:
    """Of the cycles compared with those of which a figure is as reported then."""
    for name, comparison in (("previous", score.previous), ("year_ago", score.year_ago)):
        if name in compared and comparison.value is not None and comparison.value.archived:
            yield comparison.value.cycle


def _targets(report: Views) -> Iterator[Text]:
    """Targets that were others in the last year; else, where cycles that no report tells of count, that today's do."""
    changed = [text for view in _once(report) if (text := _target_changed(view))]
    if changed:
        text = changed[0]
        for other in changed[1:]:
            text = report.words.text("notes.attribution_list", first=text, second=other)
        yield line(report, "targets", report.words.text("notes.targets_changed", targets=text))
    elif any(_by_targets_of_today(report, insight) for insight in report.insights.objectives):
        yield line(report, "targets", report.words.text("notes.targets_of_today"))


def _once(report: Views) -> list[View]:
    """Each KPI with a target once: of several objectives that of the first."""
    return list({view.score.id: view for view in reversed(report.kpis.values()) if view.target}.values())[::-1]


def _target_changed(view: View) -> Text:
    """The last other target of the cycles of a year, and when; empty where there was none."""
    now, score = view.target, view.score
    if now is None or len(score.targets) != len(score.history):
        return ()
    year = round(view.period.cycle.spec.per_year)
    past = list(zip(score.history, score.targets, strict=True))[-year - 1 :]
    other = next(((value, then) for value, then in reversed(past) if then is not None and then != now.value), None)
    if other is None:
        return ()
    value, then = other
    when = view.words.cycle("in", value.cycle, f"{view.id}.target.cycle")
    before = replace(now, id=f"{view.id}.target.before", value=then)
    return view.words.text("notes.target_changed", kpi=view.name, now=now, then=before, cycle=when)


def _by_targets_of_today(report: Views, insight: ObjectiveInsight) -> bool:
    """Whether what the report says of an objective stands on earlier cycles of which no report tells the target."""
    decision = insight.decision
    cycles = LOOKED_AT if decision.reason == "raise_target" else decision.streak
    objective = next(found for found in report.scorecard.objectives if found.id == insight.id)
    kpis = [kpi for kpi in objective.kpis if kpi.target and not kpi.context]
    return cycles > 1 and any(None in kpi.targets[-cycles:-1] for kpi in kpis)


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
