"""Explanation: where one KPI's figure comes from, as a tree of values. No sentences; None = missing, never zero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reportgen.model.scorecard import Better, Coverage, KpiScore, Names, Sampled, Scorecard, State, Trace
from reportgen.model.text import Unit
from reportgen.periods import Cycle

NO_COVERAGE = Coverage(0, 0)
Form = Literal["values", "difference", "log_ratio"]
StepKind = Literal["kpi", "measure", "config", "standing", "derived"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of a KPI's formulas, in order of preference.

    ``cause`` says why it is not used: why it can't be computed, ``less_coverage`` (known on ``present`` days ×
    channels, a smaller share than the one used), or ``later`` (an earlier one serves). The one used has a
    cause where none of them can be computed.
    """

    formula: str
    used: bool
    cause: str = ""
    present: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Days ``first``…``last``, both included, on which a channel has no value."""

    channel: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Step:
    """A term of a formula with its figure, and what that is made of.

    ``written`` is as in the formula above it, ``expression`` what it means there (the selections from above put in).
    ``value`` is what goes into the formula above: over the days and channels that all sides of it share. ``state`` is
    None for values of the config; ``absent`` marks a term of a sum that nobody gives, which is left out.
    ``measured`` is flow | level | unique | score | cost for measures. ``keys`` are places in the config. ``share``: of
    costs that belong to no channel this one bears so much, by ``declared`` shares, ``hours`` or ``posts``. ``sample``:
    the answers behind a score. ``derived`` is a term that the config's values make a formula of (results and what each
    is worth).
    """

    kind: StepKind
    id: str
    written: str
    expression: str
    names: Names
    unit: Unit
    value: Decimal | None
    state: State | Literal["absent"] | None = None
    cause: str = ""
    note: str = ""
    measured: str = ""
    coverage: Coverage = NO_COVERAGE
    channels: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    keys: tuple[str, ...] = ()
    share: tuple[str, Decimal] | None = None
    traces: tuple[Trace, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    steps: tuple[Step, ...] = ()
    sample: Sampled | None = None

    @property
    def formula(self) -> str:
        """The alternative used; empty where there is no formula."""
        return next((alternative.formula for alternative in self.alternatives if alternative.used), "")

    def walk(self) -> Iterator[Step]:
        """This step and all below it, from the left."""
        yield self
        for step in self.steps:
            yield from step.walk()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A KPI of one objective in one cycle, of all channels or of one.

    ``used_by`` are the objectives of the config that list the KPI; where ``objective`` is not among them, it only
    lends its result and its share of costs. ``scorecard`` holds that objective alone, and is None where no source
    serves the KPI.
    """

    kpi: str
    names: Names
    definitions: Names
    unit: Unit
    better: Better
    source: str
    formula: str  # as written, all alternatives
    objective: str
    used_by: tuple[str, ...]
    channel: str
    cycle: Cycle
    as_of: date
    currency: str
    step: Step
    scorecard: Scorecard | None

    @property
    def score(self) -> KpiScore | None:
        if self.scorecard is None:
            return None
        return next(kpi for kpi in self.scorecard.objectives[0].kpis if kpi.id == self.kpi)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The limits behind a verdict: ``centre`` ± 3 ``s`` of ``n`` earlier values, in the judged form.

    ``form``: ``values``, ``difference`` or ``log_ratio`` (to the value a year before, ``base``). ``level``: judged are
    the net changes of a level.
    """

    centre: float
    s: float
    n: int
    form: Form
    level: bool
    base: float | None = None
