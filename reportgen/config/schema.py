"""The config's shape: values → Config, frozen, unknown keys refused. Reads as the config's documentation.

Only shape and ranges are checked here; names that lead elsewhere (KPIs, channels, files) are checked in `checks.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from reportgen.config.channel_rule import ChannelRule
from reportgen.config.kinds import (
    CURRENCY,
    LOCALE,
    MONTH,
    TAX,
    Amount,
    CellText,
    CellTexts,
    Day,
    Family,
    Flag,
    Ident,
    Line,
    Model,
    Name,
    Number,
    Share,
    Whole,
    as_text,
    scalar,
    single,
)
from reportgen.config.schema_calendar import Break, Event
from reportgen.config.schema_campaign import Campaign
from reportgen.config.schema_costs import Costs
from reportgen.config.schema_deliver import Deliver
from reportgen.config.schema_learning import Action, Ask, SplitTest, Step
from reportgen.config.schema_money import InfluenceWeights, Margin, ProductMargins, Rate, RatesFile, Scenario, Value
from reportgen.config.schema_relations import Relation
from reportgen.config.schema_theme import Theme
from reportgen.periods import CycleSpec

if TYPE_CHECKING:
    from reportgen.config.origins import Places


class DaysCycle(Model):
    """N days from an anchor: ``{days: 28, from: 2026-01-05}``."""

    days: Annotated[Whole, Field(ge=1, le=366)]
    start: Annotated[Day, Field(alias="from")]


CycleWord = Literal["week", "month", "quarter", "half", "year"]
Cutting = Annotated[
    Annotated[DaysCycle, Tag("<mapping>")] | Annotated[CycleWord, Tag("<value>")], Discriminator(single)
]
Comparison = Literal["previous", "year_ago", "ytd", "target", "benchmark", "competitors"]


class Cell(Model):
    """A constant in place of a column: ``channel: {value: facebook}``."""

    value: Annotated[Annotated[str, Tag("<text>")] | Annotated[int | Decimal, Tag("<number>")], Discriminator(scalar)]


Column = Annotated[Annotated[Cell, Tag("<mapping>")] | Annotated[Line, Tag("<value>")], Discriminator(single)]


class RevenueBasis(Model):
    """What a source's revenue holds."""

    tax: Annotated[str, Field(pattern=TAX)] = "column"  # included 20% | excluded | column
    shipping: Literal["in", "out"] = "in"


class Attribution(Model):
    """How a source gives results to channels. What is left out is not stated, never assumed."""

    model: Literal["last_click", "first_click", "linear", "position_based", "time_decay", "data_driven"] | None = None
    window_days: Annotated[Whole, Field(ge=1, le=400)] | None = None
    scope: Literal["session", "first_user"] | None = None


class Days(Model):
    """A range of days, both included: ``{from: 2026-10-01, to: 2026-10-31}``."""

    start: Annotated[Day, Field(alias="from")]
    end: Annotated[Day, Field(alias="to")]


Period = Annotated[
    Annotated[Days, Tag("<mapping>")]
    | Annotated[Annotated[str, BeforeValidator(as_text), Field(pattern=MONTH)], Tag("<value>")],
    Discriminator(single),
]


class Source(Model):
    """Files (a path or glob relative to the config). The format is recognised from the content.

    ``columns`` makes it a tidy table: role or measure → the file's column. Roles: day, week, month, year, channel,
    delivery, account, campaign, competitor, currency. ``of: posts`` = rows are posts, dated by publication, with
    lifetime values.
    """

    name: Ident
    label: Annotated[str, Field(min_length=1, max_length=80)] | None = None  # what readers see in place of the name
    path: Line
    columns: dict[str, Column] = Field(default_factory=dict)
    sheet: Line | None = None
    format: Ident | None = None  # the export that the files are, in place of recognising it
    period: Period | None = None  # of files whose rows say none: a range, 2026-10, 2026
    dates: Literal["day_first", "month_first"] | None = None
    decimal: Literal["comma", "point"] | None = None
    encoding: Line | None = None
    header_row: Annotated[Whole, Field(ge=1)] | None = None
    currency: Annotated[str, Field(pattern=CURRENCY)] | None = None  # of amounts of which the files do not say it
    where: dict[str, CellTexts] = Field(default_factory=dict)
    channel: str | None = None  # the channel of all rows, where the files do not say it
    account: Line | None = None  # the account of all rows, likewise
    channel_from: Literal["session_source", "channel", "note_attributes"] | None = None
    of: Literal["account", "posts"] = "account"
    sparse: Flag = False
    fresh_within: Annotated[Whole, Field(ge=0)] | None = None  # days
    settle_days: Annotated[Whole, Field(ge=0, le=90)] = 0
    attribution: Attribution | None = None
    revenue_basis: RevenueBasis | None = None


