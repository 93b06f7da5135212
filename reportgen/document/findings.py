"""Sources, states and Findings → the notice of page 1 and the note lines, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from reportgen.document.cells import cause
from reportgen.document.view import View, Views
from reportgen.document.wording import Part, capital, join, lowered, quote, sentences, strong
from reportgen.model.facts import Finding
from reportgen.model.report import Figure, Notice, Text
from reportgen.model.scorecard import SourceScore
from reportgen.vocabulary.channels import NAMES

MOST_PARAGRAPHS = 3


def notice(report: Views) -> Notice | None:
    """What is missing, stale or partial, worst first; None when all is complete."""
    paragraphs = data_notes(report)
    if not paragraphs:
        return None
    whole = _unaffected(report)
    kept = paragraphs[:MOST_PARAGRAPHS]
    kept[-1] = sentences(kept[-1], whole)
    return Notice(report.words.text(f"notice.heading.{_worst_state(report)}"), tuple(kept))


def data_notes(report: Views) -> list[Text]:
    """One short paragraph per KPI without a figure, per incomplete source, and per finding that asks for a notice."""
    silent = [v for v in report.kpis.values() if v.score.current.state in ("not_measured", "missing")]
    notes = [
        report.words.text("notice.not_measured", kpi=view.name, cause=cause(view)) for view in _once(silent)
    ]  # fmt: skip
    incomplete = [source for source in report.scorecard.sources if source.state != "ok"]
    notes += [_source_note(report, source) for source in incomplete]
    told = {source.name for source in incomplete}
    notes += [
        finding_text(report, finding, index)
        for index, finding in enumerate(report.scorecard.findings)
        if _concerns(report, finding) and not (finding.source in told and finding.kind in _SAID_BY_SOURCE)
    ]
    partial = [
        view.noun.text
        for view in _once(v for v in report.kpis.values() if v.score.current.state in ("partial", "stale"))
        if not any(_uses(view, source) for source in incomplete)
    ]
    return [*notes, report.words.text("notice.affected", kpis=listed(report, partial))] if partial else notes


_SAID_BY_SOURCE = ("missing_days", "stale_source")


def _concerns(report: Views, finding: Finding) -> bool:
    """Whether a finding belongs on page 1: it asks for it, and its days lie in a cycle that the report shows."""
    if finding.severity == "info":
        return False
    if finding.start is None or finding.end is None:
        return True
    cycles = (report.cycle, *report.compared.values())
    return any(finding.start < cycle.stop and cycle.start < finding.end for cycle in cycles)


def _once(views: Iterable[View]) -> list[View]:
    seen: dict[str, View] = {}
    for view in views:
        seen.setdefault(view.score.id, view)
    return list(seen.values())


def _worst_state(report: Views) -> str:
    states = {v.score.current.state for v in report.kpis.values()} | {s.state for s in report.scorecard.sources}
    if states & {"not_measured", "missing"}:
        return "missing"
    return next((state for state in ("partial", "stale") if state in states), "other")


def _source_note(report: Views, source: SourceScore) -> Text:
    words, name = report.words, source_name(report, source.name)
    affected = _affected(report, source)
    if source.state == "missing" or not source.days.present:
        text = words.text("notice.source_missing", source=name)
    elif source.state == "stale":
        text = words.text("notice.source_stale", source=name, export=_exported(report, source))
    else:
        text = words.text(
            "notice.source_partial",
            source=name,
            present=_days(source, "present", source.days.present),
            expected=_days(source, "expected", source.days.expected),
            export=_exported(report, source),
        )
    if not affected:
        return text
    return sentences(text, words.text("notice.affected", kpis=listed(report, affected)))


def kpi_notes(report: Views, views: list[View]) -> list[Text]:
    """The paragraphs of `data_notes` that concern these KPIs."""
    silent = [v for v in views if v.score.current.state in ("not_measured", "missing")]
    notes = [report.words.text("notice.not_measured", kpi=view.name, cause=cause(view)) for view in silent]
    for source in report.scorecard.sources:
        if source.state != "ok" and any(_uses(view, source) for view in views):
            notes.append(_source_note(report, source))
    return notes


def _days(source: SourceScore, what: str, days: int) -> Figure:
    return Figure(f"source.{source.name}.days.{what}", Decimal(days), "count")


def _exported(report: Views, source: SourceScore) -> Text:
    if source.exported_on is None:
        return ()
    day = Figure(f"source.{source.name}.exported_on", source.exported_on, "day_month")
    return report.words.text("notice.export", day=day)


def _affected(report: Views, source: SourceScore) -> list[Text]:
    """The KPIs that a source's gaps make incomplete."""
    partial = [v for v in report.kpis.values() if v.score.current.state in ("partial", "stale")]
    return [view.noun.text for view in _once(partial) if _uses(view, source)]


