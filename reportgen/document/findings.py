"""Sources, states and Findings → the notice of page 1 and the note lines, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Protocol

from reportgen.document.ads_only import ads_only
from reportgen.document.cells import cause
from reportgen.document.source_names import plain_name
from reportgen.document.view import View, Views
from reportgen.document.wording import Part, Words, join, lowered, sentences, strong
from reportgen.model.facts import Finding
from reportgen.model.report import Notice
from reportgen.model.scorecard import SourceScore
from reportgen.model.text import Figure, Text
from reportgen.vocabulary.catalogue import Catalogue
from reportgen.vocabulary.channels import NAMES

MOST_PARAGRAPHS = 3
MOST_NAMES = 6  # of KPIs in one paragraph of page 1
TECHNICAL = frozenset({"guessed_encoding", "campaign_unmatched", "campaign_unmatched_near", "campaign_untold"})
"""How a file was read, what was looked for in vain: for the notes, no news on page 1."""


class Spoken(Protocol):
    """What a finding's sentence needs of a report: its words, and the names of measures and sources."""

    @property
    def words(self) -> Words: ...

    @property
    def catalogue(self) -> Catalogue: ...

    @property
    def source_names(self) -> Mapping[str, Text]: ...


def notice(report: Views) -> Notice | None:
    """What is missing, stale or partial, worst first, then what can't be compared; None when all is complete."""
    kept = [*ads_only(report), *_notice_paragraphs(report)]
    left = len(kept) - MOST_PARAGRAPHS
    if left > 0:
        more = report.words.text("notice.more", left, number=report.words.number(left, "notice.more"))
        kept = [*kept[: MOST_PARAGRAPHS - 1], sentences(kept[MOST_PARAGRAPHS - 1], more)]
    return Notice(report.words.text(f"notice.heading.{_worst_state(report)}"), tuple(kept)) if kept else None


def data_notes(report: Views) -> list[Text]:
    """One short paragraph per KPI without a figure, per incomplete source, and per finding that asks for a notice; one
    where the cycle before has no figure.

    KPIs of role context have no place on page 1: the notes of their objective's block speak of them.
    """
    return [*_doubts(report), *_nothing_before(report)]


def unsaid(report: Views) -> list[Text]:
    """What the notice of page 1 has no room for."""
    return [*ads_only(report), *_notice_paragraphs(report)][MOST_PARAGRAPHS:]


def _notice_paragraphs(report: Views) -> list[Text]:
    """Each doubt alone where there is room for all, else the KPIs of one cause and the sources without data together;
    with the last doubt, that the rest is complete, where all are told."""
    doubts = _doubts(report)
    if len(doubts) > MOST_PARAGRAPHS:
        doubts = _doubts(report, together=True)
    if doubts and len(doubts) <= MOST_PARAGRAPHS:
        doubts[-1] = sentences(doubts[-1], _unaffected(report))
    return [*doubts, *_nothing_before(report)]


def _doubts(report: Views, *, together: bool = False) -> list[Text]:
    shown = _shown(report)
    silent = _once(view for view in shown if view.score.current.state in _SILENT)
    notes = _silent_together(report, silent) if together else [_silent_note(view) for view in silent]
    incomplete = [source for source in report.scorecard.sources if source.state != "ok"]
    lacking = [source for source in incomplete if not _serves_context_alone(report, source)]
    if together:
        absent = [source for source in lacking if _absent(source)]
        lacking = [source for source in lacking if source not in absent]
        notes += _absent_together(report, absent)
    notes += [_source_note(report, source, shown) for source in lacking]
    told = {source.name for source in incomplete}
    notes += [
        finding_text(report, finding, index)
        for index, finding in enumerate(report.scorecard.findings)
        if _concerns(report, finding) and not (finding.source in told and finding.kind in _SAID_BY_SOURCE)
    ]
    partial = [
        view.noun.text
        for view in _once(view for view in shown if _incomplete(view))
        if not any(_uses(view, source) for source in incomplete)
    ]
    if partial:
        notes.append(report.words.text("notice.affected", kpis=listed(report, partial)))
    return notes


def _silent_together(report: Views, silent: list[View]) -> list[Text]:
    """The KPIs without a figure, those of one cause in one paragraph."""
    groups: dict[Text, list[View]] = {}
    for view in silent:
        groups.setdefault(cause(view), []).append(view)
    return [
        report.words.text("notice.not_measured", kpi=_first_named(report, views), cause=why)
        if len(views) > 1
        else _silent_note(views[0])
        for why, views in groups.items()
    ]