class Measure(Model):
    """A measure of the client's own; its scope is ``all``."""

    id: Ident
    kind: Literal["flow", "level", "unique", "score"]
    unit: Literal["count", "currency", "hours", "minutes", "seconds", "score"]
    name: Name


class OwnKpi(Model):
    """A KPI of the client's own."""

    id: Ident
    name: Name
    definition: Name | None = None
    formula: Line
    unit: Literal[
        "count", "currency", "percent", "ratio", "score", "seconds", "minutes", "hours", "days", "months", "years"
    ]
    better: Literal["higher", "lower", "neutral"] = "higher"


class Target(Model):
    """What a KPI shall reach, in the KPI's unit."""

    value: Number
    by: Day | None = None
    start: Annotated[Number | None, Field(alias="from")] = None
    mode: Literal["per_cycle", "cumulative", "reach_by"] = "per_cycle"
    curve: Literal["linear", "last_year"] = "linear"
    tolerance: Annotated[Number, Field(ge=0)] | None = None


class Benchmark(Model):
    """What others reach, with its source and its age."""

    value: Number
    source: Line
    date: Annotated[str, BeforeValidator(as_text), Field(pattern=MONTH)]
    of: Literal["mean", "median"] | None = None
    formula: str | None = None
    sample: CellText | None = None


class Kpi(Model):
    """A KPI in an objective. ``target: 140`` is short for ``target: {value: 140}``."""

    kpi: Ident
    target: (
        Annotated[Annotated[Target, Tag("<mapping>")] | Annotated[Number, Tag("<value>")], Discriminator(single)] | None
    ) = None
    benchmark: Benchmark | None = None
    budget: Annotated[Amount, Field(gt=0)] | None = None  # of one cycle, in the KPI's unit
    main: Flag = False
    weight: Annotated[Amount, Field(gt=0)] = Decimal(1)
    role: Literal["context"] | None = None
    season: Flag | None = None


class PersonDecision(Model):
    """A person's decision; it overrides the proposal."""

    choice: Literal["continue", "change", "re_evaluate"]
    by: Line
    on: Day
    why: str = ""


class Objective(Model):
    """What social media shall do for the client, in a sentence, and the KPIs that show it."""

    id: Ident
    family: Family
    title: Line
    role: Line
    result: Ident | None = None
    kpis: Annotated[tuple[Kpi, ...], Field(min_length=1)]
    due: Day | None = None
    start: Day | None = None
    weight: Annotated[Amount, Field(gt=0)] = Decimal(1)
    cycle: Cutting | None = None  # its own, made of whole cycles of the report
    decide_after: Annotated[Whole, Field(ge=1)] = 3  # of these cycles
    source: Annotated[Ident | None, Field(alias="from")] = None  # which source counts where two give a measure
    agreed_by: str | None = None
    agreed_on: Day | None = None
    cost_share: Share | None = None
    decision: PersonDecision | None = None


class Competitor(Model):
    """One of the set that the client is compared with; ``name`` is as in the column of competitors."""

    name: Line
    note: Line | None = None


class WantedAudience(Model):
    """The members that are wanted of each dimension, as the files write them."""

    country: CellTexts | None = None
    age: CellTexts | None = None
    gender: CellTexts | None = None
    language: CellTexts | None = None


class Audience(Model):
    """Whom social media shall reach."""

    target: WantedAudience


class Thresholds(Model):
    """The attainment from which a target is met, or close."""

    met: Annotated[Number, Field(gt=0, le=2)] = Decimal(1)
    close: Annotated[Number, Field(gt=0, le=2)] = Decimal("0.90")


class Quality(Model):
    """What happens when data are missing, and what is too little."""

    gate: Literal["send", "send_with_notice", "hold"] = "send_with_notice"
    coverage_tolerance: Share = Decimal("0.05")
    min_base: Annotated[Whole, Field(ge=0)] = 30


Commentary = Annotated[
    Annotated[dict[str, str], Tag("<mapping>")] | Annotated[str, Tag("<value>")], Discriminator(single)
]
"""``summary``, ``learned``, ``next`` or an objective's id → a person's words; or a cycle's id → such a mapping."""