def _uses(view: View, source: SourceScore) -> bool:
    return any(trace.source == source.name for leaf in view.score.current.inputs for trace in leaf.traces)


def _unaffected(report: Views) -> Text:
    """That the other KPIs are complete; empty where none is."""
    whole = _once(v for v in report.kpis.values() if v.score.current.state == "ok")
    if not whole:
        return ()
    return report.words.text("notice.unaffected", len(whole))


def listed(report: Views, names: list[Text]) -> Text:
    """Names in a sentence: a, b et c."""
    text = names[0]
    for name in names[1:-1]:
        text = report.words.text("list.comma", first=text, second=name)
    return report.words.text("list.two", first=text, second=names[-1]) if len(names) > 1 else text


def source_name(report: Views, name: str) -> Text:
    """A source as a reader calls it: a channel's or a known platform's name, else the config's own word."""
    if name in NAMES:
        return report.words.name(NAMES[name], f"source.{name}")
    if report.words.has(f"sources.name.{name}"):
        return report.words.text(f"sources.name.{name}")
    parts = [
        report.words.name(NAMES[p], f"source.{p}") if p in NAMES else quote(p, f"source.{p}") for p in name.split("_")
    ]
    return capital(sentences(*parts))


def finding_text(report: Views, finding: Finding, index: int) -> Text:
    """A finding as a sentence, by the pattern of its kind."""
    words = report.words
    key = f"finding.{finding.kind}"
    base = f"finding.{index}"
    parts: dict[str, Part] = {
        "source": source_name(report, finding.source),
        "channels": _channels(report, finding),
        "measures": _measures(report, finding),
    }
    if finding.start and finding.end:
        parts["start"] = Figure(f"{base}.start", finding.start, "day_month")
        parts["end"] = Figure(f"{base}.end", finding.end - timedelta(days=1), "date")  # the last day: end is half-open
    for name, number in finding.numbers:
        parts[name] = Figure(f"{base}.{name}", number, "count", 0 if number == number.to_integral_value() else 1)
    for name, word in finding.names:
        parts[name] = words.own(word, f"{base}.{name}")
    count = next((number for name, number in finding.numbers if name in ("days", "rows")), Decimal(1))
    if not words.has(key):
        key = "finding.other"
        parts["kind"] = words.own(finding.kind.replace("_", " "), f"{base}.kind")
    try:
        return words.text(key, count if words.has(f"{key}.one") else None, **parts)
    except KeyError:  # a finding without the numbers of its pattern still says what it is about
        return words.text("finding.other", source=parts["source"], kind=words.own(finding.kind.replace("_", " "), base))


def _channels(report: Views, finding: Finding) -> Text:
    names = [report.words.name(NAMES[c], f"channel.{c}") for c in finding.channels if c in NAMES]
    return listed(report, names) if names else ()


def _measures(report: Views, finding: Finding) -> Text:
    known = report.catalogue.measures
    names = [lowered(report.words.name(known[m].names, m)) for m in finding.measures if m in known]
    return listed(report, names) if names else report.words.text("finding.all_measures")


def line(report: Views, key: str, text: Text) -> Text:
    """A note line with its semibold lead: **Rupture de série :** text."""
    return join(strong(report.words.text(f"lines.{key}")), " ", text)
