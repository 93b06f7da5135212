"""Config + Shelves → the funnel: how many there are at each step, and the share that passed on, with its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from typing import TYPE_CHECKING

from reportgen.config.schema import Config
from reportgen.config.schema import Kpi as KpiSettings
from reportgen.kpis.expand import SOCIAL_ONLY
from reportgen.kpis.figure import Engine
from reportgen.kpis.inputs import inputs
from reportgen.kpis.score import Scoring
from reportgen.model.learning import FunnelStep
from reportgen.model.scorecard import Comparison, Delta, KpiScore, Names, Value
from reportgen.periods import Cycle
from reportgen.vocabulary.catalogue import Kpi
from reportgen.vocabulary.formula import Binary, parse, write

if TYPE_CHECKING:
    from reportgen.kpis.shelves import Shelves
    from reportgen.vocabulary.catalogue import Catalogue

CHAIN = (
    ("impressions",),
    ("social_sessions", "link_clicks"),
    ("leads", "applications", "info_requests", "forms_submitted", "downloads"),
    ("orders", "new_customers", "hires"),
)
"""Awareness, visits, contacts, sales: of each the first that is measured."""

FEWEST = 3  # steps of the default chain
REPEAT = "repeat_orders"  # loyalty: orders of those who had bought before


def funnel(config: Config, catalogue: Catalogue, shelves: Shelves, cycle: Cycle, as_of: date) -> Iterator[FunnelStep]:
    """The declared steps, else the default chain as far as it is measured; none with fewer than three of it."""
    engine = shelves.engine(config.objectives[0])
    steps = _declared(config, catalogue) or _default(config, catalogue, engine, cycle)
    rates = [*([None] if steps else []), *(_rate(before, after) for before, after in pairwise(steps))]
    for step, rate in zip(steps, rates, strict=True):
        read = _of_one_source(config, catalogue, shelves, cycle) if step.id == REPEAT else engine
        count = _score(config, read, step, cycle, as_of)
        yield FunnelStep(step.id, count, _share(_score(config, read, rate, cycle, as_of)) if rate else None)


def _of_one_source(config: Config, catalogue: Catalogue, shelves: Shelves, cycle: Cycle) -> Engine:
    """New customers by the source that counts the orders, where it tells them: what another one calls new is no part of
    these orders."""
    first = config.objectives[0]
    engine = shelves.engine(first)
    told = inputs(engine.kpi(catalogue.kpis["orders"], cycle), engine)
    sources = {trace.source for leaf in told for trace in leaf.traces}
    return shelves.engine(first.model_copy(update={"source": sources.pop()})) if len(sources) == 1 else engine


def _score(config: Config, engine: Engine, kpi: Kpi, cycle: Cycle, as_of: date) -> KpiScore:
    settings = KpiSettings(kpi=kpi.id)
    return Scoring(config, config.objectives[0], settings, kpi, engine, cycle, as_of).settled().score(False)


def _share(score: KpiScore) -> KpiScore:
    """Without what is above the whole: more than there were at the step before can't be those who passed on."""

    def kept(value: Value) -> Value:
        if value.value is None or value.value <= 1:
            return value
        return replace(value, value=None, state="not_measured", cause="above_whole", small_base=None)

    def compared(given: Comparison) -> Comparison:
        value = kept(given.value) if given.value is not None else None
        lost = current.value is None or (value is not None and value.value is None)
        return replace(given, value=value, delta=Delta("none") if lost else given.delta)

    current = kept(score.current)
    return replace(
        score,
        current=current,
        previous=compared(score.previous),
        year_ago=compared(score.year_ago),
        history=tuple(map(kept, score.history)),
    )


def _declared(config: Config, catalogue: Catalogue) -> list[Kpi]:
    steps = []
    for step in config.funnel:
        kpi = _counted(catalogue, step.of)
        names = _names(step.name, config.locale) if step.name else kpi.names
        steps.append(replace(kpi, names=names))
    return steps


def _default(config: Config, catalogue: Catalogue, engine: Engine, cycle: Cycle) -> list[Kpi]:
    measured: list[list[Kpi]] = []
    for stage in CHAIN:
        known = (catalogue.kpis[name] for name in stage)
        measured.append([kpi for kpi in known if engine.kpi(kpi, cycle).value is not None][:1])
    *_, contacts, sales = measured
    if contacts and sales and not _asked(config, contacts[0].id):
        contacts.clear()  # buyers need not have left their address first: an objective says whether they do
    steps = [kpi for stage in measured for kpi in stage]
    if steps and steps[-1].id == "orders":
        repeat = _made(REPEAT, "orders[channel=social] - new_customers[channel=social]")
        steps += [repeat] if engine.kpi(repeat, cycle).value is not None else []
    return steps if len(steps) >= FEWEST else []


def _asked(config: Config, name: str) -> bool:
    """Whether an objective counts these contacts."""
    return any(
        name == objective.result or any(name == kpi.kpi for kpi in objective.kpis) for objective in config.objectives
    )


def _counted(catalogue: Catalogue, name: str) -> Kpi:
    """A KPI as it is; a measure as one, selected to social where it counts all channels."""
    if name in catalogue.kpis:
        return catalogue.kpis[name]
    measure = catalogue.measures[name]
    selected = f"[{SOCIAL_ONLY[0][0]}={SOCIAL_ONLY[0][1]}]" if measure.scope == "all" else ""
    return replace(_made(name, f"{name}{selected}"), names=measure.names)


def _names(words: dict[str, str] | str, locale: str) -> Names:
    """A name given once is in the report's language."""
    return ((locale.split("_", maxsplit=1)[0], words),) if isinstance(words, str) else tuple(words.items())


def _made(name: str, formula: str) -> Kpi:
    nodes = parse(formula)
    return Kpi(name, (), (), nodes, tuple(write(node) for node in nodes), "count", "higher")


def _rate(before: Kpi, after: Kpi) -> Kpi:
    """The share of a step that reached the next one: a ratio of the two totals, on the days and channels of both."""
    nodes = tuple(Binary("/", top, base) for top, base in product(after.formulas, before.formulas))
    return Kpi(f"{after.id}_per_{before.id}", (), (), nodes, tuple(map(write, nodes)), "percent", "higher")
