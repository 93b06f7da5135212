"""Views → the funnel: how many there are at each step, the share that passed on, the weakest step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportgen.document import cells
from reportgen.document.findings import listed
from reportgen.document.returns_channels import channel_text
from reportgen.document.view import View, Views
from reportgen.document.wording import lowered
from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.model.insights import Verdict
from reportgen.model.learning import FUNNEL, FunnelStep
from reportgen.model.report import Cell, Column, Panel, Panels, Row, Table
from reportgen.model.scorecard import ObjectiveScore
from reportgen.model.text import Text
from reportgen.vocabulary.channels import NAMES

OWNER = ObjectiveScore(FUNNEL, "", "", "", ())


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the documents speak of it; ``rate`` is the share that passed on to it, None of the first."""

    id: str
    name: Text
    count: View
    rate: View | None


def funnel_panels(report: Views) -> Panels | None:
    """The chart beside the step rates; None without a funnel."""
    steps = steps_of(report)
    if not steps:
        return None
    chart, table = funnel_chart(report, steps), rates_table(report, steps, narrow=True)
    words = report.words
    notes = tuple(funnel_notes(report, steps))
    rates = Panel(words.text("funnel.rates"), words.text("funnel.rates_subtitle"), table, notes=notes)
    return Panels((Panel(chart.title, chart.subtitle, chart), rates))


def steps_of(report: Views) -> list[Step]:
    """The steps; none where one has no figure in the cycle, as nothing could be drawn."""
    learning = report.scorecard.learning
    verdicts = dict(report.insights.lessons.steps)
    made = []
    for step in learning.funnel if learning else ():
        rate = View(report, OWNER, step.rate, verdicts.get(step.id, Verdict("none"))) if step.rate else None
        made.append(Step(step.id, _name(report, step), View(report, OWNER, step.count, Verdict("none")), rate))
    return made if all(step.count.measured for step in made) else []


def _name(report: Views, step: FunnelStep) -> Text:
    words = report.words
    return words.name(step.count.names, step.id) if step.count.names else words.text(f"funnel.step.{step.id}")


def weakest(report: Views, steps: list[Step]) -> tuple[Step, Step, View] | None:
    """The earliest step whose rate shows an adverse signal: the one before it, itself, its rate."""
    name = report.insights.lessons.weakest
    for before, step in pairwise(steps):
        if step.id == name and step.rate is not None:
            return before, step, step.rate
    return None


def funnel_title(report: Views, steps: list[Step]) -> Text:
    """The message: which step is weakest, or that none is."""
    words, found = report.words, weakest(report, steps)
    if found:
        before, step, rate = found
        parts = {"from": lowered(before.name), "to": lowered(step.name)}
        return words.text("funnel.title.weakest", rate=rate.value, **parts)
    judged = [step.rate.verdict.kind in ("usual", "signal_good") for step in steps if step.rate]
    return words.text(f"funnel.title.{'steady' if all(judged) else 'partly' if any(judged) else 'unknown'}")


def funnel_chart(report: Views, steps: list[Step]) -> ChartSpec:
    words = report.words
    cycle = words.cycle("in", report.cycle, "cycle.current")
    found = weakest(report, steps)
    told: Text = ()
    for step in steps:
        part = words.text("funnel.bar", name=lowered(step.name), value=step.count.value)
        told = words.text("list.comma", first=told, second=part) if told else part
    return ChartSpec(
        id="chart.funnel",
        kind="funnel",
        title=funnel_title(report, steps),
        subtitle=words.text("funnel.subtitle", cycle=cycle),
        categories=tuple((step.name,) for step in steps),
        series=(Series(words.text("funnel.series"), "current", tuple(s.count.score.current.value for s in steps)),),
        unit="count",
        precision=0,
        ticks=(),
        band=(),
        labels=tuple(PointLabel((s.count.value,), 0, place, strong=True) for place, s in enumerate(steps)),
        from_zero=True,
        alt=words.text("funnel.alt", cycle=cycle, steps=told),
        strong_category=steps.index(found[1]) if found else None,
        heads=(words.text("workbook.head.step"),),
    )


def rates_table(report: Views, steps: list[Step], narrow: bool = False) -> Table:
    """The share that reached each step, now and in the cycle before, its change and verdict; ``narrow``: without the
    cycle before, which the change tells, so that it stands beside the chart."""
    words = report.words
    before = "previous" in report.compared and not narrow
    columns = (
        Column("step", words.text("funnel.head.step")),
        Column("current", report.head("current"), "right"),
        *((Column("previous", report.head("previous"), "right"),) if before else ()),
        Column("change", words.text("funnel.head.change"), "right"),
        Column("verdict", words.text("funnel.head.verdict")),
    )
    rows = tuple(_row(step, step.rate, before) for step in steps if step.rate is not None)
    return Table("funnel", (), words.text("funnel.rates"), columns, rows)


def _row(step: Step, rate: View, before: bool) -> Row:
    previous = Cell((rate.previous,) if rate.previous is not None else cells.DASH)
    return Row(
        (
            Cell(step.name),
            Cell(cells.value_text(rate), strong=True),
            *((previous,) if before else ()),
            cells.change_cell(rate, words=False),
            cells.verdict_cell(rate, "table"),
        )
    )


def funnel_notes(report: Views, steps: list[Step]) -> Iterator[Text]:
    """Which of several adverse signals names the weakest step; what a rate rests on where it is not the two counts
    beside it; why one is withheld."""
    words = report.words
    if sum(step.rate is not None and step.rate.verdict.kind == "signal_bad" for step in steps) > 1:
        yield words.text("funnel.first")
    counts = {leaf.expression: leaf.value for step in steps for leaf in step.count.score.current.inputs}
    rates = [leaf for step in steps if step.rate for leaf in step.rate.score.current.inputs]
    if any(counts.get(leaf.expression, leaf.value) != leaf.value for leaf in rates):
        yield words.text("funnel.common")
    parted = list(_parted(steps))
    for step, both in parted if len(parted) == 1 else ():  # of several the first sentence says enough
        named = listed(report, [channel_text(report, channel) for channel in NAMES if channel in both])
        yield words.text("funnel.channels", to=lowered(step.name), channels=named)
    for before, step in pairwise(steps):
        if step.rate is not None and step.rate.score.current.cause == "above_whole":
            parts = {"to": lowered(step.name), "from": lowered(before.name)}
            yield words.text("funnel.above_whole", **parts)


def _parted(steps: list[Step]) -> Iterator[tuple[Step, set[str]]]:
    """The steps that are counted of other channels than the one before, and the channels of both."""
    for before, step in pairwise(steps):
        sides = _channels(before.count), _channels(step.count)
        if sides[0] & sides[1] and sides[0] != sides[1]:
            yield step, sides[0] & sides[1]


def _channels(count: View) -> set[str]:
    """The channels of which a step is counted."""
    return {row.channel for row in count.score.channels if row.value is not None and row.channel in NAMES}