class Config(Model):
    """One client's report. Paths of data and logo are relative to the folder of the config; a base's are made so."""

    version: Literal[1]
    extends: Line | None = None
    clients: Line | None = None  # a CSV file with a row for each client that this config serves
    client: Annotated[str, Field(min_length=1, max_length=160)]
    locale: Annotated[str, Field(pattern=LOCALE)]
    currency: Annotated[str, Field(pattern=CURRENCY)]
    timezone: Line
    cycle: Cutting
    fiscal_year_start: Annotated[Whole, Field(ge=1, le=12)] = 1  # month
    compare: tuple[Comparison, ...] = ("previous", "year_ago")
    exports: Line | None = None  # a folder of the client's own descriptions of exports
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    channels: tuple[ChannelRule, ...] = ()  # the client's own, before ours; the first that fits decides
    measures: tuple[Measure, ...] = ()
    kpis: tuple[OwnKpi, ...] = ()
    costs: Costs = Costs()
    margins: Annotated[Margin | None, Field(alias="margin")] = None
    rates: tuple[Rate, ...] = ()
    rates_file: RatesFile | None = None
    values: tuple[Value, ...] = ()
    customer_years: Annotated[Amount, Field(gt=0, le=50)] | None = None
    yearly_churn: Share | None = None
    discount_rate: Share | None = None  # a year
    sales_cycle_days: Annotated[Whole, Field(ge=1, le=3650)] | None = None
    influence_weights: InfluenceWeights | None = None
    competitors: tuple[Competitor, ...] = ()
    events: tuple[Event, ...] = ()
    breaks: tuple[Break, ...] = ()
    audience: Audience | None = None
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)]
    campaigns: tuple[Campaign, ...] = ()
    actions: tuple[Action, ...] = ()
    tests: tuple[SplitTest, ...] = ()
    funnel: tuple[Step, ...] = ()  # the default chain, of what is measured, where none is given
    asks: tuple[Ask, ...] = ()
    relations: tuple[Relation, ...] = ()
    scenario: Scenario | None = None
    thresholds: Thresholds = Thresholds()
    commentary: dict[str, Commentary] = Field(default_factory=dict)
    quality: Quality = Quality()
    theme: Theme = Theme()
    author: str | None = None
    deliver: Deliver | None = None
    ledger: Line | None = None

    @property
    def keeps_ledger(self) -> bool:
        """Whether what is reported is recorded: only where the config speaks of a ledger or of delivery."""
        return self.ledger is not None or self.deliver is not None

    @property
    def spec(self) -> CycleSpec:
        return self._spec(self.cycle)

    def spec_of(self, objective: Objective) -> CycleSpec:
        """The objective's own cycle, else the report's."""
        return self._spec(objective.cycle or self.cycle)

    def _spec(self, cycle: DaysCycle | CycleWord) -> CycleSpec:
        if isinstance(cycle, DaysCycle):
            return CycleSpec("days", cycle.days, cycle.start, self.fiscal_year_start)
        return CycleSpec(cycle, fiscal_year_start=self.fiscal_year_start)

    def words(self, cycle: str) -> dict[str, str]:
        """A person's words in the report of a cycle: those under its id take the place of those without, by name."""
        dated = self.commentary.get(cycle)
        undated = {name: words for name, words in self.commentary.items() if isinstance(words, str)}
        return {**undated, **dated} if isinstance(dated, dict) else undated

    def settle_days(self, sources: Collection[str] | None = None) -> int:
        """Days in which the slowest source, or the slowest of those named, still changes its figures."""
        return max((one.settle_days for one in self.sources if sources is None or one.name in sources), default=0)

    @property
    def margin(self) -> Decimal | None:
        """The margin of channels or products without one of their own."""
        if isinstance(self.margins, ProductMargins):
            return self.margins.default
        return self.margins.get("default") if isinstance(self.margins, dict) else self.margins


@dataclass(frozen=True)
class Loaded:
    """A Config with where it stands: ``folder`` (paths are relative to it), ``stem`` (names the outputs).

    ``sha256`` is of its values, merged and with the client's cells, without ``deliver``, ``ledger`` and words by cycle.
    ``written`` is the content before validation and ``marks`` the place of each key, through ``extends``, for messages.
    """

    config: Config
    path: str
    folder: str
    stem: str
    sha256: str
    client: str = ""  # the id of its row, where one config serves many; then also the stem
    folders: tuple[str, ...] = ()  # of all files that it was read from, its own first: each may hold templates
    written: Any = field(default=None, repr=False, compare=False)
    marks: Places | None = field(default=None, repr=False, compare=False)
