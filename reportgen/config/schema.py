"""The config's shape: values → Config, frozen, unknown keys refused. Reads as the config's documentation.

Only shape and ranges are checked here; names that lead elsewhere (KPIs, channels, files) are checked in `checks.py`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from reportgen.periods import CycleSpec

Ident = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]


def _fraction(value: object) -> object:
    """``38%`` → 0.38; anything else unchanged."""
    if isinstance(value, str) and value.strip().endswith("%"):
        return Decimal(value.strip()[:-1].strip()) / 100
    return value


Number = Annotated[Decimal, BeforeValidator(_fraction)]
Share = Annotated[Number, Field(ge=0, le=1)]
Words = dict[str, str]  # language → words


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class DaysCycle(Model):
    """N days from an anchor: ``{days: 28, from: 2026-01-05}``."""

    days: Annotated[int, Field(ge=1, le=366)]
    start: Annotated[date, Field(alias="from")]


class Cell(Model):
    """A constant in place of a column: ``channel: {value: facebook}``."""

    value: str | int | Decimal


class RevenueBasis(Model):
    tax: str = "column"  # included 20% | excluded | column
    shipping: Literal["in", "out"] = "in"


class Source(Model):
    """Files (a path or glob relative to the config). The format is recognised from the content; ``columns`` makes it a tidy
    table: role or measure → the file's column. Roles: day, month, year, channel, delivery, account, campaign, competitor,
    currency. ``of: posts`` = rows are posts, dated by publication, with lifetime values."""

    name: Ident
    path: str
    columns: dict[str, str | Cell] = {}
    sheet: str | None = None
    where: dict[str, str | list[str]] = {}
    channel: str | None = None  # the channel of all rows, where the files do not say it
    channel_from: Literal["session_source", "channel"] | None = None
    of: Literal["account", "posts"] = "account"
    sparse: bool = False
    fresh_within: int | None = Field(default=None, ge=0)
    settle_days: int = Field(default=0, ge=0, le=90)
    revenue_basis: RevenueBasis | None = None


class Measure(Model):
    """A measure of the client's own; its scope is ``all``."""

    id: Ident
    kind: Literal["flow", "level", "unique", "score"]
    unit: Literal["count", "currency", "hours", "minutes", "seconds", "score"]
    name: Words | str


class OwnKpi(Model):
    """A KPI of the client's own."""

    id: Ident
    name: Words | str
    definition: Words | str | None = None
    formula: str
    unit: Literal[
        "count", "currency", "percent", "ratio", "score", "seconds", "minutes", "hours", "days", "months", "years"
    ]
    better: Literal["higher", "lower", "neutral"] = "higher"


class Staff(Model):
    hours: Annotated[Decimal, Field(ge=0)]
    hourly_rate: Annotated[Decimal, Field(ge=0)]
    person: str = ""
    activity: Literal["content", "community", "advertising", "analysis", "care", "recruitment"] | None = None
    channel: str | None = None
    per: Literal["day", "week", "month", "quarter", "year", "once"] = "month"
    start: Annotated[date | None, Field(alias="from")] = None
    end: Annotated[date | None, Field(alias="to")] = None  # last day, included


class CostRow(Model):
    amount: Annotated[Decimal, Field(ge=0)]
    per: Literal["day", "week", "month", "quarter", "year", "once"] = "month"
    start: Annotated[date | None, Field(alias="from")] = None
    end: Annotated[date | None, Field(alias="to")] = None
    channel: str | None = None
    activity: str | None = None


Cost = Decimal | CostRow | tuple[CostRow, ...]


class Costs(Model):
    """What social media cost, net of recoverable VAT. A kind that is not named is not counted."""

    staff: Staff | tuple[Staff, ...] | None = None
    agency: Cost | None = None
    ads: Cost | None = None
    tools: Cost | None = None
    production: Cost | None = None
    creators: Cost | None = None
    other: Cost | None = None


class Target(Model):
    value: Number
    by: date | None = None
    start: Annotated[Number | None, Field(alias="from")] = None
    mode: Literal["per_cycle", "cumulative", "reach_by"] = "per_cycle"
    curve: Literal["linear", "last_year"] = "linear"
    tolerance: Number | None = None


class Benchmark(Model):
    value: Number
    source: str
    date: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    of: Literal["mean", "median"] | None = None
    formula: str | None = None
    sample: str | None = None


class Kpi(Model):
    """A KPI in an objective. ``target: 140`` is short for ``target: {value: 140}``."""

    kpi: Ident
    target: Target | Number | None = None
    benchmark: Benchmark | None = None
    main: bool = False
    weight: Annotated[Decimal, Field(gt=0)] = Decimal(1)
    role: Literal["context"] | None = None
    season: bool | None = None


class PersonDecision(Model):
    choice: Literal["continue", "change", "re_evaluate"]
    by: str
    on: date
    why: str = ""


class Objective(Model):
    id: Ident
    family: Literal[
        "awareness", "community", "customer_care", "recruitment", "leads", "traffic", "expertise", "sales", "loyalty"
    ]
    title: str
    role: str
    result: Ident | None = None
    kpis: Annotated[tuple[Kpi, ...], Field(min_length=1)]
    due: date | None = None
    start: date | None = None
    weight: Annotated[Decimal, Field(gt=0)] = Decimal(1)
    decide_after: Annotated[int, Field(ge=1)] = 3
    agreed_by: str | None = None
    agreed_on: date | None = None
    cost_share: Share | None = None
    decision: PersonDecision | None = None


class Thresholds(Model):
    met: Number = Decimal(1)
    close: Number = Decimal("0.90")


class Quality(Model):
    gate: Literal["send", "send_with_notice", "hold"] = "send_with_notice"
    coverage_tolerance: Share = Decimal("0.05")
    min_base: Annotated[int, Field(ge=0)] = 30


class Theme(Model):
    """``logo`` and ``pptx_template`` are paths relative to the config."""

    brand: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")] = "#12506B"
    logo: str | None = None
    paper: Literal["A4", "Letter"] = "A4"


class Config(Model):
    """One client's report. ``folder`` and ``stem`` come from the file's path; data paths are relative to ``folder``."""

    version: Literal[1]
    client: Annotated[str, Field(min_length=1, max_length=160)]
    locale: Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?$")]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    timezone: str
    cycle: Literal["week", "month", "quarter", "half", "year"] | DaysCycle
    fiscal_year_start: Annotated[int, Field(ge=1, le=12)] = 1
    compare: tuple[Literal["previous", "year_ago"], ...] = ("previous", "year_ago")
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    measures: tuple[Measure, ...] = ()
    kpis: tuple[OwnKpi, ...] = ()
    costs: Costs = Costs()
    margin: Share | None = None
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)]
    thresholds: Thresholds = Thresholds()
    commentary: dict[str, str] = {}  # summary, learned, next, or an objective's id → a person's words
    quality: Quality = Quality()
    theme: Theme = Theme()
    author: str | None = None

    @property
    def spec(self) -> CycleSpec:
        if isinstance(self.cycle, DaysCycle):
            return CycleSpec("days", self.cycle.days, self.cycle.start, self.fiscal_year_start)
        return CycleSpec(self.cycle, fiscal_year_start=self.fiscal_year_start)


class Loaded(BaseModel):
    """A Config with where it stands: ``folder`` (paths are relative to it), ``stem`` (names the outputs), ``sha256``."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    config: Config
    path: str
    folder: str
    stem: str
    sha256: str

    def relative(self, path: str) -> PurePosixPath:
        return PurePosixPath(path)
