"""A KPI's figure + the benchmark of the config → BenchmarkScore: its age, and which is the better (domain §3.4)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reportgen.config.schema import Benchmark
from reportgen.kpis.figure import Outcome
from reportgen.model.scorecard import BenchmarkScore, Definition, Standing
from reportgen.vocabulary.formula import FormulaError, parse, write

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Kpi

OLD_MONTHS = 18
_STANDINGS: dict[int, Standing] = {1: "better", 0: "equal", -1: "worse"}


def against(given: Benchmark, now: Outcome, kpi: Kpi, as_of: date, running: bool) -> BenchmarkScore:
    """Only a benchmark that is computed as ours judges the figure. Of a running cycle, on a part of the data or on a
    small base none is judged.
    """
    definition = _definition(given.formula, kpi, now.alternative)
    whole = now.state == "ok" and now.small_base is None and not running
    standing: Standing | None = None
    if definition == "same" and whole and now.value is not None and kpi.better != "neutral":
        more = (now.value > given.value) - (now.value < given.value)
        standing = _STANDINGS[-more if kpi.better == "lower" else more]
    return BenchmarkScore(
        given.value, given.source, given.date, given.of, given.sample, is_old(given.date, as_of), definition, standing
    )


def is_old(dated: str, as_of: date) -> bool:
    """Whether more than eighteen months have passed since the year's, the month's or the day's end."""
    year, month, day = [*map(int, dated.split("-")), *(12, 31)[dated.count("-") :]]
    months = (as_of.year - year) * 12 + as_of.month - month
    return months > OLD_MONTHS or (months == OLD_MONTHS and as_of.day > day)


def _definition(written: str | None, kpi: Kpi, alternative: int) -> Definition:
    """``same``: the formula that this figure was computed by, or the KPI's id. Prose is no formula of ours."""
    if written is None:
        return "unknown"
    ours = {kpi.id, write(kpi.formulas[alternative])}
    try:
        return "same" if {write(node) for node in parse(written)} <= ours else "different"
    except FormulaError:
        return "different"
