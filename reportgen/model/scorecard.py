"""Scorecard: plain numbers, never display text. None = missing, never zero. And Insights: verdicts and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from reportgen.model.facts import Finding, Rate
from reportgen.model.text import Unit
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.model.archive import Restatement, SetChange
    from reportgen.model.asides import Attributed, Tone
    from reportgen.model.content import Content
    from reportgen.model.effort import Effort
    from reportgen.model.learning import Learning
    from reportgen.model.relations import Acquired, WeeklyPair
    from reportgen.model.returns import Returns
    from reportgen.model.targets import BudgetScore, TargetScore

State = Literal["ok", "partial", "stale", "missing", "not_measured"]
Better = Literal["higher", "lower", "neutral"]
Status = Literal["met", "close", "missed"]
Gate = Literal["send", "send_with_notice", "hold"]
Names = tuple[tuple[str, str], ...]  # (("en", "Leads"), ("fr", "Prospects")): a name in each language it is given in


@dataclass(frozen=True, slots=True)
class Coverage:
    """Days × channels with a value, and those expected."""

    present: int
    expected: int

    @property
    def share(self) -> Decimal | None:
        """0…1; None when nothing was expected."""
        return Decimal(self.present) / self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class Trace:
    """The rows of one table that went into an input: first and last row number (None where they were not looked for:
    those of a large CSV), how many facts, the exchange rates by which they were converted, and the ``filter`` by which
    the source's rows were chosen."""

    source: str
    file: str
    sha256: str
    table: str
    first_row: int | None
    last_row: int | None
    count: int
    rates: tuple[Rate, ...] = ()
    filter: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """A leaf of a formula with its figure: ``expression`` as in the formula language (``leads[channel=social]``)."""

    expression: str
    kind: str  # flow | level | unique | score | cost | config
    unit: Unit
    value: Decimal | None
    coverage: Coverage
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class Sampled:
    """The answers behind a score: how many; and ``half``, by how much it may be off to either side, at 95 % and in its
    own unit: None where their spread is not known or they are too few."""

    size: Decimal
    half: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A KPI's figure for one cycle.

    ``value`` is None when it can't be given; ``cause`` then says why (``no_rows``, ``no_attribution``,
    ``daily_unique``, ``division_by_zero`` …). ``formula`` is the alternative used (0 = the first). ``small_base`` =
    (base found, base needed). ``low`` and ``high`` are scenarios, where results are valued: all worths low, all high.
    ``sample``: of a score that comes with its number of answers. ``archived``: as it was reported then; today's files
    tell less of that cycle.
    """

    cycle: Cycle
    value: Decimal | None
    state: State
    cause: str = ""
    alternative: int = 0
    formula: str = ""
    inputs: tuple[Input, ...] = ()
    coverage: Coverage = Coverage(0, 0)
    small_base: tuple[int, int] | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    sample: Sampled | None = None
    archived: bool = False


DeltaKind = Literal["points", "relative", "absolute", "new", "stable", "withheld", "none"]


@dataclass(frozen=True, slots=True)
class Delta:
    """Current against other (domain §3.2).

    points: rates, in points (0.012 = 1.2 pt). relative: counts, money, ratios, durations: ``absolute`` and ``relative``
    (0.12 = +12 %). absolute: scores, negative bases. new: from zero. stable: rounds to zero as displayed.
    withheld: ``reason`` says why (``coverage``, ``small_base``, ``series_break``, ``formula_changed``, ``cohort``,
    ``young_posts``).
    none: no other value. ``per_day`` is the relative change of the value per day where the two cycles' lengths differ.
    """

    kind: DeltaKind
    absolute: Decimal | None = None
    relative: Decimal | None = None
    per_day: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A KPI against the same KPI in another cycle; ``value`` None when that cycle does not exist or has no figure."""

    cycle: Cycle | None
    value: Value | None
    delta: Delta


@dataclass(frozen=True, slots=True)
class YearToDate:
    """Since the fiscal year's start, beside the same days of the year before.

    Of a level the change since the year's opening. ``target`` is the year's, where one follows from the KPI's.
    """

    value: Value
    year_ago: Comparison
    target: Decimal | None = None


Definition = Literal["same", "different", "unknown"]
Standing = Literal["better", "equal", "worse"]


@dataclass(frozen=True, slots=True)
class BenchmarkScore:
    """What others reach. ``old``: of more than eighteen months ago. ``standing`` of the figure beside it: only where
    both are computed by the same formula, else None.
    """

    value: Decimal
    source: str
    date: str
    of: str | None = None  # mean | median
    sample: str | None = None
    old: bool = False
    definition: Definition = "unknown"
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class ChannelScore:
    """A KPI of one channel in the cycle and in the previous one."""

    channel: str
    value: Decimal | None
    previous: Decimal | None


