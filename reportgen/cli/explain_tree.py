"""Step → the lines of a tree: each term of the formula with its figure, its kind and the rows that it comes from."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from reportgen.cli.explain_words import KINDS, NOT_USED, NOTES, SHARED_BY, STATES, missing
from reportgen.model.explanation import Alternative, Gap, Step
from reportgen.model.facts import Rate
from reportgen.model.scorecard import Coverage, Trace
from reportgen.model.text import Unit
from reportgen.vocabulary.channels import NAMES

WIDTH = 100
SHA = 12  # characters of a SHA-256 that are enough to find a file by

Format = Callable[[Decimal, Unit], str]  # value, unit → as displayed
Day = Callable[[Gap], str]


class Tree:
    """``show`` and ``days`` put figures and dates into words."""

    def __init__(self, show: Format, days: Day) -> None:
        self._show, self._days = show, days

    def lines(self, step: Step, first: str = "", below: str = "") -> Iterator[str]:
        """``first`` stands before the step's own line, ``below`` before all lines under it."""
        yield from wrapped(self._head(step), first, f"{below}{_bar(step)}  ")
        for text in self._details(step):
            yield from wrapped(text, f"{below}{_bar(step)}  ", f"{below}{_bar(step)}    ")
        for child in step.steps:
            last = child is step.steps[-1]
            yield from self.lines(child, f"{below}{'└' if last else '├'}─ ", f"{below}{' ' if last else '│'}  ")

    def _head(self, step: Step) -> str:
        what = step.written if step.expression == step.written else f"{step.written} → {step.expression}"
        if step.kind == "kpi" and step.id != step.written.split("[")[0]:
            what = f"{step.written} → {step.id}"
        if step.value is None:
            return f"{what}: {STATES[step.state or 'not_measured']}"
        return f"{what}: {self._show(step.value, step.unit)}"

    def _details(self, step: Step) -> Iterator[str]:
        if step.value is None and step.cause and step.state != "absent":
            yield f"{step.cause}: {missing(step.cause)[0]}"
        if step.note:
            yield NOTES.get(step.note, step.note)
        yield from self._formula(step.alternatives)
        if step.kind == "config":
            yield f"from the config: {step.keys[0]}"
        if step.kind == "measure" and step.state != "absent":
            yield self._measured(step)
            yield from (f"no value for {channel_name(gap.channel)}, {self._days(gap)}" for gap in step.gaps)
            yield from (f"from the config: {key}" for key in step.keys)
            if step.share:
                part, key = self._show(step.share[1], "percent"), SHARED_BY[step.share[0]]
                yield f"with {part} of what belongs to no channel, by {key}"
            yield from (line for trace in step.traces for line in self.origin(trace))

    def _formula(self, alternatives: tuple[Alternative, ...]) -> Iterator[str]:
        for alternative in alternatives:
            if alternative.used:
                yield f"= {alternative.formula}"
            elif alternative.cause != "later":
                why = NOT_USED.get(alternative.cause) or missing(alternative.cause)[0]
                yield f"not {alternative.formula}: {why}"

    def _measured(self, step: Step) -> str:
        parts = [KINDS[step.measured]]
        if step.coverage.expected:
            parts.append(self.coverage(step.coverage))
        if step.channels:
            parts.append(", ".join(map(channel_name, step.channels)))
        if step.value is not None and step.state and step.state != "ok":
            parts.append(STATES[step.state])
        return "; ".join(parts)

    def coverage(self, coverage: Coverage) -> str:
        present, expected = (self._show(Decimal(n), "count") for n in (coverage.present, coverage.expected))
        return f"{present} of {expected} days × channels"

    def origin(self, trace: Trace) -> Iterator[str]:
        """The file, its rows, and by which rates they were converted."""
        table = f", table {trace.table}" if trace.table else ""
        chosen = f", rows where {trace.filter}" if trace.filter else ""
        count = self._show(Decimal(trace.count), "count")
        values = "value" if trace.count == 1 else "values"
        yield f"{trace.file}{table}{chosen}"
        rows = f"row {trace.first_row}" if trace.first_row == trace.last_row else ""  # explain reads with row numbers
        rows = rows or f"rows {trace.first_row}–{trace.last_row}"
        yield f"  {rows}, {count} {values}; SHA-256 {trace.sha256[:SHA]}…"
        yield from (f"  {told}" for told in _converted(trace.rates))


def channel_name(channel: str) -> str:
    """In English; the group of Meta's networks and what has no channel have no name of their own."""
    if channel in NAMES:
        return dict(NAMES[channel])["en"]
    return {"meta": "Meta", "": "no channel"}.get(channel, channel)


def _converted(rates: Sequence[Rate]) -> Iterator[str]:
    """By which exchange rates amounts were converted, and where these stand."""
    for (currency, file), group in groupby(sorted(rates, key=_by), key=_by):
        found = list(group)
        low, high = min(rate.value for rate in found), max(rate.value for rate in found)
        worth = f"{low:.6g}" if low == high else f"{low:.6g} to {high:.6g}"
        dates = sorted(rate.date for rate in found)
        when = dates[0] if len(dates) == 1 else f"{len(dates)} dates, {dates[0]} to {dates[-1]}"
        yield f"converted from {currency} at {worth} ({when}; {file or 'rates of the config'})"


def _by(rate: Rate) -> tuple[str, str]:
    return rate.currency, rate.file


def _bar(step: Step) -> str:
    return "│" if step.steps else " "


def wrapped(text: str, first: str, rest: str) -> list[str]:
    """At most ``WIDTH`` columns wide; the text's own indent is kept."""
    indent = " " * (len(text) - len(text.lstrip()))
    return textwrap.wrap(
        text.strip(),
        WIDTH,
        initial_indent=first + indent,
        subsequent_indent=rest + indent,
        break_on_hyphens=False,
    )
