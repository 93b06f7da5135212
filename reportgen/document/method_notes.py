"""Views → note lines of how figures were made: exchange rates, the key of shared costs, attribution, competitors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce
from itertools import groupby

from reportgen.config.schema import Attribution
from reportgen.document.attribution import stated
from reportgen.document.findings import line, listed, source_name
from reportgen.document.relations import relation_lines
from reportgen.document.scenario import scenario_lines
from reportgen.document.view import Views
from reportgen.document.wording import join, quote
from reportgen.model.facts import Rate
from reportgen.model.scorecard import Input
from reportgen.model.text import Figure, Text
from reportgen.periods import CycleSpec, cycle_of
from reportgen.vocabulary.channels import NAMES, SOCIAL


def method_lines(report: Views) -> list[Text]:
    """In the order of the notes; what does not arise is not told."""
    made = (*_rates(report), *_shared_costs(report), *_attribution(report), *_competitors(report))
    return [*made, *relation_lines(report), *scenario_lines(report)]


def _rates(report: Views) -> Iterator[Text]:
    """By which exchange rates amounts of other currencies were converted, of what dates and from where."""
    words = report.words
    inputs = [leaf for view in report.kpis.values() for leaf in view.score.current.inputs]
    used = {rate for leaf in inputs for trace in leaf.traces for rate in trace.rates}
    told = []
    for (currency, file), group in groupby(sorted(used, key=_origin_of), key=_origin_of):
        rates = list(group)
        low, high = (
            Figure(f"rate.{currency}.{end.__name__}", end(r.value for r in rates), "ratio", 4) for end in (min, max)
        )
        worth = (low,) if low.value == high.value else words.text("notes.rate_range", low=low, high=high)
        first, last = (_dated(f"rate.{currency}", end(r.date for r in rates)) for end in (min, max))
        dates = (first,) if len(rates) == 1 else words.text("notes.rate_dates", first=first, last=last)
        origin = words.own(file, f"rate.{currency}.file") if file else words.text("notes.rate_declared")
        told.append(
            words.text("notes.rate", currency=quote(currency, "rate.currency"), rate=worth, date=dates, origin=origin)
        )
    if told:
        both = reduce(lambda first, second: words.text("notes.attribution_list", first=first, second=second), told)
        yield line(report, "rates", join(both, "."))


def _origin_of(rate: Rate) -> tuple[str, str]:
    return rate.currency, rate.file


def _dated(id: str, text: str) -> Figure:  # noqa: A002
    """The day, month or year of a rate."""
    if len(text) == len("2026-01-31"):
        return Figure(f"{id}.{text}", date.fromisoformat(text), "date")
    start = date.fromisoformat(f"{text}-01" if "-" in text else f"{text}-01-01")
    return Figure(f"{id}.{text}", cycle_of(CycleSpec("month" if "-" in text else "year"), start), "cycle")


def _shared_costs(report: Views) -> Iterator[Text]:
    """By what the costs that belong to no channel are divided, with each channel's part."""
    told = shared_costs(report)
    beside = report.scorecard.returns is not None and report.scorecard.returns.channels is not None
    if told and not beside:  # the channels' own table says it
        yield line(report, "shared_costs", told)


def shared_costs(report: Views) -> Text:
    """*répartis selon les heures passées pour chaque canal : …*; empty where nothing is divided."""
    found = report.scorecard.allocation
    if found is None or not found.key:
        return ()
    words = report.words
    precision = 0 if all((share * 100) % 1 == 0 for _, share in found.shares) else 1
    parts = [
        words.text(
            "notes.channel_share",
            channel=words.name(NAMES[channel], f"channel.{channel}"),
            share=Figure(f"allocation.{channel}", share, "percent", precision),
        )
        for channel, share in found.shares
        if channel in NAMES
    ]
    return words.text(f"notes.shared_costs.{found.key}", shares=listed(report, parts)) if parts else ()


def _attribution(report: Views) -> Iterator[Text]:
    """How the sources of attributed results attribute them, as far as they say; never assumed."""
    inputs = [leaf for view in report.kpis.values() for leaf in view.score.current.inputs if _attributed(leaf)]
    if not inputs:
        return
    used = {trace.source for leaf in inputs for trace in leaf.traces}
    sources = [source for source in report.config.sources if source.name in used]
    words = report.words
    if not any(source.attribution for source in sources):
        yield line(report, "attribution", words.text("notes.attribution"))
        return
    told = [
        words.text(
            "notes.attribution_of",
            source=source_name(report, source.name),
            stated=stated(report, source.name, source.attribution or Attribution()),
        )
        for source in sources
    ]
    both = reduce(lambda first, second: words.text("notes.attribution_list", first=first, second=second), told)
    yield line(report, "attribution", join(both, "."))


def _attributed(leaf: Input) -> bool:
    """Whether results are given to social channels, or claimed by a platform."""
    channels = ("social", *sorted(SOCIAL))
    return "claimed_by=" in leaf.expression or any(f"[channel={channel}" in leaf.expression for channel in channels)


def _competitors(report: Views) -> Iterator[Text]:
    """The declared set, where a figure stands on it."""
    names = [competitor.name for competitor in report.config.competitors]
    if names and any("competitor_" in view.score.current.formula for view in report.kpis.values()):
        own = [report.words.own(name, f"competitors.{place}.name") for place, name in enumerate(names)]
        text = report.words.text("notes.competitors", competitors=listed(report, own))
        yield line(report, "competitors", text)