Form = Literal["", "cohort", "same_cycle", "media", "full_cost", "ads_only", "claimed"]
BreakKind = Literal["declared", "formula_changed", "series_changed"]


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """From ``day`` on a KPI's series is another: declared with a ``reason``, or seen by its formula or its series."""

    day: date
    kind: BreakKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KpiScore:
    """One KPI of one objective. ``breaks`` are those of its series before the cycle's end, by day. ``settles``: of a
    figure that its sources may still change the first day on which they don't, or on which a ``cohort`` of leads
    is mature; ``form``: how leads are set against customers, where they are.

    ``history`` is oldest first and ends with the current cycle (37 cycles; with short cycles a year and 25).
    ``attainments`` stand beside it: what each cycle's value attained of the target in force, and ``targets``: those
    that earlier cycles were reported with, None where no report tells it and today's counts; empty without a target.
    ``covers`` are the channels that the figure stands on, where its objective measures others as well, which it
    ``lacks``. ``attributed``: the figure by each source that attributes the same results otherwise, that which counts
    first; empty where there is one alone. ``series`` names the choices and series that the figure stands on;
    ``restated`` are the figures of earlier cycles that were reported otherwise, oldest first.
    """

    id: str
    names: Names
    definitions: Names
    unit: Unit  # count | currency | percent | ratio | score | seconds | minutes | hours | days | months | years
    better: Better
    main: bool
    context: bool
    weight: Decimal
    level: bool  # judged on its net change
    current: Value
    previous: Comparison
    year_ago: Comparison
    target: TargetScore | None
    benchmark: BenchmarkScore | None
    history: tuple[Value, ...]
    channels: tuple[ChannelScore, ...] = ()
    attainments: tuple[Decimal | None, ...] = ()
    budget: BudgetScore | None = None
    ytd: YearToDate | None = None
    breaks: tuple[SeriesBreak, ...] = ()
    settles: date | None = None
    form: Form = ""
    covers: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    tone: Tone | None = None
    attributed: tuple[Attributed, ...] = ()
    series: str = ""
    restated: tuple[Restatement, ...] = ()
    targets: tuple[Decimal | None, ...] = ()

    def broken(self, cycle: Cycle) -> bool:
        """Whether a cycle's figure lies before the last series break, or across it."""
        return bool(self.breaks) and cycle.start < self.breaks[-1].day


@dataclass(frozen=True, slots=True)
class ObjectiveScore:
    """``own_cycle``: the longer cycle that the objective is judged on, to date until it closes; None: the report's.

    ``closed``: while that one runs, the objective in the last of its cycles that closed.
    """

    id: str
    family: str
    title: str
    role: str
    kpis: tuple[KpiScore, ...]
    own_cycle: Cycle | None = None
    closed: ObjectiveScore | None = None

    @property
    def main(self) -> KpiScore:
        return next(kpi for kpi in self.kpis if kpi.main)


@dataclass(frozen=True, slots=True)
class CostLine:
    """Cost of one kind in the cycle and in those compared with, in report currency."""

    kind: str  # staff_cost | agency_fees | ad_spend | tool_cost | production_cost | creator_cost | other_cost
    amount: Decimal
    previous: Decimal | None
    year_ago: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ChannelCost:
    """What a channel cost: ``direct``, named for it, and its part of the shared costs. Channel "": not allocated."""

    channel: str
    direct: Decimal
    shared: Decimal


@dataclass(frozen=True, slots=True)
class Allocation:
    """The full cost by channel; adds up to it. ``key``: what shared costs are divided by; "" where nothing is."""

    key: Literal["declared", "hours", "posts", ""]
    shares: tuple[tuple[str, Decimal], ...]
    costs: tuple[ChannelCost, ...]


@dataclass(frozen=True, slots=True)
class CompetitorScore:
    """What a competitor of the declared set did in the cycle; None where no source tells."""

    name: str
    posts: Decimal | None
    interactions: Decimal | None
    mentions: Decimal | None
    share_of_voice: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProductScore:
    """What social networks sold of a product, by the order lines: net revenue, how many, and the revenue's ``share`` of
    all that the lines of social orders tell."""

    name: str
    revenue: Decimal
    quantity: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class SourceScore:
    """What a source gave for the cycle: days with a row of the days expected, and the day of the newest export.

    ``format`` is the id of the exports' description, empty where a source's files are of several; ``platform`` the
    proper name of the one platform that makes them, empty where it is none; ``label`` the config's name for readers.
    """

    name: str
    measures: tuple[str, ...]
    channels: tuple[str, ...]
    days: Coverage
    exported_on: date | None
    state: State
    format: str = ""
    settled: bool = True  # False: the cycle's last days may still be restated
    settles: date | None = None  # then: the first day on which they are final
    platform: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Scorecard:
    cycle: Cycle
    previous: Cycle
    year_ago: Cycle | None
    as_of: date
    currency: str
    objectives: tuple[ObjectiveScore, ...]
    costs: tuple[CostLine, ...] = ()
    sources: tuple[SourceScore, ...] = ()
    findings: tuple[Finding, ...] = ()
    gate: Gate = "send"
    allocation: Allocation | None = None
    competitors: tuple[CompetitorScore, ...] = ()
    returns: Returns | None = None
    effort: Effort | None = None
    learning: Learning | None = None
    products: tuple[ProductScore, ...] = ()  # the five of which social networks sold most
    audience: tuple[ChannelScore, ...] = ()  # followers in the wanted audience: their share in all ("") and by network
    relations: tuple[WeeklyPair, ...] = ()
    acquired: Acquired | None = None
    content: Content | None = None
    kpis_changed: SetChange | None = None
