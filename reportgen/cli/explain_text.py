"""Explained → text for a terminal, in English, at most 100 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from decimal import Decimal

from reportgen.cli.explain_judged import Judged
from reportgen.cli.explain_shown import Shown
from reportgen.cli.explain_tree import WIDTH, Tree, channel_name
from reportgen.cli.explain_words import BETTER, NOTES, STATES, english, missing
from reportgen.model.scorecard import Sampled
from reportgen.pipeline import Explained

INDENT = 13


def as_text(found: Explained) -> str:
    """The whole explanation."""
    return "\n".join(line.rstrip() for line in _Page(found).lines())


class _Page:
    def __init__(self, found: Explained) -> None:
        self.shown, self.told = Shown(found), found.explanation
        self.tree = Tree(self.shown.any, self.shown.gap)

    def lines(self) -> Iterator[str]:
        told = self.told
        yield f"{english(told.names) or told.kpi} ({told.kpi})"
        yield from textwrap.wrap(english(told.definitions), WIDTH, initial_indent="  ", subsequent_indent="  ")
        yield ""
        for label, text in (*self._head(), *self._value()):
            yield from _field(label, text)
        yield ""
        yield from self.tree.lines(told.step)
        if self.shown.view is not None:
            yield ""
            for label, text in Judged(self.shown, self.shown.view).rows():
                yield from _field(label, text)
        lacking = list(self._missing())
        if lacking:
            yield from ("", "What is missing", *lacking)

    def _head(self) -> Iterator[tuple[str, str]]:
        told, config = self.told, self.shown.found.config.config
        yield "Client", config.client
        title = next(objective.title for objective in config.objectives if objective.id == told.objective)
        if told.objective in told.used_by:
            yield "Objective", f"{told.objective}: {title}"
            others = [name for name in told.used_by if name != told.objective]
            if others:
                yield "", f"also in {', '.join(others)}"
        else:
            yield "Objective", f"none of this config uses it; computed as in {told.objective}: {title}"
        if told.channel:
            yield "Channel", f"{channel_name(told.channel)} alone"
        yield "Cycle", f"{self.shown.days(told.cycle)}; as of {self.shown.display.day(told.as_of)}"
        yield "Formula", told.formula
        if told.source:
            yield "", f"source: {told.source}"

    def _value(self) -> Iterator[tuple[str, str]]:
        step, told = self.told.step, self.told
        unit = f"currency ({told.currency})" if told.unit == "currency" else told.unit
        if step.value is None:
            yield "Value", f"none: {missing(step.cause)[0]} ({step.cause})"
        else:
            yield "Value", f"{self.shown.own(step.value)} (raw {step.value:f})"
        yield "Unit", f"{unit}; {BETTER[told.better]}"
        state = STATES[step.state or "missing"]
        yield "State", state + (f", {self.tree.coverage(step.coverage)}" if step.coverage.expected else "")
        if step.note:
            yield "", NOTES.get(step.note, step.note)
        if step.sample:
            yield "", self._sample(step.value, step.sample)
        current = told.score.current if told.score else None
        if current and current.low is not None and current.high is not None:
            low, high = self.shown.own(current.low), self.shown.own(current.high)
            yield "", f"{low} to {high} as the results are worth least or most"
        small = current.small_base if current else None
        if small:
            found, needed = (self.shown.count(number) for number in small)
            yield "", f"small base: {found} where {needed} are needed, so no change, status or verdict"

    def _sample(self, value: Decimal | None, sample: Sampled) -> str:
        answers = f"n = {self.shown.count(int(sample.size))} answers"
        if sample.half is None or value is None:
            return f"{answers}; no interval: their spread is not known, or they are too few"
        low, high = self.shown.own(value - sample.half), self.shown.own(value + sample.half)
        return f"{answers}: {low} to {high} (± {self.shown.own(sample.half)}) at 95 %"

    def _missing(self) -> Iterator[str]:
        """Each want once, under the innermost term that has it."""
        for step in self.told.step.walk():
            inner = any(child.cause and child.state != "absent" for child in step.steps)
            if step.value is None and step.cause and step.state != "absent" and not inner:
                what, todo = missing(step.cause, step.measured)
                yield from _field("", f"{step.expression}: {what}. {todo}", 2)
            for gap in step.gaps if step.value is not None else ():
                where = f"{step.expression}: no value for {channel_name(gap.channel)}, {self.shown.gap(gap)}."
                yield from _field("", f"{where} Add the export of these days.", 2)


def _field(label: str, text: str, indent: int = INDENT) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"{label:<{indent}}",
        subsequent_indent=" " * (indent + (2 if indent < INDENT else 0)),
        break_on_hyphens=False,
    )
