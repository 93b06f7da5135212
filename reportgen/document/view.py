"""Scorecard + Insights → one View per KPI: its figures, each with the id under which every document prints it.

A figure's id is ``kpi.<objective>.<kpi>.<what>``. Another presentation of the same number (unsigned, bare, scaled) has
another id, so that one id always reads the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property
from textwrap import wrap

from reportgen.config.schema import Config
from reportgen.display import Display, as_displayed, default_precision, rounded
from reportgen.document.period import Period
from reportgen.document.scope import scope_words, scoped
from reportgen.document.source_names import source_names
from reportgen.document.wording import NARROW, NBSP, Noun, Words, sentences
from reportgen.model.insights import Insights, ObjectiveInsight, Verdict
from reportgen.model.scorecard import Comparison, Delta, KpiScore, ObjectiveScore, Scorecard, Status, Value
from reportgen.model.targets import PaceStatus
from reportgen.model.text import Figure, Text
from reportgen.periods import Cycle
from reportgen.vocabulary.catalogue import Catalogue, catalogue


class View:
    """A KPI of an objective, with its verdict, as the documents speak about it."""

    def __init__(self, report: Views, objective: ObjectiveScore, score: KpiScore, verdict: Verdict) -> None:
        self.report, self.objective, self.score, self.verdict = report, objective, score, verdict
        self.words = report.words
        self.id = f"kpi.{objective.id}.{score.id}"
        self.period = report.period(objective)
        self.unit = score.unit

    @cached_property
    def precision(self) -> int:
        """Decimals of every value of this KPI: those of its largest figure, so that they stand alike in a table."""
        target = self.score.target
        candidates = (
            self.score.current.value,
            self.score.previous.value.value if self.score.previous.value else None,
            target.value if target else None,
        )
        largest = max((abs(v) for v in candidates if v is not None), default=None)
        return default_precision(self.unit, largest, self.report.config.currency)

    @property
    def name(self) -> Text:
        name = self.words.name(self.score.names, self.score.id)
        if self.score.form:
            own = f"form.of.{self.score.form}.{self.score.id}"  # where the name itself says what is counted
            key = own if self.words.has(own) else f"form.{self.score.form}"
            name = self.words.text(key, kpi=name)
        scope = scope_words(self)
        return scoped(self.words, name, scope) if scope else name

    @property
    def title(self) -> Text:
        """The name where figures of other cycles stand around it: *Prospects (T3 2026)* of an objective's own cycle."""
        if not self.period.own:
            return self.name
        return self.words.text("own_cycle.title", kpi=self.name, cycle=self.period.figure("current"))

    @property
    def definition(self) -> Text:
        return self.words.name(self.score.definitions, f"{self.score.id}.definition")

    @property
    def noun(self) -> Noun:
        """The KPI in a sentence, with its objective's own cycle. The words know the shipped ones; one of the client's
        own is quoted.
        """
        shipped = catalogue().kpis.get(self.score.id)
        own = shipped is None or shipped.names != self.score.names
        noun = self.words.noun("" if own else self.score.id, self.score.names)
        after = [text for text in (scope_words(self, "on"), self.period.named(self.words)) if text]
        return replace(noun, text=sentences(noun.text, *after)) if after else noun

    @property
    def measured(self) -> bool:
        return self.score.current.value is not None

    @property
    def value(self) -> Figure:
        """The current figure. Only for a KPI that is measured."""
        return self.of(self.score.current.value, "current")

    @property
    def target(self) -> Figure | None:
        return self.of(self.score.target.value, "target") if self.score.target else None

    @property
    def start(self) -> Figure | None:
        """Where the way to the target is counted from; None where the target is held against the value alone."""
        target = self.score.target
        return self.of(target.start, "target.start") if target and target.start is not None else None

    @property
    def status(self) -> Status | None:
        """The status of the KPI; None without a target, and before a cycle's end."""
        return self.score.target.status if self.score.target and not self.period.cycle.running else None

    @property
    def attainment(self) -> Figure | None:
        """The attainment in whole percent, never rounded up over a threshold that it misses; None below zero, where a
        share of the target says nothing.
        """
        target = self.score.target
        if target is None or target.attainment is None or self.status is None or target.attainment < 0:
            return None
        return Figure(f"{self.id}.attainment", self.report.whole_percent(target.attainment), "percent")

    @property
    def cumulated(self) -> Figure | None:
        """What has come together towards a cumulative target; None for any other target."""
        target = self.score.target
        if target is None or target.mode != "cumulative":
            return None
        if target.pace is not None:
            return self.of(target.pace.value, "cumulated")
        if target.attainment is None or self.lower:
            return None
        return self.of(target.attainment * target.value, "cumulated")

    @property
    def lower(self) -> bool:
        return self.score.better == "lower"

    def of(self, value: Decimal | None, what: str) -> Figure:
        """A value of this KPI under its own id, in its own unit and precision."""
        return Figure(f"{self.id}.{what}", value, self.unit, self.precision)

    def other(self, comparison: Comparison, what: str) -> Figure | None:
        """The figure of the cycle compared with; None where there is none."""
        if comparison.value is None or comparison.value.value is None:
            return None
        return self.of(comparison.value.value, what)

    @property
    def previous(self) -> Figure | None:
        return self.other(self.score.previous, "previous")

    @property
    def year_ago(self) -> Figure | None:
        return self.other(self.score.year_ago, "year_ago")

    def change(self, delta: Delta, what: str = "delta") -> Figure | None:
        """The change with its sign: points, percent, or the unit's own; None where no change is given."""
        if delta.kind == "points":
            return Figure(f"{self.id}.{what}", delta.absolute, "points", self.precision, signed=True)
        if delta.kind == "relative":
            return Figure(f"{self.id}.{what}", delta.relative, "percent", 1, signed=True)
        if delta.kind == "absolute":
            return replace(self.of(delta.absolute, what), signed=True)
        return None

    def size(self, delta: Delta, what: str = "delta") -> Text | None:
        """The change without its sign, for a sentence whose verb says the direction: *14,0 %*, *1,6 point* of a rate
        or a score."""
        figure = self.change(delta, f"{what}.size")
        if figure is None or not isinstance(figure.value, Decimal):
            return None
        figure = replace(figure, value=abs(figure.value), signed=False)
        if figure.unit not in ("points", "score"):
            return (figure,)
        return self.words.text("points", as_displayed(figure), size=replace(figure, bare=True))

    @property
    def delta(self) -> Delta:
        """The change since the cycle before."""
        return self.shown(self.score.previous)

    @property
    def year_delta(self) -> Delta:
        """The change since the year before."""
        return self.shown(self.score.year_ago)

    def restated(self, comparison: Comparison) -> bool:
        """Whether the figure compared with was reported otherwise; the notes hold both."""
        return any(row.cycle == comparison.cycle for row in self.score.restated)

    def shown(self, comparison: Comparison) -> Delta:
        """A change as a reader can check it: between two figures that read the same there is none."""
        delta, other, now = comparison.delta, comparison.value, self.score.current.value
        if delta.kind not in ("points", "relative", "absolute") or now is None or other is None or other.value is None:
            return delta
        alike = as_displayed(self.of(now, "current")) == as_displayed(self.of(other.value, "other"))
        return replace(delta, kind="stable") if alike else delta

    def direction(self, delta: Delta) -> int:
        """1 up, -1 down, 0 for no change, none given, or one that the change per day contradicts."""
        value = delta.relative if delta.kind == "relative" else delta.absolute
        if contradicted(delta):
            return 0
        if delta.kind in ("points", "relative", "absolute") and value is not None:
            return (value > 0) - (value < 0)
        return 0

    @property
    def band(self) -> tuple[Decimal, Decimal] | None:
        """The usual range of this cycle; None where the history is too short."""
        low, high = self.verdict.low, self.verdict.high
        return None if low is None or high is None else (Decimal(repr(low)), Decimal(repr(high)))

    def bands(self, cycles: int) -> tuple[tuple[float, float] | None, ...]:
        """The usual range of each of the last cycles; empty where the history is too short."""
        return self.verdict.band[-cycles:]

    @property
    def place(self) -> str:
        """Where the value stands by its history: ``above`` or ``below`` the usual range, ``drift`` (another signal),
        ``usual``, or "" without a verdict.
        """
        kind, value = self.verdict.kind, self.score.current.value
        if kind == "usual" or not kind.startswith("signal") or value is None:
            return "usual" if kind == "usual" else ""
        if self.band is None or self.band[0] <= value <= self.band[1]:
            return "drift"
        return "above" if value > self.band[1] else "below"

    @property
    def mixed_views(self) -> bool:
        """Whether views of videos of several networks are added, each of which counts one by a threshold of its own."""
        views = any(leaf.expression.startswith("video_views") for leaf in self.score.current.inputs)
        return views and sum(channel.value is not None for channel in self.score.channels) > 1

    @property
    def history(self) -> tuple[Value, ...]:
        return self.score.history