def _absent(source: SourceScore) -> bool:
    return source.state == "missing" or not source.days.present


def _absent_together(report: Views, sources: list[SourceScore]) -> list[Text]:
    names = [source_name(report, source.name) for source in sources]
    return [report.words.text("notice.source_missing", source=listed(report, names))] if names else []


def _first_named(report: Views, views: list[View]) -> Text:
    """The first KPIs by name, and how many others there are."""
    names, left = [view.noun.text for view in views], len(views) - MOST_NAMES
    if left <= 0:
        return listed(report, names)
    text = names[0]
    for name in names[1:MOST_NAMES]:
        text = report.words.text("list.comma", first=text, second=name)
    return report.words.text("list.more", left, first=text, number=report.words.number(left, "notice.others"))


def _nothing_before(report: Views) -> list[Text]:
    """That the cycle before, which page 1 names, has no figure: of all KPIs, or of those that had one earlier."""
    previous = report.compared.get("previous")
    views = [view for view in _shown(report) if view.measured and not view.period.own]
    silent = _once(view for view in views if not _had_figure(view))
    if previous is None or not silent:
        return []
    cycle = report.words.cycle("in", previous, "cycle.previous")
    if not any(map(_had_figure, views)):
        return [report.words.text("notice.no_previous", cycle=cycle)]
    gaps = [view for view in silent if _lacks_data_before(view)]
    if not gaps:
        return []
    return [report.words.text("notice.no_previous_of", cycle=cycle, kpis=_first_named(report, gaps))]


def _lacks_data_before(view: View) -> bool:
    """Whether the cycle before is a hole in the data: it has none, and a cycle before it has."""
    before = view.score.previous.value
    state = "missing" if before is None else before.state
    return state in _SILENT and any(value.value is not None for value in view.history[:-1])


def _had_figure(view: View) -> bool:
    before = view.score.previous.value
    return before is not None and before.value is not None


def technical_notes(report: Views) -> list[Text]:
    """How files were read, where that asks for a look: for whoever makes the report, not for its reader's page 1."""
    return [
        finding_text(report, finding, index)
        for index, finding in enumerate(report.scorecard.findings)
        if finding.kind in TECHNICAL and finding.severity != "info"
    ]


_SAID_BY_SOURCE = ("missing_days", "stale_source")
_SILENT = ("not_measured", "missing")


def _shown(report: Views) -> list[View]:
    """The KPIs that page 1 may speak of."""
    return [view for view in report.kpis.values() if not view.score.context]


def _silent_note(view: View) -> Text:
    return view.words.text("notice.not_measured", kpi=view.name, cause=cause(view))


def _serves_context_alone(report: Views, source: SourceScore) -> bool:
    """Whether all KPIs that rest on a source are context; a source that none uses is not meant."""
    users = [view for view in report.kpis.values() if _uses(view, source)]
    return bool(users) and all(view.score.context for view in users)


def _concerns(report: Views, finding: Finding) -> bool:
    """Whether a finding belongs on page 1: it asks for it, and its days lie in a cycle that the report shows."""
    return finding.severity != "info" and finding.kind not in TECHNICAL and _of_shown_days(report, finding)


def _of_shown_days(report: Views, finding: Finding) -> bool:
    if finding.start is None or finding.end is None:
        return True
    periods = [report.period(objective) for objective in report.scorecard.objectives]
    cycles = [report.cycle, *report.compared.values()]
    cycles += [cycle for period in periods for cycle in (period.cycle, *period.compared.values())]
    return any(finding.start < cycle.stop and cycle.start < finding.end for cycle in cycles)


def _once(views: Iterable[View]) -> list[View]:
    seen: dict[str, View] = {}
    for view in views:
        seen.setdefault(view.score.id, view)
    return list(seen.values())


def _worst_state(report: Views) -> str:
    states = {view.score.current.state for view in _shown(report)}
    states |= {source.state for source in report.scorecard.sources if not _serves_context_alone(report, source)}
    if states & set(_SILENT):
        return "missing"
    return next((state for state in ("partial", "stale") if state in states), "other")


