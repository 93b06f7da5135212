"""Sources and figures → what can be said about the data: the sources' states, and whether the report may go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from reportgen.config.schema import Config, Source
from reportgen.kpis.aggregate import Line, days_between
from reportgen.kpis.spans import ordinals
from reportgen.model.facts import Fact, Facts, Feed, Finding
from reportgen.model.scorecard import Coverage, Gate, KpiScore, SourceScore, State
from reportgen.periods import Cycle
from reportgen.vocabulary.platforms import PLATFORMS


def source_scores(
    config: Config, facts: Facts, used: Iterable[Line], cycle: Cycle, as_of: date
) -> tuple[SourceScore, ...]:
    """One for each source of the config, in its order. ``used``: the series that the report's figures stand on."""
    lines: dict[str, list[Line]] = {}
    for line in used:
        lines.setdefault(line.source, []).append(line)
    rows: dict[str, list[Fact]] = {}
    feeds: dict[str, list[Feed]] = {}
    for source, run in groupby(facts.series, key=attrgetter("source")):
        rows.setdefault(source, []).extend(run)
    for feed in facts.feeds:
        feeds.setdefault(feed.source, []).append(feed)
    return tuple(
        _score(
            s, rows.get(s.name, []), feeds.get(s.name, []), lines.get(s.name, []), _formats(facts, s.name), cycle, as_of
        )
        for s in config.sources
    )


def _formats(facts: Facts, source: str) -> frozenset[str]:
    """The descriptions by which a source's files are read."""
    return frozenset(origin.format for origin in facts.origins if origin.source == source)


def _platform(formats: frozenset[str]) -> str:
    """The one platform that makes all of these exports; empty where it is none."""
    names = {PLATFORMS.get(name, "") for name in formats}
    return names.pop() if len(names) == 1 else ""


def _score(
    source: Source,
    facts: Sequence[Fact],
    feeds: Sequence[Feed],
    used: Sequence[Line],
    formats: frozenset[str],
    cycle: Cycle,
    as_of: date,
) -> SourceScore:
    spans = {(fact.start, fact.end) for fact in facts}
    spans |= {span for feed in feeds if feed.sparse or feed.key.of == "posts" for span in feed.spans}
    found = _days(spans, cycle)
    days = Coverage(_days_of(used, cycle) if used and found else found, cycle.days)
    exported = max((feed.exported_on for feed in feeds if feed.exported_on), default=None)
    newest = max((end for _, end in spans), default=None)
    keys = {key for key, _ in groupby(facts, key=attrgetter("key"))} | {feed.key for feed in feeds}
    settles = final_on(source.settle_days, cycle, as_of)
    return SourceScore(
        source.name,
        tuple(sorted({key.measure for key in keys})),
        tuple(sorted({key.channel for key in keys if key.channel})),
        days,
        exported,
        _state(source, days, newest, min(as_of, cycle.stop)),
        next(iter(formats)) if len(formats) == 1 else "",
        settled=settles is None,
        settles=settles,
        platform=_platform(formats),
        label=source.label or "",
    )


def final_on(settle_days: int, cycle: Cycle, as_of: date) -> date | None:
    """The first day on which a closed cycle's figures are no longer changed; None where that day has come.

    A running cycle is looked at on its settled days alone.
    """
    final = cycle.stop + timedelta(days=settle_days)
    return None if cycle.running or as_of >= final else final


def _days_of(used: Sequence[Line], cycle: Cycle) -> int:
    """Days on which every daily series that is used is known; a series wholly absent is its KPIs' own state.

    Levels, people and scores are read now and then: no day between is missing.
    """
    lo, hi = ordinals(cycle)
    mask = days_between(lo, hi)
    for line in used:
        if line.kind == "flow" and line.first < hi:
            mask &= line.present(lo, hi) or mask
    return mask.bit_count()


def _days(spans: Iterable[tuple[date, date]], cycle: Cycle) -> int:
    lo, hi = ordinals(cycle)
    mask = 0
    for start, end in spans:
        a, b = max(start.toordinal(), lo), min(end.toordinal(), hi)
        if a < b:
            mask |= days_between(a, b) << (a - lo)
    return mask.bit_count()


def _state(source: Source, days: Coverage, newest: date | None, due: date) -> State:
    if not days.present or newest is None:
        return "missing"
    if source.fresh_within is not None and (due - newest).days > source.fresh_within:
        return "stale"
    return "ok" if days.present == days.expected else "partial"


def told(findings: Iterable[Finding], cycle: Cycle) -> tuple[Finding, ...]:
    """The findings, those of other days than the cycle's as mere information: they ask for no notice of this one."""
    return tuple(f if _of_cycle(f, cycle) or f.severity == "hold" else replace(f, severity="info") for f in findings)


def _of_cycle(finding: Finding, cycle: Cycle) -> bool:
    if finding.kind == "stale_source" and finding.end is not None:
        return finding.end < cycle.stop  # what has come up to the cycle's last day is late for the next one alone
    begun = finding.start is None or finding.start < cycle.stop
    return begun and (finding.end is None or finding.start is None or finding.end > cycle.start)


def gate(config: Config, kpis: Iterable[KpiScore], sources: Iterable[SourceScore], findings: Iterable[Finding]) -> Gate:
    """``send`` where all is well, else what the config asks for; a finding that holds does so unless it says send.

    A figure that can't be measured is a limit that stands, not a fault of this cycle's data: it is told, and holds
    nothing. KPIs of role context decide nothing.
    """
    sources, severities = tuple(sources), {finding.severity for finding in findings}
    wanted = config.quality.gate
    if "hold" in severities and wanted != "send":
        return "hold"
    if wanted == "hold" and not all(source.settled for source in sources):
        return "hold"
    states = {kpi.current.state for kpi in kpis if not kpi.context} | {source.state for source in sources}
    if states - {"ok", "not_measured"} or "notice" in severities:
        return wanted
    if "not_measured" in states and wanted != "send":
        return "send_with_notice"
    return "send"