def contradicted(delta: Delta) -> bool:
    """Whether the change per day has another sign than the change of the total (29 days against 31): then neither is
    a direction.
    """
    return delta.per_day is not None and delta.relative is not None and delta.per_day * delta.relative < 0


@dataclass(frozen=True)
class Views:
    """Everything that the documents are made of, at hand."""

    config: Config
    catalogue: Catalogue
    scorecard: Scorecard
    insights: Insights
    words: Words
    display: Display

    @cached_property
    def kpis(self) -> dict[tuple[str, str], View]:
        verdicts = dict(self.insights.verdicts)
        return {
            (objective.id, kpi.id): View(self, objective, kpi, verdicts.get((objective.id, kpi.id), Verdict("none")))
            for objective in self.scorecard.objectives
            for kpi in objective.kpis
        }

    @cached_property
    def targeted(self) -> bool:
        """Whether any KPI has a target."""
        return any(view.score.target is not None for view in self.kpis.values())

    @cached_property
    def source_names(self) -> dict[str, Text]:
        return source_names(self.words, self.scorecard.sources)

    def of(self, objective: ObjectiveScore) -> list[View]:
        return [self.kpis[objective.id, kpi.id] for kpi in objective.kpis]

    def main(self, objective: ObjectiveScore) -> View:
        return self.kpis[objective.id, objective.main.id]

    def insight(self, objective: ObjectiveScore) -> ObjectiveInsight:
        return self.insights.objective(objective.id)

    def status(self, objective: ObjectiveScore) -> Status | None:
        """The status of an objective's KPIs together; None without a target, before a cycle's end, and while each of
        them is on its way to a later date."""
        judged = any(view.status is not None for view in self.of(objective) if not view.score.context)
        return self.insight(objective).status if judged else None

    @property
    def cycle(self) -> Cycle:
        return self.scorecard.cycle

    @property
    def until(self) -> Figure:
        """The last day looked at."""
        return Figure("cycle.current.until", self.cycle.stop - timedelta(days=1), "date")

    @property
    def kind(self) -> str:
        """The cycle's kind as the words know it: month, quarter, …"""
        return self.cycle.spec.kind

    @cached_property
    def compared(self) -> dict[str, Cycle]:
        """The cycles compared with: ``previous``, ``year_ago``, those of the config that exist."""
        return self._compared(self.scorecard.previous, self.scorecard.year_ago)

    def _compared(self, previous: Cycle, year_ago: Cycle | None) -> dict[str, Cycle]:
        """Of a year the cycle before is the year ago: it stands once."""
        cycles = {"previous": previous, "year_ago": year_ago}
        if year_ago == previous and "previous" in self.config.compare:
            del cycles["year_ago"]
        return {name: cycle for name in self.config.compare if (cycle := cycles.get(name)) is not None}

    def period(self, objective: ObjectiveScore) -> Period:
        """The cycles that an objective's figures are of."""
        own = objective.own_cycle
        if own is None:
            return Period("cycle", self.cycle, self.scorecard.previous, self.compared)
        before = own.previous()
        return Period(f"cycle.{objective.id}", own, before, self._compared(before, own.year_ago()), own=True)

    def head(self, name: str) -> Text:
        """A cycle of the report at the head of a column."""
        period = Period("cycle", self.cycle, self.scorecard.previous, self.compared)
        return period.head(self.words, name)

    def attainment(self, insight: ObjectiveInsight) -> Figure | None:
        """The attainment of an objective's KPIs together."""
        if insight.attainment is None or insight.attainment < 0:
            return None
        return Figure(f"objective.{insight.id}.attainment", self.whole_percent(insight.attainment), "percent")

    def pace_status(self, attainment: Figure) -> PaceStatus:
        """How an attainment of what was due by now stands to the thresholds."""
        limits, reached = self.config.thresholds, attainment.value
        if not isinstance(reached, Decimal) or reached < limits.close:
            return "behind"
        return "ahead" if reached >= limits.met else "on_pace"

    def whole_percent(self, attainment: Decimal) -> Decimal:
        """The attainment as it is; where its whole percent would reach a threshold that it misses, the one below."""
        shown = rounded(attainment, 2)
        thresholds = self.config.thresholds
        if any(attainment < limit <= shown for limit in (thresholds.met, thresholds.close)):
            return attainment.quantize(Decimal("0.01"), rounding=ROUND_FLOOR)
        return attainment

    def fits(self, text: Text, length: int) -> bool:
        """Whether a text has at most so many characters as displayed."""
        return len(self.display.text(text)) <= length

    def word_count(self, text: Text) -> int:
        """Words as a reader meets them: a number with its thousands is one, a sign alone is none."""
        shown = self.display.text(text).replace(NARROW, "")
        return sum(any(character.isalnum() for character in word) for word in shown.split())

    def line_count(self, text: Text, characters: int) -> int:
        """About how many lines of so many characters a text takes."""
        return len(wrap(self.display.text(text).replace(NBSP, "_").replace(NARROW, "_"), characters))

    def first_fit(self, texts: list[Text], length: int) -> Text:
        """The first of several wordings that is short enough, else the last."""
        return next((text for text in texts if self.fits(text, length)), texts[-1])