def _source_note(report: Views, source: SourceScore, views: Iterable[View]) -> Text:
    """What a source lacks, and which of these KPIs it makes incomplete."""
    words, name = report.words, source_name(report, source.name)
    affected = [view.noun.text for view in _once(views) if _incomplete(view) and _uses(view, source)]
    if _absent(source):
        text = words.text("notice.source_missing", source=name)
    elif source.state == "stale":
        text = words.text("notice.source_stale", source=name, export=_exported(report, source))
    else:
        text = words.text(
            "notice.source_partial",
            source.days.present,
            source=name,
            present=_days(source, "present", source.days.present),
            expected=_days(source, "expected", source.days.expected),
            export=_exported(report, source),
        )
    if not affected:
        return text
    return sentences(text, words.text("notice.affected", kpis=listed(report, affected)))


def kpi_notes(report: Views, views: list[View]) -> list[Text]:
    """The paragraphs of `data_notes` that concern these KPIs, of whatever role."""
    notes = [_silent_note(view) for view in _once(views) if view.score.current.state in _SILENT]
    for source in report.scorecard.sources:
        if source.state != "ok" and any(_incomplete(view) and _uses(view, source) for view in views):
            notes.append(_source_note(report, source, views))
    return notes


def _days(source: SourceScore, what: str, days: int) -> Figure:
    return Figure(f"source.{source.name}.days.{what}", Decimal(days), "count")


def _exported(report: Views, source: SourceScore) -> Text:
    if source.exported_on is None:
        return ()
    day = Figure(f"source.{source.name}.exported_on", source.exported_on, "day_month")
    return report.words.text("notice.export", day=day)


def _incomplete(view: View) -> bool:
    return view.score.current.state in ("partial", "stale")


def _uses(view: View, source: SourceScore) -> bool:
    return any(trace.source == source.name for leaf in view.score.current.inputs for trace in leaf.traces)


def _unaffected(report: Views) -> Text:
    """That the other KPIs are complete; empty where none is, or where one of role context is not."""
    whole = _once(view for view in report.kpis.values() if view.score.current.state == "ok")
    if not whole or any(view.score.context and view.score.current.state != "ok" for view in report.kpis.values()):
        return ()
    return report.words.text("notice.unaffected", len(whole))


def listed(report: Spoken, names: list[Text]) -> Text:
    """Names in a sentence: a, b et c."""
    text = names[0]
    for name in names[1:-1]:
        text = report.words.text("list.comma", first=text, second=name)
    return report.words.text("list.two", first=text, second=names[-1]) if len(names) > 1 else text


def source_name(report: Spoken, name: str) -> Text:
    """A source as a reader calls it."""
    return report.source_names.get(name) or plain_name(report.words, name)


def finding_text(report: Spoken, finding: Finding, index: int | str, source: Text = ()) -> Text:
    """A finding as a sentence, by the pattern of its kind: each kind has one, in every language (tested). ``source``
    takes the place of its source's name."""
    words = report.words
    key = f"finding.{finding.kind}"
    base = f"finding.{index}"
    parts: dict[str, Part] = {
        "source": source or source_name(report, finding.source),
        "channels": _channels(report, finding),
        "measures": _measures(report, finding),
    }
    if finding.start:
        one_year = finding.end is None or (finding.end - timedelta(days=1)).year == finding.start.year
        parts["start"] = Figure(f"{base}.start", finding.start, "day_and_month" if one_year else "date")
    if finding.end:
        parts["end"] = Figure(f"{base}.end", finding.end - timedelta(days=1), "date")  # the last day: end is half-open
    for name, number in finding.numbers:
        parts[name] = Figure(f"{base}.{name}", number, "count", 0 if number == number.to_integral_value() else 1)
    for name, word in finding.names:
        parts[name] = source_name(report, word) if name == "other" else words.own(word, f"{base}.{name}")
    count = next((number for name, number in finding.numbers if name in ("days", "rows")), Decimal(1))
    return words.text(key, count if words.has(f"{key}.one") else None, **parts)


def _channels(report: Spoken, finding: Finding) -> Text:
    names = [report.words.name(NAMES[c], f"channel.{c}") for c in finding.channels if c in NAMES]
    return listed(report, names) if names else ()


def _measures(report: Spoken, finding: Finding) -> Text:
    known = report.catalogue.measures
    names = [lowered(report.words.name(known[m].names, m)) for m in finding.measures if m in known]
    return listed(report, names) if names else report.words.text("finding.all_measures")


def line(report: Views, key: str, text: Text) -> Text:
    """A note line with its semibold lead: **Rupture de série :** text."""
    return join(strong(report.words.text(f"lines.{key}")), " ", text)
